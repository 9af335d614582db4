#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
# SPDX-License-Identifier: Apache-2.0
"""Golden vectors of core/text, made by Hugging Face tokenizers, Python's unicodedata and a naive BPE trainer.

    pip install tokenizers
    python3 tests/data/make/make_text_goldens.py FOLDER_WITH_QWEN2_VOCAB_AND_MERGES

Writes into tests/data/text:
  qwen2_ids.jsonl       [text, ids, ids with control tokens matched (only where they differ)] for the real vocabulary
  small_corpus.jsonl    what the small tokenizer is trained on, a text a line
  small_tokenizer.json  the naive trainer's result
  small_ids.jsonl       as qwen2_ids.jsonl, for the small tokenizer
  decode.jsonl          [ids, text without special tokens, text with them], for the small tokenizer
  unicode.jsonl         [text, NFC, folded NFC, recitation tokens]
"""
import collections
import json
import pathlib
import random
import re
import sys
import unicodedata

from tokenizers import AddedToken, Regex, Tokenizer, decoders, normalizers, pre_tokenizers
from tokenizers.models import BPE

OUT = pathlib.Path(__file__).resolve().parent.parent / "text"
PATTERN = (r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+"
           r"|\s+(?!\S)|\s+")
SMALL_ADDED = [("<|endoftext|>", True), ("<|im_start|>", True), ("<|im_end|>", True), ("<|vision_start|>", True),
               ("<|vision_end|>", True), ("<|image_pad|>", True), ("<think>", False), ("</think>", False),
               ("<answer>", False), ("</answer>", False)]

MEDICAL = ("the lesion margin is spiculated and irregular with posterior shadowing hypoechoic mass BI-RADS 4B in the "
           "left breast upper outer quadrant benign malignant cyst calcification microaneurysm haemorrhage exudate "
           "grade retinopathy pneumonia consolidation opacity bilateral effusion cardiomegaly no acute finding "
           "T1-weighted contrast-enhanced 3.5 mm 12 x 14 mm 40 HU p<0.05 95% CI patient's wasn't don't I'll we've "
           "Ki-67 ER+/PR- HER2 mg/dL µg 37°C naïve façade Sjögren's Ménière's α-fetoprotein β-blocker").split(" ")
CODE = ["def f(x):\n    return x**2  # squared\n", "for (int i = 0; i < n; ++i) {\n\tsum += a[i];\n}\n",
        "#include <vector>\r\n\r\nint main() { return 0; }\r\n", "SELECT * FROM t WHERE a='b' AND c>=10;",
        "{\"key\": [1, 2.5e-3, null], \"x\": {\"y\": true}}", "<div class=\"a\">&nbsp;</div>", "$x_{i+1} \\to \\infty$",
        "\\frac{a}{b} += ~(c ^ d) << 2;", "print(f'{x:>10}')\n\n\n\nif __name__ == '__main__':\n    main()"]
BLANKS = [" ", "  ", "\t", "\n", "\r\n", "\u00a0", "\u3000", "\u2003", "\u0085", "\u2028", "\u180e", "\u200b", "\v",
          "\f", "\x1c", "\x1f", "\ufeff", "   \n  "]
EMOJI = list("😀🩻🩺🫁🧠🦴❤👍✅🇩🇪🇨🇳") + ["👩‍⚕️", "👨🏽‍🔬", "❤️‍🔥", "1️⃣", "🏴\U000e0067\U000e0062\U000e007f", "👍🏿"]
CONTROL = ["<|im_start|>", "<|im_end|>", "<|endoftext|>", "<|image_pad|>", "<|vision_start|>", "<think>", "</think>",
           "<answer>", "</answer>", "<|im_end", "<|im_<|im_end|>", "<thi<think>nk>"]
CONTRACTIONS = ["it's", "IT'S", "we'LL", "they'Re", "I'm", "he'D", "don'T", "'ſ", "x'ſy", "''s", "'sten", "o'clock", "’s"]


def letters(*ranges):
    points = [chr(c) for first, last in ranges for c in range(first, last + 1)]
    return [c for c in points if unicodedata.category(c) not in ("Cn", "Cs")]


SCRIPTS = {
    "han": letters((0x4E00, 0x9FA5), (0x3001, 0x3011), (0xFF01, 0xFF5E)), "arabic": letters((0x0621, 0x0652), (0x0660, 0x066D)),
    "devanagari": letters((0x0900, 0x097F)), "kana": letters((0x3041, 0x30FF), (0xFF66, 0xFF9F)),
    "hangul": letters((0xAC00, 0xD7A3), (0x1100, 0x1112), (0x1161, 0x1175), (0x11A8, 0x11C2)),
    "cyrillic": letters((0x0400, 0x04FF)), "greek": letters((0x0370, 0x03FF), (0x1F00, 0x1FFE)),
    "hebrew": letters((0x0591, 0x05F4)), "thai": letters((0x0E01, 0x0E5B)), "latin": letters((0xA0, 0x24F), (0x1E00, 0x1EFF)),
    "symbols": letters((0x2000, 0x23FF), (0x2460, 0x2BFF)), "compat": letters((0xF900, 0xFAD9), (0xFB00, 0xFB4F), (0xFE20, 0xFE2F)),
    "astral": letters((0x10000, 0x100FA), (0x1D400, 0x1D7FF), (0x20000, 0x20100), (0x1F300, 0x1F5FF)),
}
MARKS = letters((0x0300, 0x036F), (0x0591, 0x05BD), (0x064B, 0x0652), (0x1DC0, 0x1DF5), (0x20D0, 0x20F0), (0x3099, 0x309A))
BMP = letters((0x20, 0x7E), (0xA1, 0x2FFF), (0x3041, 0xA4CF), (0xAC00, 0xD7A3), (0xF900, 0xFFFD))


