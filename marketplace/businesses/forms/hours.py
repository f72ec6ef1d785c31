"""Opening hours as people write them, and times of rest."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DateField, FieldList, Form, FormField, StringField
from wtforms.validators import Length, Optional

from marketplace.businesses.forms.words import problem_words
from marketplace.businesses.rules import format_hours, read_hours, seven_days
from marketplace.kernel.errors import Invalid
from marketplace.kernel.time import ClosedPeriod, OpeningRule
from marketplace.web.formats import weekday
from marketplace.web.forms import BaseForm

DAY_FIELDS = tuple(f"day{number}" for number in range(7))
DATE_FORMATS = ["%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y"]
MOST_CLOSURES = 12
BLANK_ROWS = 2


class ClosureForm(Form):
    """One time of rest; an empty row is none."""

    first = DateField(_l("First day"), [Optional()], format=DATE_FORMATS)
    last = DateField(_l("Last day"), [Optional()], format=DATE_FORMATS)
    yearly = BooleanField(_l("Every year"))

    def validate(self, extra_validators: Any = None) -> bool:
        valid = super().validate(extra_validators)
        for field in (self.first, self.last):
            if field.errors:
                field.errors = [_("Write the day as day, month, year: 24/12/2026.")]
        if not valid:
            return False
        if bool(self.first.data) != bool(self.last.data):
            missing = self.last if self.first.data else self.first
            missing.errors = [_("A time of rest has a first and a last day.")]
            return False
        if self.first.data and self.last.data < self.first.data and not self.yearly.data:
            self.last.errors = [_("This ends before it begins.")]
            return False
        return True


class HoursForm(BaseForm):
    """Seven lines for the week, one tick for those without hours, and the times of rest."""

    day0, day1, day2, day3, day4, day5, day6 = (StringField(validators=[Length(max=100)]) for _ in range(7))
    by_appointment = BooleanField(
        _l("No fixed hours: by appointment"), description=_l("Tick this instead if people should call or write first.")
    )
    closures = FieldList(FormField(ClosureForm), max_entries=MOST_CLOSURES)

    def __init__(self, *arguments: Any, **values: Any) -> None:
        super().__init__(*arguments, **values)
        for number, name in enumerate(DAY_FIELDS):
            self[name].label.text = weekday(number).capitalize()
        self.rules: list[OpeningRule] = []

    def add_blank_rows(self) -> None:
        """Leaves room for further times of rest."""
        free = MOST_CLOSURES - len(self.closures)
        for _each in range(min(BLANK_ROWS, free)):
            self.closures.append_entry()

    def validate(self, extra_validators: Any = None) -> bool:
        valid = super().validate(extra_validators)
        self.rules = []
        for number, name in enumerate(DAY_FIELDS):
            try:
                spans = read_hours(self[name].data or "", field=name)
            except Invalid as problem:
                self.blame(problem, problem_words(problem))
                valid = False
            else:
                self.rules.extend(OpeningRule(number, opens, closes) for opens, closes in spans)
        if self.rules and self.by_appointment.data:
            self.by_appointment.errors = [_("Either hours or “by appointment”: empty the week, or take the tick away.")]
            valid = False
        return valid

    @property
    def periods(self) -> list[ClosedPeriod]:
        """The times of rest that were filled in."""
        return [
            ClosedPeriod(row.form.first.data, row.form.last.data, row.form.yearly.data)
            for row in self.closures
            if row.form.first.data
        ]


def hours_values(
    rules: Sequence[OpeningRule], closures: Sequence[tuple[date, date, bool]], by_appointment: bool
) -> dict[str, Any]:
    """What the form shows before anything is typed."""
    days = seven_days(rules)
    return {
        **{name: format_hours(days[number]) for number, name in enumerate(DAY_FIELDS)},
        "by_appointment": by_appointment,
        "closures": [{"first": first, "last": last, "yearly": yearly} for first, last, yearly in closures],
    }
