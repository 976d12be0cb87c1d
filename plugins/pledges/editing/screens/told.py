"""What is said when something is saved or sent: whether readers see it, when, and whom to ask."""

from pledges.editing.exchange import Exchange, Exchanged, Outcome
from pledges.editing.screens.rendering import Notice
from pledges.settings import Settings
from pledges.swedish import quantity

HIDDEN, REMOVED, THROWN = "dold", "borttagen", "kastat"
_SAVED = {
    "sparat": "Sparat. Läsarna ser ändringen {when}.",
    "klart": "Sparat, och klart att visas {when}.",
    "utkast": "Sparat som utkast. Det visas inte på portalen förrän du säger att det är klart.",
    HIDDEN: "Sidan visas inte längre, från {when}. Den finns kvar här som utkast.",
    REMOVED: "Sidan visas inte längre, från {when}. På adressen står då när och varför uppgifterna togs bort.",
}
"""By the word in the address that a save leads to."""
_REVIEWED = {
    "sparat": "Sparat i utkastet. Läsarna ser det när du har tryckt på Klar och någon annan har läst och godkänt det.",
    "klart": "Klart. När någon annan har läst och godkänt det kan det ges ut.",
    "utkast": "Sparat i utkastet.",
    HIDDEN: "Sidan ska inte visas längre. Någon annan läser det nu, och sedan kan det ges ut.",
    REMOVED: "Sidan ska inte visas längre. Någon annan läser det nu, och sedan kan det ges ut.",
}
"""The same where somebody else signs what is to be shown."""
_TOLD = {
    Outcome.NOWHERE: "Det du gör klart ligger på den här datorn. Innehållet är inte kopplat till portalen än; den som sköter portalen ordnar det.",
    Outcome.NOT_REACHED: "Portalen går inte att nå just nu. Det du har gjort klart är sparat här och skickas nästa gång.",
    Outcome.REFUSED: "Portalen tog inte emot det som skickades. Det du har gjort klart är sparat här. Säg till den som sköter portalen.",
    Outcome.IN_THE_WAY: "En fil har ändrats här på datorn av något annat än redigeringen. Därför kan inget hämtas eller skickas. Det du har gjort klart är sparat här. Säg till den som sköter portalen.",
}  # fmt: skip


def when_readers_see(settings: Settings) -> str:
    """When readers see what is ready: `nästa gång portalen byggs, oftast under natten`."""
    return f"nästa gång portalen byggs, {settings.built}"


def whom_to_ask(settings: Settings) -> str:
    """The one who looks after the portal, as somebody is to reach them."""
    return settings.keeper or settings.contact_email or "den som sköter portalen"


def of_a_save(settings: Settings, exchange: Exchange | None, step: str, *, is_reviewed: bool = False) -> list[Notice]:
    """What there is to say after a save of `step`; nothing where `step` is none. Where it `is_reviewed` somebody else reads it first."""
    if step == THROWN:
        return [Notice("klart", "Det är kastat.")]
    if step not in _SAVED:
        return []
    if is_reviewed:
        return [Notice("klart", _REVIEWED[step])]
    urgent = "" if step == "utkast" else f" Brådskar det, fråga {whom_to_ask(settings)}."
    said = [Notice("klart", f"{_SAVED[step].format(when=when_readers_see(settings))}{urgent}")]
    if exchange is None or exchange.latest is None:
        return said
    sent = (
        "Utkastet är skickat till dem som skriver för portalen. De kan se det, men inte läsarna."
        if step == "utkast"
        else "Det är skickat till portalen."
    )
    return [*said, *(of_an_exchange(exchange.latest) or [Notice("klart", sent)])]


def of_an_exchange(done: Exchanged) -> list[Notice]:
    """What stands in the way after an exchange; nothing where all is sent."""
    if done.outcome is not Outcome.SENT:
        return [Notice("obs", _TOLD[done.outcome])]
    if not done.own:
        return []
    changed = quantity(len(done.own), "sida", "sidor")
    text = (
        f"Någon annan har ändrat samma sak som du på {changed}. Deras text gäller, och din ligger under Påbörjat: "
        "öppna den, välj och spara."
    )
    return [Notice("obs", text)]
