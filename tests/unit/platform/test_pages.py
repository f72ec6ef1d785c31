"""The platform's own pages, as files."""

import re

import pytest

from marketplace.kernel.texts import LANGUAGES
from marketplace.platform.queries import page_text
from marketplace.platform.rules import PAGES, Section, read_page


def test_a_page_is_taken_apart() -> None:
    text = read_page("# Title\n\nIn a\nnutshell.\n\n## One\nBody.\n\n- more\n\n## Two\nEnd.\n")
    assert (text.title, text.lead) == ("Title", "In a nutshell.")
    assert text.sections == (Section("One", "Body.\n\n- more"), Section("Two", "End."))


def test_a_page_without_a_title_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="title"):
        read_page("No title")


@pytest.mark.parametrize("slug", PAGES)
def test_the_three_languages_have_the_same_sections_and_lists(slug: str) -> None:
    shapes = {
        language: [(section.body.count("\n- "), section.body.count("]({url}/")) for section in text.sections]
        for language in LANGUAGES
        for text in [page_text(slug, language)]
    }
    assert shapes["fr"] == shapes["it"] == shapes["en"]


@pytest.mark.parametrize("slug", PAGES)
def test_french_marks_keep_to_their_words(slug: str) -> None:
    text = page_text(slug, "fr")
    words = " ".join([text.title, text.lead, *(f"{each.heading} {each.body}" for each in text.sections)])
    assert not re.search(r" [:;!?»]|« ", words)
