from collections import Counter
from datetime import date, timedelta

import pytest

from marketplace.kernel.texts import Text
from marketplace.taxonomy.queries import (
    allergens,
    categories,
    category,
    category_index,
    duties,
    duties_for,
    usual_withdrawal_exception,
    withdrawal_exceptions,
)
from marketplace.taxonomy.rules import Duty, Kind, applicable_duties

TODAY = date(2026, 11, 24)
FLAGS = {"food", "alcohol", "non-food"}
FORM_FIELDS = {
    "ingredients",
    "allergens_declared",
    "net_quantity",
    "origin",
    "storage",
    "operator",
    "alcohol_content",
    "honey_origins",
    "manufacturer",
    "manufacturer_contact",
    "warnings",
}


def fields(country, slug, kind="product", on=TODAY):
    return {duty.field for duty in duties_for(country, slug, kind, on)}


def make_duty(**overrides):
    words = Text("a", "b", "c")
    usual = {"field": "origin", "country": "*", "scope": "food", "excepted": frozenset(), "kind": Kind.PRODUCT}
    dated = {"valid_from": date(2020, 1, 1), "valid_until": None, "names": words, "text": words, "source": "law"}
    return Duty(**(usual | dated | overrides))


def test_a_cheese_says_all_that_food_law_asks():
    expected = {"ingredients", "allergens_declared", "net_quantity", "origin", "storage", "operator"}
    assert fields("FR", "cheese") == fields("IT", "cheese") == expected


def test_honey_names_its_countries_with_shares_since_june_2026():
    before, since = date(2026, 6, 13), date(2026, 6, 14)
    assert "honey_origins" not in fields("FR", "honey", on=before) and "origin" in fields("FR", "honey", on=before)
    assert "honey_origins" in fields("FR", "honey", on=since) and "origin" not in fields("FR", "honey", on=since)


def test_what_is_made_of_one_thing_lists_no_ingredients():
    for slug in ("honey", "eggs", "fruit", "vegetables"):
        assert "ingredients" not in fields("IT", slug), slug


def test_drinks_with_alcohol_say_how_strong():
    assert all("alcohol_content" in fields("IT", item.slug) for item in categories() if item.alcohol)
    assert "alcohol_content" not in fields("IT", "juices")


def test_wine_lists_ingredients_and_beer_need_not():
    assert "ingredients" in fields("FR", "wine")
    assert "ingredients" not in fields("FR", "wine", on=date(2023, 12, 7))
    assert "ingredients" not in fields("FR", "beer")


def test_things_name_their_manufacturer_since_december_2024():
    assert {"manufacturer", "manufacturer_contact"} <= fields("FR", "ceramics")
    assert fields("FR", "ceramics", on=date(2024, 12, 12)) == set()
    assert "manufacturer" not in fields("FR", "plants-and-animals"), "living plants and animals are left out"
    assert "manufacturer" not in fields("FR", "jams")


def test_textiles_give_their_fibres_in_their_own_words():
    [composition] = [d for d in duties_for("IT", "wool", "product", TODAY) if d.field == "ingredients"]
    assert composition.names.fr == "Composition"


def test_services_owe_no_product_facts():
    for item in categories():
        if item.accepts("service"):
            assert fields("FR", item.slug, "service") == set(), item.slug


def test_each_country_cites_its_own_law_on_loose_food():
    cited = {
        country: next(
            d.source for d in duties_for(country, "bread", "product", TODAY) if d.field == "allergens_declared"
        )
        for country in ("FR", "IT")
    }
    assert "décret 2015-447" in cited["FR"] and "d.lgs. 231/2017" in cited["IT"]


def test_a_field_is_asked_once_whatever_the_listing():
    for item in categories():
        for country in ("FR", "IT"):
            asked = [duty.field for duty in duties_for(country, item.slug, "product", TODAY)]
            assert len(asked) == len(set(asked)), (item.slug, country)


def test_the_narrowest_scope_speaks_then_the_country_then_the_latest():
    cheese = category("cheese")
    wide, top = make_duty(), make_duty(scope="food-and-drink")
    narrow, french = make_duty(scope="cheese"), make_duty(scope="cheese", country="FR")
    newer = make_duty(scope="cheese", country="FR", valid_from=date(2021, 1, 1))
    table = [newer, french, narrow, top, wide]
    while table:
        assert applicable_duties(table, "FR", cheese, "product", TODAY) == [table[0]]
        assert applicable_duties(table[::-1], "FR", cheese, "product", TODAY) == [table[0]]
        table = table[1:]


def test_a_duty_holds_from_its_first_day_to_its_last():
    duty = make_duty(valid_until=date(2024, 12, 31))
    days = {
        duty.valid_from: True,
        duty.valid_from - timedelta(1): False,
        date(2024, 12, 31): True,
        date(2025, 1, 1): False,
    }
    for day, binding in days.items():
        assert bool(applicable_duties([duty], "FR", category("bread"), "product", day)) is binding, day


def test_an_exception_on_a_top_covers_its_children():
    duty = make_duty(excepted=frozenset({"food-and-drink"}))
    assert not duty.binds("FR", category("bread"), "product", TODAY)
    assert duty.binds("FR", category("restaurants"), "product", TODAY)


def test_rows_refer_to_what_exists_and_repeat_nothing():
    rows = Counter((d.field, d.country, d.scope, d.kind, d.valid_from) for d in duties())
    assert [key for key, times in rows.items() if times > 1] == []
    for duty in duties():
        assert duty.scope in FLAGS | set(category_index()), duty
        assert duty.excepted <= set(category_index()), duty
        assert duty.country in {"*", "FR", "IT"}, duty
        assert duty.valid_until is None or duty.valid_from < duty.valid_until, duty


def test_rows_ask_for_fields_that_a_listing_has_and_cite_the_law():
    assert {duty.field for duty in duties()} == FORM_FIELDS
    assert all("art. " in duty.source or "Regulation" in duty.source for duty in duties())


def test_no_category_is_named_like_a_flag():
    assert not FLAGS & set(category_index())


def test_there_are_fourteen_allergens():
    assert len({item.slug for item in allergens()}) == 14


def test_exceptions_are_the_letters_of_article_16():
    articles = [item.article for item in withdrawal_exceptions()]
    assert len(set(articles)) == len(articles)
    assert set(articles) <= {f"Directive 2011/83/EU, art. 16({letter})" for letter in "abcdefghijklm"}
    assert len({item.slug for item in withdrawal_exceptions()}) == len(articles)


def test_the_usual_exception_goes_from_a_top_to_its_children():
    usual = {slug: usual_withdrawal_exception(slug) for slug in ("mountain-huts", "bread", "ceramics", "catering")}
    assert usual["mountain-huts"].slug == "dated-service"
    assert usual["bread"].slug == "perishable"
    assert usual["ceramics"] is None
    assert usual["catering"].slug == "dated-service", "the category speaks before its top"


def test_exceptions_refer_to_categories_that_exist_and_never_contend():
    named = Counter(slug for item in withdrawal_exceptions() for slug in item.usual_for)
    assert set(named) <= set(category_index())
    assert [slug for slug, times in named.items() if times > 1] == []


def test_an_unknown_category_is_not_found():
    with pytest.raises(KeyError):
        duties_for("FR", "unicorns", "product", TODAY)
