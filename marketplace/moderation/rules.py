"""Pure decisions about moderation."""

from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Statement:
    """Why: a ground that is translated, and the administrator's own words (Regulation (EU) 2022/2065, article 17)."""

    ground: str = ""
    reason: str = ""
    seen_identity_id: int | None = None  # which legal identity was looked at; another one by now is a conflict


_VERDICTS = {
    CaseKind.BUSINESS: (Verdict.APPROVE, Verdict.ASK_CHANGES, Verdict.REFUSE),
    CaseKind.IDENTITY: (Verdict.APPROVE, Verdict.REFUSE),
    CaseKind.LISTING: (Verdict.APPROVE, Verdict.REFUSE),
}


def verdicts_for(kind: CaseKind) -> tuple[Verdict, ...]:
    """What can be decided about a case."""
    return _VERDICTS[kind]


def needs_reason(verdict: Verdict) -> bool:
    """Whether the owner must be told why."""
    return verdict in (Verdict.ASK_CHANGES, Verdict.REFUSE, Verdict.SUSPEND)
