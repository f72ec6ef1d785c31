"""Who a trader is and how to reach a person: numbers and addresses checked by their form, never by asking anybody.

Each check returns the one form in which it is stored, or raises Invalid with its `field`.
"""

import re
from collections.abc import Callable

import phonenumbers
from email_validator import EmailNotValidError, validate_email
from stdnum.eu import vat
from stdnum.exceptions import InvalidChecksum, InvalidLength, ValidationError
from stdnum.fr import siret
from stdnum.it import iva

from marketplace.kernel.errors import Invalid

_LONGEST_TYPED = 320
_BETWEEN = re.compile(r"[\s.\-\u2010-\u2015]+")
_REA = re.compile(r"(?:REA)?(?P<province>[A-Z]{2})(?P<number>[0-9]{1,7})")


def check_siret(text: str, field: str = "siret") -> str:
    """The 14 digits of a French establishment; raises Invalid("siret-invalid") with `reason`.

    The `reason` is length, checksum or form. La Poste's establishments follow a rule of their own, which is known here.
    """
    return _checked(siret.validate, text, "siret-invalid", field)


def check_partita_iva(text: str, field: str = "partita_iva") -> str:
    """The 11 digits of an Italian partita IVA, without "IT"; raises Invalid("partita-iva-invalid") with `reason`."""
    return _checked(iva.validate, text, "partita-iva-invalid", field)


def check_vat_number(text: str, country: str, field: str = "vat_number") -> str:
    """A VAT number of `country` ("FR", "IT", or another of the Union) with its prefix, typed with or without it.

    Raises Invalid("vat-number-invalid") with `reason`.
    """
    typed = _compact(text)
    return _checked(vat.validate, typed if typed.startswith(country) else country + typed, "vat-number-invalid", field)


def check_rea(text: str, field: str = "rea") -> str:
    """An entry in the Italian register of enterprises as "TO-1234567"; it has no check digit. Raises "rea-invalid"."""
    match = _REA.fullmatch(_compact(text))
    if not match:
        raise Invalid("rea-invalid", field=field)
    return f"{match['province']}-{match['number']}"


def normalise_phone(text: str, country: str, field: str = "phone") -> str:
    """A telephone number in E.164 ("+33479050000"), read as dialled in `country` unless it says its own.

    Raises Invalid("phone-unreadable") for what no network could give out, and for extensions.
    """
    try:
        number = phonenumbers.parse(text, country)
    except phonenumbers.NumberParseException:
        raise Invalid("phone-unreadable", field=field) from None
    if number.extension or not phonenumbers.is_valid_number(number):
        raise Invalid("phone-unreadable", field=field)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def normalise_email(text: str, field: str = "email") -> str:
    """An e-mail address in ASCII and lower case, so that one mailbox is one person; whether it exists is not asked.

    Anything but a bare address (a display name, a line break, a second address) raises Invalid("email-unreadable"), and
    so does a name outside ASCII before the @, which many servers cannot take.
    """
    try:
        checked = validate_email(text.strip(), check_deliverability=False, allow_smtputf8=False)
    except EmailNotValidError:
        raise Invalid("email-unreadable", field=field) from None
    return f"{checked.ascii_local_part}@{checked.ascii_domain}".lower()


def _checked(validate: Callable[[str], str], text: str, code: str, field: str) -> str:
    try:
        return validate(_compact(text))
    except InvalidLength:
        reason = "length"
    except InvalidChecksum:
        reason = "checksum"
    except ValidationError:
        reason = "form"
    raise Invalid(code, field=field, reason=reason)


def _compact(text: str) -> str:
    return _BETWEEN.sub("", text[:_LONGEST_TYPED]).upper()
