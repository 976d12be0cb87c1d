"""The settings for publishing: `make publish`. All else is as in pelicanconf.py."""

import os

from pelicanconf import *  # noqa: F403 - Pelican's own way to build on another settings file
from pelicanconf import PORTAL as AT_HOME

PORTAL = {
    **AT_HOME,
    # Portalens riktiga adress, utan snedstreck sist. Ligger den i en mapp på kommunens webbplats: https://kommun.se/loften
    "address": os.environ.get("ADDRESS", "https://loften.example"),
    # Dit läsare och den som hittat en säkerhetsbrist skriver; en funktionsbrevlåda, aldrig en person.
    "contact_email": os.environ.get("CONTACT_EMAIL", AT_HOME.get("contact_email", "")),
    "absolute_links": True,
    "compress": True,
    # Ett fel i en kommun hindrar inte de andra: den ligger kvar som den senast gavs ut. False ger ut allt eller inget.
    "keep_last_published": True,
}
PUBLISH = True
