"""What stands beside a price."""

from flask_babel import gettext as _

from marketplace.catalog.models import Variant
from marketplace.kernel.money import Minor
from marketplace.kernel.units import Unit, unit_price
from marketplace.web.formats import money

_PER = {Unit.KG: "kg", Unit.L: "l"}


def unit_price_text(variant: Variant) -> str | None:
    """The price per kilogram or litre, or what one piece of a service is, in the reader's language."""
    return price_per(variant.price, variant.quantity, variant.unit, variant.currency)


def price_per(price: Minor, quantity: int, unit_name: str, currency: str) -> str | None:
    """`unit_price_text` for a caller that holds the figures alone."""
    unit = Unit(unit_name)
    if priced := unit_price(price, quantity, unit):
        return f"{money(priced.minor, currency)}/{_PER[priced.per]}"
    if quantity != 1 or unit == Unit.PIECE:
        return None
    return {
        Unit.PERSON: _("per person"),
        Unit.HOUR: _("per hour"),
        Unit.NIGHT: _("per night"),
        Unit.DAY: _("per day"),
    }[unit]
