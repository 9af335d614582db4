#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
# SPDX-License-Identifier: Apache-2.0
"""Writes tests/data/objective/goldens.json: advantages, losses and their gradients, computed with NumPy alone.

Gradients are central differences in double precision, so no formula of the program's is repeated for them.
Usage: python3 tests/data/make/make_objective_goldens.py
"""
import itertools
import json
import pathlib

import numpy as np

rng = np.random.default_rng(20260)
OUT = pathlib.Path(__file__).resolve().parent.parent / "objective" / "goldens.json"


def advantages(rewards, scale):
    rewards = np.asarray(rewards, dtype=float)
    centred = rewards - rewards.mean(axis=1, keepdims=True)
    if scale == "group":
        return centred / (rewards.std(axis=1, ddof=1, keepdims=True) + 1e-4)
    if scale == "batch":
        return centred / (rewards.std(ddof=1) + 1e-4)
    return centred


def token_ratios(logp, old, lengths, o):
    difference = logp - old
    if o.get("sequence"):  # GSPO: the geometric mean of a completion's ratios, for all of its tokens
        ends = np.cumsum(lengths)
        difference = np.concatenate([np.full(n, difference[end - n:end].mean()) for n, end in zip(lengths, ends)])
    return np.exp(np.clip(difference, -20, 20))


def token_losses(logp, old, adv, ref, lengths, o):
    ratio = token_ratios(logp, old, lengths, o)
    clipped = np.clip(ratio, 1 - o["clip_low"], 1 + o["clip_high"])
    loss = -np.minimum(ratio * adv, clipped * adv)
    if o["dual_clip"] is not None:
        loss = np.where(adv < 0, np.minimum(loss, -adv * o["dual_clip"]), loss)
    if ref is None:
        return loss, None
    d = np.clip(ref - logp, -20, 20)
    kl = np.minimum(np.exp(d) - d - 1, 10)
    return loss + o["kl"] * kl, kl


def step_loss(logp, old, adv, ref, lengths, truncated, o):
    """The whole step at once, completions one after another."""
    loss, kl = token_losses(logp, old, adv, ref, lengths, o)
    keep = np.repeat([not (o["mask_truncated"] and t) for t in truncated], lengths).astype(float)
    owner = np.repeat(np.arange(len(lengths)), lengths)
    batch = len(lengths)
    if o["aggregation"] == "token_mean":
        total = (loss * keep).sum() / max(keep.sum(), 1)
    elif o["aggregation"] == "sequence_mean":
        total = sum((loss * keep)[owner == i].sum() / lengths[i] for i in range(batch)) / batch
    else:
        total = (loss * keep).sum() / (batch * o["max_new_tokens"])
    return total, kl


def gradient(f, x, h=1e-6):
    result = np.zeros_like(x)
    for i in range(len(x)):
        up, down = x.copy(), x.copy()
        up[i] += h
        down[i] -= h
        result[i] = (f(up) - f(down)) / (2 * h)
    return result


def advantage_cases():
    cases = []
    for scale in ("group", "batch", "none"):
        rewards = np.round(rng.uniform(-1, 2, size=(3, 5)), 3)
        cases.append({"scale": scale, "rewards": rewards.tolist(), "advantages": advantages(rewards, scale).tolist()})
    return cases


def normalise_each_cases():
    cases = []
    for scale in ("group", "batch", "none"):
        columns = []
        total = 0
        for weight in (0.5, 1.0, -0.2, 0.0):
            score = np.round(rng.uniform(0, 1, size=(3, 5)), 3)
            total = total + weight * advantages(score, scale)
            columns.append({"weight": weight, "weighted": (weight * score).tolist()})
        cases.append({"scale": scale, "columns": columns, "advantages": total.tolist()})
    return cases


def loss_cases():
    cases = []
    switches = ((None, 0.1, False, 0.2), (3.0, 0.0, True, 0.28), (1.4, 0.04, True, 0.2))
    for sequence in (False, True):
        for aggregation, (dual_clip, kl, mask, high) in itertools.product(("token_mean", "sequence_mean", "constant"), switches):
            lengths = [4, 1, 6, 3]
            n = sum(lengths)
            options = {"clip_low": 0.2, "clip_high": high, "dual_clip": dual_clip, "kl": kl,
                       "aggregation": aggregation, "mask_truncated": mask, "max_new_tokens": 7}
            if sequence:
                options["sequence"] = True
            truncated = [False, True, False, False]
            logp = rng.uniform(-3, -0.05, n)
            old = logp + rng.normal(0, 0.4, n)
            ref = logp + rng.normal(0, 0.8, n) if kl else None
            adv = np.repeat([1.3, -0.7, -1.1, 0.4], lengths)
            total, k3 = step_loss(logp, old, adv, ref, lengths, truncated, options)
            grad = gradient(lambda x: step_loss(x, old, adv, ref, lengths, truncated, options)[0], logp)
            ratio = token_ratios(logp, old, lengths, options)
            cases.append({"options": options, "lengths": lengths, "truncated": truncated, "log_probs": logp.tolist(),
                          "old": old.tolist(), "reference": None if ref is None else ref.tolist(),
                          "advantages": adv.tolist(), "loss": total,
                          "kl": None if k3 is None else k3.tolist(), "gradient": grad.tolist(),
                          "clipped_low": int(((ratio < 0.8) & (adv < 0)).sum()),
                          "clipped_high": int(((ratio > 1 + high) & (adv > 0)).sum())})
    return cases


def main():
    weights = [1.0, 1.0, 4.0, 0.0, 4.0]
    logp = rng.uniform(-3, -0.05, 5)
    document = {"advantages": advantage_cases(), "normalise_each": normalise_each_cases(), "losses": loss_cases(),
                "supervised": {"log_probs": logp.tolist(), "weights": weights,
                               "loss": float(-(logp * weights).sum() / sum(weights))}}
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_text(json.dumps(document, indent=1) + "\n")
    print(OUT)


if __name__ == "__main__":
    main()
