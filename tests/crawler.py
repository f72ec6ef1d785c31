"""Walks a site like a person who follows every link, and looks at each page for what must not be there."""

from collections import Counter, deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urldefrag, urljoin, urlsplit

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.proofs.scale import FULL

SCRIPT_DATA = ("application/json", "application/ld+json")
LOADS = {
    ("img", "src"),
    ("script", "src"),
    ("link", "href"),
    ("source", "srcset"),
    ("img", "srcset"),
    ("iframe", "src"),
}


@dataclass(slots=True)
class Page:
    """One page: where it leads, what it loads, and what breaks the content policy in it."""

    address: str
    links: list[str] = field(default_factory=list)
    resources: list[str] = field(default_factory=list)
    alternates: dict[str, str] = field(default_factory=dict)
    inline: list[str] = field(default_factory=list)
    language: str = ""
    headings: int = 0
    title: str = ""
    robots: str = ""


class _Reader(HTMLParser):
    def __init__(self, page: Page) -> None:
        super().__init__()
        self.page, self.in_title, self.in_svg = page, False, 0

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attributes}
        self._policy(tag, values)
        if tag == "html":
            self.page.language = values.get("lang", "")
        elif tag == "h1":
            self.page.headings += 1
        elif tag == "svg":
            self.in_svg += 1
        elif tag == "title":
            self.in_title = not self.in_svg
        elif tag == "meta" and values.get("name") == "robots":
            self.page.robots = values.get("content", "")
        elif tag == "a" and "href" in values:
            self.page.links.append(urljoin(self.page.address, values["href"]))
        self._resources(tag, values)

    def _policy(self, tag: str, values: dict[str, str]) -> None:
        bad = [name for name in values if name == "style" or name.startswith("on")]
        if tag == "style" or (tag == "script" and "src" not in values and values.get("type") not in SCRIPT_DATA):
            bad.append(f"<{tag}>")
        self.page.inline += [f"{tag} {name}" for name in bad]

    def _resources(self, tag: str, values: dict[str, str]) -> None:
        rel = values.get("rel", "")
        if tag == "link" and rel == "alternate" and "hreflang" in values:
            self.page.alternates[values["hreflang"]] = values["href"]
        elif tag == "link" and rel == "canonical":
            return
        else:
            for name, value in values.items():
                if (tag, name) in LOADS:
                    parts = value.split(",") if name == "srcset" else [value]
                    self.page.resources += [
                        urljoin(self.page.address, part.split()[0]) for part in parts if part.strip()
                    ]

    def handle_endtag(self, tag: str) -> None:
        self.in_svg -= tag == "svg"
        self.in_title = self.in_title and tag != "title"

    def handle_data(self, text: str) -> None:
        if self.in_title:
            self.page.title += text


def read_page(text: str, address: str) -> Page:
    """What a page holds."""
    page = Page(address)
    _Reader(page).feed(text)
    return page


MOST_OF_A_SORT = 1_000_000 if FULL else 12


def sort_of(address: str) -> str:
    """Pages made alike: those of one section, whatever is shown."""
    path = urlsplit(address).path.strip("/").split("/")
    return "/".join([*path[:2], str(len(path)), *path[3:]])


def kind_of(address: str) -> tuple[str, tuple[str, ...]]:
    """Two addresses of one kind differ in the values of their query alone: one of them is enough."""
    parts = urlsplit(address)
    return parts.path, tuple(sorted({name for name, _ in parse_qsl(parts.query)}))


def crawl(
    visitor: FlaskClient, start: str, follow: Callable[[str], bool] = lambda _address: True
) -> Iterator[tuple[str, str, TestResponse]]:
    """(address, whence, answer) of all that links lead to within the site, redirects included.

    Every page at full scale; otherwise a dozen of each sort.
    """
    waiting: deque[tuple[str, str]] = deque([(start, "")])
    seen, sorts = {kind_of(start)}, Counter[str]()
    while waiting:
        address, whence = waiting.popleft()
        answer = visitor.get(address)
        yield address, whence, answer
        onward = [urljoin(address, answer.location)] if answer.location else []
        if answer.mimetype == "text/html":
            onward += read_page(answer.text, address).links
        for link in onward:
            link = urldefrag(link)[0]
            if urlsplit(link).netloc in ("", "localhost") and follow(link) and kind_of(link) not in seen:
                seen.add(kind_of(link))
                sorts[sort_of(link)] += 1
                if sorts[sort_of(link)] > MOST_OF_A_SORT:
                    continue
                waiting.append((link, address))
