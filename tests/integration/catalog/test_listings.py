"""Making, changing and showing listings, on real tables."""

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import delete, func, select

from marketplace.businesses.models import Business
from marketplace.catalog.models import Listing, ListingSlug, StockMovement, Variant
from marketplace.catalog.operations import (
    archive,
    change_listing,
    claim_stock,
    create_listing,
    hide,
    pause,
    publish,
    rename,
    resume,
    unhide,
)
from marketplace.catalog.queries import listing_cards, said
from marketplace.catalog.rules import ListingDraft, ListingIncomplete, ListingWords, VariantDraft
from marketplace.extensions import db
from marketplace.facts.models import OutboxRow
from marketplace.facts.transaction import transaction
from marketplace.kernel.states import IllegalMove
from marketplace.kernel.tax import VatClass
from marketplace.kernel.units import Unit
from tests.factories import make_business

pytestmark = pytest.mark.usefixtures("session")
WORDS = ListingWords(title="Tomme", ingredients="**lait** cru, sel", origin="Bessans", storage="4 à 8 °C")
QUARTER = VariantDraft(price=960, quantity=400, unit=Unit.G, stock=14)


def draft(**overrides: Any) -> ListingDraft:
    values: dict[str, Any] = {
        "kind": "product",
        "category": "cheese",
        "language": "fr",
        "words": {"fr": WORDS},
        "vat_class": VatClass.REDUCED,
        "allergens": ["milk"],
        "allergens_declared": True,
        "withdrawal_exception": "perishable",
    }
    return ListingDraft(**{**values, **overrides})


def made(variants: list[VariantDraft] | None = None, *, live: bool = True, **overrides: Any) -> int:
    """A listing of an approved business; its id."""
    with transaction():
        listing = create_listing(make_business(), draft(**overrides), variants or [QUARTER], None)
        if live:
            publish(listing, None)
        return listing.id


def listing_of(number: int) -> Listing:
    return db.session.get_one(Listing, number)


def change(number: int, new: ListingDraft, variants: list[VariantDraft]) -> None:
    with transaction():
        change_listing(listing_of(number), new, variants, None)


def again(number: int, **overrides: Any) -> list[VariantDraft]:
    """The rows as they stand, the first with something changed."""
    rows = [
        VariantDraft(id=each.id, price=each.price, quantity=each.quantity, unit=Unit(each.unit), stock=each.stock)
        for each in listing_of(number).variants
    ]
    db.session.rollback()
    return [replace(rows[0], **overrides), *rows[1:]]


def kinds() -> list[str]:
    rows = db.session.scalars(select(OutboxRow.kind).order_by(OutboxRow.id)).all()
    db.session.rollback()
    return list(rows)


def test_a_new_listing_is_a_draft_with_an_address_of_its_own() -> None:
    first, second = made(live=False), made(live=False)
    slugs = [listing_of(number).slug for number in (first, second)]
    assert slugs == ["tomme", "tomme-2"]
    assert listing_of(first).state == "draft"
    assert listing_cards([first, second], "fr") == []


def test_published_it_is_seen_at_once() -> None:
    number = made()
    assert [card.id for card in listing_cards([number], "fr")] == [number]
    assert [card.title for card in listing_cards([number], "fr")] == ["Tomme"]
    assert "catalog.ListingChanged" in kinds()


def test_before_the_approval_it_can_be_published_and_is_not_seen() -> None:
    with transaction():
        business = make_business(state="submitted")
        number = create_listing(business, draft(), [QUARTER], None).id
        publish(listing_of(number), None)
    assert listing_cards([number], "fr") == []
    db.session.rollback()
    with transaction():
        db.session.get_one(Business, listing_of(number).business_id).state = "approved"
    assert [card.id for card in listing_cards([number], "fr")] == [number]


@pytest.mark.parametrize(
    ("overrides", "variants", "name"),
    [
        ({"words": {"fr": replace(WORDS, ingredients="")}}, [QUARTER], "ingredients"),
        ({"words": {"fr": replace(WORDS, origin="")}}, [QUARTER], "origin"),
        ({"allergens_declared": False}, [QUARTER], "allergens_declared"),
        ({"labels": {"aop": ""}}, [QUARTER], "aop"),
        ({}, [], ""),
    ],
)
def test_what_is_incomplete_is_not_published(
    overrides: dict[str, Any], variants: list[VariantDraft], name: str
) -> None:
    with transaction():
        number = create_listing(make_business(), draft(**overrides), variants, None).id
    with pytest.raises(ListingIncomplete) as refused, transaction():
        publish(listing_of(number), None)
    assert name in [each.name for each in refused.value.missing]
    assert listing_of(number).state == "draft"


