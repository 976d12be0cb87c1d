"""A made-up portal with every kind of event that a feed can tell of."""

from datetime import date

DAY = date(2022, 1, 10)
FILES = {
    "kommuner/provby/kommun.md": "kort: Påhittad kommun.",
    "kommuner/provby/omraden/torget.md": "titel: Torget",
    "kommuner/provala/kommun.md": "kort: Påhittad kommun.",
    "polisen/lpo-prov.md": """\
        titel: Lokalpolisområde Prov
        kommuner:
          - kommun: provby
            till: 2019
          - provala
        """,
    "polisen/lpo-nya-prov.md": """\
        titel: Lokalpolisområde Nya Prov
        kommuner:
          - kommun: provby
            från: 2020
        """,
    "aktorer/provbostader.md": "titel: Provbostäder",
    "aktorer/provbladet.md": "titel: Provbladet\ntyp: tidning",
    "amnen/trafik.md": "titel: Trafik\nkort: Säkrare trafik.",
    "amnen/belysning.md": "titel: Belysning\nkort: Ljusare gator.",
    "nyheter/ny-portal.md": "titel: Portalen har öppnat\ndatum: 2021-06-01\nkort: Nu finns den.\nkommuner: [provala]",
    "kommuner/provby/loften/2019.md": """\
        titel: Tryggare torg
        överenskommelse: okänd
        parter: [polisen, kommunen, provbostader]
        period: 2019
        undertecknat: 2018-12-12
        publicerat: 2019-02
        ämnen: [trafik]
        områden: [torget]
        uppföljning:
          senast: 2020-03-31
        åtgärder:
          - id: kontroller
            vad: Trafikkontroller vid skolan
            ansvarig: polisen
            ämne: trafik
            mål:
              minst: 8
              enhet: kontroller
          - id: lampor
            vad: Se över belysningen
            ansvarig: kommunen
            ämne: belysning
        """,
    "kommuner/provby/loften/odaterat.md": "titel: Odaterat\növerenskommelse: okänd\nparter: polisen\nperiod: okänd",
    "kommuner/provby/uppfoljningar/2019.md": """\
        titel: Så gick det 2019
        löfte: 2019
        datum: 2020-02-28
        avser: 2019
        typ: slutlig
        av: [polisen, kommunen, provbladet]
        bedömning: delvis uppfyllt
        utfall:
          - åtgärd: kontroller
            antal: 9
          - åtgärd: lampor
            gjort: delvis
            kommentar: Två av tre gångtunnlar är klara
            orsak: Upphandlingen överklagades.
        effekt: Färre kör för fort.
        nästa steg: Gångtunnlarna tas med i nästa lägesbild.
        belägg: https://provstad.example/uppfoljning
        """,
    "kommuner/provby/loften/2020.md": """\
        titel: Tryggare torg igen
        överenskommelse: okänd
        parter: [polisen, kommunen]
        kommuner: [provala]
        period: 2020
        publicerat: 2020-02-01
        efterträder: 2019
        uppföljning:
          senast: 2021-03-31
        """,
}
