#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
# SPDX-License-Identifier: Apache-2.0
"""Golden outputs of three random Qwen2.5-VL policies, computed by Hugging Face transformers.

    pip install torch==2.13.0 transformers==5.3.0 peft==0.21.2 pillow numpy safetensors      (CPU builds)
    python3 tests/data/make/make_model_goldens.py

Writes tests/data/model/NAME/: a policy folder (weights in a 16-bit type or fp32, every number exact in fp32),
image files, and goldens.json + goldens.safetensors with input ids, positions, image features and logits per prompt,
computed in fp32 with eager attention. One folder also gets an adapter saved by PEFT and the logits with it. The three folders also carry the three naming families and config dialects.
tokens_per_second is 1: transformers 5.3 multiplies an image's first temporal position by it (4.49 to 4.57, whose rule
is ours, use it for later video frames only); with 1 all versions agree.
"""
import json
import pathlib
import shutil

import numpy as np
import torch
from peft import LoraConfig, get_peft_model
from PIL import Image
from safetensors.torch import save_file
from transformers import Qwen2_5_VLConfig, Qwen2_5_VLForConditionalGeneration
from transformers.models.qwen2_vl.image_processing_qwen2_vl import Qwen2VLImageProcessor

OUT = pathlib.Path(__file__).resolve().parent.parent / "model"
VOCAB = 288
CONTROL = ["<|endoftext|>", "<|im_start|>", "<|im_end|>", "<|vision_start|>", "<|vision_end|>", "<|vision_pad|>",
           "<|image_pad|>", "<|video_pad|>"]
IDS = {name: 256 + i for i, name in enumerate(CONTROL)}
PATTERN = (r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|"
           r"\s+(?!\S)|\s+")

TEXT = {"hidden_act": "silu", "max_position_embeddings": 4096, "use_sliding_window": False, "rms_norm_eps": 1e-6,
        "vocab_size": VOCAB, "attention_dropout": 0.0, "bos_token_id": IDS["<|endoftext|>"],
        "eos_token_id": IDS["<|im_end|>"]}
TOKENS = {"vision_start_token_id": IDS["<|vision_start|>"], "vision_end_token_id": IDS["<|vision_end|>"],
          "image_token_id": IDS["<|image_pad|>"], "video_token_id": IDS["<|video_pad|>"]}

CASES = {
    # Hub dialect and names, tied, bf16; 140 x 168 has windows of four sizes.
    "tied": {
        "dialect": "flat", "names": "hub", "dtype": torch.bfloat16, "tie": True, "theta": 1e6, "section": [2, 3, 3],
        "text": {"hidden_size": 64, "intermediate_size": 96, "num_hidden_layers": 3, "num_attention_heads": 4,
                 "num_key_value_heads": 2},
        "vision": {"depth": 3, "hidden_size": 32, "num_heads": 2, "intermediate_size": 48, "patch_size": 14,
                   "window_size": 112, "fullatt_block_indexes": [1], "out_hidden_size": 64},
        "images": {"edge": (168, 140, "RGB"), "small": (56, 56, "L"), "wide": (84, 56, "RGB")},
        "prompts": [["edge"], ["small", "wide"], []],
    },
    # transformers 5 dialect and in-memory names, untied, fp16, one key/value head for six query heads.
    "untied": {
        "dialect": "nested", "names": "memory", "dtype": torch.float16, "tie": False, "theta": 1e4,
        "section": [1, 1, 2],
        "text": {"hidden_size": 48, "intermediate_size": 64, "num_hidden_layers": 2, "num_attention_heads": 6,
                 "num_key_value_heads": 1},
        "vision": {"depth": 2, "hidden_size": 24, "num_heads": 3, "intermediate_size": 32, "patch_size": 14,
                   "window_size": 56, "fullatt_block_indexes": [1], "out_hidden_size": 48},
        "adapter": True,
        "images": {"a": (112, 84, "L"), "b": (112, 84, "RGB")},
        "prompts": [["a", "b"], ["b"], []],
    },
    # The sizes of the bundled tiny policy: patch 6, window 24, theta 10; third family of names, fp32.
    "tiny": {
        "dialect": "flat", "names": "tool", "dtype": torch.float32, "tie": True, "theta": 10.0, "section": [2, 3, 3],
        "text": {"hidden_size": 32, "intermediate_size": 48, "num_hidden_layers": 2, "num_attention_heads": 2,
                 "num_key_value_heads": 2},
        "vision": {"depth": 3, "hidden_size": 16, "num_heads": 2, "intermediate_size": 32, "patch_size": 6,
                   "window_size": 24, "fullatt_block_indexes": [2], "out_hidden_size": 32},
        "images": {"square": (48, 48, "L"), "odd": (60, 36, "RGB")},
        "prompts": [["square"], ["odd", "square", "odd"], []],
        "pixels": (2304, 9216),
    },
}


