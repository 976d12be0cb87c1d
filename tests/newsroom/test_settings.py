"""The served editor's settings: every mistake is told, at once, with where it stands and what to write."""

from pathlib import Path

import pytest

from pledges.content.geography import load
from pledges.newsroom.people import GONE, Member, Members, Role, key_in
from pledges.newsroom.settings import HeaderLogin, OidcLogin, PeopleFile, ServedSettings, read_served
from pledges.settings import SettingsError

TOP = """
address = "https://redigera.prov.example"
socket = "redigering.sock"
state = "lage"
"""
LOGIN = """
[login]
kind = "header"
name = "X-Inloggad"
"""
OIDC = """
[login]
kind = "oidc"
issuer = "https://login.prov.example"
client_id = "redigering"
client_secret_file = "hemlighet"
"""
PEOPLE = """
[[people]]
subject = "anna01"
shown = "Anna, kommunikatör"
roles = { ale = ["skriver"], gemensamt = ["skriver", "granskar"] }

[[people]]
subject = "polis7"
shown = "Kommunpolisen"
email = "polis@prov.example"
roles = { alla = ["granskar"] }
"""

ONE_PERSON = PEOPLE.partition("\n\n")[0]


def written(folder: Path, *parts: str) -> Path:
    path = folder / "redigering.toml"
    path.write_text("".join(parts), encoding="utf-8")
    secret = folder / "hemlighet"
    secret.write_text("mycket hemligt\n")
    secret.chmod(0o600)
    return path


def read(folder: Path, *parts: str) -> ServedSettings:
    return read_served(written(folder, *parts), load())


def refusal(folder: Path, *parts: str) -> list[str]:
    with pytest.raises(SettingsError) as caught:
        read(folder, *parts)
    return [line.removeprefix("redigering.toml: ") for line in str(caught.value).splitlines()]


def test_what_is_right_is_read_with_paths_from_the_files_own_folder(tmp_path: Path) -> None:
    settings = read(tmp_path, TOP, LOGIN, PEOPLE)
    assert (settings.host, settings.socket) == ("redigera.prov.example", str(tmp_path / "redigering.sock"))
    assert isinstance(settings.login, HeaderLogin)
    assert settings.login.secret == ""
    assert (settings.log.days, settings.publishing.publish, settings.publishing.deploy) == (30, ("make", "publish"), ())
    assert settings.state_folder() == tmp_path / "lage"
    assert (tmp_path / "lage").stat().st_mode & 0o777 == 0o700
    more = '[publishing]\npublish = ["sh", "ge-ut.sh"]\n[log]\ndays = 7\n[mail]\nhost = "smtp.prov.example"\nsender = "r@prov.example"\n'
    forge = '[forge]\napi = "https://api.github.com/repos/kommunen/loften"\ntoken_file = "hemlighet"\n'
    settings = read(tmp_path, TOP, OIDC, more, forge, PEOPLE)
    assert settings.forge is not None
    assert (settings.forge.token, "mycket hemligt" in repr(settings)) == ("mycket hemligt", False)
    assert isinstance(settings.login, OidcLogin)
    assert settings.login.client_secret == "mycket hemligt"
    assert settings.publishing.publish == ("sh", "ge-ut.sh")
    assert settings.mail is not None
    assert [one.subject for one in settings.members] == ["anna01", "polis7"]


def test_a_role_holds_where_it_was_given_and_nowhere_else(tmp_path: Path) -> None:
    anna, police = read(tmp_path, TOP, LOGIN, PEOPLE).members
    assert anna.may(Role.WRITER, "ale")
    assert not anna.may(Role.REVIEWER, "ale")
    assert not anna.may(Role.PUBLISHER, "ale")
    assert not anna.reads("lulea")
    assert anna.may(Role.REVIEWER, None)
    assert anna.may(Role.REVIEWER, "gemensamt")
    assert police.may(Role.REVIEWER, "lulea")
    assert not police.may(Role.WRITER, "lulea")
    assert not police.reads(None), "every municipality is not what they share"
    assert not police.reads("gemensamt")
    assert anna.municipalities(load().municipalities) == ("ale",)
    assert len(police.municipalities(load().municipalities)) == 290


