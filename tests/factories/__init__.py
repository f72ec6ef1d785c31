"""Rows for tests: plain functions `make_x(**overrides)` that add, flush and return. Call them inside `transaction()`
or before committing yourself."""

from tests.factories.businesses import make_business, make_identity
from tests.factories.cast import Cast, cast
from tests.factories.catalog import make_listing, make_variant
from tests.factories.fulfilment import make_place, make_slot
from tests.factories.people import make_administrator, make_membership, make_user

__all__ = [
    "Cast",
    "cast",
    "make_administrator",
    "make_business",
    "make_identity",
    "make_listing",
    "make_membership",
    "make_place",
    "make_slot",
    "make_user",
    "make_variant",
]
