"""The platform's own pages, as texts: which there are, and how one is taken apart."""

import re
from dataclasses import dataclass

PAGES = ("how-it-works", "sellers", "terms", "ranking", "legal-notice", "privacy", "accessibility")
_BLANKS = re.compile(r"[ \n]+")  # no-break spaces stay: French needs them


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a page under a heading; `body` is Markdown."""

    heading: str
    body: str


@dataclass(frozen=True, slots=True)
class PageText:
    """One page in one language: its title, what it says in a nutshell, and its sections."""

    title: str
    lead: str
    sections: tuple[Section, ...]


def read_page(text: str) -> PageText:
    """Takes a page's file apart: "# title", a paragraph, then "## heading" and Markdown, as often as needed.

    Raises:
        ValueError: it does not begin with a title.
    """
    head, *parts = text.strip().split("\n## ")
    title, _, lead = head.partition("\n")
    if not title.startswith("# "):
        raise ValueError("a page begins with its title")
    sections = []
    for part in parts:
        heading, _, body = part.partition("\n")
        sections.append(Section(heading.strip(), body.strip()))
    return PageText(title.removeprefix("# ").strip(), _BLANKS.sub(" ", lead).strip(), tuple(sections))
