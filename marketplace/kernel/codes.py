"""Codes that people read out and links that only their holder knows, all from the system's own randomness."""

import hashlib
import hmac
import secrets

# Crockford's base 32 (https://www.crockford.com/base32.html): no I, L, O or U, so nothing looks like something else.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LOOK_ALIKES = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V"})
_LONGEST_TYPED = 60
_TOKEN_BYTES = 32


def purchase_code() -> str:
    """A purchase's public code, such as "K7QM-2XBD-9H4T": 60 bits, so that none can be guessed."""
    return "-".join(_random(4) for _ in range(3))


def order_code() -> str:
    """An order's public code, such as "K7QM-2XBD": 40 bits; it names the order and opens nothing by itself."""
    return "-".join(_random(4) for _ in range(2))


def handover_code() -> str:
    """What a buyer says at the counter, such as "7QM2": 20 bits, good only beside its order and with few attempts."""
    return _random(4)


def secret_token() -> str:
    """A URL-safe secret of 256 bits for a link; store `token_hash` of it and never the token."""
    return secrets.token_urlsafe(_TOKEN_BYTES)


def token_hash(token: str) -> str:
    """SHA-256 in hex: enough for a secret of full randomness, which a slow password hash would not make stronger."""
    return hashlib.sha256(_bytes(token)).hexdigest()


def same_secret(one: str, other: str) -> bool:
    """Compare two secrets in a time that does not tell how far they agree."""
    return hmac.compare_digest(_bytes(one), _bytes(other))


def normalise_code(text: str) -> str:
    """A code as it was printed, from what a person typed: case, spaces, dashes, O for 0, I or L for 1, U for V are forgiven.

    Codes of more than four characters come back in groups of four. What is no code at all comes back as no code would
    ever be, and is found nowhere.
    """
    letters = "".join(character for character in text[:_LONGEST_TYPED].upper() if character.isalnum()).translate(
        _LOOK_ALIKES
    )
    return "-".join(letters[start : start + 4] for start in range(0, len(letters), 4))


def _random(length: int) -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def _bytes(secret: str) -> bytes:
    # What comes from a request may hold a lone surrogate, which plain UTF-8 refuses with an error.
    return secret.encode("utf-8", "surrogatepass")
