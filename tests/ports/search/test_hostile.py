"""Texts that were never meant as a search, asked of every search engine."""

import random
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from marketplace.adapters.whoosh.engine import WhooshSearchEngine
from marketplace.ports.search import SearchEngine, SearchQuery, SearchText
from tests.ports.search.valley import in_french, make_listing

HOSTILE = [
    "a" * 10_000,
    "fromage " * 5_000,
    " ".join(f"mot{n}" for n in range(5_000)),
    "\x00\x01\x02 \x1b[31m \x7f",
    "\ud800 \udfff",
    "\u202efromage\u202c \u200bfromage \ufeff",
    '"fromage',
    "'",
    "fromage AND OR NOT (",
    "(" * 500 + ")" * 300,
    "*",
    "f*",
    "*romage",
    "fr?mage~9",
    "title_fr:fromage^1000",
    "record:x texts:y id:*",
    "[a TO z] {a TO z}",
    "fromage -fromage +",
    "(a+)+$ " * 50,
    "🧀🐄" * 300,
    "Ｆｒｏｍａｇｅ ﬁne ½ ǅ İ ſ",
    "مرحبا שלום 日本語 Ωμέγα кириллица",
    "e" + "\u0301" * 5_000,
    "%00 %s {0} ${jndi:ldap://x} <script>",
    "'; DROP TABLE listings; --",
    "1" * 400,
    "-1e309 NaN",
]


@pytest.fixture
def cheeses(engine: SearchEngine) -> SearchEngine:
    engine.apply([make_listing(n, texts=in_french("Fromage de brebis", "Tendre et doux.")) for n in range(30)], [], 1)
    return engine


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_answers_and_soon(cheeses: SearchEngine, text: str) -> None:
    started = time.process_time()
    page = cheeses.search(SearchQuery(language="fr", text=text))
    suggestions = cheeses.suggest(text, "fr", 8)
    assert time.process_time() - started < 1
    assert not page.degraded
    assert len(suggestions) <= 8


def test_operators_are_only_words(cheeses: SearchEngine) -> None:
    assert cheeses.search(SearchQuery(language="fr", text='"fromage" (brebis)')).total == 30
    assert cheeses.search(SearchQuery(language="fr", text="-fromage")).total == 30
    assert cheeses.search(SearchQuery(language="fr", text="*")).total == 0


def test_only_the_first_words_are_read(cheeses: SearchEngine) -> None:
    page = cheeses.search(SearchQuery(language="fr", text="fromage " * 12 + "xylophone"))
    assert (page.total, page.relaxed) == (30, False)


def test_unknown_languages_and_filters_do_no_harm(cheeses: SearchEngine) -> None:
    for language in ("de", "", "fr-FR", "../../etc"):
        page = cheeses.search(SearchQuery(language=language, text="fromages", labels=["\x00", "%"], page=-(10**20)))
        assert not page.degraded
        assert page.total == 0
        assert cheeses.search(SearchQuery(language=language, text="fromages")).total == 30


def test_a_text_in_another_language_is_found_as_written(engine: SearchEngine) -> None:
    engine.apply([make_listing(1, texts={"de": SearchText("Bergkäse", text="Würzig.")})], [], 1)
    page = engine.search(SearchQuery(language="fr", text="bergkase würzig"))
    assert page.ids == ("listing:1",)
    assert page.snippets["listing:1"].language == "de"


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_document_is_a_document(engine: SearchEngine, text: str) -> None:
    texts = in_french(text[:3000], text, summary=text[:100], keywords=text)
    engine.apply([make_listing(1, texts=texts, maker=text[:3000], place=text[:3000]), make_listing(2)], [], 1)
    assert not engine.search(SearchQuery(language="fr", text=text)).degraded
    assert engine.search(SearchQuery(language="fr", text="panier")).ids == ("listing:2",)
    assert set(engine.search(SearchQuery(language="fr")).ids) == {"listing:1", "listing:2"}


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=60), language=st.sampled_from(["fr", "it", "en"]))
def test_any_text_is_answered(whoosh: WhooshSearchEngine, text: str, language: str) -> None:
    if whoosh.status().generation == 0:
        whoosh.rebuild([make_listing(1, texts=in_french("Fromage, œufs, thé", "Tendre et doux."))], 1)
    page = whoosh.search(SearchQuery(language=language, text=text))
    assert not page.degraded
    for snippet in page.snippets.values():
        assert all(0 <= start < end <= len(snippet.text) for start, end in snippet.matches)
    whoosh.suggest(text, language, 5)


def test_random_slips_are_answered(cheeses: SearchEngine) -> None:
    dice = random.Random(4)
    for _ in range(200):
        letters = list("fromage de brebis")
        for _ in range(dice.randint(1, 4)):
            letters[dice.randrange(len(letters))] = dice.choice("abcdefg é'")
        assert not cheeses.search(SearchQuery(language="fr", text="".join(letters))).degraded
