"""What counts as the same word, in three languages, asked of every search engine."""

from collections.abc import Sequence

import pytest

from marketplace.adapters.whoosh.engine import WhooshSearchEngine
from marketplace.ports.search import SearchEngine, SearchPage, SearchQuery, SearchText
from tests.ports.search.valley import in_english, in_french, in_italian, make_listing


def ask(engine: SearchEngine, text: str, language: str = "fr") -> SearchPage:
    page = engine.search(SearchQuery(text=text, language=language))
    assert not page.degraded
    return page


def found(engine: SearchEngine, text: str, language: str = "fr") -> Sequence[str]:
    """The ids, where nothing was guessed."""
    page = ask(engine, text, language)
    assert page.correction is None
    assert not page.relaxed
    return page.ids


@pytest.mark.parametrize("language", ["fr", "it", "en"])
@pytest.mark.parametrize("typed", ["génépi", "genepi", "GÉNÉPI", "genepì", "Ge\u0301ne\u0301pi", "génépis"])
def test_forgives_accents_and_case(engine: SearchEngine, typed: str, language: str) -> None:
    engine.apply([make_listing(1, texts=in_french("Liqueur de génépi")), make_listing(2)], [], 1)
    assert found(engine, typed, language) == ("listing:1",)


@pytest.mark.parametrize(
    ("texts", "typed"),
    [
        (in_french("Fromage d'alpage"), "fromages"),
        (in_french("Plateau de fromages"), "fromage"),
        (in_french("Œufs fermiers"), "oeuf"),
        (in_french("Confiture de myrtilles"), "myrtille"),
        (in_french("Pain de mélèze"), "melezes"),
        (in_french("Assiette fermière"), "fermiere"),
        (in_italian("Formaggi di capra"), "formaggio"),
        (in_italian("Formaggio d'alpeggio"), "formaggi"),
        (in_italian("Pane della città"), "citta"),
        (in_italian("Cestini di funghi"), "fungo"),
        (in_english("Goat cheeses"), "cheese"),
        (in_english("A whole cheese"), "cheeses"),
        (in_english("Baker's bread"), "baker"),
    ],
)
@pytest.mark.parametrize("language", ["fr", "it", "en"])
def test_forgives_plurals_whatever_the_readers_language(
    engine: SearchEngine, texts: dict[str, SearchText], typed: str, language: str
) -> None:
    engine.apply([make_listing(1, texts=texts), make_listing(2)], [], 1)
    assert found(engine, typed, language) == ("listing:1",)


@pytest.mark.parametrize("typed", ["l'abeille", "l’abeille", "abeille", "d'abeilles", "L'ABEILLE"])
def test_an_apostrophe_parts_words(engine: SearchEngine, typed: str) -> None:
    engine.apply([make_listing(1, texts=in_french("Cire de l’abeille noire")), make_listing(2)], [], 1)
    assert found(engine, typed) == ("listing:1",)


def test_an_italian_apostrophe_parts_words(engine: SearchEngine) -> None:
    engine.apply([make_listing(1, texts=in_italian("Burro dell'alpeggio"))], [], 1)
    assert found(engine, "alpeggio", "it") == found(engine, "dell’alpeggio", "it") == ("listing:1",)


@pytest.mark.parametrize("typed", ["St-Véran", "saint véran", "Saint-Veran", "st veran"])
def test_a_place_by_its_name(engine: SearchEngine, typed: str) -> None:
    engine.apply([make_listing(1, place="Saint-Véran"), make_listing(2, place="Véranne")], [], 1)
    assert found(engine, typed) == ("listing:1",)


def test_a_maker_by_its_name(engine: SearchEngine) -> None:
    engine.apply([make_listing(1, maker="Rucher des Abeilles"), make_listing(2)], [], 1)
    assert found(engine, "rucher abeille") == ("listing:1",)


def test_keywords_find_without_being_shown(engine: SearchEngine) -> None:
    texts = in_french("Beaufort", "Affiné un an.", keywords="laitages")
    engine.apply([make_listing(1, texts=texts)], [], 1)
    page = ask(engine, "laitage")
    assert page.ids == ("listing:1",)
    assert page.snippets["listing:1"].text == "Affiné un an."


def test_all_words_are_needed_in_any_order_and_field(engine: SearchEngine) -> None:
    engine.apply(
        [
            make_listing(1, texts=in_french("Miel de sapin", "Récolté en forêt.")),
            make_listing(2, texts=in_french("Miel de châtaignier")),
            make_listing(3, texts=in_french("Bougie de sapin")),
        ],
        [],
        1,
    )
    assert found(engine, "sapin, miel") == found(engine, "forêt de miel") == ("listing:1",)


def test_words_may_be_in_different_languages(engine: SearchEngine) -> None:
    texts = {"fr": SearchText("Tisane", text="Thym et sauge."), "it": SearchText("Tisana", text="Timo e salvia.")}
    engine.apply([make_listing(1, texts=texts), make_listing(2, texts=in_italian("Salvia"))], [], 1)
    assert found(engine, "tisane salvia") == ("listing:1",)


