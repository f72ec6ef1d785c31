"""Forms about accounts."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, PasswordField, SelectField, StringField, ValidationError
from wtforms.validators import InputRequired, Length, Optional

from marketplace.accounts.rules import LONGEST_PASSWORD, SHORTEST_PASSWORD
from marketplace.kernel.errors import Invalid
from marketplace.kernel.identity import normalise_email, normalise_phone
from marketplace.web.forms import BaseForm, options
from marketplace.web.i18n import LANGUAGES
from marketplace.web.problems import say

REQUIRED = InputRequired(_l("Please fill this in."))
PASSWORD = Length(
    SHORTEST_PASSWORD, LONGEST_PASSWORD, _l("Choose at least %(min)d characters. A few words in a row are fine.")
)
COUNTRIES = options([("FR", _l("France")), ("IT", _l("Italy"))])


class EmailField(StringField):
    """An address, normalised."""

    data: str

    def post_validate(self, form: Any, validation_stopped: bool) -> None:
        if self.data and not validation_stopped:
            try:
                self.data = normalise_email(self.data)
            except Invalid as problem:
                raise ValidationError(say(problem)) from None


class PhoneField(StringField):
    """A phone number, kept as E.164; numbers without + are read as French, then as Italian."""

    data: str

    def post_validate(self, form: Any, validation_stopped: bool) -> None:
        if not self.data or validation_stopped:
            return
        for country in ("FR", "IT"):
            try:
                self.data = normalise_phone(self.data, country)
                return
            except Invalid as problem:
                refusal = problem
        raise ValidationError(say(refusal))


class LoginForm(BaseForm):
    """Coming in."""

    email = EmailField(_l("E-mail"), [REQUIRED])
    password = PasswordField(_l("Password"), [REQUIRED, Length(max=LONGEST_PASSWORD)])
    remember = BooleanField(_l("Keep me logged in on this device"))


class SignupForm(BaseForm):
    """A new account."""

    name = StringField(_l("First and last name"), [REQUIRED, Length(max=120)])
    email = EmailField(_l("E-mail"), [REQUIRED])
    password = PasswordField(_l("Password"), [REQUIRED, PASSWORD])


class ForgotForm(BaseForm):
    """Asking for a link."""

    email = EmailField(_l("E-mail"), [REQUIRED])


class ResetForm(BaseForm):
    """A new password by link."""

    password = PasswordField(_l("New password"), [REQUIRED, PASSWORD])


class ConfirmForm(BaseForm):
    """A click that a mail scanner does not make."""


class SettingsForm(BaseForm):
    """Name, phone and language."""

    name = StringField(_l("First and last name"), [REQUIRED, Length(max=120)])
    phone = PhoneField(_l("Phone"), [Optional(), Length(max=40)])
    language = SelectField(_l("Language of our letters"), choices=options(LANGUAGES.items()))


class PasswordForm(BaseForm):
    """A new password by somebody who knows the old one."""

    current = PasswordField(_l("Present password"), [REQUIRED, Length(max=LONGEST_PASSWORD)])
    password = PasswordField(_l("New password"), [REQUIRED, PASSWORD])


class EmailForm(BaseForm):
    """A new address."""

    email = EmailField(_l("New e-mail"), [REQUIRED])
    current = PasswordField(_l("Present password"), [REQUIRED, Length(max=LONGEST_PASSWORD)])


class AddressForm(BaseForm):
    """A postal address for invoices."""

    name = StringField(_l("Name or company"), [REQUIRED, Length(max=120)])
    street = StringField(_l("Street and number"), [REQUIRED, Length(max=200)])
    postal_code = StringField(_l("Postal code"), [REQUIRED, Length(max=12)])
    town = StringField(_l("Town"), [REQUIRED, Length(max=80)])
    country = SelectField(_l("Country"), choices=COUNTRIES)


class CloseForm(BaseForm):
    """Closing the account."""

    current = PasswordField(_l("Present password"), [REQUIRED, Length(max=LONGEST_PASSWORD)])
