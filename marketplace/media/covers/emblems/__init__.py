"""What stands in front of a listing's mountain: one drawing or several for each kind of thing.

Each file is a drawing in a 200 x 200 box that stands on y = 190, in two or three flat tones, lit from the upper left;
honey.svg and honey-2.svg are two drawings of one emblem. words.json names the drawings that are of one thing in
particular, and the beginnings of the words, in a slug, that call for them: chestnuts are not drawn for apples.
"""

import json
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from marketplace.media.covers.dice import Dice

FILE = re.compile(r"(?P<name>[a-z]+)(-(?P<number>\d+))?\.svg")


@dataclass(frozen=True, slots=True)
class Drawing:
    """The shapes, without the <svg> about them, and the words that call for it; none where it fits everything."""

    body: str
    words: tuple[str, ...]

    def called_by(self, seed: str) -> bool:
        """Whether a word of the slug begins as one of ours."""
        return any(word.startswith(self.words) for word in seed.split("-"))


@cache
def emblems() -> dict[str, tuple[Drawing, ...]]:
    """The drawings by name of emblem."""
    folder = files(__package__)
    words: dict[str, list[str]] = json.loads((folder / "words.json").read_text(encoding="utf-8"))
    found: dict[str, dict[int, Drawing]] = {}
    for file in folder.iterdir():
        if match := FILE.fullmatch(file.name):
            own = tuple(words.get(file.name.removesuffix(".svg"), ()))
            drawing = Drawing(_body(file.read_text(encoding="utf-8")), own)
            found.setdefault(match["name"], {})[int(match["number"] or 1)] = drawing
    return {name: tuple(drawing for _, drawing in sorted(by_number.items())) for name, by_number in found.items()}


def _body(text: str) -> str:
    return "".join(line.strip() for line in text.splitlines()[1:-1])


def emblem_for(name: str, seed: str, dice: Dice) -> str:
    """The shapes of an emblem for that slug; empty where there is none of the name.

    Cheese was drawn thrice from the beginning, and its choice is a throw of the scene's own dice. Every other choice
    has dice of its own, so that a new drawing moves nothing else in the picture.
    """
    drawings = emblems().get(name, ())
    fitting = [each for each in drawings if each.called_by(seed)] or [each for each in drawings if not each.words]
    if not fitting:
        return ""
    if len(fitting) == 1:
        return fitting[0].body
    return (dice if name == "cheese" else Dice(f"emblem/{name}/{seed}")).pick(fitting).body
