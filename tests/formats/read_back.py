#!/usr/bin/env python3
"""Opens every export of a sample store with other programs' readers and checks rows and columns.

In: the `dateline` command (first argument). Out: one line a check; exit status 1 when one fails.
Never: a file outside a folder of its own. Needs pandas, pyarrow, networkx and duckdb.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

import duckdb
import networkx
import pandas
import pyarrow.parquet

ROOT = Path(__file__).resolve().parents[2]
FORMATS = ROOT / "data" / "formats"
TEXTS = {
    "harbour": "LISBON, 4 March 2025 - Portugal and Senegal signed a fisheries agreement in Lisbon on "
    "Tuesday. Prime Minister Ousmane Sonko will meet the foreign minister of Portugal in Dakar on "
    "Friday, his office said. Portugal denied that it had met rebels.",
    "valley": "BOGOTA, 5 March 2025 - Gunmen killed three farmers near Popayan on Wednesday. Police "
    "arrested two protesters in Bogota. Colombia thanked Norway for \"help; advice, and patience\".",
    "quay": "OSLO, 6 March 2025 - Norway expelled two Russian diplomats on Thursday. Russia may expel "
    "Norwegian diplomats, a spokesman said. The European Union condemned Russia.",
}


def columns(name):
    """The names of a format's columns, as its table lists them."""
    table = pandas.read_csv(FORMATS / "columns" / f"{name}.tsv", sep="\t", comment="#", dtype=str)
    return list(table["column"])


class Desk:
    """A folder with a sample store, and the command."""

    def __init__(self, command, folder):
        self.command, self.folder, self.failed = command, Path(folder), 0
        self.store = self.folder / "sample.db"
        feed = self.folder / "feed.jsonl"
        rows = [{"id": key, "text": text, "outlet": "Gazette"} for key, text in TEXTS.items()]
        feed.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        self.run("store", "add", str(feed), "--store", str(self.store))

    def run(self, *arguments):
        return subprocess.run([self.command, *arguments], check=True, capture_output=True, text=True)

    def export(self, name, *arguments):
        path = self.folder / name
        self.run("export", "--store", str(self.store), "-o", str(path), "--denied", *arguments)
        return path

    def check(self, name, found, expected):
        passed = found == expected
        self.failed += not passed
        print(f"ok: {name}" if passed else f"FAILED: {name}: {found!r}, not {expected!r}")


def flat(desk, events):
    """csv, Parquet, JSONL and GeoJSON hold every event."""
    csv = pandas.read_csv(desk.export("events.csv"), dtype=str)
    desk.check("csv rows", len(csv), events)
    desk.check("csv columns", list(csv.columns), columns("flat"))

    path = desk.export("events.parquet")
    table = pyarrow.parquet.read_table(path)
    desk.check("parquet rows (pyarrow)", table.num_rows, events)
    desk.check("parquet columns", table.column_names, columns("flat"))
    desk.check("parquet type of published", str(table.schema.field("published").type), "date32[day]")
    desk.check("parquet type of latitude", str(table.schema.field("latitude").type), "double")
    desk.check("parquet values are those of csv", list(table["id"].to_pylist()), list(csv["id"]))
    query = f"SELECT count(*), count(DISTINCT id) FROM '{path}'"
    desk.check("parquet rows (duckdb)", duckdb.sql(query).fetchall(), [(events, events)])

    lines = pandas.read_json(desk.export("events.jsonl"), lines=True, dtype=False)
    desk.check("jsonl rows", (len(lines), list(lines["id"])), (events, list(csv["id"])))

    geo = json.loads(desk.export("events.geojson").read_text(encoding="utf-8"))
    desk.check("geojson features", (geo["type"], len(geo["features"])), ("FeatureCollection", events))
    placed = sum(feature["geometry"] is not None for feature in geo["features"])
    desk.check("geojson points", placed, int(csv["latitude"].notna().sum()))
    return csv


