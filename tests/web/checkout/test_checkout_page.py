"""The checkout for a guest and for a member."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from marketplace.accounts.models import Address, User
from marketplace.basket.models import BasketLine
from marketplace.catalog.models import Listing, Variant
from marketplace.extensions import db
from marketplace.facts.transaction import transaction
from marketplace.fulfilment.models import SlotDay
from marketplace.orders.models import Order, Purchase
from tests.factories import make_user
from tests.factories.stall import THURSDAY, Stall, fill_basket
from tests.queries import count_queries
from tests.web.checkout.conftest import hidden_fields

Read = Callable[..., dict[str, str]]
BUTTON = {
    "fr": "Commande avec obligation de paiement",
    "it": "Ordine con obbligo di pagare",
    "en": "Order with obligation to pay",
}


def count_of(model: type) -> int:
    return db.session.scalar(db.select(db.func.count()).select_from(model)) or 0


def only_purchase() -> Purchase:
    return db.session.scalars(db.select(Purchase)).one()


def test_the_page_says_everything_before_the_button(ready: FlaskClient) -> None:
    text = ready.get("/en/checkout/").text
    offer = text[text.index('id="offer"') : text.index(BUTTON["en"])]
    for fact in ("Ferme des Arolles", "€24.00/kg", "€23.00/kg", "Milk", "<strong>lait</strong>", "€30.70", "€19.20"):
        assert fact in offer, fact
    assert 'lang="fr">TVA non applicable, art. 293 B du CGI' in offer
    assert "This product does not keep for long" in offer
    assert "within 14 days after you collected it" in offer
    assert "Thursday, 26 November 2026" in offer or "Thursday 26 November 2026" in offer


@pytest.mark.parametrize("language", BUTTON)
def test_the_last_button_says_the_legal_words_and_nothing_else(ready: FlaskClient, language: str) -> None:
    text = ready.get(f"/{language}/checkout/").text
    assert f'<button class="button button--wide">{BUTTON[language]}</button>' in text


@pytest.mark.parametrize("language", ["fr", "it", "en"])
def test_the_page_speaks_three_languages(ready: FlaskClient, language: str) -> None:
    answer = ready.get(f"/{language}/checkout/")
    assert answer.status_code == 200
    assert f'<html lang="{language}">' in answer.text


def test_it_asks_little_of_the_database(app: Flask, ready: FlaskClient) -> None:
    with app.app_context(), count_queries() as statements:
        ready.get("/en/checkout/")
    assert len(statements) <= 12
    assert all(each.startswith(("SELECT", "BEGIN")) for each in statements)


def test_a_guest_orders_from_two_makers(app: Flask, ready: FlaskClient, form: Read) -> None:
    answer = ready.post("/en/checkout/", data=form(ready))
    assert answer.status_code == 303, answer.text
    with app.app_context():
        purchase = only_purchase()
        assert (purchase.total, purchase.user_id, purchase.email) == (3070, None, "chiara@example.org")
        assert (purchase.phone, purchase.language) == ("+393331234567", "en")
        assert [order.total for order in purchase.orders] == [1920, 1150]
        assert [order.state for order in purchase.orders] == ["placed", "placed"]
        order = purchase.orders[0]
        assert order.seller["vat_exemption"] == "TVA non applicable, art. 293 B du CGI"
        assert order.place["commune"] == "Bessans"
        assert order.lines[0].variant_name == "400\u00a0g"
        assert order.lines[0].withdrawal_exception == "perishable"
        assert db.session.get_one(Variant, order.lines[0].variant_id).stock == 8
        assert count_of(BasketLine) == 0
        assert db.session.scalar(db.select(db.func.sum(SlotDay.taken))) == 2
    assert "Your basket is empty" in ready.get("/en/basket/").text


def test_a_member_finds_the_form_filled(
    app: Flask, login: Callable[[User], FlaskClient], stall: Stall, form: Read
) -> None:
    with app.app_context(), transaction():
        user = make_user(name="Marta Rossi", email="marta@example.org")
        where = {"street": "Via 1", "postal_code": "10052", "town": "Bardo", "country": "IT"}
        address = Address(user_id=user.id, name="Marta", **where)
        db.session.add(address)
        db.session.flush()
        member, saved = login(user), str(address.id)
    fill_basket(member, stall)
    assert 'value="Marta Rossi"' in member.get("/en/checkout/").text
    sent = form(member, name="Marta Rossi", email="marta@example.org", phone="", invoice=saved)
    assert member.post("/en/checkout/", data=sent).status_code == 303
    with app.app_context():
        purchase = only_purchase()
        assert purchase.user_id is not None
        assert purchase.invoice_address["town"] == "Bardo"


def test_an_invoice_address_is_whole_or_absent(app: Flask, ready: FlaskClient, form: Read) -> None:
    answer = ready.post("/en/checkout/", data=form(ready, street="Via Medail 41", country="IT"))
    assert answer.status_code == 422
    assert 'id="town-error"' in answer.text
    assert 'value="Via Medail 41"' in answer.text
    whole = {"company": "Bar Alpi", "street": "Via Medail 41", "postal_code": "10052", "town": "Bardo", "country": "IT"}
    assert ready.post("/en/checkout/", data=form(ready, **whole)).status_code == 303
    with app.app_context():
        assert only_purchase().invoice_address["name"] == "Bar Alpi"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("email", "chiara@"),
        ("email", "a@b.example\r\nBcc: all@example.org"),
        ("email", "x" * 300 + "@example.org"),
        ("phone", ""),
        ("phone", "12"),
        ("name", ""),
        ("name", "n" * 121),
        ("name", "null\x00byte"),
        ("terms", ""),
        ("invoice", "999999999999999999999"),
        ("town", "Susa"),
    ],
)
def test_bad_input_is_told_and_nothing_typed_is_lost(
    app: Flask, ready: FlaskClient, form: Read, field: str, value: str
) -> None:
    answer = ready.post("/en/checkout/", data=form(ready, **{"name": "Nome Mio", field: value}))
    assert answer.status_code in (303, 422)
    with app.app_context():
        assert count_of(Purchase) == (1 if answer.status_code == 303 else 0)
    if answer.status_code == 422:
        assert 'class="error-summary" role="alert" tabindex="-1"' in answer.text
        assert "Error:" in answer.text[: answer.text.index("</title>")]


def test_a_price_that_changed_after_the_page_was_shown_is_asked_again(
    app: Flask, ready: FlaskClient, form: Read
) -> None:
    sent = form(ready)
    with app.app_context(), transaction():
        db.session.execute(db.update(Variant).where(Variant.price == 960).values(price=990))
    answer = ready.post("/en/checkout/", data=sent)
    assert answer.status_code == 422
    assert "the price went from €9.60 to €9.90" in answer.text
    assert "The total went from €30.70 to €31.30" in answer.text
    assert 'value="chiara@example.org"' in answer.text
    with app.app_context():
        assert (count_of(Purchase), count_of(SlotDay)) == (0, 0)
    assert ready.post("/en/checkout/", data={**sent, **hidden_fields(answer.text)}).status_code == 303
    with app.app_context():
        assert only_purchase().total == 3130


def test_stock_that_went_is_told(app: Flask, ready: FlaskClient, form: Read) -> None:
    sent = form(ready)
    with app.app_context(), transaction():
        db.session.execute(db.update(Variant).where(Variant.price == 960).values(stock=1))
    answer = ready.post("/en/checkout/", data=sent)
    assert answer.status_code == 422
    assert "1 instead of 2" in answer.text


def test_a_listing_that_was_hidden_is_told(app: Flask, ready: FlaskClient, form: Read) -> None:
    sent = form(ready)
    with app.app_context(), transaction():
        db.session.execute(db.update(Listing).where(Listing.category == "honey").values(state="hidden"))
    answer = ready.post("/en/checkout/", data=sent)
    assert answer.status_code == 422
    assert "no longer for sale. We took it out" in answer.text
    assert "this part cannot be ordered as it was" not in answer.text  # the reason is told instead


def test_another_slot_can_be_chosen_where_one_filled_up(
    app: Flask, ready: FlaskClient, stall: Stall, form: Read
) -> None:
    sent = form(ready)
    with app.app_context(), transaction():
        db.session.add(SlotDay(slot_id=stall.slot, day=THURSDAY, taken=20))
    answer = ready.post("/en/checkout/", data=sent)
    assert answer.status_code == 422
    assert "is no longer free. Choose another one" in answer.text
    assert 'value="Chiara Bellotto"' in answer.text
    again = ready.post("/en/checkout/", data={**sent, **hidden_fields(answer.text)})
    assert again.status_code == 422  # nothing chosen yet, so nothing ordered
    chosen = {**sent, **hidden_fields(again.text), "slot-ferme-des-arolles": f"{stall.slot}-2026-12-03"}
    shown = ready.post("/en/checkout/", data=chosen)
    assert "Thursday, 3 December 2026" in shown.text or "Thursday 3 December 2026" in shown.text
    assert ready.post("/en/checkout/", data={**sent, **hidden_fields(shown.text)}).status_code == 303


def test_without_a_slot_one_goes_back_to_the_basket(client: FlaskClient, stall: Stall) -> None:
    client.post("/en/basket/lines/", data={"variant": stall.tomme})
    answer = client.get("/en/checkout/")
    assert answer.location == "/en/basket/#collect-ferme-des-arolles"
    assert "Choose when you collect at Ferme des Arolles" in client.get("/en/basket/").text


def test_an_empty_basket_has_nothing_to_confirm(client: FlaskClient, stall: Stall) -> None:
    assert client.get("/en/checkout/").location == "/en/basket/"
    assert client.post("/en/checkout/", data={"name": "x"}).location == "/en/basket/"


@pytest.mark.parametrize(
    "forged",
    [
        {"fingerprint": "", "shown": ""},
        {"fingerprint": "0" * 64, "shown": "{}"},
        {"fingerprint": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", "shown": ""},
        {"shown": "[" * 15000},
        {"intent": "' OR 1=1 --"},
    ],
)
def test_forged_hidden_fields_place_nothing_unseen(
    app: Flask, ready: FlaskClient, form: Read, forged: dict[str, str]
) -> None:
    answer = ready.post("/en/checkout/", data={**form(ready), **forged})
    assert answer.status_code in (303, 422)
    if "fingerprint" in forged:
        assert answer.status_code == 422


def test_alcohol_asks_for_the_age(app: Flask, ready: FlaskClient, form: Read) -> None:
    with app.app_context(), transaction():
        db.session.execute(db.update(Listing).where(Listing.category == "cheese").values(category="wine"))
    page = ready.get("/en/checkout/").text
    assert "consommer avec modération" in page
    refused = ready.post("/en/checkout/", data=form(ready))
    assert refused.status_code == 422
    assert 'id="adult-error"' in refused.text
    assert ready.post("/en/checkout/", data=form(ready, adult="y")).status_code == 303


def test_the_same_form_again_leads_to_the_same_purchase(app: Flask, ready: FlaskClient, form: Read) -> None:
    sent = form(ready)
    places = {ready.post("/en/checkout/", data=sent).location for _ in range(3)}
    assert len(places) == 1
    with app.app_context():
        assert count_of(Purchase) == 1


def test_a_guest_may_have_three_open_orders(app: Flask, client: FlaskClient, stall: Stall, form: Read) -> None:
    for expected in (303, 422):
        fill_basket(client, stall)
        answer = client.post("/en/checkout/", data=form(client))
        assert answer.status_code == expected
    assert "You have 2 open orders" in answer.text
    with app.app_context():
        assert (count_of(Purchase), count_of(Order)) == (1, 2)


def test_posts_need_the_token(app: Flask, ready: FlaskClient, form: Read) -> None:
    sent = form(ready)
    app.config["WTF_CSRF_ENABLED"] = True
    try:
        assert ready.post("/en/checkout/", data=sent).status_code == 400
        assert ready.post("/en/checkout/", data=form(ready)).status_code == 303
    finally:
        app.config["WTF_CSRF_ENABLED"] = False
