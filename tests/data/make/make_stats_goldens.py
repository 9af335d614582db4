#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
# SPDX-License-Identifier: Apache-2.0
"""Golden files of core/stats and core/reward, made by code that isn't ours where there is any.

Needs numpy, scipy, scikit-learn, nltk and pycocotools. Run it from anywhere:
    python3 tests/data/make/make_stats_goldens.py
It writes tests/data/stats/*.json and tests/data/reward/bleu.json; the output is committed and the tests read only
that. Equal library versions give equal files. (tests/data/reward/completions.json is written by hand.)
"""
import contextlib
import io
import json
import math
import random
import unicodedata
from collections import Counter
from pathlib import Path

import nltk
import numpy
import scipy
import sklearn
from nltk.translate.bleu_score import SmoothingFunction, sentence_bleu
from pycocotools.coco import COCO
from pycocotools.cocoeval import COCOeval
from scipy import stats
from scipy.optimize import linear_sum_assignment
from sklearn.calibration import calibration_curve
from sklearn.metrics import (accuracy_score, balanced_accuracy_score, brier_score_loss, cohen_kappa_score,
                             confusion_matrix, mean_absolute_error, precision_score, recall_score)

DATA = Path(__file__).resolve().parent.parent
VERSIONS = {"numpy": numpy.__version__, "scipy": scipy.__version__, "scikit-learn": sklearn.__version__,
            "nltk": nltk.__version__}


def write(relative, cases):
    file = DATA / relative
    file.parent.mkdir(parents=True, exist_ok=True)
    lines = ",\n".join(json.dumps(case, ensure_ascii=False) for case in cases)
    head = json.dumps({"made_with": VERSIONS}, ensure_ascii=False)[:-1]
    file.write_text(f'{head}, "cases": [\n{lines}\n]}}\n', encoding="utf-8")
    print(file, file.stat().st_size)


# --- Classification and grades -------------------------------------------------------------------------------------

def kappa_with_invalid(reference, predicted, grades):
    """1 - sum(w O) / sum(w E) over pairs, an invalid answer (None) at the largest distance of the scale."""
    largest = max(grades) - min(grades)

    def weight(r, p):
        return (largest if p is None else grades[r] - grades[p]) ** 2
    observed = numpy.mean([weight(r, p) for r, p in zip(reference, predicted)])
    expected = numpy.mean([weight(r, p) for r in reference for p in predicted])
    return None if expected == 0 else float(1 - observed / expected)


def classification_case(rng, num_classes, n, invalid_share, skill, grades=None):
    reference = [rng.randrange(num_classes) for _ in range(n)]
    predicted = []
    for r in reference:
        if rng.random() < invalid_share:
            predicted.append(None)
        else:
            predicted.append(r if rng.random() < skill else rng.randrange(num_classes))
    return describe(reference, predicted, num_classes, grades or list(range(num_classes)))


def describe(reference, predicted, num_classes, grades):
    labels = list(range(num_classes + 1))
    filled = [num_classes if p is None else p for p in predicted]
    matrix = confusion_matrix(reference, filled, labels=labels)[:num_classes]
    present = sorted(set(reference))
    recall = recall_score(reference, filled, labels=labels[:num_classes], average=None, zero_division=0)
    precision = precision_score(reference, filled, labels=labels[:num_classes], average=None, zero_division=0)
    import warnings
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        balanced = float(balanced_accuracy_score(reference, filled))
    largest = max(grades) - min(grades)
    kappa = kappa_with_invalid(reference, predicted, grades)
    if None not in predicted and kappa is not None and grades == list(range(num_classes)):
        peer = cohen_kappa_score(reference, predicted, labels=labels[:num_classes], weights="quadratic")
        assert abs(peer - kappa) < 1e-12, (peer, kappa)
        kappa = float(peer)
    return {
        "classes": num_classes, "grades": grades, "reference": reference,
        "predicted": [-1 if p is None else p for p in predicted],
        "accuracy": float(accuracy_score(reference, filled)), "balanced_accuracy": balanced,
        "majority": max(Counter(reference).values()) / len(reference),
        "confusion": matrix.tolist(),
        "recall": [float(recall[c]) if c in present else None for c in range(num_classes)],
        "precision": [float(precision[c]) if c in predicted else None for c in range(num_classes)],
        # No valid answer is wrong for every class, so for specificity too.
        "specificity": [None if all(r == c for r in reference) else
                        float(recall_score([r != c for r in reference], [p not in (c, None) for p in predicted]))
                        for c in range(num_classes)],
        "qwk": kappa,
        "grade_error": float(numpy.mean([largest if p is None else abs(grades[r] - grades[p])
                                         for r, p in zip(reference, predicted)])),
        "entropy": float(stats.entropy(list(Counter(filled).values()))),
    }


