"""What a run of the benchmark found, as it lies in docs/benchmarks.json, and the figures worked out from it."""

from itertools import chain
from pathlib import Path
from statistics import mean, median, stdev

from pydantic import BaseModel, ConfigDict, ValidationError

PORTAL = "the portal"
PHASES = ("cold", "unchanged", "changed")


class Series(BaseModel):
    """One generator at one size. Times are wall seconds, one for each round; `peak` is bytes of memory.

    `changed_largest` is one follow-up changed in the largest municipality, measured for the portal alone.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    release: str
    pages: int
    feeds: int
    files: int
    size: int
    peak: int
    cold: tuple[float, ...]
    unchanged: tuple[float, ...] = ()
    changed: tuple[float, ...] = ()
    changed_largest: tuple[float, ...] = ()

    def times(self, phase: str) -> tuple[float, ...]:
        """The times of `phase`, one of PHASES."""
        seconds: tuple[float, ...] = getattr(self, phase)
        return seconds

    @property
    def per_page(self) -> float:
        """Seconds a page, cold."""
        return median(self.cold) / self.pages

    @property
    def noise(self) -> float:
        """The mean over the phases of the coefficient of variation: standard deviation over mean."""
        variations = [variation(self.times(phase)) for phase in PHASES if len(self.times(phase)) > 1]
        return mean(variations) if variations else 0.0


class Scale(BaseModel):
    """One size: the content, the machine, each generator, the portal with more or less to do, and the floor."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    pledges: int
    follow_ups: int
    records: int
    content_size: int
    day: str
    machine: str
    copy_times: tuple[float, ...]
    refresh_times: tuple[float, ...] = ()
    series: tuple[Series, ...]
    apart: tuple[Series, ...] = ()

    def find(self, name: str) -> Series | None:
        """The series of the generator `name`."""
        return next((one for one in self.series if one.name == name), None)


class Results(BaseModel):
    """Every size that has been measured, smallest first."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    scales: tuple[Scale, ...] = ()

    def with_scale(self, scale: Scale) -> "Results":
        """These results with `scale` in place of what was known of its size."""
        others = [one for one in self.scales if one.pledges != scale.pledges]
        return Results(scales=tuple(sorted([*others, scale], key=lambda one: one.pledges)))


class Goal(BaseModel):
    """One goal at one size: what was measured against what was aimed at, both as told to people."""

    text: str
    aim: str
    measured: str
    reached: bool


def load(path: Path) -> Results:
    """The results in `path`; none where there is no such file, or one of another form (an earlier version's)."""
    try:
        return Results.model_validate_json(path.read_bytes())
    except (FileNotFoundError, ValidationError):
        return Results()


def variation(times: tuple[float, ...]) -> float:
    """The coefficient of variation of two or more times."""
    return stdev(times) / mean(times)


def ratio(ours: tuple[float, ...], theirs: tuple[float, ...]) -> float | None:
    """The median of our time over theirs, pair by pair within a round; None where there is no pair."""
    pairs = [one / other for one, other in zip(ours, theirs, strict=False)]
    return median(pairs) if pairs else None


def noise(scale: Scale) -> tuple[float, float]:
    """(median, largest) coefficient of variation of the generators at `scale`."""
    noises = [one.noise for one in chain(scale.series, scale.apart) if one.noise] or [0.0]
    return median(noises), max(noises)


def goals(scale: Scale, results: Results) -> list[Goal]:
    """The goals of speed, against what was measured at `scale`; those that can't be told are left out."""
    ours, hugo, stock = scale.find(PORTAL), scale.find("Hugo"), scale.find("stock Pelican")
    if ours is None:
        return []
    measured: list[Goal] = []
    if hugo is not None:
        for phase, words, parts in (("unchanged", "nothing changed", 20), ("changed", "one follow-up changed", 10)):
            share = ratio(ours.times(phase), hugo.times(phase))
            if share is not None:
                text = f"{words}, the portal's time to Hugo's"
                measured.append(
                    Goal(text=text, aim=f"at most 1/{parts}", measured=_part(share), reached=share <= 1 / parts)
                )
        share = ours.per_page / hugo.per_page
        text = "cold, time per page written to Hugo's"
        measured.append(Goal(text=text, aim="at most 1", measured=f"{share:.2f}", reached=share <= 1))
    if stock is not None:
        share = ours.per_page / stock.per_page
        text = "cold, time per page written to stock Pelican's"
        measured.append(Goal(text=text, aim="at most 1/4", measured=_part(share), reached=share <= 1 / 4))
    if scale.refresh_times:
        seconds = median(scale.refresh_times)
        text = "one follow-up changed, to the refreshed page in `make serve`"
        measured.append(Goal(text=text, aim="under 2 s", measured=f"{seconds:.2f} s", reached=seconds < 2))
    text = "peak memory, all processes together"
    measured.append(Goal(text=text, aim="under 1 GB", measured=f"{ours.peak / 1e9:.2f} GB", reached=ours.peak < 1e9))
    thousand = next((one.find(PORTAL) for one in results.scales if one.pledges == 1_000), None)
    if thousand is not None and scale.pledges > 1_000:
        growth = ours.per_page / thousand.per_page
        text = "cold, time per page to that at 1,000 pledges"
        measured.append(Goal(text=text, aim="flat: at most 1.1", measured=f"{growth:.2f}", reached=growth <= 1.1))
    return measured


def _part(share: float) -> str:
    return f"1/{1 / share:.1f}" if share < 1 else f"{share:.2f}"
