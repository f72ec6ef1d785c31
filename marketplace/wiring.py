"""The one place that picks adapters, subscribes to facts, and registers blueprints and commands."""

from flask import Blueprint, Flask
from flask_babel import gettext
from flask_login import current_user, user_logged_in

from marketplace import cli
from marketplace.accounts import events as account_events
from marketplace.accounts import jobs as account_jobs
from marketplace.accounts.models import User
from marketplace.accounts.operations import AccountPart
from marketplace.accounts.queries import load_user
from marketplace.accounts.views import own
from marketplace.adapters.console_mail import ConsoleMail
from marketplace.adapters.local_storage import LocalStorage
from marketplace.adapters.pillow_images import PillowImages
from marketplace.adapters.smtp_mail import SmtpMail
from marketplace.adapters.smtp_server import SmtpServer
from marketplace.adapters.system_clock import SystemClock
from marketplace.adapters.whoosh.engine import WhooshSearchEngine
from marketplace.basket import queries as basket_queries
from marketplace.basket import views as basket
from marketplace.basket.exports import basket_data
from marketplace.basket.operations import forget_basket, merge_on_login
from marketplace.businesses import events as business_events
from marketplace.businesses import jobs as business_jobs
from marketplace.businesses import views as businesses
from marketplace.catalog import events as catalog_events
from marketplace.catalog import jobs as catalog_jobs
from marketplace.catalog import views as catalog_owner
from marketplace.checkout import views as checkout
from marketplace.config import Config
from marketplace.dashboard import views as dashboard
from marketplace.dashboard.queries import owner_links
from marketplace.directory import views as directory
from marketplace.directory.views import listings
from marketplace.extensions import login
from marketplace.facts.outbox import Subscriptions
from marketplace.facts.services import Services
from marketplace.fulfilment import views as fulfilment_owner
from marketplace.media import events as media_events
from marketplace.media import jobs as media_jobs
from marketplace.media import views as media
from marketplace.media.queries import cover_url
from marketplace.media.rules import DELETE_FILES, MAKE_RENDITIONS
from marketplace.moderation import events as moderation_events
from marketplace.moderation import jobs as moderation_jobs
from marketplace.moderation import views as moderation
from marketplace.moderation.mails import GROUNDS
from marketplace.orders import events as order_events
from marketplace.orders import jobs as order_jobs
from marketplace.orders import operations as order_operations
from marketplace.orders import queries as order_queries
from marketplace.orders.views import buyer as orders
from marketplace.orders.views import owner as orders_owner
from marketplace.platform.views import console, mails, pages
from marketplace.ports.clock import Clock
from marketplace.ports.mail import MailTransport
from marketplace.search import views as search
from marketplace.search.operations import index_changes
from marketplace.territories.queries import administered_by, territories
from marketplace.web import health
from marketplace.web.context import provide
from marketplace.web.i18n import PREFIX

UNPREFIXED = (health.blueprint, media.blueprint)  # addresses without a language: for machines
PREFIXED: tuple[Blueprint, ...] = (  # every page that people read
    search.blueprint,
    directory.blueprint,
    businesses.blueprint,
    dashboard.blueprint,
    listings.blueprint,
    catalog_owner.blueprint,
    own.blueprint,
    fulfilment_owner.blueprint,
    basket.blueprint,
    checkout.blueprint,
    orders.blueprint,
    orders_owner.blueprint,
    moderation.blueprint,
    console.blueprint,
    pages.blueprint,
)


def wire(app: Flask, config: Config) -> None:
    """Puts the application together."""
    app.extensions["services"] = make_services(config)
    app.extensions["subscriptions"] = subscriptions = Subscriptions()
    subscribe(subscriptions)
    app.extensions["consumers"] = [index_changes]
    app.extensions["account_parts"] = [
        AccountPart("purchases", order_queries.personal_data_of, order_operations.erase_buyer, unfinished_orders),
        AccountPart("basket", basket_data, forget_basket, lambda _user: []),
    ]
    provide_context(app)
    cli.register(app)
    login.user_loader(load_user)
    user_logged_in.connect(keep_basket, app)
    for blueprint in UNPREFIXED:
        app.register_blueprint(blueprint)
    if config.mail_url == "console" and not config.production:
        app.register_blueprint(mails.blueprint)
    for blueprint in PREFIXED:
        app.register_blueprint(blueprint, url_prefix=PREFIX + (blueprint.url_prefix or ""))


