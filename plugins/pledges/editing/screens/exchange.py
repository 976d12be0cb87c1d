"""What is told of what was sent to the portal and taken up from others, and the button that does it at once."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from pledges.editing.exchange import Exchange, Exchanged, Outcome
from pledges.editing.screens.editor import Editor
from pledges.editing.screens.rendering import Notice
from pledges.swedish import quantity

_TOLD = {
    Outcome.NOWHERE: "Det du gör klart ligger på den här datorn. Innehållet är inte kopplat till portalen än; den som sköter portalen ordnar det.",
    Outcome.NOT_REACHED: "Portalen går inte att nå just nu. Det du har gjort klart är sparat här och skickas nästa gång.",
    Outcome.REFUSED: "Portalen tog inte emot det som skickades. Det du har gjort klart är sparat här. Säg till den som sköter portalen.",
    Outcome.IN_THE_WAY: "En fil har ändrats här på datorn av något annat än redigeringen. Därför kan inget hämtas eller skickas. Det du har gjort klart är sparat här. Säg till den som sköter portalen.",
}  # fmt: skip


async def exchange(editor: Editor, request: Request) -> Response:
    """Send and take up now."""
    await editor.posted(request)
    editor.share()
    return RedirectResponse("/", status_code=303)


def of_a_save(exchange: Exchange | None, step: str) -> list[Notice]:
    """What there is to say of the exchange that followed a save of `step`; nothing where nothing is shared."""
    if exchange is None or exchange.latest is None:
        return []
    sent = (
        "Utkastet är skickat till dem som skriver för portalen. De kan se det, men inte läsarna."
        if step == "utkast"
        else "Det är skickat. Läsarna ser det nästa gång portalen byggs, oftast under natten."
    )
    return of(exchange.latest) or [Notice("klart", sent)]


def of(done: Exchanged) -> list[Notice]:
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
