"""A small made-up site of two municipalities, and the environment that commands run in when they build it."""

import os

from support.sites import DAY, ROOT

ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT / "plugins"), "DATE": DAY.isoformat()}

PROVSTAD = {
    "amnen/trafik.md": "---\ntitel: Trafik\nkort: Säkrare trafik.\n---\n",
    "kommuner/ale/kommun.md": "---\nkort: Påhittade uppgifter för prov.\n---\n",
    "kommuner/ale/overenskommelser/2019-2020.md": (
        "---\ntitel: Påhittad överenskommelse 2019–2020\nkort: Ett prov.\nparter: [polisen, kommunen]\nperiod: 2019/2020\n---\n"
    ),
    "kommuner/ale/loften/2019.md": (
        "---\ntitel: Påhittat löfte om trafiken 2019\nkort: Ett prov.\növerenskommelse: 2019-2020\nämnen: trafik\nperiod: 2019\n"
        "åtgärder:\n  - id: kontroller\n    vad: Kontroller\n    ansvarig: polisen\n    mål:\n      minst: 8\n      enhet: kontroller\n"
        "uppföljning:\n  senast: 2020-03-31\n---\nLöftet hör till [den påhittade överenskommelsen](../overenskommelser/2019-2020.md).\n"
    ),
    "kommuner/ale/uppfoljningar/2019.md": (
        "---\ntitel: Så gick det med det påhittade löftet\nlöfte: 2019\ndatum: 2020-02-01\navser: 2019\ntyp: slutlig\nav: [polisen, kommunen]\n"
        "bedömning: uppfyllt\nutfall:\n  - åtgärd: kontroller\n    antal: 9\nbelägg: https://ale.example/a\n---\n"
    ),
    "kommuner/alingsas/loften/2021.md": (
        "---\ntitel: Påhittat löfte i grannen 2021\nkort: Ett prov.\növerenskommelse: okänd\nparter: polisen\nperiod: 2021\n---\n"
    ),
}  # fmt: skip
