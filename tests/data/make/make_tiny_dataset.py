#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
# SPDX-License-Identifier: Apache-2.0
"""Writes tests/data/dataset/tiny: a dataset folder made from the text of the format alone.

Nothing of the program is used: the image names (SHA-256 of "W H C\\n" + samples), the PNG files and the dataset hash
are computed here with Python's standard library. The lines are written with blanks, in another key order and with
numbers like 12.0, so that an equal hash proves the canonical form and not a lucky copy of bytes.
"""
import hashlib
import json
import pathlib
import struct
import zlib

OUT = pathlib.Path(__file__).resolve().parents[1] / "dataset" / "tiny"

CLASSES = [("low", 0), ("middle", 1), ("high", 2)]
TASK = {
    "format": 1,
    "id": "tiny-grade",
    "kind": "grading",
    "name": "Tiny grades",
    "question": "Which grade?",
    "classes": [
        {"id": i, "name": i, "synonyms": [], "grade": g, "definition": f"Definition {g}.", "attributes": []}
        for i, g in CLASSES
    ],
    "distance": {"preset": "power"},
}
# id, split, patient, grade, boxes, attributes, reasoning, spacing
ROWS = [
    ("s3", "train", "ccc", 2, [[1, 0.5, 3.25, 4.0]], {"size": "large", "echo": "dark"}, "Groß – sagt \"ja\".", [0.3, 0.3]),
    ("s1", "train", "aaa", 0, [], {}, None, None),
    ("s2", "train", "aaa", 1, [[0.0, 0, 4, 4]], {"size": "small"}, None, [0.123456789, 1]),
    ("s10", "val", "bbb", 1, [], {}, "two\nlines", None),
    ("s4", "val", "ddd", 0, [], {}, None, None),
    ("s0", "test", "eee", 2, [], {}, None, None),
]
SPLITS = ["train", "val", "test"]


def png(width, height, channels, samples):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    row = width * channels
    raw = b"".join(b"\0" + samples[y * row : (y + 1) * row] for y in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 0 if channels == 1 else 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(raw)) + chunk(b"IEND", b"")


def canonical(value):
    """Keys sorted, no blanks, shortest round-trip numbers (a whole number has no point)."""
    if isinstance(value, dict):
        return "{" + ",".join(canonical(k) + ":" + canonical(value[k]) for k in sorted(value, key=str.encode)) + "}"
    if isinstance(value, list):
        return "[" + ",".join(canonical(v) for v in value) + "]"
    if isinstance(value, float):
        return str(int(value)) if value == int(value) else repr(value)
    return json.dumps(value, ensure_ascii=False)


def dataset_hash(task, samples):
    head = {"task": {"id": task["id"], "kind": task["kind"],
                     "classes": [{"id": c["id"], "grade": c["grade"]} for c in task["classes"]]}}
    digest = hashlib.sha256((canonical(head) + "\n").encode())
    ordinals = {}
    for sample in samples:
        line = dict(sample, patient=ordinals.setdefault(sample["patient"], len(ordinals)))
        digest.update((canonical(line) + "\n").encode())
    return digest.hexdigest()


def main():
    (OUT / "images").mkdir(parents=True, exist_ok=True)
    samples = []
    for index, (sid, split, patient, grade, boxes, attributes, reasoning, spacing) in enumerate(ROWS):
        channels = 3 if sid == "s2" else 1
        pixels = bytes((index * 37 + i * 11) % 256 for i in range(4 * 5 * channels))
        name = hashlib.sha256(f"4 5 {channels}\n".encode() + pixels).hexdigest()
        (OUT / "images" / f"{name}.png").write_bytes(png(4, 5, channels, pixels))
        samples.append({
            "target": {"reasoning": reasoning, "boxes": boxes, "grade": grade, "label": CLASSES[grade][0],
                       "attributes": attributes},
            "patient": patient,
            "split": split,
            "images": [{"file": f"images/{name}.png", "width": 4, "height": 5, "spacing_mm": spacing,
                        "render": {"window": [40, 400.5] if index == 0 else None, "invert": index == 1,
                                   "crop": [0, 0, 4, 5] if index == 2 else None}}],
            "id": sid,
        })
    samples.sort(key=lambda s: (SPLITS.index(s["split"]), s["id"]))
    counts = {
        split: {
            "patients": len({s["patient"] for s in samples if s["split"] == split}),
            "samples": sum(s["split"] == split for s in samples),
            "by_class": {c: sum(s["split"] == split and s["target"]["label"] == c for s in samples) for c, _ in CLASSES},
        }
        for split in SPLITS
    }
    document = {
        "format": 1, "name": "tiny", "hash": dataset_hash(TASK, samples), "task": "task.json",
        "split_plan": {"name": "main", "ratios": [70, 15, 15], "seed": 7}, "counts": counts,
        "certificate": {"groups": 5, "overlap": 0, "linked_by": ["patient_id", "accession", "pixel_hash"],
                        "patient_identity": "assumed", "burned_in_checked": False},
        "made": {"program": "make_tiny_dataset.py", "time": 1.5},
    }
    (OUT / "dataset.json").write_text(json.dumps(document, indent=1) + "\n")
    (OUT / "task.json").write_text(json.dumps(TASK, indent=1) + "\n")
    (OUT / "samples.jsonl").write_text("".join(json.dumps(s, ensure_ascii=True) + "\n" for s in samples))


main()
