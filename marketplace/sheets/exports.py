"""What a shopkeeper reads about a sheet: row by row, which column, what is wrong, what to write."""

from collections.abc import Iterator

from flask_babel import gettext as _
from flask_babel import ngettext

from marketplace.kernel.errors import Invalid
from marketplace.sheets.operations import Outcome
from marketplace.sheets.rules import Table
from marketplace.web.problems import say


def report(table: Table, outcome: Outcome) -> Iterator[str]:
    """The report, line by line."""
    for head in table.unknown:
        yield _('The column "%(name)s" is not known; it was left aside.', name=head)
    for number, problem in outcome.problems:
        column = table.heads.get(problem.field or "", problem.field or "")
        yield _('Row %(row)s, column "%(column)s": %(text)s', row=number, column=column, text=sentence(problem))
    yield ngettext("%(num)s business is new.", "%(num)s businesses are new.", len(outcome.made))
    yield ngettext("%(num)s business changes.", "%(num)s businesses change.", len(outcome.changed))
    yield ngettext("%(num)s business is unchanged.", "%(num)s businesses are unchanged.", len(outcome.unchanged))


def sentence(problem: Invalid) -> str:
    """What is wrong and what to do."""
    text = _sentences(problem).get(problem.code)
    return text if text is not None else say(problem)


def _sentences(problem: Invalid) -> dict[str, str]:
    params = problem.params
    candidates = params.get("candidates")
    names = ", ".join(str(each) for each in candidates) if isinstance(candidates, list) else ""
    return {
        "sheet-encoding": _("This file cannot be read. Save it again as CSV, in UTF-8."),
        "sheet-empty": _("This file is empty."),
        "sheet-broken": _("This file is no whole CSV: look for a quotation mark that is not closed, or a huge cell."),
        "column-twice": _('The column "%(name)s" is there twice. Keep one of them.', name=params.get("column")),
        "column-missing": _(
            'There is no column "%(name)s". The first row must name the columns.', name=params.get("column")
        ),
        "needed": _("Please fill this in."),
        "too-long": _("Please write at most %(max)d characters.", max=params.get("most", 0)),
        "unreadable": _("This text holds characters that cannot be stored. Please type it again."),
        "commune-unknown": _("This is no commune of our valleys. Write its name, its postal code, or both."),
        "commune-ambiguous": _("Several communes fit. Write one of these: %(names)s.", names=names),
        "category-unknown": _("This kind of work is not known. Write one of the categories' names."),
        "label-unknown": _(
            "This mark is not known. Write for example: AOP: certificate number; Bio: certificate number."
        ),
        "language-unknown": _("Write French, Italian or English."),
        "yes-no": _("Write yes or no."),
        "row-twice": _("This business is there already, in row %(row)s.", row=params.get("row")),
        "hours-unreadable": _("Write the hours like this: 9-12, 14:30-18. For a closed day: closed."),
        "hours-impossible": _("There is no such time of day. Write the hours like this: 9-12, 14:30-18."),
        "hours-empty": _("Opening and closing are the same time."),
        "hours-overlap": _("These hours overlap."),
        "hours-too-many": _("Write at most two times for a day."),
        "identity-incomplete": _("This business is visible, so its legal identity must stay complete."),
    }
