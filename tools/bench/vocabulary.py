"""The words of the made-up country: themes, what is promised in them, and names that no place has.

Everything is invented. It reads like the real content in kind and length, so that a build of it costs what a
build of real records would.
"""

from dataclasses import KW_ONLY, dataclass

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
    _: KW_ONLY
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
    _: KW_ONLY
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
        aim="säkrare trafik",
        problems=("Bilar kör för fort förbi skolan.", "Mopeder och elsparkcyklar körs på gångbanorna.",
         "Många kör mot rött vid infarten."),
        causes=("Gatan är rak och saknar farthinder.", "Genomfartstrafiken väljer bostadsgatorna."),
        trends=("Oförändrat sedan förra lägesbilden.", "Klagomålen har blivit fler."),
        actions=(ActionIdea("trafikkontroller", "Trafikkontroller på platser som invånarna har pekat ut", _P,
                    unit="kontroller", low=2, high=9, per="månad"),
         ActionIdea("hastighetstavlor", "Sätta upp tavlor som visar hur fort bilarna kör", _K, unit="tavlor", low=2, high=8),
         ActionIdea("skolvagar", "Gå igenom skolvägarna tillsammans med skolorna", _BOTH)),
        effect_goal="Färre ska köra för fort vid skolorna.",
        effects=("Medelhastigheten vid skolan sjönk från 41 till 36 km/tim.", "Antalet klagomål är detsamma som året före."),
    ),
    ThemeIdea(
        "narkotika", "Narkotika", "Löften om att minska försäljning och bruk av narkotika.",
        aim="mindre öppen försäljning av narkotika",
        problems=("Narkotika säljs öppet på kvällarna.", "Unga får erbjudanden om narkotika på väg hem från skolan."),
        causes=("Platsen är undanskymd och har många utgångar.", "Försäljningen har flyttat hit från andra platser."),
        trends=("Något bättre än året före.", "Oförändrat sedan förra lägesbilden."),
        actions=(ActionIdea("insatser-narkotika", "Riktade insatser mot öppen försäljning", _P, unit="insatser", low=1, high=6, per="månad"),
         ActionIdea("foraldramoten", "Föräldramöten om narkotika i årskurs 8", _BOTH, unit="möten", low=4, high=14),
         ActionIdea("tidiga-samtal", "Tidiga samtal med unga som prövar narkotika", _K)),
        effect_goal="Färre unga ska bli erbjudna narkotika.",
        effects=("Färre elever uppger i enkäten att de har blivit erbjudna narkotika.", "Någon förändring går inte att se än."),
    ),
    ThemeIdea(
        "unga", "Unga", "Löften om barns och ungas uppväxt och trygghet.", aim="en tryggare fritid för unga",
        problems=("Unga saknar någonstans att vara på kvällarna.", "Det bråkas utanför fritidsgården på fredagarna."),
        causes=("Fritidsgården stänger tidigt.", "Få vuxna rör sig på platsen."),
        trends=("Fler unga samlas ute än förut.", "Oförändrat sedan förra lägesbilden."),
        actions=(ActionIdea("falt", "Fältarbete på fredags- och lördagskvällar", _K, unit="kvällar", low=20, high=45),
         ActionIdea("skolbesok", "Områdespolis besöker skolorna", _P, unit="besök", low=2, high=8, per="månad"),
         ActionIdea("oppethallande", "Längre öppet på fritidsgården under loven", _K,
                    goal="öppet till klockan 22 alla lovkvällar")),
        effect_goal="Fler unga ska känna sig trygga på fritiden.",
        effects=("Fler besökte fritidsgården än året före.", "Bråken utanför fritidsgården har blivit färre."),
    ),
    ThemeIdea(
        "offentlig-miljo", "Offentlig miljö", "Löften om platser ute som upplevs som otrygga.", aim="tryggare platser ute",
        problems=("Parken upplevs som otrygg efter mörkrets inbrott.", "Buskarna skymmer gångvägen mellan husen."),
        causes=("Sikten är dålig och få rör sig på platsen.", "Skötseln är delad mellan flera ägare."),
        trends=("Fler nämner platsen i enkäten.", "Något bättre än året före."),
        actions=(ActionIdea("rojning", "Röja buskar och träd längs gångvägarna", _K, unit="gångvägar", low=3, high=12),
         ActionIdea("klottersanering", "Ta bort klotter inom två dygn", _K, unit="procent", low=80, high=95),
         ActionIdea("platssamverkan", "Träffas på platsen och komma överens om skötseln", _BOTH)),
        effect_goal="Fler ska kunna gå genom parken på kvällen.",
        effects=("Fler uppger i enkäten att de går genom parken på kvällen.", "Upplevelsen av platsen har inte ändrats."),
    ),
    ThemeIdea(
        "belysning", "Belysning", "Löften om ljus på gator, gångvägar och i tunnlar.", aim="bättre belysning",
        problems=("Gångtunnlarna är mörka.", "Lampor som går sönder lagas sent."),
        causes=("Ledningarna är gamla.", "Felen anmäls sällan."),
        trends=("Oförändrat sedan förra lägesbilden.", "Fler fel har anmälts."),
        actions=(ActionIdea("gangtunnlar", "Kontrollera gångtunnlarna och laga det som är trasigt", _K, unit="gånger", low=2, high=6),
         ActionIdea("nya-lampor", "Byta till starkare lampor", _K, unit="lampor", low=20, high=160),
         ActionIdea("anmal-fel", "Berätta för invånarna hur de anmäler trasiga lampor", _K)),
        effect_goal="Färre ska undvika gångtunnlarna.",
        effects=("Färre undviker gångtunnlarna, enligt enkäten.", "Felen lagas i dag på tre dagar mot tidigare nio."),
    ),
    ThemeIdea(
        "polisnarvaro", "Polisnärvaro", "Löften om att polisen ska synas och gå att tala med.", aim="synligare polis",
        problems=("Invånarna ser sällan polisen.", "Det är svårt att veta vem man kan vända sig till."),
        causes=("Avstånden är långa.", "Patrullerna är ofta upptagna på annat håll."),
        trends=("Fler efterfrågar polis i enkäten.", "Oförändrat sedan förra lägesbilden."),
        actions=(ActionIdea("fotpatrull", "Polisen går till fots i centrum", _P, unit="pass", low=1, high=5, per="vecka"),
         ActionIdea("mobilt-kontor", "Mobilt poliskontor på torget", _P, unit="tillfällen", low=4, high=24),
         ActionIdea("medborgarkontor", "Kommunen lånar ut en lokal där polisen tar emot besök", _K)),
        effect_goal="Fler ska tycka att polisen är närvarande.",
        effects=("Fler svarar att de har sett polisen under veckan.", "Andelen som tycker att polisen syns är oförändrad."),
    ),
    ThemeIdea(
        "grannsamverkan", "Grannsamverkan", "Löften om grannar som tillsammans förebygger brott.",
        aim="levande grannsamverkan",
        problems=("Inbrotten i villor och källare har ökat.", "Många grannar känner inte varandra."),
        causes=("Få områden har grannsamverkan.", "Kontaktpersoner har flyttat utan att någon har tagit över."),
        trends=("Inbrotten är fler än året före.", "Oförändrat sedan förra lägesbilden."),
        actions=(ActionIdea("grannsamverkan", "Starta nya områden med grannsamverkan", _BOTH, unit="områden", low=2, high=14),
         ActionIdea("kontaktombud", "Träffar för kontaktombud", _P, unit="träffar", low=2, high=6),
         ActionIdea("marksatser", "Dela ut satser för att märka cyklar och båtmotorer", _K, unit="satser", low=40, high=250)),
        effect_goal="Inbrotten ska bli färre.",
        effects=("Anmälda inbrott sjönk från 38 till 29.", "Antalet inbrott är ungefär detsamma."),
    ),
    ThemeIdea(
        "trygghetsvandringar", "Trygghetsvandringar", "Löften om vandringar där invånare pekar ut otrygga platser.",
        aim="fler trygghetsvandringar",
        problems=("Invånarnas iakttagelser når inte fram.", "Samma platser nämns år efter år."),
        causes=("Det saknas en plats där invånarna kan säga sitt.", "Förslag från tidigare vandringar blev liggande."),
        trends=("Färre deltar än förut.", "Fler deltar än förut."),
        actions=(ActionIdea("vandringar", "Trygghetsvandringar med invånarna", _BOTH, unit="vandringar", low=1, high=6),
         ActionIdea("nattvandring", "Stödja föreningar som nattvandrar", _K, unit="kvällar", low=10, high=40),
         ActionIdea("aterkoppling", "Berätta vad vandringarna ledde till", _K, goal="inom två månader")),
        effect_goal="Fler ska känna att deras synpunkter spelar roll.",
        effects=("Var tredje brist från vandringarna är åtgärdad.", "Fler deltog än året före."),
    ),
    ThemeIdea(
        "stolder-och-inbrott", "Stölder och inbrott", "Löften om att förebygga stölder och inbrott.",
        aim="färre stölder och inbrott",
        problems=("Cyklar stjäls vid stationen.", "Förråd och källare bryts upp."),
        causes=("Cykelställen går inte att låsa fast cyklar i.", "Dörrarna är gamla och låsen svaga."),
        trends=("Stölderna är fler än året före.", "Något bättre än året före."),
        actions=(ActionIdea("cykelstall", "Byta till cykelställ där ramen kan låsas fast", _K, unit="platser", low=20, high=120),
         ActionIdea("bostadsbesok", "Råd om lås och belysning i bostäder", _P, unit="besök", low=5, high=60),
         ActionIdea("godsmottagning", "Kontroller av handel med begagnat", _P, unit="kontroller", low=2, high=10)),
        effect_goal="Färre cyklar ska bli stulna.",
        effects=("Anmälda cykelstölder sjönk från 112 till 87.", "Antalet stölder är ungefär detsamma."),
    ),
    ThemeIdea(
        "vald-i-nara-relationer", "Våld i nära relationer", "Löften om skydd och stöd vid våld i nära relationer.",
        aim="bättre stöd vid våld i hemmet",
        problems=("Få som utsätts söker hjälp.", "Ärenden blir liggande mellan myndigheterna."),
        causes=("Det är svårt att hitta rätt stöd.", "Rutinerna skiljer sig åt mellan parterna."),
        trends=("Fler söker stöd än förut.", "Oförändrat sedan förra lägesbilden."),
        actions=(ActionIdea("utbildning-vald", "Utbilda personal i att fråga om våld", _K, unit="utbildningar", low=2, high=8),
         ActionIdea("gemensam-rutin", "Ta fram en gemensam rutin för skyddsarbetet", _BOTH),
         ActionIdea("informationsblad", "Informera om stödet på flera språk", _K, unit="språk", low=4, high=9)),
        effect_goal="Fler ska söka stöd tidigt.",
        effects=("Fler har sökt stöd hos kommunen än året före.", "Någon förändring går inte att se än."),
    ),
    ThemeIdea(
        "krogmiljo", "Krogmiljö", "Löften om restauranger, servering och kvällar ute.", aim="lugnare krogkvällar",
        problems=("Det bråkas vid krogarna när de stänger.", "Serveringen till berusade är för generös."),
        causes=("Alla krogar stänger samtidigt.", "Personalen byts ofta."),
        trends=("Oförändrat sedan förra lägesbilden.", "Något bättre än året före."),
        actions=(ActionIdea("krogtillsyn", "Samordnad tillsyn av krogar", _BOTH, unit="tillfällen", low=4, high=16),
         ActionIdea("serveringsutbildning", "Utbildning i ansvarsfull servering", _K, unit="utbildningar", low=1, high=4),
         ActionIdea("stangningsdags", "Synlig polis när krogarna stänger", _P, unit="nätter", low=10, high=40)),
        effect_goal="Misshandel utomhus på helgnätter ska minska.",
        effects=("Anmälda misshandelsbrott på helgnätter sjönk från 31 till 24.", "Antalet anmälningar är oförändrat."),
    ),
    ThemeIdea(
        "skola", "Skola", "Löften om trygghet i skolan och på vägen dit.", aim="tryggare skolor",
        problems=("Elever skolkar och samlas i centrum.", "Det förstörs saker på skolgården på helgerna."),
        causes=("Frånvaron upptäcks sent.", "Skolgården är mörk och avskild."),
        trends=("Frånvaron har ökat.", "Oförändrat sedan förra lägesbilden."),
        actions=(ActionIdea("narvaroteam", "Ta kontakt med hemmet redan vid kort frånvaro", _K),
         ActionIdea("skolgardsronder", "Ronder på skolgårdarna på helger", _P, unit="ronder", low=1, high=4, per="vecka"),
         ActionIdea("lektioner", "Lektioner om lag och rätt i årskurs 7", _P, unit="lektioner", low=4, high=20)),
        effect_goal="Fler elever ska trivas i skolan.",
        effects=("Skadegörelsen på skolgårdarna kostade mindre än året före.", "Frånvaron är oförändrad."),
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
