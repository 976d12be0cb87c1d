"""How well a colour stands out (WCAG 2.2, 1.4.3): checked for the host's own colours before anything is built."""

PAPER, PAPER_DARK = "#fcfbf8", "#14181b"  # the page's own ground: --paper in theme/static/portal.css
ENOUGH = 4.5


def luminance(colour: str) -> float:
    """The relative luminance, 0 to 1, of `#rrggbb` (WCAG 2.2's definition, in sRGB)."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast ratio, 1 to 21, of two colours written `#rrggbb`."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)
