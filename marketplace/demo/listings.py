"""The demo's listings, made by the catalogue's own operations."""

from datetime import timedelta
from typing import Any

from marketplace.businesses.models import Business
from marketplace.businesses.rules import BusinessState
from marketplace.catalog.models import Listing
from marketplace.catalog.operations import create_listing, publish
from marketplace.catalog.rules import ListingDraft, ListingWords, VariantDraft
from marketplace.demo.content import businesses
from marketplace.facts.services import now
from marketplace.kernel.money import parse_price
from marketplace.kernel.tax import VatClass
from marketplace.kernel.texts import LANGUAGES
from marketplace.kernel.units import Unit

Row = dict[str, Any]
FACTS = ("operator", "manufacturer", "manufacturer_contact")


def load_listings(made: dict[str, Business]) -> dict[str, Listing]:
    """Makes and publishes every listing of every business that is beyond a draft; by the demo's own slugs."""
    listings: dict[str, Listing] = {}
    for row in businesses():
        business = made[row["slug"]]
        for each in row.get("listings", ()):
            listing = create_listing(business, draft_of(each, business.language), variants_of(each), None)
            if business.state != BusinessState.DRAFT:
                publish(listing, None)
                number = len(listings)
                listing.published_at = now() - timedelta(hours=7 * (number * 37 % 401) + 1)
            listings[each["slug"]] = listing
    return listings


def draft_of(row: Row, language: str) -> ListingDraft:
    """What the demo says about a listing."""
    season = row.get("season") or ("", "")
    texts = row["texts"]
    facts = {name: row[name] for name in FACTS if row.get(name)}
    if origins := row.get("honey_origins"):
        facts["honey_origins"] = ", ".join(f"{country} {share} %" for country, share in origins.items())
    return ListingDraft(
        kind=row["kind"],
        category=row["category"],
        language=language if language in texts else next(iter(texts)),
        words={code: _words(said) for code, said in texts.items()},
        vat_class=VatClass(row["vat_class"]),
        buyable=row["buyable"],
        allergens=row.get("allergens", ()),
        allergens_declared=bool(row.get("food")),
        alcohol_content=row.get("alcohol_content") or "",
        facts=facts,
        season_first=season[0],
        season_last=season[1],
        withdrawal_exception=row.get("withdrawal_exception") or "",
        labels={each["label"]: each["certificate"] or "" for each in row.get("labels", ())},
    )


def _words(said: Row) -> ListingWords:
    return ListingWords(
        title=said["title"],
        summary=said.get("summary", ""),
        description=said.get("description", ""),
        ingredients=said.get("ingredients") or said.get("materials", ""),
        origin=said.get("origin", ""),
        storage=said.get("storage", ""),
        warnings=said.get("warnings", ""),
    )


def variants_of(row: Row) -> list[VariantDraft]:
    """What is priced and stocked of it."""
    return [
        VariantDraft(
            price=parse_price(each["price"]),
            quantity=each["quantity"],
            unit=Unit(each["unit"]),
            stock=each["stock"],
            names=_names(each["name"]),
        )
        for each in row["variants"]
    ]


def _names(name: Any) -> dict[str, str]:
    return name if isinstance(name, dict) else dict.fromkeys(LANGUAGES, name) if name else {}
