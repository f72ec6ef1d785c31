"""The first pages of the owner's area."""

from marketplace.dashboard.views import preview, today
from marketplace.dashboard.views.blueprint import blueprint

__all__ = ["blueprint", "preview", "today"]
