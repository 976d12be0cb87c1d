"""The settings of an editor that is served: a TOML file, checked before anything is opened.

Every mistake is told at once, in Swedish, with the key, what to write, and what was probably meant.
"""

import grp
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, ValidationInfo
from pydantic_core import ErrorDetails

from pledges.content.geography import Geography
from pledges.newsroom.people import EVERY_MUNICIPALITY, Member, Role
from pledges.settings import SettingsError
from pledges.swedish import enumerate_words, nearest, suggestion
from pledges.urls import SHARED

_LOCAL = ("127.0.0.1", "localhost", "::1")
_OTHERS_MAY = 0o007
_ROLES = {role.value: role for role in Role}


@dataclass(frozen=True, slots=True)
class _Surroundings:
    """What the file is checked against."""

    folder: Path
    geography: Geography


def _of(info: ValidationInfo) -> _Surroundings:
    assert isinstance(info.context, _Surroundings)
    return info.context


def _must(holds: Callable[[str], object], message: str) -> AfterValidator:
    """Refuses a text of which `holds` is not true. {} in `message` is the text."""

    def check(text: str) -> str:
        if not holds(text):
            raise ValueError(message.format(text))
        return text

    return AfterValidator(check)


def _is_own_address(text: str) -> bool:
    return re.fullmatch(r"https://[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::[1-9]\d{0,4})?", text) is not None


def _is_issuer(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    is_safe = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOCAL)
    return is_safe and bool(parts.hostname) and not parts.query and not parts.fragment


def _is_api(text: str) -> bool:
    """Whether a text is a repository's address in the API of GitHub, Forgejo or Gitea, or empty."""
    return not text or (_is_issuer(text) and re.fullmatch(r".*/repos/[^/]+/[^/]+/?", text) is not None)


def _is_group(text: str) -> bool:
    try:
        return not text or bool(grp.getgrnam(text))
    except KeyError:
        return False


def _some(rows: tuple[Any, ...]) -> tuple[Any, ...]:
    if not rows:
        raise ValueError("är tom. Skriv minst en.")
    return rows


def _from_the_file(text: str, info: ValidationInfo) -> str:
    """A path as it is meant: from the folder of the settings."""
    return str(_of(info).folder / Path(text).expanduser()) if text else ""


def _secret(text: str, info: ValidationInfo) -> str:
    path = Path(_from_the_file(text, info))
    try:
        secret = path.read_text(encoding="utf-8").strip()
        mode = path.stat().st_mode
    except (OSError, UnicodeDecodeError):
        raise ValueError(f"är {path}, som inte går att läsa. Lägg hemligheten där, på en rad.") from None
    if not secret:
        raise ValueError(f"är {path}, som är tom. Lägg hemligheten där, på en rad.")
    if mode & _OTHERS_MAY:
        raise ValueError(f"är {path}, som alla på datorn kan läsa. Kör chmod 600 {path}.")
    return str(path)


_Text = Annotated[str, _must(str.strip, "är tomt.")]
_OwnAddress = Annotated[
    str,
    _must(
        _is_own_address,
        "ska vara redigeringens adress med https:// i början och inget efter namnet, till exempel "
        "https://redigera.kommun.se, inte ”{}”.",
    ),
]
_Issuer = Annotated[
    str,
    _must(
        _is_issuer,
        "ska vara inloggningstjänstens adress med https:// i början, till exempel https://login.kommun.se, inte ”{}”.",
    ),
]
_HeaderName = Annotated[
    str,
    _must(
        re.compile(r"[A-Za-z][A-Za-z0-9-]*").fullmatch,
        "ska vara namnet på ett huvud, till exempel X-Inloggad, inte ”{}”.",
    ),
]
_Email = Annotated[
    str, _must(re.compile(r"([^@\s]+@[^@\s]+\.[^@\s]+)?").fullmatch, "ska vara en e-postadress, inte ”{}”.")
]
_Folder = Annotated[str, _must(str.strip, "är tomt."), AfterValidator(_from_the_file)]
_SecretFile = Annotated[str, AfterValidator(_secret)]
_Words = Annotated[tuple[str, ...], Field(strict=False)]
_Port = Annotated[int, Field(ge=1, le=65535)]
_Days = Annotated[int, Field(ge=1, le=3650)]
_Minutes = Annotated[int, Field(ge=1, le=1440)]
_Hours = Annotated[int, Field(ge=1, le=168)]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class OidcLogin(_Part):
    """Login at the organisation's own service, by OpenID Connect. `claim` is what of it is a person's subject,
    `scope` what is asked for, and `shown` what people call the service."""

    kind: Literal["oidc"]
    issuer: _Issuer
    client_id: _Text
    client_secret_file: _SecretFile
    claim: _Text = "sub"
    shown: _Text = "kommunens inloggning"
    scope: Annotated[str, _must(lambda text: "openid" in text.split(), "ska ha openid bland orden, inte ”{}”.")] = (
        "openid"
    )

    @property
    def client_secret(self) -> str:
        """What tells the service that it is this editor that asks."""
        return Path(self.client_secret_file).read_text(encoding="utf-8").strip()