def byte_alphabet():
    """GPT-2's printable stand-ins of the 256 bytes."""
    own = list(range(33, 127)) + list(range(161, 173)) + list(range(174, 256))
    other = [b for b in range(256) if b not in own]
    table = {b: chr(b) for b in own}
    table.update({b: chr(256 + i) for i, b in enumerate(other)})
    return table


def tokenizer_json():
    table = byte_alphabet()
    return {
        "version": "1.0", "truncation": None, "padding": None,
        "added_tokens": [{"id": i, "content": t, "single_word": False, "lstrip": False, "rstrip": False,
                          "normalized": False, "special": True} for t, i in IDS.items()],
        "normalizer": {"type": "NFC"},
        "pre_tokenizer": {"type": "Sequence", "pretokenizers": [
            {"type": "Split", "pattern": {"Regex": PATTERN}, "behavior": "Isolated", "invert": False},
            {"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": False, "use_regex": False}]},
        "post_processor": None,
        "decoder": {"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": False, "use_regex": False},
        "model": {"type": "BPE", "dropout": None, "unk_token": None, "continuing_subword_prefix": "",
                  "end_of_word_suffix": "", "fuse_unk": False, "byte_fallback": False,
                  "vocab": {table[b]: b for b in range(256)}, "merges": []},
    }


def config_json(case):
    vision = {"model_type": "qwen2_5_vl", "in_chans": 3, "spatial_merge_size": 2, "temporal_patch_size": 2,
              "hidden_act": "silu", "tokens_per_second": 1} | case["vision"]
    head = {"architectures": ["Qwen2_5_VLForConditionalGeneration"], "model_type": "qwen2_5_vl"}
    if case["dialect"] == "flat":
        rope = {"type": "mrope", "mrope_section": case["section"]}
        return head | TEXT | case["text"] | TOKENS | {"rope_theta": case["theta"], "rope_scaling": rope,
                                                      "tie_word_embeddings": case["tie"], "vision_config": vision}
    rope = {"rope_theta": case["theta"], "rope_type": "default", "mrope_section": case["section"]}
    text = TEXT | case["text"] | {"model_type": "qwen2_5_vl_text", "rope_parameters": rope}
    return head | TOKENS | {"tie_word_embeddings": case["tie"], "text_config": text, "vision_config": vision}


def stored_name(name, family):
    if family == "memory":
        return name
    name = name.replace("model.language_model.", "model.").replace("model.visual.", "visual.")
    if family == "hub" or name.startswith("visual."):
        return name
    return "language_model." + name


def random_weights(model, dtype, generator):
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            noise = torch.randn(parameter.shape, generator=generator)
            if ("norm" in name or "ln_q" in name) and not name.endswith(".bias"):
                value = 1 + 0.1 * noise
            elif parameter.dim() == 1:
                value = 0.1 * noise
            else:
                value = noise * (0.3 if "embed_tokens" in name else 1.2 / parameter[0].numel() ** 0.5)
            parameter.copy_(value.to(dtype).float())


