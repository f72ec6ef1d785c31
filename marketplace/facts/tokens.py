"""Secrets for links, made from the installation's key, so that a letter sent again holds the same link."""

import hmac
from base64 import urlsafe_b64encode

from marketplace.facts.services import config


def derived_token(purpose: str, subject: str) -> str:
    """A 192-bit secret for one purpose and subject, safe in addresses. Keep its hash (kernel.codes.token_hash)."""
    digest = hmac.digest(config().secret_key.encode(), f"{purpose}:{subject}".encode(), "sha256")
    return urlsafe_b64encode(digest[:24]).decode()
