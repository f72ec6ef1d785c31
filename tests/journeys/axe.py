"""axe-core on the page as it stands."""

from playwright.sync_api import Page

from tests.browser import ROOT

SCRIPT = (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text()
RUN = """async () => (await axe.run(document, {resultTypes: ['violations']})).violations
    .map(v => v.id + ': ' + v.nodes.map(n => n.target.join(' ')).join(', '))"""


def violations(page: Page) -> list[str]:
    """What axe finds on the page, a line a rule; empty is good. Needs JavaScript."""
    session = page.context.new_cdp_session(page)  # the page's own content policy refuses a script of ours
    session.send("Runtime.evaluate", {"expression": SCRIPT})
    session.detach()
    found: list[str] = page.evaluate(RUN)
    return found


def sideways(page: Page) -> int:
    """By how many pixels the page can be scrolled sideways; 0 is good."""
    return int(page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth"))
