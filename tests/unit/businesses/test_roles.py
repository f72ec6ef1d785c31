"""Who may do what, and how a card lives."""

import pytest

from marketplace.businesses.rules import BUSINESS_STATES, Role, may_act_as


@pytest.mark.parametrize(
    ("role", "needed", "may"),
    [
        ("owner", Role.OWNER, True),
        ("owner", Role.STAFF, True),
        ("manager", Role.MANAGER, True),
        ("manager", Role.OWNER, False),
        ("staff", Role.STAFF, True),
        ("staff", Role.MANAGER, False),
        ("visitor", Role.STAFF, False),
        ("", Role.STAFF, False),
    ],
)
def test_each_role_may_what_the_later_ones_may(role: str, needed: Role, may: bool) -> None:
    assert may_act_as(role, needed) is may


def test_every_state_can_be_reached() -> None:
    assert BUSINESS_STATES.unreachable() == frozenset()
