import hashlib
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.kernel.codes import (
    ALPHABET,
    handover_code,
    normalise_code,
    order_code,
    purchase_code,
    same_secret,
    secret_token,
    token_hash,
)

MAKERS = [(purchase_code, [4, 4, 4]), (order_code, [4, 4]), (handover_code, [4])]


def test_the_alphabet_has_no_look_alikes():
    assert len(set(ALPHABET)) == 32
    assert not set(ALPHABET) & set("ILOU")


@pytest.mark.parametrize("make, groups", MAKERS)
def test_codes_come_in_groups_of_the_alphabet(make, groups):
    parts = make().split("-")
    assert [len(part) for part in parts] == groups
    assert set("".join(parts)) <= set(ALPHABET)


@pytest.mark.parametrize("make, groups", MAKERS)
def test_a_code_is_its_own_normal_form(make, groups):
    for _ in range(50):
        code = make()
        assert normalise_code(code) == code


@pytest.mark.parametrize("make", [purchase_code, order_code, secret_token])
def test_codes_do_not_repeat(make):
    assert len({make() for _ in range(2000)}) == 2000


@pytest.mark.parametrize(
    "typed, code",
    [
        ("k7qm-2xbd", "K7QM-2XBD"),
        (" k7qm 2xbd ", "K7QM-2XBD"),
        ("K7QM2XBD", "K7QM-2XBD"),
        ("k-7-q-m–2xbd", "K7QM-2XBD"),
        ("OoIl", "0011"),
        ("u7qm", "V7QM"),
        ("", ""),
        ("🙂", ""),
    ],
)
def test_typing_is_forgiven(typed, code):
    assert normalise_code(typed) == code


@given(st.text(max_size=200))
def test_anything_typed_gives_something_short(typed):
    assert len(normalise_code(typed)) <= 300


def test_a_secret_has_at_least_128_bits_and_fits_a_url():
    token = secret_token()
    assert re.fullmatch(r"[A-Za-z0-9_-]+", token)
    assert len(token) * 6 >= 128


def test_a_token_is_stored_as_its_hash():
    assert token_hash("versant") == hashlib.sha256(b"versant").hexdigest()
    assert token_hash("\ud800") != token_hash("\udfff")


def test_secrets_compare():
    assert same_secret("œuf", "œuf")
    assert not same_secret("œuf", "oeuf")
    assert not same_secret("\ud800", "")
