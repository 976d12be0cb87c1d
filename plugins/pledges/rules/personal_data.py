"""People: no personal identity numbers, and no homes, vehicles, addresses or telephone numbers that are somebody's own.

A personal identity number is six or eight digits for the day of birth and four more, the last of which is a
checksum over the others (Luhn); a co-ordination number has 60 added to the day (Skatteverket, SKV 704 and 707).
"""

import calendar
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from pledges.content.problems import Problem
from pledges.content.record import AnyRecord, Loc
from pledges.content.record_values import ByIdentity, texts
from pledges.content.register import Register
from pledges.rules.finding import Finding, RuleOfAny, to_problem_of_file

_MARK = r"[*_~`\\\\\u00ad]*"
_BLANK = r"[ \t\u00a0\u2007\u2009\u202f]"
_DASH = r"[-+/.:\u2010-\u2015\u2212]"
_INSIDE = rf"{_MARK}(?:{_BLANK}|[-./\u2010-\u2015\u2212])?{_MARK}"
_NUMBER = re.compile(
    rf"(?<!\d)(?:(\d\d){_MARK}{_BLANK}?{_MARK})?(\d\d)({_INSIDE})(\d\d)({_INSIDE})(\d\d)"
    rf"{_MARK}{_BLANK}{{0,2}}{_MARK}({_DASH})?{_MARK}{_BLANK}{{0,2}}{_MARK}(\d\d(?:{_MARK}|(?<=[-+\u2010-\u2015\u2212]\d\d)[ ]|(?<=[-+\u2010-\u2015\u2212][ ]\d\d)[ ])\d\d)(?!\d|-\d)"
)
_BETWEEN_DAYS = ("/", "\u2013", "\u2014")
_MASKED = re.compile(
    rf"(?<!\d)(?:(?:19|20)\d\d|\d\d)(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01]){_BLANK}?{_DASH}?{_BLANK}?(?:[XxNn]{{4}}|\*{{4}}|_{{4}}|…)"
)
_BORN = re.compile(r"\b(?:född|födda|födelsedatum|f\.)\s*:?\s*(?:den\s+)?(?:19|20)?\d\d-?[01]\d-?[0-3]\d\b", re.I)
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>()\"]+")
_MAIL = re.compile(
    r"(?<![\w.+-])([\w.+-]+)(?:@|\s?[\[({]\s?(?:at|a|snabel-?a|@)\s?[\])}]\s?)([\w-]+(?:\.[\w-]+)+)", re.I
)
_MAY_BE_MAIL = re.compile(r"@|[\[({]\s?(?:at|a|snabel)", re.I)
_PRIVATE_HOSTS = frozenset(
    (
        "aol", "bahnhof", "bredband", "comhem", "glocalnet", "gmail", "gmx", "googlemail", "home", "hotmail", "icloud",
        "live", "mac", "me", "msn", "outlook", "passagen", "proton", "protonmail", "spray", "swipnet", "tele2", "telia",
        "yahoo",
    )
)  # fmt: skip
_FUNCTIONS = re.compile(
    r"info|kontakt|kommun|polis|trygg|redaktion|press|medborgar|kund|support|registrator|diarie|service|webb|no-?reply|"
    r"samordn|sakerhet|brott|omrade|region|lokal|stad|bolag|namnd|tips",
    re.I,
)  # fmt: skip
_PHONE = re.compile(
    r"(?<![\d/:.,@-])0[1-9]\d{0,2}(?:[./–]\d{2,3}){2,4}(?![\d./–]\d)|(?<![\d/:.,@-])0[1-9]\d{0,2} ?[/–] ?\d{2,3}(?: \d{2,3}){1,3}(?!\d)|"
    + r"(?<![\d/:.,@-])(?:\+46|0046|0)(?:[ -]?\(0\))?[ -]?[1-9]\d{0,2}[ -]*\d(?:[ -]?\d){4,8}(?![\d-])"
)
_FUNCTION_PHONE = re.compile(r"(?:\+46|0046|0)(?:20|77|900|939|944)")
_SWITCHBOARD = re.compile(r"växel|kontaktcenter|kundtjänst|journummer|tipstelefon|stödlinje|reception", re.I)
_DWELLING = re.compile(
    r"(?<!\w)(?:[Ll]gh|[Ll]ägenhet(?:snummer|snr)?)\.?\s*(?:nr\.?|nummer)?\s*\d{1,4}\b(?! (?:%|procent))"
    r"|\b(?i:bor|bott|bosatt|folkbokförd|hemadress(?:en)?|bostadsadress(?:en)?)\W+(?:[a-zåäö]+\s+)?"
    r"[A-ZÅÄÖ]\w*(?: \w+)?(?:gatan|vägen|gränd|stigen|allén|backen|torget)\s+\d+(?!\d|\s?[-–]\s?\d)"
)
# A plate has none of I, Q, V, Å, Ä, Ö; the last sign is a digit or a letter, and that letter is no O either (Transportstyrelsen).
_PLATE_LETTERS = r"(?!SOS|TEL|SMS|SEK|DNR|LPO|NTU|MSB|BRF|LGH|FAP|FAX|CSN|KST|MHZ|PMF|SFS|AFS)[A-HJ-PR-UW-Z]{3}"
_NEW_PLATE = rf"(?<![\w/:.-]){_PLATE_LETTERS}[ -]?\d\d[A-HJ-NPR-UW-Z](?![\w/:-])"
_PLATE = re.compile(rf"{_NEW_PLATE}|(?<![\w/:.-]){_PLATE_LETTERS}[ -]?\d{{3}}(?![\w/:-]|[ .,]\d)")
_NAMED_PLATE = re.compile(r"\breg(?:istrerings)?\.?\s?(?:nr|nummer(?:et)?)\.?:?\s+[a-zåäö]{3}[ -]?\d\d[a-z\d]\b", re.I)
_VEHICLE = re.compile(
    r"bil(?:en|ar|arna)?\b|fordon|mope(?:d|bil)|motorcyk|\bmc\b|lastbil|skåpbil|epa|registrering|reg\.? ?(?:nr|nummer|skylt)",
    re.I,
)
_ACCOUNT = re.compile(
    r"facebook\.com/(?:profile\.php\?id=\d+|(?P<first>[a-zåäöé]+)\.[a-zåäöé]+(?:\.\d+)?(?=[/?#\s)]|$))|linkedin\.com/in/",
    re.I,
)
_WEB = re.compile(r"https?://")
_DIGIT = re.compile(r"\d")
_NEAR = 60
_CONTACT, _SIGNATORIES = "kontakt", "undertecknare"
_NAME = r"[A-ZÅÄÖÉ][a-zåäöéüøæ]+(?:-[A-ZÅÄÖÉ]?[a-zåäöéüøæ]+)*"
_PARTICLES = ("af", "av", "von", "van", "de", "la", "der")
_CAPITALISED = re.compile(rf"(?<!\w)(?<!\w-){_NAME}(?: (?:(?:{'|'.join(_PARTICLES)}) )?{_NAME})+")
_INITIAL = re.compile(rf"(?<![\w.])[A-ZÅÄÖ]\. ?(?:[A-ZÅÄÖ]\. ?)?{_NAME}(?<!nr)(?<!tr)")
_ROLE = re.compile(
    r".*(?:chef|polis|ordförande|samordnare|strateg|direktör|handläggare|koordinator|ansvarig|råd|sekreterare|ledare|"
    r"befäl|utvecklare|controller|inspektör|kommissarie|intendent|mästare|politiker|ombud|kontakt|vd)(?:e?n|et)?s?|vd|rektor|herr|fru|eleven?|grannen?|mannen|kvinnan|pojken|flickan|ungdomen|"
    r"invånaren|föräldern|mamman|pappan"
)
_BODY = re.compile(
    r".*(?:kommun|område|bostäder|bostad|hus|hem|nämnd|förvaltning|avdelning|enhet|kontor|center|centrum|förening|fastigheter|"
    r"bolag|trafik|polis|myndighet|skola|samfällighet|region|län|stad|sektion|grupp|styrelse|växel|tjänst|byggen|verket|"
    r"bygdegård|församling|bibliotek|jour|vägen|gatan|torget|torg|huset)(?:e?n|et|na|a)?s?|ab|kb|if|bk|ik|lpo|polisen|trygg.*|norra|södra|östra|västra|nedre|övre|stora|lilla|nya|gamla"
)
# The commonest first names in Sweden (Statistics Sweden), of those that are no ordinary word.
FIRST_NAMES = frozenset(
    [
        "Agneta",
        "Albin",
        "Alex",
        "Alexander",
        "Ali",
        "Alice",
        "Alma",
        "Amanda",
        "Anders",
        "Andreas",
        "Anette",
        "Anna",
        "Anneli",
        "Annelie",
        "Annika",
        "Anton",
        "Arne",
        "Astrid",
        "Axel",
        "Barbro",
        "Bengt",
        "Berit",
        "Birgitta",
        "Bo",
        "Britt",
        "Camilla",
        "Carina",
        "Carl",
        "Carolina",
        "Caroline",
        "Catarina",
        "Cecilia",
        "Charlotte",
        "Christer",
        "Christian",
        "Christina",
        "Christoffer",
        "Claes",
        "Conny",
        "Dan",
        "Daniel",
        "David",
        "Dennis",
        "Eddie",
        "Elias",
        "Elin",
        "Elisabeth",
        "Ella",
        "Ellen",
        "Elsa",
        "Emelie",
        "Emil",
        "Emilia",
        "Emma",
        "Erik",
        "Erika",
        "Eva",
        "Fatima",
        "Felix",
        "Filip",
        "Fredrik",
        "Frida",
        "Gabriel",
        "Gerd",
        "Gunilla",
        "Gunnar",
        "Gustav",
        "Göran",
        "Hanna",
        "Hans",
        "Helena",
        "Helene",
        "Henrik",
        "Hugo",
        "Håkan",
        "Ida",
        "Inga",
        "Inger",
        "Ingrid",
        "Ingvar",
        "Irene",
        "Isabelle",
        "Jakob",
        "Jan",
        "Jenny",
        "Jens",
        "Jesper",
        "Jessica",
        "Jimmy",
        "Joakim",
        "Johan",
        "Johanna",
        "John",
        "Johnny",
        "Jonas",
        "Jonathan",
        "Josefin",
        "Julia",
        "Jörgen",
        "Karin",
        "Karl",
        "Katarina",
        "Kenneth",
        "Kent",
        "Kerstin",
        "Kim",
        "Kjell",
        "Klara",
        "Kristina",
        "Kristoffer",
        "Lars",
        "Leif",
        "Lena",
        "Lennart",
        "Leo",
        "Liam",
        "Lina",
        "Linda",
        "Linnea",
        "Linus",
        "Lisa",
        "Louise",
        "Lovisa",
        "Lucas",
        "Ludvig",
        "Madeleine",
        "Magnus",
        "Maja",
        "Malin",
        "Marcus",
        "Margareta",
        "Maria",
        "Marie",
        "Markus",
        "Martin",
        "Mats",
        "Mattias",
        "Max",
        "Mia",
        "Michael",
        "Mikael",
        "Mohamed",
        "Mohammed",
        "Mona",
        "Monica",
        "Monika",
        "Mårten",
        "Niklas",
        "Nils",
        "Nina",
        "Olle",
        "Olof",
        "Oscar",
        "Oskar",
        "Ove",
        "Patrik",
        "Per",
        "Peter",
        "Petra",
        "Pia",
        "Pontus",
        "Rasmus",
        "Rebecka",
        "Rickard",
        "Robert",
        "Robin",
        "Roger",
        "Roland",
        "Rolf",
        "Ronny",
        "Sara",
        "Sebastian",
        "Simon",
        "Siv",
        "Sofia",
        "Sofie",
        "Solveig",
        "Stefan",
        "Sten",
        "Stig",
        "Susanne",
        "Sven",
        "Svante",
        "Sonja",
        "Tage",
        "Tina",
        "Therese",
        "Thomas",
        "Tobias",
        "Tomas",
        "Tommy",
        "Tony",
        "Torbjörn",
        "Ulf",
        "Ulla",
        "Ulrika",
        "Urban",
        "Viktor",
        "Viktoria",
        "Vilhelm",
        "William",
        "Yvonne",
        "Åke",
        "Åsa",
        "Örjan",
    ]
)
_FAMILY = re.compile(rf"\b(?:[Ff]amiljen|[Ff]am\.) {_NAME}")
_SURNAME_FIRST = re.compile(rf"\b{_NAME}, (?:{'|'.join(sorted(FIRST_NAMES))})\b")
_ORDINARY = ("Alex", "Alma", "Bo", "Dan", "Max", "Ove", "Per", "Sten", "Stig", "Urban")
_IN_SMALL_LETTERS = re.compile(
    rf"(?:^|[,;(]\s*)(?:{'|'.join(sorted(name.casefold() for name in FIRST_NAMES if name not in _ORDINARY))}) [a-zåäöé-]{{3,}}(?=$|[,;)])"
)
_LETTERS_FOR_DIGITS = re.compile(r"(?<![^\W_])(?=[\dOoIl]*\d)(?:[\dOoIl]{6}|[\dOoIl]{8})[-+–][\dOoIl]{4}(?![^\W_])")
_DIGITS_MEANT = str.maketrans("OoIl", "0011")
HIDDEN = "[numret visas inte]"


