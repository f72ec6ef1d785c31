"""States and refusals in the owner's words."""

from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from marketplace.catalog.rules import ListingState
from marketplace.kernel.errors import Problem


@dataclass(frozen=True, slots=True)
class StateWords:
    """A state as a badge: its words, tone and picture."""

    text: LazyString
    tone: str | None
    icon: str | None


STATES = {
    ListingState.DRAFT: StateWords(_l("draft"), None, "edit"),
    ListingState.LIVE: StateWords(_l("in the shop"), "pine", "check"),
    ListingState.PAUSED: StateWords(_l("put aside"), "larch", "clock"),
    ListingState.HIDDEN: StateWords(_l("hidden by the valley"), "danger", "alert"),
    ListingState.ARCHIVED: StateWords(_l("taken away"), None, "bin"),
}
PHOTO_REFUSALS = {
    "too-large": _l("This photo is too large: 15 MB is the most."),
    "too-many-pixels": _l("This photo has too many pixels: 50 million is the most."),
    "not-a-photo": _l("This file is not a photo that we can read. Send a JPEG, PNG, WebP or AVIF."),
    "damaged": _l("This photo is damaged or cut short. Send it again, or another one."),
    "too-small": _l("This photo is too small: each side needs 160 pixels or more."),
}


def incomplete(_problem: Problem) -> str:
    """Why it cannot be shown yet; the page lists what is missing."""
    return _("Something is still missing before it can be shown. It is listed below.")


def photo_refused(problem: Problem) -> str:
    """Why a photo was not taken."""
    if problem.code == "too-many-photos":
        return _("A listing shows %(most)s photos at most. Remove one first.", most=problem.params["most"])
    if problem.code == "too-many-photos-waiting":
        return _("Many photos are still being prepared. Please wait a minute, then go on.")
    return str(PHOTO_REFUSALS[problem.code])