def classification():
    rng = random.Random(11)
    cases = [
        describe([0, 1, 2, 3, 4, 1, 2, 4], [0, 1, 2, 3, 4, 0, 2, 2], 5, [0, 1, 2, 3, 4]),
        describe([0, 0, 0], [0, 0, 0], 2, [0, 1]),
        describe([1, 0, 1], [None, None, None], 2, [0, 1]),
        describe([0, 1], [1, 0], 2, [0, 1]),
        describe([2, 2, 1], [0, None, 1], 3, [0, 1, 2]),
        classification_case(rng, 3, 30, 0.2, 0.5, [2, 1, 4]),
        classification_case(rng, 4, 40, 0.0, 0.6, [3, 2, 1, 0]),
    ]
    for num_classes in (2, 3, 5, 9):
        for invalid in (0, 0.15):
            cases.append(classification_case(rng, num_classes, 60, invalid, 0.5))
    write("stats/classification.json", cases)


# --- Boxes ---------------------------------------------------------------------------------------------------------

def iou(a, b):
    if a[2] <= a[0] or a[3] <= a[1] or b[2] <= b[0] or b[3] <= b[1]:
        return 0.0
    width = min(a[2], b[2]) - max(a[0], b[0])
    height = min(a[3], b[3]) - max(a[1], b[1])
    if width <= 0 or height <= 0:
        return 0.0
    both = width * height
    return both / ((a[2] - a[0]) * (a[3] - a[1]) + (b[2] - b[0]) * (b[3] - b[1]) - both)


def random_box(rng, near=None):
    if near is not None:
        x1, y1, x2, y2 = (round(v + rng.uniform(-4, 4), 2) for v in near)
        return [x1, y1, max(x2, x1 + 1), max(y2, y1 + 1)]  # pycocotools leaves boxes without area out, formats don't
    x, y = rng.uniform(0, 70), rng.uniform(0, 70)
    return [round(v, 2) for v in (x, y, x + rng.uniform(5, 30), y + rng.uniform(5, 30))]


def average_precision_50(images):
    """pycocotools with equal confidences, in the order given."""
    truth = {"info": {}, "images": [{"id": i + 1, "width": 200, "height": 200} for i in range(len(images))],
             "categories": [{"id": 1, "name": "lesion"}], "annotations": []}
    detections = []
    for i, image in enumerate(images):
        for box in image["reference"]:
            size = [box[2] - box[0], box[3] - box[1]]
            truth["annotations"].append({"id": len(truth["annotations"]) + 1, "image_id": i + 1, "category_id": 1,
                                         "bbox": box[:2] + size, "area": size[0] * size[1], "iscrowd": 0})
        for box in image["predicted"]:
            detections.append({"image_id": i + 1, "category_id": 1, "score": 0.5,
                               "bbox": box[:2] + [box[2] - box[0], box[3] - box[1]]})
    if not truth["annotations"]:
        return None
    if not detections:
        return 0.0
    with contextlib.redirect_stdout(io.StringIO()):
        coco = COCO()
        coco.dataset = truth
        coco.createIndex()
        evaluation = COCOeval(coco, coco.loadRes(detections), "bbox")
        evaluation.params.iouThrs = numpy.array([0.5])
        evaluation.evaluate()
        evaluation.accumulate()
    # precision[iou, recall, class, area=all, most detections=100]
    return float(numpy.mean(evaluation.eval["precision"][0, :, 0, 0, 2]))


