"""Filters, counts, order and pages, asked of every search engine."""

import pytest

from marketplace.ports.search import Facet, ListingKind, SearchEngine, SearchQuery, Sort
from tests.ports.search.valley import in_french, make_business, make_listing

MARKET = [
    make_business(1, texts=in_french("Ferme des Arolles"), labels=("bio",)),
    make_business(2, territory="susa", commune="001270", categories=("food", "honey"), texts=in_french("Rucher")),
    make_listing(3, categories=("food", "cheese"), labels=("aop", "bio"), price=1250),
    make_listing(4, categories=("food", "cheese"), labels=("aop",), price=None),
    make_listing(5, business_id=2, territory="susa", commune="001270", categories=("food", "honey"), price=800),
    make_listing(6, commune="73322", categories=("outdoor",), listing_kind=ListingKind.SERVICE, price=800),
]


@pytest.fixture
def market(engine: SearchEngine) -> SearchEngine:
    engine.apply(MARKET, [], 1)
    return engine


def ask(market: SearchEngine, **asked: object) -> set[str]:
    page = market.search(SearchQuery(language="fr", **asked))  # type: ignore[arg-type]
    assert page.total == len(page.ids)
    return set(page.ids)


def test_each_filter_keeps_what_carries_one_of_its_values(market: SearchEngine) -> None:
    assert ask(market, kinds=["business"]) == {"business:1", "business:2"}
    assert ask(market, territories={"susa"}) == {"business:2", "listing:5"}
    assert ask(market, communes=("73322", "001270")) == {"business:2", "listing:5", "listing:6"}
    assert ask(market, categories=["food"]) == {doc.id for doc in MARKET} - {"listing:6"}
    assert ask(market, categories=["honey", "outdoor"]) == {"business:2", "listing:5", "listing:6"}
    assert ask(market, labels=["bio", "aop"]) == {"business:1", "listing:3", "listing:4"}
    assert ask(market, listing_kind=ListingKind.SERVICE) == {"listing:6"}


def test_filters_add_up(market: SearchEngine) -> None:
    assert ask(market, labels=["aop"], kinds=["listing"], territories=["maurienne"]) == {"listing:3", "listing:4"}
    assert ask(market, text="rucher", territories=["susa"]) == {"business:2"}
    assert ask(market, text="rucher", territories=["maurienne"]) == set()


def test_only_some_businesses_with_their_listings(market: SearchEngine) -> None:
    assert ask(market, business_ids={2}) == {"business:2", "listing:5"}
    assert ask(market, business_ids=[]) == set()
    assert ask(market, business_ids={99}) == set()


def test_an_unknown_value_keeps_nothing(market: SearchEngine) -> None:
    assert ask(market, territories=["atlantis"]) == set()


def test_counts_of_everything(market: SearchEngine) -> None:
    facets = market.search(SearchQuery(language="fr")).facets
    assert facets == {
        Facet.TERRITORY: {"maurienne": 4, "susa": 2},
        Facet.COMMUNE: {"73040": 3, "001270": 2, "73322": 1},
        Facet.CATEGORY: {"food": 5, "cheese": 3, "honey": 2, "outdoor": 1},
        Facet.LABEL: {"bio": 2, "aop": 2},
        Facet.KIND: {"business": 2, "listing": 4},
    }


def test_counts_leave_out_the_facets_own_choice(market: SearchEngine) -> None:
    facets = market.search(SearchQuery(language="fr", territories=["susa"], kinds=["listing"])).facets
    assert facets[Facet.TERRITORY] == {"maurienne": 3, "susa": 1}
    assert facets[Facet.KIND] == {"business": 1, "listing": 1}
    assert facets[Facet.CATEGORY] == {"food": 1, "honey": 1}


def test_counts_follow_the_words_and_the_other_filters(market: SearchEngine) -> None:
    facets = market.search(SearchQuery(language="fr", text="panier", business_ids={1})).facets
    assert facets[Facet.KIND] == {"listing": 3}
    assert facets[Facet.LABEL] == {"aop": 2, "bio": 1}


def test_a_chosen_value_is_counted_even_at_zero(market: SearchEngine) -> None:
    facets = market.search(SearchQuery(language="fr", text="rucher", labels=["bio", "nowhere"])).facets
    assert facets[Facet.LABEL] == {"bio": 0, "nowhere": 0}


def test_sorts_by_price_what_has_none_last(market: SearchEngine) -> None:
    page = market.search(SearchQuery(language="fr", kinds=["listing"], sort=Sort.PRICE))
    assert page.ids == ("listing:6", "listing:5", "listing:3", "listing:4")


def test_sorts_newest_first_even_with_words(market: SearchEngine) -> None:
    page = market.search(SearchQuery(language="fr", text="panier", sort=Sort.NEWEST))
    assert page.ids == ("listing:6", "listing:5", "listing:4", "listing:3")


def test_equals_are_in_the_order_of_their_ids(engine: SearchEngine) -> None:
    engine.apply([make_listing(2, id=f"listing:{name}") for name in "bca"], [], 1)
    assert engine.search(SearchQuery(language="fr")).ids == ("listing:a", "listing:b", "listing:c")


def test_pages_hold_each_result_once(engine: SearchEngine) -> None:
    engine.apply([make_listing(n) for n in range(25)], [], 1)
    pages = [engine.search(SearchQuery(language="fr", text="panier", page=n, per_page=10)) for n in (1, 2, 3, 4)]
    assert [len(page.ids) for page in pages] == [10, 10, 5, 0]
    assert {page.total for page in pages} == {25}
    assert len({id for page in pages for id in page.ids}) == 25
    assert all(page.facets == pages[0].facets for page in pages)
    assert all(set(page.snippets) <= set(page.ids) for page in pages)


@pytest.mark.parametrize(("page", "per_page", "count"), [(0, 10, 10), (-5, 10, 10), (1, 0, 1), (1, 10**9, 100)])
def test_impossible_pages_become_possible(engine: SearchEngine, page: int, per_page: int, count: int) -> None:
    engine.apply([make_listing(n) for n in range(120)], [], 1)
    assert len(engine.search(SearchQuery(language="fr", page=page, per_page=per_page)).ids) == count


def test_a_page_far_beyond_is_empty(engine: SearchEngine) -> None:
    engine.apply([make_listing(1)], [], 1)
    answer = engine.search(SearchQuery(language="fr", page=10**30))
    assert (answer.ids, answer.total, answer.degraded) == ((), 1, False)
