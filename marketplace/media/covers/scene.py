"""A cover while it is being drawn. The order in which the dice are thrown is the picture: see VERSION."""

from typing import Literal, get_args

from marketplace.media.covers.dice import Dice
from marketplace.media.covers.light import LIGHTS

Kind = Literal["business", "listing", "story", "territory"]
KINDS: tuple[Kind, ...] = get_args(Kind)
HOURS = ("dawn", "clear", "october", "gold", "alpenglow", "mist", "clear", "dawn")
HOURS_WITHOUT_EMBLEM = (*HOURS, "night", "october")  # an emblem would be lost in the night
WIDTH = 800


class Scene:
    """Size in units, light, mountain form and the shapes so far; `detail` 1 is the finest."""

    def __init__(
        self, seed: str, hue: float, kind: Kind, ratio: tuple[int, int], detail: float, hour: str | None
    ) -> None:
        self.dice = Dice(f"{kind}/{seed}")
        self.kind = kind
        self.detail = detail
        self.width = WIDTH
        self.height = round(WIDTH * ratio[1] / ratio[0])
        drawn = self.dice.pick(HOURS if kind == "listing" else HOURS_WITHOUT_EMBLEM)
        self.hour = hour or drawn
        self.hue = hue + self.dice.between(-9, 9)
        self.light = LIGHTS[self.hour](self.hue)
        self.lit_side = self.dice.pick([-1, 1])  # where the light comes from; the sky decides at last
        self.form = ""
        self.out: list[str] = []

    def add(self, *drawings: str) -> None:
        """Puts shapes in front of those there are."""
        self.out += drawings