def test_some_words_answer_when_nothing_holds_all(engine: SearchEngine) -> None:
    engine.apply(
        [
            make_listing(1, texts=in_french("Tomme de chèvre")),
            make_listing(2, texts=in_french("Chèvre en peluche")),
            make_listing(3, texts=in_french("Tomme au lait de chèvre des alpages")),
            make_listing(4, texts=in_french("Raquettes")),
        ],
        [],
        1,
    )
    page = ask(engine, "tomme chèvre raquettes")
    assert page.relaxed
    assert set(page.ids[:2]) == {"listing:1", "listing:3"}
    assert set(page.ids[2:]) == {"listing:2", "listing:4"}


def test_a_last_word_may_be_unfinished(engine: SearchEngine) -> None:
    engine.apply([make_listing(1, texts=in_french("Fromage au safran")), make_listing(2)], [], 1)
    assert found(engine, "saf") == found(engine, "fromage saf") == ("listing:1",)
    assert ask(engine, "saf fromage").relaxed


def test_a_finished_word_is_not_taken_for_a_beginning(engine: SearchEngine) -> None:
    engine.apply([make_listing(1, texts=in_french("Pain")), make_listing(2, texts=in_english("Painted box"))], [], 1)
    assert found(engine, "pain") == ("listing:1",)


@pytest.mark.parametrize(
    ("typed", "meant"), [("genepy", "génépi"), ("fromgae", "fromage"), ("myrtiles sauvajes", "myrtilles sauvages")]
)
def test_a_slip_is_corrected(engine: SearchEngine, typed: str, meant: str) -> None:
    texts = in_french("Génépi, fromage, myrtilles sauvages")
    engine.apply([make_listing(1, texts=texts), make_listing(2)], [], 1)
    page = ask(engine, typed)
    assert page.ids == ("listing:1",)
    assert _plain(page.correction) == _plain(meant)


def test_only_the_strange_word_is_corrected(engine: SearchEngine) -> None:
    engine.apply([make_listing(1, texts=in_french("Confiture de framboises"))], [], 1)
    page = ask(engine, "Confiture: framboizes!")
    assert page.correction == "Confiture: framboises!"
    assert page.ids == ("listing:1",)


def test_a_word_that_is_there_is_never_corrected(engine: SearchEngine) -> None:
    engine.apply([make_listing(n, texts=in_french("Pomme")) for n in range(5)], [], 1)
    engine.apply([make_listing(9, texts=in_french("Pommé"))], [], 2)
    assert "listing:9" in found(engine, "pommé")


def test_a_number_is_never_corrected(whoosh: WhooshSearchEngine) -> None:
    whoosh.rebuild([make_listing(1, texts=in_french("Cuvée 2024", "Code 73500."))], 1)
    for typed in ("2023", "73480"):
        assert ask(whoosh, typed).correction is None
        assert ask(whoosh, typed).total == 0


def test_a_corrected_word_still_answers_when_another_is_unknown(engine: SearchEngine) -> None:
    engine.apply([make_listing(1, texts=in_french("Fromage")), make_listing(2)], [], 1)
    page = ask(engine, "fromgae zzzzzz")
    assert (page.ids, page.relaxed) == (("listing:1",), True)


def test_nothing_near_is_nothing_found(engine: SearchEngine) -> None:
    engine.apply([make_listing(1)], [], 1)
    page = ask(engine, "xylophone")
    assert (page.ids, page.total, page.correction, page.relaxed) == ((), 0, None, False)


@pytest.mark.parametrize("typed", ["", "  \n\t "])
def test_blank_asks_for_everything_newest_first(engine: SearchEngine, typed: str) -> None:
    engine.apply([make_listing(1), make_listing(3), make_listing(2)], [], 1)
    assert found(engine, typed) == ("listing:3", "listing:2", "listing:1")


def test_the_title_counts_most_then_the_text_then_the_maker(engine: SearchEngine) -> None:
    engine.apply(
        [
            make_listing(1, texts=in_french("Miel de montagne", "Doux.")),
            make_listing(2, texts=in_french("Pain d'épices", "Au miel de montagne.")),
            make_listing(3, texts=in_french("Bougie en cire"), maker="Miel et Cie"),
            *(make_listing(n) for n in range(4, 12)),
        ],
        [],
        1,
    )
    assert found(engine, "miel") == ("listing:1", "listing:2", "listing:3")


def test_the_readers_language_comes_first(engine: SearchEngine) -> None:
    both = [make_listing(1, texts=in_french("Pain")), make_listing(2, texts=in_english("Pain"))]
    engine.apply([*both, *(make_listing(n) for n in range(3, 9))], [], 1)
    assert found(engine, "pain", "fr") == ("listing:1", "listing:2")
    assert found(engine, "pain", "en") == ("listing:2", "listing:1")


def test_common_words_are_not_asked_for(engine: SearchEngine) -> None:
    engine.apply([make_listing(1, texts=in_french("Tomme brebis"))], [], 1)
    assert found(engine, "la tomme de brebis") == found(engine, "the tomme of brebis", "en") == ("listing:1",)


def _plain(text: str | None) -> str:
    return (text or "").replace("é", "e")
