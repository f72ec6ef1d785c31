"""How listings live, and why stock changes."""

from enum import StrEnum

from marketplace.kernel.states import StateTable


class ListingKind(StrEnum):
    """Goods or something done for people."""

    PRODUCT = "product"
    SERVICE = "service"


class ListingState(StrEnum):
    """How far a listing is; visitors see live ones of approved businesses alone."""

    DRAFT = "draft"
    LIVE = "live"
    PAUSED = "paused"  # by the owner
    HIDDEN = "hidden"  # by an administrator
    ARCHIVED = "archived"


class ListingEvent(StrEnum):
    """What owners and administrators do to a listing."""

    PUBLISH = "publish"
    PAUSE = "pause"
    RESUME = "resume"
    HIDE = "hide"
    UNHIDE = "unhide"
    ARCHIVE = "archive"


_S, _E = ListingState, ListingEvent
LISTING_STATES = StateTable(
    _S.DRAFT,
    {
        _S.DRAFT: {_E.PUBLISH: _S.LIVE, _E.ARCHIVE: _S.ARCHIVED},
        _S.LIVE: {_E.PAUSE: _S.PAUSED, _E.HIDE: _S.HIDDEN, _E.ARCHIVE: _S.ARCHIVED},
        _S.PAUSED: {_E.RESUME: _S.LIVE, _E.HIDE: _S.HIDDEN, _E.ARCHIVE: _S.ARCHIVED},
        _S.HIDDEN: {_E.UNHIDE: _S.LIVE, _E.ARCHIVE: _S.ARCHIVED},
    },
)


class StockReason(StrEnum):
    """Why stock changed. `audit` proves stock = initial + adjusted - sold + released."""

    INITIAL = "initial"
    ADJUSTED = "adjusted"
    SOLD = "sold"
    RELEASED = "released"