def boxes():
    rng = random.Random(12)
    cases = [{"predicted": [[5, 5, 15, 15]], "reference": [[0, 0, 10, 10]]},
             {"predicted": [], "reference": []},
             {"predicted": [[0, 0, 10, 10]], "reference": []},
             {"predicted": [], "reference": [[0, 0, 10, 10]]},
             # Greedy takes 0.6 first and is left with nothing; the best sum needs the other pairing.
             {"predicted": [[0, 0, 10, 10], [0, 0, 6, 10]], "reference": [[0, 0, 8, 10], [4, 0, 12, 10]]},
             {"predicted": [[10, 0, 0, 10], [0, 0, 10, 10]], "reference": [[0, 0, 10, 10]]}]
    for num_reference, num_predicted in ((1, 4), (3, 3), (4, 2), (6, 9), (8, 5), (5, 5), (2, 7), (7, 7)):
        reference = [random_box(rng) for _ in range(num_reference)]
        predicted = [random_box(rng, rng.choice(reference)) if rng.random() < 0.7 else random_box(rng)
                     for _ in range(num_predicted)]
        cases.append({"predicted": predicted, "reference": reference})
    for case in cases:
        matrix = numpy.array([[iou(p, r) for r in case["reference"]] for p in case["predicted"]])
        most = max(len(case["predicted"]), len(case["reference"]))
        if matrix.size == 0:
            case["sum"] = 0.0
        else:
            rows, columns = linear_sum_assignment(matrix, maximize=True)
            case["sum"] = float(matrix[rows, columns].sum())
        case["score"] = 1.0 if most == 0 else case["sum"] / most
    write("stats/boxes.json", cases)

    sets = []
    for num_images, skill in ((1, 0.5), (4, 0.3), (12, 0.7), (25, 0.9), (6, 0.0)):
        images = []
        for _ in range(num_images):
            reference = [random_box(rng) for _ in range(rng.choice([0, 1, 1, 2, 3]))]
            predicted = [random_box(rng, r) for r in reference if rng.random() < skill]
            predicted += [random_box(rng) for _ in range(rng.choice([0, 0, 1, 2]))]
            rng.shuffle(predicted)
            images.append({"predicted": predicted, "reference": reference})
        sets.append({"images": images, "ap50": average_precision_50(images)})
    perfect = [{"predicted": [[0, 0, 10, 10]], "reference": [[0, 0, 10, 10]]}]
    sets.append({"images": perfect, "ap50": average_precision_50(perfect)})
    sets.append({"images": [{"predicted": [[0, 0, 5, 5]], "reference": []}], "ap50": None})
    exactly_half = [{"predicted": [[0, 0, 10, 5]], "reference": [[0, 0, 10, 10]]}]
    sets.append({"images": exactly_half, "ap50": average_precision_50(exactly_half)})
    write("stats/ap50.json", sets)


# --- Intervals -----------------------------------------------------------------------------------------------------

