"""What happened to businesses."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BusinessChanged:
    """Something that visitors see or search for changed, its visibility included."""

    business_id: int


@dataclass(frozen=True, slots=True)
class BusinessSubmitted:
    """The owner asks for approval."""

    business_id: int


@dataclass(frozen=True, slots=True)
class IdentityChangeSubmitted:
    """An approved business changed its legal identity; the approved one stays until this one is."""

    identity_id: int


@dataclass(frozen=True, slots=True)
class BusinessMoved:
    """The business moved to a commune of another territory: other administrators look after it now."""

    business_id: int
