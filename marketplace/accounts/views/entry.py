"""Signing up, in and out, and the links that letters bring."""

from urllib.parse import urlsplit

from flask import Blueprint, Response, flash, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from flask_login import current_user, login_user, logout_user
from werkzeug.wrappers import Response as AnyResponse

from marketplace.accounts import operations
from marketplace.accounts.forms import ConfirmForm, ForgotForm, LoginForm, ResetForm, SignupForm
from marketplace.accounts.models import User
from marketplace.accounts.queries import user_by_email
from marketplace.accounts.rules import TokenPurpose
from marketplace.extensions import limiter
from marketplace.facts.transaction import transaction
from marketplace.kernel.errors import Problem
from marketplace.web.access import Access, access
from marketplace.web.i18n import language
from marketplace.web.security import keep_secret

blueprint = Blueprint("accounts", __name__)
Page = str | AnyResponse


def typed_address() -> str:
    """What the rate limits of one account count by, besides those of one visitor."""
    return request.form.get("email", "").strip().lower()[:254]


def only_posts() -> bool:
    """Whether this request is not to be counted."""
    return request.method != "POST"


def safe_next() -> str:
    """Where to go on, when the address is on this site; else the account's page."""
    target = request.values.get("next", "")
    parts = urlsplit(target)
    inside = target.startswith("/") and not target.startswith("//") and "\\" not in target and not parts.netloc
    return target if inside and target.isprintable() else url_for("accounts.overview")


def let_in(user: User, remember: bool = False) -> None:
    """Begins a new session; nothing of the one before is kept but the basket."""
    basket = session.get("basket")
    session.clear()
    if basket:
        session["basket"] = basket
    login_user(user, remember=remember)


@blueprint.route("/login/", methods=["GET", "POST"])
@access(Access.ANYONE)
@limiter.limit("10/minute;60/hour", exempt_when=only_posts)
@limiter.limit("10/15minutes", key_func=typed_address, exempt_when=only_posts)
def login() -> Page:
    form = LoginForm()
    if current_user.is_authenticated:
        return redirect(safe_next(), 303)
    if form.validate_on_submit():
        user = user_by_email(form.email.data)
        if not operations.check_password(user, form.password.data) or user is None:
            form.form_errors.append(
                _("Address and password do not fit together. Look at both, or choose a new password.")
            )
        elif user.email_confirmed_at is None:
            with transaction():
                operations.make_token(user, TokenPurpose.CONFIRM_EMAIL)
            flash(_("Confirm your address first: we have just sent you the link again."), "warning")
            return redirect(url_for("accounts.login"), 303)
        else:
            with transaction():
                let_in(user, form.remember.data)
            return redirect(safe_next(), 303)
    return render_template("accounts/login.html", form=form)


@blueprint.post("/logout/")
@access(Access.ANYONE)
def logout() -> Page:
    logout_user()
    session.clear()
    return redirect(url_for("search.home"), 303)


@blueprint.route("/signup/", methods=["GET", "POST"])
@access(Access.ANYONE)
@limiter.limit("10/hour", exempt_when=only_posts)
def signup() -> Page:
    form = SignupForm()
    if form.validate_on_submit():
        hashed = operations.hash_password(form.password.data)
        with transaction():
            operations.sign_up(form.email.data, form.name.data, hashed, language())
        return redirect(url_for("accounts.letter_sent"), 303)
    return render_template("accounts/signup.html", form=form)


@blueprint.get("/letter-sent/")
@access(Access.ANYONE)
def letter_sent() -> Page:
    return render_template("accounts/letter_sent.html")


@blueprint.route("/forgot-password/", methods=["GET", "POST"])
@access(Access.ANYONE)
@limiter.limit("10/hour", exempt_when=only_posts)
def forgot() -> Page:
    form = ForgotForm()
    if form.validate_on_submit():
        with transaction():
            operations.ask_reset(form.email.data)
        return redirect(url_for("accounts.letter_sent"), 303)
    return render_template("accounts/forgot.html", form=form)


@blueprint.route("/confirm-email/<token>/", methods=["GET", "POST"])
@access(Access.SECRET_LINK)
def confirm(token: str) -> Page:
    return _use_link(token, TokenPurpose.CONFIRM_EMAIL, _("Your address is confirmed. Welcome!"))


@blueprint.route("/change-email/<token>/", methods=["GET", "POST"])
@access(Access.SECRET_LINK)
def confirm_change(token: str) -> Page:
    return _use_link(token, TokenPurpose.CHANGE_EMAIL, _("From now on we write to the new address."))


def _use_link(token: str, purpose: TokenPurpose, done: str) -> Page:
    form = ConfirmForm()
    if not form.validate_on_submit():
        return keep_secret(Response(render_template("accounts/confirm.html", form=form, purpose=purpose)))
    try:
        with transaction():
            let_in(operations.use_token(token, purpose))
    except Problem:
        return keep_secret(Response(render_template("accounts/link_ended.html"), 410))
    flash(done, "success")
    return redirect(url_for("accounts.overview"), 303)


@blueprint.route("/reset-password/<token>/", methods=["GET", "POST"])
@access(Access.SECRET_LINK)
@limiter.limit("20/hour", exempt_when=only_posts)
def reset(token: str) -> Page:
    form = ResetForm()
    if not form.validate_on_submit():
        return keep_secret(Response(render_template("accounts/reset.html", form=form)))
    hashed = operations.hash_password(form.password.data)
    try:
        with transaction():
            user = operations.use_token(token, TokenPurpose.RESET_PASSWORD)
            operations.set_password(user, hashed)
            let_in(user)
    except Problem:
        return keep_secret(Response(render_template("accounts/link_ended.html"), 410))
    flash(_("Your new password is set. Every other device is logged out."), "success")
    return redirect(url_for("accounts.overview"), 303)
