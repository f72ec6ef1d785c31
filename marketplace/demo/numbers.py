"""Register numbers that pass their checks and belong to nobody: all begin with zeros."""


def siret(number: int) -> str:
    """A SIRET: a SIREN with its Luhn digit, and an establishment with its own."""
    siren = _with_luhn(f"{number:08}")
    return _with_luhn(f"{siren}0001")


def french_vat(siret_number: str) -> str:
    """The VAT number that belongs to a SIRET."""
    siren = int(siret_number[:9])
    return f"FR{(12 + 3 * (siren % 97)) % 97:02}{siret_number[:9]}"


def partita_iva(number: int) -> str:
    """A partita IVA of the province of Turin (001)."""
    return _with_luhn(f"{number:07}001")


def _with_luhn(digits: str) -> str:
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if place % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return f"{digits}{-total % 10}"
