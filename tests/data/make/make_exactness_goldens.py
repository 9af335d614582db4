#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
# SPDX-License-Identifier: Apache-2.0
"""Golden outputs of random small policies of both architectures, computed by Hugging Face transformers.

    pip install torch==2.13.0 transformers==5.3.0 peft==0.21.2 pillow numpy safetensors      (CPU builds)
    python3 tests/data/make/make_exactness_goldens.py

Each row of CASES fixes what must be covered (architecture, dialect, names, number type, tying, query heads per key
head, images); the other sizes are drawn. Writes tests/data/model/exact/NAME/: a policy folder, image files and, per
prompt, the chat, the ids of the reference's tokenizer and chat template, positions, grids, image features, the logits
of six positions and 64 greedy tokens with the margin of each (logit of the first minus logit of the second) from the
reference's own generate. fp32, eager attention. No image needs resizing, so any Pillow will do.

tokens_per_second is 1, see make_model_goldens.py, but for q25-seconds, which has the released models' 2 and is made by
the same script under transformers 4.57 (pip install transformers==4.57.6), whose rule for images is theirs:
transformers 5.3 multiplies the first temporal position of an image by it, and computes other logits.
"""
import json
import random
import shutil

import torch
import transformers
from make_model_goldens import IDS, OUT, TEXT, TOKENS, VOCAB, image_file, random_weights, stored_name, tokenizer_json
from PIL import Image
from safetensors.torch import save_file
from transformers import (PreTrainedTokenizerFast, Qwen2_5_VLConfig, Qwen2_5_VLForConditionalGeneration, Qwen2VLConfig,
                          Qwen2VLForConditionalGeneration)
from transformers.models.qwen2_vl.image_processing_qwen2_vl import Qwen2VLImageProcessor

NEW_TOKENS = 64
LOGIT_ROWS = 6
# The template of the hub's Qwen2-VL and Qwen2.5-VL folders, without its video branch.
TEMPLATE = (
    "{% for message in messages %}{% if loop.first and message['role'] != 'system' %}<|im_start|>system\n"
    "You are a helpful assistant.<|im_end|>\n{% endif %}<|im_start|>{{ message['role'] }}\n"
    "{% if message['content'] is string %}{{ message['content'] }}<|im_end|>\n{% else %}"
    "{% for content in message['content'] %}{% if content['type'] == 'image' %}"
    "<|vision_start|><|image_pad|><|vision_end|>{% elif 'text' in content %}{{ content['text'] }}{% endif %}"
    "{% endfor %}<|im_end|>\n{% endif %}{% endfor %}{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}")
QUESTIONS = ["What is it?", "Où est la lésion ? 3 mm, 37 °C", "肺野に結節は?\n\n  A or B", "x²\t≥ 10 µm 🫁 it's"]

V25, V2 = "qwen2_5_vl", "qwen2_vl"
# width x height of images; with patch p, merged cells are 2p wide.
CASES = {
    #            family dialect   names     type            tied   ratio patch images                       prompts
    "q25-edge": (V25, "flat", "hub", torch.bfloat16, False, 4, 10, [(120, 100), (60, 160)], ["0", "1"]),
    "q25-three": (V25, "nested", "memory", torch.bfloat16, True, 2, 6, [(60, 84), (48, 24), (36, 132)], ["012", ""]),
    "q25-split": (V25, "both", "memory", torch.bfloat16, True, 1, 8, [(96, 80), (48, 48)], ["01", "1"]),
    "q25-text": (V25, "flat", "tool", torch.float16, False, 3, 6, [], ["", ""]),
    "q25-thin": (V25, "flat", "hub", torch.float16, True, 2, 4, [(16, 232), (88, 24)], ["0", "10"]),
    "q25-seconds": (V25, "flat", "hub", torch.bfloat16, False, 2, 6, [(60, 84), (48, 24)], ["0", "01"]),
    "q2-hub": (V2, "flat", "hub", torch.bfloat16, True, 3, 14, [(112, 84)], ["0", ""]),
    "q2-nested": (V2, "nested", "memory", torch.bfloat16, False, 2, 6, [(60, 84), (48, 24)], ["01", "0"]),
    "q2-three": (V2, "both", "tool", torch.float16, True, 1, 8, [(96, 80), (48, 48), (32, 160)], ["201", "1"]),
    "q2-four": (V2, "flat", "hub", torch.float16, False, 4, 6, [(96, 84)], ["0", "00"]),
}


SECONDS = {"q25-seconds": 2}
BEFORE_5 = transformers.__version__.startswith("4.")