def _is_birth_number(match: re.Match[str]) -> bool:
    century, year, first, month, second, day, dash, last = match.groups()
    if century not in (None, "18", "19", "20"):
        return False
    if dash in _BETWEEN_DAYS and re.sub(_MARK, "", first + second) and last[:2] in ("19", "20"):
        return False  # a period: 2023-07-01/2027
    number = int(day) - 60 if int(day) > 60 else int(day)
    full_year = int((century or "20") + year)
    if not 1 <= int(month) <= 12 or not 1 <= number <= calendar.monthrange(full_year, int(month))[1]:
        return False
    digits = f"{year}{month}{day}{_four(last)}"
    total = sum(sum(divmod(int(digit) * (2 - place % 2), 10)) for place, digit in enumerate(digits))
    return total % 10 == 0


def _four(last: str) -> str:
    """The last four digits without the marks between them."""
    return re.sub(r"\D", "", last)


def _is_certain(match: re.Match[str], in_address: bool) -> bool:
    """Whether the digits can hardly be anything else: a mobile number, a day with its time or a running number."""
    century, year, first, _, second, _, dash, last = match.groups()
    full_year, four = int((century or "20") + year), _four(last)
    is_time = int(four[:2]) < 24 and int(four[2:]) < 60 and full_year >= 2005
    if in_address:
        return (dash is not None or century is not None) and not is_time
    if re.sub(_MARK, "", first + second):
        return century is not None and full_year < 2005
    return not (century is None and dash is None and match[0].startswith("07"))


