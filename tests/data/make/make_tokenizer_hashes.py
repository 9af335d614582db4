#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
# SPDX-License-Identifier: Apache-2.0
"""20,000 strings through Hugging Face tokenizers, kept as hashes: the strings are made anew by the test.

    pip install tokenizers
    python3 tests/data/make/make_tokenizer_hashes.py FOLDER_WITH_QWEN2_VOCAB_AND_MERGES

Writes into tests/data/text:
  string_parts.json     what strings are made of: words, code, ranges of letters
  string_hashes.json    for the real and the small vocabulary, 8 hex digits for every 4 strings: the beginning of
                        SHA-256 over, for each, its text, its NFC form, its ids, and its ids with control tokens
                        matched, each followed by a line feed (ids as decimals with blanks between)

string(number) stands once more in tests/core/text/generated_strings.h: the same numbers drawn in the same order.
"""
import hashlib
import json
import pathlib
import sys
import unicodedata

from tokenizers import Tokenizer

import make_text_goldens as texts

COUNT = 20000
BLOCK = 4
MASK = (1 << 64) - 1
CODE = ["for (", "if (", "while (", "return ", "const ", "std::", "self.", "def ", "class ", "lambda ", "import ", "#include <",
        "x", "y_1", "_tmp", "kMaxRows", "getValue", "HTTPServer", "i", "0x7F", "1e-5", "3.14f", "42", "true", "None", "nullptr",
        "(", ")", "[", "]", "{", "}", "<", ">", "()", "[]", "{}", "=>", "->", "==", "!=", "<=", ">>", "&&", "||", "++", "+=",
        "//", "/*", "*/", "# ", "\"", "'", "`", "\\n", "\\", ";", ":", ",", ".", "...", "@", "$", "%", "^", "&", "*", "~", "?",
        " ", " ", "  ", "    ", "\t", "\t\t", "\n", "\n\n", "\r\n", ";\n", " {\n", "}\n"]
BASES = list("aeioucnsAOÅéñ") + ["가", "ᄀ", "が", "か", "א", "ل", "ﬁ", "Ω", "क", "각", "Å", "ệ"]
RUNS = list("a 0=-\n.é中\u0301😀\t'<") + ["ab", " \n", "ha", "\r\n", "  x", "12", "の", "\u0651\u064e", "👩‍⚕️", "=-"]
LENGTHS = [2, 3, 5, 7, 16, 33, 64, 100, 257, 1000]
CONTROLS = [chr(c) for c in range(0x20)] + ["\x7f", "\x80", "\x85", "\x9f", "\u00ad", "\u200e", "\u202e", "\u2066", "\u2069", "\ufeff"]


def ranges(letters):
    """Sorted characters as [first, last] ranges."""
    found = []
    for point in sorted({ord(c) for c in letters}):
        if found and found[-1][1] + 1 == point:
            found[-1][1] = point
        else:
            found.append([point, point])
    return found


def parts():
    arabic = texts.letters((0x0600, 0x0605), (0x0610, 0x061A), (0x061E, 0x06FF), (0x0750, 0x077F), (0xFE70, 0xFEFC))
    return {
        "words": texts.MEDICAL, "code": CODE, "snippets": texts.CODE, "blanks": texts.BLANKS, "emoji": texts.EMOJI,
        "tokens": texts.CONTROL, "contractions": texts.CONTRACTIONS, "bases": BASES, "runs": RUNS, "lengths": LENGTHS,
        "controls": CONTROLS, "han": ranges(texts.SCRIPTS["han"]), "arabic": ranges(arabic), "marks": ranges(texts.MARKS),
        "bmp": ranges(texts.BMP), "scripts": [ranges(texts.SCRIPTS[name]) for name in sorted(texts.SCRIPTS)],
    }


class Random:
    """core/random.h: CounterRandom, seeded by seedFromText."""

    def __init__(self, text):
        self.seed, self.counter = int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big"), 0

    def below(self, bound):
        limit = bound * (MASK // bound)
        while True:
            self.counter += 1
            z = (self.seed + self.counter * 0x9E3779B97F4A7C15) & MASK
            z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
            z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
            z ^= z >> 31
            if z < limit:
                return z % bound

    def pick(self, items):
        return items[self.below(len(items))]

    def letter(self, spans):
        index = self.below(sum(last - first + 1 for first, last in spans))
        for first, last in spans:
            if index <= last - first:
                return chr(first + index)
            index -= last - first + 1


def pieces(random, part, kind):
    """The pieces of one string; kinds in the order of the test's switch."""
    count = 1 + random.below(24)
    for _ in range(count):
        if kind == 0:
            yield random.pick(part["words"]) + random.pick([" ", " ", ", ", ". ", "\n", "  ", " ("])
        elif kind == 1:
            yield random.pick(part["snippets"] if random.below(12) == 0 else part["code"])
        elif kind == 2:
            yield random.letter(part["han"])
        elif kind == 3:
            yield random.pick(part["blanks"]) if random.below(6) == 0 else random.letter(part["arabic"])
        elif kind == 4:
            yield random.letter(part["scripts"][random.below(len(part["scripts"]))])
        elif kind == 5:
            yield random.pick(part["emoji"] if random.below(3) else part["words"])
        elif kind == 6:
            yield random.pick(part["bases"])
            for _ in range(random.below(4)):
                yield random.letter(part["marks"])
        elif kind == 7:
            yield random.pick(part["controls"] if random.below(2) else part["words"])
        elif kind == 8:
            yield random.pick(part["runs"]) * random.pick(part["lengths"])
            if random.below(2):
                return
        elif kind == 9:
            yield random.pick(part["contractions"] if random.below(3) else part["blanks"])
        elif kind == 10:
            yield random.pick(part["tokens"] if random.below(2) else part["words"])
        else:
            yield random.letter(part["bmp"])


KINDS = 12


def string(part, number):
    random = Random(f"strings/{number}")
    text = "".join(pieces(random, part, random.below(KINDS)))
    if random.below(5) == 0:
        text += "".join(pieces(random, part, random.below(KINDS)))
    return text


def record(tokenizer, text):
    lines = [text, unicodedata.normalize("NFC", text)]
    for refuse in (True, False):
        tokenizer.encode_special_tokens = refuse
        lines.append(" ".join(map(str, tokenizer.encode(text, add_special_tokens=False).ids)))
    return "".join(line + "\n" for line in lines).encode()


def hashes(tokenizer, strings):
    return "".join(hashlib.sha256(b"".join(record(tokenizer, text) for text in strings[start:start + BLOCK])).hexdigest()[:8]
                   for start in range(0, len(strings), BLOCK))


def main():
    part = parts()
    (texts.OUT / "string_parts.json").write_text(json.dumps(part, ensure_ascii=True, separators=(",", ":")) + "\n")
    strings = [string(part, number) for number in range(COUNT)]
    qwen2 = texts.qwen2(pathlib.Path(sys.argv[1]))
    small = Tokenizer.from_str((texts.OUT / "small_tokenizer.json").read_text())
    for text in strings:  # what the test asserts of ours must hold of the reference
        qwen2.encode_special_tokens = True
        assert qwen2.decode(qwen2.encode(text).ids) == unicodedata.normalize("NFC", text)
    result = {"format": 1, "count": COUNT, "block": BLOCK, "qwen2": hashes(qwen2, strings), "small": hashes(small, strings)}
    (texts.OUT / "string_hashes.json").write_text(json.dumps(result, separators=(",", ":")) + "\n")
    print(f"{COUNT} strings, {len(set(strings))} different, {sum(map(len, strings))} characters")


if __name__ == "__main__":
    main()
