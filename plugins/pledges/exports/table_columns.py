"""What each table of open data has in its columns: the one table that the files, their schemas and the guides are made of.

A column's `meaning` is what a reader is told of it, in Swedish. The rows are laid out, column by column, in `views/`
(`action_rows`, `record_rows`, `measure_rows`), in `event_rows` and in `municipality_rows`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import KW_ONLY, dataclass
from enum import StrEnum

from pledges.status.against_before import Fate
from pledges.status.labels import OUTCOMES, READER_STATES
from pledges.urls import ACTIONS, AGREEMENTS, EVENT_ROWS, FOLLOW_UPS, MEASURES, PLACES, PLEDGE_ROWS
from pledges.views.against_before import LABELS


class Sort(StrEnum):
    """What stands in a column's boxes."""

    TEXT = "text"
    SEVERAL = "several"  # texts, with a semicolon between
    COUNT = "count"
    NUMBER = "number"  # with a comma for its decimals
    DAY = "day"  # 2019-01-01
    WHEN = "when"  # 2019, 2019-01 or 2019-01-01
    YES_NO = "yes-no"
    ADDRESS = "address"
    ADDRESSES = "addresses"


SEVERAL = frozenset((Sort.SEVERAL, Sort.ADDRESSES))


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table. `values` are all that can stand there, where they are few; `filled` says that it is never empty."""

    name: str
    meaning: str
    sort: Sort = Sort.TEXT
    _: KW_ONLY
    values: tuple[str, ...] = ()
    filled: bool = False


@dataclass(frozen=True, slots=True)
class English:
    """What a table is called, and what a row of it is, in English."""

    title: str
    row: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table: what it is called, what a row of it is, in Swedish, and its columns. `english` says the same to
    those who find it in a catalogue, and `key` are the columns that no two rows have alike."""

    title: str
    row: str
    english: English
    _: KW_ONLY
    key: tuple[str, ...]
    columns: tuple[Column, ...]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)


WORDS = tuple(READER_STATES.values())
FATES = tuple(words for fate, words in LABELS.items() if fate is not Fate.DROPPED)
GOALS = ("minst", "högst", "alla", "inom", "jämförelse", "ord")
VERDICTS = ("Uppfyllt", "Delvis uppfyllt", "Inte uppfyllt")
DIRECTIONS = ("öka", "minska", "oförändrat")
POINTS = ("utgångsvärde", "mål", "värde")


def _where(what: str) -> tuple[Column, ...]:
    return (
        Column("kommuner", f"Kommunerna som {what} gäller.", Sort.SEVERAL),
        Column("lan", "Länen som de ligger i.", Sort.SEVERAL),
    )


def _period(what: str) -> tuple[Column, ...]:
    return (
        Column("period", f"Tiden som {what} gäller, i ord.", filled=True),
        Column("fran", "Första dagen av den tiden (2019-01-01); tomt där den inte är känd.", Sort.DAY),
        Column("till", "Sista dagen; tomt där den inte är känd eller där det gäller tills vidare.", Sort.DAY),
    )


def _police(what: str, it: str) -> Column:
    return Column(
        "lokalpolisomraden",
        f"Lokalpolisområdet som {it}. Säger {what} bara polisen står det eller de som kommunen hör till, så långt de är inlagda.",
        Sort.SEVERAL,
    )


def _page(meaning: str) -> tuple[Column, Column]:
    return (
        Column(
            "sammanstallning",
            "`ja` om portalens redaktion har sammanställt uppgifterna, annars `nej`.",
            Sort.YES_NO,
            filled=True,
        ),
        Column("adress", meaning, Sort.ADDRESS, filled=True),
    )


_WORD = Column("ord", f"Var löftet står: {', '.join(WORDS[:-1])} eller {WORDS[-1]}.", values=WORDS, filled=True)
_PROMISED_DAY = Column(
    "uppfoljning_senast", "Dagen då parterna har lovat att redovisa; tomt där ingen är känd.", Sort.DAY
)
_SOURCES_OF_PLEDGE = "Adresserna till källorna för löftet självt."

