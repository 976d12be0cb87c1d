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
    PUBLISHED = "Det som redan är publicerat"
    REPORT = "Rapporten"


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueEntry:
    """One code. A `structural` error stays an error in what was published before the rule became stricter."""

    code: str
    group: RuleGroup
    severity: Severity
    title: str
    why: str
    structural: bool = False


_STRUCTURAL, _ERROR, _WARNING = (Severity.ERROR, True), (Severity.ERROR, False), (Severity.WARNING, False)

# One code a line: a table is read down its columns.
# fmt: off
_TABLE = {
    RuleGroup.READING: (
        (_STRUCTURAL, "ingen-mapp", "Innehållsmappen finns inte", "Utan den finns inget att bygga."),
        (_STRUCTURAL, "tom-mapp", "Innehållsmappen är tom", "En tom portal skulle ersätta den som ligger ute."),
        (_STRUCTURAL, "olaslig-bild", "Bilden går inte att läsa", "En fil som inte är en bild kan inte rensas från det som kameran skrev i den."),
        (_STRUCTURAL, "bild-fel-format", "Bilden är en annan sorts bild än namnet säger", "Webbläsare, servrar och program litar på hur filens namn slutar."),
        (_STRUCTURAL, "bild-for-stor", "Bilden har för många bildpunkter", "En liten fil kan packas upp till en bild som tar datorns hela minne."),
        (_STRUCTURAL, "olaslig-pdf", "Dokumentet är inget pdf-dokument som går att läsa", "Det som ingen kan pröva ska ingen behöva öppna."),
        (_STRUCTURAL, "pdf-for-stor", "Dokumentet är för stort", "Läsaren hämtar det i telefonen."),
        (_STRUCTURAL, "pdf-med-program", "Dokumentet har skript eller bifogade filer", "En del program kör dem när dokumentet öppnas."),
        (_WARNING, "pdf-forfattare", "Dokumentet säger vem som skrev det", "Portalen visar funktioner, inte personer, också i det som inte syns."),
        (_STRUCTURAL, "okand-mapp", "Mappen känns inte igen", "Mappen säger vad filerna i den är. En okänd mapp skulle inte synas."),
        (_STRUCTURAL, "okand-kommun", "Kommunen känns inte igen", "Mappen ska heta som kommunen gör i adresser."),
        (_STRUCTURAL, "fel-plats", "Filen ligger på fel plats", "Filen skulle inte bli någon sida."),
        (_STRUCTURAL, "filnamn", "Filnamnet kan inte bli en webbadress", "Namnet blir sidans adress för alltid."),
        (_STRUCTURAL, "filtyp", "Filtypen kan inte publiceras", "Bara texter, bilder och pdf-filer blir något på webben."),
        (_STRUCTURAL, "lank", "En länk i stället för en fil", "Det som ligger utanför mappen kan försvinna eller läcka ut."),
        (_STRUCTURAL, "ingen-fil", "Varken fil eller mapp", "Den går inte att läsa."),
        (_STRUCTURAL, "for-stor", "Filen är för stor", "En så stor text är något annat än ett löfte, och bygget skulle bli långsamt."),
        (_STRUCTURAL, "hamtat-skadat", "Det som säger vad som är hämtat går inte att läsa", "Utan det vet portalen inte vilka uppgifter som är någon annans."),
        (_STRUCTURAL, "olaslig", "Filen går inte att öppna", "Det som inte kan läsas kan inte publiceras."),
        (_STRUCTURAL, "bortfallen-fil", "Filen blev inget", "Varje fil ska bli en sida eller ett fel; annars är det fel i portalen."),
        (_STRUCTURAL, "teckenkod", "Filen är inte sparad som UTF-8", "Å, ä och ö skulle bli andra tecken."),
        (_STRUCTURAL, "osynligt-tecken", "Ett osynligt tecken", "Osynliga tecken förstör flöden och sökning."),
        (_STRUCTURAL, "yaml", "Nycklarna går inte att läsa", "Ett tecken på fel plats gör att portalen inte förstår resten."),
        (_STRUCTURAL, "dubbel-nyckel", "Nyckeln står två gånger", "Bara den ena skulle synas."),
        (_STRUCTURAL, "komma-i-klammer", "Ett komma inom klammer", "Inom { } skiljer komma uppgifter åt, så texten delas."),
        (_STRUCTURAL, "konfliktmarke", "Ett märke efter två som ändrat samma rader", "Båda versionerna skulle visas, med versionshanteringens tecken emellan."),
        (_STRUCTURAL, "tva-i-en-fil", "Två poster i samma fil", "Bara den första skulle bli en sida."),
        (_STRUCTURAL, "avkortad-text", "Texten blir avkortad", "Det som står efter blanksteg och # läses som en anteckning."),
        (_STRUCTURAL, "saknad-nyckel", "En nyckel saknas", "Utan uppgiften går sidan inte att förstå."),
        (_STRUCTURAL, "okand-nyckel", "Nyckeln finns inte", "Det som står under en felstavad nyckel skulle inte synas."),
        (_STRUCTURAL, "fel-varde", "Värdet kan inte stå där", "Portalen räknar med datum, tal och bestämda ord."),
        (_STRUCTURAL, "oversattning-utan-original", "Översättningen har inget original", "En översättning har ingen egen sida: den visas i stället för det som den är en översättning av."),
        (_STRUCTURAL, "oversattning-okand-atgard", "Översättningen har en åtgärd som originalet inte har", "Läsaren skulle få veta något som ingen har lovat."),
        (_STRUCTURAL, "oversattning-utan-motsvarighet", "Översättningen säger något som inte står på svenska", "Den som bara läser översättningen skulle få veta mer, eller annat, än andra."),
        (_STRUCTURAL, "oversattning-utan-avtryck", "Översättningen säger inte vad den är gjord av", "Utan det märker ingen när den svenska texten har ändrats."),
        (_WARNING, "oversattning-annat-tal", "Översättningen har ett tal som inte står på svenska", "Den som bara läser översättningen skulle få veta ett annat antal eller ett annat år."),
        (_WARNING, "oversattning-gammal", "Den svenska texten har ändrats", "Läsaren får veta att översättningen är gammal, tills den är rättad."),
    ),
    RuleGroup.LINKS: (
        (_STRUCTURAL, "hanvisning-finns-inte", "Hänvisningen leder ingenstans", "Den röda tråden går av."),
        (_STRUCTURAL, "hanvisning-till-utkast", "Hänvisning till ett utkast", "Utkast visas inte, så länken skulle vara bruten."),
        (_WARNING, "hanvisning-till-borttagen", "Hänvisning till något borttaget", "Läsaren kommer till en tom notis."),
        (_WARNING, "dubbel-hanvisning", "Samma hänvisning två gånger", "Ofta är den ena ett skrivfel för något annat."),
        (_STRUCTURAL, "tom-lista", "Listan är tom", "Uppgiften krävs, och en tom lista säger inget."),
        (_STRUCTURAL, "efterfoljd-i-ring", "Efterträdarna går i ring", "Inget kan gälla både före och efter sig självt."),
        (_STRUCTURAL, "omrade-i-ring", "Områdena ingår i varandra", "Ingen plats kan ligga i en del av sig själv, och löften skulle visas där de inte gäller."),
        (_WARNING, "dubbel-eftertradare", "Två efterträder samma", "Läsaren får inte veta vilket som gäller nu."),
        (_ERROR, "saknar-parter", "Ingen står bakom löftet", "Den som läser måste få veta vem som lovar."),
        (_WARNING, "tom-overenskommelse", "Överenskommelsen säger inget eget", "Läsaren möter en tom sida, och det ser ut som om mer är känt."),
        (_WARNING, "ensam-part", "Bara en part i överenskommelsen", "En överenskommelse har minst två parter."),
        (_WARNING, "part-tva-ganger", "Samma part två gånger", "Läsaren tror att de är fler än de är."),
        (_WARNING, "ansvarig-inte-part", "Den ansvariga är inte part", "Ingen ska pekas ut för något den inte har lovat."),
        (_WARNING, "ansvarig-mot-vad", "Åtgärden säger att en annan gör det", "Läsaren får två svar på vem som lovar."),
        (_ERROR, "omrade-i-annan-kommun", "Området ligger i en annan kommun", "Löftet skulle visas på fel plats."),
        (_ERROR, "kommun-utanfor-overenskommelsen", "Kommunen är inte med i överenskommelsen", "Löftet skulle kopplas till en överenskommelse som inte gäller där."),
        (_WARNING, "omrade-utanfor-overenskommelsen", "Området är inte med i överenskommelsen", "Överenskommelsen gäller bara vissa delar av kommunen."),
        (_WARNING, "polisomrade-utanfor-kommunen", "Polisområdet omfattar inte kommunen", "Antingen är parten fel eller polisområdets lista ofullständig."),
        (_WARNING, "kommunlista", "Listan över kommuner är oklar", "Läsaren ska se vilka kommuner som delar på det."),
        (_ERROR, "kommunkod", "Kommunkoden stämmer inte", "Uppgifterna skulle hamna på fel kommun i öppna data."),
        (_ERROR, "postnummer", "Postnumret har inte fem siffror", "Sökningen på postnummer skulle missa platsen."),
        (_ERROR, "ingen-utan-skal", "Ingen överenskommelse, utan skäl", "Ett löfte bygger på en överenskommelse; undantaget behöver förklaras."),
        (_STRUCTURAL, "uppfoljning-utan-mal", "Uppföljningen gäller ingenting", "En uppföljning måste höra till något som finns här."),
        (_STRUCTURAL, "utfall-okand-atgard", "Åtgärden finns inte i löftet", "Resultatet skulle inte synas vid det som lovades."),
        (_WARNING, "utfall-utan-atgard", "Det som lovades redovisas som något annat", "Resultatet skulle inte synas vid det som lovades."),
        (_STRUCTURAL, "utfall-pa-overenskommelse", "En överenskommelse har inga åtgärder", "Resultatet har inget att stå bredvid."),
        (_STRUCTURAL, "dubbelt-id", "Två åtgärder har samma id", "Uppföljningen kan inte veta vilken den gäller."),
        (_STRUCTURAL, "del-okand", "Delen finns inte i löftet", "Åtgärden skulle hamna utanför det som den hör till."),
        (_STRUCTURAL, "foljer-okand", "Åtgärden följer en som inte finns", "Läsaren skulle inte få veta vad som lovades året före."),
        (_STRUCTURAL, "svar-okand-atgard", "Åtgärden som svarar finns inte i löftet", "Läsaren skulle inte få veta vad som lovades för det som de sa."),
        (_STRUCTURAL, "matt-okant", "Måttet finns inte i löftet", "Värdet skulle inte synas vid det som mäts."),
        (_WARNING, "atgard-tva-ganger", "Samma åtgärd två gånger", "Läsaren tror att det som lovas är mer än det är."),
        (_ERROR, "antal-atgarder", "Antalet åtgärder är inte fler än de som finns här", "Läsaren skulle räkna med åtgärder som inte finns."),
        (_WARNING, "diarienummer-tva-ganger", "Två löften har samma diarienummer", "Ofta är det kvar från det löfte som kopierades."),
        (_WARNING, "postnummer-i-annan-kommun", "Postnumret hör till en annan kommun", "Den som söker på det kommer till fel plats."),
        (_WARNING, "namn-som-text", "Namnet har en egen sida", "Det som står som text länkas inte och räknas inte."),
        (_STRUCTURAL, "tidigare-adress-fel", "Den tidigare adressen går inte att förstå", "Gamla länkar skulle sluta fungera."),
        (_STRUCTURAL, "tidigare-adress-upptagen", "Den tidigare adressen är upptagen", "En adress kan bara leda till en sida."),
        (_STRUCTURAL, "bilaga-saknas", "Bilagan finns inte", "Läsaren skulle mötas av en bruten länk."),
        (_STRUCTURAL, "bilaga-fel-typ", "Bilagan är av en typ som inte publiceras", "Bara pdf och bilder visas för alla."),
        (_WARNING, "bilaga-oanvand", "Ingen hänvisar till bilagan", "Det som ingen länkar till hittar ingen."),
        (_WARNING, "kalla-motsager-sig", "Källan är både publicerad och inte", "Läsaren vet inte om dokumentet går att läsa."),
        (_STRUCTURAL, "lank-utan-mal", "Länken i texten leder ingenstans", "Läsaren skulle mötas av en bruten länk."),
        (_STRUCTURAL, "ankare-finns-inte", "Rubriken som länken pekar på finns inte", "Läsaren hamnar överst på sidan i stället för vid rätt rubrik."),
        (_STRUCTURAL, "fel-webbadress", "Länken är ingen webbadress", "Bara http, https, mailto och tel är säkra och fungerar för alla."),
        (_WARNING, "lank-genom-filter", "Länken går genom ett e-postfilter", "Filtret bär med sig vem som fick brevet, och länken slutar fungera när det tas bort."),
        (_WARNING, "intern-lank", "Länken når inte alla", "Den som inte är inloggad hos er möts av en stängd dörr."),
        (_WARNING, "kalla-utan-sida", "Källan är ingen sida", "Den som vill kontrollera uppgiften hittar inte till den."),
        (_WARNING, "adress-utan-lank", "En webbadress som inte är en länk", "Läsaren måste kopiera den, och den som lyssnar hör varje tecken."),
        (_WARNING, "halv-lank", "En länk som inte blev en länk", "Hakparenteserna skulle synas i texten."),
        (_STRUCTURAL, "bild-utifran", "En bild från en annan webbplats", "Sidan hämtar ingenting från någon annan, för läsarens skull."),
        (_STRUCTURAL, "html-i-texten", "HTML i texten", "HTML tas bort ur sidan, och det som står i den kan försvinna."),
        (_STRUCTURAL, "text-for-djup", "Texten går inte att tolka", "Listor eller citat ligger för djupt i varandra."),
    ),
    RuleGroup.EVIDENCE: (
        (_ERROR, "omdome-utan-uppfoljning", "Omdömet saknar slutlig uppföljning", "Ett löfte kan inte kallas hållet utan att parterna har redovisat det."),
        (_ERROR, "omdome-stammer-inte", "Omdömet är inte det som parterna gav", "Portalen säger bara det parterna har sagt."),
        (_ERROR, "bedomning-av-annan", "Bedömningen är inte parternas", "Ett omdöme är parternas eget; andras ord står i texten."),
        (_WARNING, "uppfoljning-av-annan", "Uppföljningen är inte parternas", "Vad andra säger är ett omnämnande, och ska inte se ut som parternas redovisning."),
        (_WARNING, "omnamnande-av-part", "Omnämnandet är en parts", "Det som parterna själva redovisar är en uppföljning, och räknas."),
        (_ERROR, "arsbedomning-i-slutlig", "Årsbedömning i en slutlig uppföljning", "Ett års omdöme är inte det sista ordet."),
        (_WARNING, "bedomning-i-delredovisning", "Bedömning i en delredovisning", "Ett samlat omdöme hör till slutredovisningen."),
        (_ERROR, "bedomning-utan-datum", "Bedömningen saknar datum", "Den som läser måste kunna se när det sades."),
        (_ERROR, "bedomning-utan-belagg", "Bedömningen saknar belägg", "Den som läser måste kunna kontrollera uppgiften."),
        (_ERROR, "bedomning-utan-alla-atgarder", "Alla åtgärder är inte besvarade", "Ett omdöme om hela löftet måste svara för varje åtgärd."),
        (_ERROR, "bedomning-utan-tal", "Ett räknat mål saknar tal", "Den som lovar åtta ska säga hur många det blev."),
        (_ERROR, "bedomning-mot-talen", "Bedömningen går emot talen", "Omdömet säger ett och siffrorna motsatsen."),
        (_ERROR, "bedomning-fore-slutet", "Bedömning före periodens slut", "Ingen kan veta hur det gick innan tiden är slut."),
        (_WARNING, "slutlig-fore-slutet", "Slutlig uppföljning före periodens slut", "Det som hände sedan kommer inte med."),
        (_WARNING, "uppfyllt-trots-nej", "Uppfyllt, men en åtgärd är inte gjord", "Läsaren ser ett löfte som hölls och en åtgärd som inte blev av."),
        (_WARNING, "uppfyllt-trots-talen", "Uppfyllt, men ett räknat mål är inte nått", "Läsaren ser ett löfte som hölls och ett tal som säger något annat."),
        (_WARNING, "inte-uppfyllt-trots-ja", "Inte uppfyllt, men allt är gjort", "Läsaren ser ett löfte som inte hölls, och allt som lovades är gjort."),
        (_WARNING, "gjort-mot-antal", "Gjort säger ett och antalet ett annat", "Läsaren vet inte om det blev av."),
        (_WARNING, "gjort-mot-kommentar", "Gjort säger ett och kommentaren ett annat", "Läsaren vet inte om det blev av."),
        (_WARNING, "installt-mot-texten", "Inställt, men texten säger att det blev av", "Läsaren vet inte om mötet hölls."),
        (_WARNING, "kort-mot-bedomning", "Sammanfattningen går emot bedömningen", "Läsaren får två svar."),
        (_WARNING, "av-mot-texten", "Texten säger att en annan redovisar", "Läsaren ska veta vems ord det är."),
        (_WARNING, "olika-bedomningar", "Parterna har olika bedömningar", "Läsaren får två svar."),
        (_ERROR, "avbrutet-utan-skal", "Avbrutet utan skäl", "De som fick löftet ska få veta varför."),
        (_ERROR, "ersatt-utan-eftertradare", "Ersatt, men av vad?", "Läsaren ska kunna gå vidare till det som gäller."),
        (_ERROR, "flyttad-utan-skal", "Uppföljningen flyttas utan skäl", "Den som väntar på svar ska få veta varför det dröjer."),
        (_WARNING, "flyttad-utan-tidigare-dag", "Uppföljningen flyttas, men från när?", "Utan den första dagen syns inte att den flyttades."),
        (_WARNING, "flyttad-bakat", "Flyttad till en tidigare dag", "Det som skjuts upp eller förlängs får en senare dag; oftast är ett årtal fel."),
        (_WARNING, "status-motsags", "Statusen motsägs av uppföljningen", "Sidan säger två saker."),
        (_WARNING, "annan-enhet", "Utfallet räknas i annat än målet", "Talen kan inte jämföras."),
        (_WARNING, "dubbelt-utfall", "Samma åtgärd redovisas två gånger", "Talen skulle räknas dubbelt."),
        (_WARNING, "dubbel-slutredovisning", "Två slutliga uppföljningar från samma part", "Läsaren vet inte vilken som gäller, och tal räknas dubbelt."),
        (_ERROR, "fler-an-alla", "Fler än alla", "40 av 30 går inte."),
        (_WARNING, "varav-mer-an-alla", "Delarna är tillsammans fler än alla", "Läsaren räknar ihop delarna och får ett annat tal."),
        (_WARNING, "svarsfrekvens-stammer-inte", "Svarsfrekvensen följer inte av talen", "Läsaren som räknar efter får ett annat tal."),
        (_WARNING, "mal-noll", "Målet är noll", "Det målet är nått vad som än händer."),
        (_ERROR, "per-i-enheten", "Tiden står i enheten", "Två i veckan skulle räknas som två på hela året."),
        (_WARNING, "mal-gar-att-rakna", "Målet går att räkna", "Ett mål som står som en text ställs inte mot det som blev gjort."),
        (_ERROR, "tusental-eller-decimaler", "Tusental eller decimaler", "1 200 kontroller får inte bli 1,2 kontroller."),
        (_WARNING, "tal-utan-enhet", "Ett tal utan enhet", "Läsaren får inte veta vad som räknades."),
        (_WARNING, "enhet-i-ental", "Enheten står i ental", "Sidan skulle säga två kontroll."),
        (_WARNING, "matt-motsager-sig", "Måttets tal säger emot det", "Läsaren vet inte åt vilket håll det ska gå."),
        (_WARNING, "langt-fran-malet", "Talet är långt från målet", "Ofta gäller talet en annan tid än målet, eller något annat än det som lovades."),
        (_WARNING, "tal-i-tva-filer", "Ett annat tal i en annan fil", "Läsaren får två svar på samma fråga, på två sidor."),
        (_WARNING, "text-mot-tal", "Texten säger ett annat tal", "Läsaren får två svar på hur många det skulle bli, eller blev."),
    ),
    RuleGroup.TIME: (
        (_ERROR, "tid-mot-namnet", "Tiden är en annan än titeln och filnamnet säger", "En siffra fel i perioden gör löftet försenat eller planerat, och uppföljningen till en annans."),
        (_ERROR, "utanfor-overenskommelsen", "Löftets tid ligger utanför överenskommelsens", "Löftet kan inte höra till en överenskommelse som inte gällde."),
        (_WARNING, "delvis-utanfor-overenskommelsen", "Löftets tid går utanför överenskommelsens", "En del av tiden har ingen överenskommelse."),
        (_ERROR, "uppfoljning-fore-loftet", "Uppföljningen är äldre än löftet", "Ingen kan följa upp något som inte har börjat."),
        (_ERROR, "uppfoljning-fore-tiden", "Uppföljningen är äldre än tiden den gäller", "Ingen kan redovisa en tid som inte har börjat."),
        (_ERROR, "avser-annan-tid", "Uppföljningen gäller en annan tid än löftet", "Resultatet skulle räknas till fel löfte."),
        (_WARNING, "avser-mer-an-perioden", "Uppföljningen gäller mer än löftets tid", "Talen kan ha med sådant som hände före eller efter."),
        (_WARNING, "undertecknat-efter-slutet", "Undertecknat eller publicerat efter slutet", "Oftast är ett årtal fel."),
        (_ERROR, "senast-fore-start", "Uppföljningen ska vara klar före starten", "Oftast är ett årtal fel, och löftet skulle genast bli försenat."),
        (_ERROR, "eftertradare-fore", "Efterträdaren gällde före", "Ordningen mellan löftena skulle bli bakvänd."),
        (_WARNING, "lagesbild-fore-uppfoljning", "Lägesbilden är äldre än det den bygger på", "Oftast är ett datum fel."),
        (_WARNING, "ar-stammer-inte", "Årtalen stämmer inte överens", "Läsaren vet inte vilket år som gäller."),
        (_WARNING, "tid-mot-titeln", "Titeln säger en annan del av året", "Läsaren vet inte vilka månader som gäller."),
        (_WARNING, "overlappande-overenskommelser", "Två överenskommelser gäller samtidigt", "Läsaren vet inte vilken som gäller."),
        (_WARNING, "ar-i-kallan", "Källans år är ett annat", "Läsaren ska få veta varför det ändå är rätt löfte."),
        (_WARNING, "langd-mot-period", "Längden stämmer inte med perioden", "Läsaren vet inte hur länge det gäller."),
        (_WARNING, "minst-till", "Gäller minst till, men slutet är känt", "Läsaren får två svar på när det slutar."),
        (_WARNING, "nytt-slut", "Förlängningen stämmer inte med perioden", "Läsaren får två svar på när det slutar."),
        (_WARNING, "motsags-av-senare", "Senare uppgifter säger emot", "Läsaren får höra att något saknas som finns här."),
        (_WARNING, "orimligt-ar", "Årtalet är orimligt", "Oftast är en siffra fel."),
        (_WARNING, "lang-period", "Perioden är mycket lång", "Oftast är en siffra fel."),
        (_WARNING, "omojligt-datum-i-text", "Ett datum som inte finns", "Läsaren vet inte vilken dag som menas."),
        (_WARNING, "dag-fore", "En dag kommer före det som den hör till", "Oftast är ett årtal fel."),
        (_WARNING, "dag-efter", "En dag kommer efter det som den hör till", "Oftast är ett årtal fel."),
        (_WARNING, "dag-mot-texten", "Texten säger samma dag ett annat år", "Läsaren vet inte vilket år som gäller."),
        (_WARNING, "dag-mot-kallan", "Källan säger samma dag ett annat år", "I början av ett år är det lätt att skriva det förra."),
        (_WARNING, "dag-kvar", "Samma dag som för det som gällde före", "Dagen kan vara kvar från den förra filen."),
        (_WARNING, "kvar-fran-det-forra", "Detsamma som i det som gällde före", "Det kan vara kvar från den förra filen."),
        (_WARNING, "kopierad-uppfoljning", "Ordagrant en annan tids uppföljning", "Ett år kan få en redovisning som inte finns."),
        (_WARNING, "belagg-av-annat-ar", "Belägget är från en tid före den som redovisas", "Det kan inte visa hur det gick sedan."),
        (_WARNING, "adress-mot-titel", "Källans adress är ett annat års än dess titel", "Adressen kan vara kvar från förra årets fil, och då visar den fel sida."),
        (_WARNING, "lank-till-annat-ar", "Länken säger ett annat år än den leder till", "Läsaren kommer till ett annat löfte än det som står."),
        (_WARNING, "dag-som-inte-kommit", "Dagen har inte kommit", "Ingen kan ha läst, redovisat eller hållit något en dag som inte har varit."),
        (_WARNING, "fel-veckodag", "Veckodagen är en annan", "Den som vill komma vet inte vilken dag som menas."),
        (_ERROR, "bakvand-tid", "Till kommer före från", "Platsen skulle aldrig höra dit."),
    ),
    RuleGroup.WORDS: (
        (_WARNING, "annan-kommun", "En annan kommuns namn", "Namnet kan vara kvar från en mall."),
        (_WARNING, "kontakt-fel", "Kontakten leder ingenstans", "Den som frågar får aldrig svar."),
        (_WARNING, "typ-stavning", "Partens typ är felstavad", "Den står på partens sida."),
        (_WARNING, "platshallare", "Text som skulle ha bytts ut", "Läsaren möter en mall i stället för ett löfte."),
        (_WARNING, "annat-sprak", "Text på ett annat språk", "Alla kan inte språket, och en skärmläsare läser den som svenska."),
        (_WARNING, "skal-utan-innehall", "Ett skäl som inget säger", "Läsaren ser skälet, och ”ok” är inget."),
        (_WARNING, "kort-saknas", "Sammanfattningen saknas", "Den står i listor, flöden och sökträffar."),
        (_WARNING, "kort-avklippt", "En text slutar mitt i", "Läsaren får inte veta resten."),
        (_WARNING, "kort-for-langt", "Sammanfattningen är för lång", "Den kapas i sökträffar och flöden."),
        (_WARNING, "titel-for-lang", "Titeln är för lång", "Den kapas i listor, flöden och sökträffar."),
        (_WARNING, "versaler", "En titel med bara stora bokstäver", "Den är svår att läsa, och kan läsas upp bokstav för bokstav."),
        (_WARNING, "villkor-i-texten", "Ett förbehåll i texten", "Den som läser löftena i en tabell ser inte att åtgärden är villkorad."),
        (_WARNING, "titel-tva-ganger", "Samma titel två gånger", "I listor går de inte att skilja åt."),
        (_WARNING, "lofte-tva-ganger", "Samma löfte i två filer", "Löftet räknas två gånger i alla tal, och den som läser det ena får inte veta hur det gick med det andra."),
        (_WARNING, "rad-tva-ganger", "Samma sak på två rader", "Läsaren får två svar, eller samma svar två gånger."),
        (_WARNING, "ord-tva-ganger", "Samma ord två gånger i rad", "Läsaren stannar upp, och den som lyssnar hör ordet två gånger."),
        (_WARNING, "rubrik-niva", "Rubrikerna kommer i fel ordning", "Den som lyssnar på sidan hittar med rubrikerna."),
        (_WARNING, "fet-rubrik", "Fetstil i stället för rubrik", "Den som lyssnar på sidan hittar med rubrikerna, och fetstil är ingen."),
        (_WARNING, "rubrik-av-misstag", "Ett stycke som blev en rubrik", "En rad med streck direkt under ett stycke gör det till en rubrik."),
        (_WARNING, "ingen-lista", "En lista som inte blir en lista", "Raderna flyter ihop, eller blir en annan lista än den som menades."),
        (_WARNING, "ingen-tabell", "En tabell som inte blir en tabell", "Kolumnerna flyter ihop, och talen går inte att skilja åt."),
        (_WARNING, "rutor-utan-kolumn", "Fler rutor på raden än tabellen har kolumner", "Det som står sist på raden syns inte."),
        (_WARNING, "hanvisar-till-inget", "Texten hänvisar till något som inte finns här", "Läsaren letar efter en figur eller bilaga som är kvar i ett annat dokument."),
        (_WARNING, "fotnot", "En fotnot", "Portalen har inga fotnoter; tecknen skulle visas i texten."),
        (_WARNING, "indragen-text", "Text som visas som programkod", "Fyra blanksteg först på raden betyder programkod."),
        (_WARNING, "ur-annat-program", "Det som följde med ur ett annat program", "Läsaren förstår det inte, eller får se sådant som bara var för skrivaren."),
        (_WARNING, "stycke-tva-ganger", "Samma stycke två gånger", "Läsaren tror att något har gått fel."),
        (_WARNING, "avstavning", "Ett avstavat ord", "Ordet går inte att söka efter, och läses upp som två."),
        (_WARNING, "markdown-i-nyckel", "Markdown under en nyckel", "Bara den fria texten är Markdown; här visas tecknen som de står."),
        (_WARNING, "bild-utan-alt", "Bilden saknar beskrivning", "Den som inte ser bilden får inte veta vad den visar."),
        (_WARNING, "bild-alt-filnamn", "Bildens beskrivning är ett filnamn", "Den som inte ser bilden får höra ett filnamn i stället för vad den visar."),
        (_WARNING, "lanktext", "Länktexten säger inte vart den leder", "Den som lyssnar på sidan hör länkarna för sig."),
    ),
    RuleGroup.PEOPLE: (
        (_STRUCTURAL, "personnummer", "Ett personnummer", "Det får aldrig publiceras. Rapporten upprepar det inte."),
        (_WARNING, "mojligt-personnummer", "Kanske ett personnummer", "Siffrorna kan vara ett personnummer eller något annat."),
        (_WARNING, "namn-i-stallet-for-roll", "En persons namn i stället för rollen", "Portalen visar funktioner, inte personer, och den som har uppdraget byts."),
        (_WARNING, "privat-e-post", "E-postadressen ser ut att vara en persons", "Portalen visar funktioner, inte personer."),
        (_WARNING, "privat-konto", "Ett konto som ser ut att vara en persons", "Portalen visar funktioner, inte personer."),
        (_WARNING, "telefonnummer", "Ett telefonnummer", "Det kan gå till en person."),
        (_WARNING, "enskild-person", "En enskild person", "Den som läser kan förstå vem det är, också utan namn."),
        (_STRUCTURAL, "losenord", "Ett lösenord", "Den som läser det kan logga in."),
        (_WARNING, "bostad", "En persons bostad", "Den som bor där kan pekas ut."),
        (_WARNING, "polisarende", "Numret på en polisanmälan", "Den som känner till ärendet ser vem det gäller."),
        (_WARNING, "registreringsnummer", "Ett fordons registreringsnummer", "Den som äger fordonet kan sökas fram med det."),
    ),
    RuleGroup.PUBLISHED: (
        (_STRUCTURAL, "sida-forsvinner", "En publicerad sida försvinner", "Varje adress som har publicerats ska svara för alltid."),
        (_STRUCTURAL, "skrivet-over", "Ett nytt löfte är skrivet över ett gammalt", "Det gamla löftet skulle försvinna, och länkar till det visa något annat."),
        (_STRUCTURAL, "andrat-utan-handelse", "Ändrat efter publiceringen utan att det sägs", "De som fick löftet ska få veta att det ändrades."),
        (_STRUCTURAL, "borttaget-tillbaka", "En borttagen text är tillbaka", "En sammanslagning eller en säkerhetskopia kan lägga tillbaka det som inte får visas."),
        (_WARNING, "borttaget-inte-klart", "Borttagningen är inte klar", "Texten finns kvar i minnet av det publicerade och i äldre utgåvor."),
        (_STRUCTURAL, "minne-skadat", "Minnet av det publicerade är skadat", "Utan det vet portalen inte vilka adresser som ska svara."),
        (_STRUCTURAL, "minne-andrat", "Minnet av det publicerade är ändrat för hand", "Det som är borta ur minnet vaktas inte längre, och kan kungöras en gång till."),
        (_WARNING, "minne-avbrutet", "Sista raden i minnet är avbruten", "En publicering avbröts mitt i en rad; allt före den är helt."),
    ),
    RuleGroup.REPORT: (
        (_WARNING, "onodig-acceptans", "Varningen som accepteras finns inte", "Listan över accepterade varningar ska vara sann."),
        (_WARNING, "fel-accepteras-inte", "Fel kan inte accepteras", "Bara varningar kan vara i sin ordning."),
    ),
}
# fmt: on

CATALOGUE: Mapping[str, CatalogueEntry] = {
    code: CatalogueEntry(code=code, group=group, severity=severity, title=title, why=why, structural=structural)
    for group, rows in _TABLE.items()
    for (severity, structural), code, title, why in rows
}
_CAUSES = ("sida-forsvinner", "skrivet-over", "andrat-utan-handelse")


def cause_rank(code: str) -> int:
    """Lower for what is the cause of other problems: a file that can't be read, then one that is gone, then a lost link."""
    group = CATALOGUE[code].group
    return 0 if group is RuleGroup.READING else 1 if code in _CAUSES else 2 if group is RuleGroup.LINKS else 3
