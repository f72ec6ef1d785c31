"""Making and changing listings. What a live listing says must stay complete; what is not live may be anything."""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import exists, or_, select

from marketplace.businesses.models import Business
from marketplace.catalog.events import ListingPublished
from marketplace.catalog.models import Listing, ListingLabel, ListingSlug, ListingText
from marketplace.catalog.operations.states import refuse_incomplete
from marketplace.catalog.operations.stock import lock_for_change, touch
from marketplace.catalog.operations.variants import write_variants
from marketplace.catalog.rules import LISTING_STATES, WORDS, ListingDraft, ListingState, ListingWords, VariantDraft
from marketplace.extensions import db
from marketplace.facts.history import remember
from marketplace.facts.outbox import record
from marketplace.facts.services import now
from marketplace.kernel.slugs import slugify, unique_slug

_WORDS = ("title", "summary", "description", *WORDS)


def create_listing(
    business: Business, draft: ListingDraft, variants: Sequence[VariantDraft], actor_id: int | None
) -> Listing:
    """A new listing, not yet published; its address comes from its title."""
    listing = Listing(
        business_id=business.id,
        business=business,
        slug=_free_slug(draft.words[draft.language].title, None),
        state=LISTING_STATES.initial,
        version=1,
        created_at=now(),
    )
    _write(listing, draft)
    db.session.add(listing)
    db.session.flush()
    write_variants(listing, variants, actor_id)
    remember("listing", listing.id, "created", actor_id)
    touch(listing)
    return listing


def change_listing(
    listing: Listing, draft: ListingDraft, variants: Sequence[VariantDraft], actor_id: int | None
) -> None:
    """Makes a listing say what the draft says and sell the variants given; those left out are not sold any more.

    Raises:
        ListingIncomplete: it is live and would lack something.
    """
    lock_for_change(listing)
    words_before = _all_words(listing)
    _write(listing, draft)
    if listing.published_at is None:  # nobody knows its address yet
        listing.slug = _free_slug(draft.words[draft.language].title, listing.id)
    write_variants(listing, variants, actor_id)
    db.session.flush()
    if listing.state == ListingState.LIVE:
        refuse_incomplete(listing)
        if _all_words(listing) != words_before:
            record(ListingPublished(listing.id))
    remember("listing", listing.id, "changed", actor_id)
    touch(listing)


def rename(listing: Listing, wished: str) -> None:
    """Gives a listing the address that comes nearest to a wish; the present one will answer 301."""
    free = _free_slug(wished, listing.id)
    if free == listing.slug:
        return
    past = db.session.get(ListingSlug, free)
    if past is not None:  # its own from before
        db.session.delete(past)
    db.session.merge(ListingSlug(slug=listing.slug, listing_id=listing.id))
    listing.slug = free
    touch(listing)


def _write(listing: Listing, draft: ListingDraft) -> None:
    listing.kind = draft.kind
    listing.category = draft.category
    listing.language = draft.language
    listing.buyable = draft.buyable
    listing.vat_class = draft.vat_class
    listing.allergens = sorted(draft.allergens)
    listing.allergens_declared = draft.allergens_declared
    listing.alcohol_content = draft.alcohol_content
    listing.facts = {name: value for name, value in draft.facts.items() if value}
    listing.season_first = draft.season_first
    listing.season_last = draft.season_last
    listing.withdrawal_exception = draft.withdrawal_exception
    if draft.import_key is not None:
        listing.import_key = draft.import_key
    _write_words(listing, draft.words)
    _write_labels(listing, draft.labels)


def _write_words(listing: Listing, words: Mapping[str, ListingWords]) -> None:
    """The source first: translations remember which version of it they were made from."""
    texts = {text.language: text for text in listing.texts}
    source = _write_text(listing, texts.get(listing.language), listing.language, words[listing.language])
    source.source_version = 0
    for language in [code for code in words if code != listing.language]:
        said, text = words[language], texts.get(language)
        if said.is_blank():
            if text is not None:
                listing.texts.remove(text)
            continue
        changed = text is None or _words(text) != _words(said)
        text = _write_text(listing, text, language, said)
        if changed or said.current:
            text.source_version = source.version


def _write_text(listing: Listing, text: ListingText | None, language: str, said: ListingWords) -> ListingText:
    if text is None:
        text = ListingText(
            language=language, version=1, source_version=0, **dict(zip(_WORDS, _words(said), strict=True))
        )
        listing.texts.append(text)
    elif _words(text) != _words(said):
        for name in _WORDS:
            setattr(text, name, getattr(said, name))
        text.version += 1
    return text


def _words(said: ListingText | ListingWords) -> tuple[str, ...]:
    return tuple(getattr(said, name) for name in _WORDS)


def _all_words(listing: Listing) -> object:
    return {text.language: _words(text) for text in listing.texts}, dict(listing.facts), _labels(listing.labels)


def _labels(rows: Iterable[ListingLabel]) -> dict[str, str]:
    return {row.label: row.certificate for row in rows}


def _write_labels(listing: Listing, labels: Mapping[str, str]) -> None:
    kept = [row for row in listing.labels if row.label in labels]
    for row in kept:
        row.certificate = labels[row.label]
    known = {row.label for row in kept}
    fresh = [ListingLabel(label=label, certificate=number) for label, number in labels.items() if label not in known]
    listing.labels = kept + fresh


def _free_slug(title: str, listing_id: int | None) -> str:
    def taken(slug: str) -> bool:
        """Addresses of the past stay with whoever had them."""
        now_at = exists().where(Listing.slug == slug, Listing.id != (listing_id or 0))
        once_at = exists().where(ListingSlug.slug == slug, ListingSlug.listing_id != (listing_id or 0))
        return bool(db.session.scalar(select(or_(now_at, once_at))))

    return unique_slug(slugify(title), taken)
