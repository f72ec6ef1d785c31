"""Development tooling: run as `python -m tools.<name>` from the top of the project."""
