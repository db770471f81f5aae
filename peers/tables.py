#!/usr/bin/env python3
"""DuckDB and polars beside `credence score`: one small pack, the same JSON Lines, the answers compared first.

  pip install duckdb polars && cargo build --release && python3 peers/tables.py [N]      N dossiers, 100,000 unless said

The pack is made here from the table CRITERIA, and so are the SQL and the polars expressions: named values to demerits, a
sum, bands, caps, each at the worst and at the best end of what is not stated. Neither peer knows "not stated" as an
answer, nor a key that is known by a programme's rule alone: both are written out by hand below. Nothing derived is in
the pack (languages heard, contradictions, certificates, findings, ages): that is what the peers cannot be asked.
"""

import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time

import duckdb
import polars as pl

ROOT = pathlib.Path(__file__).resolve().parent.parent
COMMAND = os.environ.get("CREDENCE", ROOT / "target/release/credence")
DAY = "2026-11-24"
ROUNDS = 3

# Criterion: part of the report, key, levels worst first with demerits, the best grade while it stands at the worst one.
CRITERIA = {
    "notice": ("visit", "notice", {"announced": 8, "semi_announced": 4, "unannounced": 0}, "C"),
    "entry": ("visit", "entry", {"delayed": 4, "immediate": 0}, None),
    "mode": ("visit", "mode", {"desktop": 14, "remote": 12, "off_site": 6, "hybrid": 3, "on_site": 0}, "D"),
    "access": ("visit", "access", {"refused": 12, "limited": 6, "full": 0}, "D"),
    "relation": ("auditor", "relation", {"first_party": 12, "counsel": 6, "second_party": 4, "third_party": 0}, "D"),
    "paid_by": (
        "auditor", "paid_by",
        {"facility": 3, "buyer": 2, "scheme": 1, "public": 1, "worker_organisation": 0}, None,
    ),
    "second_look": ("auditor", "second_look", {"none": 3, "witnessed": 1, "independent_recheck": 0}, None),
    "selected_by": (
        "interviews", "selected_by", {"management": 8, "volunteers": 2, "random": 1, "auditor": 0}, "C",
    ),
    "sample_frame": ("interviews", "sample_frame", {"management_list": 4, "payroll": 2, "shop_floor": 0}, None),
    "management": ("interviews", "management", {"present": 14, "aware": 2, "unaware": 0}, "D"),
    "surveillance": ("interviews", "surveillance", {"present": 12, "none": 0}, "D"),
    "identities": ("interviews", "identities", {"exposed": 6, "protected": 0}, "C"),
}
BANDS = {"A": 4, "B": 14, "C": 30, "D": 60}
SCALE = ["E", "D", "C", "B", "A"]
NOT_A_REPORT = {
    ("report", "document"): ["certificate_only", "supplier_statement"],
    ("report", "programme_status"): ["draft", "invalidated"],
    ("conclusion", "forced_labour"): ["found"],
}


def pack():
    out = [f'[pack]\nid = "peers"\nformat = 1\nversion = "1.0.0"\ntitle = "Small, for comparison"\nscale = {json.dumps(SCALE)}']
    out.append("bands = { " + ", ".join(f"{grade} = {most}" for grade, most in BANDS.items()) + " }")
    out.append('[source.none]\ntitle = "Invented for measuring"\npublisher = "audit-credence"\nurl = "https://example.org/"\n'
               'read_on = 2026-11-24\nstatus = "primary"\n[domain.all]\ntitle = "All"\nlimit = 1000')
    for name, (part, key, levels, cap) in CRITERIA.items():
        rows = ", ".join(f'{{ name = "{level}", demerits = {cost} }}' for level, cost in levels.items())
        worst, best = next(iter(levels)), list(levels)[-1]
        out.append(f'[criterion.{name}]\ntitle = "{name}"\nwhy = "Invented for measuring."\nfact = "report.{part}.{key}"\n'
                   f'levels = [{rows}]\ndomain = "all"\nsources = ["none"]\nask = "What is {name}?"\n'
                   f'remedy = {{ text = "Another {name}", effort = 1 }}')
        dossier = f'report = {{ document = "full_report", {part} = {{ {key} = "{worst}" }} }}'
        expect = f'levels = {{ {name} = "{worst}" }}'
        if cap:
            out.append(f'[cap.{name}]\nwhen = [{{ {name} = "{worst}" }}]\ngrade = "{cap}"\nwhy = "Invented."\nsources = ["none"]')
            expect += f', best = "{cap}", caps = ["{name}"]'
        out.append(f'[[case]]\nname = "{name} at its worst"\nas_of = 2026-01-01\ndossier = {{ {dossier} }}\nexpect = {{ {expect} }}')
    return "\n".join(out) + "\n"


def place(part, key):
    return f"report.{key}" if part == "report" else f"report.{part}.{key}"


def keys():
    """The keys that are read, by part of the report."""
    parts = {}
    for part, key, *_ in CRITERIA.values():
        parts.setdefault(part, []).append(key)
    for part, key in NOT_A_REPORT:
        parts.setdefault(part, []).append(key)
    return parts


