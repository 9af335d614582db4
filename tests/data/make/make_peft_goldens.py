#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
# SPDX-License-Identifier: Apache-2.0
"""Adapters of the real PEFT beside decoder and vision tower: its files and logits, and ours read back by it.

    pip install torch==2.13.0 transformers==5.3.0 peft==0.21.2 pillow numpy safetensors      (CPU builds)
    python3 tests/data/make/make_peft_goldens.py [ENGINE]

Writes tests/data/model/peft/CASE/: the adapter as PEFT saves it, and logits.safetensors.golden with the logits of the
base's first prompt with images. With ENGINE (a vrftaug-engine) nothing is written to tests/data; instead each adapter
goes PEFT -> engine -> PEFT: exported under new names, under old names and merged, loaded again by PEFT or transformers,
whose logits must be those of the adapter it came from.
"""
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile

import torch
from peft import LoraConfig, PeftModel, get_peft_model
from PIL import Image
from safetensors.torch import load_file, save_file
from transformers import AutoModelForImageTextToText
from transformers.models.qwen2_vl.image_processing_qwen2_vl import Qwen2VLImageProcessor

MODELS = pathlib.Path(__file__).resolve().parent.parent / "model"
OUT = MODELS / "peft"
SHORT = ["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"]
TOWER = (r".*visual\..*\b(attn\.qkv|attn\.proj|mlp\.gate_proj|mlp\.up_proj|mlp\.down_proj|mlp\.fc1|mlp\.fc2"
         r"|merger\.mlp\.[02])")
#        base, LoraConfig's own words
CASES = {
    "two-names": ("exact/q25-edge", {"target_modules": ["q_proj", "v_proj"]}),
    "short-names": ("exact/q25-edge", {"target_modules": SHORT}),  # names that the tower's MLP has too
    "one-layer": ("exact/q25-three", {"target_modules": SHORT, "layers_to_transform": [1], "layers_pattern": "layers"}),
    "tower": ("exact/q25-three", {"target_modules": TOWER}),
    "both": ("exact/q2-hub", {"target_modules": rf"(?!.*visual).*\.({'|'.join(SHORT)})|{TOWER}"}),
    "all-linear": ("exact/q2-hub", {"target_modules": "all-linear"}),
}


def load(folder):
    return AutoModelForImageTextToText.from_pretrained(folder, dtype=torch.float32, attn_implementation="eager").eval()


def inputs_of(base):
    """The base's first prompt with images."""
    folder = MODELS / base
    prompts = json.loads((folder / "goldens.json").read_text())["prompts"]
    index = next(i for i, prompt in enumerate(prompts) if prompt["images"])
    ids = load_file(folder / "goldens.safetensors.golden")[f"{index}.ids"][None]
    settings = json.loads((folder / "preprocessor_config.json").read_text())
    processor = Qwen2VLImageProcessor(min_pixels=settings["min_pixels"], max_pixels=settings["max_pixels"],
                                      patch_size=settings["patch_size"])
    done = [processor(images=[Image.open(folder / f"{image}.png").convert("RGB")], return_tensors="pt")
            for image in prompts[index]["images"]]
    pad = json.loads((folder / "config.json").read_text())["image_token_id"]
    return index, {"input_ids": ids, "attention_mask": torch.ones_like(ids),
                   "pixel_values": torch.cat([d["pixel_values"] for d in done]),
                   "image_grid_thw": torch.cat([d["image_grid_thw"] for d in done]),
                   "mm_token_type_ids": (ids == pad).int()}


@torch.no_grad()
def logits(model, inputs):
    return model(**inputs).logits[0].float()


def make(name, out):
    base, words = CASES[name]
    index, inputs = inputs_of(base)
    model = load(MODELS / base)
    plain = logits(model, inputs)
    wrapped = get_peft_model(model, LoraConfig(r=2, lora_alpha=6, **words)).eval()
    generator = torch.Generator().manual_seed(5)
    with torch.no_grad():
        for key, parameter in wrapped.named_parameters():
            if "lora_" in key:
                parameter.copy_(torch.randn(parameter.shape, generator=generator) * 0.15)
    tuned = logits(wrapped, inputs)
    folder = out / name
    shutil.rmtree(folder, ignore_errors=True)
    wrapped.save_pretrained(folder)
    (folder / "README.md").unlink(missing_ok=True)
    config = json.loads((folder / "adapter_config.json").read_text())
    config["base_model_name_or_path"] = str(pathlib.Path("../..") / base) if out == OUT else str(MODELS / base)
    config["target_modules"] = sorted(config["target_modules"]) if isinstance(config["target_modules"], list) else \
        config["target_modules"]
    (folder / "adapter_config.json").write_text(json.dumps(config, indent=1) + "\n")
    rows = torch.linspace(0, len(tuned) - 1, 6).long()
    save_file({"logits": tuned[rows].contiguous(), "rows": rows, "prompt": torch.tensor([index])},
              folder / "logits.safetensors.golden")
    print(f"{name}: {len(load_file(folder / 'adapter_model.safetensors'))} tensors, largest change of a logit "
          f"{float((tuned - plain).abs().max()):.3f}")
    return tuned


def round_trip(engine, name, scratch):
    base = CASES[name][0]
    _, inputs = inputs_of(base)
    tuned = make(name, scratch)
    allowed = max(1e-4, 1e-5 * float(tuned.abs().max()))
    for way in ("new", "old", "merge"):
        folder = scratch / f"{name}-{way}"
        words = ["--merge"] if way == "merge" else ["--peft-names", way]
        subprocess.run([engine, "export", scratch / name, "--out", folder, *words], check=True, stdout=subprocess.DEVNULL)
        if way == "merge":
            again = load(folder)
        else:
            again = PeftModel.from_pretrained(load(MODELS / base), folder).eval()
        away = float((logits(again, inputs) - tuned).abs().max())
        print(f"  {way}: {away:.2e} away, {allowed:.1e} allowed")
        assert away <= allowed, (name, way, away)


def main():
    torch.set_num_threads(1)
    if len(sys.argv) == 1:
        for name in CASES:
            make(name, OUT)
        return
    with tempfile.TemporaryDirectory() as scratch:
        for name in CASES:
            round_trip(sys.argv[1], name, pathlib.Path(scratch))


if __name__ == "__main__":
    main()
