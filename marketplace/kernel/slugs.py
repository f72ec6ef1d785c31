"""Names as they stand in an address: ASCII, short, and one per thing."""

import re
import unicodedata
from collections.abc import Callable
from itertools import chain, count

LONGEST = 80
_WITHOUT_NAME = "x"
# Letters that Unicode does not take apart into a plain letter and an accent.
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "þ": "th"})


def slugify(text: str) -> str:
    """`text` in lower-case ASCII with hyphens, cut between words to at most LONGEST characters.

    "L’Œuf d'Été" gives "l-oeuf-d-ete". A text without a single Latin letter or digit gives "x", so that the result is
    never empty.
    """
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_LIGATURES))
    letters = "".join(character for character in plain if not unicodedata.combining(character))
    return _shortened(re.sub(r"[^a-z0-9]+", "-", letters).strip("-"), LONGEST) or _WITHOUT_NAME


def unique_slug(base: str, taken: Callable[[str], bool]) -> str:
    """`base` if it is free, otherwise with the first free number behind it: "fromagerie", "fromagerie-2", ...

    `base` comes from `slugify`; the result keeps within LONGEST. Two writers may be given the same slug: the unique
    constraint decides between them.
    """
    numbered = (_shortened(base, LONGEST - len(tail)) + tail for tail in (f"-{number}" for number in count(2)))
    return next(slug for slug in chain([base], numbered) if not taken(slug))


def _shortened(slug: str, longest: int) -> str:
    if len(slug) <= longest:
        return slug
    head = slug[: longest + 1]
    return head.rsplit("-", 1)[0] if "-" in head else head[:longest]