def test_a_live_listing_cannot_become_incomplete() -> None:
    number = made()
    rows = again(number, price=1)
    with pytest.raises(ListingIncomplete):
        change(number, draft(words={"fr": replace(WORDS, ingredients="")}), rows)
    db.session.rollback()
    assert said(listing_of(number), "ingredients", "fr").text == WORDS.ingredients
    assert db.session.scalar(select(Variant.price)) == 960


def test_its_life_follows_the_table() -> None:
    number = made()
    for verb, state in ((pause, "paused"), (resume, "live"), (hide, "hidden"), (unhide, "live"), (archive, "archived")):
        with transaction():
            verb(listing_of(number), None)
        assert listing_of(number).state == state
        db.session.rollback()
    with pytest.raises(IllegalMove), transaction():
        resume(listing_of(number), None)


def test_an_owner_cannot_undo_what_the_valley_hid() -> None:
    number = made()
    with transaction():
        hide(listing_of(number), None)
    for verb in (publish, resume):
        with pytest.raises(IllegalMove), transaction():
            verb(listing_of(number), None)


def test_a_translation_is_stale_once_its_source_changes_until_it_is_said_to_be_current() -> None:
    english = ListingWords(title="Tomme in English")
    number = made(words={"fr": WORDS, "en": english})

    def versions() -> tuple[int, int]:
        texts = {text.language: text for text in listing_of(number).texts}
        found = texts["fr"].version, texts["en"].source_version
        db.session.rollback()
        return found

    assert versions() == (1, 1)
    changed = replace(WORDS, summary="Quatre mois de cave")
    change(number, draft(words={"fr": changed, "en": replace(english, current=False)}), again(number))
    assert versions() == (2, 1)
    change(number, draft(words={"fr": changed, "en": english}), again(number))
    assert versions() == (2, 2)


def test_a_translation_that_is_emptied_is_gone() -> None:
    number = made(words={"fr": WORDS, "en": ListingWords(title="Tomme in English")})
    change(number, draft(words={"fr": WORDS, "en": ListingWords()}), again(number))
    assert said(listing_of(number), "title", "en").foreign == "fr"


def test_new_words_of_a_live_listing_are_looked_at_again_and_prices_are_not() -> None:
    number = made()
    with transaction():
        db.session.execute(delete(OutboxRow))
    change(number, draft(), again(number, price=990))
    quiet = kinds()
    change(number, draft(words={"fr": replace(WORDS, summary="Neuf")}), again(number))
    assert "catalog.ListingPublished" not in quiet
    assert "catalog.ListingPublished" in kinds()


def test_a_variant_left_out_is_kept_for_its_orders_and_not_shown() -> None:
    number = made([QUARTER, replace(QUARTER, quantity=800)])
    change(number, draft(), again(number)[:1])
    assert [each.active for each in listing_of(number).variants] == [True, False]


def test_a_stock_left_alone_stays_what_it_became_meanwhile() -> None:
    number = made()
    rows = again(number, keep_stock=True)
    with transaction():
        claim_stock({rows[0].id or 0: 4}, "AAAA-0001")
    change(number, draft(), rows)
    assert db.session.scalar(select(Variant.stock)) == 10
    assert db.session.scalar(select(func.sum(StockMovement.delta))) == 10


def test_a_variant_of_another_listing_cannot_be_taken_over() -> None:
    mine, other = made(), made()
    foreign = again(other)[0]
    change(mine, draft(), [replace(foreign, price=1)])
    db.session.rollback()
    assert db.session.scalar(select(Variant.price).where(Variant.id == foreign.id)) == 960


def test_an_address_of_the_past_is_never_given_to_another() -> None:
    number = made()
    with transaction():
        rename(listing_of(number), "tomme-des-arolles")
    other = made()
    assert listing_of(other).slug == "tomme-2"
    db.session.rollback()
    with transaction():
        rename(listing_of(number), "tomme")
    assert listing_of(number).slug == "tomme"
    assert db.session.scalars(select(ListingSlug.slug)).all() == ["tomme-des-arolles"]
