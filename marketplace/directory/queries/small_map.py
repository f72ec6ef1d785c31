"""The piece of the flat map around one point."""

from dataclasses import dataclass

from marketplace.territories.queries import flat_map, outline_paths
from marketplace.territories.rules import Outline

WIDTH, HEIGHT = 360, 210  # in map units: about a valley and its neighbours


@dataclass(frozen=True, slots=True)
class SmallMap:
    """What an inset draws: `view_box` of the outlines, and the point in the same units."""

    view_box: str
    outlines: tuple[Outline, ...]
    x: int
    y: int


def small_map(latitude: float, longitude: float) -> SmallMap:
    """The map around a point in degrees, moved inwards where the point lies at an edge."""
    whole = flat_map()
    x, y = whole.projection.point(latitude, longitude)
    left = min(max(0, x - WIDTH // 2), max(0, whole.width - WIDTH))
    top = min(max(0, y - HEIGHT // 2), max(0, whole.height - HEIGHT))
    return SmallMap(f"{left} {top} {WIDTH} {HEIGHT}", outline_paths(), x, y)