class SplitMix64:
    """Steele, Lea and Flood 2014, written from the paper's constants."""

    def __init__(self, seed):
        self.state = seed

    def next(self):
        mask = (1 << 64) - 1
        self.state = (self.state + 0x9E3779B97F4A7C15) & mask
        z = self.state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & mask
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & mask
        return z ^ (z >> 31)

    def below(self, bound):
        limit = bound * (((1 << 64) - 1) // bound)
        value = self.next()
        while value >= limit:
            value = self.next()
        return value % bound


def cluster_bootstrap(patients, values, seed, resamples, confidence):
    groups = {}
    for patient, value in zip(patients, values):
        groups.setdefault(patient, []).append(value)
    if len(groups) < 2:
        return None
    ordered = list(groups.values())
    generator = SplitMix64(seed)
    means = []
    for _ in range(resamples):
        drawn = [ordered[generator.below(len(ordered))] for _ in ordered]
        means.append(sum(map(sum, drawn)) / sum(map(len, drawn)))
    tail = 100 * (1 - confidence) / 2
    return [float(v) for v in numpy.percentile(means, [tail, 100 - tail])]


def intervals():
    rng = random.Random(13)
    cases = []
    for num_patients, per_patient, seed, resamples, confidence in (
            (2, 1, 1, 500, 0.95), (15, 3, 7, 2000, 0.95), (60, 2, 12345678901234567890, 2000, 0.95),
            (30, 1, 3, 1000, 0.9), (1, 5, 1, 100, 0.95)):
        patients, values = [], []
        for p in range(num_patients):
            for _ in range(rng.randint(1, per_patient)):
                patients.append(f"p{p}")
                values.append(rng.choice([0, 1]) if seed % 2 else round(rng.random(), 3))
        order = list(range(len(values)))
        rng.shuffle(order)
        patients, values = [patients[i] for i in order], [values[i] for i in order]
        cases.append({"kind": "bootstrap", "patients": patients, "values": values, "seed": seed,
                      "resamples": resamples, "confidence": confidence, "value": float(numpy.mean(values)),
                      "bounds": cluster_bootstrap(patients, values, seed, resamples, confidence)})
    for values, confidence in (([0.61, 0.58, 0.66, 0.62, 0.60], 0.95), ([1.0, 2.0], 0.95), ([3.0, 3.0, 3.0], 0.95),
                               ([round(rng.gauss(0, 1), 4) for _ in range(20)], 0.99), ([0.5], 0.95)):
        bounds = None
        if len(values) > 1:
            error = stats.sem(values)
            half = stats.t.ppf((1 + confidence) / 2, len(values) - 1) * error
            bounds = [float(numpy.mean(values) - half), float(numpy.mean(values) + half)]
        cases.append({"kind": "student", "values": values, "confidence": confidence,
                      "value": float(numpy.mean(values)), "bounds": bounds})
    for confidence in (0.5, 0.9, 0.95, 0.99, 0.999):
        for degrees in (1, 2, 3, 4, 9, 30, 200, 5000):
            cases.append({"kind": "quantile", "confidence": confidence, "degrees": degrees,
                          "value": float(stats.t.ppf((1 + confidence) / 2, degrees))})
    write("stats/intervals.json", cases)


# --- Figures that aren't means ---------------------------------------------------------------------------------------

def bootstrap_figures(patients, figures_of, seed, resamples):
    """figures_of(cases) over the draws of cluster_bootstrap: [{value, bounds}], None where undefined."""
    groups = {}
    for i, patient in enumerate(patients):
        groups.setdefault(patient, []).append(i)
    ordered = list(groups.values())
    generator = SplitMix64(seed)
    drawn = []
    import warnings
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        values = figures_of(range(len(patients)))
        for _ in range(resamples):
            drawn.append(figures_of([i for _ in ordered for i in ordered[generator.below(len(ordered))]]))
    result = []
    for f, value in enumerate(values):
        known = [row[f] for row in drawn if row[f] is not None]
        bounds = None
        if value is not None and len(ordered) > 1 and 2 * len(known) >= resamples and len(set(known)) > 1:
            bounds = [float(v) for v in numpy.percentile(known, [2.5, 97.5])]
        result.append(None if value is None else {"value": float(value), "bounds": bounds})
    return result


def drawn_figures(patients, reference, predicted, num_classes, seed, resamples):
    """Balanced accuracy, kappa, grade error, then sensitivity and specificity of each class: sklearn's."""
    def figures_of(cases):
        r = [reference[i] for i in cases]
        p = [predicted[i] for i in cases]
        result = [balanced_accuracy_score(r, p) if r else None, kappa_with_invalid(r, p, list(range(num_classes))),
                  float(mean_absolute_error(r, p))]
        result += [float(recall_score([x == c for x in r], [x == c for x in p])) if c in r else None
                   for c in range(num_classes)]
        result += [float(recall_score([x != c for x in r], [x != c for x in p])) if any(x != c for x in r) else None
                   for c in range(num_classes)]
        return result
    return bootstrap_figures(patients, figures_of, seed, resamples)


def box_score(image):
    """Best sum of overlaps by SciPy's assignment, over the larger number of boxes."""
    most = max(len(image["predicted"]), len(image["reference"]))
    matrix = numpy.array([[iou(p, r) for r in image["reference"]] for p in image["predicted"]])
    if matrix.size == 0:
        return 1.0 if most == 0 else 0.0
    rows, columns = linear_sum_assignment(matrix, maximize=True)
    return float(matrix[rows, columns].sum()) / most


def drawn_boxes():
    """AP50 by pycocotools and the mean box score; every patient with images of their own."""
    rng = random.Random(18)
    cases = []
    for num_patients, per_patient, skill, resamples in ((14, 2, 0.7, 60), (6, 3, 0.3, 60), (1, 4, 0.5, 10)):
        patients, images = [], []
        for p in range(num_patients):
            for _ in range(rng.randint(1, per_patient)):
                patients.append(f"p{p}")
                reference = [random_box(rng) for _ in range(rng.choice([0, 1, 1, 2]))]
                predicted = [random_box(rng, r) for r in reference if rng.random() < skill]
                predicted += [random_box(rng) for _ in range(rng.choice([0, 0, 1]))]
                images.append({"predicted": predicted, "reference": reference})
        seed = rng.randrange(1 << 62)
        figures = bootstrap_figures(patients, lambda chosen: [average_precision_50([images[i] for i in chosen])], seed,
                                    resamples)
        scores = [box_score(image) for image in images]
        cases.append({"kind": "boxes", "patients": patients, "images": images, "seed": seed, "resamples": resamples,
                      "ap50": figures[0],
                      "iou": {"value": float(numpy.mean(scores)),
                              "bounds": cluster_bootstrap(patients, scores, seed, resamples, 0.95)}})
    return cases


def drawn_gains():
    """Scores with the image less those without it, of the same cases."""
    rng = random.Random(19)
    cases = []
    for num_patients, per_patient, resamples in ((20, 2, 400), (5, 3, 200), (1, 3, 20)):
        patients, own, other = [], [], []
        for p in range(num_patients):
            for _ in range(rng.randint(1, per_patient)):
                patients.append(f"p{p}")
                own.append(rng.choice([0, 0.5, 1, 1]))
                other.append(rng.choice([0, 0, 0.5, 1]))
        seed = rng.randrange(1 << 62)
        gains = [a - b for a, b in zip(own, other)]
        cases.append({"kind": "gain", "patients": patients, "own": own, "other": other, "seed": seed,
                      "resamples": resamples, "value": float(numpy.mean(gains)),
                      "bounds": cluster_bootstrap(patients, gains, seed, resamples, 0.95)})
    return cases


def drawn():
    rng = random.Random(16)
    cases = []
    for num_patients, per_patient, num_classes, rare, resamples in (
            (12, 2, 3, False, 300), (25, 1, 2, False, 300), (3, 1, 3, True, 200), (1, 4, 2, False, 50)):
        patients, reference, predicted = [], [], []
        for p in range(num_patients):
            for _ in range(rng.randint(1, per_patient)):
                patients.append(f"p{p}")
                reference.append(rng.randrange(num_classes) if not rare else min(p, 1))
                predicted.append(reference[-1] if rng.random() < 0.6 else rng.randrange(num_classes))
        seed = rng.randrange(1 << 62)
        cases.append({"kind": "classes", "classes": num_classes, "patients": patients, "reference": reference,
                      "predicted": predicted, "seed": seed, "resamples": resamples,
                      "figures": drawn_figures(patients, reference, predicted, num_classes, seed, resamples)})
    write("stats/drawn.json", cases + drawn_boxes() + drawn_gains())


# --- Calibration -----------------------------------------------------------------------------------------------------

def calibration_case(probabilities, right, bins):
    probabilities, hits = numpy.array(probabilities), numpy.array(right, dtype=float)
    edges = numpy.arange(bins + 1) / bins
    place = numpy.minimum(numpy.searchsorted(edges, probabilities, side="right") - 1, bins - 1)
    rows, ece = [], 0.0
    for b in range(bins):
        inside = place == b
        count = int(inside.sum())
        mean = float(probabilities[inside].mean()) if count else None
        hit = float(hits[inside].mean()) if count else None
        rows.append({"n": count, "probability": mean, "accuracy": hit})
        if count:
            ece += abs(hit - mean) * count / len(hits)
    if not set(probabilities) & set(edges):  # sklearn puts a value on an edge into the bin below
        peer_hit, peer_mean = calibration_curve(hits, probabilities, n_bins=bins)
        filled = [row for row in rows if row["n"]]
        assert numpy.allclose(peer_hit, [row["accuracy"] for row in filled])
        assert numpy.allclose(peer_mean, [row["probability"] for row in filled])
    brier = float(numpy.mean((probabilities - hits) ** 2))
    if len(set(right)) == 2:
        assert abs(brier - brier_score_loss(right, probabilities)) < 1e-12
    return {"probabilities": probabilities.tolist(), "right": [int(h) for h in hits], "bins": bins, "rows": rows,
            "ece": ece, "brier": brier, "mean": float(probabilities.mean()), "accuracy": float(hits.mean())}


def calibration():
    rng = random.Random(17)
    cases = [calibration_case([0.0, 0.1, 0.3, 0.7, 1.0], [0, 1, 0, 1, 1], 10),
             calibration_case([0.5], [1], 10), calibration_case([1.0, 1.0, 1.0], [1, 1, 0], 10),
             calibration_case([0.2, 0.2, 0.2, 0.2], [0, 0, 0, 0], 5), calibration_case([0.42], [0], 1)]
    for n, bins in ((30, 10), (200, 10), (57, 15)):
        probabilities = [rng.random() for _ in range(n)]
        cases.append(calibration_case(probabilities, [int(rng.random() < p ** 1.5) for p in probabilities], bins))
    write("stats/calibration.json", cases)


# --- Paired tests ----------------------------------------------------------------------------------------------------

def sign_flip(patients, differences, seed, resamples):
    """p of the paired permutation test by patient and whether it is exact."""
    sums = {}
    for patient, difference in zip(patients, differences):
        sums[patient] = sums.get(patient, 0) + difference
    apart = [s for s in sums.values() if abs(s) > 1e-12]
    if not apart:
        return 1.0, 0, True
    if all(float(d).is_integer() for d in differences):
        if len(apart) <= 14:  # every choice of signs, by SciPy
            peer = stats.permutation_test((numpy.array(apart, dtype=float),), numpy.sum, n_resamples=numpy.inf,
                                          permutation_type="samples", alternative="two-sided")
            return float(min(1.0, peer.pvalue)), len(apart), True
        assert all(abs(s) == 1 for s in apart)
        return float(stats.binomtest(sum(s > 0 for s in apart), len(apart)).pvalue), len(apart), True
    generator = SplitMix64(seed)
    observed, as_far = abs(sum(apart)), 1
    for _ in range(resamples):
        total = sum(-s if generator.next() & 1 else s for s in apart)
        as_far += abs(total) >= observed - 1e-12 * sum(map(abs, apart))
    return as_far / (1 + resamples), len(apart), False


def paired():
    rng = random.Random(18)
    cases = [{"kind": "mcnemar", "first": a, "second": b,
              "p": float(stats.binomtest(a, a + b).pvalue) if a + b else 1.0}
             for a, b in ((0, 0), (1, 0), (0, 5), (6, 0), (3, 3), (23, 11), (11, 23), (8, 2), (200, 260), (1, 1000))]
    for num_patients, per_patient, kind in ((10, 1, "whole"), (12, 3, "whole"), (60, 1, "whole"), (6, 2, "ties"),
                                            (20, 2, "share"), (4, 1, "share"), (5, 1, "none")):
        patients, differences = [], []
        for p in range(num_patients):
            for _ in range(rng.randint(1, per_patient)):
                patients.append(f"p{p}")
                differences.append({"whole": lambda: rng.choice([-1, 0, 0, 1, 1]), "ties": lambda: (-1) ** p,
                                    "share": lambda: round(rng.uniform(-0.6, 0.8), 3), "none": lambda: 0}[kind]())
        seed, resamples = rng.randrange(1 << 62), 400
        p, apart, exact = sign_flip(patients, differences, seed, resamples)
        cases.append({"kind": "signs", "patients": patients, "differences": differences, "seed": seed,
                      "resamples": resamples, "p": p, "apart": apart, "exact": exact})
    write("stats/paired.json", cases)


# --- Words ---------------------------------------------------------------------------------------------------------

def words(text):
    """formats: NFC, case-folded, split on everything but letters, digits and inner hyphens or points."""
    text = unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())

    def letter(i):
        return 0 <= i < len(text) and (unicodedata.category(text[i])[0] == "L" or unicodedata.category(text[i]) == "Nd")
    kept = "".join(c if letter(i) or (c in "-." and letter(i - 1) and letter(i + 1)) else " "
                   for i, c in enumerate(text))
    return kept.split()


