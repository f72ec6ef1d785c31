"""Where to go on after a form."""

from urllib.parse import urlsplit


def on_site(target: str | None, default: str) -> str:
    """`target` when it is a path on this site, else `default`: nobody is sent elsewhere by a link of ours."""
    if not target or not target.startswith("/") or target.startswith("//") or "\\" in target:
        return default
    parts = urlsplit(target)
    return target if not parts.scheme and not parts.netloc and target.isprintable() else default
