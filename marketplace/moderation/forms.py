"""Forms of administrators."""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField, SelectField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from marketplace.moderation.mails import GROUNDS
from marketplace.moderation.rules import Verdict
from marketplace.web.forms import BaseForm, options

CHOICES = options([("", _l("Choose a ground")), *((ground.value, text) for ground, text in GROUNDS.items())])
LABELS = {
    Verdict.APPROVE: _l("Accept"),
    Verdict.ASK_CHANGES: _l("Ask for a change"),
    Verdict.REFUSE: _l("Refuse"),
}


class StatementForm(BaseForm):
    """Why."""

    ground = SelectField(_l("Ground"), choices=CHOICES)
    reason = TextAreaField(_l("What the owner will read"), [Optional(), Length(max=2000)])


class DecisionForm(StatementForm):
    """A verdict with its reason."""

    seen = HiddenField()  # the legal identity that the administrator looked at
    verdict = RadioField(_l("Your decision"), [InputRequired(_l("Choose one of them."))])
