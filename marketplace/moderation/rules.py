"""Pure decisions about moderation."""

from enum import StrEnum


class CaseKind(StrEnum):
    """What is to be looked at."""

    BUSINESS = "business"  # waits for approval
    IDENTITY = "identity"  # a changed legal identity waits, the approved one stays visible
    LISTING = "listing"  # live already, looked at afterwards


class Verdict(StrEnum):
    """What an administrator decides."""

    APPROVE = "approve"
    ASK_CHANGES = "ask_changes"
    REFUSE = "refuse"
    SUSPEND = "suspend"
    REINSTATE = "reinstate"


class Ground(StrEnum):
    """Why; each has a text in three languages, so that a reason written in one is understood in all."""

    IDENTITY_UNCLEAR = "identity_unclear"
    OUTSIDE_TERRITORY = "outside_territory"
    INCOMPLETE = "incomplete"
    MISLEADING = "misleading"
    FORBIDDEN_GOODS = "forbidden_goods"
    LABEL_UNPROVEN = "label_unproven"
    RIGHTS_OF_OTHERS = "rights_of_others"
    OTHER = "other"
