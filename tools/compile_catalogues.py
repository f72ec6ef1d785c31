"""Compiles the translation catalogues that are newer than what was compiled of them; the program reads the compiled ones."""

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from tools.catalogues import LANGUAGES, path_of


def compile_stale() -> None:
    """Compiles what changed; whole or not at all, since others may be reading."""
    for language in LANGUAGES:
        source = path_of(language)
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        draft = target.with_suffix(".mo.new")
        with source.open("rb") as words, draft.open("wb") as compiled:
            write_mo(compiled, read_po(words, locale=language))
        draft.replace(target)


if __name__ == "__main__":
    compile_stale()
