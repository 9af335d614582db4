# SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
# SPDX-License-Identifier: Apache-2.0
"""Names in the character sets of DICOM PS3.3 C.12.1.1.2, encoded by Python's codecs: tests/data/imaging/charsets.json.

A case without "text" is wrongly labelled: its bytes aren't of that set. Run from the repository's root:
python3 tests/data/make/make_charset_cases.py
"""
import json
import pathlib

SINGLE = [
    ("", "ascii", "Doe^Jane"),
    ("ISO_IR 6", "ascii", "Doe^Jane"),
    ("ISO_IR 100", "latin-1", "Buc^Jérôme"),
    ("ISO_IR 101", "iso8859-2", "Wałęsa^Lech"),
    ("ISO_IR 109", "iso8859-3", "Ĝoja^Ŝipo"),
    ("ISO_IR 110", "iso8859-4", "Bērziņš^Jānis"),
    ("ISO_IR 144", "iso8859-5", "Люкceмбypг"),
    ("ISO_IR 127", "iso8859-6", "قباني^لنزار"),
    ("ISO_IR 126", "iso8859-7", "Διονυσιος"),
    ("ISO_IR 138", "iso8859-8", "שרון^דבורה"),
    ("ISO_IR 148", "iso8859-9", "Çavuşoğlu"),
    ("ISO_IR 203", "iso8859-15", "Œuvre^Žofie"),
    ("ISO_IR 166", "iso8859-11", "นามสกุล"),
    ("ISO_IR 192", "utf-8", "Wang^XiaoDong=王^小東"),
    ("GB18030", "gb18030", "Wang^XiaoDong=王^小东"),
    ("GBK", "gbk", "Wang^XiaoDong=王^小东"),
]
cases = [{"charset": c, "bytes": list(t.encode(e)), "text": t} for c, e, t in SINGLE]
# PS3.5 annexes H, I and K: code extensions by escape sequences.
cases.append({"charset": "ISO_IR 13", "bytes": list("ﾔﾏﾀﾞ^ﾀﾛｳ".encode("shift_jis")), "text": "ﾔﾏﾀﾞ^ﾀﾛｳ"})
yamada = b"Yamada^Tarou=\x1b$B;3ED\x1b(B^\x1b$BB@O:\x1b(B"
cases.append({"charset": "\\ISO 2022 IR 87", "bytes": list(yamada), "text": "Yamada^Tarou=山田^太郎"})
hong = b"Hong^Gildong=\x1b$)C\xfb\xf3^\x1b$)C\xd1\xce\xd4\xd7"
cases.append({"charset": "\\ISO 2022 IR 149", "bytes": list(hong), "text": "Hong^Gildong=洪^吉洞"})
zhang = b"Zhang^XiaoDong=\x1b$)A\xd5\xc5^\x1b$)A\xd0\xa1\xb6\xab"
cases.append({"charset": "\\ISO 2022 IR 58", "bytes": list(zhang), "text": "Zhang^XiaoDong=张^小东"})
supplement = b"A^B=\x1b$(D\x30\x21\x1b(B"
cases.append({"charset": "\\ISO 2022 IR 159", "bytes": list(supplement), "text": "A^B=丂"})
cases.append({"charset": "NO SUCH SET", "bytes": [68, 246, 101]})
cases.append({"charset": "ISO_IR 6", "bytes": [68, 246, 101]})
cases.append({"charset": "ISO_IR 192", "bytes": [68, 246, 101]})
out = pathlib.Path("tests/data/imaging/charsets.json")
out.write_text("[\n" + ",\n".join(json.dumps(c, ensure_ascii=False) for c in cases) + "\n]\n", encoding="utf-8")
