"""The kinds of record: where their files lie, and what they are called."""

from dataclasses import dataclass
from enum import StrEnum


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
    """Where a kind's files lie and what it is called in Swedish."""

    folder: str
    singular: str
    definite: str
    plural: str

    @property
    def is_local(self) -> bool:
        """Whether the files lie in the folder of a municipality."""
        return "*" in self.folder


NAMES: dict[Kind, KindName] = {
    Kind.MUNICIPALITY: KindName("kommuner/*", "kommun", "kommunen", "kommuner"),
    Kind.AREA: KindName("kommuner/*/omraden", "del av kommunen", "delen av kommunen", "delar av kommunen"),
    Kind.PICTURE: KindName("kommuner/*/lagesbilder", "lägesbild", "lägesbilden", "lägesbilder"),
    Kind.AGREEMENT: KindName("kommuner/*/overenskommelser", "överenskommelse", "överenskommelsen", "överenskommelser"),
    Kind.PLAN: KindName("kommuner/*/atgardsplaner", "åtgärdsplan", "åtgärdsplanen", "åtgärdsplaner"),
    Kind.PLEDGE: KindName("kommuner/*/loften", "löfte", "löftet", "löften"),
    Kind.FOLLOW_UP: KindName("kommuner/*/uppfoljningar", "uppföljning", "uppföljningen", "uppföljningar"),
    Kind.MENTION: KindName("kommuner/*/omnamnanden", "omnämnande", "omnämnandet", "omnämnanden"),
    Kind.POLICE_AREA: KindName("polisen", "lokalpolisområde", "lokalpolisområdet", "lokalpolisområden"),
    Kind.ACTOR: KindName("aktorer", "aktör", "aktören", "aktörer"),
    Kind.THEME: KindName("amnen", "ämne", "ämnet", "ämnen"),
    Kind.NEWS: KindName("nyheter", "nyhet", "nyheten", "nyheter"),
    Kind.PAGE: KindName("sidor", "sida", "sidan", "sidor"),
}
