"""Whatever is posted to the owner's pages, the answer is a page and never a fault of ours."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.web.catalog.conftest import SHELF, Shelf
from tests.web.catalog.test_owner_form import CHEESE

EVIL = st.one_of(
    st.sampled_from(
        ["", "0", "-1", "1e9", "99999999999999999999", "x" * 5000, "<script>", "'; --", "\u202e", "٣", "½"]
    ),
    st.text(max_size=30),
)
FIELDS = [
    *CHEESE,
    *(f"season_{end}_{part}" for end in ("from", "to") for part in ("day", "month")),
    *("variants-0-id", "variants-0-stock_was", "variants-0-name_it", "variants-0-remove", "variants-99-price"),
    *("labels-0-label", "labels-0-held", "labels-0-certificate", "en-current", "honey_origins", "operator", "add_row"),
]
relaxed = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@relaxed
@given(sent=st.dictionaries(st.sampled_from(FIELDS), EVIL, max_size=8))
def test_the_form_takes_anything(shelf: Shelf, sent: dict[str, str]) -> None:
    for path in ("create/", "tomme/"):
        answer = shelf.owner.post(SHELF + path, data={**CHEESE, **sent})
        assert answer.status_code in (200, 303, 400, 404, 422), answer.status_code


@relaxed
@given(sent=st.dictionaries(st.sampled_from(["variant", "price", "stock", "stock_was"]), EVIL))
def test_stock_and_price_take_anything(shelf: Shelf, sent: dict[str, str]) -> None:
    answer = shelf.owner.post(f"{SHELF}tomme/stock/", data={"variant": str(shelf.variant_id), **sent})
    assert answer.status_code in (303, 400, 404, 422)


@relaxed
@given(category=EVIL, kind=EVIL, territory=EVIL, page=EVIL)
def test_filters_take_anything(shelf: Shelf, category: str, kind: str, territory: str, page: str) -> None:
    asked = {"category": category, "kind": kind, "territory": territory, "page": page}
    for path in ("/en/listings/", f"{SHELF}create/", SHELF):
        assert shelf.owner.get(path, query_string=asked).status_code in (200, 400, 404)
