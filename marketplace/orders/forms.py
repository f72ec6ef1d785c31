"""Forms about orders."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, Optional

from marketplace.accounts.forms import REQUIRED, EmailField
from marketplace.web.forms import BaseForm


class CancelForm(BaseForm):
    """A buyer calls an order off."""

    reason = TextAreaField(_l("Anything the maker should know"), [Optional(), Length(max=500)])


class ReasonForm(BaseForm):
    """A business calls an order off."""

    reason = TextAreaField(
        _l("What the buyer will read"), [DataRequired(_l("Say why: the buyer reads it.")), Length(max=500)]
    )


class HandOverForm(BaseForm):
    """The code that the buyer says or shows."""

    code = StringField(
        _l("The buyer's code"), [DataRequired(_l("Type the code that the buyer says or shows.")), Length(max=20)]
    )


class MissForm(BaseForm):
    """The buyer did not come."""

    return_stock = BooleanField(_l("The things can still be sold: put them back in stock"))


class WithdrawalForm(BaseForm):
    """Who withdraws from what; the law lets us ask for nothing more (Directive 2011/83/EU, article 11a(2))."""

    name = StringField(_l("Name"), [REQUIRED, Length(max=120)])
    code = StringField(
        _l("Order number"), [REQUIRED, Length(max=30)], description=_l("It stands in our letters, like K7QM-2XBD.")
    )
    email = EmailField(
        _l("E-mail"), [REQUIRED, Length(max=254)], description=_l("The one you ordered with; the receipt goes there.")
    )
