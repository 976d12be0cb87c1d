"""Every code that a problem can have: how much it matters, what it is called and why it is there. A table.

Think of who is hurt: what misleads residents, breaks an address or exposes a person is an error; what is
unclear or unkind to read is a warning. docs/regler.md has a section for each code, and a test holds them together.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from pledges.content.problems import Severity


class RuleGroup(StrEnum):
    """What a rule is about; the value is the heading in the guide."""

    READING = "Filerna och hur de skrivs"
    LINKS = "Länkar och hänvisningar"
    EVIDENCE = "Belägg"
    TIME = "Tid"
    WORDS = "Ord"
    PEOPLE = "Personer"
    MEMORY = "Det som redan är publicerat"
    REPORT = "Rapporten"


@dataclass(frozen=True, slots=True)
class CatalogueEntry:
    """One code. A `structural` error stays an error in what was published before the rule became stricter."""

    code: str
    group: RuleGroup
    severity: Severity
    title: str
    why: str
    structural: bool = False


_E, _W = Severity.ERROR, Severity.WARNING

# fmt: off
_ENTRIES = (
    CatalogueEntry("ingen-mapp", RuleGroup.READING, _E, "Innehållsmappen finns inte", "Utan den finns inget att bygga.", True),
    CatalogueEntry("tom-mapp", RuleGroup.READING, _E, "Innehållsmappen är tom", "En tom portal skulle ersätta den som ligger ute.", True),
    CatalogueEntry("olaslig-bild", RuleGroup.READING, _E, "Bilden går inte att läsa", "En fil som inte är en bild kan inte rensas från det som kameran skrev i den.", True),
    CatalogueEntry("okand-mapp", RuleGroup.READING, _E, "Mappen känns inte igen", "Mappen säger vad filerna i den är. En okänd mapp skulle inte synas.", True),
    CatalogueEntry("okand-kommun", RuleGroup.READING, _E, "Kommunen känns inte igen", "Mappen ska heta som kommunen gör i adresser.", True),
    CatalogueEntry("fel-plats", RuleGroup.READING, _E, "Filen ligger på fel plats", "Filen skulle inte bli någon sida.", True),
    CatalogueEntry("filnamn", RuleGroup.READING, _E, "Filnamnet kan inte bli en webbadress", "Namnet blir sidans adress för alltid.", True),
    CatalogueEntry("filtyp", RuleGroup.READING, _E, "Filtypen kan inte publiceras", "Bara texter, bilder och pdf-filer blir något på webben.", True),
    CatalogueEntry("lank", RuleGroup.READING, _E, "En länk i stället för en fil", "Det som ligger utanför mappen kan försvinna eller läcka ut.", True),
    CatalogueEntry("ingen-fil", RuleGroup.READING, _E, "Varken fil eller mapp", "Den går inte att läsa.", True),
    CatalogueEntry("for-stor", RuleGroup.READING, _E, "Filen är för stor", "En så stor text är något annat än ett löfte, och bygget skulle bli långsamt.", True),
    CatalogueEntry("olaslig", RuleGroup.READING, _E, "Filen går inte att öppna", "Det som inte kan läsas kan inte publiceras.", True),
    CatalogueEntry("bortfallen-fil", RuleGroup.READING, _E, "Filen blev inget", "Varje fil ska bli en sida eller ett fel; annars är det fel i portalen.", True),
    CatalogueEntry("teckenkod", RuleGroup.READING, _E, "Filen är inte sparad som UTF-8", "Å, ä och ö skulle bli andra tecken.", True),
    CatalogueEntry("osynligt-tecken", RuleGroup.READING, _E, "Ett osynligt tecken", "Osynliga tecken förstör flöden och sökning.", True),
    CatalogueEntry("yaml", RuleGroup.READING, _E, "Nycklarna går inte att läsa", "Ett tecken på fel plats gör att portalen inte förstår resten.", True),
    CatalogueEntry("dubbel-nyckel", RuleGroup.READING, _E, "Nyckeln står två gånger", "Bara den ena skulle synas.", True),
    CatalogueEntry("komma-i-klammer", RuleGroup.READING, _E, "Ett komma inom klammer", "Inom { } skiljer komma uppgifter åt, så texten delas.", True),
    CatalogueEntry("avkortad-text", RuleGroup.READING, _W, "Texten kan ha blivit avkortad", "Det som står efter blanksteg och # läses som en anteckning."),
    CatalogueEntry("saknad-nyckel", RuleGroup.READING, _E, "En nyckel saknas", "Utan uppgiften går sidan inte att förstå.", True),
    CatalogueEntry("okand-nyckel", RuleGroup.READING, _E, "Nyckeln finns inte", "Det som står under en felstavad nyckel skulle inte synas.", True),
    CatalogueEntry("fel-varde", RuleGroup.READING, _E, "Värdet kan inte stå där", "Portalen räknar med datum, tal och bestämda ord.", True),

    CatalogueEntry("hanvisning-finns-inte", RuleGroup.LINKS, _E, "Hänvisningen leder ingenstans", "Den röda tråden går av.", True),
    CatalogueEntry("hanvisning-till-utkast", RuleGroup.LINKS, _E, "Hänvisning till ett utkast", "Utkast visas inte, så länken skulle vara bruten.", True),
    CatalogueEntry("hanvisning-till-borttagen", RuleGroup.LINKS, _W, "Hänvisning till något borttaget", "Läsaren kommer till en tom notis."),
    CatalogueEntry("dubbel-hanvisning", RuleGroup.LINKS, _W, "Samma hänvisning två gånger", "Ofta är den ena ett skrivfel för något annat."),
    CatalogueEntry("tom-lista", RuleGroup.LINKS, _E, "Listan är tom", "Uppgiften krävs, och en tom lista säger inget.", True),
    CatalogueEntry("efterfoljd-i-ring", RuleGroup.LINKS, _E, "Efterträdarna går i ring", "Inget kan gälla både före och efter sig självt.", True),
    CatalogueEntry("dubbel-eftertradare", RuleGroup.LINKS, _W, "Två efterträder samma", "Läsaren får inte veta vilket som gäller nu."),
    CatalogueEntry("saknar-parter", RuleGroup.LINKS, _E, "Ingen står bakom löftet", "Den som läser måste få veta vem som lovar."),
    CatalogueEntry("ensam-part", RuleGroup.LINKS, _W, "Bara en part i överenskommelsen", "En överenskommelse har minst två parter."),
    CatalogueEntry("ansvarig-inte-part", RuleGroup.LINKS, _W, "Den ansvariga är inte part", "Ingen ska pekas ut för något den inte har lovat."),
    CatalogueEntry("omrade-i-annan-kommun", RuleGroup.LINKS, _E, "Området ligger i en annan kommun", "Löftet skulle visas på fel plats."),
    CatalogueEntry("kommun-utanfor-overenskommelsen", RuleGroup.LINKS, _E, "Kommunen är inte med i överenskommelsen", "Löftet skulle kopplas till en överenskommelse som inte gäller där."),
    CatalogueEntry("omrade-utanfor-overenskommelsen", RuleGroup.LINKS, _W, "Området är inte med i överenskommelsen", "Överenskommelsen gäller bara vissa delar av kommunen."),
    CatalogueEntry("polisomrade-utanfor-kommunen", RuleGroup.LINKS, _W, "Polisområdet omfattar inte kommunen", "Antingen är parten fel eller polisområdets lista ofullständig."),
    CatalogueEntry("kommunlista", RuleGroup.LINKS, _W, "Listan över kommuner är oklar", "Läsaren ska se vilka kommuner som delar på det."),
    CatalogueEntry("kommunkod", RuleGroup.LINKS, _E, "Kommunkoden stämmer inte", "Uppgifterna skulle hamna på fel kommun i öppna data."),
    CatalogueEntry("postnummer", RuleGroup.LINKS, _E, "Postnumret har inte fem siffror", "Sökningen på postnummer skulle missa platsen."),
    CatalogueEntry("ingen-utan-skal", RuleGroup.LINKS, _E, "Ingen överenskommelse, utan skäl", "Ett löfte bygger på en överenskommelse; undantaget behöver förklaras."),
    CatalogueEntry("uppfoljning-utan-mal", RuleGroup.LINKS, _E, "Uppföljningen gäller ingenting", "En uppföljning måste höra till något som finns här.", True),
    CatalogueEntry("utfall-okand-atgard", RuleGroup.LINKS, _E, "Åtgärden finns inte i löftet", "Resultatet skulle inte synas vid det som lovades.", True),
    CatalogueEntry("utfall-pa-overenskommelse", RuleGroup.LINKS, _E, "En överenskommelse har inga åtgärder", "Resultatet har inget att stå bredvid.", True),
    CatalogueEntry("dubbelt-id", RuleGroup.LINKS, _E, "Två åtgärder har samma id", "Uppföljningen kan inte veta vilken den gäller.", True),
    CatalogueEntry("tidigare-adress-fel", RuleGroup.LINKS, _E, "Den tidigare adressen går inte att förstå", "Gamla länkar skulle sluta fungera.", True),
    CatalogueEntry("tidigare-adress-upptagen", RuleGroup.LINKS, _E, "Den tidigare adressen är upptagen", "En adress kan bara leda till en sida.", True),
    CatalogueEntry("bilaga-saknas", RuleGroup.LINKS, _E, "Bilagan finns inte", "Läsaren skulle mötas av en bruten länk.", True),
    CatalogueEntry("bilaga-fel-typ", RuleGroup.LINKS, _E, "Bilagan är av en typ som inte publiceras", "Bara pdf och bilder visas för alla.", True),
    CatalogueEntry("bilaga-oanvand", RuleGroup.LINKS, _W, "Ingen hänvisar till bilagan", "Det som ingen länkar till hittar ingen."),
    CatalogueEntry("kalla-motsager-sig", RuleGroup.LINKS, _W, "Källan är både publicerad och inte", "Läsaren vet inte om dokumentet går att läsa."),
    CatalogueEntry("lank-utan-mal", RuleGroup.LINKS, _E, "Länken i texten leder ingenstans", "Läsaren skulle mötas av en bruten länk.", True),
    CatalogueEntry("ankare-finns-inte", RuleGroup.LINKS, _E, "Rubriken som länken pekar på finns inte", "Läsaren hamnar överst på sidan i stället för vid rätt rubrik.", True),
    CatalogueEntry("fel-webbadress", RuleGroup.LINKS, _E, "Länken är ingen webbadress", "Bara http, https, mailto och tel är säkra och fungerar för alla.", True),
    CatalogueEntry("halv-lank", RuleGroup.LINKS, _W, "En länk som inte blev en länk", "Hakparenteserna skulle synas i texten."),
    CatalogueEntry("bild-utifran", RuleGroup.LINKS, _E, "En bild från en annan webbplats", "Sidan hämtar ingenting från någon annan, för läsarens skull.", True),
    CatalogueEntry("html-i-texten", RuleGroup.LINKS, _E, "HTML i texten", "HTML tas bort ur sidan, och det som står i den kan försvinna.", True),
    CatalogueEntry("text-for-djup", RuleGroup.LINKS, _E, "Texten går inte att tolka", "Listor eller citat ligger för djupt i varandra.", True),

    CatalogueEntry("omdome-utan-uppfoljning", RuleGroup.EVIDENCE, _E, "Omdömet saknar slutlig uppföljning", "Ett löfte kan inte kallas hållet utan att parterna har redovisat det."),
    CatalogueEntry("omdome-stammer-inte", RuleGroup.EVIDENCE, _E, "Omdömet är inte det som parterna gav", "Portalen säger bara det parterna har sagt."),
    CatalogueEntry("bedomning-av-annan", RuleGroup.EVIDENCE, _E, "Bedömningen är inte parternas", "Ett omdöme är parternas eget; andras ord står i texten."),
    CatalogueEntry("bedomning-i-delredovisning", RuleGroup.EVIDENCE, _W, "Bedömning i en delredovisning", "Ett samlat omdöme hör till slutredovisningen."),
    CatalogueEntry("bedomning-utan-datum", RuleGroup.EVIDENCE, _E, "Bedömningen saknar datum", "Den som läser måste kunna se när det sades."),
    CatalogueEntry("bedomning-utan-belagg", RuleGroup.EVIDENCE, _E, "Bedömningen saknar belägg", "Den som läser måste kunna kontrollera uppgiften."),
    CatalogueEntry("bedomning-utan-alla-atgarder", RuleGroup.EVIDENCE, _E, "Alla åtgärder är inte besvarade", "Ett omdöme om hela löftet måste svara för varje åtgärd."),
    CatalogueEntry("bedomning-utan-tal", RuleGroup.EVIDENCE, _E, "Ett räknat mål saknar tal", "Den som lovar åtta ska säga hur många det blev."),
    CatalogueEntry("bedomning-mot-talen", RuleGroup.EVIDENCE, _E, "Bedömningen går emot talen", "Omdömet säger ett och siffrorna motsatsen."),
    CatalogueEntry("bedomning-fore-slutet", RuleGroup.EVIDENCE, _E, "Bedömning före periodens slut", "Ingen kan veta hur det gick innan tiden är slut."),
    CatalogueEntry("slutlig-fore-slutet", RuleGroup.EVIDENCE, _W, "Slutlig uppföljning före periodens slut", "Det som hände sedan kommer inte med."),
    CatalogueEntry("olika-bedomningar", RuleGroup.EVIDENCE, _W, "Parterna har olika bedömningar", "Läsaren får två svar."),
    CatalogueEntry("avbrutet-utan-skal", RuleGroup.EVIDENCE, _E, "Avbrutet utan skäl", "De som fick löftet ska få veta varför."),
    CatalogueEntry("ersatt-utan-eftertradare", RuleGroup.EVIDENCE, _E, "Ersatt, men av vad?", "Läsaren ska kunna gå vidare till det som gäller."),
    CatalogueEntry("flyttad-utan-skal", RuleGroup.EVIDENCE, _E, "Uppföljningen flyttas utan skäl", "Den som väntar på svar ska få veta varför det dröjer."),
    CatalogueEntry("flyttad-utan-tidigare-dag", RuleGroup.EVIDENCE, _W, "Uppföljningen flyttas, men från när?", "Utan den första dagen syns inte att den flyttades."),
    CatalogueEntry("status-motsags", RuleGroup.EVIDENCE, _W, "Statusen motsägs av uppföljningen", "Sidan säger två saker."),
    CatalogueEntry("annan-enhet", RuleGroup.EVIDENCE, _W, "Utfallet räknas i annat än målet", "Talen kan inte jämföras."),
    CatalogueEntry("dubbelt-utfall", RuleGroup.EVIDENCE, _W, "Samma åtgärd redovisas två gånger", "Talen skulle räknas dubbelt."),
    CatalogueEntry("dubbel-slutredovisning", RuleGroup.EVIDENCE, _W, "Två slutliga uppföljningar från samma part", "Läsaren vet inte vilken som gäller, och tal räknas dubbelt."),
    CatalogueEntry("fler-an-alla", RuleGroup.EVIDENCE, _E, "Fler än alla", "40 av 30 går inte."),
    CatalogueEntry("mal-noll", RuleGroup.EVIDENCE, _W, "Målet är noll", "Det målet är nått vad som än händer."),
    CatalogueEntry("per-i-enheten", RuleGroup.EVIDENCE, _E, "Tiden står i enheten", "Två i veckan skulle räknas som två på hela året."),
    CatalogueEntry("mal-gar-att-rakna", RuleGroup.EVIDENCE, _W, "Målet går att räkna", "Ett mål som står som en text ställs inte mot det som blev gjort."),
    CatalogueEntry("tusental-eller-decimaler", RuleGroup.EVIDENCE, _E, "Tusental eller decimaler", "1 200 kontroller får inte bli 1,2 kontroller."),
    CatalogueEntry("langt-fran-malet", RuleGroup.EVIDENCE, _W, "Talet är långt från målet", "Ofta gäller talet en annan tid än målet, eller något annat än det som lovades."),

    CatalogueEntry("utanfor-overenskommelsen", RuleGroup.TIME, _E, "Löftets tid ligger utanför överenskommelsens", "Löftet kan inte höra till en överenskommelse som inte gällde."),
    CatalogueEntry("delvis-utanfor-overenskommelsen", RuleGroup.TIME, _W, "Löftets tid går utanför överenskommelsens", "En del av tiden har ingen överenskommelse."),
    CatalogueEntry("uppfoljning-fore-loftet", RuleGroup.TIME, _E, "Uppföljningen är äldre än löftet", "Ingen kan följa upp något som inte har börjat."),
    CatalogueEntry("uppfoljning-fore-tiden", RuleGroup.TIME, _E, "Uppföljningen är äldre än tiden den gäller", "Ingen kan redovisa en tid som inte har börjat."),
    CatalogueEntry("avser-annan-tid", RuleGroup.TIME, _E, "Uppföljningen gäller en annan tid än löftet", "Resultatet skulle räknas till fel löfte."),
    CatalogueEntry("avser-mer-an-perioden", RuleGroup.TIME, _W, "Uppföljningen gäller mer än löftets tid", "Talen kan ha med sådant som hände före eller efter."),
    CatalogueEntry("undertecknat-efter-slutet", RuleGroup.TIME, _W, "Undertecknat eller publicerat efter slutet", "Oftast är ett årtal fel."),
    CatalogueEntry("senast-fore-start", RuleGroup.TIME, _E, "Uppföljningen ska vara klar före starten", "Oftast är ett årtal fel, och löftet skulle genast bli försenat."),
    CatalogueEntry("eftertradare-fore", RuleGroup.TIME, _E, "Efterträdaren gällde före", "Ordningen mellan löftena skulle bli bakvänd."),
    CatalogueEntry("lagesbild-fore-uppfoljning", RuleGroup.TIME, _W, "Lägesbilden är äldre än det den bygger på", "Oftast är ett datum fel."),
    CatalogueEntry("ar-stammer-inte", RuleGroup.TIME, _W, "Årtalen stämmer inte överens", "Läsaren vet inte vilket år som gäller."),
    CatalogueEntry("overlappande-overenskommelser", RuleGroup.TIME, _W, "Två överenskommelser gäller samtidigt", "Läsaren vet inte vilken som gäller."),
    CatalogueEntry("orimligt-ar", RuleGroup.TIME, _W, "Årtalet är orimligt", "Oftast är en siffra fel."),
    CatalogueEntry("lang-period", RuleGroup.TIME, _W, "Perioden är mycket lång", "Oftast är en siffra fel."),
    CatalogueEntry("omojligt-datum-i-text", RuleGroup.TIME, _W, "Ett datum som inte finns", "Läsaren vet inte vilken dag som menas."),
    CatalogueEntry("bakvand-tid", RuleGroup.TIME, _E, "Till kommer före från", "Platsen skulle aldrig höra dit."),

    CatalogueEntry("annan-kommun", RuleGroup.WORDS, _W, "En annan kommuns namn", "Namnet kan vara kvar från en mall."),
    CatalogueEntry("platshallare", RuleGroup.WORDS, _W, "Text som skulle ha bytts ut", "Läsaren möter en mall i stället för ett löfte."),
    CatalogueEntry("kort-saknas", RuleGroup.WORDS, _W, "Sammanfattningen saknas", "Den står i listor, flöden och sökträffar."),
    CatalogueEntry("kort-for-langt", RuleGroup.WORDS, _W, "Sammanfattningen är för lång", "Den kapas i sökträffar och flöden."),
    CatalogueEntry("titel-tva-ganger", RuleGroup.WORDS, _W, "Samma titel två gånger", "I listor går de inte att skilja åt."),
    CatalogueEntry("rubrik-niva", RuleGroup.WORDS, _W, "Rubrikerna kommer i fel ordning", "Den som lyssnar på sidan hittar med rubrikerna."),
    CatalogueEntry("bild-utan-alt", RuleGroup.WORDS, _W, "Bilden saknar beskrivning", "Den som inte ser bilden får inte veta vad den visar."),
    CatalogueEntry("lanktext", RuleGroup.WORDS, _W, "Länktexten säger inte vart den leder", "Den som lyssnar på sidan hör länkarna för sig."),

    CatalogueEntry("personnummer", RuleGroup.PEOPLE, _E, "Ett personnummer", "Det får aldrig publiceras. Rapporten upprepar det inte.", True),
    CatalogueEntry("mojligt-personnummer", RuleGroup.PEOPLE, _W, "Kanske ett personnummer", "Siffrorna kan vara ett personnummer eller något annat."),
    CatalogueEntry("privat-e-post", RuleGroup.PEOPLE, _W, "E-postadressen ser ut att vara en persons", "Portalen visar funktioner, inte personer."),
    CatalogueEntry("telefonnummer", RuleGroup.PEOPLE, _W, "Ett telefonnummer", "Det kan gå till en person."),

    CatalogueEntry("sida-forsvinner", RuleGroup.MEMORY, _E, "En publicerad sida försvinner", "Varje adress som har publicerats ska svara för alltid.", True),
    CatalogueEntry("skrivet-over", RuleGroup.MEMORY, _E, "Ett nytt löfte är skrivet över ett gammalt", "Det gamla löftet skulle försvinna, och länkar till det visa något annat.", True),
    CatalogueEntry("andrat-utan-handelse", RuleGroup.MEMORY, _E, "Ändrat efter publiceringen utan att det sägs", "De som fick löftet ska få veta att det ändrades.", True),
    CatalogueEntry("minne-skadat", RuleGroup.MEMORY, _E, "Minnet av det publicerade är skadat", "Utan det vet portalen inte vilka adresser som ska svara.", True),
    CatalogueEntry("minne-avbrutet", RuleGroup.MEMORY, _W, "Sista raden i minnet är avbruten", "En publicering avbröts mitt i en rad; allt före den är helt."),

    CatalogueEntry("onodig-acceptans", RuleGroup.REPORT, _W, "Varningen som accepteras finns inte", "Listan över accepterade varningar ska vara sann."),
    CatalogueEntry("fel-accepteras-inte", RuleGroup.REPORT, _W, "Fel kan inte accepteras", "Bara varningar kan vara i sin ordning."),
)
# fmt: on

CATALOGUE: Mapping[str, CatalogueEntry] = {entry.code: entry for entry in _ENTRIES}
