"""The national scale set: a made-up country of any size to build, always the same for the same size and seed.

290 municipalities with their real slugs (a folder must bear one) but with text that says of itself that it is
made up; ten years of agreements, situation pictures, action plans, pledges and follow-ups; pledges shared out by
population, so that the largest municipalities are very large. Records are as long as the real ones in content/, and
pledges have as many actions (a test holds them to it).

    python -m bench.country FOLDER --pledges 1000
"""

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

from bench.layout import AGREEMENT_YEARS, District, Place, Span, lay_out, police_areas, share_out
from bench.notation import Fields, record_text
from bench.promises import (
    NOTICE,
    File,
    GeneratedPledge,
    Home,
    action_rows,
    choose_promises,
    evidence,
    write_follow_ups,
    write_pledge,
)
from bench.vocabulary import BACKGROUND, THEMES, WORKING, ThemeIdea
from pledges.content.geography import Geography, MunicipalityFacts, load

SIZES = (100, 1_000, 5_000, 20_000)
SEED = 2026
HOUSING_FROM = 20
NEWS_FROM = 30


def country(pledges: int, seed: int, geography: Geography) -> Iterator[File]:
    """Every file of the country: (path under content/, text). The same arguments give the same files, in order."""
    counts = share_out(pledges, geography.municipalities.values())
    areas = {
        slug: tuple(one for one in members if one in counts)
        for slug, members in police_areas(geography.municipalities.values()).items()
    }
    police_of = {one: slug for slug, members in areas.items() for one in members}
    yield from _themes()
    yield from _common(sorted({geography.municipalities[slug].county_code for slug in counts}))
    for slug, members in areas.items():
        if members:
            number = slug.removeprefix("lpo-prov-")
            yield _simple(f"polisen/{slug}", {"titel": f"Påhittat lokalpolisområde {number}", "kommuner": members})
    for slug in sorted(counts):
        facts = geography.municipalities[slug]
        yield from _municipality(
            Random(f"{seed}/{slug}/{counts[slug]}"), facts, police=police_of[slug], count=counts[slug]
        )


def write_country(target: Path, pledges: int, *, seed: int = SEED, geography: Geography | None = None) -> Counter[str]:
    """Write the country into the new or empty folder `target`. Returns how many files each kind of folder got."""
    if target.exists() and any(target.iterdir()):
        raise FileExistsError(f"{target} is not empty.")
    written: Counter[str] = Counter()
    folders: set[Path] = set()
    for path, text in country(pledges, seed, geography or load()):
        file = target / path
        if file.parent not in folders:
            file.parent.mkdir(parents=True, exist_ok=True)
            folders.add(file.parent)
        file.write_bytes(text.encode())
        written[file.parent.name if path.count("/") != 2 else "kommuner"] += 1
    return written


def _simple(identity: str, fields: Fields) -> File:
    return f"{identity}.md", record_text(fields, NOTICE)


def _themes() -> Iterator[File]:
    for theme in THEMES:
        yield _simple(f"amnen/{theme.slug}", {"titel": theme.title, "kort": theme.summary})


def _common(counties: Sequence[str]) -> Iterator[File]:
    yield _simple("sidor/om", {"titel": "Om provregistret", "kort": "Vad det här är.", "i menyn": "ja"})
    for code in counties:
        yield _simple(f"aktorer/provbladet-{code}", {"titel": f"Provbladet {code}", "typ": "tidning"})


def _municipality(rng: Random, facts: MunicipalityFacts, *, police: str, count: int) -> Iterator[File]:
    housing = f"provbostader-{facts.slug}" if count >= HOUSING_FROM else ""
    home = Home(
        slug=facts.slug, name=facts.name, police=police, housing=housing, newspaper=f"provbladet-{facts.county_code}"
    )
    if housing:
        yield _simple(f"aktorer/{housing}", {"titel": f"Provbostäder i {facts.name}", "typ": "bostadsbolag"})
    if count >= NEWS_FROM:
        news: Fields = {
            "titel": f"Påhittad nyhet om löften i {facts.name}", "datum": "2025-03-01",
            "kort": "En nyhet ur provregistret.", "kommuner": [facts.slug],
        }  # fmt: skip
        yield _simple(f"nyheter/2025-03-01-{facts.slug}", news)
    yield _simple(
        f"kommuner/{facts.slug}/kommun",
        {"kommunkod": facts.code, "kort": f"Påhittade uppgifter för {facts.name}, till för att mäta portalens fart."},
    )  # fmt: skip
    for district in lay_out(rng, facts.name, count):
        yield from _district(rng, home, district)


def _district(rng: Random, home: Home, district: District) -> Iterator[File]:
    """Areas, then agreement by agreement: pictures, the agreement, a plan, pledges and their follow-ups."""
    for place in district.spans:
        if place.slug:
            yield f"{home.path('omraden', place.slug)}", record_text({"titel": place.name}, "")
    earlier = ""
    finals: list[str] = []
    last: dict[Place, GeneratedPledge] = {}
    for years in AGREEMENT_YEARS:
        span = Span(*years)
        cells = [
            (place, one)
            for place, spans in district.spans.items()
            for one in spans
            if span.first <= one.first <= span.last
        ]
        if not cells:
            continue
        themes = rng.sample(THEMES, 3)
        slug = f"{district.slug}-{span.slug}" if district.slug else span.slug
        pictures = list(_pictures(rng, home, district=district, span=span, themes=themes, finals=finals))
        yield from (file for _, file in pictures)
        yield _agreement(
            rng,
            home,
            district=district,
            span=span,
            slug=slug,
            earlier=earlier,
            themes=themes,
            pictures=[name for name, _ in pictures],
        )
        if span.first == 2024:
            yield from _plan(rng, home, district=district, span=span, agreement=slug, picture=pictures[-1][0])
        finals = []
        for place, one in cells:
            before = last[place].slug if place in last else ""
            pledge, file, broken_off = write_pledge(rng, home, agreement=slug, place=place, span=one, previous=before)
            yield file
            last[place] = pledge
            for name, final, report in () if broken_off else write_follow_ups(rng, home, pledge):
                yield report
                if final and one.last < span.last:  # told before the next picture is drawn
                    finals.append(name)
        earlier = slug


