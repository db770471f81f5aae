#!/usr/bin/env python3
"""DuckDB and polars beside `credence score`: the default pack, the same JSON Lines, every answer compared first.

  pip install duckdb polars
  cargo build --release && cargo build --release --manifest-path peers/Cargo.toml
  python3 peers/tables.py [N]                              N dossiers, 100,000 unless said

The query is written from the pack by the package beside this script (`src/sql.rs`), and so is the file: invented dossiers,
each with the levels of what SQL cannot derive in `extra`. `credence` derives them itself from the same lines. All run
in turn in every round; what counts is the median of the ratios.
"""

import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

import duckdb
import polars as pl

ROOT = pathlib.Path(__file__).resolve().parent.parent
COMMAND = os.environ.get("CREDENCE", ROOT / "target/release/credence")
PEERS = os.environ.get("PEERS", ROOT / "peers/target/release/peers")
DAY = "2026-11-24"
ROUNDS = 5
TARGET = 2.5
SCALE = ["E", "D", "C", "B", "A"]


def credence(path, threads, to=subprocess.DEVNULL):
    args = ["score", "--quiet", "--as-of", DAY, "--format", "jsonl", "--detail", "grades", "--threads", str(threads), path]
    return subprocess.run([COMMAND, *args], stdout=to, check=True).stdout


def answers(lines):
    """By the dossier's key: its grade at worst and at best, -1 where there is no report to grade."""
    all = {}
    for line in lines.splitlines():
        one = json.loads(line)
        grade = one["grade"]
        all[one["ref"]] = tuple(SCALE.index(grade[end]) for end in ("worst", "best")) if grade else (-1, -1)
    return all


class Rules:
    """The query, and the flat table that it reads."""

    def __init__(self, folder):
        read = json.loads(pathlib.Path(folder, "rules.json").read_text())
        self.columns, self.sql, self.by_rule = read["columns"], read["sql"], read["by_rule"]

    def tree(self):
        """The keys that are read, as nested tables down to their kind."""
        tree = {}
        for column in self.columns:
            at = tree
            for step in column["path"][:-1]:
                at = at.setdefault(step, {})
            at[column["path"][-1]] = column["kind"]
        return tree


def duck_type(kind):
    if isinstance(kind, dict):
        return "STRUCT(" + ", ".join(f'"{key}" {duck_type(of)}' for key, of in kind.items()) + ")"
    return {"count": "UINTEGER", "yes_no": "BOOLEAN"}.get(kind, "VARCHAR")


def duck_flat(rules, path):
    """The flat table in DuckDB's words."""
    columns = {"ref": "VARCHAR", "provenance": "JSON"} | {key: duck_type(of) for key, of in rules.tree().items()}
    listed = ", ".join(f"{key}: '{kind}'" for key, kind in columns.items())
    by_rule = f"""json_extract_string(provenance, '$."{rules.by_rule}".basis') = 'programme_rule'"""
    out = []
    for column in rules.columns:
        value = ".".join(f'"{step}"' for step in column["path"])
        if column["kind"] == "count":
            value = f"coalesce({value}, {column['silent']})"
        elif column["kind"] == "yes_no":
            value = f"CASE {value} WHEN true THEN 'yes' WHEN false THEN 'no' ELSE 'not_stated' END"
        elif column["kind"] == "word_unless_by_rule":
            value = f"CASE WHEN {by_rule} THEN 'not_stated' ELSE coalesce({value}, 'not_stated') END"
        else:
            value = f"coalesce({value}, 'not_stated')"
        out.append(f'{value} AS {column["name"]}')
    return f"SELECT ref, {', '.join(out)} FROM read_json('{path}', format = 'newline_delimited', columns = {{{listed}}})"


def duck(threads):
    connection = duckdb.connect()
    connection.execute(f"SET threads = {threads}")
    return connection


def duck_end_to_end(rules, path, threads):
    """Leaves the answers in a table, so that no time goes into making Python's objects of them."""
    connection = duck(threads)
    connection.execute(f"CREATE TEMP TABLE graded AS WITH facts AS ({duck_flat(rules, path)}) {rules.sql}")
    return connection


def polars_type(kind):
    if isinstance(kind, dict):
        return pl.Struct({key: polars_type(of) for key, of in kind.items()})
    return {"count": pl.UInt32, "yes_no": pl.Boolean}.get(kind, pl.String)


