"""Reads for the directory's pages, over businesses, what they sell and where they hand it over."""

from marketplace.directory.queries.page import BusinessPage, Shown, business_page, load_business
from marketplace.directory.queries.places import PlaceWeek, places_of
from marketplace.directory.queries.small_map import SmallMap, small_map

__all__ = ["BusinessPage", "PlaceWeek", "Shown", "SmallMap", "business_page", "load_business", "places_of", "small_map"]
