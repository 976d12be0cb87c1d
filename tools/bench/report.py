"""Results → docs/benchmarks.json, .md and .svg. The same results give the same bytes."""

from pathlib import Path
from statistics import median

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bench import plot, results
from bench.results import Results

DATA, TABLE, PICTURE = "benchmarks.json", "benchmarks.md", "benchmarks.svg"
_TEMPLATES = Path(__file__).parent / "templates"


def write(results: Results, docs: Path) -> None:
    """Write all three files into `docs`."""
    docs.mkdir(parents=True, exist_ok=True)
    (docs / DATA).write_text(f"{results.model_dump_json(indent=1)}\n", encoding="utf-8")
    (docs / TABLE).write_text(table(results), encoding="utf-8")
    (docs / PICTURE).write_text(picture(results), encoding="utf-8")


def table(results: Results) -> str:
    text = _environment(False).get_template("benchmarks.md.jinja").render(results=results, largest=results.scales[-1])
    return f"{text.strip()}\n"


def picture(results: Results) -> str:
    return _environment(True).get_template("benchmarks.svg.jinja").render(plot=plot.draw(results)).strip() + "\n"


def spread(times: tuple[float, ...]) -> str:
    """`1.31 (1.22–1.50)`: the median of the rounds, with the fastest and the slowest."""
    if not times:
        return "–"
    middle = f"{median(times):.2f}"
    return middle if len(times) == 1 else f"{middle} ({min(times):.2f}–{max(times):.2f})"


def _environment(markup: bool) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=markup,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"spread": spread, "median": median, "thousands": "{:,}".format}
    environment.globals |= {"goals": results.goals, "noise": results.noise}
    return environment
