#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
# SPDX-License-Identifier: Apache-2.0
"""Golden files of core/run, written from the format description alone (never from the program's output).

presets.json   every preset for every kind of task, size and choice of datasets: the resolved recipe, or "refused".
tokens.bin     a token file packed by Python's struct (whose half floats round to nearest, ties to even).
tokens.json    the values in it, and pairs (float32 bits, float16 bits) over the whole range.

Run from anywhere: python3 tests/data/make/make_run_goldens.py
"""
import json
import pathlib
import random
import struct

OUT = pathlib.Path(__file__).resolve().parent.parent / "run"

RFT = {
    "classification": [{"name": "format", "weight": 0.5}, {"name": "accuracy", "weight": 1}],
    "grading": [{"name": "format", "weight": 0.5}, {"name": "accuracy", "weight": 1}],
    "localisation": [{"name": "format", "weight": 0.5}, {"name": "boxes", "weight": 1, "measure": "iou"}],
}
FUZZY = [{"name": "format", "weight": 0.5}, {"name": "fuzzy_grade", "weight": 1}]


def recite(sign):
    return {"name": "recitation", "weight": sign * 0.2, "min_words": 8}


def stage(name, steps, rewards, method="grpo"):
    dataset = name
    return {"name": name, "dataset": dataset, "method": method, "steps": steps, "rewards": rewards, "combine": "sum"}


def box_steps(steps):
    # round(0.4 * steps) with integers; halves away from zero
    return (4 * steps + 5) // 10


def recipe(preset, kind, large, localise, steps, seed):
    steps = steps or (500 if large else 300)
    rft = RFT[kind]
    knowledge, weight, fuzzy, first = False, 0.0, False, False
    main, method, main_steps = rft, "grpo", steps
    if preset == "rft+knowledge":
        knowledge = True
    elif preset in ("rft+recite-", "rft+recite+"):
        knowledge = True
        weight = -0.2 if preset.endswith("-") else 0.2
        main = rft + [recite(-1 if preset.endswith("-") else 1)]
    elif preset == "rft+fuzzy":
        if kind != "grading":
            return None
        main, fuzzy = FUZZY, True
    elif preset == "rft+localise":
        if not localise:
            return None
        first = True
    elif preset == "rft+box-budget":
        main_steps = steps + box_steps(steps)
    elif preset == "vrft-aug":
        knowledge, weight, fuzzy, first = True, -0.2, kind == "grading", localise
        main = (FUZZY if fuzzy else rft) + [recite(-1)]
    elif preset == "sft":
        method = "sft"
    stages = [stage("main", main_steps, main, method)]
    if first:
        stages.insert(0, stage("localise", box_steps(steps), RFT["localisation"]))
    return {
        "format": 1,
        "preset": preset,
        "strategy": {"knowledge_prompt": knowledge, "localise_first": first, "recitation_weight": weight,
                     "fuzzy_grades": fuzzy},
        "stages": stages,
        "objective": {"kind": "grpo", "clip_low": 0.2, "clip_high": 0.2, "dual_clip": None,
                      "kl": 0.04 if large else 0.3, "advantage_scale": "group", "aggregation": "token_mean",
                      "updates_per_rollout": 1, "mask_truncated": False, "dynamic_sampling": False},
        "sampling": {"prompts_per_step": 4 if large else 8, "completions": 8, "temperature": 1.0,
                     "max_new_tokens": 512 if large else 64},
        "optimiser": {"lr": 1e-5 if large else 3e-4, "beta1": 0.9, "beta2": 0.95, "eps": 1e-8, "weight_decay": 0.0,
                      "warmup_steps": 5, "schedule": "cosine" if large else "constant", "grad_clip": 1.0},
        "trainable": {"kind": "lora" if large else "full", "rank": 16, "alpha": 32, "targets": "decoder",
                      "base": "bf16" if large else "fp32", "gradient_checkpointing": large},
        "evaluation": {"every": 20 if large else 10, "max_samples": 0, "image_gain_samples": 64},
        "checkpoint": {"every_steps": 25, "every_s": 60, "keep_last": 2, "keep_best": "heldout/score"},
        "health": {"no_signal": 0.8, "no_signal_steps": 10, "one_answer": 0.9, "think_fall": 0.5, "truth_fall": 0.12,
                   "iou_fall": 0.07, "greedy_gap": 0.25, "invalid": 0.5, "kl": 0.25, "kl_spike": 10,
                   "entropy_low": 0.05, "entropy_rise": 2, "truncated": 0.3, "repeated": 0.05, "image_gain": 0,
                   "image_chance": 0.05, "one_reward": 0.9, "slow": 5, "free_mb": 500},
        "prompt": "default-1",
        "seed": seed,
    }


def presets():
    names = ["rft", "rft+knowledge", "rft+recite-", "rft+recite+", "rft+fuzzy", "rft+localise", "rft+box-budget",
             "vrft-aug", "sft"]
    cases = []
    for name in names:
        for kind in RFT:
            for large in (False, True):
                for localise in (False, True):
                    for steps, seed in ((None, 1),) if large else ((None, 1), (7, 5)):
                        resolved = recipe(name, kind, large, localise, steps, seed)
                        cases.append({"preset": name, "kind": kind, "large": large, "localise": localise,
                                      "steps": steps, "seed": seed, "recipe": resolved})
    return cases


def half_pairs():
    """float32 bit patterns with the binary16 bits struct gives (infinity where it refuses an overflow)."""
    chosen = [0x00000000, 0x80000000, 0x3F800000, 0x33000000, 0x33000001, 0x33800000, 0x387FC000, 0x387FE000,
              0x387FF000, 0x38800000, 0x477FE000, 0x477FEFFF, 0x477FF000, 0x47800000, 0x7F800000, 0xFF800000,
              0x3F801000, 0x3F803000, 0x00000001, 0x7F7FFFFF]
    generator = random.Random(7)
    chosen += [generator.getrandbits(32) for _ in range(400)]
    chosen += [generator.randrange(0x33000000, 0x48000000) for _ in range(400)]
    pairs = []
    for bits in chosen:
        value = struct.unpack("<f", struct.pack("<I", bits))[0]
        if value != value:
            continue
        try:
            half = struct.unpack("<H", struct.pack("<e", value))[0]
        except OverflowError:
            half = 0xFC00 if value < 0 else 0x7C00
        pairs.append([bits, half])
    return pairs


def tokens():
    records = [[1, -0.5, 0.25], [151643, -1.1754943508222875e-38, 11.9296875], [4294967295, 0.0, 0.0],
               [65536, -13.815510749816895, 6.103515625e-05]]
    data = b"VRFTTOK1" + struct.pack("<II", 1, 10)
    for token, log_probability, entropy in records:
        data += struct.pack("<Ife", token, log_probability, entropy)
    return data, records


def main():
    OUT.mkdir(parents=True, exist_ok=True)
    lines = ",\n".join(json.dumps(case, separators=(",", ":")) for case in presets())
    (OUT / "presets.json").write_text("[\n" + lines + "\n]\n")
    data, records = tokens()
    (OUT / "tokens.bin").write_bytes(data)
    (OUT / "tokens.json").write_text(json.dumps({"records": records, "halves": half_pairs()}, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