def image_file(path, size, mode, index):
    """A smooth picture with a little structure: compresses well and has no symmetry."""
    width, height = size
    x, y = np.meshgrid(np.arange(width), np.arange(height))
    planes = [(40 * c + 3 * x + 5 * y + (x * y) // (7 + index) + 90 * ((x // 9 + y // 7) % 2)) % 256 for c in range(3)]
    pixels = np.stack(planes, axis=-1).astype(np.uint8)
    Image.fromarray(pixels if mode == "RGB" else pixels[:, :, 0]).convert(mode).save(path, optimize=True)


def prompt_ids(names, grids):
    ids = [IDS["<|im_start|>"], *b"user\n"]
    for name in names:
        height, width = grids[name]
        ids += [IDS["<|vision_start|>"], *[IDS["<|image_pad|>"]] * (height * width // 4), IDS["<|vision_end|>"]]
    return ids + [*b"What is it?", IDS["<|im_end|>"], *b"\n", IDS["<|im_start|>"], *b"assistant\n"]


def run_prompt(model, names, patches, grids):
    input_ids = torch.tensor([prompt_ids(names, grids)])
    inputs = {"input_ids": input_ids, "attention_mask": torch.ones_like(input_ids)}
    features = torch.zeros(0, model.config.text_config.hidden_size)
    positions = torch.arange(input_ids.shape[1]).expand(3, -1)
    if names:
        inputs["pixel_values"] = torch.cat([patches[n] for n in names])
        inputs["image_grid_thw"] = torch.tensor([[1, *grids[n]] for n in names])
        inputs["mm_token_type_ids"] = (input_ids == IDS["<|image_pad|>"]).int()
        features = torch.cat(model.model.get_image_features(inputs["pixel_values"],
                                                           inputs["image_grid_thw"]).pooler_output)
        positions, _ = model.model.get_rope_index(input_ids, inputs["mm_token_type_ids"], inputs["image_grid_thw"])
        positions = positions[:, 0]
    logits = model(**inputs).logits[0]
    return {"ids": input_ids[0], "positions": positions.contiguous(), "features": features, "logits": logits}


def make_adapter(model, folder, inputs, tensors):
    """A random adapter on the decoder, written by PEFT itself; the last row of logits with it."""
    targets = r"(?!.*visual).*\.(q_proj|k_proj|v_proj|o_proj|gate_proj|up_proj|down_proj)"
    wrapped = get_peft_model(model, LoraConfig(r=2, lora_alpha=6, target_modules=targets, task_type="CAUSAL_LM"))
    generator = torch.Generator().manual_seed(9)
    with torch.no_grad():
        for name, parameter in wrapped.named_parameters():
            if "lora_" in name:
                parameter.copy_(torch.randn(parameter.shape, generator=generator) * 0.2)
        wrapped.eval()
        tensors["adapter.logits"] = wrapped(**inputs).logits[0, -1].clone()
    wrapped.save_pretrained(folder / "adapter")
    (folder / "adapter" / "README.md").unlink(missing_ok=True)


def make_case(name, case, seed):
    folder = OUT / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    config = config_json(case)
    low, high = case.get("pixels", (56 * 56, 1 << 20))
    patch = case["vision"]["patch_size"]
    preprocessor = {"image_processor_type": "Qwen2VLImageProcessor", "min_pixels": low, "max_pixels": high,
                    "patch_size": patch, "temporal_patch_size": 2, "merge_size": 2}
    files = {"config.json": config, "tokenizer.json": tokenizer_json(), "preprocessor_config.json": preprocessor,
             "generation_config.json": {"eos_token_id": [IDS["<|im_end|>"], IDS["<|endoftext|>"]]}}
    for file, content in files.items():
        (folder / file).write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")

    hf_config = Qwen2_5_VLConfig(**json.loads(json.dumps(config)), attn_implementation="eager")
    model = Qwen2_5_VLForConditionalGeneration(hf_config).float().eval()
    random_weights(model, case["dtype"], torch.Generator().manual_seed(seed))
    model.tie_weights()
    state = {stored_name(k, case["names"]): v.to(case["dtype"]).contiguous() for k, v in model.state_dict().items()
             if not (case["tie"] and k == "lm_head.weight")}
    save_file(state, folder / "model.safetensors", metadata={"format": "pt"})

    processor = Qwen2VLImageProcessor(min_pixels=low, max_pixels=high, patch_size=patch)
    patches, grids = {}, {}
    for index, (image, (width, height, mode)) in enumerate(case["images"].items()):
        image_file(folder / f"{image}.png", (width, height), mode, index)
        done = processor(images=[Image.open(folder / f"{image}.png").convert("RGB")], return_tensors="pt")
        patches[image], grids[image] = done["pixel_values"], done["image_grid_thw"][0, 1:].tolist()

    tensors = {}
    with torch.no_grad():
        for index, names in enumerate(case["prompts"]):
            for key, value in run_prompt(model, names, patches, grids).items():
                tensors[f"{index}.{key}"] = value.clone().contiguous()
    if case.get("adapter"):
        ids = tensors[f"{len(case['prompts']) - 1}.ids"][None]  # text only
        make_adapter(model, folder, {"input_ids": ids, "attention_mask": torch.ones_like(ids)}, tensors)
    save_file(tensors, folder / "goldens.safetensors.golden")
    (folder / "goldens.json").write_text(json.dumps({"prompts": case["prompts"]}) + "\n")
    print(name, {k: list(v.shape) for k, v in tensors.items()}, "logit std", float(tensors["0.logits"].std()))


def main():
    torch.set_num_threads(1)
    for seed, (name, case) in enumerate(CASES.items(), start=1):
        make_case(name, case, seed)


if __name__ == "__main__":
    main()
