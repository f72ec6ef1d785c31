"""The one form of the checkout."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from babel import Locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from wtforms import BooleanField, HiddenField, RadioField, SelectField, StringField, ValidationError
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from marketplace.accounts.forms import EmailField, PhoneField
from marketplace.accounts.models import Address
from marketplace.checkout.operations import Buyer
from marketplace.checkout.rules import is_intent
from marketplace.kernel.codes import secret_token
from marketplace.kernel.slugs import slugify
from marketplace.web.forms import BaseForm
from marketplace.web.i18n import language

NEIGHBOURS = ("FR", "IT")
REST_OF_EUROPE = frozenset(
    {"AD", "AT", "BE", "BG", "CH", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "GB", "GR", "HR", "HU", "IE", "IS", "LI"}
    | {"LT", "LU", "LV", "MC", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK", "SM", "VA"}
)
NO_ADDRESS, NEW_ADDRESS = "none", "new"
PARTS = ("company", "street", "postal_code", "town")


class CheckoutForm(BaseForm):
    """Who buys. `intent` marks this very form; `fingerprint` and `shown` say which offer stood on it."""

    intent = HiddenField()
    fingerprint = HiddenField()
    shown = HiddenField()
    name = StringField(
        _l("First and last name"), [InputRequired(_l("Write your first and last name.")), Length(max=120)]
    )
    email = EmailField(
        _l("E-mail"),
        [InputRequired(_l("Write your e-mail address: the confirmation goes there.")), Length(max=254)],
        description=_l("The confirmation and the code for collecting go there."),
    )
    phone = PhoneField(_l("Phone"), [Length(max=40)])
    invoice = RadioField(_l("Address on the invoice"), [Optional()], default=NO_ADDRESS)
    company = StringField(_l("Name or company"), [Length(max=120)])
    street = StringField(_l("Street and number"), [Length(max=200)])
    postal_code = StringField(_l("Postal code"), [Length(max=12)])
    town = StringField(_l("Town"), [Length(max=80)])
    country = SelectField(_l("Country"), validate_choice=False)
    terms = BooleanField(
        validators=[DataRequired(_l("Please accept the terms of sale: without them nobody can sell to you."))]
    )
    adult = BooleanField(_l("I am 18 or older."))

    def __init__(self, addresses: Sequence[Address], **values: Any) -> None:
        super().__init__(**values)
        self.addresses = {str(address.id): address for address in addresses}
        self.country.choices = _countries(language())
        self.invoice.choices = [
            (NO_ADDRESS, _("No address")),
            *((key, f"{address.name}, {address.town}") for key, address in self.addresses.items()),
            (NEW_ADDRESS, _("Another address")),
        ]
        if not self.intent.data or not is_intent(self.intent.data):
            self.intent.data = secret_token()
        if current_user.is_anonymous:
            needed = InputRequired(_("Write a phone number where the maker can reach you."))
            self.phone.validators = [needed, *self.phone.validators]
            self.phone.description = _(
                "The maker tells you about snow or a closed road. It also keeps pranksters from emptying a stall."
            )
        else:
            self.phone.validators = [Optional(), *self.phone.validators]
            self.phone.flags.optional = True
            self.phone.description = _("Only if the maker must warn you: snow, delays, a closed road.")
        if self.asks_address:
            for part, text in zip(PARTS, _missing_parts(), strict=True):
                self[part].validators = [InputRequired(text), *self[part].validators]

    def validate_country(self, field: SelectField) -> None:
        """Only where it will be used; without an address the field may be missing."""
        if self.asks_address and field.data not in dict(field.choices or ()):
            raise ValidationError(_("Choose a country from the list."))

    @property
    def asks_address(self) -> bool:
        """Whether an address was chosen to be typed, or begun without being chosen."""
        return self.invoice.data == NEW_ADDRESS or any(self[part].data for part in PARTS)

    def buyer(self) -> Buyer:
        """Who buys, once the form is valid."""
        user_id = current_user.id if current_user.is_authenticated else None
        return Buyer(
            user_id=user_id,
            name=self.name.data,
            email=self.email.data,
            phone=self.phone.data or "",
            adult=self.adult.data,
            invoice_address=self._address(),
        )

    def _address(self) -> dict[str, str]:
        saved = self.addresses.get(self.invoice.data or "")
        if saved is not None and not any(self[part].data for part in PARTS):
            return {
                "name": saved.name,
                "street": saved.street,
                "postal_code": saved.postal_code,
                "town": saved.town,
                "country": saved.country,
            }
        if not self.asks_address:
            return {}
        typed = {part: self[part].data for part in ("street", "postal_code", "town", "country")}
        return {"name": self.company.data, **typed}


def _missing_parts() -> tuple[str, ...]:
    """What to say where a part of the address is missing, in the order of PARTS."""
    return (
        _("Write the name on the invoice."),
        _("Write the street and number of the invoice address."),
        _("Write the postal code of the invoice address."),
        _("Write the town of the invoice address."),
    )


@cache
def _countries(language_code: str) -> list[tuple[str, str]]:
    """The reader's own first, then the neighbour, the rest of Europe by name."""
    names = Locale.parse(language_code).territories
    own = sorted(NEIGHBOURS, key=lambda code: code != language_code.upper())
    rest = sorted(REST_OF_EUROPE, key=lambda code: slugify(names[code]))
    return [(code, names[code]) for code in (*own, *rest)]
