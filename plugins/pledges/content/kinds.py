"""The kinds of record: where their files lie, what they are called and what each is."""

from dataclasses import dataclass
from enum import StrEnum

from pledges.swedish import capital


class Kind(StrEnum):
    """The kinds of record. The value is the kind's English name."""

    MUNICIPALITY = "municipality"
    AREA = "area"
    PICTURE = "situation-picture"
    AGREEMENT = "agreement"
    PLAN = "action-plan"
    PLEDGE = "pledge"
    FOLLOW_UP = "follow-up"
    MENTION = "mention"
    POLICE_AREA = "police-area"
    ACTOR = "actor"
    THEME = "theme"
    NEWS = "news"
    PAGE = "page"


class PartyKind(StrEnum):
    """What a reference under `parter`, `ansvarig` or `av` may name besides an actor or a local police area."""

    POLICE = "polisen"
    MUNICIPALITY = "kommunen"


@dataclass(frozen=True, slots=True)
class KindName:
    """Where a kind's files lie and what it is called in Swedish.

    `means` is what it is to somebody who has never written here. `heading` is what a list of such records is called.
    """

    folder: str
    singular: str
    definite: str
    plural: str
    means: str
    own_heading: str = ""

    @property
    def is_local(self) -> bool:
        """Whether the files lie in the folder of a municipality."""
        return "*" in self.folder

    @property
    def list_name(self) -> str:
        """The folder's own name, which is the last of the address of a list of such records."""
        return self.folder.rsplit("/", 1)[-1]

    @property
    def heading(self) -> str:
        return self.own_heading or capital(self.plural)


NAMES: dict[Kind, KindName] = {
    Kind.MUNICIPALITY: KindName("kommuner/*", "kommun", "kommunen", "kommuner", "Kommunens egen sida."),
    Kind.AREA: KindName(
        "kommuner/*/omraden", "del av kommunen", "delen av kommunen", "delar av kommunen",
        "En stadsdel eller en ort som löften gäller.",
    ),
    Kind.PICTURE: KindName(
        "kommuner/*/lagesbilder", "lägesbild", "lägesbilden", "lägesbilder",
        "Vilka problem parterna ser, innan de lovar något.",
    ),
    Kind.AGREEMENT: KindName(
        "kommuner/*/overenskommelser", "överenskommelse", "överenskommelsen", "överenskommelser",
        "Vad polisen och kommunen har kommit överens om att arbeta med tillsammans.",
    ),
    Kind.PLAN: KindName(
        "kommuner/*/atgardsplaner", "åtgärdsplan", "åtgärdsplanen", "åtgärdsplaner",
        "Vad parterna planerar att göra utifrån överenskommelsen.",
    ),
    Kind.PLEDGE: KindName(
        "kommuner/*/loften", "löfte", "löftet", "löften",
        "Vad polisen och kommunen lovar invånarna, för en viss tid.",
    ),
    Kind.FOLLOW_UP: KindName(
        "kommuner/*/uppfoljningar", "uppföljning", "uppföljningen", "uppföljningar",
        "Hur det gick med ett löfte, enligt parterna själva.",
    ),
    Kind.MENTION: KindName(
        "kommuner/*/omnamnanden", "omnämnande", "omnämnandet", "omnämnanden",
        "Vad andra säger om ett löfte: en tidning, en revisor, en forskare.", "Vad andra säger",
    ),
    Kind.POLICE_AREA: KindName(
        "polisen", "lokalpolisområde", "lokalpolisområdet", "lokalpolisområden", "Polisen i en eller flera kommuner.", "Polisen"
    ),
    Kind.ACTOR: KindName(
        "aktorer", "aktör", "aktören", "aktörer",
        "En part som varken är polisen eller kommunen: ett bostadsbolag, en förening.",
    ),
    Kind.THEME: KindName("amnen", "ämne", "ämnet", "ämnen", "Vad löften handlar om: trafik, skola."),
    Kind.NEWS: KindName("nyheter", "nyhet", "nyheten", "nyheter", "Något nytt på portalen."),
    Kind.PAGE: KindName("sidor", "sida", "sidan", "sidor", "En text om portalen.", "Sidor om portalen"),
}  # fmt: skip
