"""The letters about orders: to the buyer in the buyer's language, to the business in its owner's."""

from collections.abc import Sequence

from flask_babel import gettext as _

from marketplace.kernel.tax import GrossAtRate, vat_by_rate
from marketplace.orders.exports import place_line
from marketplace.orders.models import Order, Purchase, Withdrawal
from marketplace.orders.operations import link_token
from marketplace.orders.rules import OrderEvent, OrderState, may_withdraw
from marketplace.ports.mail import Attachment
from marketplace.web.formats import day, moment, money, percent, span
from marketplace.web.letters import Action, Block, Code, Facts, Letter, Lines, Paragraph, Quote, link


def purchase_letter(purchase: Purchase, calendars: Sequence[Attachment]) -> Letter:
    """The confirmation on a durable medium (Directive 2011/83/EU, article 8(7)), of all orders at once."""
    blocks: list[Block] = [
        Paragraph(_("Thank you, %(name)s. Each maker will answer soon; we write as they do.", name=purchase.name)),
        Action(_("Look at my orders"), _buyer_link(purchase)),
    ]
    for order in purchase.orders:
        code = Code(_("Say this code when you collect"), order.handover_code)
        blocks += [_lines(order, titles_of="buyer"), _collection(order), code]
        blocks.append(Paragraph(_seller(order)))
    blocks.append(Paragraph(_withdrawal(purchase)))
    total = money(purchase.total, purchase.currency)
    return Letter(
        subject=_("Your purchase %(code)s", code=purchase.code),
        heading=_("Ordered: %(total)s, to pay when you collect", total=total),
        blocks=blocks,
        preview=_("What you ordered, where and when to collect it."),
        attachments=calendars,
    )


def moved_letter(order: Order, event: OrderEvent) -> Letter:
    """What happened to an order, for its buyer."""
    subject, words = _news(order, event)
    blocks: list[Block] = [Paragraph(words)]
    if order.reason and event in (OrderEvent.REFUSE, OrderEvent.CANCEL_BY_SELLER):
        blocks.append(Quote(order.reason))
    if event in (OrderEvent.ACCEPT, OrderEvent.MAKE_READY):
        blocks += [_collection(order), Code(_("Say this code when you collect"), order.handover_code)]
    if event is OrderEvent.HAND_OVER:
        blocks += [_lines(order, titles_of="buyer"), Paragraph(_seller(order))]
    blocks.append(Action(_("Look at my orders"), _buyer_link(order.purchase)))
    return Letter(subject=subject, heading=subject, blocks=blocks)


def _news(order: Order, event: OrderEvent) -> tuple[str, str]:
    maker = order.seller["name"]
    match event:
        case OrderEvent.ACCEPT:
            return _("%(maker)s accepts your order", maker=maker), _("Your things will be ready when you come.")
        case OrderEvent.REFUSE:
            return _("%(maker)s cannot take your order", maker=maker), _("You owe nothing for it. This is why:")
        case OrderEvent.MAKE_READY:
            return _("Your order from %(maker)s is ready", maker=maker), _("It waits for you at the time you chose.")
        case OrderEvent.HAND_OVER:
            words = _("Here is what you took and paid, for your papers.")
            return _("You collected your order from %(maker)s", maker=maker), words
        case OrderEvent.CANCEL_BY_BUYER:
            return _("Your order from %(maker)s is cancelled", maker=maker), _(
                "You cancelled it and owe nothing for it."
            )
        case OrderEvent.CANCEL_BY_SELLER:
            return _("%(maker)s had to cancel your order", maker=maker), _("You owe nothing for it. This is why:")
        case OrderEvent.MISS:
            words = _("Your things waited and nobody came. If something went wrong, write to the maker.")
            return _("You did not collect your order from %(maker)s", maker=maker), words
        case OrderEvent.LAPSE:
            words = _("Nobody answered in time, so the order has ended by itself. You owe nothing for it.")
            return _("Your order from %(maker)s has lapsed", maker=maker), words


def new_order_letter(order: Order) -> Letter:
    """For the business: a new order to answer."""
    buyer = order.purchase
    contact = " · ".join(part for part in (buyer.name, buyer.phone, buyer.email) if part)
    return Letter(
        subject=_("New order %(code)s", code=order.code),
        heading=_("New order: %(total)s", total=money(order.total)),
        blocks=[
            _lines(order, titles_of="seller"),
            _collection(order),
            Facts([(_("Buyer"), contact), (_("Please answer by"), moment(order.lapses_at))]),
            Action(_("Answer the order"), _owner_link(order)),
        ],
        preview=_("Accept or refuse it by %(time)s.", time=moment(order.lapses_at)),
    )


def reminder_letter(order: Order) -> Letter:
    """For the business: the order still waits for an answer."""
    subject = _("Order %(code)s waits for your answer", code=order.code)
    words = _("Without an answer it ends by itself on %(time)s and the buyer is told.", time=moment(order.lapses_at))
    answer = Action(_("Answer the order"), _owner_link(order))
    blocks: list[Block] = [Paragraph(words), _lines(order, titles_of="seller"), answer]
    return Letter(subject=subject, heading=subject, blocks=blocks)


