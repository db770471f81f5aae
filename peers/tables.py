#!/usr/bin/env python3
"""DuckDB and polars beside `credence score`: the default pack, the same JSON Lines, every answer compared first.

  pip install duckdb polars
  cargo build --release && cargo build --release --manifest-path peers/Cargo.toml
  python3 peers/tables.py [N]                              N dossiers, 100,000 unless said

The query is written from the pack by the package beside this script (`src/sql.rs`), and so is the file: invented dossiers,
each with the levels of what SQL cannot derive in `extra`. `credence` derives them itself from the same lines, and writes
its answers as JSON Lines; DuckDB leaves them in a table. All run in turn in every round; what counts is the median of the
ratios. polars is asked to evaluate alone, over the flat table that DuckDB made of the file.
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
TARGET = 1.5
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
    """The flat table of facts that is made of a file of lines, and the query over it."""

    def __init__(self, folder):
        read = json.loads(pathlib.Path(folder, "rules.json").read_text())
        tree = {"ref": "VARCHAR"}
        for path, kind in read["reads"].items():
            *steps, key = path.split(".")
            at = tree
            for step in steps:
                at = at.setdefault(step, {})
            at[key] = kind
        columns = ", ".join(f"{key}: '{duck_type(kind)}'" for key, kind in tree.items())
        source = f"read_json('{folder}/dossiers.jsonl', format = 'newline_delimited', columns = {{{columns}}})"
        self.facts = f"SELECT ref, {read['facts']} FROM {source}"
        self.grades = read["grades"]


def duck_type(kind):
    if isinstance(kind, dict):
        return "STRUCT(" + ", ".join(f'"{key}" {duck_type(of)}' for key, of in kind.items()) + ")"
    return kind


def duck(threads):
    connection = duckdb.connect()
    connection.execute(f"SET threads = {threads}").fetchall()
    return connection


def duck_end_to_end(rules, threads):
    """Leaves the answers in a table, so that no time goes into making Python's objects of them."""
    connection = duck(threads)
    connection.execute(f"CREATE TEMP TABLE graded AS WITH facts AS ({rules.facts}) {rules.grades}").fetchall()
    return connection


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
        compare("DuckDB", ours, duck_end_to_end(rules, 1).execute("SELECT * FROM graded").fetchall())
        graded = sum(worst >= 0 for worst, _ in ours.values())
        print(f"{count:,} dossiers ({graded:,} graded), {os.path.getsize(path) / 1e6:,.0f} MB; DuckDB gave our answers")
        for threads in [1, 2]:
            print(f"JSON Lines to grades, {threads} thread(s); the last column is ours / theirs")
            runs = {"credence": lambda: credence(path, threads), "DuckDB": lambda: duck_end_to_end(rules, threads)}
            ratio = race(runs, count)["DuckDB"]
            missed += ratio < TARGET
            print(f"  ours / DuckDB {ratio:.2f}, at least {TARGET}: {'pass' if ratio >= TARGET else 'FAIL'}")
        evaluation(rules, path, ours)
    print(f"DuckDB {duckdb.__version__}, polars {pl.__version__}; {missed} missed")


def evaluation(rules, path, ours):
    """Grades of what is in memory: ours from facts, theirs from the flat table."""
    count = len(ours)
    connection = duck(1)
    connection.execute(f"CREATE TABLE facts AS {rules.facts}").fetchall()
    connection.execute(f"COPY facts TO '{path}.parquet' (FORMAT parquet)").fetchall()
    frame = pl.read_parquet(f"{path}.parquet")
    in_polars = lambda: pl.SQLContext(facts=frame).execute(rules.grades, eager=True)
    compare("polars", ours, in_polars().iter_rows())
    in_duck = lambda: connection.execute(f"CREATE OR REPLACE TEMP TABLE graded AS {rules.grades}").fetchall()
    rates = {"ours, one thread": [], "DuckDB, one thread": [], f"polars, {pl.thread_pool_size()} thread(s)": []}
    for _ in range(ROUNDS):
        done = subprocess.run([PEERS, "facts", path], stdout=subprocess.PIPE, check=True, text=True)
        round = [float(done.stdout), count / seconds(in_duck), count / seconds(in_polars)]
        for all, rate in zip(rates.values(), round):
            all.append(rate)
    print("evaluation from memory; the last column is ours / theirs")
    own = next(iter(rates.values()))
    for name, all in rates.items():
        ratio = statistics.median(ours / theirs for ours, theirs in zip(own, all))
        print(f"  {name:<24}{statistics.median(all):>14,.0f}/s{ratio:>10.2f}")


main()