class HeaderLogin(_Part):
    """A web server in front logs people in and sends who it is, in the header `name`.

    It is believed over the Unix socket, which only that server may open; over a port where it also sends the secret.
    """

    kind: Literal["header"]
    name: _HeaderName
    secret_header: Annotated[str, _must(re.compile(r"([A-Za-z][A-Za-z0-9-]*)?").fullmatch, "ska vara namnet på ett huvud, till exempel X-Hemlighet, inte ”{}”.")] = ""  # fmt: skip
    secret_file: Annotated[str, AfterValidator(lambda text, info: _secret(text, info) if text else "")] = ""

    @property
    def secret(self) -> str:
        """What the web server sends with every request; empty where the socket is enough."""
        return Path(self.secret_file).read_text(encoding="utf-8").strip() if self.secret_file else ""


class Publishing(_Part):
    """The commands that make the site of what has been signed off, and put it where readers are."""

    publish: Annotated[_Words, AfterValidator(_some)] = ("make", "publish")
    deploy: _Words = ()


class Log(_Part):
    """How long what the server notes is kept."""

    days: _Days = 30


class SessionTimes(_Part):
    """How long somebody is logged in: without doing anything, and at most."""

    idle_minutes: _Minutes = 120
    hours: _Hours = 12


class Mail(_Part):
    """The host's own mail server, where colleagues are told that something waits."""

    host: _Text
    sender: Annotated[str, _must(re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+").fullmatch, "ska vara en e-postadress, inte ”{}”.")]  # fmt: skip
    port: _Port = 25
    starttls: bool = False


class Forge(_Part):
    """A hosted git (GitHub, GitLab, Forgejo) that drafts are sent to. `remote` is its name in the content's repository,
    `options` what a push says there to ask for a review (`git push -o`), and `signs` whether its own rules hold the sign-off.
    Where a push can't ask, `api` is the repository's address in the forge's REST API, and `token_file` the key to it.
    """

    remote: Annotated[str, _must(re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*").fullmatch, "ska vara namnet på arkivet i git, till exempel origin, inte ”{}”.")] = "origin"  # fmt: skip
    options: _Words = ()
    api: Annotated[str, _must(_is_api, "ska vara arkivets adress hos värden, till exempel https://api.github.com/repos/kommunen/loften, inte ”{}”.")] = ""  # fmt: skip
    token_file: Annotated[str, AfterValidator(lambda text, info: _secret(text, info) if text else "")] = ""
    signs: bool = False

    @property
    def token(self) -> str:
        """What tells the forge that it is this editor that asks."""
        return Path(self.token_file).read_text(encoding="utf-8").strip()


def _roles(written: Mapping[str, Any], info: ValidationInfo) -> Mapping[str, frozenset[Role]]:
    """The roles of a person, by place. Raises ValueError with every mistake, one a line."""
    places = (*_of(info).geography.municipalities, SHARED, EVERY_MUNICIPALITY)
    faults = (
        [] if written else ['är tomt. Skriv var personen har en roll, till exempel roles = { lulea = ["skriver"] }.']
    )
    for place, roles in written.items():
        if place not in places:
            meant = _of(info).geography.slug_of(place)
            hint = f"Menade du {meant}?" if meant else suggestion(place, places)
            faults.append(
                f"säger ”{place}”, som inte är någon kommun i adresser, {SHARED} eller {EVERY_MUNICIPALITY}. {hint}"
            )
        if not isinstance(roles, list) or not roles:
            faults.append(
                f'ska säga en lista för {place}, till exempel {place} = ["skriver", "granskar"], inte {roles!r}.'
            )
            continue
        for role in roles:
            if str(role) not in _ROLES:
                hint = suggestion(str(role), _ROLES) or f"Rollerna är {enumerate_words(_ROLES)}."
                faults.append(f"säger rollen ”{role}” för {place}, som inte finns. {hint}")
    if faults:
        raise ValueError("\n".join(one.strip() for one in faults))
    return {place: frozenset(_ROLES[role] for role in roles) for place, roles in written.items()}


class Person(_Part):
    """A row of the people: who, what colleagues call them, and what they may do where."""

    subject: _Text
    shown: _Text
    roles: Annotated[dict[str, Any], AfterValidator(_roles)]
    email: _Email = ""

    @property
    def member(self) -> Member:
        """As the newsroom knows them."""
        return Member(subject=self.subject, shown=self.shown, roles=self.roles, email=self.email)


class ServedSettings(_Part):
    """All that a host decides of an editor that is served. Paths are from the folder of the file, and whole here.

    The socket may be opened by `socket_group`, which the web server in front belongs to.
    """

    address: _OwnAddress
    socket: Annotated[str, AfterValidator(_from_the_file)] = ""
    socket_group: Annotated[str, _must(_is_group, "säger ”{}”, som inte är någon grupp på datorn.")] = ""
    port: _Port | None = None
    state: _Folder
    login: Annotated[OidcLogin | HeaderLogin, Field(discriminator="kind")]
    sessions: SessionTimes = SessionTimes()
    publishing: Publishing = Publishing()
    log: Log = Log()
    mail: Mail | None = None
    forge: Forge | None = None
    people: Annotated[tuple[Person, ...], Field(strict=False), AfterValidator(_some)]

    @property
    def host(self) -> str:
        """The only Host that is answered to."""
        return urlsplit(self.address).netloc

    @property
    def members(self) -> tuple[Member, ...]:
        """The people, as the newsroom knows them."""
        return tuple(one.member for one in self.people)

    def state_folder(self) -> Path:
        """The folder of what must not lie in the content, made where there is none. Nobody else may read it."""
        folder = Path(self.state)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.chmod(0o700)
        return folder


def read_served(path: Path, geography: Geography) -> ServedSettings:
    """The settings in the file at `path`. Raises SettingsError with every mistake, one a line."""
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise SettingsError(f"{path} går inte att läsa: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise SettingsError(f"{path} är inte sparad som UTF-8. Öppna den och spara om den.") from None
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{path.name}{_where(str(error))} går inte att läsa som TOML. {_MEANT}") from None
    told: list[str] = []
    try:
        settings = ServedSettings.model_validate(values, context=_Surroundings(path.absolute().parent, geography))
    except ValidationError as mistakes:
        errors = mistakes.errors(include_url=False)
        told = [line for error in errors if not _is_misspelt(error, errors) for line in _in_swedish(error, values)]
    told += _together(values)
    if told:
        raise SettingsError("\n".join(f"{path.name}: {line}" for line in told))
    return settings


_MEANT = (
    'Texter står inom citattecken: address = "https://redigera.kommun.se". '
    "Namn före likhetstecknet skrivs utan å, ä och ö: lulea."
)
_TYPES = {
    "bool_type": "true eller false",
    "int_type": "ett heltal",
    "string_type": "en text inom citattecken",
    "dict_type": "en tabell { … }",
    "model_type": "en tabell",
    "model_attributes_type": "en tabell",
    "tuple_type": "en lista [ … ]",
}
_MISSING = {
    "address": 'Skriv redigeringens adress: address = "https://redigera.kommun.se".',
    "state": 'Skriv mappen för det som inte hör till innehållet: state = "/var/lib/redigering".',
    "login": 'Skriv hur man loggar in: en rad [login], och under den kind = "oidc" eller kind = "header".',
    "people": "Skriv vilka som får komma in: en rad [[people]] för var och en, och under den subject, shown och roles.",
    "issuer": 'Skriv inloggningstjänstens adress: issuer = "https://login.kommun.se".',
    "client_id": 'Skriv vad inloggningstjänsten kallar redigeringen: client_id = "redigering".',
    "client_secret_file": 'Skriv filen med hemligheten: client_secret_file = "/etc/redigering/hemlighet".',
    "name": 'Skriv huvudet som säger vem det är: name = "X-Inloggad".',
    "subject": 'Skriv vad inloggningen kallar personen: subject = "anna01".',
    "shown": 'Skriv namnet eller rollen som kollegor ser: shown = "Anna, kommunikatör".',
    "roles": 'Skriv vad personen får göra, och var: roles = { lulea = ["skriver", "granskar"] }.',
    "host": 'Skriv postserverns namn: host = "smtp.kommun.se".',
    "sender": 'Skriv adressen som breven kommer från: sender = "redigering@kommun.se".',
}
_KINDS: Mapping[str, type[BaseModel]] = {"oidc": OidcLogin, "header": HeaderLogin}
_TABLES: Mapping[str, type[BaseModel]] = {
    "sessions": SessionTimes, "publishing": Publishing, "log": Log, "mail": Mail, "forge": Forge,
}  # fmt: skip


def _where(error: str) -> str:
    """The line that a message of tomllib tells of."""
    line = re.search(r"at line (\d+)", error)
    return f" rad {line[1]}" if line else " (sist)"


def _together(values: Mapping[str, Any]) -> Iterator[str]:
    """What is wrong between keys that may each be right."""
    if bool(values.get("socket")) == ("port" in values):
        yield 'Skriv antingen socket = "/run/redigering/redigering.sock" eller port = 8100: en av dem.'
    login = values.get("login")
    if isinstance(login, dict) and login.get("kind") == "header":
        told = [name for name in ("secret_header", "secret_file") if login.get(name)]
        if "port" in values and len(told) < 2:
            yield (
                "Över en port kan vem som helst på datorn säga att de är inloggade. Skriv secret_header och secret_file "
                "i [login], eller använd socket."
            )
        elif len(told) == 1:
            yield "secret_header och secret_file i [login] hör ihop: skriv båda, eller ingen."
    forge = values.get("forge")
    if isinstance(forge, dict) and bool(forge.get("api")) != bool(forge.get("token_file")):
        yield "api och token_file i [forge] hör ihop: skriv båda, eller ingen."
    people = values.get("people")
    rows = [row.get("subject") for row in people if isinstance(row, dict)] if isinstance(people, list) else []
    for number, subject in enumerate(rows, 1):
        if subject is not None and subject in rows[: number - 1]:
            yield f"[[people]] nr {number}: ”{subject}” står redan i nr {rows.index(subject) + 1}. En person har en rad."


def _is_misspelt(missing: ErrorDetails, errors: Iterable[ErrorDetails]) -> bool:
    """Whether a key that is missing is there under another spelling, which is told of by itself."""
    return missing["type"] == "missing" and any(
        one["type"] == "extra_forbidden"
        and one["loc"][:-1] == missing["loc"][:-1]
        and nearest(str(one["loc"][-1]), (str(missing["loc"][-1]),))
        for one in errors
    )


def _in_swedish(error: ErrorDetails, values: Mapping[str, Any]) -> Iterator[str]:
    """The sentences about a mistake, each with where it stands."""
    loc = tuple(part for part in error["loc"] if part not in _KINDS)
    name, kind, given = str(loc[-1]), error["type"], error["input"]
    at = _at(loc, values)
    if kind == "missing":
        yield f"{at}{name} saknas. {_MISSING[name]}"
    elif kind == "extra_forbidden":
        known = tuple(_model_at(error["loc"]).model_fields)
        yield f"{at}Inställningen ”{name}” finns inte. {suggestion(name, known) or f'Här finns {enumerate_words(known)}.'}"
    elif kind in ("union_tag_invalid", "union_tag_not_found"):
        yield '[login]: kind ska vara "oidc" eller "header".'
    elif kind in _TYPES:
        yield f"{at}{name} ska vara {_TYPES[kind]}, inte {given!r}."
    elif kind == "value_error":
        for line in str(error["ctx"]["error"]).splitlines():
            yield f"{at}{name} {line}"
    elif "le" in error.get("ctx", {}):
        yield f"{at}{name} ska vara högst {error['ctx']['le']}, inte {given}."
    else:
        yield f"{at}{name} ska vara minst {error['ctx']['ge']}, inte {given}."


def _at(loc: tuple[str | int, ...], values: Mapping[str, Any]) -> str:
    """Which table or row a key stands in; nothing for those at the top."""
    match loc:
        case ("people", int(row), _, *_):
            shown = values["people"][row].get("shown") if isinstance(values["people"][row], dict) else None
            return f"[[people]] nr {row + 1}{f' ({shown})' if isinstance(shown, str) else ''}: "
        case (str(table), str(_), *_):
            return f"[{table}]: "
        case _:
            return ""


def _model_at(loc: tuple[str | int, ...]) -> type[BaseModel]:
    """The model whose key an unknown one was taken for."""
    match loc:
        case ("people", *_, _) if len(loc) > 2:
            return Person
        case ("login", str(kind), _):
            return _KINDS[kind]
        case (str(table), _):
            return _TABLES[table]
        case _:
            return ServedSettings


class PeopleFile:
    """Keeps `members` as the file says, also while the server runs. What it can't read it lets be, and tells."""

    def __init__(self, path: Path, geography: Geography, members: Callable[[Iterable[Member]], None]) -> None:
        self._path = path
        self._geography = geography
        self._let = members
        self._stamp = self._stamped()

    def refresh(self) -> str:
        """Read the people again where the file has changed; gives what was wrong with it, else nothing."""
        stamp = self._stamped()
        if stamp == self._stamp:
            return ""
        self._stamp = stamp
        try:
            self._let(read_served(self._path, self._geography).members)
        except SettingsError as error:
            return str(error)
        return ""

    def _stamped(self) -> tuple[int, int, int] | None:
        try:
            told = self._path.stat()
        except OSError:
            return None
        return told.st_mtime_ns, told.st_size, told.st_ino
