"""Pure decisions about accounts."""

from datetime import timedelta
from enum import StrEnum


class TokenPurpose(StrEnum):
    """What a mailed link is good for."""

    CONFIRM_EMAIL = "confirm-email"
    RESET_PASSWORD = "reset-password"
    CHANGE_EMAIL = "change-email"


LIFETIMES = {
    TokenPurpose.CONFIRM_EMAIL: timedelta(days=7),
    TokenPurpose.RESET_PASSWORD: timedelta(minutes=45),  # ASVS 5.0, 6.3.1: under an hour
    TokenPurpose.CHANGE_EMAIL: timedelta(minutes=45),
}
SHORTEST_PASSWORD = 10
LONGEST_PASSWORD = 200
