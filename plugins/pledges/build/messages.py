"""What staff are told after a run: what was built, what is late or due soon, drafts, and where to look."""

from collections.abc import Iterable
from decimal import Decimal

from pledges.build.site import Built
from pledges.build.up_to_date import Message
from pledges.content.kinds import NAMES
from pledges.content.library import SHARED
from pledges.content.problems import Problem, Severity, as_text, count
from pledges.content.record import Record
from pledges.content.record_fields import CHAIN, News
from pledges.history.publication_log import log_of
from pledges.history.snapshot import Due, news_ahead
from pledges.swedish import day as day_text
from pledges.swedish import decimal, enumerate_words, quantity

SHOWN = 10


def refusal(problems: Iterable[Problem], content_name: str) -> str:
    """All problems, and that nothing was written."""
    problems = list(problems)
    errors, warnings = count(problems, Severity.ERROR), count(problems, Severity.WARNING)
    also = f" Dessutom {quantity(warnings, 'varning', 'varningar')}." if warnings else ""
    return (
        f"{as_text(problems, content_name)}\n"
        f"{quantity(errors, 'fel', 'fel')} måste rättas innan portalen kan byggas.{also}\n"
        "Inget har skrivits: den förra versionen ligger kvar som den var. Rätta filerna ovan och kör samma kommando igen."
    )


def held_text(problems: Iterable[Problem], content_name: str, held: Iterable[str]) -> str:
    """What is wrong in the folders that stand as they were last published."""
    errors = [problem for problem in problems if problem.severity is Severity.ERROR]
    return (
        f"{as_text(errors, content_name)}\n"
        f"OBS! {enumerate_words(held)} ligger kvar som det senast gavs ut, tills felen ovan är rättade. Resten ges ut."
    )


def search_text(seconds: float | None) -> str:
    """A line that the search index was made anew, and how long it took; empty where it was not."""
    return f"  Sökningen är förnyad på {decimal(Decimal(f'{seconds:.1f}'))} s.\n" if seconds is not None else ""


def message_of(problems: Iterable[Problem], built: Built) -> Message:
    """The summary after a successful build. `problems` are those that did not stop it."""
    count_of_files = built.counts.written + built.counts.unchanged
    files = quantity(count_of_files, "fil", "filer")
    first = f"Portalen är byggd för {day_text(built.day)}: {_counts(built)}.\n  {files} i {built.output}"
    lines = []
    warnings = [problem for problem in problems if problem.severity is Severity.WARNING]
    if warnings:
        lines.append(f"  {quantity(len(warnings), 'varning', 'varningar')}: kör make check för att se dem.")
    drafts = sorted(
        record.path for outline in built.library.outlines.values() for record in outline.notable if record.is_draft
    )
    lines.extend(_listed("Utkast, som inte visas", drafts))
    waiting = news_ahead(built.library.shared, built.day, log_of(built.library.content, (SHARED,)))
    lines.extend(_listed("Nyheter som väntar på sin dag", [_news_line(record) for record in waiting]))
    ours = (one for slug, one in built.country.summaries.items() if slug not in built.library.origins)
    work = [due for one in ours for due in one.work]
    lines.extend(_listed("Försenade uppföljningar", [_due_line(due) for due in work if due.day < built.day]))
    lines.extend(_listed("Uppföljningar att göra snart", [_due_line(due) for due in work if due.day >= built.day]))
    lines.extend(_listed("Filer som gicks förbi", built.library.discovery.passed_over))
    if not built.settings.absolute_links:
        # With them the pages lead on only from a web server.
        lines.append(f"Öppna {built.output / 'index.html'} i webbläsaren, eller kör make serve.")
    return Message(first, "\n".join(lines), count_of_files)


def _counts(built: Built) -> str:
    summaries = built.country.summaries.values()
    pledges = sum(counted.pledges for summary in summaries for counted in summary.counts)
    quantities = [quantity(pledges, "löfte", "löften")] if pledges else []
    for model in CHAIN:
        name = NAMES[model.kind]
        number = sum(summary.kinds.get(model.kind, 0) for summary in summaries)
        if number:
            quantities.append(quantity(number, name.singular, name.plural))
    return enumerate_words(quantities) or "inga löften"


def _listed(title: str, rows: Iterable[str]) -> list[str]:
    """The first rows under a heading; the rest are counted, and told by `make check`."""
    rows = list(rows)
    more = [f"    … och {len(rows) - SHOWN} till, som make check visar"] if len(rows) > SHOWN else []
    return [f"  {title}:", *(f"    {row}" for row in rows[:SHOWN]), *more] if rows else []


def _news_line(record: Record[News]) -> str:
    day = record.fields.date
    return f"{day_text(day.first) if day is not None else ''}  {record.fields.title}  ({record.path})"


def _due_line(due: Due) -> str:
    return f"{day_text(due.day)}  {due.title}  ({due.path})"
