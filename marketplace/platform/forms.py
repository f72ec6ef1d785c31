"""Forms of operators."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import InputRequired, Optional

from marketplace.accounts.forms import COUNTRIES, EmailField, PhoneField
from marketplace.web.forms import BaseForm, at_most

REQUIRED = InputRequired(_l("Please fill this in."))


class RolesForm(BaseForm):
    """What a person may do on the platform."""

    operator = BooleanField(_l("Operator of the platform"))
    territories = SelectMultipleField(_l("Looks after these valleys"))


class IdentityForm(BaseForm):
    """Who runs this site, as the legal notice shows it."""

    legal_name = StringField(_l("Legal name"), [REQUIRED, at_most(160)])
    legal_form = StringField(_l("Legal form"), [REQUIRED, at_most(80)])
    address = TextAreaField(_l("Address"), [REQUIRED, at_most(500)])
    country = SelectField(_l("Country"), choices=COUNTRIES)
    register_number = StringField(_l("Register number"), [REQUIRED, at_most(40)])
    vat_number = StringField(_l("VAT number"), [Optional(), at_most(14)])
    publication_director = StringField(_l("Responsible for the publication"), [REQUIRED, at_most(120)])
    email = EmailField(_l("E-mail"), [REQUIRED, at_most(254)])
    phone = PhoneField(_l("Phone"), [Optional(), at_most(40)])
    host = TextAreaField(_l("Who hosts the site"), [REQUIRED, at_most(500)])


class ForgetForm(BaseForm):
    """An address to forget."""

    address = HiddenField(validators=[REQUIRED])


class PlainForm(BaseForm):
    """A button."""
