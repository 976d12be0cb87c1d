"""Where gathered content comes from: the portal that owns a municipality's records, and how it stands with that portal.

`make gather` writes the file, beside the folders that it writes. Whoever builds reads it: a page of what was gathered
says whose it is, and leads to the owner's own page.
"""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Literal

import orjson
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from pledges.content.problems import Problem
from pledges.settings import is_web_address

ORIGINS = ".hamtat.json"
Trouble = Literal["nås inte", "godtas inte"]


class Origin(BaseModel):
    """The portal that a folder, or a shared record, was gathered from.

    `trouble` is what is wrong with it today, and `since` the day on which that began. `source` is the SHA-256 of the file
    that it was read from there, and `written` the digest of what was written here.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    portal: str
    address: str = Field(alias="adress")
    trouble: Trouble | None = Field(None, alias="hinder")
    since: date | None = Field(None, alias="sedan")
    source: str = Field(alias="källa")
    written: str = Field(alias="skrivet")

    @model_validator(mode="after")
    def _is_whole(self) -> "Origin":
        if (self.trouble is None) is not (self.since is None):
            raise ValueError("hinder och sedan hör ihop")
        if not is_web_address(self.address):
            raise ValueError("adress är ingen webbadress")
        return self

    @property
    def shown(self) -> str:
        """What pages show of it: they are made again when this is another."""
        return f"{self.portal} {self.address} {self.trouble} {self.since}"


class Origins(BaseModel):
    """Everything that has been gathered: municipalities by slug, and shared records by identity."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    municipalities: Mapping[str, Origin] = Field({}, alias="kommuner")
    shared: Mapping[str, Origin] = Field({}, alias="gemensamt")


def read_origins(content: Path) -> tuple[Origins, tuple[Problem, ...]]:
    """What has been gathered into `content`: nothing where there is no such file; with a problem if it is damaged."""
    try:
        return Origins.model_validate_json((content / ORIGINS).read_bytes()), ()
    except FileNotFoundError:
        return Origins(), ()
    except (OSError, ValidationError):
        return Origins(), (
            Problem(
                code="hamtat-skadat",
                path=ORIGINS,
                message="Filen som säger vad som är hämtat från andra portaler går inte att läsa.",
                hint="Hämta tillbaka den ur versionshistoriken. Den skrivs av make gather och ändras aldrig för hand.",
            ),
        )


def written(origins: Origins) -> bytes:
    """The file."""
    stored = {
        "kommuner": {name: _row(one) for name, one in sorted(origins.municipalities.items())},
        "gemensamt": {name: _row(one) for name, one in sorted(origins.shared.items())},
    }
    return orjson.dumps(stored, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def _row(origin: Origin) -> dict[str, object]:
    return origin.model_dump(by_alias=True, exclude_none=True)
