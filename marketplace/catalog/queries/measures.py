"""How much one piece holds, in the reader's words."""

from decimal import Decimal

from flask_babel import gettext as _
from flask_babel import ngettext

from marketplace.catalog.models import Variant
from marketplace.catalog.queries.words import Said
from marketplace.kernel.units import Unit, quantity_text
from marketplace.web.formats import number

_MEASURED = frozenset({Unit.G, Unit.KG, Unit.ML, Unit.CL, Unit.L})


def amount_of(variant: Variant) -> str:
    """What one piece holds, such as "400 g" or "6 pieces"; empty where it is simply one."""
    unit = Unit(variant.unit)
    if unit in _MEASURED:
        return f"{number(Decimal(quantity_text(variant.quantity, unit)))}\u00a0{unit}"
    if variant.quantity == 1:
        return ""
    count = variant.quantity
    return {
        Unit.PIECE: ngettext("%(num)s piece", "%(num)s pieces", count),
        Unit.PERSON: ngettext("%(num)s person", "%(num)s persons", count),
        Unit.HOUR: ngettext("%(num)s hour", "%(num)s hours", count),
        Unit.NIGHT: ngettext("%(num)s night", "%(num)s nights", count),
        Unit.DAY: ngettext("%(num)s day", "%(num)s days", count),
    }[unit]


def called(name: Said, variant: Variant) -> str:
    """Which variant it is, such as "A quarter, 400 g"; one piece where there is nothing else to tell."""
    amount = amount_of(variant)
    told = name.text.replace("\u00a0", " ")
    if amount.replace("\u00a0", " ") in told:  # the owner's own name says it already
        return name.text or _single(Unit(variant.unit))
    return f"{name.text}, {amount}" if name.text else amount


def _single(unit: Unit) -> str:
    return {
        Unit.PERSON: _("One person"),
        Unit.HOUR: _("One hour"),
        Unit.NIGHT: _("One night"),
        Unit.DAY: _("One day"),
    }.get(unit, _("One piece"))
