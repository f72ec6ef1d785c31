"""Every public page of the journeys: axe finds nothing, light and dark; nothing scrolls sideways at 320 px."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.journeys.axe import sideways, violations

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("browser")]
NARROW = {"width": 320, "height": 640}
WIDE = {"width": 1280, "height": 900}
PAGES = (
    "/fr/",
    "/it/search/?q=toma",
    "/en/search/?q=zzzzzz",
    "/it/map/",
    "/fr/territories/",
    "/it/territories/pinerolese/",
    "/fr/communes/bessans/",
    "/en/categories/",
    "/fr/categories/cheese/",
    "/it/businesses/",
    "/fr/businesses/ferme-des-arolles/",
    "/en/listings/",
    "/en/listings/tomme-des-arolles/",
    "/it/basket/",
    "/fr/login/",
    "/it/signup/",
    "/en/about/how-it-works/",
    "/fr/about/legal-notice/",
    "/it/nowhere/",
)
Visit = Callable[..., Page]


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_axe_finds_nothing(visit: Visit, path: str, dark: bool) -> None:
    page = visit(path, dark=dark, viewport=WIDE)
    assert violations(page) == []


@pytest.mark.parametrize("path", PAGES)
def test_nothing_scrolls_sideways_on_a_narrow_phone(visit: Visit, path: str) -> None:
    page = visit(path, viewport=NARROW)
    assert sideways(page) == 0


def test_the_browser_reports_nothing(visit: Visit) -> None:
    """No violation of the content policy, no script error, no request to anybody else."""
    page = visit("/fr/login/")
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda request: complaints.append(request.url) if "127.0.0.1" not in request.url else None)
    for path in PAGES[:-1]:
        page.goto(path)
        page.wait_for_load_state("networkidle")
    assert complaints == []
