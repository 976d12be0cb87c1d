"""How each state is put in Swedish: one table, a short neutral label and one explaining sentence each.

What the portal's editors have not found in the sources is their gap, and no failure of the parties; so a record
that is a compilation has words of its own wherever something is not here.
"""

from dataclasses import dataclass

from pledges import swedish
from pledges.content.kinds import Kind
from pledges.i18n import _
from pledges.status.measure import Reached
from pledges.status.standing import Rhythm, Standing
from pledges.status.states import FollowUpState, State


@dataclass(frozen=True, slots=True)
class Words:
    """A label and a sentence, for records kept by the parties, and for compilations where it differs.

    `common` is the label beside a word of common gender (överenskommelse, åtgärdsplan), where it differs.
    """

    label: str
    sentence: str
    compiled_label: str = ""
    compiled_sentence: str = ""
    common: str = ""


STATES: dict[State, Words] = {
    State.NOT_YET_PUBLISHED: Words("Ännu inte publicerat", "Löftet har ännu inte getts till invånarna."),
    State.PLANNED: Words("Planerat", "Perioden har inte börjat.", common="Planerad"),
    State.ONGOING: Words("Pågår", "Perioden har börjat och är inte slut."),
    State.ENDED: Words(
        "Avslutat",
        "Perioden är slut. Någon samlad bedömning från parterna finns inte här.",
        compiled_sentence="Perioden är slut. Någon samlad bedömning från parterna hittades inte i källorna.",
        common="Avslutad",
    ),
    State.KEPT: Words("Uppfyllt", "Parterna bedömer att det som lovades är uppfyllt.", common="Uppfylld"),
    State.PARTLY_KEPT: Words(
        "Delvis uppfyllt", "Parterna bedömer att det som lovades är delvis uppfyllt.", common="Delvis uppfylld"
    ),
    State.NOT_KEPT: Words(
        "Inte uppfyllt", "Parterna bedömer att det som lovades inte är uppfyllt.", common="Inte uppfylld"
    ),
    State.NOT_ASSESSABLE: Words(
        "Går inte att bedöma", "Parterna säger att det inte går att bedöma om det som lovades är uppfyllt."
    ),
    State.PARTIES_DISAGREE: Words(
        "Parterna bedömer olika",
        "Parterna har gett olika samlade bedömningar. Båda står här.",
    ),
    State.BROKEN_OFF: Words("Avbrutet", "Arbetet avbröts i förtid. Skälet anges här.", common="Avbruten"),
    State.REPLACED: Words("Ersatt", "En efterträdare har tagit vid."),
    State.UNKNOWN: Words(
        "Okänt om det gäller nu",
        "Det framgår inte här om perioden pågår eller är slut.",
        compiled_sentence="Det framgår inte av källorna om perioden pågår eller är slut.",
        common="Okänt om den gäller nu",
    ),
}

FOLLOW_UPS: dict[FollowUpState, Words] = {
    FollowUpState.NOT_DUE: Words("Inte dags ännu", "Det är ännu inte dags att berätta hur det gick."),
    FollowUpState.AWAITED: Words("Resultat väntas", "Perioden är slut och resultatet väntas."),
    FollowUpState.LATE: Words(
        "Uppföljningen försenad",
        "Dagen då uppföljningen skulle vara klar enligt parterna har passerat, och den finns inte här.",
    ),
    FollowUpState.NOT_PUBLISHED_HERE: Words(
        "Inget resultat publicerat här",
        "Perioden är slut och inget resultat är publicerat här. Det säger ingenting om hur det gick.",
    ),
    FollowUpState.NOT_FOUND: Words(
        "Uppföljning hittades inte i källorna",
        "Portalens redaktion har inte hittat någon uppföljning i de källor som den har gått igenom. "
        "Det betyder inte att det saknas en.",
    ),
    FollowUpState.INTERIM_ONLY: Words(
        "Slutresultat saknas, delredovisning finns",
        "Parterna har redovisat en del av resultatet. Slutresultatet är inte publicerat här.",
        compiled_label="Delredovisning finns, slutresultat hittades inte i källorna",
        compiled_sentence="Parterna har redovisat en del av resultatet. Portalens redaktion har inte hittat slutresultatet i källorna.",
    ),
    FollowUpState.BY_OTHERS_ONLY: Words(
        "Redovisat av någon annan",
        "Någon annan än parterna har berättat hur det gick. Parternas egen uppföljning är inte publicerad här.",
        compiled_sentence="Någon annan än parterna har berättat hur det gick. "
        "Parternas egen uppföljning hittades inte i källorna.",
    ),
    FollowUpState.FINAL: Words("Slutlig uppföljning finns", "Parterna har berättat hur det gick."),
    FollowUpState.UNKNOWN: Words(
        "Okänt när resultat kan väntas",
        "Det framgår inte här när perioden slutar, och därför inte heller när resultatet kan väntas.",
        compiled_sentence="Det framgår inte av källorna när perioden slutar, "
        "och därför inte heller när resultatet kan väntas.",
    ),
}

