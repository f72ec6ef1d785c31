"""What a listing lacks before it may be shown: pure decisions over the law's dated table."""

from datetime import date

import pytest

from marketplace.catalog.rules import ListingFacts, Missing, missing_fields
from marketplace.taxonomy.queries import duties_for

TODAY = date(2026, 11, 24)
CHEESE = frozenset({"ingredients", "allergens_declared", "net_quantity", "origin", "storage", "operator"})


def facts(**overrides: object) -> ListingFacts:
    """A cheese that lacks nothing."""
    values: dict[str, object] = {
        "title": "Tomme",
        "priced_variants": 1,
        "filled": CHEESE,
        "category_fits": True,
        "labels_without_certificate": (),
    }
    return ListingFacts(**{**values, **overrides})  # type: ignore[arg-type]  # overrides are the test's own


def lacks(given: ListingFacts, category: str = "cheese", kind: str = "product", on: date = TODAY) -> list[Missing]:
    return missing_fields(given, duties_for("FR", category, kind, on))


def test_a_whole_cheese_lacks_nothing() -> None:
    assert lacks(facts()) == []


@pytest.mark.parametrize("field", sorted(CHEESE))
def test_a_cheese_without_a_mandatory_field_says_which(field: str) -> None:
    assert lacks(facts(filled=CHEESE - {field})) == [Missing("duty", field)]


def test_everything_is_named_at_once_in_the_order_of_the_form() -> None:
    empty = facts(
        title="", priced_variants=0, filled=frozenset(), category_fits=False, labels_without_certificate=("aop",)
    )
    found = lacks(empty)
    assert [each.code for each in found[:3]] == ["category", "title", "variant"]
    assert {each.name for each in found if each.code == "duty"} == CHEESE
    assert found[-1] == Missing("certificate", "aop")


def test_wine_asks_for_its_strength_and_honey_for_its_countries() -> None:
    assert Missing("duty", "alcohol_content") in lacks(facts(), "wine")
    assert Missing("duty", "honey_origins") in lacks(facts(), "honey")


def test_a_law_asks_nothing_before_its_day() -> None:
    assert Missing("duty", "honey_origins") not in lacks(facts(), "honey", on=date(2026, 6, 13))


def test_a_bowl_asks_for_its_maker_and_not_for_ingredients() -> None:
    names = {each.name for each in lacks(facts(filled=frozenset()), "ceramics")}
    assert {"manufacturer", "manufacturer_contact"} <= names
    assert "ingredients" not in names


def test_a_guided_walk_asks_for_nothing_of_the_kind() -> None:
    assert lacks(facts(filled=frozenset()), "mountain-guides", "service") == []
