"""Rebuild sql/seeds/countries.csv from pycountry (codes) and Babel (usual English names).

Run it when ISO 3166 changes: python bench/build_vocabulary_countries.py
"""

from __future__ import annotations

import csv
from pathlib import Path

import pycountry
from babel import Locale

TARGET = Path(__file__).parent.parent / "sql" / "seeds" / "countries.csv"
# The usual name in English news where Babel's map label is another one.
USUAL = {
    "HKG": "Hong Kong",
    "MAC": "Macau",
    "MMR": "Myanmar",
    "PSE": "Palestine",
    "COD": "DR Congo",
    "COG": "Republic of the Congo",
    "TUR": "Turkey",
    "CZE": "Czechia",
    "CIV": "Ivory Coast",
    "FLK": "Falkland Islands",
    "BIH": "Bosnia and Herzegovina",
    "TTO": "Trinidad and Tobago",
    "ATG": "Antigua and Barbuda",
    "KNA": "Saint Kitts and Nevis",
    "LCA": "Saint Lucia",
    "VCT": "Saint Vincent and the Grenadines",
    "STP": "Sao Tome and Principe",
}
# Not in ISO 3166-1 but needed: the contract's code for the European Union and the user-assigned one for Kosovo.
BEYOND_ISO = [("EUU", "EU", "European Union"), ("XKX", "XK", "Kosovo")]


def rows() -> list[tuple[str, str, str, str]]:
    """(iso3, iso2, name, wikidata) in the order of iso3; wikidata empty where nobody has checked it."""
    names = Locale("en").territories
    listed = [(c.alpha_3, c.alpha_2, USUAL.get(c.alpha_3, names[c.alpha_2])) for c in pycountry.countries]
    return [(*row, "") for row in sorted(listed + BEYOND_ISO)]


if __name__ == "__main__":
    with TARGET.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["iso3", "iso2", "name", "wikidata"])
        writer.writerows(rows())