def _birth_numbers(text: str) -> Iterator[bool]:
    """For each personal identity number in a text, whether it is certain; O and I may stand for 0 and 1."""
    text = _LETTERS_FOR_DIGITS.sub(lambda match: match[0].translate(_DIGITS_MEANT), text)
    for match in _NUMBER.finditer(text):
        if _is_birth_number(match):
            addresses = [address.span() for address in _ADDRESS.finditer(text)]
            yield _is_certain(match, any(start <= match.start() < end for start, end in addresses))


def masked(text: str) -> str:
    """`text` with every personal identity number hidden, for whatever repeats what somebody wrote."""
    plain = _LETTERS_FOR_DIGITS.sub(lambda match: match[0].translate(_DIGITS_MEANT), text)
    spans = [match.span() for match in _NUMBER.finditer(plain) if _is_birth_number(match)]
    for start, end in reversed(spans):
        text = text[:start] + HIDDEN + text[end:]
    return text


def _everything(record: AnyRecord) -> Iterator[tuple[str, Loc, int]]:
    """Every text of a record with its key, or its line in the file."""
    for loc, text in texts(record):
        yield text, loc, 0
    lines = record.body.split("\n")
    for number, (line, following) in enumerate(zip(lines, (*lines[1:], ""), strict=True)):
        goes_on = re.search(r"\d\W{0,3}$", line) and re.match(r"\s*\d{4}\b", following)
        yield f"{line} {following.strip()}" if goes_on else line, (), record.body_line + number


