"""The demo's people. They all share one password, which `flask serve` prints."""

from marketplace.accounts.models import Address, User
from marketplace.accounts.operations import hash_password
from marketplace.accounts.queries import user_by_email
from marketplace.demo.content import people
from marketplace.extensions import db
from marketplace.facts.services import now
from marketplace.territories.models import TerritoryAdministrator

PASSWORD = "deux versants"  # of a demo, on purpose


def load_people() -> dict[str, User]:
    """Makes every account; users by address. Call it before the transaction's first read: hashing ends one."""
    hashed = hash_password(PASSWORD)
    known = people()
    rows = [known["operator"], *known["administrators"], *known["owners"], *known["staff"]]
    rows += [buyer for buyer in known["buyers"] if buyer.get("member")]
    users = {row["email"]: _user(row, hashed) for row in rows}
    users[known["operator"]["email"]].is_operator = True
    db.session.add_all(users.values())
    db.session.flush()
    for row in known["administrators"]:
        for territory in row["territories"]:
            db.session.add(TerritoryAdministrator(user_id=users[row["email"]].id, territory=territory))
    for row in rows:
        if address := row.get("address"):
            db.session.add(Address(user_id=users[row["email"]].id, name=row["name"], **address))
    return users


def _user(row: dict[str, str], hashed: str) -> User:
    return User(
        email=row["email"],
        name=row["name"],
        phone=row.get("phone", "").replace(" ", ""),
        language=row["language"],
        password_hash=hashed,
        created_at=now(),
        email_confirmed_at=now(),
    )


def accounts_to_try() -> str:
    """The accounts worth looking at, for whoever starts the demo; empty where they are not in the database."""
    known = people()
    roles = {known["operator"]["email"]: "operator"}
    roles |= {row["email"]: f"administrator of {', '.join(row['territories'])}" for row in known["administrators"]}
    roles |= {row["email"]: f"{row['role']} of {row['business']}" for row in (*known["owners"], *known["staff"])}
    if user_by_email(known["operator"]["email"]) is None:
        return ""
    lines = [f"  {email:45}{roles.get(email, 'buyer')}" for email in known["showcase"]]
    return "\n".join([f'Accounts of the demo, all with the password "{PASSWORD}":', *lines])
