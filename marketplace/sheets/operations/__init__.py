"""Bringing a sheet in. Nothing here commits."""

from marketplace.sheets.operations.bring_in import Outcome, bring_in

__all__ = ["Outcome", "bring_in"]
