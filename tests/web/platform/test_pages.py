"""The pages about the platform."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from marketplace.facts.transaction import transaction
from marketplace.platform.operations import save_identity
from marketplace.platform.queries import IDENTITY_FIELDS, page_text
from marketplace.platform.rules import PAGES
from tests.queries import count_queries

IDENTITY = dict.fromkeys(IDENTITY_FIELDS, "") | {
    "legal_name": "Association des hautes vallées",
    "legal_form": "Association loi 1901",
    "address": "Place fictive, 05100 Briançon",
    "country": "FR",
    "email": "bonjour@versant.example",
    "host": "Hébergeur Fictif",
}


@pytest.mark.parametrize("language", ["fr", "it", "en"])
@pytest.mark.parametrize("slug", PAGES)
def test_every_page_in_every_language(client: FlaskClient, slug: str, language: str) -> None:
    page = client.get(f"/{language}/about/{slug}/")
    assert page.status_code == 200
    assert page_text(slug, language).title in page.text
    assert "{site}" not in page.text
    assert "{url}" not in page.text
    assert "](" not in page.text


def test_no_other_page(client: FlaskClient) -> None:
    assert client.get("/en/about/nothing/").status_code == 404
    assert client.get("/en/about/../terms/").status_code == 404


def test_links_between_our_pages_stay_here(client: FlaskClient) -> None:
    assert '<a href="/it/about/terms/">' in client.get("/it/about/how-it-works/").text


def test_the_legal_notice_says_honestly_that_nobody_signed_it(app: Flask, client: FlaskClient) -> None:
    assert "must not be opened to the public" in client.get("/en/about/legal-notice/").text
    with app.app_context(), transaction():
        save_identity(IDENTITY, 1)
    page = client.get("/en/about/legal-notice/").text
    assert "must not be opened" not in page
    assert "Association loi 1901" in page
    assert "Hébergeur Fictif" in page
    assert "bonjour@versant.example" in client.get("/fr/about/privacy/").text


def test_the_sources_of_our_data_are_named(client: FlaskClient) -> None:
    page = client.get("/fr/about/legal-notice/").text
    for source in ("INSEE", "IGN", "ISTAT", "GeoNames", "Licence Ouverte", "CC BY"):
        assert source in page


def test_few_queries(app: Flask, client: FlaskClient) -> None:
    with app.app_context(), count_queries() as statements:
        client.get("/en/about/terms/")
    assert len(statements) <= 3


def test_links_between_our_pages_lead_somewhere(client: FlaskClient) -> None:
    page = client.get("/en/about/how-it-works/").text
    assert 'href="/en/about/terms/"' in page
