"""Starting a card, and what stands on it besides its texts."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from marketplace.businesses.forms import CardForm, CreateForm, place_label
from marketplace.businesses.forms.card import all_places
from marketplace.businesses.models import Business
from marketplace.businesses.operations import change_business, create_business, place_at
from marketplace.businesses.queries import get_business_for
from marketplace.businesses.rules import BusinessState, Role
from marketplace.businesses.views.blueprint import blueprint, page
from marketplace.facts.transaction import transaction
from marketplace.territories.queries import commune_index
from marketplace.web.access import Access, access

PLAIN = ("name", "category", "contact_name", "address", "postal_code", "phone", "email", "website", "spoken")


@blueprint.route("/new/", methods=["GET", "POST"])
@access(Access.MEMBER)
def create() -> Response | str:
    form = CreateForm()
    if not form.validate_on_submit() or form.place is None:
        return render_template("businesses/create.html", form=form, places=all_places(), business=None)
    with transaction():
        business = create_business(
            current_user,
            name=form.name.data,
            category=form.category.data,
            commune_code=form.place.code,
            language=form.language.data,
        )
        slug = business.slug
    flash(_("Your card is begun. Fill it step by step; nobody sees it before you submit it."), "success")
    return redirect(url_for("dashboard.business", slug=slug), 303)


@blueprint.route("/<slug>/card/", methods=["GET", "POST"])
@access(Access.OWNER)
def edit(slug: str) -> Response | str:
    business = get_business_for(current_user, slug, Role.MANAGER)
    form = CardForm(data=_values(business))
    if not form.validate_on_submit() or form.place is None:
        return page("businesses/edit.html", business, form, places=all_places())
    with transaction():
        place_at(business, form.place.code)
        change_business(business, current_user.id, **{name: _typed(form, name) for name in PLAIN})
        slug = business.slug
        visible = business.state == BusinessState.APPROVED
    flash(_("Saved. Visitors see it now.") if visible else _("Saved."), "success")
    return redirect(url_for("businesses_owner.edit", slug=slug), 303)


def _values(business: Business) -> dict[str, object]:
    values = {name: getattr(business, name) for name in PLAIN}
    return values | {"commune": place_label(commune_index()[business.commune]), "commune_code": business.commune}


def _typed(form: CardForm, name: str) -> object:
    value = form[name].data
    if name == "postal_code" and not value and form.place and len(form.place.postal_codes) == 1:
        return form.place.postal_codes[0]
    return value if value is not None else ""
