# SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
# SPDX-License-Identifier: Apache-2.0
"""The same work in transformers, beside `vrftaug-engine bench-shape`: one prompt, G sampled completions, one update of
LoRA adapters on every decoder linear (PEFT). Prints one row of the table of scripts/gpu-check. For benchmarks only."""

import argparse
import json
import time

import torch
from transformers import Qwen2_5_VLConfig, Qwen2_5_VLForConditionalGeneration


def seconds(device, work):
    if device.type == "cuda":
        torch.cuda.synchronize(device)
    start = time.perf_counter()
    result = work()
    if device.type == "cuda":
        torch.cuda.synchronize(device)
    return time.perf_counter() - start, result


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--shape", required=True)
    parser.add_argument("--completions", type=int, default=8)
    parser.add_argument("--prompt-tokens", type=int, default=300)
    parser.add_argument("--new-tokens", type=int, default=128)
    parser.add_argument("--repeats", type=int, default=1)
    parser.add_argument("--device", default="cuda:0")
    parser.add_argument("--base", default="bf16")
    arguments = parser.parse_args()
    device = torch.device(arguments.device)
    dtype = torch.bfloat16 if arguments.base == "bf16" else torch.float32
    with open(arguments.shape) as file:
        shape = json.load(file)
    torch.manual_seed(1)
    torch.set_default_dtype(dtype)
    with device:
        model = Qwen2_5_VLForConditionalGeneration(Qwen2_5_VLConfig.from_dict(shape))
    torch.set_default_dtype(torch.float32)
    model.eval()
    adapted = model
    try:
        from peft import LoraConfig, get_peft_model

        targets = r"(?!.*visual).*\.(q_proj|k_proj|v_proj|o_proj|gate_proj|up_proj|down_proj)"
        adapted = get_peft_model(model, LoraConfig(r=16, lora_alpha=32, target_modules=targets))
        name = "transformers + PEFT"
    except ImportError:
        name = "transformers, all weights"
    trainable = [p for p in adapted.parameters() if p.requires_grad]
    optimiser = torch.optim.AdamW(trainable, lr=1e-5)

    prompt = torch.randint(0, min(500, shape["vocab_size"]), (1, arguments.prompt_tokens), device=device)

    def generate(tokens):
        with torch.no_grad():
            return adapted.generate(
                input_ids=prompt, attention_mask=torch.ones_like(prompt), do_sample=True, top_k=0, top_p=1.0,
                num_return_sequences=arguments.completions, max_new_tokens=tokens, min_new_tokens=tokens,
                pad_token_id=0)

    def update(sequences):
        optimiser.zero_grad(set_to_none=True)
        start = arguments.prompt_tokens - 1
        logits = adapted(input_ids=sequences, attention_mask=torch.ones_like(sequences)).logits[:, start:-1].float()
        chosen = torch.log_softmax(logits, -1).gather(2, sequences[:, start + 1:].unsqueeze(2)).squeeze(2)
        signs = torch.tensor([1.0 if k % 2 else -1.0 for k in range(len(sequences))], device=device).unsqueeze(1)
        (-(torch.exp(chosen - chosen.detach()) * signs).mean()).backward()
        torch.nn.utils.clip_grad_norm_(trainable, 1.0)
        optimiser.step()

    best = {"prefill": float("inf"), "decode": float("inf"), "update": float("inf")}
    update(generate(8))  # warms up
    for _ in range(arguments.repeats):
        prefill, _ = seconds(device, lambda: generate(1))
        whole, sequences = seconds(device, lambda: generate(arguments.new_tokens))
        learned, _ = seconds(device, lambda: update(sequences))
        best["prefill"] = min(best["prefill"], prefill)
        best["decode"] = min(best["decode"], (whole - prefill) / (arguments.new_tokens - 1))
        best["update"] = min(best["update"], learned)
    peak = torch.cuda.max_memory_allocated(device) / 1e9 if device.type == "cuda" else 0
    print(f"| {name} | {arguments.base} | {arguments.completions} | {1000 * best['prefill']:.1f} | "
          f"{1000 * best['decode']:.2f} | {arguments.completions / best['decode']:.0f} | - | "
          f"{1000 * best['update']:.1f} | {peak:.1f} |")


main()
