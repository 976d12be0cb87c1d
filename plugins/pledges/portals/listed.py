"""The portals that are gathered from: a file that the host writes, checked before anything is fetched.

The file says who owns what. A portal may speak for the municipalities that it is given there and for no others.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from pledges.content.field_types import Many, RefusedValueError, Row, Text, YesNo, key
from pledges.content.frontmatter import FENCE, FrontMatter, key_path, read_front_matter
from pledges.content.geography import Geography
from pledges.content.known_keys import fields_at, keys_of, loc_in_file
from pledges.content.record import Loc, Position
from pledges.swedish import nearest, suggestion

NAME = "portaler.yaml"
_SHARED = re.compile(r"(?:polisen/lpo-|aktorer/|amnen/)[a-z0-9]+(?:-[a-z0-9]+)*")
_KEY = re.compile(
    r"(?:ssh-ed25519|ssh-rsa|ecdsa-sha2-[a-z0-9]+|sk-[a-z0-9-]+@openssh\.com) [A-Za-z0-9+/]+=*(?: [^\n]*)?"
)
_MOST_IN_A_NAME = 80


class ListedPortal(Row):
    """A portal, and what it may speak for."""

    name: Text = key("namn", "Namn", "Vad portalen heter, som det ska stå på sidorna.")
    address: Text = key("adress", "Adress", "Webbadressen där portalen ligger: https://loften.provstad.example.")
    municipalities: Many[Text] = key(
        "kommuner", "Kommuner", "Kommunerna som portalen för, med namnen som de har i adresserna."
    )
    shared: Many[Text] = key(
        "gemensamt",
        "Gemensamt",
        "Lokalpolisområden, aktörer och ämnen som hämtas därifrån: polisen/lpo-prov, aktorer/provbostader.",
        default=(),
    )
    together_with: Many[Text] = key(
        "delar med",
        "Delar med",
        "Andra kommuner, vars löften portalens får dela, följa upp eller hänvisa till.",
        default=(),
    )
    signing_key: Text | None = key(
        "nyckel",
        "Nyckel",
        "Den öppna nyckel som portalens logg är signerad med, som portalen själv har lämnat den: ssh-ed25519 AAAA….",
        default=None,
    )
    inside: YesNo = key("internt nät", "Internt nät", "ja, om portalen ligger på det egna nätet.", default=False)

    @property
    def base(self) -> str:
        """The address without the last slash."""
        return self.address.rstrip("/")


class _Listed(Row):
    portals: Many[ListedPortal] = key("portaler", "Portaler", "En rad för varje portal, med namn, adress och kommuner.")


class ListedError(ValueError):
    """What is wrong with the file: Swedish sentences, one a line."""


def read_listed(place: Path, geography: Geography) -> tuple[ListedPortal, ...]:
    """The portals in the file at `place`. Raises ListedError with every mistake, each at its row."""
    try:
        text = place.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise ListedError(f"{place} går inte att läsa: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise ListedError(f"{place} är inte sparad som UTF-8. Öppna den och spara om den.") from None
    front = read_front_matter(f"{FENCE}\n{text}\n{FENCE}\n")
    told = [(fault.place, fault.key, _in_rows_of_the_file(f"{fault.message} {fault.hint}")) for fault in front.faults]
    if not told:
        try:
            listed = _Listed.model_validate(front.data)
        except ValidationError as mistakes:
            errors = mistakes.errors(include_url=False)
            told = [_told(front, error) for error in errors if not _is_misspelt(error, errors)]
            told += [(front.places[loc], key_path(loc), said) for loc, said in _wrong_beside(front, errors, geography)]
        else:
            told = [(front.places[loc], key_path(loc), said) for loc, said in _wrong(listed, front, geography)]
            if not told:
                return listed.portals
    # The first fence is ours: the file's own rows begin below it.
    rows = sorted((max(at.line - 1, 1), at.column, path, said) for at, path, said in told)
    raise ListedError(
        "\n".join(
            f"{place.name} rad {row}{', ' if path else ''}{path}: {said.strip()}" for row, _column, path, said in rows
        )
    )


def _in_rows_of_the_file(said: str) -> str:
    return re.sub(r"\brad (\d+)", lambda row: f"rad {int(row[1]) - 1}", said)


def _is_misspelt(missing: ErrorDetails, errors: Iterable[ErrorDetails]) -> bool:
    """Whether a key that is missing is there under another spelling, which is told of by itself."""
    return missing["type"] == "missing" and any(
        one["type"] == "extra_forbidden"
        and one["loc"][:-1] == missing["loc"][:-1]
        and nearest(str(one["loc"][-1]), (str(missing["loc"][-1]),))
        for one in errors
    )


def _told(front: FrontMatter, error: ErrorDetails) -> tuple[Position, str, str]:
    loc = loc_in_file(error["loc"], front.places)
    place = front.places.get(loc, Position(2, 1))
    last = str(error["loc"][-1]) if error["loc"] else ""
    fields = fields_at(_Listed, loc[:-1])
    match error["type"]:
        case "extra_forbidden":
            keys = keys_of(ListedPortal if len(loc) > 1 else _Listed)
            near = suggestion(last, keys) or f"Nycklarna är {', '.join(keys)}."
            return place, key_path(loc), f"Nyckeln ”{last}” finns inte här. {near}"
        case "missing":
            whole = loc if loc[-1:] == (last,) else (*loc, last)
            _, info = fields_at(_Listed, whole[:-1]).get(last, ("", None))
            return place, key_path(whole), f"Nyckeln ”{last}” saknas. {info.description if info else ''}"
        case "value_error" if isinstance(refusal := error["ctx"]["error"], RefusedValueError):
            return place, key_path(loc), f"{refusal.message} {refusal.hint}"
        case "value_error":
            return place, key_path(loc), str(error["ctx"]["error"])
    _, info = fields.get(last, ("", None))
    return place, key_path(loc), f"Värdet har fel form. {info.description if info else ''}"


def _wrong(listed: _Listed, front: FrontMatter, geography: Geography) -> Iterator[tuple[Loc, str]]:
    """What is wrong with values that have the right form: where, and what to write instead."""
    if not listed.portals:
        yield ("portaler",), "Här står ingen portal. Skriv en rad för varje, med namn:, adress: och kommuner:."
    for number, portal in enumerate(listed.portals):
        for at, said in (*_of_its_own(portal), *_places(portal, geography)):
            yield loc_in_file(("portaler", number, *at), front.places), said
    for at, said in _shared_with_another(listed.portals):
        yield loc_in_file(("portaler", *at), front.places), said


def _wrong_beside(
    front: FrontMatter, errors: Iterable[ErrorDetails], geography: Geography
) -> Iterator[tuple[Loc, str]]:
    """What is wrong with the values that could be read, where others could not: so that all is told at once."""
    rows = front.data.get("portaler")
    whose = "internt nät"  # of which it depends which addresses will do
    bad: dict[int, set[str]] = {}
    for error in errors:
        if len(error["loc"]) > 2 and isinstance(error["loc"][1], int):
            keys = {str(error["loc"][2])}
            bad.setdefault(error["loc"][1], set()).update({*keys, "adress"} if whose in keys else keys)
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        return
    readable = [
        {
            name: value
            for name, value in row.items()
            if name in keys_of(ListedPortal) and name not in bad.get(number, ())
        }
        for number, row in enumerate(rows)
    ]
    stand_ins = [
        {"namn": f"Portal {number}", "adress": f"https://portal{number}.example", "kommuner": [f"portal-{number}"]}
        for number, _ in enumerate(rows)
    ]
    try:
        listed = _Listed.model_validate(
            {"portaler": [stand_in | row for stand_in, row in zip(stand_ins, readable, strict=True)]}
        )
    except ValidationError:
        return
    for loc, said in _wrong(listed, front, geography):
        if len(loc) > 2 and isinstance(loc[1], int) and loc[2] in readable[loc[1]]:
            yield loc, said


def _of_its_own(portal: ListedPortal) -> Iterator[tuple[Loc, str]]:
    if not portal.name.strip() or len(portal.name) > _MOST_IN_A_NAME:
        yield ("namn",), f"Skriv vad portalen heter, med högst {_MOST_IN_A_NAME} tecken."
    if hint := _address_hint(portal):
        yield ("adress",), f"”{portal.address}” kan inte vara portalens adress. {hint}"
    if not portal.municipalities:
        yield ("kommuner",), "Ingen kommun är angiven: utan dem hämtas inget."
    if portal.signing_key is not None and not _KEY.fullmatch(portal.signing_key):
        example = "Kopiera hela raden ur filen som slutar på .pub: ssh-ed25519 AAAA…"
        yield ("nyckel",), f"Det här är ingen öppen nyckel. {example}"
    for row, name in enumerate(portal.shared):
        if not _SHARED.fullmatch(name):
            example = "Skriv som polisen/lpo-prov, aktorer/provbostader eller amnen/trafik."
            yield ("gemensamt", row), f"”{name}” kan inte hämtas. {example}"


def _places(portal: ListedPortal, geography: Geography) -> Iterator[tuple[Loc, str]]:
    for key_name, slugs in (("kommuner", portal.municipalities), ("delar med", portal.together_with)):
        for row, slug in enumerate(slugs):
            if slug not in geography.municipalities:
                near = suggestion(slug, geography.municipalities) or "Namnen står i data/municipalities.csv."
                yield (key_name, row), f"Det finns ingen kommun som heter ”{slug}” i adresser. {near}"


def _shared_with_another(portals: tuple[ListedPortal, ...]) -> Iterator[tuple[Loc, str]]:
    """What only one portal may have, and two are given."""
    owners: dict[str, str] = {}
    for number, portal in enumerate(portals):
        for key_name, value in (("namn", portal.name), ("adress", portal.base)):
            if f"{key_name} {value}" in owners:
                yield (number, key_name), f"Två portaler har samma {key_name}. Var och en står en gång."
            owners[f"{key_name} {value}"] = portal.name
        for key_name, names in (("kommuner", portal.municipalities), ("gemensamt", portal.shared)):
            for row, name in enumerate(names):
                if name in owners:
                    hint = f"Den förs redan av {owners[name]}. Var och en har en ägare: ta bort den ena."
                    yield (number, key_name, row), f"”{name}” står två gånger. {hint}"
                owners.setdefault(name, portal.name)


def _address_hint(portal: ListedPortal) -> str:
    """What to write instead of the address; the empty text where it will do."""
    try:
        parts = urlsplit(portal.address)
        port = parts.port
    except ValueError:
        return "Kopiera den ur webbläsaren."
    if (
        parts.username
        or parts.query
        or parts.fragment
        or not parts.hostname
        or port == 0
        or re.search(r"\s", portal.address)
    ):
        return "Skriv portalens första sida, utan något efter."
    if parts.scheme == "https" or (parts.scheme == "http" and portal.inside):
        return ""
    return "Den ska börja med https://. På det egna nätet går också http://, med internt nät: ja."
