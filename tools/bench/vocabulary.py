"""The words of the made-up country: themes, what is promised in them, and names that no place has.

Everything is invented. It reads like the real content in kind and length, so that a build of it costs what a
build of real records would.
"""

from dataclasses import dataclass

PREFIXES = ("Prov", "Påhitts", "Exempel", "Sago", "Låtsas", "Fantasi")
SUFFIXES = (
    "backen", "dalen", "torget", "höjden", "parken", "gärdet", "hagen", "stranden", "ängen", "lunden", "kullen", "byn",
)  # fmt: skip
DIRECTIONS = ("", "Norra ", "Södra ", "Östra ", "Västra ", "Inre ", "Yttre ")


@dataclass(frozen=True, slots=True)
class ActionIdea:
    """Something to promise. With `unit` it is counted, `low`–`high` of them, in all or per `per`."""

    id: str
    what: str
    responsible: tuple[str, ...]
    unit: str = ""
    low: int = 0
    high: int = 0
    per: str = ""
    goal: str = ""


@dataclass(frozen=True, slots=True)
class ThemeIdea:
    """A theme with what can be said about it. `aim` stands in titles."""

    slug: str
    title: str
    summary: str
    aim: str
    problems: tuple[str, ...]
    causes: tuple[str, ...]
    trends: tuple[str, ...]
    actions: tuple[ActionIdea, ...]
    effect_goal: str
    effects: tuple[str, ...]


_P, _K = ("polisen",), ("kommunen",)
_BOTH = ("polisen", "kommunen")

