"""A member's own pages: settings, addresses, data, farewell."""

from flask import Response, flash, redirect, render_template, session, url_for
from flask_babel import gettext as _
from flask_login import current_user, login_user, logout_user
from werkzeug.wrappers import Response as AnyResponse

from marketplace.accounts import operations
from marketplace.accounts.forms import AddressForm, CloseForm, EmailForm, PasswordForm, SettingsForm
from marketplace.accounts.queries import address_of
from marketplace.accounts.rules import TokenPurpose
from marketplace.accounts.views.entry import blueprint
from marketplace.extensions import limiter
from marketplace.facts.transaction import transaction
from marketplace.kernel.errors import Problem
from marketplace.web.access import Access, access
from marketplace.web.i18n import COOKIE

__all__ = ["blueprint"]
Page = str | AnyResponse
YEAR_SECONDS = 365 * 24 * 3600


@blueprint.get("/account/")
@access(Access.MEMBER)
def overview() -> Page:
    return render_template("accounts/overview.html", robots="noindex")


@blueprint.route("/account/settings/", methods=["GET", "POST"])
@access(Access.MEMBER)
def settings() -> Page:
    form = SettingsForm(obj=current_user)
    if not form.validate_on_submit():
        return _settings_page(settings=form)
    with transaction():
        form.populate_obj(current_user)
    flash(_("Saved."), "success")
    answer = redirect(url_for("accounts.settings"), 303)
    answer.set_cookie(COOKIE, form.language.data, max_age=YEAR_SECONDS, samesite="Lax", httponly=True)
    return answer


def _settings_page(
    settings: SettingsForm | None = None, password: PasswordForm | None = None, email: EmailForm | None = None
) -> str:
    return render_template(
        "accounts/settings.html",
        form=settings or SettingsForm(None, obj=current_user),
        password_form=password or PasswordForm(None),
        email_form=email or EmailForm(None),
        robots="noindex",
    )


@blueprint.post("/account/password/")
@access(Access.MEMBER)
@limiter.limit("10/hour")
def password() -> Page:
    form = PasswordForm()
    if form.validate_on_submit() and _knows(form):
        hashed = operations.hash_password(form.password.data)
        with transaction():
            operations.set_password(current_user, hashed)
        login_user(current_user)
        flash(_("Your new password is set. Every other device is logged out."), "success")
        return redirect(url_for("accounts.settings"), 303)
    return _settings_page(password=form)


@blueprint.post("/account/email/")
@access(Access.MEMBER)
@limiter.limit("10/hour")
def email() -> Page:
    form = EmailForm()
    if form.validate_on_submit() and _knows(form):
        with transaction():
            operations.make_token(current_user, TokenPurpose.CHANGE_EMAIL, form.email.data)
        flash(_("We have sent a link to the new address. It changes when you open the link."), "success")
        return redirect(url_for("accounts.settings"), 303)
    return _settings_page(email=form)


def _knows(form: PasswordForm | EmailForm | CloseForm) -> bool:
    if operations.check_password(current_user, form.current.data):
        return True
    form.current.errors = [_("This is not your present password.")]
    return False


@blueprint.route("/account/addresses/", methods=["GET", "POST"])
@access(Access.MEMBER)
def addresses() -> Page:
    form = AddressForm()
    if form.validate_on_submit():
        with transaction():
            operations.save_address(current_user, _values(form))
        flash(_("Saved."), "success")
        return redirect(url_for("accounts.addresses"), 303)
    return render_template("accounts/addresses.html", form=form, robots="noindex")


@blueprint.route("/account/addresses/<int(max=2147483647):number>/", methods=["GET", "POST"])
@access(Access.MEMBER)
def address(number: int) -> Page:
    row = address_of(current_user, number)
    form = AddressForm(obj=row)
    if form.validate_on_submit():
        with transaction():
            operations.save_address(current_user, _values(form), row)
        flash(_("Saved."), "success")
        return redirect(url_for("accounts.addresses"), 303)
    return render_template("accounts/address.html", form=form, address=row, robots="noindex")


@blueprint.post("/account/addresses/<int(max=2147483647):number>/remove/")
@access(Access.MEMBER)
def remove_address(number: int) -> Page:
    with transaction():
        operations.remove_address(address_of(current_user, number))
    flash(_("The address is gone."), "success")
    return redirect(url_for("accounts.addresses"), 303)


def _values(form: AddressForm) -> dict[str, str]:
    return {name: form[name].data for name in ("name", "street", "postal_code", "town", "country")}


@blueprint.get("/account/export/")
@access(Access.MEMBER)
@limiter.limit("20/hour")
def export() -> Page:
    answer = Response(operations.export_file(current_user), mimetype="application/json")
    answer.headers["Content-Disposition"] = 'attachment; filename="my-data.json"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


@blueprint.route("/account/close/", methods=["GET", "POST"])
@access(Access.MEMBER)
@limiter.limit("10/hour", methods=["POST"])
def close() -> Page:
    form = CloseForm()
    if form.validate_on_submit() and _knows(form):
        try:
            with transaction():
                operations.close(current_user)
        except Problem as problem:
            form.form_errors.extend(str(text) for text in problem.params["reasons"])  # type: ignore[union-attr]
        else:
            logout_user()
            session.clear()
            flash(_("Your account is closed and your data erased."), "success")
            return redirect(url_for("search.home"), 303)
    return render_template("accounts/close.html", form=form, robots="noindex")
