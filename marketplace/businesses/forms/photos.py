"""Photos of the card."""

from flask_babel import lazy_gettext as _l
from flask_wtf.file import MultipleFileField
from wtforms import StringField
from wtforms.validators import Length

from marketplace.web.forms import BaseForm


class PhotoForm(BaseForm):
    """New photos, one or several at once."""

    photo = MultipleFileField(_l("Photos"))


class PhotoTextForm(BaseForm):
    """What a photo shows, for those who do not see it."""

    fr = StringField(_l("In French"), [Length(max=200)])
    it = StringField(_l("In Italian"), [Length(max=200)])
    en = StringField(_l("In English"), [Length(max=200)])