def _notes(record: AnyRecord) -> Iterator[tuple[str, Loc, int]]:
    """The rows of the front matter that hold a note for colleagues, which lies open to all in the version control system."""
    for line, text in record.comments:
        yield text, (), line


def no_personal_numbers(register: Register, record: AnyRecord) -> Iterator[Finding]:
    """No personal identity number stands anywhere in the file, or in its name. None is repeated."""
    told: set[int] = set()  # the rows, since a note on one may be taken for a part of its text
    for text, loc, line in (*_everything(record), (record.path, (), 0), *_notes(record)):
        if len(text) < 10 or (line and line in told):
            continue
        certain = list(_birth_numbers(text))
        if certain:
            told.add(line or record.place(loc).line)
        for is_certain in certain:
            yield _number_found(is_certain, loc, line, "Filens namn har" if text is record.path else "Här står")
        if not certain and (_MASKED.search(text) or _BORN.search(text)):
            hidden = " med dolda slutsiffror är fortfarande" if _MASKED.search(text) else " är"
            yield Finding(
                code="mojligt-personnummer",
                message=f"Ett födelsedatum{hidden} en uppgift om en person.",
                hint="Ta bort det. Är det något annat, skriv det på ett annat sätt eller acceptera varningen.",
                loc=loc,
                line=line,
            )


