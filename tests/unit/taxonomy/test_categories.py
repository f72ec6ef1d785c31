from collections import Counter

import pytest

from marketplace.kernel.tax import VatClass
from marketplace.media.covers import emblems
from marketplace.taxonomy.queries import (
    categories,
    category,
    category_index,
    children,
    descendants,
    name,
    top_categories,
)
from marketplace.taxonomy.rules import Kind


def test_the_tree_has_two_levels_and_no_orphan():
    for item in categories():
        assert item.parent is None or category(item.parent).parent is None, item.slug
    assert all(children(top.slug) for top in top_categories())


def test_a_top_is_followed_by_its_own_children():
    in_tree_order = [slug for top in top_categories() for slug in descendants(top.slug)]
    assert [item.slug for item in categories()] == in_tree_order


@pytest.mark.parametrize("language", ["fr", "it", "en"])
def test_slugs_and_names_are_used_once(language):
    assert len(category_index()) == len(categories())
    shown = Counter((item.parent, name(item, language)) for item in categories())
    assert [pair for pair, times in shown.items() if times > 1] == []


def test_a_leaf_has_itself_as_only_descendant():
    assert descendants("honey") == ("honey",)
    assert children("honey") == ()


def test_what_does_not_exist_is_not_found():
    for look_up in (category, children, descendants):
        with pytest.raises(KeyError):
            look_up("unicorns")
    with pytest.raises(KeyError):
        name(category("honey"), "de")


def test_alcohol_is_food_and_bears_the_standard_rate():
    strong = [item for item in categories() if item.alcohol]
    assert {item.slug for item in strong} == {"wine", "beer", "spirits"}
    for item in strong:
        assert item.food
        assert {item.vat_class("FR"), item.vat_class("IT")} == {VatClass.STANDARD}


def test_vat_hints_cover_both_countries_and_never_exempt():
    for item in categories():
        assert {country for country, _ in item.vat} == {"FR", "IT"}
        assert VatClass.EXEMPT not in {vat_class for _, vat_class in item.vat}, (
            "a regime of the seller, not of the thing"
        )


def test_a_category_refuses_the_other_kind():
    assert category("honey").accepts("product") and not category("honey").accepts("service")
    assert category("mountain-guides").accepts("service") and not category("mountain-guides").accepts("product")
    assert category("ceramics").accepts("service") and category("ceramics").accepts("product")


def test_a_top_accepts_what_its_children_accept():
    for top in top_categories():
        kinds = {item.kind for item in children(top.slug)}
        assert top.kind is (kinds.pop() if len(kinds) == 1 else Kind.BOTH), top.slug


def test_every_category_has_a_drawing_for_its_covers():
    assert {item.emblem for item in categories()} <= set(emblems())
