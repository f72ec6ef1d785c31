"""The bare address leads to the reader's language; addresses with a language stay where they are."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from marketplace.accounts.models import User
from marketplace.facts.transaction import transaction
from tests.factories import make_user


@pytest.mark.parametrize(
    ("accepted", "target"),
    [("it-IT,it;q=0.9", "/it/"), ("de,en;q=0.5", "/en/"), ("de", "/fr/"), ("", "/fr/"), ("\x7f;;q=x", "/fr/")],
)
def test_the_browser_is_asked(client: FlaskClient, accepted: str, target: str) -> None:
    answer = client.get("/", headers={"Accept-Language": accepted})
    assert (answer.status_code, answer.location) == (302, target)
    assert {"Accept-Language", "Cookie"} <= set(answer.vary)


def test_a_choice_made_before_counts_more(client: FlaskClient) -> None:
    client.set_cookie("language", "it")
    assert client.get("/", headers={"Accept-Language": "en"}).location == "/it/"
    client.set_cookie("language", "xx")
    assert client.get("/", headers={"Accept-Language": "en"}).location == "/en/"


def test_a_members_own_language_counts_most(app: Flask, login: Callable[[User], FlaskClient]) -> None:
    with app.test_request_context("/"), transaction():
        client = login(make_user(language="it"))
    client.set_cookie("language", "en")
    assert client.get("/").location == "/it/"


def test_the_query_goes_along(client: FlaskClient) -> None:
    assert client.get("/?utm=x%26y", headers={"Accept-Language": "fr"}).location == "/fr/?utm=x%26y"


def test_a_page_with_its_language_stays(client: FlaskClient) -> None:
    assert client.get("/fr/login/", headers={"Accept-Language": "it"}).status_code == 200


def test_an_address_that_leads_nowhere_answers_in_its_language(client: FlaskClient) -> None:
    answer = client.get("/it/nowhere/")
    assert answer.status_code == 404
    assert '<html lang="it">' in answer.text
