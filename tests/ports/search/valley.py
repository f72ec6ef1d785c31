"""A small market to search in."""

from datetime import UTC, datetime, timedelta

from marketplace.ports.search import DocumentKind, ListingKind, SearchDocument, SearchText

FIRST_DAY = datetime(2026, 6, 1, 8, 0, tzinfo=UTC)


def make_listing(number: int, **overrides: object) -> SearchDocument:
    """A listing of business 1 in Bessans, made on day `number`."""
    values: dict[str, object] = {
        "id": f"listing:{number}",
        "version": 1,
        "kind": DocumentKind.LISTING,
        "business_id": 1,
        "texts": {"fr": SearchText(f"Panier {number}")},
        "maker": "Ferme des Arolles",
        "place": "Bessans",
        "commune": "73040",
        "territory": "maurienne",
        "categories": ("food", "cheese"),
        "labels": (),
        "listing_kind": ListingKind.PRODUCT,
        "price": 1000,
        "created_at": FIRST_DAY + timedelta(days=number),
    }
    return SearchDocument(**{**values, **overrides})  # type: ignore[arg-type]


def make_business(number: int, **overrides: object) -> SearchDocument:
    """A business in Bessans, made on day `number`."""
    values: dict[str, object] = {
        "id": f"business:{number}",
        "kind": DocumentKind.BUSINESS,
        "business_id": number,
        "listing_kind": None,
        "price": None,
    }
    return make_listing(number, **{**values, **overrides})


def in_french(title: str, text: str = "", **more: str) -> dict[str, SearchText]:
    """Texts in French alone."""
    return {"fr": SearchText(title, text=text, **more)}


def in_italian(title: str, text: str = "", **more: str) -> dict[str, SearchText]:
    """Texts in Italian alone."""
    return {"it": SearchText(title, text=text, **more)}


def in_english(title: str, text: str = "", **more: str) -> dict[str, SearchText]:
    """Texts in English alone."""
    return {"en": SearchText(title, text=text, **more)}
