"""What stands in front of a listing's mountain: one drawing or several for each kind of thing.

Each file is a drawing in a 200 x 200 box that stands on y = 190, in two or three flat tones, lit from the upper left;
honey.svg and honey-2.svg are two drawings of one emblem. Files may be added at any time: no other cover changes.
"""

import re
from functools import cache
from importlib.resources import files

from marketplace.media.covers.dice import Dice

FILE = re.compile(r"(?P<name>[a-z]+)(-(?P<number>\d+))?\.svg")


@cache
def emblems() -> dict[str, tuple[str, ...]]:
    """The drawings by name, without the <svg> about them."""
    found: dict[str, dict[int, str]] = {}
    for file in files(__package__).iterdir():
        if match := FILE.fullmatch(file.name):
            found.setdefault(match["name"], {})[int(match["number"] or 1)] = _body(file.read_text(encoding="utf-8"))
    return {name: tuple(drawing for _, drawing in sorted(by_number.items())) for name, by_number in found.items()}


def _body(text: str) -> str:
    return "".join(line.strip() for line in text.splitlines()[1:-1])


def emblem_for(name: str, seed: str, dice: Dice) -> str:
    """The drawing of that name for that seed; empty where there is none.

    Cheese was drawn thrice from the beginning, and its choice is a throw of the scene's own dice. Every other choice
    has dice of its own, so that a new drawing moves nothing else in the picture.
    """
    drawings = emblems().get(name, ())
    if len(drawings) < 2:
        return drawings[0] if drawings else ""
    return (dice if name == "cheese" else Dice(f"emblem/{name}/{seed}")).pick(drawings)
