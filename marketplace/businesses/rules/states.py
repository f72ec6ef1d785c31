"""The life of a card and of its legal identity, and who may do what."""

from enum import StrEnum

from marketplace.kernel.states import StateTable


class BusinessState(StrEnum):
    """How far a card is; visitors see approved ones alone."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    CHANGES_REQUESTED = "changes_requested"
    APPROVED = "approved"
    REFUSED = "refused"
    SUSPENDED = "suspended"


class BusinessEvent(StrEnum):
    """What owners and administrators do to a card."""

    SUBMIT = "submit"
    ASK_CHANGES = "ask_changes"
    APPROVE = "approve"
    REFUSE = "refuse"
    SUSPEND = "suspend"
    REINSTATE = "reinstate"


_S, _E = BusinessState, BusinessEvent
BUSINESS_STATES = StateTable(
    _S.DRAFT,
    {
        _S.DRAFT: {_E.SUBMIT: _S.SUBMITTED},
        _S.SUBMITTED: {
            _E.APPROVE: _S.APPROVED,
            _E.ASK_CHANGES: _S.CHANGES_REQUESTED,
            _E.REFUSE: _S.REFUSED,
        },
        _S.CHANGES_REQUESTED: {_E.SUBMIT: _S.SUBMITTED},
        _S.REFUSED: {_E.SUBMIT: _S.SUBMITTED},
        _S.APPROVED: {_E.SUSPEND: _S.SUSPENDED},
        _S.SUSPENDED: {_E.REINSTATE: _S.APPROVED},
    },
)


class IdentityState(StrEnum):
    """Where a version of the legal identity stands."""

    DRAFT = "draft"
    PENDING = "pending"
    APPROVED = "approved"
    PAST = "past"
    REFUSED = "refused"


class Role(StrEnum):
    """What a person may do in a business; each role may do what the later ones may."""

    OWNER = "owner"
    MANAGER = "manager"
    STAFF = "staff"


_RANKS = {Role.OWNER: 3, Role.MANAGER: 2, Role.STAFF: 1}


def may_act_as(role: str, needed: Role) -> bool:
    """Whether somebody with this role may do what `needed` may; a role that nobody knows may nothing."""
    return role in _RANKS and _RANKS[Role(role)] >= _RANKS[needed]
