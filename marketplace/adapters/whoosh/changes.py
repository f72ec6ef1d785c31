"""What a batch of documents really changes in the index."""

from collections.abc import Iterable
from dataclasses import dataclass

from marketplace.adapters.whoosh.snapshot import Snapshot
from marketplace.ports.search import SearchDocument


@dataclass(frozen=True)
class Changes:
    """`documents` to write; `outdated`: the numbers of the documents that they replace or that are taken out."""

    documents: list[SearchDocument]
    outdated: list[int]

    def __bool__(self) -> bool:
        return bool(self.documents or self.outdated)

    @classmethod
    def between(cls, snapshot: Snapshot, upserts: Iterable[SearchDocument], deletes: Iterable[str]) -> "Changes":
        """What is to be done so that the index holds the batch."""
        removed = set(deletes)
        newest: dict[str, SearchDocument] = {}
        for document in upserts:
            if document.id not in newest or document.version > newest[document.id].version:
                newest[document.id] = document
        numbers, records = snapshot.numbers, snapshot.records
        held = {id: records[numbers[id]].version for id in newest if id in numbers}
        documents = [
            document
            for id, document in newest.items()
            if id not in removed and (id not in held or document.version > held[id])
        ]
        touched = removed.union(document.id for document in documents)
        return cls(documents, sorted(numbers[id] for id in touched if id in numbers))
