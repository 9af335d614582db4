# SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
# SPDX-License-Identifier: Apache-2.0
"""Makes tests/data/base/doubles.json with the Python standard library alone: doubles by their bits, and how canonical
JSON writes them: repr, but whole numbers without ".0" and negative zero as 0.

    python3 tests/data/make/make_json_goldens.py
"""
import json
import pathlib
import random
import struct

OUT = pathlib.Path(__file__).resolve().parent.parent / "base"


def bits(value):
    return struct.pack(">d", value).hex()


def canonical(value):
    text = repr(value)
    if text.endswith(".0"):
        text = text[:-2]
    return "0" if text == "-0" else text


def neighbours(value):
    low, middle, high = (struct.unpack(">q", struct.pack(">d", value))[0] + step for step in (-1, 0, 1))
    return [struct.unpack(">d", struct.pack(">q", raw))[0] for raw in (low, middle, high)]


values = [0.0, -0.0, 1.0, -1.0, 0.1, 0.3, 0.25, 100.0, 0.0001, 0.00015, 0.00001, 2.5e-7, 5e-324, 1.7976931348623157e308,
          2.0**53, 2.0**53 + 2, -(2.0**53), 2.0**63, 2.0**64, 123456789012345680.0, 1e21, 1e22, 1e23, 0.35277777777777775]
for exponent in range(-8, 24):
    values += neighbours(10.0**exponent) + neighbours(-(10.0**exponent))
generator = random.Random(5)
values += [struct.unpack(">d", struct.pack(">Q", (generator.getrandbits(1) << 63) | (generator.randrange(1, 2046) << 52)
                                           | generator.getrandbits(52)))[0] for _ in range(150)]
values += [generator.uniform(-1, 1) * 10.0 ** generator.randint(-7, 18) for _ in range(200)]
values += [round(generator.uniform(0, 3), digits) for digits in range(1, 9) for _ in range(10)]
values += [float(generator.randrange(2**53, 10**17)) for _ in range(40)]

OUT.mkdir(exist_ok=True)
(OUT / "doubles.json").write_text(json.dumps({bits(value): canonical(value) for value in values}, indent=0) + "\n")
