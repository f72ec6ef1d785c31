"""What a list shows of each listing."""

from typing import Any

import pytest

from marketplace.catalog.models import Listing, ListingLabel, ListingPhoto, ListingText
from marketplace.catalog.queries import ListingCard, listing_cards
from marketplace.extensions import db
from marketplace.facts.services import now
from marketplace.facts.transaction import transaction
from marketplace.media.models import Photo
from marketplace.web.kept import Kept
from tests.factories import make_business, make_listing, make_variant
from tests.queries import count_queries

pytestmark = pytest.mark.usefixtures("session")


def make(*stocks: int | None, prices: tuple[int, ...] = (), **values: Any) -> Listing:
    listing = make_listing(make_business(name="Ferme des Arolles"), **values)
    for number, stock in enumerate(stocks):
        make_variant(listing, stock=stock, price=prices[number] if prices else 960)
    return listing


def card(listing: Listing, language: str = "en") -> ListingCard:
    db.session.rollback()
    [shown] = listing_cards([listing.id], language)
    return shown


def test_it_says_what_it_is_who_makes_it_and_where() -> None:
    with transaction():
        listing = make(10, slug="tomme")
        listing.texts[0].title = "Tomme"
    shown = card(listing)
    assert (shown.title, shown.title_lang, shown.maker, shown.maker_lang) == ("Tomme", "fr", "Ferme des Arolles", "fr")
    assert (shown.commune, shown.territory, shown.url) == ("Bessans", "maurienne", "/en/listings/tomme/")
    assert (shown.price, shown.price_from, shown.unit_price_text) == (960, False, "€24.00/kg")
    assert shown.badge is None and shown.now is None


def test_the_reader_s_own_words_come_first() -> None:
    with transaction():
        listing = make(10)
        listing.texts.append(ListingText(language="en", title="A cheese", summary="", version=1, source_version=1))
    shown = card(listing)
    assert (shown.title, shown.title_lang) == ("A cheese", None)
    assert shown.summary_lang == "fr"  # only the title was translated


def test_the_price_is_that_of_the_cheapest_left() -> None:
    with transaction():
        listing = make(0, 5, 5, prices=(500, 1800, 900))
        sold_out = make(0, 0, prices=(500, 300))
    assert (card(listing).price, card(listing).price_from) == (900, True)
    assert card(sold_out).price == 300


@pytest.mark.parametrize(
    ("stocks", "values", "badge"),
    [
        ((0, 0), {}, (None, "sold out")),
        ((1, 2), {}, ("larch", "3 left")),
        ((1, None), {}, None),
        ((4,), {}, None),
        ((9,), {"season_first": "06-01", "season_last": "09-30"}, (None, "out of season")),
        ((0,), {"buyable": False}, None),
    ],
)
def test_one_badge_at_most_the_most_urgent(
    stocks: tuple[int | None, ...], values: dict[str, Any], badge: tuple[str | None, str] | None
) -> None:
    with transaction():
        listing = make(*stocks, **values)
    assert card(listing).badge == badge


def test_a_mark_stands_where_nothing_is_more_urgent() -> None:
    with transaction():
        listing = make(10)
        listing.labels += [ListingLabel(label="bio", certificate="1"), ListingLabel(label="fermier", certificate="")]
    assert card(listing).badge == ("pine", "Organic")


def test_the_cover_is_the_first_photo_that_is_ready() -> None:
    with transaction():
        listing = make(10, slug="tomme")
        for position, state in enumerate(("waiting", "ready", "ready")):
            photo = Photo(code=f"code{position}", state=state, created_at=now())
            db.session.add(photo)
            db.session.flush()
            listing.photos.append(ListingPhoto(photo_id=photo.id, position=position, alt={}))
        bare = make(10, slug="bleu")
    assert card(listing).cover_url == "/photos/code1/small.webp"
    assert card(bare).cover_url == "/covers/1/listing/maurienne/cheese/bleu.svg"


def test_only_what_visitors_may_see_in_the_order_asked_for() -> None:
    with transaction():
        first, hidden, last = make(1), make(1, state="hidden"), make(1)
    db.session.rollback()
    assert [shown.id for shown in listing_cards([last.id, hidden.id, first.id, 10_000_000], "fr")] == [
        last.id,
        first.id,
    ]


def test_queries_do_not_grow_and_nothing_is_asked_twice() -> None:
    with transaction():
        ids = [make(1, 2).id for _ in range(12)]
    db.session.rollback()
    Kept.forget_all()
    with count_queries() as cold:
        listing_cards(ids, "fr", opening=True)
    with count_queries() as warm:
        listing_cards(ids, "fr", opening=True)
    asked = [len([text for text in each if "SELECT" in text]) for each in (cold, warm)]
    assert asked == [6, 1]
