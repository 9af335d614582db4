#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
# SPDX-License-Identifier: Apache-2.0
"""Golden files of the statistics of a run's health: labels against nearest neighbours, answers paired by chance.

Needs numpy and scipy. Run it from anywhere:
    python3 tests/data/make/make_health_goldens.py
It writes tests/data/stats/neighbours.json and chance_pairing.json; the output is committed and the tests read only
that. Equal library versions give equal files.
"""
import itertools
import json
from pathlib import Path

import numpy
import scipy
from scipy import stats
from scipy.spatial.distance import cdist

DATA = Path(__file__).resolve().parent.parent / "stats"
MASK = 2 ** 64 - 1


def write(name, cases):
    head = json.dumps({"made_with": {"numpy": numpy.__version__, "scipy": scipy.__version__}})[:-1]
    lines = ",\n".join(json.dumps(case) for case in cases)
    (DATA / name).write_text(f'{head}, "cases": [\n{lines}\n]}}\n', encoding="utf-8")


def counter_numbers(seed):
    """SplitMix64 (Steele, Lea, Flood 2014), the counter-based generator of core/random.h."""
    for n in itertools.count(1):
        z = (seed + n * 0x9E3779B97F4A7C15) & MASK
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        yield z ^ (z >> 31)


def below(numbers, bound):
    limit = bound * (MASK // bound)
    return next(value for value in numbers if value < limit) % bound


def shuffle(items, numbers):
    for i in range(len(items), 1, -1):
        j = below(numbers, i)
        items[i - 1], items[j] = items[j], items[i - 1]


def neighbour_case(rng, patients_count, dimensions, count, signal, permutations, seed):
    patients, labels, rows = [], [], []
    for patient in range(patients_count):
        for _ in range(1 + rng.integers(3)):
            label = int(rng.integers(3))
            patients.append(f"p{patient}")
            labels.append(label)
            rows.append(rng.normal(size=dimensions) + signal * label * numpy.eye(dimensions)[0])
    features = numpy.asarray(rows, dtype=numpy.float32)
    wide = features.astype(numpy.float64)
    deviation = wide.std(axis=0)
    standard = (wide - wide.mean(axis=0)) / numpy.where(deviation > 0, deviation, 1)
    distance = cdist(standard, standard, "cosine")
    same = numpy.equal.outer(numpy.array(patients), numpy.array(patients))
    distance[same] = numpy.inf
    nearest = numpy.argsort(distance, axis=1, kind="stable")[:, :count]

    def agreement(of):
        of = numpy.asarray(of)
        return float((of[:, None] == of[nearest]).mean())

    owned = {}
    for index, patient in enumerate(patients):
        owned.setdefault(patient, []).append(index)
    owned = list(owned.values())
    observed = agreement(labels)
    numbers = counter_numbers(seed)
    giver = list(range(len(owned)))
    null = []
    for _ in range(permutations):
        shuffle(giver, numbers)
        exchanged = [None] * len(labels)
        for taker, images in enumerate(owned):
            given = owned[giver[taker]]
            for k, image in enumerate(images):
                exchanged[image] = labels[given[k % len(given)]]
        null.append(agreement(exchanged))
    reached = sum(value >= observed - 1e-12 for value in null)
    return {"patients": patients, "labels": labels, "dimensions": dimensions,
            "features": [float(value) for value in features.ravel()], "count": count,
            "permutations": permutations, "seed": seed, "nearest": nearest.tolist(), "observed": observed,
            "by_chance": float(numpy.mean(null)), "p": (1 + reached) / (1 + permutations)}


def pairing_case(references, answers, num_classes, grades):
    """Mean and variance over ALL permutations, then the normal tail."""
    largest = max(grades) - min(grades) if grades else None

    def score(answer, reference):
        if answer is None:
            return 0.0
        if grades is None:
            return float(answer == reference)
        return 1 - ((grades[answer] - grades[reference]) / largest) ** 2
    table = numpy.array([[score(a, r) for r in references] for a in answers])
    rows = numpy.arange(len(answers))
    totals = numpy.array([table[rows, list(order)].sum() for order in itertools.permutations(range(len(answers)))])
    observed = table[rows, rows].sum()
    p = 1.0 if totals.std() < 1e-9 else float(stats.norm.sf((observed - totals.mean()) / totals.std()))
    return {"references": references, "answers": answers, "classes": num_classes, "grades": grades, "p": p}


def main():
    rng = numpy.random.default_rng(20)
    write("neighbours.json", [neighbour_case(rng, 14, 4, 5, signal, 99, seed)
                              for signal, seed in ((0.0, 3), (1.0, 4), (4.0, 5))])
    write("chance_pairing.json", [
        pairing_case([0, 0, 1, 1, 2, 2, 2], [0, 0, 1, 1, 2, 2, 2], 3, None),
        pairing_case([0, 0, 1, 1, 2, 2, 2], [0, 1, 1, None, 2, 0, 2], 3, None),
        pairing_case([0, 1, 2, 3, 4, 2, 1], [1, 1, 2, 4, 4, 2, 0], 5, [0, 1, 2, 3, 4]),
        pairing_case([0, 1, 2, 3, 4, 2, 1], [4, 3, 2, 1, 0, None, 3], 5, [0, 1, 2, 3, 4]),
        pairing_case([0, 1, 1, 0, 1], [1, 1, 1, 1, 1], 2, None),
        pairing_case([0, 3, 1, 0, 3, 1], [0, 3, 1, 1, 3, 0], 4, [0, 2, 3, 7]),
    ])


if __name__ == "__main__":
    main()
