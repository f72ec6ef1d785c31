"""Reads for the owner's first page."""

from marketplace.dashboard.queries.navigation import OwnerLink, owner_links
from marketplace.dashboard.queries.standing import HiddenListing, Verdict, hidden_listings, last_verdict

__all__ = ["HiddenListing", "OwnerLink", "Verdict", "hidden_listings", "last_verdict", "owner_links"]