def ngrams(tokens, n):
    return Counter(tuple(tokens[i:i + n]) for i in range(len(tokens) - n + 1))


def bleu4(candidate, references):
    if not candidate or not references:
        return 0.0
    product = 1.0
    for n in range(1, 5):
        counts = ngrams(candidate, n)
        clipped = sum(min(count, max(ngrams(r, n)[g] for r in references)) for g, count in counts.items())
        product *= (clipped if clipped > 0 else 0.1) / max(1, sum(counts.values()))
    closest = min((len(r) for r in references), key=lambda length: (abs(length - len(candidate)), length))
    penalty = 1.0 if len(candidate) >= closest else math.exp(1 - closest / len(candidate))
    value = penalty * product ** 0.25
    if any(set(candidate) & set(r) for r in references):  # nltk returns 0 where no word is shared
        peer = sentence_bleu(references, candidate, smoothing_function=SmoothingFunction(epsilon=0.1).method1)
        assert abs(peer - value) < 1e-12, (peer, value)
    return value


KNOWLEDGE = """benign: A lesion with a calm outline; it grows slowly.
benign – margin: smooth, circumscribed. Follow the edge all round.
benign – shape: oval, round. Wider than tall.
malignant: A lesion that invades the tissue around it.
malignant – margin: spiculated, indistinct. Spikes leave the edge.
malignant – echo: dark. Darker than fat, often with a 0.5-mm rim."""


