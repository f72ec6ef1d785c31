"""The card's words, one language beside the other."""

import re
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Form, FormField, TextAreaField
from wtforms.validators import Length

from marketplace.web.forms import BaseForm, storable, tidy

LONGEST_STORY = 10_000


def one_line(typed: str | None) -> str | None:
    """White space of any kind counts as one blank."""
    return typed and re.sub(r"[ \t\r\n]+", " ", typed).strip()


class TextForm(Form):
    """The words in one language."""

    tagline = TextAreaField(
        _l("One line"),
        [Length(max=200, message=_l("200 characters at most.")), storable],
        filters=[one_line],
        description=_l("What you do and what makes it yours, in 200 characters at most."),
    )
    story = TextAreaField(
        _l("Your story"),
        [Length(max=LONGEST_STORY, message=_l("This is too long: 10,000 characters at most.")), storable],
        filters=[tidy],
        description=_l("Who you are, how you work, since when. An empty line makes a paragraph, > a quotation."),
    )
    still_right = BooleanField(_l("I have looked: this translation is right again"))


class TextsForm(BaseForm):
    """The three languages; every one may be left empty for now."""

    fr = FormField(TextForm)
    it = FormField(TextForm)
    en = FormField(TextForm)


def texts_form(values: dict[str, Any]) -> TextsForm:
    """The form filled from rows, or from what was posted."""
    return TextsForm(data=values)