def sample(rng):
    """One string of a random kind."""
    kind = rng.randrange(13)
    pick = rng.choice
    if kind < 3:
        words = [pick(MEDICAL) for _ in range(rng.randrange(2, 14))]
        return "".join(w + pick([" ", " ", " ", ", ", ". ", "\n", "  ", "; ", " (", ") "]) for w in words)
    if kind == 3:
        return "".join(pick(CODE) for _ in range(rng.randrange(1, 3)))
    if kind == 4:
        return "".join(pick(SCRIPTS["han"]) for _ in range(rng.randrange(1, 24)))
    if kind == 5:
        script = SCRIPTS[pick(sorted(SCRIPTS))]
        return "".join(pick(script) if rng.random() > 0.15 else pick(BLANKS + list("09.,-'")) for _ in range(rng.randrange(1, 24)))
    if kind == 6:
        return "".join(pick(EMOJI) if rng.random() > 0.3 else pick(MEDICAL + BLANKS) for _ in range(rng.randrange(1, 8)))
    if kind == 7:
        bases = list("aeioucnsAOÅéñ") + ["가", "ᄀ", "が", "か", "א", "ل", "ﬁ", "Ω", "क"]
        return "".join(pick(bases) + "".join(pick(MARKS) for _ in range(rng.randrange(4))) for _ in range(rng.randrange(1, 8)))
    if kind == 8:
        return "".join(chr(rng.randrange(0x20)) if rng.random() > 0.5 else pick(MEDICAL + ["\x7f", "\x80", "\x9f", "\0"])
                       for _ in range(rng.randrange(1, 10)))
    if kind == 9:
        return pick(list("a 0=-\n.é中\u0301😀\t'<") + ["ab", " \n", "ha"]) * rng.choice([2, 3, 7, 16, 33, 100, 257])
    if kind == 10:
        return "".join(pick(CONTRACTIONS + BLANKS + MEDICAL) for _ in range(rng.randrange(1, 8)))
    if kind == 11:
        return "".join(pick(BMP) for _ in range(rng.randrange(1, 16)))
    return "".join(pick(CONTROL + BLANKS + MEDICAL) for _ in range(rng.randrange(1, 8)))


def strings(seed, count):
    rng = random.Random(seed)
    result = dict.fromkeys(["", " ", "Hello world", " Hello world", "You are a helpful assistant.", "system\n", "user\n"])
    while len(result) < count:
        result.setdefault(sample(rng))
    return list(result)


def qwen2(folder):
    tokenizer = Tokenizer(BPE.from_file(str(folder / "vocab.json"), str(folder / "merges.txt")))
    tokenizer.normalizer = normalizers.NFC()
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence([pre_tokenizers.Split(Regex(PATTERN), "isolated"),
                                                       pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)])
    tokenizer.decoder = decoders.ByteLevel()
    added = json.loads((folder / "added_tokens.json").read_text())
    tokenizer.add_special_tokens([AddedToken(t, special=True, normalized=False) for t in sorted(added, key=added.get)])
    assert all(tokenizer.token_to_id(t) == i for t, i in added.items())
    return tokenizer


def encoded(tokenizer, texts):
    for text in texts:
        tokenizer.encode_special_tokens = True
        ids = tokenizer.encode(text, add_special_tokens=False).ids
        tokenizer.encode_special_tokens = False
        matched = tokenizer.encode(text, add_special_tokens=False).ids
        yield [text, ids] if ids == matched else [text, ids, matched]


def small_corpus():
    rng = random.Random(7)
    shapes = {"shape": ["oval", "irregular"], "margin": ["smooth", "spiculated"], "echo": ["dark", "bright"],
              "size": ["small", "medium", "large"]}
    lines = []
    for number in range(240):
        named = ", ".join(f"{key} is {rng.choice(values)}" for key, values in shapes.items())
        box = [rng.randrange(60) for _ in range(4)]
        lines.append(f"<think>{named}.</think><answer>{rng.choice(['benign', 'malignant', str(number % 5), str(box)])}</answer>")
        lines.append(" ".join(rng.choice(MEDICAL) for _ in range(9)))
    return lines + ["aaaaaaaaaaaa", "abababab abab", "naïve nai\u0308ve", "病变边缘光滑 病变边缘毛刺", "\r\n\r\n  \t x"]


