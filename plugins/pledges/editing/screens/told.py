"""What is said when something is saved or sent: whether readers see it, when, and whom to ask."""

from pledges.editing.exchange import Exchange, Exchanged, Outcome
from pledges.editing.screens.rendering import Notice
from pledges.settings import Settings
from pledges.swedish import quantity

KEPT, HIDDEN, REMOVED, THROWN = "sparat", "dold", "borttagen", "kastat"
_SAVED = {
    KEPT: "Sparat. Läsarna ser ändringen {when}.",
    "klart": "Sparat, och klart att visas {when}.",
    "utkast": "Sparat som utkast. Det visas inte på portalen förrän du säger att det är klart.",
    HIDDEN: "Sidan visas inte längre, från {when}. Den finns kvar här som utkast.",
    REMOVED: "Sidan visas inte längre, från {when}. På adressen står då när och varför uppgifterna togs bort.",
}
"""By the word in the address that a save leads to."""
_REVIEWED = {
    KEPT: "Sparat i utkastet. Läsarna ser det när du har tryckt på Klar och någon annan har läst och godkänt det.",
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


def kept_back(*, faulty: bool, is_public: bool, is_pressed: bool, is_reviewed: bool) -> Notice:
    """Why what was saved is not shown: it is `faulty`, or else it breaks other pages. It `is_pressed` that it is ready."""
    if not faulty:
        text = "Sparat bland det påbörjade, eftersom ändringen gör fel i andra sidor. De står nedan."
        if is_reviewed:
            text = "Sparat i utkastet. Någon annan kan läsa det först när felen i andra sidor, som står nedan, är ordnade och du har tryckt på Klar igen."
        return Notice("fel", text)
    until = "Läsarna ser den förra texten tills" if is_public else "Läsarna ser det först när"
    again = "sparat" if is_public else "tryckt på Klar"
    text = f"Sparat bland det påbörjade. {until} det som är markerat är klart och du har {again} igen."
    if is_reviewed:
        text = "Sparat i utkastet. Någon annan kan läsa det först när det som är markerat är klart och du har tryckt på Klar igen."
    return Notice("fel" if is_pressed else "obs", text)


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
