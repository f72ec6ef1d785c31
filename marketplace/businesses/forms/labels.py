"""Quality marks and their certificates."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from wtforms import BooleanField, StringField
from wtforms.validators import Length

from marketplace.taxonomy.queries import labels
from marketplace.taxonomy.rules import Label
from marketplace.web.forms import BaseForm
from marketplace.web.i18n import language


@dataclass(frozen=True, slots=True)
class LabelRow:
    """One mark that can be claimed."""

    label: Label
    held: BooleanField
    certificate: StringField


class LabelsForm(BaseForm):
    """The marks of one country; a mark that counts only with its certificate asks for the number."""

    rows: Sequence[LabelRow]

    @classmethod
    def of(cls, country: str, held: dict[str, str]) -> "LabelsForm":
        """The form for a country, filled with the marks held and their certificates."""
        known = [each for each in labels() if each.allowed_in(country)]

        class Marks(cls):  # type: ignore[valid-type,misc]  # fields are made for the marks there are
            pass

        values: dict[str, Any] = {}
        for each in known:
            name = each.slug.replace("-", "_")
            setattr(Marks, f"held_{name}", BooleanField(each.names.within(language())))
            setattr(Marks, f"certificate_{name}", StringField(_("Certificate number"), [Length(max=80)]))
            values |= {f"held_{name}": each.slug in held, f"certificate_{name}": held.get(each.slug, "")}
        form = Marks(data=values)
        form.rows = [
            LabelRow(
                each, form["held_" + each.slug.replace("-", "_")], form["certificate_" + each.slug.replace("-", "_")]
            )
            for each in known
        ]
        return form

    def validate(self, extra_validators: Any = None) -> bool:
        valid = super().validate(extra_validators)
        for row in self.rows:
            if row.held.data and row.label.certificate and not row.certificate.data:
                row.certificate.errors = [
                    *row.certificate.errors,
                    _("This mark counts only with its certificate number."),
                ]
                valid = False
        return valid

    @property
    def chosen(self) -> list[tuple[str, str]]:
        """The marks held, with their certificates."""
        return [(row.label.slug, row.certificate.data or "") for row in self.rows if row.held.data]