def test_an_id_tells_who_it_is_to_the_server_alone(tmp_path: Path) -> None:
    people = read(tmp_path, TOP, LOGIN, PEOPLE).members
    key = key_in(tmp_path)
    assert key == key_in(tmp_path)
    assert (tmp_path / "nyckel").stat().st_mode & 0o777 == 0o600
    members = Members(people, key=key)
    name = members.pseudonym("anna01")
    assert name.startswith("person-")
    assert len(name) == 17
    assert name == Members(people, key=key).pseudonym("anna01")
    assert name != Members(people, key=b"x" * 32).pseudonym("anna01")
    assert members.shown(name) == "Anna, kommunikatör"
    members.replace(people[1:])
    assert members.shown(name) == GONE
    assert members.by_subject("anna01") is None
    assert members.all == people[1:]


ROW = '[[people]]\nsubject = "a"\nshown = "Anna"\n'


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        ((TOP.replace("address", "adress"), LOGIN, PEOPLE), ["Inställningen ”adress” finns inte. Menade du address?"]),
        ((TOP.replace("https", "http"), LOGIN, PEOPLE), ["address ska vara redigeringens adress med https:// i början och inget efter namnet, till exempel https://redigera.kommun.se, inte ”http://redigera.prov.example”."]),
        ((TOP.replace("socket", "port"), LOGIN, PEOPLE), ["port ska vara ett heltal, inte 'redigering.sock'.", "Över en port kan vem som helst på datorn säga att de är inloggade. Skriv secret_header och secret_file i [login], eller använd socket."]),
        ((TOP, "port = 70000\n", LOGIN, PEOPLE), ["port ska vara högst 65535, inte 70000.", 'Skriv antingen socket = "/run/redigering/redigering.sock" eller port = 8100: en av dem.', "Över en port kan vem som helst på datorn säga att de är inloggade. Skriv secret_header och secret_file i [login], eller använd socket."]),
        ((TOP, LOGIN, 'secret_header = "X-Nyckel"\n', PEOPLE), ["secret_header och secret_file i [login] hör ihop: skriv båda, eller ingen."]),
        ((TOP, 'socket_group = "finns-inte"\n', LOGIN, PEOPLE), ["socket_group säger ”finns-inte”, som inte är någon grupp på datorn."]),
        ((TOP, PEOPLE), ['login saknas. Skriv hur man loggar in: en rad [login], och under den kind = "oidc" eller kind = "header".']),
        ((TOP, '[login]\nkind = "odic"\n', PEOPLE), ['[login]: kind ska vara "oidc" eller "header".']),
        ((TOP, "[login]\n", PEOPLE), ['[login]: kind ska vara "oidc" eller "header".']),
        ((TOP, OIDC.replace("issuer", "isuer"), PEOPLE), ["[login]: Inställningen ”isuer” finns inte. Menade du issuer?"]),
        ((TOP, OIDC.replace("https", "http"), PEOPLE), ["[login]: issuer ska vara inloggningstjänstens adress med https:// i början, till exempel https://login.kommun.se, inte ”http://login.prov.example”."]),
        ((TOP, LOGIN, "[log]\ndays = 0\n", PEOPLE), ["[log]: days ska vara minst 1, inte 0."]),
        ((TOP, LOGIN, "[log]\ndayz = 3\n", PEOPLE), ["[log]: Inställningen ”dayz” finns inte. Menade du days?"]),
        ((TOP, "mail = 3\n", LOGIN, PEOPLE), ["mail ska vara en tabell, inte 3."]),
        ((TOP, LOGIN, '[forge]\napi = "https://github.com/kommunen/loften"\n', PEOPLE), ["[forge]: api ska vara arkivets adress hos värden, till exempel https://api.github.com/repos/kommunen/loften, inte ”https://github.com/kommunen/loften”.", "api och token_file i [forge] hör ihop: skriv båda, eller ingen."]),
        ((TOP, LOGIN), ["people saknas. Skriv vilka som får komma in: en rad [[people]] för var och en, och under den subject, shown och roles."]),
        ((TOP, "people = []\n", LOGIN), ["people är tom. Skriv minst en."]),
        ((TOP, LOGIN, PEOPLE, "[publishing]\npublish = []\n"), ["[publishing]: publish är tom. Skriv minst en."]),
        ((TOP, LOGIN, PEOPLE, '[publishing]\ndeploy = "make deploy"\n'), ["[publishing]: deploy ska vara en lista [ … ], inte 'make deploy'."]),
        ((TOP, LOGIN, ROW), ['[[people]] nr 1 (Anna): roles saknas. Skriv vad personen får göra, och var: roles = { lulea = ["skriver", "granskar"] }.']),
        ((TOP, LOGIN, ROW, 'roles = { "Luleå" = ["skriva"], ale = "skriver" }'), [
            "[[people]] nr 1 (Anna): roles säger ”Luleå”, som inte är någon kommun i adresser, gemensamt eller alla. Menade du lulea?",
            "[[people]] nr 1 (Anna): roles säger rollen ”skriva” för Luleå, som inte finns. Menade du skriver?",
            "[[people]] nr 1 (Anna): roles ska säga en lista för ale, till exempel ale = [\"skriver\", \"granskar\"], inte 'skriver'.",
        ]),
        ((TOP, LOGIN, ROW, 'roles = { ale = ["chef", []] }'), [
            "[[people]] nr 1 (Anna): roles säger rollen ”chef” för ale, som inte finns. Rollerna är skriver, granskar och publicerar.",
            "[[people]] nr 1 (Anna): roles säger rollen ”[]” för ale, som inte finns. Rollerna är skriver, granskar och publicerar.",
        ]),
        ((TOP, LOGIN, ROW, "roles = {}"), ['[[people]] nr 1 (Anna): roles är tomt. Skriv var personen har en roll, till exempel roles = { lulea = ["skriver"] }.']),
        ((TOP, LOGIN, PEOPLE, ONE_PERSON), ["[[people]] nr 3: ”anna01” står redan i nr 1. En person har en rad."]),
        ((TOP, LOGIN, PEOPLE.replace("email", "epost")), ["[[people]] nr 2 (Kommunpolisen): Inställningen ”epost” finns inte. Här finns subject, shown, roles och email."]),
        (("address = https",), ["redigering.toml rad 1 går inte att läsa som TOML. Texter står inom citattecken: address = \"https://redigera.kommun.se\". Namn före likhetstecknet skrivs utan å, ä och ö: lulea."]),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_where_it_stands_and_what_to_write(
    parts: tuple[str, ...], told: list[str], tmp_path: Path
) -> None:
    assert refusal(tmp_path, *parts) == told


