"""What a card lacks before it may be submitted."""

from dataclasses import replace

import pytest

from marketplace.businesses.rules import CardFacts, IdentityFacts, Missing, missing, missing_of_identity, needs_rea

FRENCH = IdentityFacts(
    country="FR",
    legal_name="GAEC des Arolles",
    legal_form="GAEC",
    register_number="73282932000074",
    vat_exempt=True,
    registered_address="Bessans",
    mediator="Médiation",
    self_certified=True,
)
WHOLE = CardFacts(
    name="Ferme",
    category="cheese",
    commune="73040",
    address="La Goulaz",
    phone="+33465710107",
    email="a@example.org",
    tagline="Tommes",
    story="Quatre générations.",
    has_hours=True,
    identity=FRENCH,
)


def test_a_whole_card_lacks_nothing() -> None:
    assert missing(WHOLE) == []


def test_an_empty_one_lacks_everything_in_the_order_of_asking() -> None:
    lacking = missing(CardFacts())
    assert lacking == [gap for gap in Missing if gap not in (Missing.REA, Missing.MEDIATOR, Missing.CERTIFICATE)]


@pytest.mark.parametrize("field", ["name", "category", "commune", "address", "phone", "email", "tagline", "story"])
def test_each_part_of_the_card_is_needed(field: str) -> None:
    assert missing(replace(WHOLE, **{field: ""})) == [Missing(field)]


def test_by_appointment_stands_for_hours() -> None:
    assert missing(replace(WHOLE, has_hours=False)) == [Missing.HOURS]
    assert missing(replace(WHOLE, has_hours=False, by_appointment=True)) == []


def test_a_mark_needs_its_certificate() -> None:
    assert missing(replace(WHOLE, label_without_certificate=True)) == [Missing.CERTIFICATE]


@pytest.mark.parametrize(
    ("change", "gap"),
    [
        ({"legal_name": ""}, Missing.LEGAL_NAME),
        ({"legal_form": ""}, Missing.LEGAL_FORM),
        ({"register_number": ""}, Missing.REGISTER_NUMBER),
        ({"vat_exempt": False}, Missing.VAT),
        ({"registered_address": ""}, Missing.REGISTERED_ADDRESS),
        ({"mediator": ""}, Missing.MEDIATOR),
        ({"self_certified": False}, Missing.SELF_CERTIFICATION),
    ],
)
def test_each_part_of_the_trader_is_needed(change: dict[str, object], gap: Missing) -> None:
    assert missing_of_identity(replace(FRENCH, **change)) == [gap]  # type: ignore[arg-type]
    assert missing(replace(WHOLE, identity=replace(FRENCH, **change))) == [gap]  # type: ignore[arg-type]


def test_a_vat_number_stands_for_the_exemption() -> None:
    assert missing_of_identity(replace(FRENCH, vat_exempt=False, vat_number="FR40303265045")) == []


def test_only_france_asks_for_a_mediator() -> None:
    italian = replace(FRENCH, country="IT", mediator="", legal_form="Ditta individuale")
    assert missing_of_identity(italian) == []


@pytest.mark.parametrize(
    "form", ["Srl", "S.r.l.", "s.n.c.", "Sas", "SPA", "Società semplice agricola", "cooperativa sociale"]
)
def test_an_italian_company_names_its_rea(form: str) -> None:
    assert needs_rea("IT", form)
    assert not needs_rea("FR", form)
    italian = replace(FRENCH, country="IT", legal_form=form)
    assert missing_of_identity(italian) == [Missing.REA]
    assert missing_of_identity(replace(italian, rea="TO-1234567")) == []


@pytest.mark.parametrize(
    "form", ["Ditta individuale", "Impresa agricola individuale", "libero professionista", "Associazione"]
)
def test_somebody_on_their_own_need_not(form: str) -> None:
    assert not needs_rea("IT", form)