def _pictures(
    rng: Random, home: Home, *, district: District, span: Span, themes: Sequence[ThemeIdea], finals: Sequence[str]
) -> Iterator[tuple[str, File]]:
    """Each party's own picture and the joint one, from the autumn before, which builds on earlier follow-ups."""
    year = span.first - 1
    makers = {"polisen": [home.police], "kommunen": ["kommunen"], "gemensam": [home.police, "kommunen"]}
    for number, (word, by) in enumerate(makers.items()):
        joint = word == "gemensam"
        slug = f"{district.slug}-{year}-{word}" if district.slug else f"{year}-{word}"
        title = (
            "gemensam lägesbild" if joint else "lägesbild från polisen" if number == 0 else "lägesbild från kommunen"
        )
        fields: Fields = {
            "titel": f"Påhittad {title} {year} för {district.name}",
            "av": by,
            "datum": f"{year}-{9 + number}",
            "publicerad": rng.choice(("ja", "delvis", "sekretess")) if not joint else "ja",
            "bygger på": list(finals[:3]) if joint else [],
            "problem": [
                {
                    "ämne": theme.slug, "text": rng.choice(theme.problems), "orsaker": rng.choice(theme.causes),
                    "utveckling": rng.choice(theme.trends),
                }
                for theme in (themes if joint else themes[:2])
            ],
        }  # fmt: skip
        yield slug, (home.path("lagesbilder", slug), record_text(fields, NOTICE))


def _agreement(
    rng: Random, home: Home, *, district: District, span: Span, slug: str, earlier: str,
    themes: Sequence[ThemeIdea], pictures: Sequence[str],
) -> File:  # fmt: skip
    source = evidence("Provregistrets påhittade överenskommelse", f"{home.slug}/overenskommelser/{slug}")
    fields: Fields = {
        "titel": f"Påhittad samverkansöverenskommelse {span.words} för {district.name}",
        "parter": home.parties,
        "områden": [place.slug for place in district.spans] if district.slug else [],
        "period": span.period,
        "undertecknad": f"{span.first - 1}-12-{rng.randint(10, 20)}",
        "undertecknare": ["kommunstyrelsens ordförande", "chefen för lokalpolisområdet"],
        "diarienummer": f"PROV/{span.first - 1}:{rng.randint(1, 999)}",
        "organisation": "Styrgrupp med kommundirektör och chefen för lokalpolisområdet.",
        "resurser": "En trygghetssamordnare på heltid och en områdespolis på halvtid.",
        "lägesbilder": pictures,
        "fokusområden": [
            {
                "ämne": theme.slug, "problem": theme.problems[0], "orsaker": theme.causes[0],
                "mål": theme.effect_goal, "ansvar": "Kommunen svarar för miljön, polisen för kontrollerna.",
            }
            for theme in themes
        ],
        "uppföljning": {"varje": "år"},
        "efterträder": earlier,
        "dokument": source,
    }  # fmt: skip
    return home.path("overenskommelser", slug), record_text(fields, f"{rng.choice(BACKGROUND)}\n\n{NOTICE}")


def _plan(rng: Random, home: Home, *, district: District, span: Span, agreement: str, picture: str) -> Iterator[File]:
    """The action plan that the law of 2023 asks for, and in every other municipality a report on it."""
    promises = choose_promises(rng, rng.sample(THEMES, 3), 5)
    fields: Fields = {
        "titel": f"Påhittad åtgärdsplan {span.words} för {district.name}",
        "beslutad": f"{span.first}-03-{rng.randint(10, 28)}",
        "period": span.period,
        "överenskommelse": agreement,
        "lägesbilder": [picture],
        "åtgärder": action_rows(promises),
    }
    yield home.path("atgardsplaner", agreement), record_text(fields, f"{rng.choice(WORKING)}\n\n{NOTICE}")
    if rng.random() < 0.5:
        report = f"atgardsplan-{district.slug}-{span.first}".replace("--", "-")
        fields: Fields = {
            "titel": f"Delredovisning {span.first} av påhittad åtgärdsplan för {district.name}",
            "åtgärdsplan": agreement,
            "datum": f"{span.first + 1}-03-{rng.randint(10, 28)}",
            "avser": str(span.first),
            "typ": "delredovisning",
            "av": ["kommunen"],
            "utfall": [
                {"åtgärd": promise.idea.id, "gjort": rng.choice(("ja", "delvis")), "kommentar": "Arbetet pågår."}
                for promise in promises
                if not promise.idea.unit
            ],
            "belägg": evidence("Provregistrets påhittade redovisning", f"{home.slug}/uppfoljningar/{report}"),
        }
        yield home.path("uppfoljningar", report), record_text(fields, NOTICE)


def main() -> None:
    """Write a country and say how many files of each kind it has."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("folder", type=Path, help="a new or empty folder")
    parser.add_argument("--pledges", type=int, default=1_000, help=f"how many, for example {SIZES}")
    parser.add_argument("--seed", type=int, default=SEED)
    chosen = parser.parse_args()
    written = write_country(chosen.folder, chosen.pledges, seed=chosen.seed)
    print("\n".join(f"{number:>7}  {folder}" for folder, number in sorted(written.items())))


if __name__ == "__main__":
    main()
