#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
# SPDX-License-Identifier: Apache-2.0
"""Golden files of rewards, made by code that isn't ours: Shapely's areas, SciPy's assignment, NLTK's BLEU, NumPy.

    pip install numpy scipy shapely nltk
    python3 tests/data/make/make_reward_goldens.py
Writes tests/data/reward/giou.json, imitation.json and normalise_each.json; the tests read only these.
"""
import json
import random
import re
from pathlib import Path

import nltk
import numpy
import scipy
import shapely
from nltk.translate.bleu_score import SmoothingFunction, sentence_bleu
from scipy.optimize import linear_sum_assignment

OUT = Path(__file__).resolve().parent.parent / "reward"
VERSIONS = {"numpy": numpy.__version__, "scipy": scipy.__version__, "shapely": shapely.__version__, "nltk": nltk.__version__}


def write(name, cases):
    lines = ",\n".join(json.dumps(case) for case in cases)
    head = json.dumps({"made_with": VERSIONS})[:-1]
    (OUT / name).write_text(f'{head}, "cases": [\n{lines}\n]}}\n')
    print(name, len(cases))


# --- Generalised IoU ------------------------------------------------------------------------------------------------

def giou(a, b):
    """-1 for a box without area, which no formula covers."""
    if a[2] <= a[0] or a[3] <= a[1] or b[2] <= b[0] or b[3] <= b[1]:
        return -1.0
    one, two = shapely.box(*a), shapely.box(*b)
    union = one.union(two)
    around = union.envelope.area
    return one.intersection(two).area / union.area - (around - union.area) / around


def random_box(rng):
    x, y = rng.uniform(0, 70), rng.uniform(0, 70)
    return [round(v, 2) for v in (x, y, x + rng.uniform(3, 30), y + rng.uniform(3, 30))]


def boxes():
    rng = random.Random(31)
    cases = [
        {"predicted": [[5, 5, 15, 15]], "reference": [[0, 0, 10, 10]]},
        {"predicted": [[0, 0, 10, 10]], "reference": [[0, 0, 10, 10]]},
        {"predicted": [[0, 0, 100, 100]], "reference": [[40, 40, 60, 60]]},  # the whole image
        {"predicted": [[0, 0, 10, 10]], "reference": [[10, 0, 20, 10]]},  # they touch
        {"predicted": [[0, 0, 10, 10]], "reference": [[90, 90, 100, 100]]},  # far away
        {"predicted": [[0, 0, 10, 10], [80, 0, 90, 10]], "reference": [[85, 0, 95, 10], [2, 0, 12, 10]]},
        # The nearest box first would leave a worse pair: the sum decides.
        {"predicted": [[0, 0, 10, 10], [20, 0, 30, 10]], "reference": [[14, 0, 24, 10], [40, 0, 50, 10]]},
        {"predicted": [[10, 0, 0, 10], [0, 0, 10, 10]], "reference": [[0, 0, 10, 10]]},
        {"predicted": [[5, 5, 5, 9]], "reference": [[0, 0, 10, 10]]},
        {"predicted": [[0, 0, 10, 10]] * 5, "reference": [[0, 0, 10, 10]]},
    ]
    for num_reference, num_predicted in ((1, 1), (1, 4), (3, 3), (4, 2), (6, 9), (8, 5), (2, 7)):
        cases.append({"predicted": [random_box(rng) for _ in range(num_predicted)],
                      "reference": [random_box(rng) for _ in range(num_reference)]})
    for case in cases:
        pairs = numpy.array([[giou(p, r) for r in case["reference"]] for p in case["predicted"]])
        fits = (1 + pairs) / 2
        rows, columns = linear_sum_assignment(fits, maximize=True)
        case["giou"] = pairs.tolist()
        case["score"] = float(fits[rows, columns].sum()) / max(len(case["predicted"]), len(case["reference"]))
    write("giou.json", cases)


# --- Imitation ------------------------------------------------------------------------------------------------------

EXEMPLARS = {
    "benign": ["The margin is smooth all round and the shape is oval, wider than tall, so I call it benign.",
               "A smooth oval lesion that is parallel to the skin with a thin capsule."],
    "malignant": ["The edge is spiculated and the lesion is taller than wide with a dark shadow behind it."],
    "cyst": [],
}


def words(text):
    return re.findall(r"[a-z0-9]+(?:[-.][a-z0-9]+)*", text.lower())


