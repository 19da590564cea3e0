#!/usr/bin/env python3
"""Writes the generated tables of data/world from open source files.

Usage: scripts/import_world.py FOLDER [data/world]

FOLDER holds copies of the sources that data/SOURCES.toml names:
  officeholders_wikidata_2000_2023.tsv   jurisdiction position person wikidata_id start end snapshot
  leaders_factbook_1990_2025.tsv         country name segment title person since first last
  world_leaders_wikidata_2026-05-13.tsv  iso2 iso3 country qid person qid role
  geonames_cities15000.tsv, geonames_admin1.tsv, geonames_countryinfo.tsv

Written: people.tsv, offices.tsv, tenures.tsv, places.tsv. Hand-written rows live in files whose stem
ends with `_by_hand`; this script only reads those (to give people the same ids) and never writes them.
The output is sorted and depends on nothing but the input.
"""

import csv
import json
import pathlib
import re
import sys
import unicodedata
from collections import defaultdict

FOLDER = pathlib.Path(sys.argv[1])
OUT = pathlib.Path(sys.argv[2] if len(sys.argv) > 2 else "data/world")
# Days by which the source may be wrong about a change of holders.
HANDOVER = 45
MAPS = json.loads((pathlib.Path(__file__).parent / "import_world.json").read_text())