def _number_found(is_certain: bool, loc: Loc, line: int, where: str) -> Finding:
    if is_certain:
        return Finding(
            code="personnummer",
            message=f"{where} ett personnummer.",
            hint="Ta bort det genast. Har filen delats med någon, följ er rutin för personuppgiftsincidenter.",
            loc=loc,
            line=line,
        )
    return Finding(
        code="mojligt-personnummer",
        message="Siffrorna kan vara ett personnummer.",
        hint="Är de det, ta bort dem. Är de något annat, skriv dem på ett annat sätt eller acceptera varningen.",
        loc=loc,
        line=line,
    )


def names_have_none(attachments: Iterable[str]) -> Iterator[Problem]:
    """No attachment's name holds a personal identity number; the name is not repeated in the message."""
    for path in sorted(attachments):
        if any(_birth_numbers(path.rpartition("/")[2])):
            finding = Finding(
                code="personnummer",
                message="Filens namn har ett personnummer.",
                hint="Byt namn på filen genast, också där den nämns. Har den delats med någon, följ er rutin för personuppgiftsincidenter.",
            )
            yield to_problem_of_file(path, finding)


def no_private_mail(register: Register, record: AnyRecord) -> Iterator[Finding]:
    """No e-mail address looks like a person's."""
    for text, loc, line in _everything(record):
        for match in _MAIL.finditer(text) if _MAY_BE_MAIL.search(text) else ():
            name, host = match[1], match[2].casefold()
            labels = host.split(".")
            personal = re.fullmatch(r"[^\W\d_-]{2,}(?:-[^\W\d_]+)?[._][^\W\d_]{2,}(?:-[^\W\d_]+)?\d?", name)
            if labels[-2] in _PRIVATE_HOSTS or (personal and not _FUNCTIONS.search(name)):
                yield Finding(
                    code="privat-e-post",
                    message=f"En e-postadress hos {host} ser ut att vara en persons.",
                    hint="Skriv en funktionsbrevlåda, helst under kontakt:.",
                    loc=loc,
                    line=line,
                )


