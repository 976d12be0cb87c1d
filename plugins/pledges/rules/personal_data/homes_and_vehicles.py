"""Where somebody lives, which vehicle is somebody's, and which report to the police."""

import re
from collections.abc import Iterator

from pledges.rules.finding import Finding, RuleOfAny
from pledges.rules.personal_data.rows import DIGIT, beside, of_each_row, without_addresses

_HOUSE = r"[A-ZÅÄÖ]\w*(?: \w+)?(?:gatan|vägen|gränd|stigen|allén|backen) \d+(?!\d|\s?[-–]\s?\d)"
_HOUSEHOLD = (
    r"(?i:grann(?:en|ar|arna) till|familjen|sonen|dottern|hushållet|hyresgästen?|sambon|maken|makan|barnen i)\b"
)
_SOME_HOUSEHOLD = r"(?i:en|ett|två|tre|flera) (?:[a-zåäö]+ )?(?i:[a-zåäö]*familj(?:er)?|hushåll|pensionär(?:er)?|hyresgäst(?:er)?|villaägare)\b"
_WHO_LIVES = r"(?i:kvinna|kvinnan|man|mannen|pojke|pojken|flicka|flickan|par|paret|person|personen|invånare|änka|änkan|granne|grannen|hushållet|de boende|familjen) (?:på|i|vid)"
_SENTENCE = 300  # how far apart a house and a household may stand: without an end it takes the square of a long text
_BESIDE = 40
_DWELLING = re.compile(
    r"(?<!\w)(?:[Ll]gh|[Ll]ägenhet(?:snummer|snr)?)\.?\s*(?:nr\.?|nummer)?\s*\d{1,4}\b(?! (?:%|procent))"
    rf"|{_HOUSE}(?=[^.!?]{{0,{_SENTENCE}}}\b{_HOUSEHOLD})|\b{_HOUSEHOLD}[^.!?]{{0,{_SENTENCE}}}?{_HOUSE}"
    rf"|\b(?:{_SOME_HOUSEHOLD}|{_WHO_LIVES})[^.!?,;]{{0,{_BESIDE}}}? ?{_HOUSE}|{_HOUSE}[^.!?]{{0,{_SENTENCE}}}?\b{_SOME_HOUSEHOLD}"
    r"|\b(?i:bor|bott|bosatt|folkbokförd|hemadress(?:en)?|bostadsadress(?:en)?)\W+(?:[a-zåäö]+\s+)?"
    r"[A-ZÅÄÖ]\w*(?: \w+)?(?:gatan|vägen|gränd|stigen|allén|backen|torget)\s+\d+(?!\d|\s?[-–]\s?\d)"
)
_SOMEBODY = re.compile(
    r"(?i:\b(?:en|ett|den|två) (?:[a-zåäö]+ )?(?:\d{1,2}|1[01]\d)[ -]?åri(?:g|ga|gt|ge)[ -]?(?:pojke|flicka|man|kvinna|kille|tjej|elev|ungdom|yngling|person|mamma|pappa|boende)(?:n|en|an|r|ar)?\b)"
)
# Who speaks or is honoured before everybody is no secret: En 81-årig kvinna höll invigningstalet.
_IN_PUBLIC = re.compile(
    r"[^.!?]{0,30}\b(?:höll (?:ett |invignings|öppnings|tack|fest)?tal\w*|invigde|klippte bandet|fick (?:priset|utmärkelsen|stipendiet|medaljen)|tog emot (?:priset|utmärkelsen))",
    re.I,
)
# A plate has none of I, Q, V, Å, Ä, Ö; the last sign is a digit or a letter, and that letter is no O either (Transportstyrelsen).
_PLATE_LETTERS = r"(?!SOS|TEL|SMS|SEK|DNR|LPO|NTU|MSB|BRF|LGH|FAP|FAX|CSN|KST|MHZ|PMF|SFS|AFS)[A-HJ-PR-UW-Z]{3}"
_NEW_PLATE = rf"(?<![\w/:.-]){_PLATE_LETTERS}[ -]?\d\d[A-HJ-NPR-UW-Z](?![\w/:-])"
_PLATE = re.compile(rf"{_NEW_PLATE}|(?<![\w/:.-]){_PLATE_LETTERS}[ -]?\d{{3}}(?![\w/:-]|[ .,]\d)")
_NAMED_PLATE = re.compile(r"\breg(?:istrerings)?\.?\s?(?:nr|nummer(?:et)?)\.?:?\s+[a-zåäö]{3}[ -]?\d\d[a-z\d]\b", re.I)
_CASE = re.compile(r"(?<![\w-])(?:(?:0?\d{3}|5000)-)?[KB]\d{5,7}-(?:\d{2}|20\d{2})(?![\w-])")
_VEHICLE = re.compile(
    r"bil(?:en|ar|arna)?\b|fordon|förare|körde|körning|parkera|påkörd|mope(?:d|bil)|motorcyk|\bmc\b|lastbil|skåpbil|epa|registrering|reg\.? ?(?:nr|nummer|skylt)",
    re.I,
)


@of_each_row
def no_homes(text: str) -> Iterator[Finding]:
    """Nowhere does it say in which dwelling somebody lives."""
    if DIGIT.search(text) and _DWELLING.search(text):
        yield Finding(
            code="bostad",
            message="Här ser en persons bostad ut att stå.",
            hint="Skriv gatan eller kvarteret, utan husnummer och lägenhet, och så att ingen familj känns igen. Är det ingens bostad, acceptera varningen.",
        )


@of_each_row
def no_plates(text: str) -> Iterator[Finding]:
    """No vehicle's registration number. Three letters and three digits are one only where a vehicle is spoken of."""
    shown = without_addresses(text) if DIGIT.search(text) else ""
    plates = list(_PLATE.finditer(shown))
    certain = [one for one in plates if not one[0][-1].isdigit() or _VEHICLE.search("".join(beside(shown, one)))]
    for _ in certain if plates else _NAMED_PLATE.findall(shown)[:1]:
        yield Finding(
            code="registreringsnummer",
            message="Här ser ett fordons registreringsnummer ut att stå.",
            hint="Skriv vilket slags fordon det är: en personbil. Är det något annat, acceptera varningen.",
        )


@of_each_row
def no_cases(text: str) -> Iterator[Finding]:
    """No number of a report to the police: who knows of the case sees whom it is about."""
    if DIGIT.search(text) and _CASE.search(without_addresses(text)):
        yield Finding(
            code="polisarende",
            message="Här ser numret på en polisanmälan ut att stå.",
            hint="Ta bort det: den som känner till ärendet ser vem det gäller. Är det något annat, acceptera varningen.",
        )


@of_each_row
def nobody_is_pointed_out(text: str) -> Iterator[Finding]:
    """No single person is told by age and sex: in a small place everybody knows who the boy of fourteen is."""
    if any(not _IN_PUBLIC.match(text, found.end()) for found in _SOMEBODY.finditer(text)):
        yield Finding(
            code="enskild-person",
            message="Här ser en enskild person ut att kunna kännas igen.",
            hint="Berätta det utan att peka ut någon, till exempel med antal och åldersgrupp. Är det ingen bestämd person, acceptera varningen.",
        )


RULES: tuple[RuleOfAny, ...] = (nobody_is_pointed_out, no_homes, no_plates, no_cases)
