"""The base of all forms: texts in the reader's language, white space trimmed, what cannot be stored refused."""

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import Field, PasswordField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.meta import DefaultMeta
from wtforms.validators import Length

from marketplace.kernel.errors import Invalid


def tidy(value: Any) -> Any:
    """Trims text and unifies its line ends; leaves everything else alone."""
    return value.strip().replace("\r\n", "\n") if isinstance(value, str) else value


def storable(_form: FlaskForm, field: Field) -> None:
    """Refuses text that no database column takes."""
    if isinstance(field.data, str) and ("\x00" in field.data or any("\ud800" <= c <= "\udfff" for c in field.data)):
        raise ValidationError(_("This text holds characters that cannot be stored. Please type it again."))


def options(pairs: Iterable[tuple[str, Any]]) -> list[SelectChoice]:
    """Choices of a select or radio field, from values and their labels."""
    return [SelectChoice(value, label) for value, label in pairs]


class BaseForm(FlaskForm):
    """A form of the house. Errors raised by the pure rules go beside their field with `blame`."""

    class Meta(FlaskForm.Meta):
        def bind_field(self, form: Any, unbound_field: Any, options: dict[str, Any]) -> Field:
            field = DefaultMeta.bind_field(self, form, unbound_field, options)
            if not isinstance(field, PasswordField):  # passwords are kept exactly as typed
                field.filters = (tidy, *field.filters)
            field.validators = (*field.validators, storable)
            return field

    def blame(self, problem: Invalid, text: str) -> None:
        """Puts an error text beside the field that the problem names, or on top of the form."""
        name = getattr(problem, "field", None)
        if name and name in self:
            self[name].errors = [*self[name].errors, text]
        else:
            self.form_errors.append(text)


class PartForm(BaseForm):
    """A part of another form, such as a row of a table; the whole carries the token."""

    class Meta(BaseForm.Meta):
        csrf = False


def at_most(length: int) -> Length:
    """Refuses text longer than its column."""
    return Length(max=length, message=_("Please write at most %(max)d characters."))
