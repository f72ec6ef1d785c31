"""What the kernel refuses, said in the reader's language."""

from collections.abc import Callable

from flask_babel import lazy_gettext as _l

from marketplace.kernel.errors import Problem

_TEXTS = {
    "email-unreadable": _l("Write the whole e-mail address, for example name@post.com."),
    "phone-unreadable": _l(
        "This does not look like a phone number. Begin with + and the country if it is not from here."
    ),
    "siret-invalid": _l("This is not a valid SIRET: it has 14 digits, and the last ones check the others."),
    "partita-iva-invalid": _l("This is not a valid partita IVA: it has 11 digits, and the last one checks the others."),
    "vat-number-invalid": _l("This is not a valid VAT number of that country."),
    "rea-invalid": _l("Write the REA number with its province, for example TO-1234567."),
    "quantity-unreadable": _l("Write the quantity as a number, for example 400 or 1,5."),
}
_PRICES = {
    "ambiguous": _l("Is the point for thousands or for cents? Write the price with two decimals, for example 1234,00."),
    "negative": _l("A price cannot be below zero."),
    "too-many-decimals": _l("A price has two decimals at the most."),
    "too-large": _l("This price is too high to be right."),
    "not-a-price": _l("Write the price as a number, for example 12,50."),
}


def say(problem: Problem, more: dict[str, Callable[[Problem], str]] | None = None) -> str:
    """The problem's sentence; `more` adds a feature's own, by code. Raises the problem again where nobody knows it."""
    if more and problem.code in more:
        return more[problem.code](problem)
    if problem.code == "price-unreadable":
        return str(_PRICES[str(problem.params["reason"])])
    if problem.code in _TEXTS:
        return str(_TEXTS[problem.code])
    raise problem
