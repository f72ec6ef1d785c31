"""One row of the table of variants: what is priced and stocked, as people type it."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, SelectField, StringField

from marketplace.catalog.models import Variant
from marketplace.catalog.rules import VariantDraft
from marketplace.kernel.errors import Invalid
from marketplace.kernel.money import Minor, parse_price
from marketplace.kernel.units import Unit, parse_quantity, quantity_text
from marketplace.web.forms import PartForm, at_most, options
from marketplace.web.i18n import language
from marketplace.web.problems import say

MOST_STOCK = 1_000_000
UNITS = options(
    [
        ("g", "g"),
        ("kg", "kg"),
        ("ml", "ml"),
        ("cl", "cl"),
        ("l", "l"),
        ("piece", _l("piece")),
        ("person", _l("person")),
        ("hour", _l("hour")),
        ("day", _l("day")),
        ("night", _l("night")),
    ]
)


class VariantForm(PartForm):
    """A row; an empty one does not count. `stock_was` tells a stock that was left alone from one counted anew."""

    id = HiddenField()
    stock_was = HiddenField()
    name_fr = StringField(_l("Name in French"), [at_most(60)])
    name_it = StringField(_l("Name in Italian"), [at_most(60)])
    name_en = StringField(_l("Name in English"), [at_most(60)])
    quantity = StringField(_l("One holds"), [at_most(20)])
    unit = SelectField(_l("Unit"), choices=UNITS, default="piece")
    price = StringField(_l("Price"), [at_most(40)])
    stock = StringField(_l("In stock"), [at_most(20)])
    remove = BooleanField(_l("Take it off"))

    def is_blank(self) -> bool:
        """Whether the row is one of the empty ones that wait to be filled."""
        typed = (self.name_fr, self.name_it, self.name_en, self.quantity, self.price, self.stock)
        return not self.id.data and not any(field.data for field in typed)

    def validate(self, extra_validators: Any = None) -> bool:
        """Checks the row as a whole; an empty or removed one is always right."""
        if self.is_blank() or self.remove.data:
            return True
        valid = super().validate(extra_validators)
        if self.unit.errors:
            return False  # without a unit no quantity can be read
        for name, read in (("price", self._price), ("quantity", self._quantity), ("stock", self._stock)):
            field = self[name]
            try:
                read()
            except Invalid as problem:
                field.errors = [*field.errors, say(problem, SENTENCES)]
                valid = False
        return valid

    def draft(self) -> VariantDraft:
        """What the row says, after it was validated."""
        number = self.id.data or ""
        names = {code: self[f"name_{code}"].data or "" for code in ("fr", "it", "en")}
        return VariantDraft(
            id=int(number) if number.isascii() and number.isdecimal() else None,
            names={code: name for code, name in names.items() if name},
            price=self._price(),
            quantity=self._quantity(),
            unit=Unit(self.unit.data),
            stock=self._stock(),
            keep_stock=bool(number) and (self.stock.data or "") == (self.stock_was.data or ""),
        )

    def _price(self) -> Minor:
        return read_price(self.price.data)

    def _quantity(self) -> int:
        return parse_quantity(self.quantity.data or "1", Unit(self.unit.data))

    def _stock(self) -> int | None:
        return read_stock(self.stock.data)


def read_price(text: str | None) -> Minor:
    """A price as typed. Raises Invalid "price-missing" or "price-unreadable"."""
    if not text:
        raise Invalid("price-missing", field="price")
    return parse_price(text)


def read_stock(text: str | None) -> int | None:
    """How many are there; None, without limit, where nothing was typed. Raises Invalid "stock-unreadable"."""
    if not text:
        return None
    digits = "".join(text.split())
    if not digits.isascii() or not digits.isdecimal() or len(digits) > 7 or int(digits) > MOST_STOCK:
        raise Invalid("stock-unreadable", field="stock")
    return int(digits)


SENTENCES = {
    "price-missing": lambda _problem: str(_l("Give it a price.")),
    "stock-unreadable": lambda _problem: str(_l("Write how many there are as a whole number, or leave it empty.")),
}


def typed_price(minor: Minor) -> str:
    """A price as it stands in a field: with the reader's decimal mark, without the currency."""
    return _with_mark(f"{minor // 100}.{minor % 100:02}")


def row_of(variant: Variant) -> dict[str, Any]:
    """The row that shows a variant."""
    stock = "" if variant.stock is None else str(variant.stock)
    return {
        "id": str(variant.id),
        "stock_was": stock,
        **{f"name_{code}": variant.names.get(code, "") for code in ("fr", "it", "en")},
        "quantity": _with_mark(quantity_text(variant.quantity, Unit(variant.unit))),
        "unit": variant.unit,
        "price": typed_price(variant.price),
        "stock": stock,
    }


def _with_mark(text: str) -> str:
    return text if language() == "en" else text.replace(".", ",")
