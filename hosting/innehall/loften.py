"""Värdens egna inställningar, i innehållets eget arkiv. Allt som inte står här är som i portalens publishconf.py."""

from publishconf import *  # noqa: F403 - Pelican's own way to build on another settings file
from publishconf import PORTAL as AS_IT_IS

# Så länge något av det här är tomt byggs inget: portalen säger vad som saknas. Vad varje nyckel betyder står i docs/settings.md.
OPERATOR = ""  # vem som driver portalen och ansvarar för den
ASSESSED = ""  # dagen då ni bedömde hur tillgänglig den är och skrev redogörelsen, som 2026-11-22
LEGAL_BASIS = ""  # med vilken rätt personuppgifter används, till exempel: uppgift av allmänt intresse (artikel 6.1 e i dataskyddsförordningen)
LOG_DAYS = ""  # hur många dygn webbserverns logg sparas, utan citattecken; 0 om ingen förs
LETTERS = ""  # hur länge brev till redaktionen sparas, till exempel: enligt kommunens dokumenthanteringsplan

PORTAL = {
    **AS_IT_IS,
    "address": "https://loften.example",
    "contact_email": "",
    "accessibility": {
        **AS_IT_IS["accessibility"],
        "actor": OPERATOR,
        "about": "",
        "assessed_by": OPERATOR,
        "assessed": ASSESSED,
        "published": ASSESSED,
        "updated": ASSESSED,
    },
    "privacy": {"controller": OPERATOR, "legal_basis": LEGAL_BASIS, "log_days": LOG_DAYS, "letters": LETTERS},
}
