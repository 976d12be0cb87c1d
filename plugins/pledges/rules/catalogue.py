"""Every code that a problem can have: how much it matters, what it is called and why it is there. A table.

Think of who is hurt: what misleads residents, breaks an address or exposes a person is an error; what is
unclear or unkind to read is a warning. docs/regler.md has a section for each code, and a test holds them together.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from pledges.content.problems import Severity


class Group(StrEnum):
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
class Entry:
    """One code. A `structural` error stays an error in what was published before the rule became stricter."""

    code: str
    group: Group
    severity: Severity
    title: str
    why: str
    structural: bool = False


_E, _W = Severity.ERROR, Severity.WARNING

# fmt: off
_ENTRIES = (
    Entry("ingen-mapp", Group.READING, _E, "Innehållsmappen finns inte", "Utan den finns inget att bygga.", True),
    Entry("tom-mapp", Group.READING, _E, "Innehållsmappen är tom", "En tom portal skulle ersätta den som ligger ute.", True),
    Entry("olaslig-bild", Group.READING, _E, "Bilden går inte att läsa", "En fil som inte är en bild kan inte rensas från det som kameran skrev i den.", True),
    Entry("okand-mapp", Group.READING, _E, "Mappen känns inte igen", "Mappen säger vad filerna i den är. En okänd mapp skulle inte synas.", True),
    Entry("okand-kommun", Group.READING, _E, "Kommunen känns inte igen", "Mappen ska heta som kommunen gör i adresser.", True),
    Entry("fel-plats", Group.READING, _E, "Filen ligger på fel plats", "Filen skulle inte bli någon sida.", True),
    Entry("filnamn", Group.READING, _E, "Filnamnet kan inte bli en webbadress", "Namnet blir sidans adress för alltid.", True),
    Entry("filtyp", Group.READING, _E, "Filtypen kan inte publiceras", "Bara texter, bilder och pdf-filer blir något på webben.", True),
    Entry("lank", Group.READING, _E, "En länk i stället för en fil", "Det som ligger utanför mappen kan försvinna eller läcka ut.", True),
    Entry("ingen-fil", Group.READING, _E, "Varken fil eller mapp", "Den går inte att läsa.", True),
    Entry("for-stor", Group.READING, _E, "Filen är för stor", "En så stor text är något annat än ett löfte, och bygget skulle bli långsamt.", True),
    Entry("olaslig", Group.READING, _E, "Filen går inte att öppna", "Det som inte kan läsas kan inte publiceras.", True),
    Entry("bortfallen-fil", Group.READING, _E, "Filen blev inget", "Varje fil ska bli en sida eller ett fel; annars är det fel i portalen.", True),
    Entry("teckenkod", Group.READING, _E, "Filen är inte sparad som UTF-8", "Å, ä och ö skulle bli andra tecken.", True),
    Entry("osynligt-tecken", Group.READING, _E, "Ett osynligt tecken", "Osynliga tecken förstör flöden och sökning.", True),
    Entry("yaml", Group.READING, _E, "Nycklarna går inte att läsa", "Ett tecken på fel plats gör att portalen inte förstår resten.", True),
    Entry("dubbel-nyckel", Group.READING, _E, "Nyckeln står två gånger", "Bara den ena skulle synas.", True),
    Entry("komma-i-klammer", Group.READING, _E, "Ett komma inom klammer", "Inom { } skiljer komma uppgifter åt, så texten delas.", True),
    Entry("avkortad-text", Group.READING, _W, "Texten kan ha blivit avkortad", "Det som står efter blanksteg och # läses som en anteckning."),
    Entry("saknad-nyckel", Group.READING, _E, "En nyckel saknas", "Utan uppgiften går sidan inte att förstå.", True),
    Entry("okand-nyckel", Group.READING, _E, "Nyckeln finns inte", "Det som står under en felstavad nyckel skulle inte synas.", True),
    Entry("fel-varde", Group.READING, _E, "Värdet kan inte stå där", "Portalen räknar med datum, tal och bestämda ord.", True),

    Entry("hanvisning-finns-inte", Group.LINKS, _E, "Hänvisningen leder ingenstans", "Den röda tråden går av.", True),
    Entry("hanvisning-till-utkast", Group.LINKS, _E, "Hänvisning till ett utkast", "Utkast visas inte, så länken skulle vara bruten.", True),
    Entry("hanvisning-till-borttagen", Group.LINKS, _W, "Hänvisning till något borttaget", "Läsaren kommer till en tom notis."),
    Entry("dubbel-hanvisning", Group.LINKS, _W, "Samma hänvisning två gånger", "Ofta är den ena ett skrivfel för något annat."),
    Entry("tom-lista", Group.LINKS, _E, "Listan är tom", "Uppgiften krävs, och en tom lista säger inget.", True),
    Entry("efterfoljd-i-ring", Group.LINKS, _E, "Efterträdarna går i ring", "Inget kan gälla både före och efter sig självt.", True),
    Entry("dubbel-eftertradare", Group.LINKS, _W, "Två efterträder samma", "Läsaren får inte veta vilket som gäller nu."),
    Entry("saknar-parter", Group.LINKS, _E, "Ingen står bakom löftet", "Den som läser måste få veta vem som lovar."),
    Entry("ensam-part", Group.LINKS, _W, "Bara en part i överenskommelsen", "En överenskommelse har minst två parter."),
    Entry("ansvarig-inte-part", Group.LINKS, _W, "Den ansvariga är inte part", "Ingen ska pekas ut för något den inte har lovat."),
    Entry("omrade-i-annan-kommun", Group.LINKS, _E, "Området ligger i en annan kommun", "Löftet skulle visas på fel plats."),
    Entry("kommun-utanfor-overenskommelsen", Group.LINKS, _E, "Kommunen är inte med i överenskommelsen", "Löftet skulle kopplas till en överenskommelse som inte gäller där."),
    Entry("omrade-utanfor-overenskommelsen", Group.LINKS, _W, "Området är inte med i överenskommelsen", "Överenskommelsen gäller bara vissa delar av kommunen."),
    Entry("polisomrade-utanfor-kommunen", Group.LINKS, _W, "Polisområdet omfattar inte kommunen", "Antingen är parten fel eller polisområdets lista ofullständig."),
    Entry("kommunlista", Group.LINKS, _W, "Listan över kommuner är oklar", "Läsaren ska se vilka kommuner som delar på det."),
    Entry("kommunkod", Group.LINKS, _E, "Kommunkoden stämmer inte", "Uppgifterna skulle hamna på fel kommun i öppna data."),
    Entry("postnummer", Group.LINKS, _E, "Postnumret har inte fem siffror", "Sökningen på postnummer skulle missa platsen."),
    Entry("ingen-utan-skal", Group.LINKS, _E, "Ingen överenskommelse, utan skäl", "Ett löfte bygger på en överenskommelse; undantaget behöver förklaras."),
    Entry("uppfoljning-utan-mal", Group.LINKS, _E, "Uppföljningen gäller ingenting", "En uppföljning måste höra till något som finns här.", True),
    Entry("utfall-okand-atgard", Group.LINKS, _E, "Åtgärden finns inte i löftet", "Resultatet skulle inte synas vid det som lovades.", True),
    Entry("utfall-pa-overenskommelse", Group.LINKS, _E, "En överenskommelse har inga åtgärder", "Resultatet har inget att stå bredvid.", True),
    Entry("dubbelt-id", Group.LINKS, _E, "Två åtgärder har samma id", "Uppföljningen kan inte veta vilken den gäller.", True),
    Entry("tidigare-adress-fel", Group.LINKS, _E, "Den tidigare adressen går inte att förstå", "Gamla länkar skulle sluta fungera.", True),
    Entry("tidigare-adress-upptagen", Group.LINKS, _E, "Den tidigare adressen är upptagen", "En adress kan bara leda till en sida.", True),
    Entry("bilaga-saknas", Group.LINKS, _E, "Bilagan finns inte", "Läsaren skulle mötas av en bruten länk.", True),
    Entry("bilaga-fel-typ", Group.LINKS, _E, "Bilagan är av en typ som inte publiceras", "Bara pdf och bilder visas för alla.", True),
    Entry("bilaga-oanvand", Group.LINKS, _W, "Ingen hänvisar till bilagan", "Det som ingen länkar till hittar ingen."),
    Entry("kalla-motsager-sig", Group.LINKS, _W, "Källan är både publicerad och inte", "Läsaren vet inte om dokumentet går att läsa."),
    Entry("lank-utan-mal", Group.LINKS, _E, "Länken i texten leder ingenstans", "Läsaren skulle mötas av en bruten länk.", True),
    Entry("ankare-finns-inte", Group.LINKS, _E, "Rubriken som länken pekar på finns inte", "Läsaren hamnar överst på sidan i stället för vid rätt rubrik.", True),
    Entry("fel-webbadress", Group.LINKS, _E, "Länken är ingen webbadress", "Bara http, https, mailto och tel är säkra och fungerar för alla.", True),
    Entry("halv-lank", Group.LINKS, _W, "En länk som inte blev en länk", "Hakparenteserna skulle synas i texten."),
    Entry("bild-utifran", Group.LINKS, _E, "En bild från en annan webbplats", "Sidan hämtar ingenting från någon annan, för läsarens skull.", True),
    Entry("html-i-texten", Group.LINKS, _E, "HTML i texten", "HTML tas bort ur sidan, och det som står i den kan försvinna.", True),
    Entry("text-for-djup", Group.LINKS, _E, "Texten går inte att tolka", "Listor eller citat ligger för djupt i varandra.", True),

    Entry("omdome-utan-uppfoljning", Group.EVIDENCE, _E, "Omdömet saknar slutlig uppföljning", "Ett löfte kan inte kallas hållet utan att parterna har redovisat det."),
    Entry("omdome-stammer-inte", Group.EVIDENCE, _E, "Omdömet är inte det som parterna gav", "Portalen säger bara det parterna har sagt."),
    Entry("bedomning-av-annan", Group.EVIDENCE, _E, "Bedömningen är inte parternas", "Ett omdöme är parternas eget; andras ord står i texten."),
    Entry("bedomning-i-delredovisning", Group.EVIDENCE, _W, "Bedömning i en delredovisning", "Ett samlat omdöme hör till slutredovisningen."),
    Entry("bedomning-utan-datum", Group.EVIDENCE, _E, "Bedömningen saknar datum", "Den som läser måste kunna se när det sades."),
    Entry("bedomning-utan-belagg", Group.EVIDENCE, _E, "Bedömningen saknar belägg", "Den som läser måste kunna kontrollera uppgiften."),
    Entry("bedomning-utan-alla-atgarder", Group.EVIDENCE, _E, "Alla åtgärder är inte besvarade", "Ett omdöme om hela löftet måste svara för varje åtgärd."),
    Entry("bedomning-utan-tal", Group.EVIDENCE, _E, "Ett räknat mål saknar tal", "Den som lovar åtta ska säga hur många det blev."),
    Entry("bedomning-mot-talen", Group.EVIDENCE, _E, "Bedömningen går emot talen", "Omdömet säger ett och siffrorna motsatsen."),
    Entry("bedomning-fore-slutet", Group.EVIDENCE, _E, "Bedömning före periodens slut", "Ingen kan veta hur det gick innan tiden är slut."),
    Entry("slutlig-fore-slutet", Group.EVIDENCE, _W, "Slutlig uppföljning före periodens slut", "Det som hände sedan kommer inte med."),
    Entry("olika-bedomningar", Group.EVIDENCE, _W, "Parterna har olika bedömningar", "Läsaren får två svar."),
    Entry("avbrutet-utan-skal", Group.EVIDENCE, _E, "Avbrutet utan skäl", "De som fick löftet ska få veta varför."),
    Entry("ersatt-utan-eftertradare", Group.EVIDENCE, _E, "Ersatt, men av vad?", "Läsaren ska kunna gå vidare till det som gäller."),
    Entry("flyttad-utan-skal", Group.EVIDENCE, _E, "Uppföljningen flyttas utan skäl", "Den som väntar på svar ska få veta varför det dröjer."),
    Entry("flyttad-utan-tidigare-dag", Group.EVIDENCE, _W, "Uppföljningen flyttas, men från när?", "Utan den första dagen syns inte att den flyttades."),
    Entry("status-motsags", Group.EVIDENCE, _W, "Statusen motsägs av uppföljningen", "Sidan säger två saker."),
    Entry("annan-enhet", Group.EVIDENCE, _W, "Utfallet räknas i annat än målet", "Talen kan inte jämföras."),
    Entry("dubbelt-utfall", Group.EVIDENCE, _W, "Samma åtgärd redovisas två gånger", "Talen skulle räknas dubbelt."),
    Entry("dubbel-slutredovisning", Group.EVIDENCE, _W, "Två slutliga uppföljningar från samma part", "Läsaren vet inte vilken som gäller, och tal räknas dubbelt."),
    Entry("fler-an-alla", Group.EVIDENCE, _E, "Fler än alla", "40 av 30 går inte."),
    Entry("mal-noll", Group.EVIDENCE, _W, "Målet är noll", "Det målet är nått vad som än händer."),

    Entry("utanfor-overenskommelsen", Group.TIME, _E, "Löftets tid ligger utanför överenskommelsens", "Löftet kan inte höra till en överenskommelse som inte gällde."),
    Entry("delvis-utanfor-overenskommelsen", Group.TIME, _W, "Löftets tid går utanför överenskommelsens", "En del av tiden har ingen överenskommelse."),
    Entry("uppfoljning-fore-loftet", Group.TIME, _E, "Uppföljningen är äldre än löftet", "Ingen kan följa upp något som inte har börjat."),
    Entry("uppfoljning-fore-tiden", Group.TIME, _E, "Uppföljningen är äldre än tiden den gäller", "Ingen kan redovisa en tid som inte har börjat."),
    Entry("avser-annan-tid", Group.TIME, _E, "Uppföljningen gäller en annan tid än löftet", "Resultatet skulle räknas till fel löfte."),
    Entry("avser-mer-an-perioden", Group.TIME, _W, "Uppföljningen gäller mer än löftets tid", "Talen kan ha med sådant som hände före eller efter."),
    Entry("undertecknat-efter-slutet", Group.TIME, _W, "Undertecknat eller publicerat efter slutet", "Oftast är ett årtal fel."),
    Entry("senast-fore-start", Group.TIME, _E, "Uppföljningen ska vara klar före starten", "Oftast är ett årtal fel, och löftet skulle genast bli försenat."),
    Entry("eftertradare-fore", Group.TIME, _E, "Efterträdaren gällde före", "Ordningen mellan löftena skulle bli bakvänd."),
    Entry("lagesbild-fore-uppfoljning", Group.TIME, _W, "Lägesbilden är äldre än det den bygger på", "Oftast är ett datum fel."),
    Entry("ar-stammer-inte", Group.TIME, _W, "Årtalen stämmer inte överens", "Läsaren vet inte vilket år som gäller."),
    Entry("overlappande-overenskommelser", Group.TIME, _W, "Två överenskommelser gäller samtidigt", "Läsaren vet inte vilken som gäller."),
    Entry("orimligt-ar", Group.TIME, _W, "Årtalet är orimligt", "Oftast är en siffra fel."),
    Entry("lang-period", Group.TIME, _W, "Perioden är mycket lång", "Oftast är en siffra fel."),
    Entry("omojligt-datum-i-text", Group.TIME, _W, "Ett datum som inte finns", "Läsaren vet inte vilken dag som menas."),
    Entry("bakvand-tid", Group.TIME, _E, "Till kommer före från", "Platsen skulle aldrig höra dit."),

    Entry("annan-kommun", Group.WORDS, _W, "En annan kommuns namn", "Namnet kan vara kvar från en mall."),
    Entry("platshallare", Group.WORDS, _W, "Text som skulle ha bytts ut", "Läsaren möter en mall i stället för ett löfte."),
    Entry("kort-saknas", Group.WORDS, _W, "Sammanfattningen saknas", "Den står i listor, flöden och sökträffar."),
    Entry("kort-for-langt", Group.WORDS, _W, "Sammanfattningen är för lång", "Den kapas i sökträffar och flöden."),
    Entry("titel-tva-ganger", Group.WORDS, _W, "Samma titel två gånger", "I listor går de inte att skilja åt."),
    Entry("rubrik-niva", Group.WORDS, _W, "Rubrikerna kommer i fel ordning", "Den som lyssnar på sidan hittar med rubrikerna."),
    Entry("bild-utan-alt", Group.WORDS, _W, "Bilden saknar beskrivning", "Den som inte ser bilden får inte veta vad den visar."),
    Entry("lanktext", Group.WORDS, _W, "Länktexten säger inte vart den leder", "Den som lyssnar på sidan hör länkarna för sig."),

    Entry("personnummer", Group.PEOPLE, _E, "Ett personnummer", "Det får aldrig publiceras. Rapporten upprepar det inte.", True),
    Entry("mojligt-personnummer", Group.PEOPLE, _W, "Kanske ett personnummer", "Siffrorna kan vara ett personnummer eller något annat."),
    Entry("privat-e-post", Group.PEOPLE, _W, "E-postadressen ser ut att vara en persons", "Portalen visar funktioner, inte personer."),
    Entry("telefonnummer", Group.PEOPLE, _W, "Ett telefonnummer", "Det kan gå till en person."),

    Entry("sida-forsvinner", Group.MEMORY, _E, "En publicerad sida försvinner", "Varje adress som har publicerats ska svara för alltid.", True),
    Entry("skrivet-over", Group.MEMORY, _E, "Ett nytt löfte är skrivet över ett gammalt", "Det gamla löftet skulle försvinna, och länkar till det visa något annat.", True),
    Entry("andrat-utan-handelse", Group.MEMORY, _E, "Ändrat efter publiceringen utan att det sägs", "De som fick löftet ska få veta att det ändrades.", True),
    Entry("minne-skadat", Group.MEMORY, _E, "Minnet av det publicerade är skadat", "Utan det vet portalen inte vilka adresser som ska svara.", True),
    Entry("minne-avbrutet", Group.MEMORY, _W, "Sista raden i minnet är avbruten", "En publicering avbröts mitt i en rad; allt före den är helt."),

    Entry("onodig-acceptans", Group.REPORT, _W, "Varningen som accepteras finns inte", "Listan över accepterade varningar ska vara sann."),
    Entry("fel-accepteras-inte", Group.REPORT, _W, "Fel kan inte accepteras", "Bara varningar kan vara i sin ordning."),
)
# fmt: on

CATALOGUE: Mapping[str, Entry] = {entry.code: entry for entry in _ENTRIES}
