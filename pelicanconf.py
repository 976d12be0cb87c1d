"""The portal's settings for building and looking at it here. `make publish` uses publishconf.py.

What each entry of PORTAL does is told in docs/settings.md. Pelican's own settings are at
https://docs.getpelican.com/en/stable/settings.html; those below must stay as they are.
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
sys.path.insert(0, str(ROOT / "plugins"))

from pledges import plugin  # noqa: E402 - it lies in plugins/, which the line above makes known

PORTAL = {
    "name": "Medborgarlöften",
    "tagline": "Vad kommunen och polisen har lovat, och hur det gick",
    # Tillgänglighetsredogörelsen. Uppgifterna gäller den här kopian; den som driver en egen skriver sina egna.
    "accessibility": {
        "actor": "Portalens utvecklare",
        "service": "Medborgarlöften",
        "about": "Det här är en kopia för utveckling och visning, och ingen myndighet driver den. "
        "En kommun som driver en egen kopia ersätter uppgifterna på den här sidan med sina egna.",
        "conformity": "delvis",
        "shortcomings": [
            {
                "what": "Webbplatsen har bara prövats med automatiska tester. Ingen har granskat den för hand enligt "
                "alla krav, och ingen som använder hjälpmedel har prövat den.",
                "reason": "brist",
                "effect": "Det kan finnas hinder som vi inte känner till.",
                "criterion": "Alla krav i WCAG 2.1, nivå A och AA, som automatiska tester inte kan avgöra",
                "planned": "Den som driver portalen för invånare behöver låta granska den före start.",
            },
            {
                "what": "Dokument och sidor hos andra, som portalen länkar till utan att råda över dem, kan vara otillgängliga (9 § 3).",
                "reason": "omfattas inte",
                "effect": "En länkad pdf kan till exempel sakna rubriker eller gå dåligt att läsa upp.",
                "alternative": "Portalen återger det viktigaste i egen text. Be den som äger dokumentet om en tillgänglig version.",
            },
        ],
        "methods": ["automatiska tester"],
        "assessed_by": "Portalens utvecklare",
        "assessed": "2026-11-22",
        "published": "2026-11-22",
        "updated": "2026-11-28",
        "report": "Redaktionen behöver veta vilken sida det gäller och vad som inte går, eller vilket innehåll "
        "du behöver i en annan form.",
        "supervisor": "Myndigheten för digital förvaltning",
        "complaint_address": "https://www.digg.se/tdosanmalan",
    },
    # Den som driver en egen portal skriver vem som är personuppgiftsansvarig. Med de här orden går den inte att ge ut.
    "privacy": {
        "controller": "Portalens utvecklare",
        "legal_basis": "inte bestämd, eftersom det här är en kopia för utveckling och visning",
        "log_days": 0,
        "letters": "inte, eftersom ingen tar emot brev om den här kopian",
    },
}

PLUGINS = [plugin]
THEME = str(ROOT / "theme")
SITENAME = PORTAL["name"]
SITEURL = ""
TIMEZONE = "Europe/Stockholm"
DEFAULT_LANG = "sv"
CACHE_PATH = str(ROOT / ".cache" / "pelican")

# The register reads content/ itself; Pelican's own articles, pages, lists and feeds are off.
PATH = "content"
ARTICLE_PATHS = []
PAGE_PATHS = []
STATIC_PATHS = []
THEME_STATIC_PATHS = []
READERS = {"md": None, "markdown": None, "mkd": None, "mdown": None, "html": None, "htm": None, "rst": None}
DIRECT_TEMPLATES = []
AUTHOR_SAVE_AS = CATEGORY_SAVE_AS = TAG_SAVE_AS = ""
ARCHIVES_SAVE_AS = AUTHORS_SAVE_AS = CATEGORIES_SAVE_AS = TAGS_SAVE_AS = ""
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
DELETE_OUTPUT_DIRECTORY = False
OUTPUT_SOURCES = False
