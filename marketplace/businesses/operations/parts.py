"""Texts, hours, times of rest and labels: parts of a card that never wait for anybody."""

from collections.abc import Iterable, Sequence

from marketplace.businesses.models import Business, BusinessLabel, BusinessText, Closure, OpeningHours
from marketplace.businesses.operations.cards import touch
from marketplace.facts.history import remember
from marketplace.kernel.time import ClosedPeriod, OpeningRule


def set_text(
    business: Business, actor_id: int | None, language: str, tagline: str, story: str, *, up_to_date: bool = True
) -> None:
    """Writes the card's words in one language; new words in its own language make the translations out of date.

    A translation counts as one of the source as it stands now, unless `up_to_date` is False.
    """
    text = _text(business, language)
    source = text if language == business.language else _text(business, business.language)
    changed = (text.tagline, text.story) != (tagline, story)
    if changed:
        text.version = (text.version or 0) + 1
        text.tagline, text.story = tagline, story
    stale = language != business.language and up_to_date and text.source_version != (source.version or 1)
    if stale and (tagline or story):
        text.source_version = source.version or 1
    if changed or stale:
        remember("business", business.id, "change", actor_id, fields=[f"text.{language}"])
        touch(business)


def set_hours(business: Business, actor_id: int | None, rules: Iterable[OpeningRule], *, by_appointment: bool) -> None:
    """Replaces the opening hours; `by_appointment` says that there are none on purpose."""
    wanted = sorted({(rule.weekday, rule.opens, rule.closes) for rule in rules})
    present = sorted((row.weekday, row.opens, row.closes) for row in business.hours)
    appointment = by_appointment and not wanted
    if wanted == present and business.by_appointment == appointment:
        return
    if wanted != present:
        business.hours = [OpeningHours(weekday=day, opens=opens, closes=closes) for day, opens, closes in wanted]
    business.by_appointment = appointment
    remember("business", business.id, "change", actor_id, fields=["hours"])
    touch(business)


def set_closures(business: Business, actor_id: int | None, periods: Iterable[ClosedPeriod]) -> None:
    """Replaces the times of rest."""
    wanted = sorted({(period.first, period.last, period.yearly) for period in periods})
    if wanted == sorted((row.first, row.last, row.yearly) for row in business.closures):
        return
    business.closures = [Closure(first=first, last=last, yearly=yearly) for first, last, yearly in wanted]
    remember("business", business.id, "change", actor_id, fields=["closures"])
    touch(business)


def set_labels(business: Business, actor_id: int | None, labels: Sequence[tuple[str, str]]) -> None:
    """Replaces the quality marks, as (label, certificate), shown in the order given; a label counts once."""
    wanted = dict(labels)
    if list(wanted.items()) == [(row.label, row.certificate) for row in business.labels]:
        return
    present = {row.label: row for row in business.labels}
    for label in present.keys() - wanted.keys():
        business.labels.remove(present[label])
    for label, certificate in wanted.items():
        if label in present:
            present[label].certificate = certificate
        else:
            business.labels.append(BusinessLabel(label=label, certificate=certificate))
    remember("business", business.id, "change", actor_id, fields=["labels"])
    touch(business)


def _text(business: Business, language: str) -> BusinessText:
    for row in business.texts:
        if row.language == language:
            return row
    row = BusinessText(language=language, tagline="", story="", version=0, source_version=0)
    business.texts.append(row)
    return row