def no_private_phone(register: Register, record: AnyRecord) -> Iterator[Finding]:
    """No telephone number, but for switchboards, the numbers of functions, and what stands under `kontakt`.

    112, 114 14, 1177 and the like are too short to be anybody's; 020 and 077 are never a person's.
    """
    for text, loc, line in _everything(record):
        if _CONTACT in loc or not _DIGIT.search(text):
            continue
        shown = _ADDRESS.sub(lambda match: " " * len(match[0]), text)
        for match in _PHONE.finditer(shown):
            near = shown[max(match.start() - _NEAR, 0) : match.end() + _NEAR]
            plain = re.sub(r"[ ()./–-]", "", match[0]).replace("+460", "+46")
            if _FUNCTION_PHONE.match(plain) or _SWITCHBOARD.search(near) or not 8 <= len(plain) <= 13:
                continue
            yield Finding(
                code="telefonnummer",
                message="Här står ett telefonnummer.",
                hint="Skriv det under kontakt: om det går till en funktion. Är det en växel, skriv det: kommunens växel.",
                loc=loc,
                line=line,
            )


def no_private_accounts(register: Register, record: AnyRecord) -> Iterator[Finding]:
    """No link leads to a person's own page at a social network."""
    for text, loc, line in _everything(record):
        for found in _ACCOUNT.finditer(text):
            if found["first"] is None or found["first"].capitalize() in FIRST_NAMES:
                yield Finding(
                    code="privat-konto",
                    message="Länken ser ut att gå till en persons eget konto.",
                    hint="Länka till myndighetens sida, eller till där det är publicerat för alla. Är kontot ingen persons, acceptera varningen.",
                    loc=loc,
                    line=line,
                )


def no_homes(register: Register, record: AnyRecord) -> Iterator[Finding]:
    """Nowhere does it say in which dwelling somebody lives."""
    for text, loc, line in _everything(record):
        if _DIGIT.search(text) and _DWELLING.search(text):
            yield Finding(
                code="bostad",
                message="Här ser en persons bostad ut att stå.",
                hint="Skriv gatan eller kvarteret, utan lägenhet. Är det ingens bostad, acceptera varningen.",
                loc=loc,
                line=line,
            )


def no_plates(register: Register, record: AnyRecord) -> Iterator[Finding]:
    """No vehicle's registration number. Three letters and three digits are one only where a vehicle is spoken of."""
    for text, loc, line in _everything(record):
        if not _DIGIT.search(text):
            continue
        shown = _ADDRESS.sub(lambda match: " " * len(match[0]), text)
        if _NAMED_PLATE.search(shown) and not _PLATE.search(shown):
            yield _plate_found(loc, line)
        for found in _PLATE.finditer(shown):
            near = shown[max(found.start() - _NEAR, 0) : found.start()] + shown[found.end() : found.end() + _NEAR]
            if not found[0][-1].isdigit() or _VEHICLE.search(near):
                yield _plate_found(loc, line)


def _plate_found(loc: Loc, line: int) -> Finding:
    return Finding(
        code="registreringsnummer",
        message="Här ser ett fordons registreringsnummer ut att stå.",
        hint="Skriv vilket slags fordon det är: en personbil. Är det något annat, acceptera varningen.",
        loc=loc,
        line=line,
    )


