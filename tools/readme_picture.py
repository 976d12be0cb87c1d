"""The picture in the README, docs/portal.png: a real pledge on a desk and on a phone, beside each other.

python tools/readme_picture.py
"""

from io import BytesIO

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from support import pages, provland
from support.browser import context_on, launch, served
from support.sites import ROOT

TARGET = ROOT / "docs" / "portal.png"
PAGE = "kommuner/lulea/loften/2018/"
HEIGHT = 900
WIDTHS = (1180, 390)
GAP = 24
COLOURS = 128


def main() -> None:
    """Take both pictures and put them into one."""
    with sync_playwright() as playwright, served(pages.real_site()) as site:
        browser = launch(playwright)
        shots = [_shot(browser, f"{site.address}{PAGE}", width) for width in WIDTHS]
        browser.close()
    whole = Image.new("RGB", (sum(WIDTHS) + GAP, HEIGHT), "white")
    left = 0
    for shot in shots:
        whole.paste(shot, (left, 0))
        left += shot.width + GAP
    whole.quantize(COLOURS).save(TARGET, optimize=True)
    print(f"Bilden ligger i {TARGET.relative_to(ROOT)}.")


def _shot(browser: Browser, address: str, width: int) -> Image.Image:
    context = context_on(provland.DAY, browser, viewport={"width": width, "height": HEIGHT}, color_scheme="light")
    page = context.new_page()
    page.goto(address, wait_until="networkidle")
    picture = page.screenshot()
    context.close()
    return Image.open(BytesIO(picture)).convert("RGB")


if __name__ == "__main__":
    main()
