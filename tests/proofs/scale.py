"""How much: small in every run of the tests, everything under `make prove`."""

import os

FULL = os.environ.get("PROOF_SCALE") == "full"


def scale(small: int, full: int) -> int:
    """The number to use."""
    return full if FULL else small
