"""Every icon that a template asks for is in the sprite."""

import json
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
ASKED = re.compile(r"""\b(?:icon|draw)\(\s*["']([a-z-]+)["']|\bicon=["']([a-z-]+)["']""")


def test_every_icon_that_a_template_names_is_in_the_list() -> None:
    known = set(json.loads((ROOT / "frontend" / "icons.json").read_text(encoding="utf-8")))
    asked = {
        (first or second): path.name
        for path in (ROOT / "templates").rglob("*.html")
        for first, second in ASKED.findall(path.read_text(encoding="utf-8"))
    }
    assert len(asked) > 10
    assert not {name: where for name, where in asked.items() if name not in known}
