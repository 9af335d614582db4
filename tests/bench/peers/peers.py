#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
# SPDX-License-Identifier: Apache-2.0
"""Side by side with TRL's GRPOTrainer: the same random weights, prompts, adapters and threads, in turn. See README.md.

    python3 tests/bench/peers/peers.py --engine build/engine/bin/vrftaug-engine [--engine ANOTHER] [--out PAGE.md]
"""
import argparse
import datetime
import json
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
AIMS = {("small", 64): 3.0, ("small", 300): 3.0, ("large", 64): 1.5, ("large", 300): 2.0}
STEPS = {"small": 4, "large": 1}  # measured in one round
COMPLETIONS, NEW_TOKENS = 8, 128
RECIPE = {"format": 1, "preset": "rft", "trainable": {"kind": "lora", "rank": 16, "alpha": 32, "targets": "decoder"},
          "sampling": {"prompts_per_step": 1, "completions": COMPLETIONS, "max_new_tokens": NEW_TOKENS},
          "objective": {"kl": 0.04}, "optimiser": {"lr": 1e-5}}


def child(command, threads):
    environment = os.environ | {"OMP_NUM_THREADS": str(threads)}
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True, env=environment)
    if done.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))}\n{done.stderr[-3000:]}")
    return json.loads(done.stdout.strip().splitlines()[-1])


def ours(engine, place, size, tokens, threads):
    told = child([engine, "bench", "--policy", place / size, "--prompts", place / f"{tokens}.jsonl", "--recipe",
                  place / "recipe.json", "--steps", STEPS[size], "--threads", threads, "--json"], threads)
    assert told["completion_tokens"] == NEW_TOKENS and told["prompt_tokens"] == tokens, told
    return {"wall_s": told["wall_s"], "process_s": told["process_s"], "base_bytes": told["start_bytes"],
            "peak_bytes": told["peak_bytes"], "phases": {p["phase"]: [p["wall_s"], p["process_s"]] for p in told["phases"]},
            "machine": {key: told[key] for key in ("cpu", "libtorch", "blas", "gemm_gflops", "copy_bytes_per_second")},
            "parameters": told["parameters"]}


def trl(place, size, tokens, threads, checkpointing):
    words = [] if checkpointing else ["--no-checkpointing"]
    return child([sys.executable, HERE / "trl_side.py", place / size, place / f"{tokens}.jsonl", "--steps", STEPS[size],
                  "--warmup", 1, "--threads", threads, "--completions", COMPLETIONS, "--new-tokens", NEW_TOKENS, *words], threads)


def middle(rounds, *path):
    values = []
    for value in rounds:
        for key in path:
            value = value[key]
        values.append(value)
    return statistics.median(values)


def shares(rounds):
    total = middle(rounds, "process_s")
    names = sorted({name for r in rounds for name in r["phases"]}, key=lambda n: -rounds[0]["phases"].get(n, [0, 0])[1])
    parts = {name: middle([r for r in rounds if name in r["phases"]], "phases", name, 1) / total for name in names}
    return ", ".join(f"{name} {100 * part:.0f} %" for name, part in parts.items() if part >= 0.005)


def work(size, tokens, parameters, shapes):
    """Products of a step in GFLOP as it is computed here: the prompt once, adapters neglected, recomputation not counted."""
    vocabulary, width = shapes[size][0], shapes[size][1]
    layers = parameters - vocabulary * width
    completion = COMPLETIONS * NEW_TOKENS
    decode = 2 * completion * parameters + 2 * tokens * layers
    # reference and forward once, backward by the inputs alone: the base is frozen
    update = 3 * 2 * ((tokens + completion) * layers + completion * vocabulary * width)
    return decode / 1e9, update / 1e9


