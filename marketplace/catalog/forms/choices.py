"""What can be chosen in the form of a listing, in the reader's language."""

from typing import Any

from babel.dates import get_month_names
from flask_babel import gettext as _

from marketplace.catalog.queries import local_day
from marketplace.kernel.tax import VatClass, rate
from marketplace.taxonomy.queries import allergens, children, name, top_categories, withdrawal_exceptions
from marketplace.web.formats import locale, percent
from marketplace.web.forms import options
from marketplace.web.i18n import language


def category_choices() -> dict[str, list[Any]]:
    """All categories under their tops."""
    here = language()
    return {
        name(top, here): options([(each.slug, name(each, here)) for each in (top, *children(top.slug))])
        for top in top_categories()
    }


def vat_choices(country: str) -> list[Any]:
    """The classes with the rate that each bears in a country today."""
    today = local_day()
    words = {
        VatClass.STANDARD: _("Standard"),
        VatClass.INTERMEDIATE: _("Intermediate"),
        VatClass.REDUCED: _("Reduced"),
        VatClass.SUPER_REDUCED: _("Lowest"),
    }
    rated = [(each.value, f"{words[each]}, {percent(rate(country, each, today))}") for each in words]
    return options([*rated, (VatClass.EXEMPT.value, _("No VAT"))])


def allergen_choices() -> list[Any]:
    """The fourteen."""
    return options([(each.slug, name(each, language())) for each in allergens()])


def withdrawal_choices() -> list[Any]:
    """The right itself, then the reasons why there may be none."""
    exceptions = [(each.slug, each.text.within(language())) for each in withdrawal_exceptions()]
    return options([("", _("14 days to change one’s mind")), *exceptions])


def day_choices() -> list[Any]:
    """The days of a month, or none."""
    return options([("", "–"), *((f"{day:02}", str(day)) for day in range(1, 32))])


def month_choices() -> list[Any]:
    """The months by name, or none."""
    names = get_month_names("wide", context="stand-alone", locale=locale())
    return options([("", "–"), *((f"{month:02}", names[month]) for month in range(1, 13))])