def test_a_secret_that_is_missing_empty_or_open_to_all_is_told_of(tmp_path: Path) -> None:
    path = written(tmp_path, TOP, OIDC, PEOPLE)
    secret = tmp_path / "hemlighet"
    faults = (
        (lambda: secret.chmod(0o644), f"är {secret}, som alla på datorn kan läsa. Kör chmod 600 {secret}."),
        (lambda: secret.write_text(" \n"), f"är {secret}, som är tom. Lägg hemligheten där, på en rad."),
        (secret.unlink, f"är {secret}, som inte går att läsa. Lägg hemligheten där, på en rad."),
    )
    for spoil, told in faults:
        spoil()
        with pytest.raises(SettingsError) as caught:
            read_served(path, load())
        assert str(caught.value) == f"redigering.toml: [login]: client_secret_file {told}"


def test_a_file_that_is_not_there_is_told_of(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"finns-inte.toml går inte att läsa: No such file"):
        read_served(tmp_path / "finns-inte.toml", load())


def test_people_come_and_go_while_the_server_runs(tmp_path: Path) -> None:
    path = written(tmp_path, TOP, LOGIN, PEOPLE)
    seen: list[tuple[Member, ...]] = []
    people = PeopleFile(path, load(), lambda members: seen.append(tuple(members)))
    assert people.refresh() == ""
    assert seen == []
    written(tmp_path, TOP, LOGIN, ONE_PERSON)
    assert people.refresh() == ""
    assert [[one.subject for one in members] for members in seen] == [["anna01"]]
    written(tmp_path, TOP, LOGIN, "[[people]]\n")
    assert "subject saknas" in people.refresh()
    assert people.refresh() == "", "told once"
    assert len(seen) == 1, "the people that were known still come in"
    path.unlink()
    assert "går inte att läsa" in people.refresh()
