import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.kernel.errors import Invalid
from marketplace.kernel.identity import (
    check_partita_iva,
    check_rea,
    check_siret,
    check_vat_number,
    normalise_email,
    normalise_phone,
)


def refusal(check, *args):
    with pytest.raises(Invalid) as refused:
        check(*args)
    return refused.value


@pytest.mark.parametrize(
    "typed, siret",
    [
        ("732 829 320 00074", "73282932000074"),
        ("732\u00a0829\u202f320.00074", "73282932000074"),
        ("732829320-00074", "73282932000074"),
        ("356 000 000 00048", "35600000000048"),
        ("356 000 000 49837", "35600000049837"),
    ],
)
def test_a_siret_is_fourteen_digits(typed, siret):
    assert check_siret(typed) == siret


@pytest.mark.parametrize(
    "typed, reason",
    [
        ("73282932000075", "checksum"),
        ("35600000049838", "checksum"),
        ("732829320", "length"),
        ("", "form"),
        ("7328293200007A", "form"),
        ("٧٣٢٨٢٩٣٢٠٠٠٠٧٤", "form"),
    ],
)
def test_a_wrong_siret_says_why(typed, reason):
    problem = refusal(check_siret, typed)
    assert (problem.code, problem.field, problem.params) == ("siret-invalid", "siret", {"reason": reason})


def test_a_partita_iva_is_eleven_digits():
    assert check_partita_iva("IT 007 431 10157") == "00743110157"


@pytest.mark.parametrize("typed, reason", [("00743110158", "checksum"), ("0074311015", "length"), ("", "form")])
def test_a_wrong_partita_iva_says_why(typed, reason):
    problem = refusal(check_partita_iva, typed)
    assert (problem.code, problem.params) == ("partita-iva-invalid", {"reason": reason})


@pytest.mark.parametrize(
    "typed, country, number",
    [
        ("FR 40 303 265 045", "FR", "FR40303265045"),
        ("fr40303265045", "FR", "FR40303265045"),
        ("40303265045", "FR", "FR40303265045"),
        ("00743110157", "IT", "IT00743110157"),
    ],
)
def test_a_vat_number_carries_its_country(typed, country, number):
    assert check_vat_number(typed, country) == number


@pytest.mark.parametrize("typed, country", [("FR41303265045", "FR"), ("IT00743110157", "FR"), ("", "IT"), ("1", "XX")])
def test_a_wrong_vat_number_is_refused(typed, country):
    assert refusal(check_vat_number, typed, country).code == "vat-number-invalid"


@pytest.mark.parametrize("typed", ["TO-1234567", "to 1234567", "REA TO 1234567", "TO1234567"])
def test_a_rea_names_its_province(typed):
    assert check_rea(typed) == "TO-1234567"


@pytest.mark.parametrize("typed", ["", "1234567", "TO", "TO-12345678", "TOR-1234"])
def test_a_wrong_rea_is_refused(typed):
    assert refusal(check_rea, typed).code == "rea-invalid"


@pytest.mark.parametrize(
    "typed, country, number",
    [
        ("04 79 05 00 00", "FR", "+33479050000"),
        ("04.79.05.00.00", "FR", "+33479050000"),
        ("0122 622640", "IT", "+390122622640"),
        ("347 123 4567", "IT", "+393471234567"),
        ("+39 0122 622640", "FR", "+390122622640"),
        ("0033 4 79 05 00 00", "IT", "+33479050000"),
        ("04 65 71 00 12", "FR", "+33465710012"),
    ],
)
def test_a_phone_number_is_read_as_dialled_at_home(typed, country, number):
    assert normalise_phone(typed, country) == number


@pytest.mark.parametrize("typed", ["", "112", "04 79", "04 79 05 00 00 ext 5", "téléphone", "1" * 300])
def test_a_wrong_phone_number_is_refused(typed):
    problem = refusal(normalise_phone, typed, "FR")
    assert (problem.code, problem.field) == ("phone-unreadable", "phone")


@pytest.mark.parametrize(
    "typed, address",
    [
        (" Jeanne.Martin@Example.ORG\n", "jeanne.martin@example.org"),
        ("anna@exämple.org", "anna@xn--exmple-cua.org"),
        ("a+panier@example.org", "a+panier@example.org"),
    ],
)
def test_an_address_has_one_form(typed, address):
    assert normalise_email(typed) == address


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "jeanne",
        "a@example.org\nBcc: b@example.org",
        "a@example.org\r\nSubject: x",
        "a\r\n@example.org",
        "a@example.org, b@example.org",
        "Jeanne <a@example.org>",
        '"a b"@example.org',
        "a@[127.0.0.1]",
        "a@localhost",
        "jé@example.org",
        "a" * 300 + "@example.org",
        "\ud800@example.org",
        "a@\ud800.org",
    ],
)
def test_anything_but_one_bare_address_is_refused(typed):
    assert refusal(normalise_email, typed).code == "email-unreadable"


@pytest.mark.parametrize(
    "check",
    [
        check_siret,
        check_partita_iva,
        check_rea,
        lambda text: check_vat_number(text, "FR"),
        lambda text: check_vat_number(text, "IT"),
        lambda text: normalise_phone(text, "IT"),
        normalise_email,
    ],
)
@given(text=st.text() | st.text(alphabet="0123456789 FRIT@.+-", max_size=20))
def test_any_text_is_read_or_refused(check, text):
    try:
        assert check(text).isascii()
    except Invalid as problem:
        assert problem.field
