# SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
# SPDX-License-Identifier: Apache-2.0
"""Makes tests/data/imaging with the Python standard library alone: small npz files, right and wrong, and what the real
MedMNIST files hold (counts, labels, SHA-256 of the pixels).

    python3 tests/data/make/make_imaging_goldens.py [FOLDER_OF_MEDMNIST]
"""
import ast
import collections
import hashlib
import json
import pathlib
import struct
import sys
import zipfile

OUT = pathlib.Path(__file__).resolve().parent.parent / "imaging"


def npy(descr, shape, data, fortran=False, version=1):
    header = repr({"descr": descr, "fortran_order": fortran, "shape": shape})
    pad = 64 - (10 + len(header) + 1) % 64
    header = (header + " " * pad + "\n").encode()
    size = struct.pack("<H", len(header)) if version == 1 else struct.pack("<I", len(header))
    return b"\x93NUMPY" + bytes([version, 0]) + size + header + data


def images(count, seed, rows=4, columns=5):
    return npy("|u1", (count, rows, columns), bytes((seed + 7 * i) % 256 for i in range(count * rows * columns)))


def labels(values):
    return npy("|u1", (len(values), 1), bytes(values))


def arrays():
    return {
        "train_images": images(4, 1), "train_labels": labels([0, 1, 1, 0]),
        "val_images": images(2, 50), "val_labels": labels([1, 0]),
        "test_images": images(3, 99), "test_labels": labels([0, 0, 1]),
    }


def save(name, entries):
    with zipfile.ZipFile(OUT / "npz" / name, "w", zipfile.ZIP_DEFLATED) as archive:
        for key, value in entries.items():
            archive.writestr(zipfile.ZipInfo(key + ".npy", (2020, 1, 1, 0, 0, 0)), value)


def wrong(name, **changes):
    entries = arrays()
    for key, value in changes.items():
        if value is None:
            del entries[key]
        else:
            entries[key] = value
    save(name, entries)


def make_files():
    (OUT / "npz").mkdir(parents=True, exist_ok=True)
    save("small.npz", arrays())
    wide = arrays()  # other ways to write the same numbers
    wide["train_labels"] = npy(">i8", (4,), struct.pack(">4q", 0, 1, 1, 0))
    wide["val_labels"] = npy("<i2", (2, 1), struct.pack("<2h", 1, 0), version=2)
    save("wide.npz", wide)
    colour = arrays()
    for split, count in (("train", 4), ("val", 2), ("test", 3)):
        pixels = bytes((count + 5 * i) % 256 for i in range(count * 4 * 5 * 3))
        colour[split + "_images"] = npy("|u1", (count, 4, 5, 3), pixels)
    save("colour.npz", colour)
    wrong("missing.npz", val_labels=None)
    wrong("float_images.npz", train_images=npy("<f4", (4, 4, 5), bytes(4 * 4 * 5 * 4)))
    wrong("wide_images.npz", train_images=npy("<u2", (4, 4, 5), bytes(4 * 4 * 5 * 2)))
    wrong("volumes.npz", train_images=npy("|u1", (4, 4, 5, 2), bytes(4 * 4 * 5 * 2)))
    wrong("fortran.npz", train_images=npy("|u1", (4, 4, 5), bytes(80), fortran=True))
    wrong("other_size.npz", test_images=images(3, 9, rows=5))
    wrong("other_length.npz", test_labels=labels([0, 1]))
    wrong("short_data.npz", val_images=npy("|u1", (2, 4, 5), bytes(39)))
    wrong("several_labels.npz", val_labels=npy("|u1", (2, 14), bytes(28)))
    wrong("negative_label.npz", train_labels=npy("|i1", (4, 1), b"\x00\x01\xff\x00"))
    wrong("huge_shape.npz", train_images=npy("|u1", (2**40, 2**40, 5), b""))
    wrong("object.npz", train_labels=npy("|O", (4, 1), b"\x80\x04."))
    wrong("no_array.npz", train_images=b"hello")
    wrong("breastmnist.npz", test_labels=labels([0, 2, 1]))  # a class breastmnist doesn't have
    (OUT / "npz" / "no_zip.npz").write_bytes(b"this is no ZIP archive")
    whole = (OUT / "npz" / "small.npz").read_bytes()
    (OUT / "npz" / "cut.npz").write_bytes(whole[: len(whole) // 2])
    broken = bytearray(whole)
    broken[whole.index(b"NUMPY") if b"NUMPY" in whole else 120] ^= 0xFF
    (OUT / "npz" / "bit_flip.npz").write_bytes(bytes(broken))


def read(archive, name):
    raw = archive.read(name + ".npy")
    length = struct.unpack("<H", raw[8:10])[0]
    return ast.literal_eval(raw[10:10 + length].decode()), raw[10 + length:]


def describe(folder):
    found = {}
    for name in ("breastmnist", "pneumoniamnist", "retinamnist"):
        with zipfile.ZipFile(folder / (name + ".npz")) as archive:
            found[name] = {}
            for split in ("train", "val", "test"):
                header, pixels = read(archive, split + "_images")
                _, classes = read(archive, split + "_labels")
                found[name][split] = {
                    "shape": header["shape"],
                    "pixels": hashlib.sha256(pixels).hexdigest(),
                    "labels": [collections.Counter(classes).get(i, 0) for i in range(max(classes) + 1)],
                }
    (OUT / "medmnist.json").write_text(json.dumps(found, indent=1) + "\n")


make_files()
if len(sys.argv) > 1:
    describe(pathlib.Path(sys.argv[1]))
