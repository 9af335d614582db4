# SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
# SPDX-License-Identifier: Apache-2.0
"""One measurement of TRL's GRPOTrainer, in a process of its own; prints one JSON object.

    trl_side.py POLICY PROMPTS.jsonl --steps N --warmup N --threads N --completions G --new-tokens N [--no-checkpointing]
"""
import argparse
import json
import os
import resource
import sys
import tempfile
import time

parser = argparse.ArgumentParser()
parser.add_argument("policy")
parser.add_argument("prompts")
for name, value in (("steps", 3), ("warmup", 1), ("threads", 1), ("completions", 8), ("new-tokens", 128)):
    parser.add_argument(f"--{name}", type=int, default=value)
parser.add_argument("--no-checkpointing", action="store_true")
arguments = parser.parse_args()
os.environ |= {"OMP_NUM_THREADS": str(arguments.threads), "TOKENIZERS_PARALLELISM": "false", "HF_HUB_OFFLINE": "1",
               "TRANSFORMERS_VERBOSITY": "error", "CUDA_VISIBLE_DEVICES": ""}

import datasets  # noqa: E402
import torch  # noqa: E402
from peft import LoraConfig  # noqa: E402
from transformers import PreTrainedTokenizerFast, Qwen2_5_VLForConditionalGeneration, TrainerCallback  # noqa: E402
from trl import GRPOConfig, GRPOTrainer  # noqa: E402

torch.set_num_threads(arguments.threads)
DECODER = r"(?!.*visual).*\.(q_proj|k_proj|v_proj|o_proj|gate_proj|up_proj|down_proj)"


class Clock:
    """Wall and processor time by phase; inner phases are taken out of outer ones."""

    def __init__(self):
        self.open, self.times = [], {}

    @staticmethod
    def now():
        return time.perf_counter(), time.process_time()

    def begin(self, name):
        self.open.append([name, self.now(), [0.0, 0.0]])

    def end(self):
        name, start, inner = self.open.pop()
        spent = [b - a for a, b in zip(start, self.now())]
        own = self.times.setdefault(name, [0.0, 0.0])
        for i in range(2):
            own[i] += spent[i] - inner[i]
            if self.open:
                self.open[-1][2][i] += spent[i]

    def around(self, owner, method, name):
        inner = getattr(owner, method)

        def timed(*args, **words):
            self.begin(name(*args, **words) if callable(name) else name)
            try:
                return inner(*args, **words)
            finally:
                self.end()

        setattr(owner, method, timed)


class Steps(TrainerCallback):
    def __init__(self, clock, warmup):
        self.clock, self.warmup, self.start, self.spent = clock, warmup, None, None

    def on_step_end(self, args, state, control, **words):
        if state.global_step == self.warmup:
            self.clock.times.clear()
            self.start = Clock.now()
        self.spent = [b - a for a, b in zip(self.start, Clock.now())] if self.start else None


def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def main():
    before = peak()
    tokenizer = PreTrainedTokenizerFast(tokenizer_file=os.path.join(arguments.policy, "tokenizer.json"), eos_token="<|im_end|>",
                                        pad_token="<|endoftext|>")
    lists = [json.loads(line)["ids"] for line in open(arguments.prompts)]
    texts = [tokenizer.decode(ids) for ids in lists]
    assert all(tokenizer(text, add_special_tokens=False)["input_ids"] == ids for text, ids in zip(texts, lists))
    model = Qwen2_5_VLForConditionalGeneration.from_pretrained(arguments.policy, dtype=torch.float32)
    suppressed = json.load(open(os.path.join(arguments.policy, "generation_config.json")))["suppress_tokens"]
    total = arguments.warmup + arguments.steps
    with tempfile.TemporaryDirectory() as scratch:
        config = GRPOConfig(
            output_dir=scratch, per_device_train_batch_size=arguments.completions, num_generations=arguments.completions,
            max_completion_length=arguments.new_tokens, max_steps=total, beta=0.04, learning_rate=1e-5, bf16=False, use_cpu=True,
            gradient_checkpointing=not arguments.no_checkpointing, save_strategy="no", report_to="none", logging_steps=1000,
            disable_tqdm=True, temperature=1.0, dataloader_num_workers=0, shuffle_dataset=False, loss_type="grpo",
            generation_kwargs={"suppress_tokens": suppressed})
        lengths = []

        def reward(completion_ids, **_):
            lengths.extend(len(ids) for ids in completion_ids)
            return [float(i % 2) for i in range(len(completion_ids))]

        clock = Clock()
        steps = Steps(clock, arguments.warmup)
        trainer = GRPOTrainer(
            model=model, reward_funcs=reward, args=config, train_dataset=datasets.Dataset.from_dict({"prompt": texts}),
            processing_class=tokenizer, callbacks=[steps],
            peft_config=LoraConfig(r=16, lora_alpha=32, lora_dropout=0.0, target_modules=DECODER, task_type="CAUSAL_LM"))
        clock.around(trainer, "_generate", "rollout")
        clock.around(trainer, "_get_per_token_logps_and_entropies",
                     lambda *_, **__: "forward" if torch.is_grad_enabled() else "reference")
        clock.around(trainer.accelerator, "backward", "backward")
        sys.stdout, out = sys.stderr, sys.stdout
        trainer.train()
        sys.stdout = out
    assert set(lengths) == {arguments.new_tokens}, f"completions of other lengths: {sorted(set(lengths))}"
    wall, process = (spent / arguments.steps for spent in steps.spent)
    phases = {name: [part / arguments.steps for part in times] for name, times in clock.times.items()}
    phases["optimiser and rest"] = [wall - sum(p[0] for p in phases.values()), process - sum(p[1] for p in phases.values())]
    import accelerate, peft, transformers, trl  # noqa: E401, E402
    print(json.dumps({
        "wall_s": wall, "process_s": process, "phases": phases, "base_bytes": before,
        "peak_bytes": peak(),
        "versions": {"torch": torch.__version__, "transformers": transformers.__version__, "trl": trl.__version__,
                     "peft": peft.__version__, "accelerate": accelerate.__version__}}))


main()
