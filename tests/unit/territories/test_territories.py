import re

import pytest

from marketplace.territories.queries import (
    commune,
    communes,
    communes_of,
    territories,
    territory,
    territory_index,
)


def test_there_are_seven_valleys_four_french_and_three_italian():
    assert [item.country for item in territories()] == ["FR"] * 4 + ["IT"] * 3
    assert len(territory_index()) == 7


def test_each_speaks_the_language_of_its_country():
    assert all(item.language == item.country.lower() for item in territories())


def test_hues_are_the_look_s_own_and_apart():
    hues = {item.slug: item.hue for item in territories()}
    assert hues["maurienne"] == 252 and hues["pinerolese"] == 8
    assert len(set(hues.values())) == 7


def test_neighbours_exist_and_know_each_other():
    for item in territories():
        assert item.neighbours and item.slug not in item.neighbours
        for slug in item.neighbours:
            assert item.slug in territory(slug).neighbours, (item.slug, slug)


@pytest.mark.parametrize("language", ["fr", "it", "en"])
def test_the_guide_is_two_sentences_set_in_good_type(language):
    for item in territories():
        said = item.guide.within(language)
        assert len(re.findall(r"\.(?: |$)", said)) == 2, (item.slug, said)
        assert "'" not in said and '"' not in said and "  " not in said
        spaces = r"(?<!\u00a0)[:;!?]" if language == "fr" else r"\s[:;!?]"
        assert not re.search(spaces, said), (item.slug, said)


def test_communes_refer_to_a_territory_of_their_country():
    for item in communes():
        assert territory(item.territory).country == item.country, item.name


def test_every_territory_has_its_communes_by_name():
    assert sum(len(communes_of(item.slug)) for item in territories()) == len(communes()) == 166
    assert [item.name for item in communes_of("val-sangone")] == [
        "Coazze",
        "Giaveno",
        "Reano",
        "Sangano",
        "Trana",
        "Valgioie",
    ]


def test_what_does_not_exist_is_not_found():
    for look_up in (territory, communes_of, commune):
        with pytest.raises(KeyError):
            look_up("atlantis")