def subscribe(subscriptions: Subscriptions) -> None:
    """Which feature acts on which fact, and under what names jobs are stored."""
    subscriptions.stream(business_events.BusinessChanged, catalog_events.ListingChanged)
    subscriptions.on(media_events.PhotoUploaded, MAKE_RENDITIONS, media_jobs.make_renditions)
    subscriptions.register(DELETE_FILES, media_jobs.delete_files)
    subscriptions.on(media_events.PhotoReady, "catalog.show_photo", catalog_jobs.show_photo)
    subscriptions.on(media_events.PhotoReady, "businesses.show_photo", business_jobs.show_photo)
    subscriptions.on(business_events.BusinessSubmitted, "moderation.business", moderation_jobs.open_for_business)
    subscriptions.on(business_events.BusinessMoved, "moderation.follow", moderation_jobs.follow_business)
    subscriptions.on(business_events.IdentityChangeSubmitted, "moderation.identity", moderation_jobs.open_for_identity)
    subscriptions.on(catalog_events.ListingPublished, "moderation.listing", moderation_jobs.open_for_listing)
    subscriptions.on(moderation_events.Decided, "moderation.mail", moderation_jobs.mail_decision)
    subscriptions.on(order_events.PurchasePlaced, "orders.mail_purchase", order_jobs.mail_purchase)
    subscriptions.on(order_events.OrderPlaced, "orders.mail_new_order", order_jobs.mail_new_order)
    subscriptions.on(order_events.OrderMoved, "orders.mail_buyer", order_jobs.mail_moved_to_buyer)
    subscriptions.on(order_events.OrderMoved, "orders.mail_business", order_jobs.mail_moved_to_business)
    subscriptions.on(order_events.Withdrawn, "orders.mail_withdrawal", order_jobs.mail_withdrawal_to_buyer)
    subscriptions.on(order_events.Withdrawn, "orders.mail_withdrawn", order_jobs.mail_withdrawal_to_business)
    subscriptions.register("orders.remind", order_jobs.remind)
    subscriptions.register("orders.lapse", order_jobs.lapse)
    subscriptions.on(account_events.TokenMade, "accounts.mail_token", account_jobs.mail_token)
    subscriptions.on(account_events.AlreadyMember, "accounts.mail_already_member", account_jobs.mail_already_member)


def provide_context(app: Flask) -> None:
    """What features lend to every page."""
    provide(app, "territories", territories, without=())
    app.add_template_global(cover_url)
    app.add_template_global(owner_links)
    app.jinja_env.globals["decision_grounds"] = GROUNDS
    provide(app, "basket_count", basket_queries.count, without=0)
    app.add_template_global(moderates)


def moderates() -> bool:
    """Whether the visitor administers a territory; asked only by the pages that show it."""
    return current_user.is_authenticated and bool(administered_by(current_user.id))


def unfinished_orders(user: User) -> list[str]:
    """Why an account cannot be closed yet."""
    if not order_queries.open_matters(user):
        return []
    return [gettext("You still have orders to collect. Collect or cancel them first.")]


def keep_basket(_app: Flask, user: User) -> None:
    """What a guest put into the basket is there after logging in."""
    merge_on_login(user)


def make_services(config: Config) -> Services:
    """The adapters that the settings ask for."""
    clock = SystemClock()
    return Services(
        clock=clock,
        mail=make_mail(config, clock),
        storage=LocalStorage(config.data_dir / "files"),
        images=PillowImages(),
        search=WhooshSearchEngine(config.data_dir / "index"),
    )


def make_mail(config: Config, clock: Clock) -> MailTransport:
    """Real letters where MAIL_URL names a server, kept and printed ones where it says console."""
    if config.mail_url == "console":
        return ConsoleMail(config.data_dir / "mail", config.mail_from, clock)
    return SmtpMail(SmtpServer.from_url(config.mail_url), config.mail_from, clock)
