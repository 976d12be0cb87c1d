"""A lean stock Pelican: a page for each record, a list and a feed for each municipality, and nothing else."""

SITENAME = "Medborgarlöften"
SITEURL = "https://prov.example.org"
TIMEZONE = "Europe/Stockholm"
DEFAULT_LANG = "sv"
THEME = "theme"
PATH = "content"

ARTICLE_PATHS = [""]
PAGE_PATHS: list[str] = []
ARTICLE_URL = "{slug}/"
ARTICLE_SAVE_AS = "{slug}/index.html"
CATEGORY_URL = "kommuner/{slug}/"
CATEGORY_SAVE_AS = "kommuner/{slug}/index.html"
AUTHOR_SAVE_AS = ""
TAG_SAVE_AS = ""
DIRECT_TEMPLATES = ["index"]
DEFAULT_PAGINATION = False

FEED_ALL_ATOM = None
FEED_ALL_RSS = None
AUTHOR_FEED_ATOM = None
AUTHOR_FEED_RSS = None
TRANSLATION_FEED_ATOM = None
CATEGORY_FEED_ATOM = None
CATEGORY_FEED_RSS = "kommuner/{slug}/flode.xml"
FEED_MAX_ITEMS = 30
