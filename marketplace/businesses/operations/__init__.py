"""Verbs that write businesses. None commits; each leaves its history row and facts in the caller's transaction."""

from marketplace.businesses.operations.cards import change_business, create_business, place_at, touch
from marketplace.businesses.operations.decisions import approve_identity, decide, refuse_identity, submit
from marketplace.businesses.operations.identity import save_identity
from marketplace.businesses.operations.parts import set_closures, set_hours, set_labels, set_text
from marketplace.businesses.operations.photos import add_photo, describe_photo, move_photo_up, remove_photo

__all__ = [
    "add_photo",
    "approve_identity",
    "change_business",
    "create_business",
    "decide",
    "describe_photo",
    "move_photo_up",
    "place_at",
    "refuse_identity",
    "remove_photo",
    "save_identity",
    "set_closures",
    "set_hours",
    "set_labels",
    "set_text",
    "submit",
    "touch",
]
