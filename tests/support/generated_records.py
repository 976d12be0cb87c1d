"""Records drawn at random by Hypothesis: a pledge with every kind of goal and date, its follow-ups, and what replaces it."""

from datetime import date

from hypothesis import strategies as st

PLEDGE = "kommuner/lulea/loften/prov"

days = st.dates(date(2016, 1, 1), date(2024, 12, 31))
partial_dates = st.one_of(
    days.map(str), days.map(lambda day: f"{day:%Y-%m}"), days.map(lambda day: f"{day:%Y}"), st.just("okänd")
)
spans = st.tuples(days, days).map(lambda pair: f"{min(pair)}/{max(pair)}")
periods = st.one_of(
    spans,
    spans,
    st.sampled_from(["2018", "2019/2020", "2019/..", "okänd", "2018/okänd", "okänd/2020", "2019-05-29/2020-05-28"]),
)
units = st.sampled_from(["dygn", "vecka", "månad", "kvartal", "tertial", "halvår", "år"])
verdicts = st.sampled_from(["", "", "uppfyllt", "delvis uppfyllt", "inte uppfyllt", "går inte att bedöma"])
speakers = st.sampled_from(["polisen", "kommunen", "lpo-prov", "provtidningen", "[kommunen, provtidningen]"])
outcomes = st.lists(
    st.tuples(
        st.sampled_from(["total", "takt", "andel", "text"]),
        st.one_of(st.integers(0, 300).map(lambda number: f"antal: {number}"), st.sampled_from(["gjort: ja", "antal: minst 5", "antal: 3, per: dygn", "antal: 3, av: 4"])),
    ),
    max_size=4,
)  # fmt: skip


@st.composite
def pledges(draw: st.DrawFn) -> str:
    goal = draw(units)
    lines = [
        "titel: Provlöfte",
        "överenskommelse: okänd",
        "parter: [polisen, kommunen]",
        f"period: {draw(periods)}",
        "åtgärder:",
        "  - {id: total, vad: A, ansvarig: polisen, mål: {minst: 20, enhet: pass}}",
        f"  - {{id: takt, vad: B, ansvarig: kommunen, mål: {{antal: 2, enhet: pass, per: {goal}}}}}",
        "  - {id: andel, vad: C, ansvarig: [polisen, kommunen], mål: {antal: 3, enhet: pass, av: 4}}",
        "  - {id: text, vad: D, mål: på torget}",
    ]
    status = draw(
        st.sampled_from(["", "", "", "avbrutet", "ersatt", "okänd", "pågår", "avslutat", "uppfyllt", "inte uppfyllt"])
    )
    lines += [f"status: {status}"] if status else []
    lines += [f"publicerat: {draw(partial_dates)}"] if draw(st.booleans()) else []
    plan = [f"  senast: {draw(partial_dates)}"] if draw(st.booleans()) else []
    plan += [f"  varje: {draw(units)}"] if draw(st.booleans()) else []
    lines += ["uppföljning:", *plan] if plan else []
    moves = draw(st.lists(st.tuples(partial_dates, partial_dates), max_size=3))
    lines += ["händelser:"] if moves else []
    lines += [f"  - {{datum: {told}, text: Prov, ny uppföljning senast: {new}, skäl: Prov}}" for told, new in moves]
    return "\n".join(lines)


@st.composite
def follow_ups(draw: st.DrawFn, by: st.SearchStrategy[str] = speakers) -> str:
    verdict, told = draw(verdicts), draw(outcomes)
    lines = [
        "titel: Prov",
        "löfte: prov",
        f"datum: {draw(partial_dates)}",
        f"avser: {draw(periods)}",
        f"typ: {draw(st.sampled_from(['slutlig', 'delredovisning']))}",
        f"av: {draw(by)}",
        "belägg: https://provstad.example/prov",
    ]
    lines += [f"bedömning: {verdict}"] if verdict else []
    lines += ["utfall:"] if told else []
    lines += [f"  - {{åtgärd: {action}, {outcome}}}" for action, outcome in told]
    return "\n".join(lines)


@st.composite
def places(draw: st.DrawFn) -> dict[str, str]:
    files = {f"{PLEDGE}.md": draw(pledges())}
    for number, text in enumerate(draw(st.lists(follow_ups(), max_size=3))):
        files[f"kommuner/lulea/uppfoljningar/u{number}.md"] = text
    if draw(st.booleans()):
        files["kommuner/lulea/kommun.md"] = "förs av: sammanställning"
    if draw(st.booleans()):
        files["kommuner/lulea/loften/ny.md"] = draw(pledges()) + "\nefterträder: prov"
    return files
