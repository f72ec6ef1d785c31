"""The public list of listings."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from marketplace.facts.transaction import transaction
from marketplace.web.fragments import fragments
from marketplace.web.kept import Kept
from tests.factories import make_business, make_listing, make_variant
from tests.queries import count_queries


def shelf(app: Flask, count: int, **values: object) -> None:
    with app.app_context(), transaction():
        business = make_business()
        for _ in range(count):
            make_variant(make_listing(business, **values))


def page(client: FlaskClient, query: str = "", language: str = "en") -> str:
    answer = client.get(f"/{language}/listings/{query}")
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def cards(text: str) -> int:
    return text.count('class="card"')


@pytest.mark.parametrize("language", ["fr", "it", "en"])
def test_it_shows_what_is_live(app: Flask, client: FlaskClient, language: str) -> None:
    shelf(app, 2)
    shelf(app, 1, state="draft")
    assert cards(page(client, language=language)) == 2


def test_it_narrows_by_category_valley_and_kind(app: Flask, client: FlaskClient) -> None:
    shelf(app, 3)
    shelf(app, 2, category="mountain-guides", kind="service")
    assert cards(page(client, "?category=food-and-drink")) == 3
    assert cards(page(client, "?kind=service")) == 2
    assert cards(page(client, "?territory=maurienne&category=&kind=")) == 5
    nothing = page(client, "?territory=val-sangone")
    assert cards(nothing) == 0 and "Take a filter away" in nothing
    assert 'content="noindex' in nothing and 'content="noindex' not in page(client)


@pytest.mark.parametrize(
    "query", ["?category=dragons", "?territory=atlantis", "?kind=x", "?page=0", "?page=2", "?page=x"]
)
def test_what_does_not_exist_is_not_found(app: Flask, client: FlaskClient, query: str) -> None:
    shelf(app, 1)
    assert client.get(f"/en/listings/{query}").status_code == 404


def test_it_goes_on_over_pages(app: Flask, client: FlaskClient) -> None:
    shelf(app, 30)
    assert cards(page(client)) == 24
    assert cards(page(client, "?page=2")) == 6


@pytest.mark.parametrize("count", [1, 24])
def test_queries_do_not_grow_with_the_rows(app: Flask, client: FlaskClient, count: int) -> None:
    shelf(app, count)
    Kept.forget_all()
    fragments.clear()
    with app.app_context(), count_queries() as cold:
        page(client)
    assert len(cold) <= 12, cold
    with app.app_context(), count_queries() as warm:
        page(client)
    assert len(warm) <= 2, warm
