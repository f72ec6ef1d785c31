"""What happened to accounts."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SignedUp:
    """Somebody made an account; the address is still to be confirmed."""

    user_id: int


@dataclass(frozen=True, slots=True)
class TokenMade:
    """A link is to be mailed: to confirm an address, change it, or reset a password."""

    token_id: int