def read(name):
    with open(FOLDER / name, encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def hand(table):
    path = OUT / f"{table}_by_hand.tsv"
    if not path.exists():
        return []
    lines = [line for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]
    head = lines[0].lstrip("# ").split("\t")
    rows = [line.split("\t") for line in lines[1:] if line[0] not in "#!"]
    return [dict(zip(head, row + [""] * len(head))) for row in rows]


def write(table, head, rows):
    text = "# " + "\t".join(head) + "\n"
    text += "".join("\t".join(row) + "\n" for row in sorted(set(rows)))
    (OUT / f"{table}.tsv").write_text(text, encoding="utf-8")
    print(f"{table}: {len(set(rows))}")


def plain(text):
    text = "".join(MAPS["letters"].get(letter, letter) for letter in text)
    text = unicodedata.normalize("NFKD", text)
    text = "".join(letter for letter in text if not unicodedata.combining(letter)).lower()
    return re.sub(r"[^a-z0-9]+", "-", re.sub(r"['’‘ʻʼ.`]", "", text)).strip("-")


def surname_of(name, iso3):
    """The family name of a full name: first in the East, last with its particles elsewhere."""
    name = re.sub(r",? (Jr\.?|Sr\.?|II|III|IV)$", "", name)
    words = name.split()
    if len(words) == 1:
        return name
    first = iso3 in MAPS["family_name_first"] and plain(name) not in MAPS["family_name_last"]
    if first and not re.search(r"[A-Z][a-z]+ [A-Z]\. ", name):
        return words[0]
    start = len(words) - 1
    while start > 1 and words[start - 1].lower().strip("'") in MAPS["particles"]:
        start -= 1
    if iso3 in MAPS["two_surnames"] and len(words) >= 4 and start == len(words) - 1:
        start -= 1
    return " ".join(words[start:])


def states():
    found = {}
    for row in read("geonames_countryinfo.tsv"):
        found[row["iso"]] = row["iso3"]
    found.update(MAPS["iso2"])
    return found


ISO3 = states()


def jurisdiction(repository):
    key = re.sub(r"-(ministers|cabinet|federal-council)$", "", repository)
    return MAPS["jurisdictions"].get(key)


def role_of(position, iso3):
    special = MAPS["positions"].get(iso3, {})
    if position in special:
        return special[position]
    if position in MAPS["hos"]:
        return "hos"
    if position in MAPS["hog"]:
        return "hog"
    if re.fullmatch(MAPS["fm"], position):
        return "fm"
    if re.fullmatch(MAPS["dm"], position):
        return "dm"
    return next((role for role, rule in MAPS["more_roles"].items() if re.fullmatch(rule["pattern"], position)), "")


class People:
    """People by id, with the ids that hand-written rows gave them."""

    def __init__(self):
        self.by_item, self.by_id, self.rows = {}, {}, {}
        for row in hand("people"):
            self.by_id[row["id"]] = row.get("wikidata", "")
            if row.get("wikidata"):
                self.by_item[row["wikidata"]] = row["id"]

    def id_of(self, name, item, iso3, source):
        if item and item in self.by_item:
            return self.by_item[item]
        slug = base = MAPS["same_person"].get(plain(name), plain(name))
        number = 2
        while slug in self.by_id and item and self.by_id[slug] not in ("", item):
            slug, number = f"{base}-{number}", number + 1
        if slug not in self.by_id:
            surname = surname_of(name, iso3)
            bare = re.sub(MAPS["droppable"], "", surname)
            other = bare if bare != surname and len(bare) > 3 else ""
            self.rows[slug] = (slug, name, surname, "", item, other, source)
        self.by_id.setdefault(slug, item)
        if item:
            self.by_item[item] = slug
        return slug


def title(iso3, role, position=""):
    own = MAPS["titles"].get(iso3, {}).get(role)
    return own or MAPS["role_titles"][role]


def confirmed():
    """Heads of state and government on the day of the later snapshot, by state and item."""
    rows = read("world_leaders_wikidata_2026-05-13.tsv")
    return {(row["iso3"], row["person_qid"]) for row in rows}


def wikidata_tenures(people, offices, tenures):
    later = confirmed()
    for row in read("officeholders_wikidata_2000_2023.tsv"):
        iso3 = jurisdiction(row["jurisdiction_repo"])
        role = iso3 and role_of(row["position"].strip(), iso3)
        if not role or not plain(row["person"]) or re.fullmatch(r"Q\d+", row["person"]):
            continue
        name = re.sub(r"\s*\(.*\)$", "", row["person"]).strip()
        person = people.id_of(name, row["wikidata_id"], iso3, "wikidata-officeholders")
        office = f"{iso3.lower()}.{role}"
        shared = MAPS["more_roles"].get(role, {}).get("shared", "")
        offices[office] = (office, iso3, role, title(iso3, role), shared, "wikidata-officeholders")
        acting = "1" if "cting" in row["position"] else ""
        start, end = row["start"], row["end"]
        if end and start and end <= start:
            continue
        as_of = "" if end else row["snapshot_date"]
        if not end and role in ("hos", "hog") and (iso3, row["wikidata_id"]) in later:
            as_of = "2026-05-13"
        tenures.append((person, office, start, end, acting, as_of, "wikidata-officeholders"))


def day_number(text):
    year, month, day = (text.split("-") + ["7", "1"])[:3]
    return int(year) * 365 + int(month) * 30 + int(day)


def territories():
    """Ids of the territories, whose head of state is that of another state."""
    lines = (OUT / "entities.tsv").read_text(encoding="utf-8").split("\n")
    return {line.split("\t")[0] for line in lines if line.split("\t")[1:2] == ["territory"]}


def factbook_heads():
    """(state, role) -> heads in order of their first day: (since, name, surname, acting, last edition)."""
    heads, dependent = defaultdict(dict), territories()
    for row in read("leaders_factbook_1990_2025.tsv"):
        iso3 = ISO3.get(row["country"], "")
        title_of = re.match(MAPS["factbook_titles"][row["role_segment"]], row["person_raw"])
        if iso3 not in MAPS["states"] or not title_of or not row["since"]:
            continue
        words = clean_name(row["person_raw"][title_of.end():])
        upper = [word for word in words if len(word.strip(".")) > 1 and word == word.upper()]
        broken = any(re.fullmatch(r"[a-z]{1,5}", word) and word not in MAPS["particles"] for word in words)
        if not upper or broken or not 1 <= len(words) <= 6 or not all(re.fullmatch(r"[A-Za-z.'’ -]+", word) for word in words):
            continue
        role = "hos" if row["role_segment"] == "head_of_state" else "hog"
        if role == "hos" and iso3 in dependent:
            continue
        start = next(index for index, word in enumerate(words) if word == upper[0])
        cased = [cased_word(word) for word in words]
        family = [word for word in cased[start:start + len(upper)] if not re.fullmatch(r"[IVX]+", word)]
        surname = " ".join(family or cased[:1])
        last = max(row["last_edition"], heads[iso3, role].get(row["since"], ("",) * 5)[4])
        acting = "1" if title_of.group(1) else ""
        heads[iso3, role][row["since"]] = (row["since"], " ".join(cased), surname, acting, last)
    return {key: [found[since] for since in sorted(found)] for key, found in sorted(heads.items())}


def clean_name(text):
    before = None
    while before != text:
        before, text = text, re.sub(MAPS["honours"], "", text.strip())
    return text.replace(",", "").split()


def cased_word(word):
    if word != word.upper() or len(word) < 2 or re.fullmatch(r"[IVX]+", word):
        return word
    word = re.sub(r"[A-Z]+", lambda part: part.group().capitalize(), word)
    word = re.sub(r"(?<=\w\w)'[A-Z]", lambda part: part.group().lower(), word)
    return re.sub(r"^Mc([a-z])", lambda part: "Mc" + part.group(1).upper(), word)


def factbook_tenures(people, offices, tenures, others):
    """Heads of the years and states that nothing else covers."""
    known = defaultdict(list)
    for person, office, start, end, *_ in tenures + others:
        known[office].append((day_number(start or "1900"), day_number(end or "2100"), person))
    for (iso3, role), heads in factbook_heads().items():
        office = f"{iso3.lower()}.{role}"
        for index, (since, name, surname, acting, last) in enumerate(heads):
            end = heads[index + 1][0] if index + 1 < len(heads) else ""
            day = day_number(since)
            near = any(start - 300 <= day < end for start, end, _ in known[office])
            if near or len(since) < 4:
                continue
            later = [start for start, _, _ in known[office] if start > day]
            if later and (not end or min(later) < day_number(end)):
                end = ""
            person = people.id_of(name, "", iso3, "factbook")
            if person in people.rows:
                people.rows[person] = people.rows[person][:2] + (surname,) + people.rows[person][3:]
            offices.setdefault(office, (office, iso3, role, title(iso3, role), "", "factbook"))
            tenures.append((person, office, since, end, acting, "" if end else last, "factbook"))


def places():
    admin = {row["code"]: row["name"] for row in read("geonames_admin1.tsv")}
    capitals = {ISO3[row["iso"]]: row["capital"] for row in read("geonames_countryinfo.tsv")}
    capitals.update(MAPS["capitals"])
    taken, rows, centre = set(), [], defaultdict(lambda: [0.0, 0.0, 0.0])
    regions = defaultdict(lambda: [0.0, 0.0, 0])
    for row in read("geonames_cities15000.tsv"):
        iso3 = ISO3.get(row["country"], "")
        if iso3 not in MAPS["states"]:
            continue
        population = int(row["population"] or 0)
        weight = max(population, 1)
        for index, value in enumerate((float(row["lat"]), float(row["lon"]), 1.0)):
            centre[iso3][index] += value * weight
        if plain(row["name"]).replace("-", " ") in MAPS["words_not_towns"] and population < 300000:
            continue
        capital = iso3 not in taken and plain(capitals.get(iso3, "")) in (plain(row["name"]), plain(row["ascii"]))
        if capital:
            taken.add(iso3)
        names = aliases(row)
        first = MAPS["place_names"].get(row["geonameid"], row["name"])
        region = row["admin1_name"] or admin.get(f"{row['country']}.{row['admin1_code']}", "")
        rows.append((row["geonameid"], first, "city", iso3, region, row["lat"], row["lon"],
                     str(population), "1" if capital else "", ";".join(names), "geonames"))
        cell = regions[iso3, region]
        for index, value in enumerate((float(row["lat"]) * weight, float(row["lon"]) * weight, weight)):
            cell[index] += value
    rows += region_rows(regions, {(row[3], row[1]) for row in rows})
    for iso3, (north, east, weight) in centre.items():
        rows.append((f"country.{iso3}", MAPS["states"][iso3], "country", iso3, "", f"{north / weight:.3f}",
                     f"{east / weight:.3f}", "", "", "", "geonames"))
    missing = sorted(set(MAPS["states"]) - taken)
    print("states without a capital among the towns:", " ".join(missing))
    write("places", ["id", "name", "kind", "country", "admin1", "latitude", "longitude", "population",
                     "capital", "aliases", "src"], rows)


def region_rows(regions, towns):
    """First-order divisions with a name of their own, at the centre of their towns."""
    by_hand = {plain(name) for row in hand("places") for name in [row["name"], *row["aliases"].split(";")]}
    out = []
    for (iso3, name), (north, east, weight) in regions.items():
        short = re.sub(MAPS["region_endings"], "", name)
        generic = plain(short).replace("-", " ") in MAPS["generic_regions"] or re.search(r"\d", name)
        if not name or generic or plain(short) in by_hand or weight < 100000 or len(short) < 4:
            continue
        if (iso3, short) in towns and short == name:
            continue
        everyday = plain(short) in MAPS["words_not_towns"]
        names = [] if short == name or everyday or (iso3, short) in towns else [short]
        out.append((f"region.{iso3}.{plain(name)}", name, "region", iso3, name, f"{north / weight:.3f}",
                    f"{east / weight:.3f}", str(weight), "", ";".join(names), "geonames"))
    return out


def aliases(row):
    """Other spellings that English news uses: the listed ones, and the plain spelling."""
    wanted = list(MAPS["place_aliases"].get(row["geonameid"], []))
    if plain(row["ascii"]) != plain(row["name"]):
        wanted.append(row["ascii"])
    if row["geonameid"] in MAPS["place_names"]:
        wanted.append(row["name"])
    return [name for name in dict.fromkeys(wanted) if name]


def meets(first, second):
    """Whether two intervals of texts share a day or touch."""
    return first[0] <= (second[1] or "9") and second[0] <= (first[1] or "9")


def after_by_hand(row, intervals):
    """The row, begun where the hand-written one ends that it cuts into by some days; none when the
    hand-written rows have that time."""
    begin, end = row[2], row[3]
    taken = [until or "9" for since, until in intervals if since <= begin < (until or "9")]
    if not taken:
        return row
    last = max(taken)
    short = len(last) == len(begin) == 10 and day_number(last) - day_number(begin) <= HANDOVER
    return row[:2] + (last,) + row[3:] if short and last < (end or "9") else None


def handed_over(rows, shared):
    """Rows in which a holder leaves a post on the day the next one begins, where the source lets the
    two overlap for some days; in the lesser posts that one holds at a time, always."""
    by_office = defaultdict(list)
    for row in sorted(rows, key=lambda row: (row[1], row[2])):
        by_office[row[1]].append(row)
    out = []
    for held in by_office.values():
        for row, later in zip(held, held[1:] + [None]):
            overlap = later and later[0] != row[0] and len(row[3]) == len(later[2]) == 10 and row[2] < later[2] < row[3]
            if overlap and day_number(row[3]) - day_number(later[2]) <= HANDOVER:
                row = row[:3] + (later[2],) + row[4:]
            elif overlap and row[1].split(".")[1] in MAPS["more_roles"] and row[1] not in shared:
                row = row[:3] + (later[2],) + row[4:]
            out.append(row)
    return out


def main():
    people, offices, tenures = People(), {}, []
    wikidata_tenures(people, offices, tenures)
    others = [(row["person"], row["office"], row["start"], row["end"]) for row in hand("tenures")]
    factbook_tenures(people, offices, tenures, others)
    known = {row["id"] for row in hand("offices")}
    by_hand = defaultdict(list)
    for row in hand("tenures"):
        by_hand[row["person"], row["office"]].append((row["start"], row["end"]))
    sole = defaultdict(list)
    for (_, office), dates in by_hand.items():
        sole[office] += dates
    kept = {}
    for row in sorted(tenures):
        row = after_by_hand(row, sole[row[1]])
        if row is None:
            continue
        if not any(meets(row[2:4], dates) for dates in by_hand[row[:2]]):
            kept[row[:3]] = row
    write("people", ["id", "name", "surname", "gender", "wikidata", "aliases", "src"], people.rows.values())
    write("offices", ["id", "entity", "role", "title", "shared", "src"],
          [row for row in offices.values() if row[0] not in known])
    write("tenures", ["person", "office", "start", "end", "acting", "asof", "src"], handed_over(kept.values(), {row[0] for row in offices.values() if row[4]}))
    places()


if __name__ == "__main__":
    main()
