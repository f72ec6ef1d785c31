"""Compiles the dependency locks from setup.cfg and requirements/bootstrap.in, with hashes, for every platform."""

import subprocess
from pathlib import Path

LOCKS = {
    "bootstrap.txt": ["requirements/bootstrap.in"],
    "run.txt": ["setup.cfg", "--extra", "postgresql"],
    "dev.txt": ["setup.cfg", "--extra", "postgresql", "--extra", "dev"],
}
UV = [".venv/bin/uv", "pip", "compile", "--quiet", "--universal", "--python-version", "3.11", "--generate-hashes"]


def compile_lock(name: str, folder: Path, upgrade: bool = False) -> None:
    """Writes one lock into `folder`; pins already there stay unless they no longer fit or `upgrade` is set."""
    options = ["--upgrade"] if upgrade else []
    command = [*UV, *LOCKS[name], *options, "--no-header", "--output-file", str(folder / name)]
    subprocess.run(command, check=True)


if __name__ == "__main__":
    for lock in LOCKS:
        compile_lock(lock, Path("requirements"), upgrade=True)
