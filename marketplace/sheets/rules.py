"""How a sheet is read: encoding, separator, heads of columns, yes and no. Pure."""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass

from marketplace.kernel.errors import Invalid
from marketplace.kernel.sheets import read_cell
from marketplace.kernel.slugs import slugify

SEPARATORS = ",;\t|"
LONGEST_CELL = 20_000
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
YES = frozenset(["yes", "y", "true", "1", "x", "oui", "o", "vrai", "si", "s", "vero"])
NO = frozenset(["", *["no", "n", "false", "0", "non", "faux", "falso"]])
# The field of a business, and what its column may be called in French, Italian and English; the last one is exported.
HEADS: Mapping[str, tuple[str, ...]] = {
    "import_key": ("référence", "réf", "riferimento", "rif", "ref", "reference"),
    "name": ("nom", "nome", "entreprise", "impresa", "business", "name"),
    "commune": ("comune", "ville", "città", "town", "commune"),
    "category": ("catégorie", "categoria", "category"),
    "address": ("adresse", "indirizzo", "address"),
    "postal_code": ("code postal", "cap", "postcode", "postal code"),
    "phone": ("téléphone", "tél", "telefono", "tel", "phone"),
    "email": ("courriel", "mail", "email", "e-mail"),
    "website": ("site", "site internet", "sito", "sito web", "website"),
    "contact_name": ("contact", "contatto", "referente", "contact name"),
    "language": ("langue", "lingua", "language"),
    "tagline": ("accroche", "slogan", "motto", "tagline"),
    "story": ("histoire", "présentation", "storia", "presentazione", "story"),
    "by_appointment": ("sur rendez-vous", "su appuntamento", "by appointment"),
    "monday": ("lundi", "lunedì", "monday"),
    "tuesday": ("mardi", "martedì", "tuesday"),
    "wednesday": ("mercredi", "mercoledì", "wednesday"),
    "thursday": ("jeudi", "giovedì", "thursday"),
    "friday": ("vendredi", "venerdì", "friday"),
    "saturday": ("samedi", "sabato", "saturday"),
    "sunday": ("dimanche", "domenica", "sunday"),
    "labels": ("labels", "signes de qualité", "marchi", "marchi di qualità", "marks"),
    "legal_name": ("raison sociale", "ragione sociale", "legal name"),
    "legal_form": ("forme juridique", "forma giuridica", "legal form"),
    "register_number": ("siret", "partita iva", "p iva", "register number"),
    "rea": ("numéro rea", "numero rea", "rea"),
    "vat_number": ("numéro de tva", "tva", "numero iva", "vat number"),
    "vat_exempt": ("tva non applicable", "franchise de tva", "senza iva", "forfettario", "no vat"),
    "registered_address": ("siège", "adresse du siège", "sede", "sede legale", "registered address"),
    "mediator": ("médiateur", "mediatore", "mediator"),
}
_FIELDS = {slugify(head): field for field, heads in HEADS.items() for head in heads}


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number as a spreadsheet shows it, and its cells by field."""

    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet: its rows, what each known column is called in it, and the columns that nobody knows."""

    rows: tuple[Row, ...]
    heads: Mapping[str, str]
    unknown: tuple[str, ...]


def read_table(data: bytes) -> Table:
    """Reads a CSV file: UTF-8, UTF-16 or Windows-1252, parted by comma, semicolon, tabulator or bar.

    Raises:
        Invalid: "sheet-encoding", "sheet-empty", "sheet-broken", "column-twice" (`column`) or "column-missing" (`column`).
    """
    lines = _lines(_decode(data))
    if not lines:
        raise Invalid("sheet-empty")
    heads: dict[int, str] = {}
    names: dict[str, str] = {}
    unknown = []
    for position, head in enumerate(lines[0][1]):
        field = _FIELDS.get(slugify(head)) if head.strip() else None
        if field in names:
            raise Invalid("column-twice", column=head)
        if field:
            heads[position] = field
            names[field] = head.strip()
        elif head.strip():
            unknown.append(head.strip())
    for needed in ("name", "commune"):
        if needed not in names:
            raise Invalid("column-missing", column=HEADS[needed][-1])
    rows = tuple(
        Row(number, {field: read_cell(cells[at] if at < len(cells) else "").strip() for at, field in heads.items()})
        for number, cells in lines[1:]
        if any(cell.strip() for cell in cells)
    )
    return Table(rows, names, tuple(unknown))


def read_yes(text: str, field: str) -> bool:
    """Yes or no in three languages; nothing is no. Raises Invalid "yes-no"."""
    word = "" if not text.strip() else slugify(text)
    if word in YES:
        return True
    if word in NO:
        return False
    raise Invalid("yes-no", field=field)


def read_marks(text: str) -> list[tuple[str, str]]:
    """Marks with their certificates: "AOP: 123; Bio"."""
    pairs = (part.partition(":") for part in text.split(";"))
    return [(mark.strip(), number.strip()) for mark, _, number in pairs if mark.strip()]


def _decode(data: bytes) -> str:
    encodings = ["utf-16"] if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise Invalid("sheet-encoding")


def _lines(text: str) -> list[tuple[int, list[str]]]:
    """The rows with their numbers; a cell may hold line breaks, which a spreadsheet counts as one row."""
    first = text.lstrip("\r\n").split("\n", 1)[0]
    separator = max(SEPARATORS, key=first.count)
    previous = csv.field_size_limit(LONGEST_CELL * 10)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True))
    except csv.Error:
        raise Invalid("sheet-broken") from None
    finally:
        csv.field_size_limit(previous)
    return [(number, cells) for number, cells in enumerate(rows, 1) if any(cell.strip() for cell in cells)]
