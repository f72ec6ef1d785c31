"""The letters that the site kept instead of sending."""

import email
from email.policy import default

from playwright.sync_api import Page

from tests.journeys.conftest import Site


def letters_to(site: Site, address: str) -> list[str]:
    """The texts of the kept letters to an address, oldest first."""
    found = []
    for path in sorted((site.data / "mail").glob("*.eml")):
        message = email.message_from_bytes(path.read_bytes(), policy=default)
        if message["To"] == address:
            body = message.get_body(("plain",))
            found.append(body.get_content() if body else "")
    return found


def letter_to(site: Site, page: Page, address: str) -> str:
    """The first letter to an address; the worker writes it within moments."""
    for _ in range(150):
        if letters := letters_to(site, address):
            return letters[0]
        page.wait_for_timeout(100)
    raise AssertionError(f"no letter to {address}")
