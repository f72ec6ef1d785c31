"""Who the trader is before the law."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, StringField, TextAreaField
from wtforms.validators import Length

from marketplace.businesses.forms.words import problem_words
from marketplace.businesses.models import LegalIdentity
from marketplace.businesses.queries.readiness import identity_facts
from marketplace.businesses.rules import IdentityFacts, Missing
from marketplace.kernel.errors import Invalid
from marketplace.kernel.identity import check_partita_iva, check_rea, check_siret, check_vat_number
from marketplace.web.forms import BaseForm, options

# Proposed while typing; any other form may be written.
LEGAL_FORMS = (
    "Micro-entreprise",
    "Entreprise individuelle",
    "EARL",
    "GAEC",
    "EURL",
    "SARL",
    "SASU",
    "SAS",
    "SCOP",
    "Association",
    "Ditta individuale",
    "Impresa agricola individuale",
    "Società semplice agricola",
    "Snc",
    "Sas",
    "Srl",
    "Srls",
    "Società cooperativa",
    "Associazione",
)
_FIELDS = {Missing.VAT: "vat_number", Missing.SELF_CERTIFICATION: "self_certified"}


class LegalForm(BaseForm):
    """May be saved half filled until the card is submitted; what is written must be right."""

    country = RadioField(_l("Where is it registered?"), choices=options([("FR", _l("France")), ("IT", _l("Italy"))]))
    legal_name = StringField(
        _l("Registered name"), [Length(max=160)], description=_l("As in the register: “GAEC des Arolles”.")
    )
    legal_form = StringField(_l("Legal form"), [Length(max=80)])
    register_number = StringField(
        _l("SIRET or partita IVA"),
        [Length(max=30)],
        description=_l("France: the 14 digits of the SIRET. Italy: the 11 of the partita IVA."),
    )
    rea = StringField(
        _l("REA number"), [Length(max=20)], description=_l("Italian companies: province and number, like TO-1234567.")
    )
    vat_number = StringField(_l("VAT number"), [Length(max=20)])
    vat_exempt = BooleanField(_l("We charge no VAT (franchise, art. 293 B CGI; regime forfettario)"))
    registered_address = TextAreaField(_l("Registered address"), [Length(max=300)])
    mediator = StringField(
        _l("Consumer mediator"),
        [Length(max=200)],
        description=_l("Mandatory in France: name and website of the mediator you belong to."),
    )
    self_certified = BooleanField(
        _l("I only offer goods and services that follow the law of the Union, and what I say here is true.")
    )

    def validate(self, extra_validators: Any = None) -> bool:
        valid = super().validate(extra_validators)
        french = self.country.data == "FR"
        checks = (
            ("register_number", check_siret if french else check_partita_iva, ()),
            ("rea", check_rea, ()),
            ("vat_number", check_vat_number, (self.country.data,)),
        )
        for name, check, more in checks:
            if self.country.data in ("FR", "IT") and self[name].data and not self[name].errors:
                valid = self._check(name, check, more) and valid
        if self.vat_exempt.data and self.vat_number.data:
            self.vat_exempt.errors = [_("Either a VAT number or no VAT.")]
            valid = False
        return valid

    def _check(self, name: str, check: Any, more: tuple[Any, ...]) -> bool:
        try:
            self[name].data = check(self[name].data, *more, field=name)
        except Invalid as problem:
            self.blame(problem, problem_words(problem))
            return False
        return True

    def blame_gaps(self, gaps: list[str]) -> None:
        """Says beside each field that it is needed."""
        for gap in gaps:
            field = self[_FIELDS.get(Missing(gap), gap)]
            field.errors = [*field.errors, _("This is needed.")]

    @property
    def facts(self) -> IdentityFacts:
        """What was written."""
        italian = self.country.data == "IT"
        return IdentityFacts(
            country=self.country.data,
            legal_name=self.legal_name.data or "",
            legal_form=self.legal_form.data or "",
            register_number=self.register_number.data or "",
            rea=(self.rea.data or "") if italian else "",
            vat_number=self.vat_number.data or "",
            vat_exempt=self.vat_exempt.data,
            registered_address=self.registered_address.data or "",
            mediator=self.mediator.data or "",
            self_certified=self.self_certified.data,
        )


def legal_values(identity: LegalIdentity | None, country: str) -> dict[str, Any]:
    """What the form shows before anything is typed; the certification is asked for again at each change."""
    if identity is None:
        return {"country": country}
    facts = identity_facts(identity)
    values = {name: getattr(facts, name) for name in facts.__slots__}
    return values | {"self_certified": facts.self_certified and identity.state == "draft"}
