"""The settings of a run, checked before anything else: a mistake in them ends it with a message.

Loads nothing of what builds a site: `make check` begins with this too.
"""

import os
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

from pledges.settings import Settings, SettingsError, read_day, read_settings
from pledges.views.accessibility_statement import not_come, out_of_date, read_statement
from pledges.views.host_texts import left_of_development
from pledges.views.privacy_notice import read_privacy


def checked_settings(values: Mapping[str, Any]) -> tuple[Settings, date]:
    """The portal's settings and the day of the build. Ends the run with status 1 on mistakes."""
    try:
        settings = read_settings(values.get("PORTAL", {}))
        statement = read_statement(settings.accessibility)
        read_privacy(settings.privacy)
        _check_surroundings(values, settings)
    except SettingsError as error:
        lines = "\n".join(f"  {line}" for line in str(error).splitlines())
        where = values.get("SETTINGS_FILE", "pelicanconf.py")
        end_with(f"Inställningarna i {where} behöver rättas:\n{lines}\nInget har skrivits.")
    try:
        day = read_day(os.environ.get("DATE"))
    except SettingsError as error:
        end_with(str(error))
    # A site of an earlier day is no reason to doubt a statement that has been made since.
    for advice in filter(None, (out_of_date(statement, day), not_come(statement, max(day, read_day(None))))):
        print(advice, file=sys.stderr)
    return settings, day


def _check_surroundings(values: Mapping[str, Any], settings: Settings) -> None:
    """What the settings must be for the build at hand: whom readers tell, a logotype that is there, an output left alone."""
    wrong = []
    if values.get("DELETE_OUTPUT_DIRECTORY"):
        wrong.append("DELETE_OUTPUT_DIRECTORY ska vara False: annars töms den förra portalen innan innehållet är läst.")
    if values.get("PUBLISH") and not settings.contact_email:
        wrong.append(
            "contact_email är tom, och då kan ingen läsare säga till om fel. Skriv er funktionsbrevlåda där, eller i miljön: "
            "CONTACT_EMAIL=loften@kommun.se make publish"
        )
    if values.get("PUBLISH"):
        wrong += left_of_development({"accessibility": settings.accessibility, "privacy": settings.privacy})
        if not settings.privacy:
            wrong.append(
                "privacy saknas: den som driver en portal ska säga vem som ansvarar för personuppgifter. docs/settings.md säger vad som ska stå där."
            )
    if settings.logo and not (Path(values["THEME"]) / "static" / settings.logo).is_file():
        wrong.append(f"logo: filen {settings.logo} finns inte i theme/static/.")
    if wrong:
        raise SettingsError("\n".join(wrong))


def end_with(message: str) -> NoReturn:
    """Tell what is wrong on standard error, and end with status 1."""
    print(message, file=sys.stderr)
    raise SystemExit(1)
