"""Templates keep the content policy and the reader's language."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = [path for path in (ROOT / "templates").rglob("*.html") if "mail" not in path.parts]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_nothing_is_inline(path: Path) -> None:
    text = path.read_text()
    assert not re.search(r"<[^>]+\sstyle=", text)
    assert not re.search(r"<[^>]+\son[a-z]+=", text)
    assert not re.search(r"<style|<script(?![^>]*\bsrc=)(?![^>]*application/(ld\+)?json)", text)
    assert not re.search(r"\b(src|href)=\"https?://", text)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_posted_forms_carry_the_token(path: Path) -> None:
    """Except the basket's, on pages that are kept for everybody: web.origin guards it."""
    for form in re.findall(r"<form[^>]*method=\"post\".*?</form>", path.read_text(), re.DOTALL):
        assert any(word in form for word in ("basket.add", "csrf_token", "token()", "form_open", "hidden_tag")), form[
            :120
        ]
