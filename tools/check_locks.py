"""Fails when a lock no longer follows from setup.cfg or bootstrap.in: compiled again, it would come out different."""

import shutil
import sys
import tempfile
from pathlib import Path

from tools.compile_locks import LOCKS, compile_lock


def stale(folder: Path = Path("requirements")) -> list[str]:
    """The locks that are out of date."""
    found = []
    with tempfile.TemporaryDirectory() as scratch:
        for name in LOCKS:
            shutil.copy(folder / name, scratch)
            compile_lock(name, Path(scratch))
            if (Path(scratch) / name).read_text() != (folder / name).read_text():
                found.append(name)
    return found


if __name__ == "__main__":
    if names := stale():
        sys.exit(f"out of date: {', '.join(names)}; run `make locks`")
    print("locks: fresh")
