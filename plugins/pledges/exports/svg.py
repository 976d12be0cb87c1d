"""What the portal's own pictures (the map, the charts) share: colours, patterns, frame and text.

A picture is a file of its own, shown by <img> and downloadable, so it carries its whole style. Every element bears
its light colour as an attribute, which holds even where a content security policy stops style sheets in the file;
the few rules for dark mode are in a <style>. Levels differ by pattern too, never by colour alone. The colours are
those of the tokens in theme/static/portal.css.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from xml.sax.saxutils import escape

from pledges.settings import Settings

SANS = "system-ui, 'Segoe UI', Roboto, 'Noto Sans', Helvetica, Arial, sans-serif"
PAPER, INK, SOFT = "#fcfbf8", "#1c2024", "#555c62"
BARE = "#d3cfc6"  # what nothing is known of: not the paper, which lakes have too
_DARK = {"paper": "#14181b", "bare": "#43494e", "ink": "#e9e6e0", "soft": "#aab0b4", "line": "#7d8489"}
LEVELS = ("reported", "pledges", "agreement", "entered", "nothing")


@dataclass(frozen=True, slots=True)
class Palette:
    """The host's own colour, as #rrggbb, in light and in dark mode."""

    accent: str
    accent_dark: str


def palette_of(settings: Settings) -> Palette:
    return Palette(settings.accent, settings.accent_dark)


def fill(level: str, palette: Palette) -> str:
    """The attributes of a shape of `level`: filled, striped, thinly striped, dotted or grey."""
    colour = {
        "reported": palette.accent,
        "pledges": "url(#streck)",
        "agreement": "url(#tunna)",
        "entered": "url(#prickar)",
    }.get(level, BARE)
    return f'class="{level}" fill="{colour}"'


def text(
    x: int, y: int, content: str, *, size: int, role: str = "ink", anchor: str = "start", weight: int = 400
) -> str:
    """A line of text; `role` is ink or soft."""
    colour = INK if role == "ink" else SOFT
    where = f' text-anchor="{anchor}"' if anchor != "start" else ""
    bold = f' font-weight="{weight}"' if weight != 400 else ""
    return (
        f'<text class="{role}" x="{x}" y="{y}" font-size="{size}" fill="{colour}"{where}{bold}>{escape(content)}</text>'
    )


def picture(
    box: tuple[int, int, int, int], *, title: str, description: str, palette: Palette, grain: int, body: Iterable[str]
) -> bytes:
    """A whole SVG file. `box` is left, top, width and height; `grain` is the distance between stripes and dots."""
    left, top, width, height = box
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="rubrik beskrivning" '
        f'viewBox="{left} {top} {width} {height}" font-family="{SANS}">',
        f'<title id="rubrik">{escape(title)}</title>',
        f'<desc id="beskrivning">{escape(description)}</desc>',
        f"<style>{_dark_rules(palette)}</style>",
        _patterns(palette, grain),
        f'<rect class="paper" x="{left}" y="{top}" width="{width}" height="{height}" fill="{PAPER}"/>',
        *body,
        "</svg>",
    ]
    return "\n".join(lines).encode() + b"\n"


def _dark_rules(palette: Palette) -> str:
    rules = [
        f".paper{{fill:{_DARK['paper']}}}",
        f".nothing{{fill:{_DARK['bare']}}}",
        f".ink{{fill:{_DARK['ink']}}}",
        f".soft{{fill:{_DARK['soft']}}}",
        f".line{{stroke:{_DARK['line']}}}",
        f".reported,.spot{{fill:{palette.accent_dark}}}",
        f".stripe{{stroke:{palette.accent_dark}}}",
    ]
    return f"@media (prefers-color-scheme:dark){{{''.join(rules)}}}"


def _patterns(palette: Palette, grain: int) -> str:
    ground = f'<rect class="paper" width="{grain}" height="{grain}" fill="{PAPER}"/>'
    size = f'width="{grain}" height="{grain}" patternUnits="userSpaceOnUse" patternTransform="rotate'

    def stripe(width: float) -> str:
        return f'<path class="stripe" d="M0 {grain / 2:g}h{grain}" stroke="{palette.accent}" stroke-width="{width:g}"/>'

    spot = f'<circle class="spot" cx="{grain / 2:g}" cy="{grain / 2:g}" r="{grain / 5:g}" fill="{palette.accent}"/>'
    return (
        f'<defs><pattern id="streck" {size}(45)">{ground}{stripe(grain * 0.4)}</pattern>'
        f'<pattern id="tunna" {size}(-45)">{ground}{stripe(grain * 0.15)}</pattern>'
        f'<pattern id="prickar" {size}(45)">{ground}{spot}</pattern></defs>'
    )
