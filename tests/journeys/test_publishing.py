"""A producer signs up, makes a card, is refused with a reason, mends it, is approved, and is found."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.axe import sideways, violations
from tests.journeys.conftest import Site
from tests.journeys.kept import letter_to
from tests.journeys.people import log_in

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("browser")]
Visit = Callable[..., Page]
ADDRESS, PASSWORD = "lucie@posta.example", "quatre mots bien choisis"
MODERATOR = "brianconnais@vallees.example"
PHONE = {"width": 360, "height": 740}
DASHBOARD = "/en/dashboard/les-paniers-de-lucie/"


def test_from_nothing_to_being_found(site: Site, visit: Visit) -> None:
    owner = visit("/en/signup/", viewport=PHONE)
    sign_up(site, owner)
    begin_card(owner)
    fill_in(owner)
    submit(owner)
    administrator = visit("/en/", viewport=PHONE)
    log_in(administrator, MODERATOR)
    decide(administrator, "ask_changes", "Dites de quels paniers il s’agit, s’il vous plaît.")
    owner.goto(DASHBOARD)
    expect(owner.get_by_text("Dites de quels paniers")).to_be_visible()
    owner.goto(DASHBOARD + "texts/")
    story = owner.locator("textarea[name$=story]").first
    story.fill(story.input_value() + "\n\nDes paniers en éclisses de noisetier.")
    save(owner)
    submit(owner)
    decide(administrator, "approve", "")
    found(visit)


def sign_up(site: Site, page: Page) -> None:
    page.fill("[name=name]", "Lucie Exemple")
    page.fill("[name=email]", ADDRESS)
    page.fill("[name=password]", PASSWORD)
    page.locator("main form button").first.click()
    page.wait_for_url("**/letter-sent/")
    link = re.search(r"https?://\S+(/en/confirm-email/\S+)", letter_to(site, page, ADDRESS))
    assert link
    page.goto(link[1])
    page.locator("main form button").first.click()
    page.wait_for_url("**/account/")


def begin_card(page: Page) -> None:
    page.goto("/en/dashboard/new/")
    page.fill("[name=name]", "Les Paniers de Lucie")
    page.fill("[name=commune]", "Névache")
    page.locator("[name=category]").select_option(index=5)
    page.locator("[name=language][value=fr]").check(force=True)
    page.locator("main form button").last.click()
    page.wait_for_url(f"**{DASHBOARD}**")
    assert violations(page) == []
    assert sideways(page) == 0


def fill_in(page: Page) -> None:
    page.goto(DASHBOARD + "card/")
    page.fill("[name=address]", "Ville Haute")
    page.fill("[name=postal_code]", "05100")
    page.fill("[name=phone]", "04 65 71 98 01")
    page.fill("[name=email]", "lucie@paniers.example")
    save(page)
    page.goto(DASHBOARD + "texts/")
    page.locator("textarea[name$=tagline]").first.fill("Des paniers tressés au coin du feu.")
    page.locator("textarea[name$=story]").first.fill("Trois hivers pour apprendre, une vie pour s’y tenir.")
    save(page)
    page.goto(DASHBOARD + "hours/")
    page.fill("[name=day0]", "9-12, 14h30-18h")
    save(page)
    page.goto(DASHBOARD + "legal/")
    page.fill("[name=legal_name]", "Lucie Exemple")
    page.fill("[name=legal_form]", "Entreprise individuelle")
    page.fill("[name=registered_address]", "Ville Haute, 05100 Névache")
    page.fill("[name=register_number]", "732 829 320 00075")
    page.locator("[name=vat_exempt]").check(force=True)
    page.fill("[name=mediator]", "Médiation fictive")
    page.locator("[name=self_certified]").check(force=True)
    page.locator("main form button").last.click()
    expect(page.get_by_role("alert").first).to_be_visible()
    assert page.input_value("[name=legal_name]") == "Lucie Exemple", "nothing typed is lost"
    page.fill("[name=register_number]", "732 829 320 00074")
    save(page)


def save(page: Page) -> None:
    page.locator("main form button").last.click()
    expect(page.locator(".flashes .notice--pine").first).to_be_visible()


def submit(page: Page) -> None:
    page.goto(DASHBOARD)
    page.get_by_role("button", name="Submit my card").click()
    expect(page.locator(".flashes .notice--pine").first).to_be_visible()


def decide(page: Page, verdict: str, reason: str) -> None:
    link = page.get_by_role("link", name="Les Paniers de Lucie")
    for _ in range(50):  # the worker opens the case within moments
        page.goto("/en/moderation/?kind=business")
        if link.count():
            break
        page.wait_for_timeout(100)
    link.click()
    assert violations(page) == []
    page.locator(f"[name=verdict][value={verdict}]").check(force=True)
    if reason:
        page.locator("[name=ground]").select_option("incomplete")
        page.fill("[name=reason]", reason)
    page.locator("main form button").last.click()
    page.wait_for_url("**/moderation/")


def found(visit: Visit) -> None:
    tourist = visit("/it/", viewport=PHONE)
    result = tourist.get_by_role("link", name="Les Paniers de Lucie")
    for _ in range(50):  # the index follows within a second
        tourist.goto("/it/search/?q=paniers+lucie")
        if result.count():
            break
        tourist.wait_for_timeout(100)
    result.first.click()
    expect(tourist.locator("h1")).to_have_text("Les Paniers de Lucie")
    assert violations(tourist) == []
