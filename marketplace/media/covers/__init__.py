"""Ridgeline covers: small mountain scenes, as if printed, for things without a photo.

The same seed always gives the same picture. Flat colour only, no ids, so any number can stand in one page; each stays
under 6 KB. Changing the order of the dice changes every picture: then raise VERSION, which is part of their addresses.
"""

from marketplace.media.covers.compose import cover_svg
from marketplace.media.covers.emblems import emblems
from marketplace.media.covers.light import LIGHTS
from marketplace.media.covers.panorama import panorama_svg
from marketplace.media.covers.scene import KINDS, Kind

VERSION = 1

# The hue of each territory, in oklch degrees; static/css/tokens.css holds the same for the pages.
HUES = {
    "maurienne": 252,
    "brianconnais": 42,
    "pays-des-ecrins": 215,
    "guillestrois-queyras": 78,
    "valle-di-susa": 300,
    "val-sangone": 158,
    "pinerolese": 8,
}

__all__ = ["HUES", "KINDS", "LIGHTS", "VERSION", "Kind", "cover_svg", "emblems", "panorama_svg"]
