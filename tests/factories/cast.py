"""The same people everywhere."""

from dataclasses import dataclass

from marketplace.accounts.models import User
from marketplace.businesses.models import Business
from marketplace.facts.transaction import transaction
from tests.factories.businesses import make_business
from tests.factories.people import make_administrator, make_membership, make_user


@dataclass(frozen=True, slots=True)
class Cast:
    """One business with its people, another one with its owner, and those who look on."""

    business: Business
    owner: User
    staff: User
    other_business: Business
    stranger: User  # owns the other business
    buyer: User
    moderator: User  # of the business's valley
    other_moderator: User  # of another valley
    operator: User


def cast() -> Cast:
    """Makes and commits the cast; needs an application context."""
    with transaction():
        business = make_business(slug="ferme-des-arolles", name="Ferme des Arolles")
        other = make_business(
            slug="apicoltura-ronza", name="Apicoltura Ronza", territory="valle-di-susa", commune="001022"
        )
        people = Cast(
            business=business,
            owner=make_user(name="Owner"),
            staff=make_user(name="Staff"),
            other_business=other,
            stranger=make_user(name="Stranger"),
            buyer=make_user(name="Buyer"),
            moderator=make_user(name="Moderator"),
            other_moderator=make_user(name="Other moderator"),
            operator=make_user(name="Operator", is_operator=True),
        )
        make_membership(business, people.owner, "owner")
        make_membership(business, people.staff, "staff")
        make_membership(other, people.stranger, "owner")
        make_administrator(people.moderator, "maurienne")
        make_administrator(people.other_moderator, "valle-di-susa")
    return people
