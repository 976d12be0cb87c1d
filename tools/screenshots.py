"""Pictures of every kind of page: phone and desk, light and dark, into build/screenshots/.

    make screenshots [kind …]

Pages of the portal's own content are shot where it has the kind, the others in the tests' invented Provland. The day is
fixed, so that the pictures change only when the looks do.
"""

import sys
from contextlib import ExitStack
from pathlib import Path

from playwright.sync_api import sync_playwright

from pledges.exports.search_index import index
from support import pages, provland
from support.browser import context_on, launch, served
from support.kinds import KINDS
from support.sites import ROOT

TARGET = ROOT / "build" / "screenshots"
SIZES = {"telefon": {"width": 390, "height": 844}, "dator": {"width": 1280, "height": 900}}
REAL = {
    "startsida": "",
    "kommuner": "kommuner/",
    "kommun": "kommuner/lulea/",
    "kommun-utan": "kommuner/alingsas/",
    "löfte": "kommuner/lulea/loften/2018/",
    "överenskommelse": "kommuner/kungsbacka/overenskommelser/2023-2026/",
    "uppföljning": "kommuner/lulea/uppfoljningar/2018-maj-december/",
    "län": "lan/norrbottens-lan/",
    "polisen": "polisen/",
    "ämnen": "amnen/",
    "ämne": "amnen/trafik/",
    "ämne-i-län": "amnen/stolder-och-inbrott/skane-lan/",
    "löften": "loften/",
    "läget": "laget/",
    "prenumerera": "prenumerera/",
    "prenumerera-på-plats": "kommuner/lulea/prenumerera/",
    "tillgänglighet": "tillganglighet/",
    "sök": "sok/",
    "sidor": "sidor/",
}


def shoot(wanted: set[str]) -> int:
    """Take the pictures of the kinds in `wanted`. Returns how many there are."""
    taken = 0
    TARGET.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        chromium = launch(stack.enter_context(sync_playwright()))
        index(pages.real_site())
        real = stack.enter_context(served(pages.real_site())).address
        invented = stack.enter_context(served(provland.site())).address
        for size, viewport in SIZES.items():
            for scheme, name in (("light", "ljus"), ("dark", "mork")):
                context = context_on(
                    provland.DAY, chromium, viewport=viewport, color_scheme=scheme, reduced_motion="reduce"
                )
                page = context.new_page()
                for kind in KINDS:
                    if kind in wanted:
                        address = f"{real}{REAL[kind]}" if kind in REAL else f"{invented}{KINDS[kind]}"
                        page.goto(address, wait_until="networkidle")
                        page.screenshot(path=TARGET / f"{kind}-{size}-{name}.png", full_page=True)
                        taken += 1
                context.close()
        chromium.close()
    return taken


if __name__ == "__main__":
    count = shoot(set(sys.argv[1:]) or set(KINDS))
    print(f"{count} bilder ligger i {Path(TARGET).relative_to(ROOT)}/")