def page(results, engines, threads, took, shapes):
    first = next(iter(results.values()))["ours"][engines[0]][0]["machine"]
    peers = next(iter(results.values()))["trl"][0]["versions"]
    lines = [f"{datetime.date.today()}, {first['cpu']}, {threads} thread(s), load {os.getloadavg()[1]:.1f}, {took / 60:.0f} min; "
             + ", ".join(f"{name} {version}" for name, version in peers.items()) + ".", ""]
    for key, both in results.items():
        size, tokens = key
        lines += [f"### {size}, prompts of {tokens} tokens", "",
                  "| | steps/s (wall) | steps/s (processor) | sampled tokens/s | peak memory, MB | above an empty process, MB | share of processor time |",
                  "|---|---|---|---|---|---|---|"]
        reference = both["trl"]
        rows = [("TRL", reference)] + [(f"ours, LibTorch {both['ours'][e][0]['machine']['libtorch']}", both["ours"][e]) for e in engines]
        for name, rounds in rows:
            wall, process = middle(rounds, "wall_s"), middle(rounds, "process_s")
            rollout = middle(rounds, "phases", "rollout", 1)
            lines.append(f"| {name} | {1 / wall:.3f} | {1 / process:.3f} | {COMPLETIONS * NEW_TOKENS / rollout:.0f} | "
                         f"{middle(rounds, 'peak_bytes') / 1e6:.0f} | "
                         f"{(middle(rounds, 'peak_bytes') - middle(rounds, 'base_bytes')) / 1e6:.0f} | {shares(rounds)} |")
        lines.append("")
        for engine in engines:
            mine = both["ours"][engine]
            machine = mine[0]["machine"]
            ratio = {clock: statistics.median(t[clock] / m[clock] for t, m in zip(reference, mine)) for clock in ("wall_s", "process_s")}
            memory = middle(mine, "peak_bytes") / middle(reference, "peak_bytes")
            speed = max(m["machine"]["gemm_gflops"] for m in mine)
            copy = max(m["machine"]["copy_bytes_per_second"] for m in mine)
            decode, update = work(size, tokens, mine[0]["parameters"], shapes)
            rollout = middle(mine, "phases", "rollout", 1)
            learned = sum(middle(mine, "phases", p, 1) for p in ("reference", "forward", "backward"))
            weights = 4 * mine[0]["parameters"] * NEW_TOKENS / rollout
            lines.append(
                f"LibTorch {machine['libtorch']}, {machine['blas'].split(' (')[0]}: **{ratio['process_s']:.2f} times TRL** by processor time, "
                f"{ratio['wall_s']:.2f} by the clock (aim {AIMS[key]}), {100 * memory:.0f} % of its memory (aim 50 %). Rollout "
                f"{decode / rollout:.0f} GFLOP/s reading weights at {weights / 1e9:.1f} GB/s, update {update / learned:.0f} GFLOP/s; the machine: "
                f"{speed:.0f} GFLOP/s (768³ product), {copy / 1e9:.1f} GB/s (copy, read and written).")
        lines.append("")
    return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--engine", action="append", required=True, help="a vrftaug-engine; again for one with another LibTorch")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=2, help="of every case, in turn")
    parser.add_argument("--only", choices=["small", "large"], help="one size")
    parser.add_argument("--no-checkpointing", action="store_true", help="TRL without its default, gradient checkpointing")
    parser.add_argument("--out", type=pathlib.Path, help="where the page is written, too")
    arguments = parser.parse_args()
    start = time.time()
    sys.path.insert(0, str(HERE))
    import models

    place = pathlib.Path(tempfile.mkdtemp(prefix="vrft-peers-"))
    try:
        (place / "recipe.json").write_text(json.dumps(RECIPE))
        sizes = [arguments.only] if arguments.only else list(models.SIZES)
        for size in sizes:
            # In a child, as everything that takes memory: what this process once had counts as its children's peak.
            count = child([sys.executable, HERE / "models.py", place / size, size], arguments.threads)
            print(f"{size}: {count:,} parameters", flush=True)
        for tokens in (64, 300):
            models.make_prompts(place / f"{tokens}.jsonl", tokens, 8)
        results = {}
        for turn in range(arguments.rounds):
            for size in sizes:
                for tokens in (64, 300):
                    both = results.setdefault((size, tokens), {"trl": [], "ours": {engine: [] for engine in arguments.engine}})
                    for engine in arguments.engine:
                        both["ours"][engine].append(ours(engine, place, size, tokens, arguments.threads))
                    both["trl"].append(trl(place, size, tokens, arguments.threads, not arguments.no_checkpointing))
                    told = [f"{both['ours'][engine][-1]['process_s']:.2f} s" for engine in arguments.engine]
                    print(f"{turn + 1}/{arguments.rounds} {size} {tokens}: ours {', '.join(told)}, TRL "
                          f"{both['trl'][-1]['process_s']:.2f} s a step (processor)", flush=True)
        text = page(results, arguments.engine, arguments.threads, time.time() - start, models.SIZES)
        print("\n" + text)
        if arguments.out:
            arguments.out.write_text(text + "\n")
    finally:
        shutil.rmtree(place, ignore_errors=True)


if __name__ == "__main__":
    main()
