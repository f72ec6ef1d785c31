"""The audit: proves from the tables alone that stock, orders, slots and outbox add up."""