def draw(name, family, ratio, patch):
    """Sizes that fit together."""
    rng = random.Random(name)
    kv, head = rng.choice([1, 2] if ratio > 1 else [2, 3]), 8 if ratio > 2 else rng.choice([8, 12])
    hidden = kv * ratio * head
    first = rng.randint(1, head // 2 - 2)
    second = rng.randint(1, head // 2 - first - 1)
    text = {"hidden_size": hidden, "intermediate_size": rng.randint(20, 60), "num_hidden_layers": rng.randint(2, 4),
            "num_attention_heads": kv * ratio, "num_key_value_heads": kv}
    heads = rng.choice([2, 3])
    width = heads * rng.choice([4, 8])
    vision = {"depth": rng.randint(2, 4), "num_heads": heads, "patch_size": patch, "spatial_merge_size": 2,
              "temporal_patch_size": 2}
    if family == V2:
        vision |= {"embed_dim": width, "hidden_size": hidden, "mlp_ratio": rng.choice([2, 3, 4])}
    else:
        vision |= {"hidden_size": width, "out_hidden_size": hidden, "intermediate_size": rng.randint(12, 40),
                   "window_size": 2 * patch * rng.choice([2, 3, 4]), "tokens_per_second": SECONDS.get(name, 1),
                   "fullatt_block_indexes": sorted(rng.sample(range(vision["depth"]), rng.randint(0, 2)))}
    return text, vision, [first, second, head // 2 - first - second], rng.choice([10.0, 1e4, 1e6])


def config_json(family, dialect, tie, text, vision, section, theta):
    name = {V25: "Qwen2_5_VLForConditionalGeneration", V2: "Qwen2VLForConditionalGeneration"}[family]
    head = {"architectures": [name], "model_type": family} | TOKENS | {"tie_word_embeddings": tie}
    if dialect == "nested":  # transformers 5
        rope = {"rope_theta": theta, "rope_type": "default", "mrope_section": section}
        text = TEXT | text | {"model_type": family + "_text", "rope_parameters": rope}
        return head | {"text_config": text, "vision_config": vision | {"model_type": family, "in_channels": 3}}
    rope = {"type": "mrope", "mrope_section": section}
    if dialect == "both":  # transformers 4.49 to 4.51
        rope = {"rope_type": "default"} | rope | {"type": "default"}
    return head | TEXT | text | {"rope_theta": theta, "rope_scaling": rope, "vision_config": vision | {"in_chans": 3}}


def save_weights(model, folder, family_of_names, dtype, tie, shards):
    state = {stored_name(k, family_of_names): v.to(dtype).contiguous() for k, v in model.state_dict().items()
             if not (tie and k == "lm_head.weight")}
    if not shards:
        return save_file(state, folder / "model.safetensors", metadata={"format": "pt"})
    parts = [dict(sorted(state.items())[i::2]) for i in range(2)]
    index = {"metadata": {"total_size": sum(v.nbytes for v in state.values())}, "weight_map": {}}
    for i, part in enumerate(parts, start=1):
        file = f"model-0000{i}-of-00002.safetensors"
        save_file(part, folder / file, metadata={"format": "pt"})
        index["weight_map"] |= {k: file for k in part}
    (folder / "model.safetensors.index.json").write_text(json.dumps(index, indent=1) + "\n")


def prompt_ids(tokenizer, images, question, grids):
    content = [{"type": "image"} for _ in images] + [{"type": "text", "text": question}]
    text = tokenizer.apply_chat_template([{"role": "user", "content": content}], chat_template=TEMPLATE, tokenize=False,
                                         add_generation_prompt=True)
    ids, image = [], 0
    for token in tokenizer(text, add_special_tokens=False)["input_ids"]:
        count = 1
        if token == IDS["<|image_pad|>"]:
            count = grids[image][0] * grids[image][1] // 4
            image += 1
        ids += [token] * count
    return ids


def run_prompt(model, ids, patches, grids):
    input_ids = torch.tensor([ids])
    inputs = {"input_ids": input_ids, "attention_mask": torch.ones_like(input_ids)}
    tensors = {"ids": input_ids[0], "positions": torch.arange(len(ids)).expand(3, -1)}
    if patches:
        inputs["pixel_values"] = torch.cat(patches)
        inputs["image_grid_thw"] = torch.tensor([[1, *grid] for grid in grids])
        features = model.model.get_image_features(inputs["pixel_values"], inputs["image_grid_thw"])
        tensors["features"] = torch.cat(list(features if BEFORE_5 else features.pooler_output))
        if BEFORE_5:
            rope = model.model.get_rope_index(input_ids, inputs["image_grid_thw"])
        else:
            inputs["mm_token_type_ids"] = (input_ids == IDS["<|image_pad|>"]).int()
            rope = model.model.get_rope_index(input_ids, inputs["mm_token_type_ids"], inputs["image_grid_thw"])
        tensors["positions"] = rope[0][:, 0]
    rows = torch.linspace(0, len(ids) - 1, LOGIT_ROWS).long()
    logits = model(**inputs).logits[0]
    tensors |= {"logit_rows": rows, "logits": logits[rows], "largest_logit": logits.abs().max()[None]}
    never = [IDS[f"<|{token}|>"] for token in ("vision_start", "vision_end", "image_pad", "video_pad")]
    never += range(256 + len(IDS), VOCAB)  # ids without a token
    output = model.generate(**inputs, do_sample=False, max_new_tokens=NEW_TOKENS, suppress_tokens=never,
                            eos_token_id=IDS["<|im_end|>"], pad_token_id=IDS["<|endoftext|>"], output_scores=True,
                            return_dict_in_generate=True)
    tensors["greedy"] = output.sequences[0, len(ids):]
    best = torch.stack(output.scores)[:, 0].topk(2).values
    tensors["margins"] = best[:, 0] - best[:, 1]
    assert len(tensors["greedy"]) == NEW_TOKENS, "an end token was sampled: draw other weights"
    return {key: value.clone().contiguous() for key, value in tensors.items()}


def make_case(name, case, seed):
    family, dialect, names, dtype, tie, ratio, patch, sizes, prompts = case
    folder = OUT / "exact" / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    config = config_json(family, dialect, tie, *draw(name, family, ratio, patch))
    low, high = (4 * patch) ** 2, (64 * patch) ** 2
    files = {"config.json": config, "tokenizer.json": tokenizer_json(),
             "preprocessor_config.json": {"image_processor_type": "Qwen2VLImageProcessor", "min_pixels": low,
                                          "max_pixels": high, "patch_size": patch, "temporal_patch_size": 2,
                                          "merge_size": 2},
             "generation_config.json": {"eos_token_id": [IDS["<|im_end|>"]]}}
    for file, content in files.items():
        (folder / file).write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    tokenizer = PreTrainedTokenizerFast(tokenizer_file=str(folder / "tokenizer.json"))

    config_class, model_class = {V25: (Qwen2_5_VLConfig, Qwen2_5_VLForConditionalGeneration),
                                 V2: (Qwen2VLConfig, Qwen2VLForConditionalGeneration)}[family]
    model = model_class(config_class(**json.loads(json.dumps(config)), attn_implementation="eager")).float().eval()
    random_weights(model, dtype, torch.Generator().manual_seed(100 + seed))
    with torch.no_grad():  # the end token is never the likeliest: all prompts get their 64 tokens
        model.lm_head.weight[IDS["<|im_end|>"]] = (model.lm_head.weight[IDS["<|im_end|>"]] * 0.0625).to(dtype).float()
        if tie:  # an embedding that outweighs the layers would repeat the last token for ever
            assert model.lm_head.weight is model.model.language_model.embed_tokens.weight
            model.lm_head.weight.copy_((model.lm_head.weight / 3).to(dtype).float())
    save_weights(model, folder, names, dtype, tie, "split" in name)

    processor = Qwen2VLImageProcessor(min_pixels=low, max_pixels=high, patch_size=patch)
    patches, grids = [], []
    for index, size in enumerate(sizes):
        file = folder / f"{index}.png"
        image_file(file, size, "L" if index == 1 else "RGB", index)
        done = processor(images=[Image.open(file).convert("RGB")], return_tensors="pt")
        patches.append(done["pixel_values"])
        grids.append(done["image_grid_thw"][0, 1:].tolist())

    tensors, described = {}, []
    with torch.no_grad():
        for index, shown in enumerate(prompts):
            images = [int(digit) for digit in shown]
            question = QUESTIONS[(seed + index) % len(QUESTIONS)]
            own_grids = [grids[i] for i in images]
            ids = prompt_ids(tokenizer, images, question, own_grids)
            run = run_prompt(model, ids, [patches[i] for i in images], own_grids)
            tensors |= {f"{index}.{key}": value for key, value in run.items()}
            described.append({"images": images, "text": question, "grids": own_grids})
            print(name, shown or "text", len(ids), "logit std %.2f" % run["logits"].std(), "distinct",
                  len(set(run["greedy"].tolist())), "margins < 1e-3:", int((run["margins"] < 1e-3).sum()))
    save_file(tensors, folder / "goldens.safetensors.golden")
    text = json.dumps({"prompts": described}, ensure_ascii=False) + "\n"
    (folder / "goldens.json").write_text(text, encoding="utf-8")


def main():
    torch.set_num_threads(1)
    # q25-seconds came last: the others keep the seeds they were made with.
    for seed, name in enumerate(sorted(CASES, key=lambda name: name in SECONDS), start=1):
        if (name in SECONDS) == BEFORE_5:
            make_case(name, CASES[name], seed)


if __name__ == "__main__":
    main()
