# SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
# SPDX-License-Identifier: Apache-2.0
"""The two random policies and the prompts that both sides are measured with.

    models.py FOLDER SIZE      writes the policy FOLDER and prints its number of parameters
"""
import json
import pathlib
import random
import sys

#        vocabulary, width, layers, heads, kv heads, MLP
SIZES = {"small": (8192, 256, 6, 4, 2, 688), "large": (32768, 640, 14, 10, 2, 1728)}
CONTROL = ["<|endoftext|>", "<|im_start|>", "<|im_end|>", "<|vision_start|>", "<|vision_end|>", "<|image_pad|>", "<|video_pad|>"]
PATTERN = (r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+"
           r"|\s+(?!\S)|\s+")


def alphabet():
    own = [*range(33, 127), *range(161, 173), *range(174, 256)]
    table = {b: chr(b) for b in own}
    for n, b in enumerate(b for b in range(256) if b not in own):
        table[b] = chr(256 + n)
    return [table[b] for b in range(256)]


def tokenizer_json(vocabulary):
    """Bytes, then as many made-up tokens as the vocabulary is large, then the control tokens."""
    byte_level = {"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": False, "use_regex": False}
    vocab = {letter: n for n, letter in enumerate(alphabet())}
    for n in range(256, vocabulary - len(CONTROL)):
        vocab[f"w{n}."] = n
    return {
        "version": "1.0", "truncation": None, "padding": None,
        "added_tokens": [{"id": len(vocab) + n, "content": text, "single_word": False, "lstrip": False, "rstrip": False,
                          "normalized": False, "special": True} for n, text in enumerate(CONTROL)],
        "normalizer": {"type": "NFC"},
        "pre_tokenizer": {"type": "Sequence", "pretokenizers": [
            {"type": "Split", "pattern": {"Regex": PATTERN}, "behavior": "Isolated", "invert": False}, byte_level]},
        "post_processor": byte_level, "decoder": byte_level,
        "model": {"type": "BPE", "dropout": None, "unk_token": None, "continuing_subword_prefix": "", "end_of_word_suffix": "",
                  "fuse_unk": False, "byte_fallback": False, "ignore_merges": False, "vocab": vocab, "merges": []},
    }


def make_policy(folder, size):
    import torch
    from transformers import Qwen2_5_VLConfig, Qwen2_5_VLForConditionalGeneration

    vocabulary, width, layers, heads, kv_heads, mlp = SIZES[size]
    first = vocabulary - len(CONTROL)
    ids = {text: first + n for n, text in enumerate(CONTROL)}
    head = width // heads
    section = [head // 8, head // 16 * 3, head // 2 - head // 8 - head // 16 * 3]
    config = {
        "architectures": ["Qwen2_5_VLForConditionalGeneration"], "model_type": "qwen2_5_vl", "vocab_size": vocabulary,
        "hidden_size": width, "intermediate_size": mlp, "num_hidden_layers": layers, "num_attention_heads": heads,
        "num_key_value_heads": kv_heads, "hidden_act": "silu", "rms_norm_eps": 1e-6, "rope_theta": 1e6,
        "rope_scaling": {"type": "mrope", "mrope_section": section}, "max_position_embeddings": 32768,
        "tie_word_embeddings": True, "initializer_range": 0.02, "use_sliding_window": False,
        "bos_token_id": ids["<|endoftext|>"], "eos_token_id": ids["<|im_end|>"], "vision_start_token_id": ids["<|vision_start|>"],
        "vision_end_token_id": ids["<|vision_end|>"], "image_token_id": ids["<|image_pad|>"], "video_token_id": ids["<|video_pad|>"],
        "vision_config": {"depth": 2, "hidden_size": 64, "intermediate_size": 128, "num_heads": 2, "in_chans": 3, "patch_size": 14,
                          "temporal_patch_size": 2, "spatial_merge_size": 2, "window_size": 112, "fullatt_block_indexes": [1],
                          "tokens_per_second": 2, "out_hidden_size": width, "hidden_act": "silu"},
    }
    end = ids["<|im_end|>"]
    generation = {"eos_token_id": [end], "suppress_tokens": [n for n in range(first, vocabulary) if n != end]}
    preprocessor = {"image_processor_type": "Qwen2VLImageProcessor", "min_pixels": 3136, "max_pixels": 1003520, "patch_size": 14,
                    "temporal_patch_size": 2, "merge_size": 2}
    torch.manual_seed(1)
    model = Qwen2_5_VLForConditionalGeneration(Qwen2_5_VLConfig(**json.loads(json.dumps(config)))).float()
    with torch.no_grad():  # one direction that every state has and the end token opposes: all completions have full length
        rows = model.model.language_model.embed_tokens.weight
        rows[:, 0] = 2
        rows[end, 0] = -2
    folder.mkdir(parents=True)
    model.save_pretrained(folder)
    for name, content in {"config.json": config, "generation_config.json": generation, "preprocessor_config.json": preprocessor,
                          "tokenizer.json": tokenizer_json(vocabulary)}.items():
        (folder / name).write_text(json.dumps(content) + "\n")
    return sum(p.numel() for p in model.parameters())


def make_prompts(file, tokens, count):
    """Lines of one id list each: letters, which are tokens of one byte."""
    rng = random.Random(tokens)
    own = alphabet()
    letters = [own.index(c) for c in "abcdefghijklmnopqrstuvwxyz"]
    file.write_text("".join(json.dumps({"ids": [rng.choice(letters) for _ in range(tokens)]}) + "\n" for _ in range(count)))


if __name__ == "__main__":
    print(make_policy(pathlib.Path(sys.argv[1]), sys.argv[2]))