REACHED: dict[Reached, Words] = {
    Reached.REACHED: Words("Målet nått", "Det redovisade är minst lika mycket som målet."),
    Reached.NOT_REACHED: Words("Målet inte nått", "Det redovisade är mindre än målet."),
    Reached.SO_FAR: Words("Hittills", "Perioden är inte slut. Talen visar läget hittills."),
    Reached.PARTLY_REPORTED: Words(
        "En del av perioden redovisad",
        "Bara en del av perioden är redovisad här, så det går inte att säga om målet är nått.",
        compiled_sentence="Redovisning för hela perioden hittades inte i källorna, "
        "så det går inte att säga om målet är nått.",
    ),
    Reached.NO_MEASURABLE_GOAL: Words(
        "Inget mätbart mål", "Åtgärden har inget mål i tal, så det finns inget att räkna mot."
    ),
    Reached.WITHOUT_NUMBER: Words("Redovisat utan tal", "Målet är ett tal, men redovisningen anger inget."),
    Reached.NOT_MENTIONED: Words(
        "Nämns inte i uppföljningen",
        "De som ansvarar för åtgärden har gjort en slutlig uppföljning som inte tar upp den.",
    ),
    Reached.NOT_COMPUTED: Words(
        "Går inte att räkna ut", "De redovisade talen går inte att ställa mot målet. Skälet står i uträkningen."
    ),
    Reached.NOT_REPORTED: Words(
        "Inget resultat redovisat här",
        "Något resultat för åtgärden är inte publicerat här.",
        compiled_label="Resultat hittades inte i källorna",
        compiled_sentence="Portalens redaktion har inte hittat något resultat för åtgärden i källorna.",
    ),
    Reached.BY_OTHERS_ONLY: Words(
        "Redovisat av någon annan",
        "Någon annan än parterna har berättat om åtgärden. Deras tal ställs inte mot målet.",
    ),
}


def _label(words: Words, compilation: bool) -> str:
    return _((compilation and words.compiled_label) or words.label)


def _sentence(words: Words, compilation: bool) -> str:
    return _((compilation and words.compiled_sentence) or words.sentence)


def state_label(state: State, compilation: bool, kind: Kind = Kind.PLEDGE) -> str:
    """Pågår; Avslutat (ett löfte), Avslutad (en överenskommelse, en åtgärdsplan)."""
    words = STATES[state]
    return _(words.common) if kind is not Kind.PLEDGE and words.common else _label(words, compilation)


def state_explanation(state: State, compilation: bool) -> str:
    """What a state means, in one sentence or two."""
    return _sentence(STATES[state], compilation)


def follow_up_label(state: FollowUpState, compilation: bool) -> str:
    """Resultat väntas."""
    return _label(FOLLOW_UPS[state], compilation)


def follow_up_explanation(state: FollowUpState, compilation: bool) -> str:
    """What the state of a follow-up means."""
    return _sentence(FOLLOW_UPS[state], compilation)


def reached_label(reached: Reached, compilation: bool) -> str:
    """Målet nått."""
    return _label(REACHED[reached], compilation)


def reached_explanation(reached: Reached, compilation: bool) -> str:
    """What the outcome of an action means."""
    return _sentence(REACHED[reached], compilation)


def rhythm_text(rhythm: Rhythm) -> str:
    """1 av 6 uppföljningar finns här."""
    if rhythm.expected == 0 or rhythm.reported > rhythm.expected:
        return _("{found} finns här.").format(
            found=swedish.capital(swedish.quantity(rhythm.reported, _("uppföljning"), _("uppföljningar")))
        )
    word = _("uppföljning") if rhythm.expected == 1 else _("uppföljningar")
    return _("{found} av {expected} {word} finns här.").format(
        found=swedish.decimal(rhythm.reported), expected=swedish.decimal(rhythm.expected), word=word
    )


def headline(standing: Standing, verdict: str | None) -> str:
    """A pledge in one line: the parties' `verdict` (`standing.verdict`) where they gave one, else what was counted.

    ”3 av 3 räknade mål nådda, 2 utan mätbart mål”; where no figure can be told, how it stands or whether there is
    a follow-up.
    """
    if standing.state in (State.BROKEN_OFF, State.NOT_YET_PUBLISHED):
        return state_label(standing.state, standing.is_compilation)
    if verdict is not None:
        return swedish.capital(_(verdict))
    so_far = sum(action.reached is Reached.SO_FAR for action in standing.actions)
    if not standing.counted and not so_far:
        return _without_figures(standing)
    parts = []
    if standing.counted:
        parts.append(
            _("{reached} av {counted} {goals} {verb}").format(
                reached=swedish.decimal(standing.reached),
                counted=swedish.decimal(standing.counted),
                goals=_("räknat mål") if standing.counted == 1 else _("räknade mål"),
                verb=_("nått") if standing.reached == 1 else _("nådda"),
            )
        )
    if so_far:
        parts.append(_("resultat hittills för {goals}").format(goals=swedish.quantity(so_far, _("mål"), _("mål"))))
    rest = len(standing.actions) - standing.counted - so_far - standing.without_goal
    if rest:
        parts.append(_("{count} mål utan jämförbart resultat").format(count=swedish.decimal(rest)))
    if standing.without_goal:
        parts.append(_("{count} utan mätbart mål").format(count=swedish.decimal(standing.without_goal)))
    return swedish.capital(", ".join(parts))


_NOTHING_TO_SAY_YET = (FollowUpState.NOT_DUE, FollowUpState.UNKNOWN)


def _without_figures(standing: Standing) -> str:
    if standing.follow_up in _NOTHING_TO_SAY_YET or standing.state is State.REPLACED:
        return state_label(standing.state, standing.is_compilation)
    return follow_up_label(standing.follow_up, standing.is_compilation)