def codebooks(desk, csv):
    """The files in other projects' columns."""
    folded = int((csv["status"] != "called-for").sum())
    plover = pandas.read_json(desk.export("events.plover.jsonl"), lines=True, dtype=False)
    desk.check("plover rows", len(plover), folded)

    def tabbed(path, header):
        return pandas.read_csv(path, sep="\t", header=header, dtype=str, quoting=3, keep_default_na=False)

    polecat = tabbed(desk.export("week.polecat.txt"), 0)
    desk.check("polecat rows", len(polecat), folded)
    desk.check("polecat columns", list(polecat.columns), columns("polecat"))

    phoenix = tabbed(desk.export("day.phoenix.tsv"), None)
    desk.check("phoenix columns", phoenix.shape[1], len(columns("phoenix")))
    desk.check("phoenix events", phoenix[0].str.rsplit("_", n=1).str[0].nunique(), folded)

    gdelt = tabbed(desk.export("day.export.CSV"), None)
    desk.check("gdelt columns", gdelt.shape[1], 61)
    desk.check("gdelt rows", len(gdelt), len(phoenix))
    desk.check("gdelt ids differ", gdelt[0].nunique(), len(gdelt))
    desk.check("gdelt quads", set(gdelt[29]) <= {"1", "2", "3", "4"}, True)

    acled = pandas.read_csv(desk.export("violence.acled.csv"), dtype=str)
    desk.check("acled columns", list(acled.columns), columns("acled"))
    desk.check("acled has the shooting and the arrest", len(acled) >= 2, True)


def networks(desk):
    """GEXF, Gephi, Kumu: the same nodes and edges."""
    graph = networkx.read_gexf(desk.export("events.gexf"))
    gephi = desk.export("gephi", "--format", "gephi")
    nodes, edges = pandas.read_csv(gephi / "nodes.csv"), pandas.read_csv(gephi / "edges.csv")
    desk.check("gephi columns", (list(nodes.columns), list(edges.columns)), (columns("gephi_nodes"), columns("gephi_edges")))
    desk.check("gexf nodes (networkx)", sorted(graph.nodes), sorted(nodes["Id"]))
    kumu = desk.export("kumu", "--format", "kumu")
    elements, links = pandas.read_csv(kumu / "elements.csv"), pandas.read_csv(kumu / "connections.csv")
    desk.check("kumu columns", (list(elements.columns), list(links.columns)), (columns("kumu_nodes"), columns("kumu_edges")))
    desk.check("kumu is gephi's network", (len(elements), len(links)), (len(nodes), len(edges)))
    desk.check("gexf has edges with days", any("start" in data for *_, data in graph.edges(data=True)), True)
    ends = set(links["From"]) | set(links["To"])
    desk.check("kumu's connections have elements", ends <= set(elements["Label"]), True)


def brat(desk, events):
    """Each stretch of each annotation stands in its text."""
    folder = desk.export("brat", "--format", "brat")
    texts = sorted(path.stem for path in folder.glob("*.txt"))
    desk.check("brat documents", texts, sorted(TEXTS))
    found, wrong = 0, []
    for name in texts:
        text = (folder / f"{name}.txt").read_text(encoding="utf-8")
        for line in (folder / f"{name}.ann").read_text(encoding="utf-8").splitlines():
            found += line.startswith("E")
            if line.startswith("T"):
                _, place, words = line.split("\t")
                pieces = [piece.split() for piece in place.split(" ", 1)[1].split(";")]
                stands = " ".join(text[int(start):int(end)] for start, end in pieces)
                wrong += [line] if stands != words else []
    desk.check("brat events", found, events)
    desk.check("brat stretches that are elsewhere", wrong, [])


def imports(desk):
    """Finished data sets become reports of their source."""
    store = desk.folder / "imported.db"
    files = {"gdelt": "gdelt2.export.CSV", "icews": "icews.tab", "polecat": "polecat.txt"}
    for source, name in files.items():
        desk.run("import", str(ROOT / "tests" / "formats" / name), "--from", source, "--store", str(store))
    path = desk.folder / "imported.parquet"
    desk.run("export", "--store", str(store), "-o", str(path))
    counts = duckdb.sql(f"SELECT source, count(*) FROM '{path}' GROUP BY 1 ORDER BY 1").fetchall()
    desk.check("imported reports", counts, [("gdelt", 3), ("icews", 3), ("polecat", 3)])


def main():
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(str(Path(sys.argv[1]).resolve()), folder)
        events = len(desk.run("export", "--store", str(desk.store), "--denied").stdout.splitlines())
        desk.check("the sample has events", events >= 6, True)
        csv = flat(desk, events)
        codebooks(desk, csv)
        networks(desk)
        brat(desk, events)
        imports(desk)
        return 1 if desk.failed else 0


if __name__ == "__main__":
    sys.exit(main())
