"""Ridgeline covers: always the same, small, plain, and never without a drawing for a category."""

import json
import re
from hashlib import sha256
from importlib.resources import files
from itertools import cycle
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from marketplace.media.covers import HUES, KINDS, LIGHTS, Kind, cover_svg, emblems, panorama_svg
from marketplace.media.covers.dice import Dice
from marketplace.media.covers.emblems import emblem_for
from marketplace.taxonomy.queries import categories

PINNED: list[dict[str, Any]] = json.loads(Path(__file__).with_name("covers.json").read_text(encoding="utf-8"))
TOKENS = Path(__file__).parents[3] / "static" / "css" / "tokens.css"
PLAIN = {"svg", "title", "path", "circle", "ellipse", "g"}


def digest(svg: str) -> str:
    return sha256(svg.encode()).hexdigest()


@pytest.mark.parametrize("row", PINNED, ids=lambda row: row["seed"])
def test_a_picture_once_shown_stays_as_it_is(row: dict[str, Any]) -> None:
    svg = cover_svg(row["seed"], HUES[row["territory"]], row["kind"], row["emblem"], hour=row["hour"])
    assert digest(svg) == row["sha256"], "the dice fall otherwise: raise VERSION, then renew covers.json"


def test_the_panorama_stays_as_it_is() -> None:
    assert digest(panorama_svg("versant")) == "6e8ac74a8c5a2ddb246b3a4b7a797f4c25f90b6485ca917da254714d968f49fe"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("hour", LIGHTS)
def test_every_cover_is_small_and_plain(kind: Kind, hour: str) -> None:
    names = sorted(emblems()) if kind == "listing" else [None] * len(HUES)
    for name, territory in zip(names, cycle(HUES), strict=False):
        svg = cover_svg(f"{territory}-{name}", HUES[territory], kind, name, hour=hour)
        assert len(svg.encode()) < 6_000, (territory, name)
        elements = list(ElementTree.fromstring(svg).iter())
        assert {element.tag.rpartition("}")[2] for element in elements} <= PLAIN
        assert not any({"id", "class", "style"} & set(element.attrib) for element in elements)
        assert not re.search(r"nan|inf|url\(|href|[<& ]on\w+=", svg)


def test_names_cannot_break_out_of_the_title() -> None:
    svg = cover_svg("x", 42, title='</title><script>"&')
    assert ElementTree.fromstring(svg)[0].text == '</title><script>"&'


def test_seeds_and_kinds_give_different_pictures() -> None:
    seeds = [cover_svg(f"ferme-{number}", 252) for number in range(50)]
    assert len(set(seeds)) == 50
    bodies = {cover_svg("ferme", 252, kind).split("</title>")[1] for kind in KINDS}
    assert len(bodies) == len(KINDS)


def test_another_shape_is_drawn_to_its_own_height() -> None:
    assert 'viewBox="0 0 800 1000"' in cover_svg("porte", 252, "territory", ratio=(4, 5))


def bodies(name: str) -> set[str]:
    return {drawing.body for drawing in emblems()[name]}


class NoDice(Dice):
    """Fails when thrown."""

    def pick(self, items: Any) -> Any:
        raise AssertionError("a drawing threw the scene's own dice")


@pytest.mark.parametrize("name", [name for name in sorted(emblems()) if name != "cheese"])
def test_choosing_a_drawing_moves_nothing_else(name: str) -> None:
    assert emblem_for(name, "miele", NoDice("x")) in bodies(name)


def test_all_drawings_of_an_emblem_come_up() -> None:
    seen = {emblem_for("honey", f"miele-{number}", NoDice("x")) for number in range(60)}
    assert seen == bodies("honey")


def test_chestnuts_are_not_drawn_for_apples() -> None:
    apple, pear, chestnut = (drawing.body for drawing in emblems()["fruit"])
    assert {emblem_for("fruit", f"mele-{number}", NoDice("x")) for number in range(30)} == {apple}
    assert emblem_for("fruit", "confettura-di-castagne", NoDice("x")) == chestnut
    assert emblem_for("fruit", "poires-du-verger", NoDice("x")) == pear


def test_words_belong_to_drawings_that_exist() -> None:
    called = sum(bool(drawing.words) for drawings in emblems().values() for drawing in drawings)
    assert called == len(
        json.loads((files("marketplace.media.covers.emblems") / "words.json").read_text(encoding="utf-8"))
    )


def test_an_unknown_emblem_leaves_the_meadow_empty() -> None:
    assert "<g " not in cover_svg("x", 42, "listing", "../secrets")


def test_every_category_has_a_drawing() -> None:
    assert {category.emblem for category in categories()} <= set(emblems())


def test_the_pages_use_the_same_hues() -> None:
    in_css = dict(re.findall(r'\[data-territory="([a-z-]+)"\] \{\s*--hue: (\d+);', TOKENS.read_text(encoding="utf-8")))
    assert {slug: int(hue) for slug, hue in in_css.items()} == HUES
