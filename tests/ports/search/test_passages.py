"""Snippets and suggestions, asked of every search engine."""

import pytest

from marketplace.ports.search import DocumentKind, SearchEngine, SearchQuery, SearchText, Snippet
from tests.ports.search.valley import in_french, make_business, make_listing

LONG = "Au pied du col, la ferme vit au rythme des saisons et des bêtes. " * 12


def snippet(engine: SearchEngine, text: str, language: str = "fr") -> Snippet:
    return engine.search(SearchQuery(language=language, text=text)).snippets["listing:1"]


def pointed_out(snippet: Snippet) -> list[str]:
    return [snippet.text[start:end] for start, end in snippet.matches]


def test_points_out_the_words_as_they_are_written(engine: SearchEngine) -> None:
    engine.apply([make_listing(1, texts=in_french("Assortiment", "Trois Fromages d’été avec du génépi."))], [], 1)
    assert pointed_out(snippet(engine, "fromage genepi")) == ["Fromages", "génépi"]
    assert pointed_out(snippet(engine, "ete")) == ["été"]


def test_points_out_letters_that_were_written_in_two_parts(engine: SearchEngine) -> None:
    engine.apply([make_listing(1, texts=in_french("Liqueur", "Le ge\u0301ne\u0301pi du col."))], [], 1)
    assert pointed_out(snippet(engine, "génépi")) == ["g\u00e9n\u00e9pi"]


def test_shows_the_passage_that_matters(engine: SearchEngine) -> None:
    engine.apply([make_listing(1, texts=in_french("Visite", LONG + "On y affine une tomme rare. " + LONG))], [], 1)
    passage = snippet(engine, "tomme")
    assert pointed_out(passage) == ["tomme"]
    assert len(passage.text) < 220
    assert "affine une tomme rare" in passage.text


def test_markup_stays_text(engine: SearchEngine) -> None:
    engine.apply([make_listing(1, texts=in_french("Pot", "<b>Miel</b> & <script>alert(1)</script>"))], [], 1)
    passage = snippet(engine, "miel")
    assert passage.text == "<b>Miel</b> & <script>alert(1)</script>"
    assert pointed_out(passage) == ["Miel"]


def test_the_summary_is_part_of_the_text(engine: SearchEngine) -> None:
    engine.apply([make_listing(1, texts={"fr": SearchText("Pot", summary="Miel de sapin.", text="Rare.")})], [], 1)
    assert snippet(engine, "miel").text == "Miel de sapin. Rare."


def test_without_words_the_text_begins(engine: SearchEngine) -> None:
    engine.apply([make_listing(1, texts=in_french("Pot", LONG))], [], 1)
    passage = snippet(engine, "")
    assert passage.matches == ()
    assert passage.text.startswith("Au pied du col, la ferme")


def test_the_readers_language_or_where_the_word_is(engine: SearchEngine) -> None:
    texts = {"fr": SearchText("Pot", text="Du miel."), "it": SearchText("Vaso", text="Del miele e del genepì.")}
    engine.apply([make_listing(1, texts=texts)], [], 1)
    assert snippet(engine, "genepi", "fr") == Snippet("it", "Del miele e del genepì.", ((16, 22),))
    assert snippet(engine, "vaso", "fr").language == "fr"
    assert snippet(engine, "vaso", "it").language == "it"
    assert snippet(engine, "vaso", "en").language in texts


def test_no_text_is_no_snippet(engine: SearchEngine) -> None:
    engine.apply([make_listing(1, texts=in_french("Pot"))], [], 1)
    assert engine.search(SearchQuery(language="fr", text="pot")).snippets == {}


def test_points_out_what_a_slip_was_taken_for(engine: SearchEngine) -> None:
    engine.apply([make_listing(1, texts=in_french("Pot", "Aux myrtilles."))], [], 1)
    assert pointed_out(snippet(engine, "myrtillles")) == ["myrtilles"]


@pytest.fixture
def shelf(engine: SearchEngine) -> SearchEngine:
    engine.apply(
        [
            make_listing(1, texts={"fr": SearchText("Tomme des Arolles"), "it": SearchText("Toma degli Arolles")}),
            make_listing(2, texts=in_french("Vieille tomme")),
            make_listing(3, texts={"it": SearchText("Tome e formaggi")}),
            make_business(4, texts=in_french("Ferme Tombasson")),
            make_listing(5, texts=in_french("Génépi blanc")),
        ],
        [],
        1,
    )
    return engine


def test_suggests_titles_by_the_beginning_of_a_word(shelf: SearchEngine) -> None:
    found = shelf.suggest("tom", "fr", 10)
    assert [one.document_id for one in found] == ["listing:1", "listing:2", "business:4", "listing:3"]
    assert [one.language for one in found] == ["fr", "fr", "fr", "it"]
    assert found[2].kind is DocumentKind.BUSINESS
    assert [one.title[slice(*one.match)] for one in found] == ["Tom", "tom", "Tom", "Tom"]


def test_suggests_by_several_words_without_accents(shelf: SearchEngine) -> None:
    assert [one.document_id for one in shelf.suggest("vieille to", "fr", 10)] == ["listing:2"]
    assert [one.title for one in shelf.suggest("GENEPI b", "fr", 10)] == ["Génépi blanc"]
    assert [one.title for one in shelf.suggest("GENEPI Bl", "fr", 10)] == ["Génépi blanc"]


def test_suggests_no_more_than_asked(shelf: SearchEngine) -> None:
    assert len(shelf.suggest("tom", "fr", 2)) == 2
    assert shelf.suggest("tom", "fr", 0) == shelf.suggest("tom", "fr", -1) == ()


@pytest.mark.parametrize("typed", ["", " ", "t", "'", "xyz", "\x00", "*", "tom OR", "(" * 5000])
def test_suggests_nothing_for_nothing(shelf: SearchEngine, typed: str) -> None:
    assert shelf.suggest(typed, "fr", 10) == ()
