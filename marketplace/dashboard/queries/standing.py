"""Why something is not visible yet, as its owner should know."""

from collections.abc import Sequence
from dataclasses import dataclass

from marketplace.businesses.models import Business
from marketplace.businesses.queries import identity_in_work
from marketplace.businesses.rules import BusinessState, IdentityState
from marketplace.catalog.queries import listings_of, missing_of, title_of
from marketplace.catalog.queries.words import Said
from marketplace.catalog.rules import ListingState
from marketplace.facts.history import history_of

_VERBS = {
    BusinessState.CHANGES_REQUESTED: ("business", "ask_changes"),
    BusinessState.REFUSED: ("business", "refuse"),
    BusinessState.SUSPENDED: ("business", "suspend"),
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What an administrator said last: the ground is a code, the reason in `language` is in their own words."""

    ground: str
    reason: str
    language: str


@dataclass(frozen=True, slots=True)
class HiddenListing:
    """A listing that visitors do not see, and how many things it lacks (0 where it waits for something else)."""

    slug: str
    title: Said
    state: ListingState
    lacking: int


def last_verdict(business: Business) -> Verdict | None:
    """The reason behind the card's present state, or behind a refused change of the legal identity."""
    identity = identity_in_work(business)
    if business.state in _VERBS:
        wanted = _VERBS[BusinessState(business.state)]
    elif identity is not None and identity.state == IdentityState.REFUSED:
        wanted = ("identity", "refuse")
    else:
        return None
    for row in reversed(history_of("business", business.id)):
        if (row.data.get("kind"), row.verb) == wanted:
            return Verdict(row.data.get("ground", ""), row.data.get("reason", ""), row.data.get("language", ""))
    return None


def hidden_listings(business: Business, language: str) -> Sequence[HiddenListing]:
    """The listings that are not live, archived ones left out, the newest first."""
    identity = identity_in_work(business)
    return [
        HiddenListing(row.slug, title_of(row, language), ListingState(row.state), len(missing_of(row, identity)))
        for row in listings_of(business, (ListingState.DRAFT, ListingState.PAUSED, ListingState.HIDDEN))
    ]
