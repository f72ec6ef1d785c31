"""Fails when a text of the program is missing, empty, fuzzy or misspelt in its placeholders in a catalogue."""

import re
import sys
import tempfile
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from tools.catalogues import LANGUAGES, extract, path_of

PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]")


def faults() -> list[str]:
    """What is wrong, a line each."""
    with tempfile.TemporaryDirectory() as scratch:
        template = Path(scratch) / "messages.pot"
        extract(template)
        wanted = read_po(template.open("rb"))
    found = []
    for language in LANGUAGES:
        catalogue = read_po(path_of(language).open("rb"), locale=language)
        found += [f"{language}: {fault}" for fault in _faults_of(catalogue, wanted)]
    return found


def _faults_of(catalogue: Catalog, wanted: Catalog) -> list[str]:
    found = []
    for message in wanted:
        if not message.id:
            continue
        mine = catalogue.get(message.id, message.context)
        if mine is None or not _translated(mine):
            found.append(f"not translated: {message.id!r}")
        elif mine.fuzzy:
            found.append(f"fuzzy: {message.id!r}")
        elif not _same_placeholders(mine):
            found.append(f"other placeholders: {message.id!r}")
    found += [f"no longer used: {m.id!r}" for m in catalogue if m.id and wanted.get(m.id, m.context) is None]
    return found


def _translated(message: Message) -> bool:
    strings = message.string if isinstance(message.string, (list, tuple)) else [message.string]
    return all(strings)


def _same_placeholders(message: Message) -> bool:
    ids = message.id if isinstance(message.id, (list, tuple)) else [message.id]
    strings = message.string if isinstance(message.string, (list, tuple)) else [message.string]
    wanted = set().union(*(PLACEHOLDER.findall(text) for text in ids))
    return all(set(PLACEHOLDER.findall(text)) <= wanted for text in strings) and (
        len(ids) > 1 or set(PLACEHOLDER.findall(strings[0])) == wanted
    )


if __name__ == "__main__":
    if lines := faults():
        sys.exit("\n".join(lines[:60]) + f"\n{len(lines)} faults; `make catalogues` collects new texts")
    print("catalogues: complete")
