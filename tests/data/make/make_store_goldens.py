# SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
# SPDX-License-Identifier: Apache-2.0
"""Places patient groups as the formats say it, with hashlib: tests/data/store/split_placement.json.

u = (first 8 bytes, big-endian, of SHA-256("split/SEED/GROUP")) / 2^64 in the cumulated ratios.
Run from the repository's root: python3 tests/data/make/make_store_goldens.py
"""
import hashlib
import json
import pathlib

RATIOS = [[70, 15, 15], [0.8, 0.1, 0.1], [1, 0, 1], [0, 0, 3], [33.3, 33.3, 33.4]]
SEEDS = [0, 1, 7, 2**63 + 5, 2**64 - 1]
GROUPS = ["", "P1", "P2", "P10", "assumed", "breastmnist-train-12", "山田^太郎", "study:1.2.3", "a/b", " x "]


def place(seed, group, ratios):
    digest = hashlib.sha256(f"split/{seed}/{group}".encode()).digest()
    u = int.from_bytes(digest[:8], "big") / 2**64
    total = sum(ratios)
    cumulated = 0
    last = None
    for name, ratio in zip(["train", "val", "test"], ratios):
        if ratio <= 0:
            continue
        cumulated += ratio
        last = name
        if u < cumulated / total:
            return name
    return last


rows = [
    {"seed": str(seed), "group": group, "ratios": ratios, "split": place(seed, group, ratios)}
    for ratios in RATIOS
    for seed in SEEDS
    for group in GROUPS
]
out = pathlib.Path("tests/data/store/split_placement.json")
out.write_text("[\n" + ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows) + "\n]\n", encoding="utf-8")