def called_off_letter(order: Order, event: OrderEvent) -> Letter:
    """For the business: the buyer cancelled, or nobody answered."""
    if event is OrderEvent.LAPSE:
        subject = _("Order %(code)s has lapsed", code=order.code)
        words = _("It was not answered in time. Its things are back in your stock, and the buyer was told.")
    else:
        subject = _("Order %(code)s was cancelled by the buyer", code=order.code)
        words = _("Its things are back in your stock. There is nothing to do.")
    blocks: list[Block] = [Paragraph(words), _lines(order, titles_of="seller")]
    if order.reason and event is OrderEvent.CANCEL_BY_BUYER:
        blocks.insert(1, Quote(order.reason))
    return Letter(subject=subject, heading=subject, blocks=[*blocks, Action(_("Open the order"), _owner_link(order))])


def withdrawal_receipt(withdrawal: Withdrawal, *, for_business: bool) -> Letter:
    """The receipt of a withdrawal, with the moment it arrived (Directive 2011/83/EU, article 11a(4))."""
    order = withdrawal.order
    subject = _("Withdrawal from order %(code)s received", code=order.code)
    facts = Facts(
        [
            (_("Order number"), order.code),
            (_("Maker"), order.seller["name"]),
            (_("In the name of"), withdrawal.name),
            (_("Received"), moment(withdrawal.at)),
        ]
    )
    if for_business:
        words = _withdrawal_for_business(withdrawal)
        target = Action(_("Open the order"), _owner_link(order))
    else:
        words = _withdrawal_for_buyer(withdrawal)
        target = Action(_("Look at my orders"), _buyer_link(order.purchase))
    return Letter(subject=subject, heading=subject, blocks=[Paragraph(words), facts, target])


def _withdrawal_for_buyer(withdrawal: Withdrawal) -> str:
    if withdrawal.order.state != OrderState.HANDED_OVER:
        return _("We have passed your withdrawal on to the maker. Nothing was paid, so there is nothing to pay back.")
    if _in_time(withdrawal):
        return _("We have passed your withdrawal on to the maker, who pays you back within 14 days.")
    return _(
        "We have passed your withdrawal on to the maker. It came more than 14 days after collecting, or concerns what "
        "the law excepts: perishable, made for you, or dated. The maker will answer you."
    )


def _withdrawal_for_business(withdrawal: Withdrawal) -> str:
    if withdrawal.order.state != OrderState.HANDED_OVER:
        return _("The buyer withdraws from the contract. Nothing was paid, so there is nothing to pay back.")
    if _in_time(withdrawal):
        return _("The buyer withdraws from the contract. Pay back what was paid within 14 days of this letter.")
    return _(
        "The buyer withdraws from the contract, but more than 14 days after collecting, or from what the law excepts. "
        "You need not pay back; please answer the buyer."
    )


def _in_time(withdrawal: Withdrawal) -> bool:
    order = withdrawal.order
    exceptions = [line.withdrawal_exception for line in order.lines]
    return may_withdraw(OrderState(order.state), order.changed_at, exceptions, withdrawal.at)


def _lines(order: Order, *, titles_of: str) -> Lines:
    rows = []
    for line in order.lines:
        title = line.title if titles_of == "buyer" else line.seller_title
        name = ", ".join(part for part in (title, line.variant_name) if part)
        rows.append((f"{line.quantity} × {name}", money(line.total)))
    return Lines(
        heading=_("Order %(code)s, %(maker)s", code=order.code, maker=order.seller["name"]),
        rows=rows,
        total=(_("To pay when collecting"), money(order.total)),
        note=vat_note(order),
    )


def vat_note(order: Order) -> str:
    """The VAT in an order's total, a rate after the other, or why there is none."""
    if order.seller.get("vat_exemption"):
        return order.seller["vat_exemption"]
    shares = vat_by_rate(GrossAtRate(line.vat_rate, line.total) for line in order.lines)
    notes = [_("of which VAT %(rate)s: %(amount)s", rate=percent(s.rate_bp), amount=money(s.vat)) for s in shares]
    return "; ".join(notes)


def _collection(order: Order) -> Facts:
    return Facts(
        [
            (_("Where"), place_line(order)),
            (_("When"), f"{day(order.slot_starts_at)}, {span(order.slot_starts_at, order.slot_ends_at)}"),
        ]
    )


def _seller(order: Order) -> str:
    seller = order.seller
    number = "SIRET" if seller["country"] == "FR" else "Partita IVA"
    parts = [seller["legal_name"], seller["legal_form"], seller["address"], f"{number} {seller['register_number']}"]
    parts += [seller["vat_number"], seller["email"], seller["phone"]]
    return _("Sold by %(seller)s", seller=", ".join(part for part in parts if part))


def _withdrawal(purchase: Purchase) -> str:
    titles = [line.title for order in purchase.orders for line in order.lines if not line.withdrawal_exception]
    if not titles:
        return _("Nothing of this can be returned once it is yours: it is perishable, made for you, or dated.")
    return _(
        "You may withdraw within 14 days of collecting, without a reason, from: %(titles)s. The way is on your order's page.",
        titles=", ".join(titles),
    )


def _buyer_link(purchase: Purchase) -> str:
    return link("orders.confirmation", token=link_token(purchase))


def _owner_link(order: Order) -> str:
    return link("orders_owner.show", slug=order.business.slug, code=order.code)
