"""Made-up pledges, and made-up follow-ups that answer them: action by action, with a verdict that the numbers bear."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from random import Random

from bench.layout import Place, Span
from bench.notation import Fields, Value, record_text
from bench.vocabulary import (
    BACKGROUND,
    CAUSES_OF_DELAY,
    DIALOGUES,
    FINAL,
    INTERIM,
    NEXT_STEPS,
    REMARKS,
    REPORTED,
    THEMES,
    WORKING,
    ActionIdea,
    ThemeIdea,
)

File = tuple[str, str]
NOTICE = "Allt här är påhittat av ett program som mäter hur fort portalen byggs. Ingen har lovat eller gjort det."
LAST_DAY = "2026-02-28"
UNPROMISED: tuple[Fields, ...] = (
    {"vad": "Insats mot trimmade mopeder", "antal": "cirka 100", "enhet": "kontroller"},
    {"vad": "Gemensam städdag", "antal": "minst 60", "enhet": "deltagare"},
    {"vad": "Extra möte med föreningarna", "gjort": "ja", "kommentar": "Mötet hölls i november."},
)
_UNITS_A_MONTH = {"månad": 1.0, "vecka": 52 / 12}


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """The municipality that a record lies in, and the parties there. `housing` is empty in small ones."""

    slug: str
    name: str
    police: str
    housing: str
    newspaper: str

    @property
    def parties(self) -> list[str]:
        """Everyone who signs agreements here."""
        return ["kommunen", self.police, *([self.housing] if self.housing else [])]

    def path(self, folder: str, slug: str) -> str:
        """Where a record of this municipality lies, relative to content/."""
        return f"kommuner/{self.slug}/{folder}/{slug}.md"


@dataclass(frozen=True, slots=True)
class Promise:
    """One action of a pledge: the idea, its theme, and the number promised (0 where nothing is counted)."""

    idea: ActionIdea
    theme: ThemeIdea
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GeneratedPledge:
    """What the follow-ups need to know of a pledge. `start_month` is 1, or 2 where it began in February."""

    slug: str
    where: str
    span: Span
    start_month: int
    promises: tuple[Promise, ...]
    moved: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Report:
    """A follow-up that is drawn but not written: what the interim one counts depends on the final one."""

    slug: str
    is_final: bool
    path: str
    fields: Fields
    outcomes: Sequence[Fields]
    body: str

    def text(self) -> str:
        return record_text({**self.fields, "utfall": self.outcomes}, self.body)


def evidence(title: str, path: str) -> list[Fields]:
    """Rows for `källor` and `belägg`, at an address that is reserved for examples (RFC 2606)."""
    return [{"titel": title, "adress": f"https://prov.example/{path}"}]


def choose_promises(rng: Random, themes: Sequence[ThemeIdea], count: int) -> tuple[Promise, ...]:
    """Up to `count` different actions out of `themes`, with numbers."""
    ideas = [(idea, theme) for theme in themes for idea in theme.actions]
    chosen = rng.sample(ideas, min(count, len(ideas)))
    return tuple(Promise(idea, theme, rng.randint(idea.low, idea.high) if idea.unit else 0) for idea, theme in chosen)


def action_rows(promises: Sequence[Promise], place: Place | None = None) -> list[Fields]:
    """The rows of `åtgärder`. The first action of every other list bears `place`."""
    rows: list[Fields] = []
    for number, promise in enumerate(promises):
        idea = promise.idea
        goal: Value = idea.goal
        if idea.unit:
            word = "minst" if promise.number % 2 else "antal"
            goal = {word: str(promise.number), "enhet": idea.unit, "per": idea.per}
        here = [place.slug] if place and place.slug and number == 0 and len(promises) % 2 else []
        rows.append(
            {
                "id": idea.id, "vad": idea.what, "ansvarig": idea.responsible, "ämne": promise.theme.slug,
                "områden": here, "mål": goal,
            }
        )  # fmt: skip
    return rows


def write_pledge(
    rng: Random, home: Home, *, agreement: str, place: Place, span: Span, previous: str
) -> tuple[GeneratedPledge, File, bool]:
    """One pledge, and whether it was broken off. `previous` is the pledge that it may succeed, or empty."""
    slug = f"{span.slug}-{place.slug}" if place.slug else span.slug
    where = f"vid {place.name}" if place.slug else f"i {place.name}"
    themes = rng.sample(THEMES, rng.choice((2, 2, 3, 3, 4)))
    promises = choose_promises(rng, themes, rng.choice((3, 3, 4, 4, 5, 6)))
    start_month = 2 if rng.random() < 0.2 else 1
    period = span.period if start_month == 1 else f"{span.first}-02/{span.last}-12"
    deadline = f"{span.last + 1}-03-31" if rng.random() < 0.5 else ""
    rhythm = "" if deadline else "halvår"
    moved = bool(deadline) and span.last < 2025 and rng.random() < 0.1
    broken_off = rng.random() < 0.02
    aims = " och ".join(theme.aim for theme in themes[:2])
    fields: Fields = {
        "titel": f"Påhittat löfte: {themes[0].aim} {where} {span.words}",
        "kort": f"Påhittat löfte från polisen och kommunen {where} om {aims}.",
        "parter": home.parties if rng.random() < 0.5 else [],
        "överenskommelse": agreement,
        "ämnen": [theme.slug for theme in themes],
        "områden": [place.slug] if place.slug else [],
        "period": period,
        "status": "avbrutet" if broken_off else "",
        "skäl": "Parterna enades om ett nytt löfte när förutsättningarna ändrades." if broken_off else "",
        "undertecknat": f"{span.first}-01-{rng.randint(10, 28)}",
        "publicerat": f"{span.first}-02-{rng.randint(1, 20):02d}",
        "diarienummer": f"PROV/{span.first}:{rng.randint(1, 999)}",
        "efterträder": previous if rng.random() < 0.4 else "",
        "problem": " ".join(rng.choice(theme.problems) for theme in themes),
        "dialog": rng.choice(DIALOGUES),
        "åtgärder": action_rows(promises, place),
        "effektmål": [theme.effect_goal for theme in themes[:2]],
        "uppföljning": {"senast": deadline, "varje": rhythm, "hur": "På polisens och kommunens webb"},
        "händelser": _move(span) if moved else [],
        "saknas": ["Underlaget från dialogen finns inte på webben."] if rng.random() < 0.2 else [],
        "källor": [
            *evidence("Provregistrets påhittade löfte", f"{home.slug}/loften/{slug}"),
            *evidence("Provregistrets påhittade nyhet om att löftet skrevs under", f"{home.slug}/nyheter/{slug}"),
        ],
    }  # fmt: skip
    link = f" Löftet hör till [överenskommelsen](../overenskommelser/{agreement}.md)."
    paragraphs = [
        f"{' '.join(rng.sample(BACKGROUND, 2))} {' '.join(theme.problems[0] for theme in themes[:2])}",
        rng.choice(WORKING) + (link if rng.random() < 0.3 else ""),
        NOTICE,
    ]
    pledge = GeneratedPledge(slug=slug, where=where, span=span, start_month=start_month, promises=promises, moved=moved)
    return pledge, (home.path("loften", slug), record_text(fields, "\n\n".join(paragraphs))), broken_off


def _move(span: Span) -> list[Fields]:
    return [
        {
            "datum": f"{span.last}-12-01",
            "text": "Uppföljningen flyttas.",
            "ny uppföljning senast": f"{span.last + 1}-05-31",
            "skäl": "Sammanställningen tog längre tid än väntat.",
        }
    ]


def write_follow_ups(rng: Random, home: Home, pledge: GeneratedPledge) -> Iterator[tuple[str, bool, File]]:
    """(slug, whether final, file) of the follow-ups of `pledge`: on average one and a half."""
    years = pledge.span
    two_years = years.first != years.last
    interim: _Report | None = None
    final: _Report | None = None
    start = f"{years.first}-{pledge.start_month:02d}"
    if rng.random() < 0.62:
        halfway = 12 if two_years else 6
        date = f"{years.first + two_years}-{2 if two_years else 8:02d}-{rng.randint(10, 28)}"
        months = halfway - pledge.start_month + 1
        covers = f"{start}/{years.first}-{halfway:02d}"
        interim = _follow_up(rng, home, pledge, kind="delredovisning", date=date, covers=covers, months=months)
    date = f"{years.last + 1}-{'05' if pledge.moved else '02'}-{rng.randint(10, 28)}"
    if rng.random() < (0.5 if years.last == 2025 else 0.85) and date <= LAST_DAY:
        months = 12 * (1 + two_years) - pledge.start_month + 1
        covers = years.period if pledge.start_month == 1 else f"{start}/{years.last}-12"
        final = _follow_up(rng, home, pledge, kind="slutlig", date=date, covers=covers, months=months)
    if interim is not None and final is not None:
        interim = replace(interim, outcomes=[_part_of(one, final) for one in interim.outcomes])
    for report in (interim, final):
        if report is not None:
            yield report.slug, report.is_final, (report.path, report.text())
    if rng.random() < 0.06:
        yield _newspaper(rng, home, pledge)


def _follow_up(
    rng: Random, home: Home, pledge: GeneratedPledge, *, kind: str, date: str, covers: str, months: int
) -> "_Report":
    final = kind == "slutlig"
    chance = rng.choice((0.95, 0.95, 0.75, 0.75, 0.3)) if final else 0.4
    results = [(promise, rng.random() < chance) for promise in pledge.promises]
    outcomes = [_outcome(rng, promise, reached=reached, months=months, final=final) for promise, reached in results]
    if final and rng.random() < 0.4:
        outcomes.append(rng.choice(UNPROMISED))
    slug = f"{pledge.slug}-{kind}"
    name = "Slutlig uppföljning" if final else "Delredovisning"
    theme = pledge.promises[0].theme
    fields: Fields = {
        "titel": f"{name} {pledge.span.words} av påhittat löfte {pledge.where}",
        "kort": f"Påhittad redovisning av {'hela löftet' if final else 'första delen av löftet'} {pledge.where} {pledge.span.words}.",
        "löfte": pledge.slug,
        "datum": date,
        "avser": covers,
        "typ": kind,
        "av": ["polisen", "kommunen"],
        "bedömning": _verdict(results) if final and rng.random() < 0.4 else "",
        "utfall": [],  # the report's outcomes, when it is written
        "effekt": f"{rng.choice(theme.effects)} Det gäller {pledge.span.words}." if final else "",
        "nästa steg": f"{rng.choice(NEXT_STEPS)} Det gäller tiden efter {pledge.span.words}." if final else "",
        "belägg": evidence("Provregistrets påhittade uppföljning", f"{home.slug}/uppfoljningar/{slug}"),
        "saknas": ["Enkäten är inte genomförd än."] if not final and rng.random() < 0.3 else [],
    }
    body = f"{' '.join(rng.sample(FINAL if final else INTERIM, 2))}\n\n{NOTICE}"
    path = home.path("uppfoljningar", slug)
    return _Report(slug=slug, is_final=final, path=path, fields=fields, outcomes=outcomes, body=body)


def _part_of(outcome: Fields, final: "_Report") -> Fields:
    """An outcome of the interim report, counting no more than half of what the final one counts of all of the time."""
    whole = next((one for one in final.outcomes if one.get("åtgärd") == outcome["åtgärd"]), {})
    if not _is_sum(outcome) or not _is_sum(whole):
        return outcome
    amount = min(_amount(outcome), _amount(whole) // 2)
    return {**outcome, "antal": _spaced(amount), "kommentar": outcome["kommentar"] if amount else ""}


def _is_sum(outcome: Fields) -> bool:
    return "antal" in outcome and "per" not in outcome and outcome["enhet"] != "procent"


def _amount(outcome: Fields) -> int:
    return int(str(outcome["antal"]).replace(" ", ""))


def _spaced(amount: int) -> str:
    return f"{amount:,}".replace(",", " ")


def _newspaper(rng: Random, home: Home, pledge: GeneratedPledge) -> tuple[str, bool, File]:
    slug = f"{pledge.slug}-tidning"
    fields: Fields = {
        "titel": f"Tidningen {pledge.span.words} om påhittat löfte {pledge.where}",
        "löfte": pledge.slug,
        "datum": f"{pledge.span.last}-11-{rng.randint(10, 28)}",
        "avser": f"{pledge.span.first}-{pledge.start_month:02d}/{pledge.span.last}-10",
        "typ": "delredovisning",
        "av": [home.newspaper],
        "belägg": evidence("Provbladets påhittade artikel", f"{home.slug}/uppfoljningar/{slug}"),
    }
    text = record_text(fields, f"{rng.choice(REPORTED)}\n\n{NOTICE}")
    return slug, False, (home.path("uppfoljningar", slug), text)


def _verdict(results: Sequence[tuple[Promise, bool]]) -> str:
    reached = [result for _, result in results]
    return "uppfyllt" if all(reached) else "delvis uppfyllt" if any(reached) else "inte uppfyllt"


def _outcome(rng: Random, promise: Promise, *, reached: bool, months: int, final: bool) -> Fields:
    """What was reported: a number where one was promised, else yes, no or partly."""
    idea = promise.idea
    cause = "" if reached or not final or rng.random() < 0.5 else rng.choice(CAUSES_OF_DELAY)
    if not idea.unit:
        done = "ja" if reached else rng.choice(("delvis", "nej"))
        comment = "Genomfört som planerat." if reached else "Arbetet har börjat men är inte klart."
        return {"åtgärd": idea.id, "gjort": done, "kommentar": comment, "orsak": cause}
    if idea.unit == "procent":
        share = rng.randint(promise.number, 100) if reached else promise.number - rng.randint(5, 30)
        return {"åtgärd": idea.id, "antal": str(share), "enhet": idea.unit, "orsak": cause}
    factor = rng.uniform(1.0, 1.3) if reached else rng.uniform(0.3, 0.85)
    if idea.per and rng.random() < 0.4:
        rate = f"{promise.number * factor + (0.05 if reached else -0.05):.1f}".replace(".", ",")
        return {"åtgärd": idea.id, "antal": rate, "enhet": idea.unit, "per": idea.per, "orsak": cause}
    times = months * _UNITS_A_MONTH[idea.per] if idea.per else 1.0
    amount = int(promise.number * times * factor) + reached
    comment = rng.choice(REMARKS) if rng.random() < 0.3 and amount else ""
    return {
        "åtgärd": idea.id, "antal": _spaced(amount), "enhet": idea.unit,
        "kommentar": comment, "orsak": cause,
    }  # fmt: skip