def byte_alphabet():
    own = [*range(33, 127), *range(161, 173), *range(174, 256)]
    table = {b: chr(b) for b in own}
    for n, b in enumerate(b for b in range(256) if b not in own):
        table[b] = chr(256 + n)
    return table


def train(corpus, vocabulary, added):
    """The textbook algorithm, counting everything anew for each merge."""
    alphabet = byte_alphabet()
    pattern = "|".join(re.escape(content) for content, _ in sorted(added, key=lambda a: -len(a[0])))
    splitter = pre_tokenizers.Split(Regex(PATTERN), "isolated")
    counts = collections.Counter()
    for line in corpus:
        for piece in re.split(pattern, line):
            counts.update(word for word, _ in splitter.pre_tokenize_str(unicodedata.normalize("NFC", piece)))
    words = {tuple(bytes([b]) for b in word.encode()): n for word, n in counts.items()}
    vocab = [bytes([b]) for b in sorted(range(256), key=lambda b: alphabet[b])]
    merges = []
    while len(vocab) < vocabulary - len(added):
        pairs = collections.Counter()
        for word, n in words.items():
            for pair in zip(word, word[1:]):
                pairs[pair] += n
        if not pairs or max(pairs.values()) < 2:
            break
        best = min(pairs, key=lambda p: (-pairs[p], p))
        merges.append(best)
        if best[0] + best[1] not in vocab:
            vocab.append(best[0] + best[1])
        merged = {}
        for word, n in words.items():
            symbols, i = [], 0
            while i < len(word):
                hit = word[i:i + 2] == best
                symbols.append(word[i] + word[i + 1] if hit else word[i])
                i += 2 if hit else 1
            merged[tuple(symbols)] = merged.get(tuple(symbols), 0) + n
        words = merged
    text = lambda token: "".join(alphabet[b] for b in token)
    byte_level = {"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": False, "use_regex": False}
    return {
        "version": "1.0", "truncation": None, "padding": None,
        "added_tokens": [{"id": len(vocab) + n, "content": content, "single_word": False, "lstrip": False, "rstrip": False,
                          "normalized": False, "special": special} for n, (content, special) in enumerate(added)],
        "normalizer": {"type": "NFC"},
        "pre_tokenizer": {"type": "Sequence", "pretokenizers": [
            {"type": "Split", "pattern": {"Regex": PATTERN}, "behavior": "Isolated", "invert": False}, byte_level]},
        "post_processor": byte_level, "decoder": byte_level,
        "model": {"type": "BPE", "dropout": None, "unk_token": None, "continuing_subword_prefix": "",
                  "end_of_word_suffix": "", "fuse_unk": False, "byte_fallback": False, "ignore_merges": False,
                  "vocab": {text(token): n for n, token in enumerate(vocab)},
                  "merges": [[text(a), text(b)] for a, b in merges]},
    }


def decoded(tokenizer, seed, count):
    rng = random.Random(seed)
    size = tokenizer.get_vocab_size()
    for number in range(count):
        low, high = [(0, size), (0, 256), (150, 256), (256, size)][number % 4]
        ids = [rng.randrange(low, high) for _ in range(rng.randrange(1, 12))]
        yield [ids, tokenizer.decode(ids, skip_special_tokens=True), tokenizer.decode(ids, skip_special_tokens=False)]


def recitation_tokens(text):
    word = lambda c: unicodedata.category(c)[0] == "L" or unicodedata.category(c) == "Nd"
    marked = "".join("w" if word(c) else c if c in "-." else " " for c in text)
    return [text[m.start():m.end()] for m in re.finditer(r"w+(?:[-.]w+)*", marked)]


def unicode_lines(texts):
    for text in texts:
        folded = unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())
        yield [text, unicodedata.normalize("NFC", text), folded, recitation_tokens(folded)]


def write(name, rows):
    rows = list(rows)
    path = OUT / name
    path.write_text("".join(json.dumps(r, ensure_ascii=False, separators=(",", ":")) + "\n" for r in rows), newline="\n")
    print(f"{name}: {len(rows)} lines, {path.stat().st_size} bytes")


def main():
    OUT.mkdir(parents=True, exist_ok=True)
    write("qwen2_ids.jsonl", encoded(qwen2(pathlib.Path(sys.argv[1])), strings(1, 5000)))
    corpus = small_corpus()
    write("small_corpus.jsonl", corpus)
    small = train(corpus, 512, SMALL_ADDED)
    (OUT / "small_tokenizer.json").write_text(json.dumps(small, ensure_ascii=False, indent=0) + "\n", newline="\n")
    tokenizer = Tokenizer.from_str(json.dumps(small))
    write("small_ids.jsonl", encoded(tokenizer, strings(2, 800)))
    write("decode.jsonl", decoded(tokenizer, 3, 400))
    write("unicode.jsonl", unicode_lines(strings(4, 1500)))


if __name__ == "__main__":
    main()
