"""What people do again and again in the journeys."""

from playwright.sync_api import Page, expect

from marketplace.demo.people import PASSWORD

BUTTONS = {
    "fr": "Commande avec obligation de paiement",
    "it": "Ordine con obbligo di pagare",
    "en": "Order with obligation to pay",
}


def log_in(page: Page, email: str, language: str = "en") -> None:
    """Comes in with the demo's password."""
    page.goto(f"/{language}/login/")
    page.fill("[name=email]", email)
    page.fill("[name=password]", PASSWORD)
    page.locator("main form button").first.click()
    page.wait_for_url("**/account/")


def put_into_basket(page: Page, listing: str, language: str = "en") -> None:
    """Adds one of a listing's first variant that is left."""
    page.goto(f"/{language}/listings/{listing}/")
    page.locator("form.product__buy button:not([data-step])").last.click()
    page.wait_for_url("**/basket/")


def choose_slots(page: Page) -> None:
    """Takes the first free time of every maker in the basket, and goes on."""
    for parcel in page.locator(".parcel").all():
        free = parcel.locator("input[type=radio]:not([disabled])")
        if free.count() and not parcel.locator("input[type=radio]:checked").count():
            free.first.check(force=True)
    page.locator("button[name=proceed]").last.click()
    page.wait_for_url("**/checkout/")


def phone_of(email: str) -> str:
    """A phone of one's own for every buyer: guests with the same one share the limit of open orders."""
    return f"+33 4 65 71 {sum(email.encode()) % 90 + 10} {len(email) + 10}"


def order(page: Page, email: str, language: str = "en") -> str:
    """Fills in the checkout and orders; gives the path of the confirmation."""
    page.fill("[name=name]", "Chiara Bellotto")
    page.fill("[name=email]", email)
    page.fill("[name=phone]", phone_of(email))
    page.locator("[name=terms]").check(force=True)
    page.get_by_role("button", name=BUTTONS[language]).click()
    page.wait_for_url("**/orders/*/")
    expect(page.locator("h1")).to_be_visible()
    return page.url