def bleu(think, exemplar):
    if not think:
        return 0.0
    if not set(think) & set(exemplar):  # NLTK returns 0 where no word is shared; the formats' rule has no such step
        product = 1.0
        for n in range(1, 5):
            product *= 0.1 / max(1, len(think) - n + 1)
        penalty = 1.0 if len(think) >= len(exemplar) else numpy.exp(1 - len(exemplar) / len(think))
        return float(penalty * product ** 0.25)
    return float(sentence_bleu([exemplar], think, smoothing_function=SmoothingFunction(epsilon=0.1).method1))


def imitation():
    thinks = ["The margin is smooth all round and the shape is oval, wider than tall, so I call it benign.",
              "The margin is smooth all round and the shape is oval", "smooth oval lesion, parallel to the skin", "",
              "The edge is spiculated and the lesion is taller than wide with a dark shadow behind it.",
              "smooth " * 12, "I see nothing of note in this picture at all today",
              "the the the the the the the the the the the", "smooth oval",
              # Pieces of both exemplars of one class: many references at once would credit both.
              "The margin is smooth all round, parallel to the skin with a thin capsule"]
    own = "A calm lesion with a smooth outline and a thin bright capsule round it."
    cases = []
    for think in thinks:
        for of in ("class", "task"):
            for label in ("benign", "malignant", "cyst"):
                for reasoning in (None, own):
                    if reasoning is not None and of == "class":
                        references = [reasoning]
                    elif of == "class":
                        references = EXEMPLARS[label]
                    else:
                        references = [text for texts in EXEMPLARS.values() for text in texts]
                    score = max((bleu(words(think), words(r)) for r in references), default=0.0)
                    enough = len(words(think)) >= 8
                    weighted = {w: w * score if enough else min(w, 0.0) for w in (0.2, -0.2)}
                    if not references:
                        weighted = {0.2: 0.0, -0.2: 0.0}
                    cases.append({"think": think, "exemplars": of, "label": label, "reasoning": reasoning, "score": score,
                                  "rewarded": weighted[0.2], "penalised": weighted[-0.2]})
    write("imitation.json", cases)
    (OUT / "exemplars.json").write_text(json.dumps(EXEMPLARS, indent=1) + "\n")


# --- normalise_each, from scored completions to advantages ------------------------------------------------------------

def advantages(values, scale):
    values = numpy.asarray(values, dtype=float)
    centred = values - values.mean(axis=1, keepdims=True)
    if scale == "none":
        return centred
    spread = values.std(ddof=1) if scale == "batch" else values.std(axis=1, ddof=1, keepdims=True)
    return centred / (spread + 1e-4)


def normalise_each():
    """Sum over rewards of |weight| times the advantages of the weighted value over |weight|, which keeps the sign."""
    rng = numpy.random.default_rng(77)
    cases = []
    for scale in ("group", "batch", "none"):
        weights = {"format": 0.5, "accuracy": 1.0, "recitation": -0.2}
        score = {"format": (rng.random((3, 6)) > 0.2).astype(float), "accuracy": (rng.random((3, 6)) > 0.5).astype(float),
                 "recitation": numpy.round(rng.uniform(0, 1, (3, 6)), 3)}
        weighted = {name: weights[name] * score[name] for name in weights}
        # A think that is too short: the worst value of the weight, whatever its BLEU.
        weighted["recitation"][0, 1] = weighted["recitation"][2, 4] = -0.2
        # All equal in one reward: that one says nothing, the others do.
        weighted["format"][1, :] = 0.5
        # Totals that are equal although their parts aren't.
        for name, values in (("format", [0.5, 0.5, 0, 0, 0.5, 0]), ("accuracy", [0, 0, 0.5, 0.5, 0, 0.5]),
                             ("recitation", [0.0] * 6)):
            weighted[name][2, :] = values
        total = sum(abs(weights[name]) * advantages(weighted[name] / abs(weights[name]), scale) for name in weights)
        cases.append({"scale": scale, "weights": weights, "weighted": {n: v.tolist() for n, v in weighted.items()},
                      "advantages": total.tolist(), "summed": advantages(sum(weighted.values()), scale).tolist()})
    write("normalise_each.json", cases)


if __name__ == "__main__":
    boxes()
    imitation()
    normalise_each()
