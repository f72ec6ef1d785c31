"""Where the texts are and how they are collected; shared by the commands that update and check the catalogues."""

import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "marketplace" / "translations"
LANGUAGES = ("fr", "it")
KEYWORDS = ["-k", "_", "-k", "_l", "-k", "lazy_gettext", "-k", "lazy_ngettext:1,2", "-k", "ngettext:1,2", "-k", "N_"]


def extract(target: Path) -> None:
    """Collects every text of the program and its templates into a template catalogue."""
    command = [
        ".venv/bin/pybabel",
        "-q",
        "extract",
        "-F",
        "babel.cfg",
        "--no-location",
        "--sort-output",
        "--omit-header",
    ]
    subprocess.run([*command, *KEYWORDS, "-o", str(target), "marketplace", "templates"], check=True)


def path_of(language: str) -> Path:
    """The catalogue of a language."""
    return FOLDER / language / "LC_MESSAGES" / "messages.po"
