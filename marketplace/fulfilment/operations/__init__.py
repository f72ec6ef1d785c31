"""Verbs that write places, slots and claims."""

from marketplace.fulfilment.operations.claims import claim_offered, claim_slot, release_slot
from marketplace.fulfilment.operations.places import (
    add_place,
    add_slot,
    change_place,
    change_slot,
    remove_place,
    remove_slot,
    use_place_again,
    use_slot_again,
)

__all__ = [
    "add_place",
    "add_slot",
    "change_place",
    "change_slot",
    "claim_offered",
    "claim_slot",
    "release_slot",
    "remove_place",
    "remove_slot",
    "use_place_again",
    "use_slot_again",
]