THEMES = (
    ThemeIdea(
        "trafik", "Trafik", "Löften om säkrare trafik, till exempel trafikkontroller och lägre farter.",
        "säkrare trafik",
        ("Bilar kör för fort förbi skolan.", "Mopeder och elsparkcyklar körs på gångbanorna.",
         "Många kör mot rött vid infarten."),
        ("Gatan är rak och saknar farthinder.", "Genomfartstrafiken väljer bostadsgatorna."),
        ("Oförändrat sedan förra lägesbilden.", "Klagomålen har blivit fler."),
        (ActionIdea("trafikkontroller", "Trafikkontroller på platser som invånarna har pekat ut", _P,
                    "kontroller", 2, 9, "månad"),
         ActionIdea("hastighetstavlor", "Sätta upp tavlor som visar hur fort bilarna kör", _K, "tavlor", 2, 8),
         ActionIdea("skolvagar", "Gå igenom skolvägarna tillsammans med skolorna", _BOTH)),
        "Färre ska köra för fort vid skolorna.",
        ("Medelhastigheten vid skolan sjönk från 41 till 36 km/tim.", "Antalet klagomål är detsamma som året före."),
    ),
    ThemeIdea(
        "narkotika", "Narkotika", "Löften om att minska försäljning och bruk av narkotika.",
        "mindre öppen försäljning av narkotika",
        ("Narkotika säljs öppet på kvällarna.", "Unga får erbjudanden om narkotika på väg hem från skolan."),
        ("Platsen är undanskymd och har många utgångar.", "Försäljningen har flyttat hit från andra platser."),
        ("Något bättre än året före.", "Oförändrat sedan förra lägesbilden."),
        (ActionIdea("insatser-narkotika", "Riktade insatser mot öppen försäljning", _P, "insatser", 1, 6, "månad"),
         ActionIdea("foraldramoten", "Föräldramöten om narkotika i årskurs 8", _BOTH, "möten", 4, 14),
         ActionIdea("tidiga-samtal", "Tidiga samtal med unga som prövar narkotika", _K)),
        "Färre unga ska bli erbjudna narkotika.",
        ("Färre elever uppger i enkäten att de har blivit erbjudna narkotika.", "Någon förändring går inte att se än."),
    ),
    ThemeIdea(
        "unga", "Unga", "Löften om barns och ungas uppväxt och trygghet.", "en tryggare fritid för unga",
        ("Unga saknar någonstans att vara på kvällarna.", "Det bråkas utanför fritidsgården på fredagarna."),
        ("Fritidsgården stänger tidigt.", "Få vuxna rör sig på platsen."),
        ("Fler unga samlas ute än förut.", "Oförändrat sedan förra lägesbilden."),
        (ActionIdea("falt", "Fältarbete på fredags- och lördagskvällar", _K, "kvällar", 20, 45),
         ActionIdea("skolbesok", "Områdespolis besöker skolorna", _P, "besök", 2, 8, "månad"),
         ActionIdea("oppethallande", "Längre öppet på fritidsgården under loven", _K,
                    goal="öppet till klockan 22 alla lovkvällar")),
        "Fler unga ska känna sig trygga på fritiden.",
        ("Fler besökte fritidsgården än året före.", "Bråken utanför fritidsgården har blivit färre."),
    ),
    ThemeIdea(
        "offentlig-miljo", "Offentlig miljö", "Löften om platser ute som upplevs som otrygga.", "tryggare platser ute",
        ("Parken upplevs som otrygg efter mörkrets inbrott.", "Buskarna skymmer gångvägen mellan husen."),
        ("Sikten är dålig och få rör sig på platsen.", "Skötseln är delad mellan flera ägare."),
        ("Fler nämner platsen i enkäten.", "Något bättre än året före."),
        (ActionIdea("rojning", "Röja buskar och träd längs gångvägarna", _K, "gångvägar", 3, 12),
         ActionIdea("klottersanering", "Ta bort klotter inom två dygn", _K, "procent", 80, 95),
         ActionIdea("platssamverkan", "Träffas på platsen och komma överens om skötseln", _BOTH)),
        "Fler ska kunna gå genom parken på kvällen.",
        ("Fler uppger i enkäten att de går genom parken på kvällen.", "Upplevelsen av platsen har inte ändrats."),
    ),
    ThemeIdea(
        "belysning", "Belysning", "Löften om ljus på gator, gångvägar och i tunnlar.", "bättre belysning",
        ("Gångtunnlarna är mörka.", "Lampor som går sönder lagas sent."),
        ("Ledningarna är gamla.", "Felen anmäls sällan."),
        ("Oförändrat sedan förra lägesbilden.", "Fler fel har anmälts."),
        (ActionIdea("gangtunnlar", "Kontrollera gångtunnlarna och laga det som är trasigt", _K, "gånger", 2, 6),
         ActionIdea("nya-lampor", "Byta till starkare lampor", _K, "lampor", 20, 160),
         ActionIdea("anmal-fel", "Berätta för invånarna hur de anmäler trasiga lampor", _K)),
        "Färre ska undvika gångtunnlarna.",
        ("Färre undviker gångtunnlarna, enligt enkäten.", "Felen lagas i dag på tre dagar mot tidigare nio."),
    ),
    ThemeIdea(
        "polisnarvaro", "Polisnärvaro", "Löften om att polisen ska synas och gå att tala med.", "synligare polis",
        ("Invånarna ser sällan polisen.", "Det är svårt att veta vem man kan vända sig till."),
        ("Avstånden är långa.", "Patrullerna är ofta upptagna på annat håll."),
        ("Fler efterfrågar polis i enkäten.", "Oförändrat sedan förra lägesbilden."),
        (ActionIdea("fotpatrull", "Polisen går till fots i centrum", _P, "pass", 1, 5, "vecka"),
         ActionIdea("mobilt-kontor", "Mobilt poliskontor på torget", _P, "tillfällen", 4, 24),
         ActionIdea("medborgarkontor", "Kommunen lånar ut en lokal där polisen tar emot besök", _K)),
        "Fler ska tycka att polisen är närvarande.",
        ("Fler svarar att de har sett polisen under veckan.", "Andelen som tycker att polisen syns är oförändrad."),
    ),
    ThemeIdea(
        "grannsamverkan", "Grannsamverkan", "Löften om grannar som tillsammans förebygger brott.",
        "levande grannsamverkan",
        ("Inbrotten i villor och källare har ökat.", "Många grannar känner inte varandra."),
        ("Få områden har grannsamverkan.", "Kontaktpersoner har flyttat utan att någon har tagit över."),
        ("Inbrotten är fler än året före.", "Oförändrat sedan förra lägesbilden."),
        (ActionIdea("grannsamverkan", "Starta nya områden med grannsamverkan", _BOTH, "områden", 2, 14),
         ActionIdea("kontaktombud", "Träffar för kontaktombud", _P, "träffar", 2, 6),
         ActionIdea("marksatser", "Dela ut satser för att märka cyklar och båtmotorer", _K, "satser", 40, 250)),
        "Inbrotten ska bli färre.",
        ("Anmälda inbrott sjönk från 38 till 29.", "Antalet inbrott är ungefär detsamma."),
    ),
    ThemeIdea(
        "trygghetsvandringar", "Trygghetsvandringar", "Löften om vandringar där invånare pekar ut otrygga platser.",
        "fler trygghetsvandringar",
        ("Invånarnas iakttagelser når inte fram.", "Samma platser nämns år efter år."),
        ("Det saknas en plats där invånarna kan säga sitt.", "Förslag från tidigare vandringar blev liggande."),
        ("Färre deltar än förut.", "Fler deltar än förut."),
        (ActionIdea("vandringar", "Trygghetsvandringar med invånarna", _BOTH, "vandringar", 1, 6),
         ActionIdea("nattvandring", "Stödja föreningar som nattvandrar", _K, "kvällar", 10, 40),
         ActionIdea("aterkoppling", "Berätta vad vandringarna ledde till", _K, goal="inom två månader")),
        "Fler ska känna att deras synpunkter spelar roll.",
        ("Var tredje brist från vandringarna är åtgärdad.", "Fler deltog än året före."),
    ),
    ThemeIdea(
        "stolder-och-inbrott", "Stölder och inbrott", "Löften om att förebygga stölder och inbrott.",
        "färre stölder och inbrott",
        ("Cyklar stjäls vid stationen.", "Förråd och källare bryts upp."),
        ("Cykelställen går inte att låsa fast cyklar i.", "Dörrarna är gamla och låsen svaga."),
        ("Stölderna är fler än året före.", "Något bättre än året före."),
        (ActionIdea("cykelstall", "Byta till cykelställ där ramen kan låsas fast", _K, "platser", 20, 120),
         ActionIdea("bostadsbesok", "Råd om lås och belysning i bostäder", _P, "besök", 5, 60),
         ActionIdea("godsmottagning", "Kontroller av handel med begagnat", _P, "kontroller", 2, 10)),
        "Färre cyklar ska bli stulna.",
        ("Anmälda cykelstölder sjönk från 112 till 87.", "Antalet stölder är ungefär detsamma."),
    ),
    ThemeIdea(
        "vald-i-nara-relationer", "Våld i nära relationer", "Löften om skydd och stöd vid våld i nära relationer.",
        "bättre stöd vid våld i hemmet",
        ("Få som utsätts söker hjälp.", "Ärenden blir liggande mellan myndigheterna."),
        ("Det är svårt att hitta rätt stöd.", "Rutinerna skiljer sig åt mellan parterna."),
        ("Fler söker stöd än förut.", "Oförändrat sedan förra lägesbilden."),
        (ActionIdea("utbildning-vald", "Utbilda personal i att fråga om våld", _K, "utbildningar", 2, 8),
         ActionIdea("gemensam-rutin", "Ta fram en gemensam rutin för skyddsarbetet", _BOTH),
         ActionIdea("informationsblad", "Informera om stödet på flera språk", _K, "språk", 4, 9)),
        "Fler ska söka stöd tidigt.",
        ("Fler har sökt stöd hos kommunen än året före.", "Någon förändring går inte att se än."),
    ),
    ThemeIdea(
        "krogmiljo", "Krogmiljö", "Löften om restauranger, servering och kvällar ute.", "lugnare krogkvällar",
        ("Det bråkas vid krogarna när de stänger.", "Serveringen till berusade är för generös."),
        ("Alla krogar stänger samtidigt.", "Personalen byts ofta."),
        ("Oförändrat sedan förra lägesbilden.", "Något bättre än året före."),
        (ActionIdea("krogtillsyn", "Samordnad tillsyn av krogar", _BOTH, "tillfällen", 4, 16),
         ActionIdea("serveringsutbildning", "Utbildning i ansvarsfull servering", _K, "utbildningar", 1, 4),
         ActionIdea("stangningsdags", "Synlig polis när krogarna stänger", _P, "nätter", 10, 40)),
        "Misshandel utomhus på helgnätter ska minska.",
        ("Anmälda misshandelsbrott på helgnätter sjönk från 31 till 24.", "Antalet anmälningar är oförändrat."),
    ),
    ThemeIdea(
        "skola", "Skola", "Löften om trygghet i skolan och på vägen dit.", "tryggare skolor",
        ("Elever skolkar och samlas i centrum.", "Det förstörs saker på skolgården på helgerna."),
        ("Frånvaron upptäcks sent.", "Skolgården är mörk och avskild."),
        ("Frånvaron har ökat.", "Oförändrat sedan förra lägesbilden."),
        (ActionIdea("narvaroteam", "Ta kontakt med hemmet redan vid kort frånvaro", _K),
         ActionIdea("skolgardsronder", "Ronder på skolgårdarna på helger", _P, "ronder", 1, 4, "vecka"),
         ActionIdea("lektioner", "Lektioner om lag och rätt i årskurs 7", _P, "lektioner", 4, 20)),
        "Fler elever ska trivas i skolan.",
        ("Skadegörelsen på skolgårdarna kostade mindre än året före.", "Frånvaron är oförändrad."),
    ),
)  # fmt: skip

