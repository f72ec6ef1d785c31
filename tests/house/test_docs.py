"""The documents say what is true."""

import re
from dataclasses import fields
from pathlib import Path

from marketplace.config import Config

ROOT = Path(__file__).resolve().parents[2]


def test_every_setting_is_documented_and_no_other() -> None:
    documented = re.findall(r"^\| `([A-Z_]+)`", (ROOT / "docs" / "configuration.md").read_text(), re.MULTILINE)
    assert sorted(documented) == sorted(field.name.upper() for field in fields(Config))


def test_links_between_documents_lead_somewhere() -> None:
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    broken = [
        f"{page.relative_to(ROOT)}: {target}"
        for page in pages
        for target in re.findall(r"\]\((?!https?:|mailto:|#)([^)#]+)", page.read_text())
        if not (page.parent / target).exists()
    ]
    assert broken == []


def test_commands_named_in_documents_exist() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    for page in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]:
        for name in re.findall(r"`make ([a-z-]+)`", page.read_text()):
            assert name in targets, f"{page.name} names make {name}"


def test_the_repository_speaks_of_the_product_alone() -> None:
    texts = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "marketplace").rglob("*.py")]
    for path in texts:
        assert not re.search(r"(?<![\w.])/(work|root|home)/", path.read_text()), path
