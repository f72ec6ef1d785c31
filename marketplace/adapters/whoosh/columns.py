"""What documents are filtered, counted and sorted by, as arrays with one place for each document."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from marketplace.adapters.whoosh.records import Record
from marketplace.ports.search import Facet, SearchQuery, Sort

Mask = npt.NDArray[np.bool_]

# Above every price, so that what has none comes last.
NO_PRICE = np.iinfo(np.int64).max

_VALUES: dict[Facet, Callable[[Record], Iterable[str]]] = {
    Facet.TERRITORY: lambda record: (record.territory,),
    Facet.COMMUNE: lambda record: (record.commune,),
    Facet.CATEGORY: lambda record: record.categories,
    Facet.LABEL: lambda record: record.labels,
    Facet.KIND: lambda record: (record.kind,),
}


@dataclass(frozen=True)
class FacetColumn:
    """Which documents (rows) carry which value (columns)."""

    values: list[str]
    carried: npt.NDArray[np.bool_]

    def carries_any(self, chosen: Collection[str]) -> Mask:
        """The documents with one of the chosen values."""
        mask = np.zeros(len(self.carried), bool)
        for place, value in enumerate(self.values):
            if value in chosen:
                mask |= self.carried[:, place]
        return mask

    def counts(self, documents: Mask, chosen: Collection[str]) -> dict[str, int]:
        """How many of the documents carry each value: chosen values always, others above zero."""
        sums = np.count_nonzero(self.carried[documents], axis=0).tolist()
        found = {value: count for value, count in zip(self.values, sums, strict=True) if count}
        return {**dict.fromkeys(chosen, 0), **found}


@dataclass(frozen=True)
class Columns:
    """All columns. `recency`: 0 for the newest document, each number once."""

    facets: dict[Facet, FacetColumn]
    business: npt.NDArray[np.int64]
    listing_kind: npt.NDArray[np.str_]
    price: npt.NDArray[np.int64]
    recency: npt.NDArray[np.int64]

    @classmethod
    def of(cls, records: Sequence[Record]) -> "Columns":
        """The columns of documents in their order."""
        newest_first = sorted(range(len(records)), key=lambda number: (-records[number].created_at, records[number].id))
        recency = np.empty(len(records), np.int64)
        recency[newest_first] = np.arange(len(records))
        return cls(
            facets={facet: _facet_column(records, values) for facet, values in _VALUES.items()},
            business=np.array([record.business_id for record in records], np.int64),
            listing_kind=np.array([record.listing_kind for record in records], np.str_),
            price=np.array([NO_PRICE if record.price is None else record.price for record in records], np.int64),
            recency=recency,
        )

    def narrowed(self, found: Mask, query: SearchQuery) -> Mask:
        """Of the documents found, those that pass the filters which are no facets."""
        if query.listing_kind:
            found = found & (self.listing_kind == query.listing_kind.value)
        if query.business_ids is not None:
            found = found & np.isin(self.business, list(query.business_ids))
        return found

    def choose(self, found: Mask, query: SearchQuery) -> tuple[Mask, dict[Facet, dict[str, int]]]:
        """Of the documents found, those that pass every facet; and the counts, each without its own choice."""
        chosen = query.chosen()
        passing = {facet: self.facets[facet].carries_any(values) for facet, values in chosen.items() if values}
        counts = {}
        for facet, column in self.facets.items():
            documents = found
            for other, mask in passing.items():
                if other is not facet:
                    documents = documents & mask
            counts[facet] = column.counts(documents, chosen[facet])
        for mask in passing.values():
            found = found & mask
        return found, counts

    def ordered(self, found: Mask, scores: npt.NDArray[np.float32], sort: Sort) -> npt.NDArray[np.int64]:
        """The numbers of the documents found, in order."""
        numbers = np.flatnonzero(found)
        recency = self.recency[numbers]
        if sort is Sort.NEWEST:
            return numbers[np.argsort(recency)]
        first = self.price[numbers] if sort is Sort.PRICE else -scores[numbers]
        return numbers[np.lexsort((recency, first))]


def _facet_column(records: Sequence[Record], values_of: Callable[[Record], Iterable[str]]) -> FacetColumn:
    places: dict[str, int] = {}
    pairs = [
        (row, places.setdefault(value, len(places)))
        for row, record in enumerate(records)
        for value in values_of(record)
    ]
    carried = np.zeros((len(records), len(places)), bool)
    if pairs:
        rows, columns = zip(*pairs, strict=True)
        carried[rows, columns] = True
    return FacetColumn(list(places), carried)
