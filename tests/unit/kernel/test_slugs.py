import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.kernel.slugs import LONGEST, slugify, unique_slug


@pytest.mark.parametrize(
    "name, slug",
    [
        ("Fromagerie du Galibier", "fromagerie-du-galibier"),
        ("L’Œuf d'Été", "l-oeuf-d-ete"),
        ("Cœur de bœuf", "coeur-de-boeuf"),
        ("CŒUR", "coeur"),
        ("Caffè dell'Assietta, più", "caffe-dell-assietta-piu"),
        ("Saint-Véran — 2 040 m", "saint-veran-2-040-m"),
        ("Bois & laine", "bois-laine"),
        ("  --  ", "x"),
        ("", "x"),
        ("山", "x"),
        ("Straße", "strasse"),
        ("1ʳᵉ étape", "1re-etape"),
        ("../../etc/passwd", "etc-passwd"),
    ],
)
def test_names_of_both_slopes(name, slug):
    assert slugify(name) == slug


@given(st.text(max_size=300))
def test_a_slug_is_short_ascii_and_stable(text):
    slug = slugify(text)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug)
    assert len(slug) <= LONGEST
    assert slugify(slug) == slug


def test_a_long_name_is_cut_between_words():
    slug = slugify("confiture de myrtilles sauvages " * 5)
    assert len(slug) <= LONGEST and slug.split("-")[-1] in {"confiture", "de", "myrtilles", "sauvages"}
    assert slugify("a" * 100) == "a" * LONGEST
    assert slugify("a" * LONGEST + " b") == "a" * LONGEST


def test_a_taken_slug_gets_the_first_free_number():
    taken = {"fromagerie", "fromagerie-2"}
    assert unique_slug("fromagerie", taken.__contains__) == "fromagerie-3"
    assert unique_slug("miellerie", taken.__contains__) == "miellerie"


def test_the_number_fits_within_the_length():
    long = "a" * LONGEST
    assert unique_slug(long, {long}.__contains__) == "a" * (LONGEST - 2) + "-2"
