"""What happened to accounts."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AlreadyMember:
    """Somebody signed up with an address that has an account; its owner is told."""

    user_id: int


@dataclass(frozen=True, slots=True)
class TokenMade:
    """A link is to be mailed: to confirm an address, change it, or choose a new password."""

    token_id: int
