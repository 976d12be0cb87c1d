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


@dataclass(frozen=True, slots=True, kw_only=True)
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
    Kind.MUNICIPALITY: KindName(
        folder="kommuner/*",
        singular="kommun",
        definite="kommunen",
        plural="kommuner",
        means="Kommunens egen sida.",
    ),
    Kind.AREA: KindName(
        folder="kommuner/*/omraden",
        singular="del av kommunen",
        definite="delen av kommunen",
        plural="delar av kommunen",
        means="En stadsdel eller en ort som löften gäller.",
    ),
    Kind.PICTURE: KindName(
        folder="kommuner/*/lagesbilder",
        singular="lägesbild",
        definite="lägesbilden",
        plural="lägesbilder",
        means="Vilka problem parterna ser, innan de lovar något.",
    ),
    Kind.AGREEMENT: KindName(
        folder="kommuner/*/overenskommelser",
        singular="överenskommelse",
        definite="överenskommelsen",
        plural="överenskommelser",
        means="Vad polisen och kommunen har kommit överens om att arbeta med tillsammans.",
    ),
    Kind.PLAN: KindName(
        folder="kommuner/*/atgardsplaner",
        singular="åtgärdsplan",
        definite="åtgärdsplanen",
        plural="åtgärdsplaner",
        means="Vad parterna planerar att göra utifrån överenskommelsen.",
    ),
    Kind.PLEDGE: KindName(
        folder="kommuner/*/loften",
        singular="löfte",
        definite="löftet",
        plural="löften",
        means="Vad polisen och kommunen lovar invånarna, för en viss tid.",
    ),
    Kind.FOLLOW_UP: KindName(
        folder="kommuner/*/uppfoljningar",
        singular="uppföljning",
        definite="uppföljningen",
        plural="uppföljningar",
        means="Hur det gick med ett löfte, enligt parterna själva.",
    ),
    Kind.MENTION: KindName(
        folder="kommuner/*/omnamnanden",
        singular="omnämnande",
        definite="omnämnandet",
        plural="omnämnanden",
        means="Vad andra säger om ett löfte: en tidning, en revisor, en forskare.",
        own_heading="Vad andra säger",
    ),
    Kind.POLICE_AREA: KindName(
        folder="polisen",
        singular="lokalpolisområde",
        definite="lokalpolisområdet",
        plural="lokalpolisområden",
        means="Polisen i en eller flera kommuner.",
        own_heading="Polisen",
    ),
    Kind.ACTOR: KindName(
        folder="aktorer",
        singular="aktör",
        definite="aktören",
        plural="aktörer",
        means="En part som varken är polisen eller kommunen: ett bostadsbolag, en förening.",
    ),
    Kind.THEME: KindName(
        folder="amnen",
        singular="ämne",
        definite="ämnet",
        plural="ämnen",
        means="Vad löften handlar om: trafik, skola.",
    ),
    Kind.NEWS: KindName(
        folder="nyheter",
        singular="nyhet",
        definite="nyheten",
        plural="nyheter",
        means="Något nytt på portalen.",
    ),
    Kind.PAGE: KindName(
        folder="sidor",
        singular="sida",
        definite="sidan",
        plural="sidor",
        means="En text om portalen.",
        own_heading="Sidor om portalen",
    ),
}
