"""A guest buys from two producers on a phone and collects by code; keyboard alone does it too."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.axe import sideways, violations
from tests.journeys.conftest import Site
from tests.journeys.kept import letter_to
from tests.journeys.people import choose_slots, log_in, order, put_into_basket

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("browser")]
Visit = Callable[..., Page]
TOMME, HONEY = "tomme-des-arolles", "miele-di-rododendro"
COUNTRYSIDE = {"width": 360, "height": 740}


@pytest.mark.parametrize("javascript", [False, True], ids=["no script", "script"])
@pytest.mark.parametrize("language", ["fr", "it"])
def test_a_guest_buys_from_two_producers(site: Site, visit: Visit, javascript: bool, language: str) -> None:
    page = visit(f"/{language}/", javascript=javascript, viewport=COUNTRYSIDE)
    buyer = f"guest-{language}-{'script' if javascript else 'plain'}@posta.example"
    put_into_basket(page, TOMME, language)
    put_into_basket(page, HONEY, language)
    assert page.locator(".parcel").count() == 2
    choose_slots(page)
    order(page, buyer, language)
    assert page.locator(".parcel").count() == 2
    assert page.locator("strong.code").count() == 2
    for picture in page.locator("img.qr").all():
        answer = page.request.get(picture.get_attribute("src") or "")
        assert (answer.status, answer.headers["content-type"].split(";")[0]) == (200, "image/svg+xml")
    if javascript:
        assert violations(page) == []
        assert sideways(page) == 0
    page.goto(f"/{language}/basket/")
    assert page.locator(".parcel").count() == 0, "what was ordered is no longer in the basket"
    assert re.search(r"/orders/[\w-]+/", letter_to(site, page, buyer))
    assert "no difference" in site.flask("audit")


def test_collecting_by_code(site: Site, visit: Visit) -> None:
    page = visit("/en/", viewport=COUNTRYSIDE)
    put_into_basket(page, TOMME)
    choose_slots(page)
    secret = order(page, "collects@posta.example")
    code = page.locator("strong.code").inner_text()
    number = re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}", page.locator(".parcel__head").inner_text())
    assert number
    maker = visit("/en/login/", viewport=COUNTRYSIDE)
    log_in(maker, "solene.termignol.roux@courrier.example")
    maker.goto(f"/en/dashboard/ferme-des-arolles/orders/{number[0]}/")
    maker.get_by_role("button", name="Accept", exact=True).click()
    expect(maker.get_by_text("Accepted. The buyer is told.")).to_be_visible()
    maker.goto(f"/en/handover/{number[0]}/")
    maker.fill("[name=code]", "WRON")
    maker.locator("main form button").last.click()
    expect(maker.get_by_role("alert")).to_be_visible()
    assert violations(maker) == []
    maker.fill("[name=code]", f" {code.lower()} ")
    maker.locator("main form button").last.click()
    expect(maker.get_by_text("Handed over. The buyer has a receipt.")).to_be_visible()
    page.goto(secret)
    expect(page.locator(".timeline .is-done").last).to_have_text("Handed over")


def test_cancelling_gives_the_things_back(site: Site, visit: Visit) -> None:
    page = visit("/en/", javascript=False, viewport=COUNTRYSIDE)
    put_into_basket(page, TOMME)
    choose_slots(page)
    order(page, "cancels@posta.example")
    page.locator("details.ask summary").first.click()
    page.get_by_role("button", name="Yes, cancel it").click()
    expect(page.get_by_text("Cancelled. You owe nothing for it")).to_be_visible()
    assert "no difference" in site.flask("audit")


def test_the_keyboard_alone_completes_a_purchase(visit: Visit) -> None:
    page = visit(f"/en/listings/{TOMME}/", viewport={"width": 1280, "height": 900})
    tab_to(page, "form.product__buy button:not([data-step])")
    page.keyboard.press("Enter")
    page.wait_for_url("**/basket/")
    tab_to(page, ".parcel input[type=radio]")
    page.keyboard.press("Space")
    tab_to(page, "button[name=proceed]")
    page.keyboard.press("Enter")
    page.wait_for_url("**/checkout/")
    for field, text in (("name", "Key Board"), ("email", "keys@posta.example"), ("phone", "+33465719902")):
        tab_to(page, f"[name={field}]")
        page.keyboard.type(text)
    tab_to(page, "[name=terms]")
    page.keyboard.press("Space")
    tab_to(page, "main form button.button--wide")
    page.keyboard.press("Enter")
    page.wait_for_url("**/orders/*/")


def tab_to(page: Page, selector: str) -> None:
    """Presses Tab until the focus is on the thing, as somebody without a mouse does."""
    for _ in range(250):
        page.keyboard.press("Tab")
        if page.evaluate("wanted => document.activeElement?.matches(wanted) ?? false", selector):
            return
    raise AssertionError(f"the keyboard does not reach {selector}")


def test_bad_input_is_explained_and_nothing_is_lost(visit: Visit) -> None:
    page = visit("/it/", viewport=COUNTRYSIDE)
    put_into_basket(page, TOMME, "it")
    choose_slots(page)
    page.fill("[name=name]", "Chiara")
    page.fill("[name=email]", "chiara@")
    page.get_by_role("button", name="Ordine con obbligo di pagare").click()
    summary = page.get_by_role("alert")
    expect(summary).to_be_focused()
    assert page.input_value("[name=name]") == "Chiara"
    assert page.input_value("[name=email]") == "chiara@"
    assert violations(page) == []
