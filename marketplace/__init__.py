"""Versant: a business directory and direct-sales marketplace for the valleys between France and Italy."""
