"""The basket page for somebody who buys."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from marketplace.basket.models import Basket, BasketLine
from marketplace.catalog.models import Variant
from marketplace.extensions import db
from marketplace.facts.transaction import transaction
from tests.queries import count_queries
from tests.web.basket.conftest import Stall


def put(client: FlaskClient, variant: int, quantity: int = 1) -> None:
    answer = client.post("/en/basket/lines/", data={"variant": variant, "quantity": quantity})
    assert (answer.status_code, answer.location) == (303, "/en/basket/")


def page(client: FlaskClient, language: str = "en") -> str:
    answer = client.get(f"/{language}/basket/")
    assert answer.status_code == 200
    return answer.text


def first_line(app: Flask) -> BasketLine:
    line = db.session.scalars(db.select(BasketLine).order_by(BasketLine.id)).first()
    assert line is not None
    return line


def test_an_empty_basket_says_what_to_do(app: Flask, client: FlaskClient) -> None:
    assert "Your basket is empty" in page(client)
    with app.app_context():
        assert db.session.scalar(db.select(db.func.count(Basket.id))) == 0


def test_two_makers_make_two_parcels(client: FlaskClient, stall: Stall) -> None:
    put(client, stall.tomme, 2)
    put(client, stall.honey)
    text = page(client)
    assert text.count('<section class="parcel"') == 2
    assert "19.20" in text
    assert "30.70" in text
    assert "24.00/kg" in text.replace("€", "")


@pytest.mark.parametrize("language", ["fr", "it", "en"])
def test_the_page_speaks_three_languages(client: FlaskClient, stall: Stall, language: str) -> None:
    put(client, stall.tomme)
    assert f'<html lang="{language}">' in page(client, language)


def test_the_header_counts_pieces_without_a_query_for_new_visitors(
    app: Flask, client: FlaskClient, stall: Stall
) -> None:
    with app.app_context(), count_queries() as statements:
        assert 'class="tally"' not in client.get("/en/basket/").text
    assert statements == []
    put(client, stall.tomme, 3)
    assert '<span class="tally">3</span>' in page(client)


def test_looking_writes_nothing_and_asks_little(app: Flask, client: FlaskClient, stall: Stall) -> None:
    put(client, stall.tomme)
    put(client, stall.honey)
    with app.app_context(), count_queries() as statements:
        page(client)
    assert all(each.startswith(("SELECT", "BEGIN")) for each in statements)
    assert len(statements) <= 12


def test_more_than_there_is_is_told(client: FlaskClient, stall: Stall) -> None:
    client.post("/en/basket/lines/", data={"variant": stall.honey, "quantity": 7})
    assert "There are only 3 of" in page(client)


@pytest.mark.parametrize("quantity", ["0", "-1", "x", "100", "1.5", "", "٣"])
def test_odd_quantities_are_refused_gently(client: FlaskClient, stall: Stall, quantity: str) -> None:
    client.post("/en/basket/lines/", data={"variant": stall.tomme, "quantity": quantity})
    assert "from 1 to 99" in page(client)


@pytest.mark.parametrize("variant", ["", "x", "999999", "9" * 30])
def test_what_does_not_exist_is_not_found(client: FlaskClient, stall: Stall, variant: str) -> None:
    assert client.post("/en/basket/lines/", data={"variant": variant}).status_code == 404


def test_the_way_back_stays_on_the_site(client: FlaskClient, stall: Stall) -> None:
    def onward(target: str) -> str | None:
        return client.post("/en/basket/lines/", data={"variant": stall.tomme, "next": target}).location

    assert onward("/en/listings/x/") == "/en/listings/x/"
    for elsewhere in ("https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)"):
        assert onward(elsewhere) == "/en/basket/"


def test_quantities_and_slots_are_kept_by_every_button(app: Flask, client: FlaskClient, stall: Stall) -> None:
    put(client, stall.tomme)
    put(client, stall.honey)
    with app.app_context():
        tomme, honey = db.session.scalars(db.select(BasketLine.id).order_by(BasketLine.id))
    sent = {f"quantity-{tomme}": "4", f"quantity-{honey}": "1", "slot-ferme-des-arolles": stall.key}
    assert client.post(f"/en/basket/lines/{honey}/", data={**sent, "step": "1"}).status_code == 303
    text = page(client)
    assert f'value="{stall.key}" checked' in text
    assert re.findall(r'name="quantity-\d+"[^>]*value="(\d+)"', text) == ["4", "2"]
    client.post(f"/en/basket/lines/{tomme}/remove/", data=sent)
    assert "Ferme des Arolles" not in page(client)


def test_going_on_saves_first(client: FlaskClient, app: Flask, stall: Stall) -> None:
    put(client, stall.tomme)
    with app.app_context():
        line = first_line(app).id
    answer = client.post("/en/basket/", data={f"quantity-{line}": "5", "proceed": "1"})
    assert answer.location == "/en/checkout/"
    assert 'value="5"' in page(client)


def test_a_mistyped_quantity_stands_beside_its_field(app: Flask, client: FlaskClient, stall: Stall) -> None:
    put(client, stall.tomme)
    with app.app_context():
        line = first_line(app).id
    answer = client.post("/en/basket/", data={f"quantity-{line}": "many", "slot-ferme-des-arolles": stall.key})
    assert answer.status_code == 422
    assert 'value="many"' in answer.text
    assert f'value="{stall.key}" checked' in answer.text
    assert f'id="quantity-{line}-error"' in answer.text


def test_a_full_slot_is_told_and_disabled(app: Flask, client: FlaskClient, stall: Stall) -> None:
    put(client, stall.tomme)
    client.post("/en/basket/", data={"slot-ferme-des-arolles": stall.key})
    with app.app_context(), transaction():
        db.session.execute(
            db.text(f"INSERT INTO slot_day (slot_id, day, taken) VALUES ({stall.slot}, '2026-11-26', 2)")
        )
    text = page(client)
    assert "the collection time you chose is full now" in text
    assert f'value="{stall.key}" disabled' in text
    client.post("/en/basket/", data={"slot-ferme-des-arolles": stall.key})
    assert "The time you chose at Ferme des Arolles is full now" in page(client)


def test_changes_are_told_until_they_are_understood(app: Flask, client: FlaskClient, stall: Stall) -> None:
    put(client, stall.tomme, 5)
    put(client, stall.honey)
    with app.app_context(), transaction():
        tomme, honey = db.session.get_one(Variant, stall.tomme), db.session.get_one(Variant, stall.honey)
        tomme.price, tomme.stock, honey.stock = 990, 2, 0
    for _again in range(2):
        text = page(client)
        assert "the price went from €9.60 to €9.90" in text
        assert "only 2 are left. We put 2 in your basket" in text
        assert "sold out. We took it out" in text
    client.post("/en/basket/changes/")
    assert "notice--larch" not in page(client)
    with app.app_context():
        assert (first_line(app).quantity, first_line(app).seen_price) == (2, 990)


def test_a_maker_without_free_times_cannot_be_ordered_from_yet(app: Flask, client: FlaskClient, stall: Stall) -> None:
    put(client, stall.tomme)
    with app.app_context(), transaction():
        db.session.execute(db.text("UPDATE weekly_slot SET active = false"))
    text = page(client)
    assert "cannot be ordered yet" in text
    assert "Go to the order" not in text


def test_another_visitors_lines_are_not_found(app: Flask, client: FlaskClient, stall: Stall) -> None:
    put(client, stall.tomme)
    with app.app_context():
        line = first_line(app).id
    stranger = app.test_client()
    put(stranger, stall.honey)
    assert stranger.post(f"/en/basket/lines/{line}/", data={f"quantity-{line}": "9"}).status_code == 404
    assert stranger.post(f"/en/basket/lines/{line}/remove/").status_code == 404
    stranger.post("/en/basket/", data={f"quantity-{line}": "9"})
    with app.app_context():
        assert first_line(app).quantity == 1


def test_posts_need_the_token(app: Flask, client: FlaskClient, stall: Stall) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    try:
        for path in ("", "lines/1/", "lines/1/remove/", "changes/"):
            assert client.post(f"/en/basket/{path}", data={"variant": stall.tomme}).status_code == 400, path
    finally:
        app.config["WTF_CSRF_ENABLED"] = False
