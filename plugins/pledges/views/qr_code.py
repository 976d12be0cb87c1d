"""An address as a QR code: SVG to stand in a page, and to be printed in any size."""

from functools import partial

from markupsafe import Markup
from segno import QRCode, make

MARGIN = 4  # modules; the quiet zone that the standard asks for
_MASK = 0  # one of eight that readers take alike; to try which looks best made a cold build a tenth slower

code = partial(make, error="m", micro=False, mask=_MASK)
"""The code of an address. A sixth of it may be worn or covered."""


def qr_code(address: str) -> Markup:
    """The code of `address`, black on white also where the page is dark."""
    made: QRCode = code(address)
    return Markup(made.svg_inline(border=MARGIN, omitsize=True, svgclass=None, lineclass=None, light="#fff"))