def duck(path):
    parts = keys()
    fields = [f"{key} VARCHAR" for key in parts.pop("report")]
    fields += [f"{part} STRUCT({', '.join(f'{key} VARCHAR' for key in of)})" for part, of in parts.items()]
    columns = f"{{ref: 'VARCHAR', report: 'STRUCT({', '.join(fields)})', provenance: 'JSON'}}"
    ends = []
    for worst_end in [True, False]:
        costs, caps = [], []
        for name, (part, key, levels, cap) in CRITERIA.items():
            value = f"r.{part}.{key}"
            if worst_end and name == "notice":
                value = f"CASE WHEN rule THEN NULL ELSE {value} END"
            first, unsaid = next(iter(levels)), max(levels.values()) if worst_end else 0
            whens = " ".join(f"WHEN '{level}' THEN {cost}" for level, cost in levels.items())
            costs.append(f"CASE {value} {whens} ELSE {unsaid} END")
            if cap:
                holds = f"coalesce({value} = '{first}', {'true' if worst_end else 'false'})"
                caps.append(f"CASE WHEN {holds} THEN {SCALE.index(cap)} ELSE 4 END")
        total = " + ".join(costs)
        band = f"CASE {' '.join(f'WHEN s <= {most} THEN {SCALE.index(grade)}' for grade, most in BANDS.items())} ELSE 0 END"
        ends.append((total, band, f"least({', '.join(caps)})"))
    (worst, band, worst_cap), (best, _, best_cap) = ends
    wrong = " OR ".join(
        f"coalesce({'r' if part == 'report' else 'r.' + part}.{key} IN ({', '.join(repr(w) for w in words)}), false)"
        for (part, key), words in NOT_A_REPORT.items()
    )
    query = f"""
        WITH read AS (
            SELECT ref, report AS r,
                coalesce(json_extract_string(provenance, '$."report.visit.notice".basis') = 'programme_rule', false) AS rule
            FROM read_json('{path}', format = 'newline_delimited', columns = {columns})
        ), sums AS (
            SELECT ref, {worst} AS w, {worst_cap} AS wc, {best} AS b, {best_cap} AS bc, {wrong} AS none FROM read
        )
        SELECT ref,
            CASE WHEN none THEN -1 ELSE least({band.replace('s <=', 'w <=')}, wc) END,
            CASE WHEN none THEN -1 ELSE least({band.replace('s <=', 'b <=')}, bc) END
        FROM sums
    """
    return duckdb.connect().execute(query).fetchall()


def polars(path):
    parts = keys()
    fields = {key: pl.String for key in parts.pop("report")}
    fields |= {part: pl.Struct(dict.fromkeys(of, pl.String)) for part, of in parts.items()}
    basis = pl.Struct({"report.visit.notice": pl.Struct({"basis": pl.String})})
    frame = pl.scan_ndjson(path, schema={"ref": pl.String, "report": pl.Struct(fields), "provenance": basis})
    report = pl.col("report").struct
    at = lambda part, key: report.field(key) if part == "report" else report.field(part).struct.field(key)
    notice = pl.col("provenance").struct.field("report.visit.notice").struct.field("basis")
    by_rule = (notice == "programme_rule").fill_null(False)
    none = pl.lit(False)
    for (part, key), words in NOT_A_REPORT.items():
        none = none | at(part, key).is_in(words).fill_null(False)
    ends = []
    for worst_end in [True, False]:
        total, caps = pl.lit(0), []
        for name, (part, key, levels, cap) in CRITERIA.items():
            value = at(part, key)
            if worst_end and name == "notice":
                value = pl.when(by_rule).then(None).otherwise(value)
            unsaid = max(levels.values()) if worst_end else 0
            total = total + value.replace_strict(levels, default=unsaid, return_dtype=pl.Int64)
            if cap:
                holds = (value == next(iter(levels))).fill_null(worst_end)
                caps.append(pl.when(holds).then(SCALE.index(cap)).otherwise(4))
        band = pl.lit(0)
        for grade, most in reversed(BANDS.items()):
            band = pl.when(total <= most).then(SCALE.index(grade)).otherwise(band)
        ends.append(pl.when(none).then(-1).otherwise(pl.min_horizontal(band, *caps)))
    return frame.select("ref", ends[0].alias("worst"), ends[1].alias("best")).collect()


def credence(path, pack_path):
    args = ["score", "--quiet", "--as-of", DAY, "--pack", pack_path, "--format", "jsonl", "--detail", "grades", path]
    return subprocess.run([COMMAND, *args], stdout=subprocess.PIPE, check=True).stdout


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as folder:
        path, pack_path = f"{folder}/all.jsonl", f"{folder}/peers.toml"
        pathlib.Path(pack_path).write_text(pack())
        with open(path, "wb") as to:
            subprocess.run([COMMAND, "sample", str(count), "--seed", "7"], stdout=to, check=True)
        answers = {}
        for line in credence(path, pack_path).splitlines():
            one = json.loads(line)
            grade = one["grade"]
            answers[one["ref"]] = tuple(SCALE.index(grade[end]) for end in ("worst", "best")) if grade else (-1, -1)
        compare("DuckDB", answers, duck(path))
        compare("polars", answers, polars(path).iter_rows())
        runs = {"credence": lambda: credence(path, pack_path), "DuckDB": lambda: duck(path), "polars": lambda: polars(path)}
        best = dict.fromkeys(runs, float("inf"))
        for _ in range(ROUNDS):
            for name, run in runs.items():
                begin = time.monotonic()
                run()
                best[name] = min(best[name], time.monotonic() - begin)
        print(f"{count:,} dossiers, {os.path.getsize(path) / 1e6:,.0f} MB; every peer gave the same answers")
        print(f"{'':<12}{'dossiers/s':>14}{'credence / peer':>18}")
        for name, seconds in best.items():
            print(f"{name:<12}{count / seconds:>14,.0f}{seconds / best['credence']:>18.2f}")


def compare(name, answers, rows):
    read = 0
    for ref, worst, best in rows:
        read += 1
        if answers[ref] != (worst, best):
            sys.exit(f"{name} differs at {ref}: {(worst, best)}, and credence says {answers[ref]}")
    if read != len(answers):
        sys.exit(f"{name} has {read} answers of {len(answers)}")


main()
