#!/usr/bin/env python3
"""Streams `credence sample` through `credence score` and prints a table of ratio, target and whether it holds.

  cargo build --release && python3 benches/streams.py [N]        N dossiers, a million unless said

What is measured: bytes of the answers on one thread and on two (the same, or it fails), time of the one and the other,
peak memory of N and of a hundredth of N, and time per dossier of the two. A thread is one that answers; reading and writing
have their own, so that one thread is measured with all cores and held to one (Linux). Runs alternate, and the best of
each counts: read ratios, not times.
"""

import hashlib
import os
import pathlib
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
COMMAND = ROOT / "target/release/credence"
DAY = "2026-11-24"
ROUNDS = 5

LAUNCHER = """
import os, sys
if sys.argv.pop(1) == "one":
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
child = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ)
_, status, used = os.wait4(child, 0)
sys.stderr.write(f"{status} {used.ru_maxrss}")
"""


def sample(count, path):
    with open(path, "wb") as to:
        subprocess.run([COMMAND, "sample", str(count), "--seed", "7"], stdout=to, check=True)


def score(path, threads, cores, answers):
    """Seconds, peak kilobytes and the digest of the answers, which is taken when the time is."""
    args = ["score", "--quiet", "--as-of", DAY, "--format", "jsonl", "--detail", "grades", "--threads", str(threads)]
    # A process counts the memory of the one that started it as its own: that one must be small.
    start = [sys.executable, "-I", "-S", "-c", LAUNCHER, cores, COMMAND, *args, path]
    begin = time.monotonic()
    with open(answers, "wb") as to:
        started = subprocess.run(start, stdout=to, stderr=subprocess.PIPE, text=True, check=True)
    seconds = time.monotonic() - begin
    status, peak = map(int, started.stderr.split())
    if status != 0:
        sys.exit(f"credence score ended with {os.waitstatus_to_exitcode(status)}")
    with open(answers, "rb") as written:
        return seconds, peak, hashlib.file_digest(written, "sha256").hexdigest()


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    if not COMMAND.exists():
        sys.exit(f"{COMMAND} is not there: cargo build --release")
    with tempfile.TemporaryDirectory() as folder:
        large, small = f"{folder}/large.jsonl", f"{folder}/small.jsonl"
        sample(count, large)
        sample(count // 100, small)
        keys = [(which, threads, "all") for which in ["large", "small"] for threads in [1, 2]]
        if hasattr(os, "sched_setaffinity"):
            keys.append(("large", 1, "one"))
        runs = {key: [] for key in keys}
        for _ in range(ROUNDS):
            for (which, threads, cores), all_runs in runs.items():
                path = large if which == "large" else small
                all_runs.append(score(path, threads, cores, f"{folder}/answers.jsonl"))
        size = os.path.getsize(large)
    best = {key: min(run[0] for run in of) for key, of in runs.items()}
    peak = {key: max(run[1] for run in of) for key, of in runs.items()}
    for which in ["large", "small"]:
        digests = {run[2] for key, of in runs.items() if key[0] == which for run in of}
        if len(digests) != 1:
            sys.exit(f"the answers to the {which} sample differ between runs or threads")
    print(f"{count:,} dossiers, {size / 1e9:.2f} GB; the same bytes on one thread and two, in {ROUNDS} rounds")
    for (which, threads, cores), seconds in best.items():
        if which == "large":
            print(f"{threads} thread(s), {cores} core(s): {count / seconds:,.0f}/s, {size / seconds / 1e6:,.0f} MB/s, "
                  f"peak {peak[which, threads, cores] / 1024:.1f} MiB")
    large, small = ([best[which, threads, "all"] for threads in [1, 2]] for which in ["large", "small"])
    peaks = [peak[which, 2, "all"] for which in ["large", "small"]]
    rows = [
        (f"memory: peak of {count:,} / of {count // 100:,}", peaks[0] / peaks[1], 1.1, False),
        (f"growth: time per dossier of {count:,} / of {count // 100:,}", large[0] / small[0] / 100, 1.1, False),
    ]
    print(f"threads: two / one{large[0] / large[1]:49.2f}")
    if ("large", 1, "one") in best:
        rows.append(("threads: two / one that is held to one core", best["large", 1, "one"] / large[1], 1.8, True))
    for name, ratio, target, at_least in rows:
        holds = ratio >= target if at_least else ratio <= target
        print(f"{name:<60} {ratio:6.2f}  {'>=' if at_least else '<='} {target}  {'holds' if holds else 'DOES NOT HOLD'}")


main()
