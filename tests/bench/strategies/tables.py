#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
# SPDX-License-Identifier: Apache-2.0
"""The tables of docs/benchmarks/strategies.md, from the table.json of each study that go.sh has made.

    tests/bench/strategies/tables.py OUT [COLUMN...]

Figures and intervals are the study command's own; only the differences between rows, paired by seed, are worked out
here (mean and 95 % Student-t interval). Needs nothing but Python.
"""
import json
import math
import sys
from pathlib import Path

T975 = {1: 12.706205, 2: 4.302653, 3: 3.182446, 4: 2.776445, 5: 2.570582, 6: 2.446912, 7: 2.364624, 8: 2.306004, 9: 2.262157}
COLUMNS = ["severity", "malignancy", "retinamnist", "breastmnist", "pneumoniamnist", "cells"]
FIGURES = [("balanced_accuracy", "balanced"), ("qwk", "QWK"), ("grade_error", "grade error"),
           ("attributes_truth", "attribute truth"), ("image_gain", "image gain")]


def short(value, places=3, sign=False):
    text = f"{value:+.{places}f}" if sign else f"{value:.{places}f}"
    text = text.replace("0.", ".", 1) if text.lstrip("+-").startswith("0.") else text
    return text.replace("-", "\u2212")


def interval(of, places=3, sign=False):
    if of is None or of["mean"] is None:
        return "–"
    text = short(of["mean"], places, sign)
    # Of seeds that agree to the last answer an interval of no width would say too much.
    if of["low"] is not None and of["low"] != of["high"]:
        text += f" ({short(of['low'], places, sign)} to {short(of['high'], places, sign)})"
    return text


def figure(row, key):
    of = row["figures"].get(key)
    if of is None:
        return "–"
    return interval(of, 2)


def paired(first, second):
    """second − first over the seeds both have finished."""
    values = {seed["seed"]: seed["final"] for seed in first["seeds"]}
    gaps = [seed["final"] - values[seed["seed"]] for seed in second["seeds"] if seed["seed"] in values]
    if not gaps:
        return None
    mean = sum(gaps) / len(gaps)
    if len(gaps) < 2:
        return {"mean": mean, "low": None, "high": None, "n": 1}
    spread = math.sqrt(sum((gap - mean) ** 2 for gap in gaps) / (len(gaps) - 1))
    half = T975[len(gaps) - 1] * spread / math.sqrt(len(gaps))
    return {"mean": mean, "low": mean - half, "high": mean + half, "n": len(gaps)}


def made_with(out, column):
    """Steps, seeds, start, machine and the engine's commit: from the study's file and its first run."""
    study = json.loads((out / f"{column}.study.json").read_text())
    infos = [json.loads(file.read_text()) for file in sorted((out / column).glob("*/run.json"))]
    versions = sorted({f"{info['versions']['program']} ({info['versions']['commit']}), LibTorch {info['versions']['libtorch']}, "
                       f"{info['machine']['cpu']}, {info['machine']['threads']} thread" for info in infos})
    return (f"{study['steps']} steps, seeds {', '.join(map(str, study['seeds']))}, start `{Path(study['policies'][column]).name}`; "
            + "; ".join(versions))


def main(out, columns):
    for column in columns:
        file = out / column / "table.json"
        if not file.exists():
            print(f"## {column}\n\nNothing has finished yet.\n")
            continue
        rows = {row["row"]: row for row in json.loads(file.read_text())["rows"] if "refused" not in row}
        done = [row for row in rows.values() if row["n"] > 0]
        shown = [(key, name) for key, name in FIGURES if any(key in row["figures"] for row in done)]
        print(f"## {column}\n\n{made_with(out, column)}.\n")
        print("| row | start | test accuracy | rise | " + " | ".join(name for _, name in shown) + " | each seed |")
        print("|" + "---|" * (len(shown) + 5))
        if done:
            print(f"| majority | | {short(done[0]['majority'])} | |" + " |" * (len(shown) + 1))
        for row in rows.values():
            name = f"`{row['row']}`" + (" (control)" if row["control"] else "")
            seeds = ", ".join(short(seed["final"]) for seed in row["seeds"])
            if row["n"] == 0:
                print(f"| {name} | | not finished | |" + " |" * (len(shown) + 1))
                continue
            if row["unfinished"]:
                name += f", {row['n']} of {row['n'] + len(row['unfinished'])} seeds"
            print(f"| {name} | {short(row['start']['mean'])} | {interval(row['final'])} | {interval(row['rise'], 3, True)} | "
                  + " | ".join(figure(row, key) for key, _ in shown) + f" | {seeds} |")
        print()
        pairs = [("sft", "rft"), ("rft", "rft+knowledge"), ("rft+knowledge", "rft+recite-"), ("rft+recite+", "rft+recite-"),
                 ("rft", "rft+fuzzy"), ("rft+box-budget", "rft+localise"), ("rft", "vrft-aug"), ("rft+box-budget", "vrft-aug"),
                 ("sft", "vrft-aug")]
        lines = [(a, b, paired(rows[a], rows[b])) for a, b in pairs if a in rows and b in rows]
        lines = [(a, b, gap) for a, b, gap in lines if gap]
        if lines:
            print("| paired by seed | difference of test accuracy | seeds |\n|---|---|---|")
            for a, b, gap in lines:
                print(f"| `{b}` − `{a}` | {interval(gap, 3, True)} | {gap['n']} |")
            print()


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]), sys.argv[2:] or COLUMNS)