def polars_flat(rules, path):
    basis = pl.Struct({rules.by_rule: pl.Struct({"basis": pl.String})})
    schema = {"ref": pl.String, "provenance": basis} | {key: polars_type(of) for key, of in rules.tree().items()}
    by_rule = pl.col("provenance").struct.field(rules.by_rule).struct.field("basis").eq("programme_rule").fill_null(False)
    out = ["ref"]
    for column in rules.columns:
        value = pl.col(column["path"][0])
        for step in column["path"][1:]:
            value = value.struct.field(step)
        if column["kind"] == "count":
            value = value.fill_null(column["silent"])
        elif column["kind"] == "yes_no":
            value = pl.when(value).then(pl.lit("yes")).when(value.not_()).then(pl.lit("no")).otherwise(pl.lit("not_stated"))
        else:
            if column["kind"] == "word_unless_by_rule":
                value = pl.when(by_rule).then(None).otherwise(value)
            value = value.fill_null("not_stated")
        out.append(value.alias(column["name"]))
    return pl.scan_ndjson(path, schema=schema).select(out)


def polars_query(rules, frame):
    return pl.SQLContext(facts=frame).execute(rules.sql, eager=True)


def compare(name, ours, theirs):
    read = 0
    for ref, worst, best in theirs:
        read += 1
        if ours[ref] != (worst, best):
            sys.exit(f"{name} differs at {ref}: {(worst, best)}, and credence says {ours[ref]}")
    if read != len(ours):
        sys.exit(f"{name} has {read} answers of {len(ours)}")


def seconds(run):
    begin = time.monotonic()
    run()
    return time.monotonic() - begin


def race(runs, count):
    """Each in turn in every round; the first is ours. Its rate, and that of the others with the ratio of the medians."""
    times = {name: [] for name in runs}
    for _ in range(ROUNDS):
        for name, run in runs.items():
            times[name].append(seconds(run))
    ours = next(iter(times.values()))
    ratios = {}
    for name, all in times.items():
        ratios[name] = statistics.median(theirs / own for theirs, own in zip(all, ours))
        print(f"  {name:<24}{count / statistics.median(all):>14,.0f}/s{ratios[name]:>10.2f}")
    return ratios


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    missed = 0
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([PEERS, "tables", folder, str(count)], check=True)
        path, rules = f"{folder}/dossiers.jsonl", Rules(folder)
        ours = answers(credence(path, 1, subprocess.PIPE))
        compare("DuckDB", ours, duck_end_to_end(rules, path, 1).execute("SELECT * FROM graded").fetchall())
        frame = polars_flat(rules, path).collect()
        compare("polars", ours, polars_query(rules, frame).iter_rows())
        compare("polars from the file", ours, polars_query(rules, polars_flat(rules, path)).iter_rows())
        graded = sum(worst >= 0 for worst, _ in ours.values())
        print(f"{count:,} dossiers ({graded:,} graded), {os.path.getsize(path) / 1e6:,.0f} MB; both peers gave our answers")
        print(f"DuckDB {duckdb.__version__}, polars {pl.__version__} on {pl.thread_pool_size()} thread(s)")
        for threads in [1, 2]:
            print(f"JSON Lines to grades, {threads} thread(s); the last column is ours / theirs")
            runs = {
                "credence": lambda: credence(path, threads),
                "DuckDB": lambda: duck_end_to_end(rules, path, threads),
            }
            if pl.thread_pool_size() == threads:
                runs["polars"] = lambda: polars_query(rules, polars_flat(rules, path))
            ratio = race(runs, count)["DuckDB"]
            missed += ratio < TARGET
            print(f"  ours / DuckDB {ratio:.2f}, at least {TARGET}: {'pass' if ratio >= TARGET else 'FAIL'}")
        evaluation(rules, path, frame, count)
    print(f"{missed} missed")


def evaluation(rules, path, frame, count):
    """Grades of what is in memory: ours from columns of facts, theirs from the flat table."""
    connection = duck(1)
    connection.execute(f"CREATE TABLE facts AS {duck_flat(rules, path)}")
    theirs = {"DuckDB": lambda: connection.execute(f"CREATE OR REPLACE TEMP TABLE graded AS {rules.sql}"), "polars": lambda: polars_query(rules, frame)}
    rates = {name: [] for name in ["ours, one thread", *theirs]}
    for _ in range(ROUNDS):
        done = subprocess.run([PEERS, "columns", path], stdout=subprocess.PIPE, check=True, text=True)
        rates["ours, one thread"].append(float(done.stdout))
        for name, run in theirs.items():
            rates[name].append(count / seconds(run))
    print(f"evaluation from memory (DuckDB on one thread, polars on {pl.thread_pool_size()}); the last column is ours / theirs")
    own = rates["ours, one thread"]
    for name, all in rates.items():
        ratio = statistics.median(ours / theirs for ours, theirs in zip(own, all))
        print(f"  {name:<24}{statistics.median(all):>14,.0f}/s{ratio:>10.2f}")


main()
