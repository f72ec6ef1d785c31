"""Verbs that write listings, their prices, stock, states and photos. None commits; wrap them in `transaction()`."""

from marketplace.catalog.operations.listings import change_listing, create_listing, rename
from marketplace.catalog.operations.states import archive, hide, pause, publish, resume, unhide
from marketplace.catalog.operations.stock import (
    claim_stock,
    lock_for_change,
    release_stock,
    set_price,
    set_stock,
    touch,
)

__all__ = [
    "archive",
    "change_listing",
    "claim_stock",
    "create_listing",
    "hide",
    "lock_for_change",
    "pause",
    "publish",
    "release_stock",
    "rename",
    "resume",
    "set_price",
    "set_stock",
    "touch",
    "unhide",
]
