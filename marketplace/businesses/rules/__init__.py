"""Pure decisions about businesses: the life of a card, what it still lacks, how opening hours are read."""

from marketplace.businesses.rules.hours import format_hours, read_hours, seven_days
from marketplace.businesses.rules.missing import (
    CardFacts,
    IdentityFacts,
    Missing,
    missing,
    missing_of_identity,
    needs_rea,
)
from marketplace.businesses.rules.rest import Rest, rests_ahead
from marketplace.businesses.rules.states import (
    BUSINESS_STATES,
    BusinessEvent,
    BusinessState,
    IdentityState,
    Role,
    may_act_as,
)

__all__ = [
    "BUSINESS_STATES",
    "BusinessEvent",
    "BusinessState",
    "CardFacts",
    "IdentityFacts",
    "IdentityState",
    "Missing",
    "Rest",
    "Role",
    "format_hours",
    "may_act_as",
    "missing",
    "missing_of_identity",
    "needs_rea",
    "read_hours",
    "rests_ahead",
    "seven_days",
]
