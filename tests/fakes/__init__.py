"""Quiet twins of the outside things; each passes the contract suite of its port."""
