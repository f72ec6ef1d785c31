import pytest

from marketplace.taxonomy.queries import label, label_index, labels


def test_slugs_are_used_once():
    assert len(label_index()) == len(labels()) >= 18


@pytest.mark.parametrize("slug", ["aop", "igp", "bio", "mountain-product"])
def test_marks_that_the_law_controls_need_a_certificate_number(slug):
    assert label(slug).certificate


def test_a_title_given_to_a_person_needs_none():
    assert not label("maitre-artisan").certificate


def test_a_mark_of_one_country_is_not_for_the_other():
    assert label("label-rouge").allowed_in("FR") and not label("label-rouge").allowed_in("IT")
    assert label("pat").allowed_in("IT") and not label("pat").allowed_in("FR")
    assert label("bio").allowed_in("IT") and label("bio").allowed_in("FR")


def test_every_mark_is_for_a_country_we_serve():
    for item in labels():
        assert item.countries and item.countries <= {"FR", "IT"}, item.slug


def test_badges_are_short():
    for item in labels():
        assert all(len(words) <= 28 for words in (item.short.fr, item.short.it, item.short.en)), item.slug


def test_an_unknown_mark_is_not_found():
    with pytest.raises(KeyError):
        label("best-in-town")
