"""Verbs that write listings, their prices, stock, states and photos. None commits; wrap them in `transaction()`."""

from marketplace.catalog.operations.claims import claim_stock, release_stock
from marketplace.catalog.operations.listings import change_listing, create_listing, rename
from marketplace.catalog.operations.photos import add_photo, change_photos, remove_photo
from marketplace.catalog.operations.states import archive, hide, pause, publish, resume, unhide
from marketplace.catalog.operations.stock import (
    lock_for_change,
    lock_variants,
    set_price,
    set_stock,
    touch,
)

__all__ = [
    "add_photo",
    "archive",
    "change_listing",
    "change_photos",
    "claim_stock",
    "create_listing",
    "hide",
    "lock_for_change",
    "lock_variants",
    "pause",
    "publish",
    "release_stock",
    "remove_photo",
    "rename",
    "resume",
    "set_price",
    "set_stock",
    "touch",
    "unhide",
]