DIALOGUES = (
    "Enkät till 900 invånare och två möten med medarbetare.",
    "Dialog på torget under två eftermiddagar och en webbenkät.",
    "Samtal med elevråd, pensionärsråd och föreningar.",
    "Synpunkter från vårens trygghetsvandring och från polisens områdesgrupp.",
)
BACKGROUND = (
    "Löftet bygger på den gemensamma lägesbilden och på vad invånarna har svarat i enkäten.",
    "Platsen har funnits med i flera lägesbilder, och parterna har enats om att börja med den.",
    "Parterna har valt få åtgärder, så att de som lovas också hinner bli gjorda.",
    "Flera av åtgärderna fortsätter från året före, medan andra är nya.",
    "Föreningar och fastighetsägare har varit med i samtalen men är inte parter.",
)
WORKING = (
    "Arbetet leds av en grupp där kommunens trygghetssamordnare och polisens områdesansvariga ingår. "
    "Gruppen träffas en gång i månaden och stämmer av vad som är gjort.",
    "Polisen svarar för kontroller och närvaro, kommunen för miljön på platsen. "
    "Det som inte blir av ska förklaras i uppföljningen.",
    "Resultatet redovisas på kommunens och polisens webbplatser. Synpunkter tas emot under hela tiden.",
)
INTERIM = (
    "Arbetet följer planen i stort. Några åtgärder har kommit i gång senare än det var tänkt.",
    "Det mesta är påbörjat. Kontrollerna fortsätter under resten av tiden.",
    "Halvvägs är en del gjort och en del återstår. Parterna ser ingen anledning att ändra löftet.",
)
FINAL = (
    "Parterna har gått igenom åtgärderna en för en. Det som inte blev av förklaras vid åtgärden.",
    "Sammanställningen bygger på parternas egna anteckningar. Siffrorna gäller hela tiden som löftet avsåg.",
    "Redovisningen har gåtts igenom av båda parter. Erfarenheterna tas med i nästa lägesbild.",
)
REPORTED = (
    "Tidningen har talat med parterna och med boende. Bilden är blandad, men de flesta har märkt att något händer.",
    "Enligt tidningen är invånarna nöjda med insatserna men vill se fler på kvällarna.",
)
CAUSES_OF_DELAY = (
    "Upphandlingen överklagades.", "Personal saknades under våren.", "Tillståndet dröjde.",
)  # fmt: skip
NEXT_STEPS = (
    "Det som inte blev klart tas med i nästa lägesbild.",
    "Åtgärderna fortsätter i nästa års löfte.",
    "Parterna träffas i vår och väljer nästa områden.",
)
REMARKS = (
    "De flesta är gjorda under hösten.",
    "Platserna valdes efter invånarnas synpunkter.",
    "Siffran omfattar både planerade och extra tillfällen.",
)
