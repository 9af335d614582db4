# SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
# SPDX-License-Identifier: Apache-2.0
"""Random fields written by Python's csv module: tests/data/annotation/quoting.csv and .json (the fields themselves).

Run from the repository's root: python3 tests/data/make/make_annotation_goldens.py
"""
import csv
import json
import pathlib
import random

random.seed(20260101)
ALPHABET = ["a", "b", ",", '"', "\n", "\r\n", " ", "é", "日", "'", ";", "1.5", ""]
rows = []
for _ in range(300):
    row = ["".join(random.choices(ALPHABET, k=random.randint(0, 6))) for _ in range(random.randint(2, 5))]
    rows.append(row)
folder = pathlib.Path("tests/data/annotation")
with open(folder / "quoting.csv", "w", newline="", encoding="utf-8") as file:
    csv.writer(file).writerows(rows)  # CRLF line ends
(folder / "quoting.json").write_text(json.dumps(rows, ensure_ascii=False) + "\n", encoding="utf-8", newline="\n")
