"""What an audit finds."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Difference:
    """Two figures that should be the same and are not, or a thing that should not be there."""

    check: str
    subject: str
    expected: str
    found: str

    def __str__(self) -> str:
        return f"{self.check}: {self.subject}: expected {self.expected}, found {self.found}"
