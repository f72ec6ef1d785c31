"""Value added tax: dated rates as data, and the sums of one order.

A rate is an integer of basis points (550 is 5.5 %). Prices are gross; the tax inside them is computed once per order
and rate from the summed gross, half up, never line by line.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from marketplace.kernel.money import BASIS_POINTS, Minor, divide_half_up


class VatClass(StrEnum):
    """What a thing is to the tax law of its seller's country, not what it costs: a change of rate changes no listing."""

    STANDARD = "standard"
    INTERMEDIATE = "intermediate"
    REDUCED = "reduced"
    SUPER_REDUCED = "super_reduced"
    EXEMPT = "exempt"


@dataclass(frozen=True, slots=True)
class DatedRate:
    """A rate that holds from `valid_from` until the next row of the same country and class.

    The first row's date is the day from which this table vouches for the rate, which may be older in law.
    """

    country: str
    vat_class: VatClass
    valid_from: date
    basis_points: int
    source: str


_FR_2014 = "loi 2012-1510 du 29 décembre 2012, art. 68, amended by loi 2013-1278 du 29 décembre 2013, art. 6"

RATES: tuple[DatedRate, ...] = (
    DatedRate("FR", VatClass.STANDARD, date(2014, 1, 1), 2000, f"CGI art. 278; {_FR_2014}"),
    DatedRate("FR", VatClass.INTERMEDIATE, date(2014, 1, 1), 1000, f"CGI art. 278 bis and 279; {_FR_2014}"),
    DatedRate("FR", VatClass.REDUCED, date(2014, 1, 1), 550, f"CGI art. 278-0 bis; {_FR_2014}"),
    DatedRate("FR", VatClass.SUPER_REDUCED, date(2014, 1, 1), 210, "CGI art. 281 quater to 281 nonies"),
    DatedRate("FR", VatClass.EXEMPT, date(2014, 1, 1), 0, "CGI art. 293 B (franchise en base)"),
    DatedRate("IT", VatClass.STANDARD, date(2016, 1, 1), 2200, "DPR 633/1972 art. 16; DL 76/2013 art. 11 c. 1"),
    DatedRate("IT", VatClass.INTERMEDIATE, date(2016, 1, 1), 1000, "DPR 633/1972 art. 16, tabella A parte III"),
    DatedRate("IT", VatClass.REDUCED, date(2016, 1, 1), 500, "DPR 633/1972 tabella A parte II-bis; L. 208/2015 c. 960"),
    DatedRate("IT", VatClass.SUPER_REDUCED, date(2016, 1, 1), 400, "DPR 633/1972 art. 16, tabella A parte II"),
    DatedRate("IT", VatClass.EXEMPT, date(2016, 1, 1), 0, "L. 190/2014 art. 1 c. 54-89 (regime forfettario)"),
)


class GrossAtRate(NamedTuple):
    """What one line of an order costs, tax included, and the rate that it bears."""

    rate_bp: int
    gross: Minor


@dataclass(frozen=True, slots=True)
class VatLine:
    """One rate's part of an order; `net + vat == gross` always."""

    rate_bp: int
    gross: Minor
    vat: Minor
    net: Minor


def rate(country: str, vat_class: VatClass, on: date, rates: Iterable[DatedRate] = RATES) -> int:
    """The rate in basis points that holds in `country` ("FR", "IT") on that local day; LookupError where none is known."""
    holding = [row for row in rates if row.country == country and row.vat_class == vat_class and row.valid_from <= on]
    if not holding:
        raise LookupError(f"no VAT rate for {country} {vat_class} on {on}")
    return max(holding, key=lambda row: row.valid_from).basis_points


def vat_in_gross(gross: Minor, rate_bp: int) -> Minor:
    """The tax contained in a gross amount, half up (away from zero, so that a refund mirrors its sale)."""
    if rate_bp < 0:
        raise ValueError("a VAT rate cannot be negative")
    return divide_half_up(gross * rate_bp, BASIS_POINTS + rate_bp)


def vat_by_rate(lines: Iterable[GrossAtRate]) -> list[VatLine]:
    """The VAT of one order, a line per rate from the highest down; an exempt part is a line at rate 0."""
    gross_by_rate: defaultdict[int, Minor] = defaultdict(int)
    for rate_bp, gross in lines:
        gross_by_rate[rate_bp] += gross
    return [_vat_line(rate_bp, gross) for rate_bp, gross in sorted(gross_by_rate.items(), reverse=True)]


def _vat_line(rate_bp: int, gross: Minor) -> VatLine:
    vat = vat_in_gross(gross, rate_bp)
    return VatLine(rate_bp, gross, vat, gross - vat)
