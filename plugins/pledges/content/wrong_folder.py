"""Whether a record lies in the folder of another kind of record, told by its keys."""

from collections.abc import Mapping
from typing import Any

from pledges.content.discovery import SourceFile
from pledges.content.geography import slugify
from pledges.content.kinds import NAMES, Kind
from pledges.content.misspelt_keys import SISTERS
from pledges.content.problems import Problem, problem_at
from pledges.content.record import Position
from pledges.content.record_fields import MODELS


def in_wrong_folder(source: SourceFile, data: Mapping[str, Any]) -> Problem | None:
    """The problem of a file whose keys make it another kind of record than its folder's, or None."""
    assert source.kind is not None
    kind = Kind.AREA if _is_place(source, data) else _belongs_to(source.kind, data)
    if kind is None:
        return None
    folder = NAMES[kind].folder.replace("*", source.municipality or "<kommun>")
    name = source.path.rsplit("/", 1)[-1]
    return problem_at(
        source.path, "fel-plats",
        message=f"Det här ser ut som {_article(kind)} {NAMES[kind].singular}, men ligger bland {NAMES[source.kind].plural}.",
        hint=f"Flytta filen till {folder}/{name}.", place=Position(1, 1),
    )  # fmt: skip


def _belongs_to(kind: Kind, data: Mapping[str, Any]) -> Kind | None:
    """The kind of record that the keys make, where they can't be of `kind` and are all of another."""
    if _misfit(kind, data) < 2:
        return None
    fitting = [other for other in MODELS if other is not kind and _misfit(other, data) == 0 and len(data) > 2]
    return max(fitting, key=lambda other: _used_keys(other, data), default=None)


def _is_place(source: SourceFile, data: Mapping[str, Any]) -> bool:
    """Whether a file in a municipality's folder has what a part of it has and no more, and is called what its title is.

    Such a file has too few keys to be told by them: `titel: Komarken` in komarken.md.
    """
    slug = source.identity.rsplit("/", 1)[-1]
    return (
        source.municipality is not None
        and source.kind is not Kind.AREA
        and _misfit(Kind.AREA, data) == 0
        and slugify(str(data.get("titel", ""))).startswith(slug)
        and not any(map(str.isdigit, slug))
    )


def _misfit(kind: Kind, data: Mapping[str, Any]) -> int:
    fields = MODELS[kind].model_fields.values()
    known = {info.alias for info in fields}
    missing = sum(info.is_required() and info.alias not in data for info in fields)
    return missing + sum(name not in known and SISTERS.get(name) not in known for name in data)


def _used_keys(kind: Kind, data: Mapping[str, Any]) -> int:
    return sum(info.is_required() and info.alias in data for info in MODELS[kind].model_fields.values())


def _article(kind: Kind) -> str:
    return "ett" if NAMES[kind].definite.endswith("t") else "en"
