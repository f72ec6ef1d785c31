"""What is said to people where the rules speak in codes."""

from flask_babel import gettext as _

from marketplace.businesses.rules import Missing
from marketplace.kernel.errors import Problem

CARD, TEXTS, HOURS = "businesses_owner.edit", "businesses_owner.texts", "businesses_owner.hours"
LEGAL, LABELS = "businesses_owner.legal", "businesses_owner.labels"

# Where each gap is filled.
MISSING_PAGES = {
    Missing.NAME: CARD,
    Missing.CATEGORY: CARD,
    Missing.COMMUNE: CARD,
    Missing.ADDRESS: CARD,
    Missing.PHONE: CARD,
    Missing.EMAIL: CARD,
    Missing.TAGLINE: TEXTS,
    Missing.STORY: TEXTS,
    Missing.HOURS: HOURS,
    Missing.CERTIFICATE: LABELS,
    Missing.LEGAL_NAME: LEGAL,
    Missing.LEGAL_FORM: LEGAL,
    Missing.REGISTER_NUMBER: LEGAL,
    Missing.REA: LEGAL,
    Missing.VAT: LEGAL,
    Missing.REGISTERED_ADDRESS: LEGAL,
    Missing.MEDIATOR: LEGAL,
    Missing.SELF_CERTIFICATION: LEGAL,
}


def missing_words(gap: Missing) -> str:
    """What is missing, as a thing to be given."""
    return {
        Missing.NAME: _("The name of your business"),
        Missing.CATEGORY: _("What you do"),
        Missing.COMMUNE: _("Your commune"),
        Missing.ADDRESS: _("Your address"),
        Missing.PHONE: _("A phone number"),
        Missing.EMAIL: _("An e-mail address"),
        Missing.TAGLINE: _("One line that says what you do"),
        Missing.STORY: _("Your story"),
        Missing.HOURS: _("Opening hours, or “by appointment”"),
        Missing.CERTIFICATE: _("The certificate number of a quality mark"),
        Missing.LEGAL_NAME: _("The registered name"),
        Missing.LEGAL_FORM: _("The legal form"),
        Missing.REGISTER_NUMBER: _("The SIRET or the partita IVA"),
        Missing.REA: _("The REA number"),
        Missing.VAT: _("The VAT number, or that you charge no VAT"),
        Missing.REGISTERED_ADDRESS: _("The registered address"),
        Missing.MEDIATOR: _("The consumer mediator"),
        Missing.SELF_CERTIFICATION: _("Your word that you only offer what the law allows"),
    }[gap]


def problem_words(problem: Problem) -> str:
    """The sentence for a refusal."""
    reason = problem.params.get("reason")
    known = {
        "hours-unreadable": _("We cannot read this. Write it like 9-12, 14:30-18."),
        "hours-impossible": _("There is no such time of day."),
        "hours-empty": _("This begins and ends at the same time."),
        "hours-overlap": _("These two times overlap."),
        "hours-too-many": _("Two times a day at most: before and after the break."),
        "siret-invalid": _siret(reason),
        "partita-iva-invalid": _partita_iva(reason),
        "vat-number-invalid": _("This is no VAT number of that country. Please compare it with your papers."),
        "rea-invalid": _("An REA number is a province and digits, like TO-1234567."),
        "phone-unreadable": _(
            "This is no phone number that can be called. Write it like 04 79 05 00 00 or +39 0122 622 640."
        ),
        "email-unreadable": _("This is no e-mail address. It looks like name@example.org."),
        "too-many-photos": _("A card holds eight photos. Take one away first."),
        "too-many-photos-waiting": _("Many of your photos are still being prepared. Try again in a minute."),
        "too-large": _("This photo is too large: 15 MB at most."),
        "too-many-pixels": _("This photo has too many pixels. Send a smaller one."),
        "too-small": _("This photo is too small: 160 pixels on each side at least."),
        "not-a-photo": _("This is no photo. Send a JPEG, PNG, WebP or AVIF file."),
        "damaged": _("This photo is damaged. Send it again, or another one."),
    }
    return known.get(problem.code) or _("This cannot be used.")


def _siret(reason: object) -> str:
    if reason == "length":
        return _("A SIRET has 14 digits.")
    if reason == "checksum":
        return _("This SIRET does not add up. One digit is probably wrong.")
    return _("A SIRET is made of digits alone.")


def _partita_iva(reason: object) -> str:
    if reason == "length":
        return _("A partita IVA has 11 digits.")
    if reason == "checksum":
        return _("This partita IVA does not add up. One digit is probably wrong.")
    return _("A partita IVA is made of digits alone.")
