"""Forms about places and their weekly slots."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from wtforms import IntegerField, SelectField, StringField, TimeField, ValidationError
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from marketplace.businesses.forms.card import PlaceForm as CommuneForm
from marketplace.businesses.forms.card import place_label
from marketplace.fulfilment.models import CollectionPlace, WeeklySlot
from marketplace.fulfilment.rules import PlaceDraft, SlotDraft
from marketplace.kernel.texts import LANGUAGES
from marketplace.territories.queries import commune
from marketplace.web.formats import language_name, weekday
from marketplace.web.forms import BaseForm

CUTOFFS = (0, 1, 2, 3, 6, 12, 24, 36, 48, 72, 96, 120, 168)
TIMES = ["%H:%M", "%H:%M:%S", "%H.%M", "%Hh%M", "%Hh", "%H"]
MOST_ORDERS = 500


class PlaceForm(CommuneForm):
    """Where things are handed over."""

    name = StringField(
        _l("What you call it"),
        [InputRequired(_l("Give the place a name.")), Length(max=120)],
        description=_l("Such as “At the farm” or “Market of Modane, by the fountain”."),
    )
    address = StringField(
        _l("Address"),
        [InputRequired(_l("Say where people find it.")), Length(max=300)],
        description=_l("Street and number, hamlet, square."),
    )
    note_fr = StringField(validators=[Optional(), Length(max=300)])
    note_it = StringField(validators=[Optional(), Length(max=300)])
    note_en = StringField(validators=[Optional(), Length(max=300)])

    def __init__(self, place: CollectionPlace | None = None, **values: Any) -> None:
        super().__init__(data=_of_place(place) if place else values)
        for code in LANGUAGES:
            self[f"note_{code}"].label.text = _("How to find it, in %(language)s", language=language_name(code))

    def draft(self) -> PlaceDraft:
        """What was typed, once it is valid."""
        where = self.place
        notes = {code: self[f"note_{code}"].data for code in LANGUAGES if self[f"note_{code}"].data}
        return PlaceDraft(self.name.data, where.code if where else "", self.address.data, notes)


class SlotForm(BaseForm):
    """When things are handed over, every week."""

    weekday = SelectField(_l("Day"), coerce=int)
    starts = TimeField(_l("From"), [InputRequired(_l("Write a time, such as 16:00."))], format=TIMES)
    ends = TimeField(_l("Until"), [InputRequired(_l("Write a time, such as 18:30."))], format=TIMES)
    capacity = IntegerField(
        _l("Orders at the most"),
        [
            InputRequired(_l("Write a number.")),
            NumberRange(1, MOST_ORDERS, _l("Write a number from %(min)s to %(max)s.")),
        ],
        description=_l("How many orders you can hand over in that time. When it is reached, the time shows as full."),
    )
    cutoff_hours = SelectField(
        _l("Last orders"),
        coerce=int,
        description=_l("Until then people can order for that day. It is also your last moment to accept."),
    )

    def __init__(self, slot: WeeklySlot | None = None) -> None:
        usual = {"weekday": 3, "capacity": 10, "cutoff_hours": 24}
        super().__init__(obj=slot, data=None if slot else usual)
        self.weekday.choices = [(day, weekday(day).capitalize()) for day in range(7)]
        own = {slot.cutoff_hours} if slot else set()
        self.cutoff_hours.choices = [(hours, cutoff_words(hours)) for hours in sorted({*CUTOFFS, *own})]

    def validate(self, extra_validators: Any = None) -> bool:
        valid = super().validate(extra_validators)
        for field in (self.starts, self.ends):
            if field.errors and field.data is None:
                field.errors = [_("Write a time, such as 16:30.")]
        return valid

    def validate_ends(self, field: TimeField) -> None:
        """A market may last long, but not over midnight."""
        if self.starts.data and field.data and field.data <= self.starts.data:
            raise ValidationError(_("This ends before it begins."))

    def draft(self) -> SlotDraft:
        """What was typed, once it is valid."""
        return SlotDraft(
            self.weekday.data, self.starts.data, self.ends.data, self.capacity.data, self.cutoff_hours.data
        )


def cutoff_words(hours: int) -> str:
    """How long before the beginning orders close, as one says it."""
    if hours == 0:
        return _("when it begins")
    if hours % 24 == 0:
        return ngettext("one day before", "%(num)s days before", hours // 24)
    return ngettext("one hour before", "%(num)s hours before", hours)


def _of_place(place: CollectionPlace) -> dict[str, str]:
    notes = {f"note_{code}": text for code, text in place.notes.items()}
    where = place_label(commune(place.commune))
    return {"name": place.name, "address": place.address, "commune": where, "commune_code": place.commune, **notes}
