"""The pages of orders: the buyer's, by secret link or account, and the business's."""

from marketplace.orders.views import buyer, owner

__all__ = ["buyer", "owner"]