def roles_not_names(register: Register, record: AnyRecord) -> Iterator[Finding]:
    """Who is contacted and who has signed is told by role."""
    for loc, text in texts(record):
        if not {_CONTACT, _SIGNATORIES} & set(loc) or not (
            _holds_name(register, text) or _IN_SMALL_LETTERS.search(text)
        ):
            continue
        key = _CONTACT if _CONTACT in loc else _SIGNATORIES
        yield Finding(
            code="namn-i-stallet-for-roll",
            message=f"Under {key}: ser en person ut att vara nämnd vid namn.",
            hint="Skriv bara rollen eller funktionen, till exempel kommunstyrelsens ordförande eller trygghetssamordnaren, och en funktionsbrevlåda. "
            "Är det ingen person, acceptera varningen.",
            loc=loc,
        )


def no_names_beside_roles(register: Register, record: AnyRecord) -> Iterator[Finding]:
    """Nobody is named beside a role, or alone on a row of the text as under a letter.

    Only there: in what people write of places, houses and newspapers two words with capitals are seldom a person.
    """
    for text, loc, line in _everything(record):
        if (
            {_CONTACT, _SIGNATORIES} & set(loc)
            or _WEB.match(text)
            or not _names_an_official(register, text, is_row=not loc)
        ):
            continue
        yield Finding(
            code="namn-i-stallet-for-roll",
            message="En person ser ut att vara nämnd vid namn.",
            hint="Skriv bara rollen, till exempel kommunchefen eller kommunpolisen. Är det ingen person, acceptera varningen.",
            loc=loc,
            line=line,
        )


def _names_an_official(register: Register, text: str, *, is_row: bool) -> bool:
    if _FAMILY.search(text):
        return True
    for found in _CAPITALISED.finditer(text):
        before = re.search(r"([^\W\d_]+) $", text[max(found.start() - _NEAR, 0) : found.start()])
        after = re.match(r"(?:, | \()([^\W\d_]+)", text[found.end() :])
        beside = any(one is not None and one[1][0].islower() and _ROLE.fullmatch(one[1]) for one in (before, after))
        first = found[0].split()[0]
        beside = beside or (len(found[0].split()) > 2 and _ROLE.fullmatch(first.casefold()) is not None)
        alone = is_row and found[0] == text.strip(" *_,") and found[0].split()[0] in FIRST_NAMES
        if (beside or alone) and _holds_name(register, found[0]):
            return True
    return False


def _holds_name(register: Register, text: str) -> bool:
    """Whether two words in a row look like a person's name: capitalised, and of no role, body or place."""
    if _SURNAME_FIRST.search(text) or _INITIAL.search(text):
        return True
    places = _place_words(ByIdentity(register.geography))
    for found in _CAPITALISED.finditer(text):
        words = [word for word in found[0].split() if word not in _PARTICLES]
        while words and _ROLE.fullmatch(words[0].casefold()):
            words.pop(0)
        if words and words[0] in FIRST_NAMES and len(words) > 1 and not _BODY.fullmatch(words[1].casefold()):
            return True
        known = any(
            _BODY.fullmatch(word.casefold()) or word in places or _ROLE.fullmatch(word.casefold()) for word in words
        )
        if len(words) > 1 and not known:
            return True
    return False


@lru_cache(maxsize=4)
def _place_words(geography: ByIdentity) -> frozenset[str]:
    """The words in the names of municipalities, counties and police regions, also in the genitive."""
    names = [facts.name for facts in geography.held.municipalities.values()]
    names += [group.name for groups in (geography.held.counties, geography.held.regions) for group in groups.values()]
    words = {word for name in names for word in name.split()}
    return frozenset({*words, *(f"{word}s" for word in words)})


RULES: tuple[RuleOfAny, ...] = (
    no_personal_numbers,
    no_private_mail,
    no_private_phone,
    no_private_accounts,
    no_homes,
    no_plates,
    roles_not_names,
    no_names_beside_roles,
)
