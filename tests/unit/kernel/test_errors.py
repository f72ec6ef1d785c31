import json
import pickle

import pytest

from marketplace.kernel.errors import Conflict, Invalid, NotFound, Problem


def test_a_problem_carries_its_code_and_parameters():
    problem = Conflict("out-of-stock", retryable=True, left=2, names=["Tomme"])
    assert (problem.code, problem.retryable, problem.params) == ("out-of-stock", True, {"left": 2, "names": ["Tomme"]})
    assert json.loads(json.dumps(problem.params)) == problem.params


def test_trying_again_does_not_help_unless_said():
    assert not Problem("refused").retryable


def test_an_invalid_names_its_field():
    assert Invalid("price-unreadable", field="price", typed="1.234").field == "price"
    assert Invalid("nothing-chosen").field is None


@pytest.mark.parametrize("kind", [NotFound, Conflict, Invalid])
def test_every_refusal_is_a_problem(kind):
    with pytest.raises(Problem):
        raise kind("some-code")


def test_what_was_typed_stays_out_of_the_text_of_the_exception():
    assert str(Invalid("email-unreadable", typed="jeanne@example.org")) == "email-unreadable"


@pytest.mark.parametrize("code", ["", "Out of stock", "out_of_stock", "-x", "x-", "é", "out-of-stock\n"])
def test_a_code_is_a_slug(code):
    with pytest.raises(ValueError):
        Problem(code)


def test_a_problem_survives_the_way_between_processes():
    copy = pickle.loads(pickle.dumps(Invalid("price-unreadable", field="price", reason="negative")))
    assert (copy.code, copy.field, copy.params) == ("price-unreadable", "price", {"reason": "negative"})
