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
ARTICLE_PATHS = ["."]
ARTICLE_EXCLUDES = ["."]
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
