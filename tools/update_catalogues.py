"""Brings the catalogues up to date with the texts: new ones come in empty, gone ones leave."""

import subprocess
import tempfile
from pathlib import Path

from tools.catalogues import LANGUAGES, extract, path_of


def update() -> None:
    """Rewrites every catalogue."""
    with tempfile.TemporaryDirectory() as scratch:
        template = Path(scratch) / "messages.pot"
        extract(template)
        for language in LANGUAGES:
            target = path_of(language)
            if not target.exists():
                target.parent.mkdir(parents=True, exist_ok=True)
                options = ["init", "-l", language, "-o"]
            else:
                options = ["update", "-l", language, "--no-fuzzy-matching", "--ignore-obsolete", "-o"]
            options = [*options, str(target), "-i", str(template), "--no-wrap"]
            subprocess.run([".venv/bin/pybabel", "-q", *options], check=True)


if __name__ == "__main__":
    update()