def bleu():
    rng = random.Random(14)
    single = "the lesion has irregular margins and borders"
    pairs = [("the lesion has irregular borders", single), (single, single), ("no findings", single), ("", single),
             ("the the the the the the the", "the cat is on the mat\nthere is a cat on the mat"),
             ("a b c", "a b\na b c d"), ("a b c", "a b c d\na b"), ("a", "a"), ("a b c d", "x y z w"),
             ("LESION, Margin; SMOOTH!", KNOWLEDGE), (KNOWLEDGE, KNOWLEDGE),
             ("Follow the edge all round", KNOWLEDGE), ("darker than fat often with a 0.5-mm rim", KNOWLEDGE),
             ("the margin is smooth and the shape is oval so it is benign", KNOWLEDGE),
             ("cafe\u0301 noir", "caf\u00e9 noir et rond"), ("STRASSE gro\u00df", "stra\u00dfe GROSS"),
             ("well-defined -edge- 1.5. mm", "a well-defined edge of 1.5 mm"), ("...", single), ("\n\n", KNOWLEDGE),
             ("\u043cargin smooth", KNOWLEDGE)]
    vocabulary = words(KNOWLEDGE) + ["seen", "here", "now", "edge-like"]
    for length in (1, 2, 3, 4, 5, 8, 12, 20, 40):
        pairs.append((" ".join(rng.choice(vocabulary) for _ in range(length)), KNOWLEDGE))
    lines = words(KNOWLEDGE)
    for length in (4, 7, 15, 30):
        start = rng.randrange(len(lines) - length)
        pairs.append((" ".join(lines[start:start + length]), KNOWLEDGE))
    cases = []
    for think, knowledge in pairs:
        references = [words(line) for line in knowledge.split("\n")]
        cases.append({"think": think, "knowledge": knowledge, "words": words(think),
                      "bleu": bleu4(words(think), [r for r in references if r])})
    assert abs(cases[0]["bleu"] - 0.473988) < 5e-7 and cases[1]["bleu"] == 1.0
    assert abs(cases[2]["bleu"] - 0.0069025) < 5e-8
    write("reward/bleu.json", cases)


def diversity():
    cases = []
    for n, texts in ((1, ["a b a", "b c"]), (2, ["a b a b a", "a b c"]), (3, ["a b c a b c a b c"]), (3, ["a b"]),
                     (2, []), (4, [" ".join(words(KNOWLEDGE)), " ".join(words(KNOWLEDGE)[:20])])):
        grams = [g for text in texts for g in zip(*(text.split()[i:] for i in range(n)))]
        cases.append({"n": n, "texts": [t.split() for t in texts], "distinct": len(set(grams)), "total": len(grams)})
    write("stats/diversity.json", cases)


if __name__ == "__main__":
    classification()
    boxes()
    intervals()
    drawn()
    calibration()
    paired()
    bleu()
    diversity()
