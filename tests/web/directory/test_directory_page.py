"""The directory."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from marketplace.facts.transaction import transaction
from tests.factories import make_business
from tests.queries import count_queries


def fill(app: Flask, count: int, **overrides: object) -> None:
    with app.app_context(), transaction():
        for _ in range(count):
            make_business(**overrides)


def test_newest_first_or_by_name(app: Flask, client: FlaskClient) -> None:
    fill(app, 1, name="Zibeline", slug="zibeline")
    fill(app, 1, name="Arolle", slug="arolle")
    newest, named = client.get("/en/businesses/").text, client.get("/en/businesses/?sort=name").text
    assert newest.index("Arolle") < newest.index("Zibeline")
    assert named.index("Arolle") < named.index("Zibeline")
    fill(app, 1, name="Belette", slug="belette")
    newest, named = client.get("/en/businesses/").text, client.get("/en/businesses/?sort=name").text
    assert newest.index("Belette") < newest.index("Arolle")
    assert named.index("Arolle") < named.index("Belette") < named.index("Zibeline")


def test_filters_narrow_and_count(app: Flask, client: FlaskClient) -> None:
    fill(app, 2, name="Fromagerie")
    fill(app, 1, name="Forno", territory="valle-di-susa", commune="001022", category="honey")
    valley = client.get("/en/businesses/?territory=valle-di-susa").text
    assert ("Forno" in valley, "Fromagerie" in valley) == (True, False)
    cheese = client.get("/en/businesses/?category=cheese").text
    assert ("Forno" in cheese, "Fromagerie" in cheese) == (False, True)
    food = client.get("/en/businesses/?category=food-and-drink").text
    assert ("Forno" in food, "Fromagerie" in food) == (True, True)


def test_an_empty_result_helps(app: Flask, client: FlaskClient) -> None:
    page = client.get("/en/businesses/?territory=val-sangone")
    assert page.status_code == 200
    assert 'class="empty"' in page.text


def test_filtered_pages_are_not_indexed(app: Flask, client: FlaskClient) -> None:
    fill(app, 1)
    assert "noindex" not in client.get("/en/businesses/").text
    assert "noindex" in client.get("/en/businesses/?territory=maurienne").text


@pytest.mark.parametrize(
    "query", ["territory=atlantis", "category=unicorns", "sort=luck", "page=0", "page=x", "page=99"]
)
def test_an_address_that_leads_nowhere(client: FlaskClient, query: str) -> None:
    assert client.get(f"/en/businesses/?{query}").status_code == 404


def test_only_approved_cards_are_listed(app: Flask, client: FlaskClient) -> None:
    fill(app, 1, name="Cachette", state="submitted")
    fill(app, 1, name="Vitrine")
    page = client.get("/en/businesses/").text
    assert ("Cachette" in page, "Vitrine" in page) == (False, True)


def test_pages_hold_twenty_four(app: Flask, client: FlaskClient) -> None:
    fill(app, 25)
    assert client.get("/en/businesses/").text.count("<article") == 24
    assert client.get("/en/businesses/?page=2").text.count("<article") == 1


@pytest.mark.parametrize("count", [5, 50])
def test_the_number_of_queries_does_not_depend_on_the_rows(app: Flask, client: FlaskClient, count: int) -> None:
    fill(app, count)
    with app.app_context(), count_queries() as statements:
        assert client.get("/en/businesses/").status_code == 200
    assert len(statements) <= 12, statements
