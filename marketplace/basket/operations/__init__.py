"""What visitors do with their basket."""

from marketplace.basket.operations.collections import adopt, choose, take_out
from marketplace.basket.operations.lines import Added, add, change, remove, set_quantities
from marketplace.basket.operations.members import forget_basket, merge_on_login
from marketplace.basket.operations.rows import lock_basket, lock_variants_of

__all__ = [
    "Added",
    "add",
    "adopt",
    "change",
    "choose",
    "forget_basket",
    "lock_basket",
    "lock_variants_of",
    "merge_on_login",
    "remove",
    "set_quantities",
    "take_out",
]