# fmt: off
TABLES: Mapping[str, Table] = {
    PLEDGE_ROWS: Table("Löften", "En rad för varje löfte.", English("Pledges", "One row for each pledge, with its parties, period, state and verdicts."), key=("lofte",), columns=(
        *_where("löftet"),
        _police("löftet", "lovar"),
        Column("lofte", "Löftets `id`. Det ändras aldrig, och är detsamma som i de andra tabellerna.", filled=True),
        Column("titel", "Vad löftet heter.", filled=True),
        Column("parter", "De som lovar.", Sort.SEVERAL),
        *_period("löftet"),
        Column("amnen", "Ämnen som löftet och dess åtgärder hör till.", Sort.SEVERAL),
        Column("overenskommelse", "Överenskommelsens `id`, där den är inlagd."),
        _WORD,
        Column("status", "Detsamma närmare, som det står på löftets sida: perioden, eller parternas bedömning.", filled=True),
        _PROMISED_DAY,
        Column("sammanfattning", "Hur det gick, i en rad: bedömningen och vad det blev av åtgärderna."),
        Column("bedomningar", "Varje parts samlade bedömning med dess ord, efter partens namn; tomt där ingen är gjord.", Sort.SEVERAL),
        Column("omdomen", "Vad parterna säger om hela löftet med egna ord, efter deras namn."),
        Column("atgarder", "Hur många av löftets åtgärder som finns här. De fem talen från gjorda till utan_resultat blir tillsammans lika många.", Sort.COUNT, filled=True),
        Column("atgarder_i_dokumentet", "Hur många åtgärder dokumentet har (minst 9), där bara en del av dem finns här; annars tomt."),
        Column("gjorda", "Åtgärder med utfallet Gjort eller Nått.", Sort.COUNT, filled=True),
        Column("delvis", "Åtgärder med utfallet Delvis.", Sort.COUNT, filled=True),
        Column("inte_gjorda", "Åtgärder med utfallet Inte gjort eller Inte nått.", Sort.COUNT, filled=True),
        Column("annat_redovisat", "Åtgärder som är redovisade utan att det framgår om de är gjorda eller målet nått.", Sort.COUNT, filled=True),
        Column("utan_resultat", "Åtgärder som inte nämns i uppföljningen, som inget är redovisat om eller som det inte är dags för.", Sort.COUNT, filled=True),
        Column("uppfoljningar", "Uppföljningarnas `id`.", Sort.SEVERAL),
        Column("kallor", _SOURCES_OF_PLEDGE, Sort.ADDRESSES),
        *_page("Löftets sida."),
    )),
    ACTIONS: Table("Åtgärder", "En rad för varje lovad åtgärd. Ett löfte utan åtgärder har en rad där allt om åtgärden är tomt.", English("Promised actions", "One row for each promised action, with its goal, what was reported and the outcome."), key=("lofte", "atgard"), columns=(
        *_where("löftet"),
        _police("löftet", "lovar"),
        Column("lofte", "Löftets `id`.", filled=True),
        Column("titel", "Vad löftet heter.", filled=True),
        *_period("löftet"),
        _WORD,
        Column("atgard", "Åtgärdens `id` i löftet."),
        Column("vad", "Vad som lovades."),
        Column("amne", "Ämnet som åtgärden hör till; löftets ämnen där det inte har några åtgärder.", Sort.SEVERAL),
        Column("platser", "Delar av kommunen och platser där den ska göras, om det sägs.", Sort.SEVERAL),
        Column("ansvarig", "Vem som ansvarar för åtgärden.", Sort.SEVERAL),
        Column("lovat", "Målet, i ord, med det villkor som löftet har; tomt där åtgärden inte har något."),
        Column("malets_slag", "`minst` eller `högst` ett tal, `alla` av något, `inom` en tid, `jämförelse` med en annan tid, eller `ord` som ingen räknar. De fem första går att räkna.", values=GOALS),
        Column("mal", "Det lovade talet. Tomt där målet inte är ett tal.", Sort.NUMBER),
        Column("mal_enhet", "Vad talet räknar."),
        Column("mal_per", "Gäller talet per dygn, vecka, år …: vilket."),
        Column("mot_forra", f"Mot det förra löftets åtgärd: {', '.join(FATES[:-1])} eller {FATES[-1]}. Tomt där inget förra löfte är känt.", values=FATES),
        Column("foljer", "Åtgärden i det förra löftet som den fortsätter, där det är känt: dess `atgard` där."),
        Column("redovisat", "Det som är redovisat om åtgärden, med tiden före; det som varje uppföljning säger för sig."),
        Column("tal", "Det redovisade talet, där det blir ett enda; tomt där det bara sägs ungefär.", Sort.NUMBER),
        Column("enhet", "Vad talet räknar."),
        Column("utfall", f"Vad det blev: {', '.join(OUTCOMES[:-1])} eller {OUTCOMES[-1]}.", values=OUTCOMES),
        Column("med_ord", "Utfallet med tid och förbehåll, som det står på sidan."),
        Column("andel_av_tiden", "Hur stor del av löftets tid som utfallet gäller: 1 är hela, 0,67 två tredjedelar. Tomt där inget är redovisat, tiden inte är slut eller inte är känd.", Sort.NUMBER),
        Column("hela_tiden", "`ja` om utfallet gäller hela löftets tid, `nej` om en del av den är okänd eller inte är slut; tomt där inget är redovisat.", Sort.YES_NO),
        Column("skal", "Skäl och kommentarer som uppföljningarna ger."),
        Column("av", "Vem som har sagt utfallet.", Sort.SEVERAL),
        Column("uppfoljningar", "Uppföljningarna som säger det, med sina `id`.", Sort.SEVERAL),
        Column("kalla", "Adresserna till källorna för det som är redovisat.", Sort.ADDRESSES),
        Column("loftets_kallor", _SOURCES_OF_PLEDGE, Sort.ADDRESSES),
        *_page("Åtgärden på löftets sida."),
    )),
    FOLLOW_UPS: Table("Uppföljningar", "En rad för varje uppföljning av ett löfte, en överenskommelse eller en åtgärdsplan.", English("Follow-ups", "One row for each follow-up, with who reports and what they say of the whole."), key=("uppfoljning",), columns=(
        *_where("uppföljningen"),
        Column("uppfoljning", "Uppföljningens `id`.", filled=True),
        Column("titel", "Vad den heter.", filled=True),
        Column("galler", "`id` för löftet, överenskommelsen eller åtgärdsplanen som följs upp."),
        Column("publicerad", "Dagen, månaden eller året då den publicerades; tomt där det inte är känt.", Sort.WHEN),
        Column("avser", "Tiden som den redovisar, i ord.", filled=True),
        *_period("uppföljningen")[1:],
        Column("typ", "`delredovisning` eller `slutlig`.", values=("delredovisning", "slutlig"), filled=True),
        Column("av", "De som redovisar.", Sort.SEVERAL),
        Column("av_parterna", "`ja` om någon av dem är part, annars `nej`.", Sort.YES_NO, filled=True),
        Column("bedomning", "Deras samlade bedömning: Uppfyllt, Delvis uppfyllt eller Inte uppfyllt; tomt där de inte har gjort någon med de orden.", values=VERDICTS),
        Column("arets_bedomning", "Detsamma, där den bara gäller tiden som uppföljningen redovisar.", values=VERDICTS),
        Column("omdome", "Vad de säger om hela löftet med egna ord."),
        Column("orsak", "Varför det gick som det gick, för hela löftet."),
        Column("olast", "`ja` om redaktionen bara vet att den finns och inte har läst den, annars `nej`.", Sort.YES_NO, filled=True),
        Column("atgarder", "Hur många av löftets åtgärder som den säger något om; tomt där den inte gäller ett löfte eller inte är läst.", Sort.COUNT),
        Column("effekt", "Om problemet har förändrats, enligt uppföljningen."),
        Column("nasta_steg", "Vad som händer härnäst, enligt uppföljningen."),
        Column("kallor", "Adresserna till redovisningen.", Sort.ADDRESSES),
        *_page("Uppföljningens sida."),
    )),
    AGREEMENTS: Table("Överenskommelser", "En rad för varje överenskommelse.", English("Agreements", "One row for each agreement between municipality and police, with its parties and period."), key=("overenskommelse",), columns=(
        *_where("överenskommelsen"),
        Column("lokalpolisomraden", "Lokalpolisområdet som är part. Säger överenskommelsen bara polisen står det eller de som kommunen hör till, så långt de är inlagda.", Sort.SEVERAL),
        Column("overenskommelse", "Överenskommelsens `id`.", filled=True),
        Column("titel", "Vad den heter.", filled=True),
        Column("parter", "De som har kommit överens.", Sort.SEVERAL),
        *_period("den"),
        Column("undertecknad", "Dagen, månaden eller året då den undertecknades.", Sort.WHEN),
        Column("status", "Var den står den dag då portalen byggdes.", filled=True),
        Column("galler_nu", "`ja` om den gällde den dagen, annars `nej`, också där det inte är känt.", Sort.YES_NO, filled=True),
        _PROMISED_DAY,
        Column("loften", "Löften som hör till den, med sina `id`.", Sort.SEVERAL),
        Column("uppfoljningar", "Uppföljningarnas `id`.", Sort.SEVERAL),
        Column("kallor", "Adresserna till källorna.", Sort.ADDRESSES),
        *_page("Överenskommelsens sida."),
    )),
    MEASURES: Table("Mått", "En rad för varje värde av ett mått på själva problemet: utgångsvärdet, målet och det som är uppmätt.", English("Measures", "One row for each value of a measure of the problem itself: the baseline, the target and what was measured."), key=(), columns=(
        *_where("måttet"),
        Column("galler", "`id` för löftet, överenskommelsen eller åtgärdsplanen som måttet hör till; uppföljningens där det bara står i den.", filled=True),
        Column("matt", "Måttets `id` där, om det har något."),
        Column("vad", "Vad som mäts.", filled=True),
        Column("enhet", "I vad: procent, index, anmälda brott."),
        Column("riktning", "Om värdet ska `öka`, `minska` eller vara `oförändrat`; tomt där det inte sägs.", values=DIRECTIONS),
        Column("slag", "`utgångsvärde`, `mål` eller `värde`, som är uppmätt.", values=POINTS, filled=True),
        Column("nar", "Året, månaden eller dagen som värdet gäller.", Sort.WHEN),
        Column("tal", "Värdet.", Sort.NUMBER, filled=True),
        Column("med_ord", "Värdet med det förbehåll som det har: cirka 40."),
        Column("varifran", "Mätningen som värdet kommer från: polisens trygghetsmätning."),
        Column("uppfoljning", "Uppföljningens `id`, där en sådan ger värdet.",),
        Column("kallor", "Adresserna till källorna.", Sort.ADDRESSES),
        *_page("Sidan där måttet står."),
    )),
    EVENT_ROWS: Table("Händelser", "En rad för allt som har kungjorts: att något undertecknades, redovisades, ändrades eller ska hända.", English("Events", "One row for everything that has been announced: signed, reported, changed or to come."), key=("handelse",), columns=(
        *_where("händelsen"),
        Column("handelse", "Händelsens `id`, en tag-URI som aldrig ändras och är densamma i flödena.", filled=True),
        Column("hande", "När det hände eller ska hända: en dag, en månad eller ett år.", Sort.WHEN, filled=True),
        Column("kungjord", "Dagen då portalens läsare fick veta det; för det som har lagts in i efterhand dagen då det hände.", Sort.DAY),
        Column("typ", "Vad som hände, med ett eller ett par ord.", filled=True),
        Column("rubrik", "Som i flödet, med platsen först.", filled=True),
        Column("text", "Det som sägs utöver rubriken."),
        Column("galler", "`id` för det som det hände."),
        Column("status_fore", "Var det stod dagen före."),
        Column("status_efter", "Var det stod när det hade hänt."),
        Column("nasta_steg", "Vad som då skulle hända härnäst."),
        *_page("Sidan att läsa."),
    )),
    PLACES: Table("Kommuner", "En rad för varje kommun i landet, också där inget är inlagt. Finns bara för hela landet.", English("Municipalities", "One row for each municipality in the country, also those of which nothing is entered."), key=("kommun",), columns=(
        Column("kommun", "Kommunens namn i adresserna.", filled=True),
        Column("kod", "Kommunkoden, fyra siffror. Ett kalkylprogram som tar den för ett tal visar 0114 som 114: läs in kolumnen som text.", filled=True),
        Column("namn", "Vad kommunen heter, som i de andra tabellernas `kommuner`.", filled=True),
        Column("lan", "Länet.", filled=True),
        Column("polisregion", "Polisregionen.", filled=True),
        Column("folkmangd_2016", "Antalet invånare 2016.", Sort.COUNT, filled=True),
        Column("inlagt", "`ja` om kommunen har något inlagt hos sig här, annars `nej`.", Sort.YES_NO, filled=True),
        Column("for_sjalv", "`ja` om kommunen eller polisen själva för in sina uppgifter, annars `nej`.", Sort.YES_NO, filled=True),
        Column("i_tid", "Utlovade uppföljningar som kom i tid; räknas bara där parterna själva för in dem. Alla fyra talen tillsammans är de vars dag har passerat eller som har kommit.", Sort.COUNT, filled=True),
        Column("efter_dagen", "Detsamma: de som kom efter den utlovade dagen.", Sort.COUNT, filled=True),
        Column("okant_nar", "Detsamma: de som finns, men där det inte är känt när de kom.", Sort.COUNT, filled=True),
        Column("finns_inte", "Detsamma: de som inte finns här.", Sort.COUNT, filled=True),
        Column("lag_visas", "Paragraferna i lagen (2023:196) som det visas något för här, av 4, 5, 9, 10, 11 och 13. Det säger vad portalen har, aldrig vad kommunen har eller om det räcker för lagen.", Sort.SEVERAL),
        Column("lagesbild", "Lägesbilden (4 §): den senaste dag som den är från.", Sort.WHEN),
        Column("lagesbild_uppdaterad", "Lägesbilden (6 §): när den senast uppdaterades.", Sort.WHEN),
        Column("atgardsplan", "Åtgärdsplanen (5 §): när den senaste beslutades.", Sort.WHEN),
        Column("atgardsplan_foljd_upp", "Åtgärdsplanen (6 §): när den senast följdes upp.", Sort.WHEN),
        Column("overenskommelse", "Skriftlig överenskommelse (9 §): när den senaste undertecknades.", Sort.WHEN),
        Column("strategiskt_rad", "Strategiskt råd (10 §): sedan när.", Sort.WHEN),
        Column("samordningsfunktion", "Samordningsfunktion (11 §): sedan när.", Sort.WHEN),
        Column("rapport_till_fullmaktige", "Rapport till fullmäktige (13 §): när den senaste lämnades.", Sort.WHEN),
        Column("adress", "Kommunens sida.", Sort.ADDRESS, filled=True),
    )),
}
# fmt: on
OF_RECORDS: Sequence[str] = tuple(name for name in TABLES if name != PLACES)
"""The tables of what each municipality has; the others are of the country alone."""
