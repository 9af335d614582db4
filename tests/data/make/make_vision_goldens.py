#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
# SPDX-License-Identifier: Apache-2.0
"""Golden vectors of core/vision_input, made by Pillow and Hugging Face transformers.

    pip install pillow==12.0.0 numpy transformers==5.3.0        (no torch is needed)
    python3 tests/data/make/make_vision_goldens.py

Writes tests/data/vision_input/{resize,processor,png}.jsonl. The synthetic images come from integer formulas that
the C++ tests repeat, so only hashes are stored. Later Pillows (12.3 at one of 264 sizes, 13 often) run the vertical
pass first when the height shrinks more than the width, which moves some samples by a level; policies were trained with
the older order, which we keep.
"""
import hashlib
import io
import json
import pathlib
import random
import struct
import sys
import zlib

import numpy as np
from PIL import Image
import PIL

OUT = pathlib.Path(__file__).resolve().parent.parent / "vision_input"

# (width, height, channels, new width, new height)
RESIZES = [
    (28, 28, 1, 56, 56), (28, 28, 3, 56, 56), (48, 48, 1, 48, 48), (48, 48, 3, 96, 96), (64, 64, 1, 56, 56),
    (64, 64, 3, 56, 56), (120, 120, 3, 112, 112), (128, 128, 1, 140, 140), (224, 224, 3, 56, 56),
    (224, 224, 1, 224, 112), (224, 224, 1, 112, 224), (640, 480, 3, 644, 476), (640, 480, 3, 84, 56),
    (300, 20, 1, 308, 28), (20, 300, 3, 28, 308), (1, 1, 1, 28, 28), (1, 1, 3, 56, 56), (2, 2, 1, 7, 5),
    (3, 2, 3, 28, 28), (2, 3, 1, 56, 28), (1, 200, 1, 28, 200), (200, 1, 3, 200, 28), (5, 7, 1, 3, 2),
    (17, 13, 3, 11, 29), (29, 31, 1, 1, 1), (31, 29, 3, 2, 1), (99, 101, 1, 100, 100), (100, 100, 3, 99, 101),
    (512, 512, 1, 504, 504), (512, 512, 3, 28, 28), (384, 384, 1, 392, 392), (768, 1024, 1, 532, 728),
    (1000, 10, 1, 28, 28), (10, 1000, 3, 28, 28), (257, 255, 3, 128, 127), (42, 42, 1, 56, 56),
    (98, 70, 3, 112, 56), (70, 98, 1, 56, 112), (1920, 108, 1, 280, 28), (333, 777, 3, 336, 784),
    (63, 65, 1, 64, 64), (49, 28, 3, 56, 28),
]

# (width, height, channels, configuration)
PROCESSED = [
    (28, 28, 1, {"min_pixels": 3136, "max_pixels": 12845056}),
    (28, 28, 3, {"min_pixels": 3136, "max_pixels": 12845056}),
    (48, 48, 1, {"min_pixels": 2304, "max_pixels": 9216, "patch_size": 6}),
    (48, 64, 3, {"min_pixels": 2304, "max_pixels": 9216, "patch_size": 6}),
    (168, 140, 3, {"min_pixels": 3136, "max_pixels": 12845056}),
    (300, 20, 1, {"min_pixels": 3136, "max_pixels": 12845056}),
    (300, 10, 1, {"min_pixels": 3136, "max_pixels": 12845056}),
    (640, 480, 3, {"min_pixels": 3136, "max_pixels": 100352}),
    (98, 70, 3, {"size": {"shortest_edge": 3136, "longest_edge": 12845056}}),
    (224, 224, 1, {"min_pixels": 3136, "max_pixels": 12845056, "temporal_patch_size": 1, "merge_size": 1,
                   "image_mean": [0.5, 0.5, 0.5], "image_std": [0.5, 0.25, 0.5]}),
]


def random_resizes(count):
    """Sizes between 1 and 400, larger and smaller on either side; each tenth is an identity."""
    rng = random.Random(7)
    for number in range(count):
        width, height, new_width, new_height = (int(400 ** rng.random()) for _ in range(4))
        yield (width, height, rng.choice([1, 3]), *((width, height) if number % 10 == 9 else (new_width, new_height)))


def synthetic(width, height, channels, kind):
    """Kind 0: noise; 1: hard edges (overshoot must be clipped); 2: ramps."""
    y, x, c = np.meshgrid(np.arange(height), np.arange(width), np.arange(channels), indexing="ij")
    if kind == 0:
        mixed = ((x * 37 + y * 71 + c * 113 + 1) * (x * y * 13 + 7)).astype(np.uint64) & 0xFFFFFFFF
        values = ((mixed * 2654435761) & 0xFFFFFFFF) >> 24
    elif kind == 1:
        values = ((x // 5 + y // 7 + c) % 2) * 255
    else:
        values = (x * 3 + y * 5 + c * 40) % 256
    return values.astype(np.uint8)


def pil(array):
    return Image.fromarray(array[:, :, 0] if array.shape[2] == 1 else array)


def resize_lines():
    for number, (width, height, channels, new_width, new_height) in enumerate([*RESIZES, *random_resizes(200)]):
        kind = number % 3
        for kind in ({kind} if number >= len(RESIZES) else {kind, 1} if width * height < 100000 else {kind}):
            image = pil(synthetic(width, height, channels, kind))
            result = np.asarray(image.resize((new_width, new_height), Image.BICUBIC))
            yield {"width": width, "height": height, "channels": channels, "kind": kind, "to": [new_width, new_height],
                   "sha256": hashlib.sha256(result.tobytes()).hexdigest()}


def processor_lines():
    from transformers.models.qwen2_vl.image_processing_qwen2_vl import Qwen2VLImageProcessor
    for number, (width, height, channels, config) in enumerate(PROCESSED):
        kind = number % 3
        processor = Qwen2VLImageProcessor(**config)
        out = processor(images=[pil(synthetic(width, height, channels, kind)).convert("RGB")], return_tensors="np")
        values = np.ascontiguousarray(out["pixel_values"], dtype="<f4")
        yield {"width": width, "height": height, "channels": channels, "kind": kind, "config": config,
               "grid": [int(v) for v in out["image_grid_thw"][0]], "columns": int(values.shape[1]),
               "first": [float(v) for v in values[0, :4]], "sha256": hashlib.sha256(values.tobytes()).hexdigest()}


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def header(width, height, depth=8, colour=0, interlace=0):
    return chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, interlace))


def interlaced(array):
    """A grey Adam7 PNG: Pillow reads them but doesn't write them."""
    height, width = array.shape
    rows = b""
    for x0, y0, dx, dy in [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]:
        part = array[y0::dy, x0::dx]
        if part.size:
            rows += b"".join(b"\0" + row.tobytes() for row in part)
    return (b"\x89PNG\r\n\x1a\n" + header(width, height, interlace=1) + chunk(b"IDAT", zlib.compress(rows)) +
            chunk(b"IEND", b""))


def saved(image, **options):
    buffer = io.BytesIO()
    image.save(buffer, "PNG", **options)
    return buffer.getvalue()


def png_lines():
    grey = synthetic(13, 9, 1, 0)
    colour = synthetic(13, 9, 3, 0)
    opaque = np.concatenate([colour, np.full((9, 13, 1), 255, np.uint8)], axis=2)
    glass = opaque.copy()
    glass[4, 4, 3] = 0
    good = {
        "grey": saved(pil(grey)), "rgb": saved(pil(colour)), "interlaced": interlaced(grey[:, :, 0]),
        "palette": saved(pil(colour).quantize(7)), "one bit": saved(pil(grey).convert("1")),
        "opaque alpha": saved(Image.fromarray(opaque)), "gamma chunk": None,
        "grey with alpha": saved(pil(grey).convert("LA")),
    }
    gamma = good["grey"]
    good["gamma chunk"] = gamma[:33] + chunk(b"gAMA", struct.pack(">I", 100000)) + gamma[33:]
    for name, data in good.items():
        reference = Image.open(io.BytesIO(data))
        reference = reference.convert("RGB" if reference.mode in ("RGB", "RGBA", "P") else "L")
        samples = np.asarray(reference)
        channels = 1 if samples.ndim == 2 else 3
        digest = hashlib.sha256(f"13 9 {channels}\n".encode() + samples.tobytes()).hexdigest()
        yield {"name": name, "png": data.hex(), "channels": channels, "hash": digest}
    sixteen = saved(Image.fromarray(grey[:, :, 0].astype(np.uint16) * 257))
    flipped = bytearray(good["rgb"])
    flipped[60] ^= 0x55
    start = b"\x89PNG\r\n\x1a\n"
    bad = {
        "zero bytes": (b"", "empty"), "not a PNG": (b"\xff\xd8\xff\xe0" + b"jpeg" * 9, "not a PNG"),
        "signature alone": (start, "too early"), "truncated": (good["rgb"][:-40], "can't be read"),
        "a flipped byte": (bytes(flipped), "can't be read"), "16 bits": (sixteen, "16 bits"),
        "a transparent pixel": (saved(Image.fromarray(glass)), "transparent"),
        "20,000 pixels wide": (start + header(20000, 20000) + chunk(b"IDAT", zlib.compress(b"\0" * 64)) +
                               chunk(b"IEND", b""), "20000 x 20000 pixels"),
        "too many pixels": (start + header(16384, 16384) + chunk(b"IDAT", zlib.compress(b"\0" * 64)) +
                            chunk(b"IEND", b""), "16384 x 16384 pixels"),
        "no pixels": (start + header(0, 5) + chunk(b"IEND", b""), "can't be read"),
        "a huge chunk": (start + header(4, 4) + struct.pack(">I", 0x7FFFFFFF) + b"IDAT", "can't be read"),
        "no data": (start + header(4, 4) + chunk(b"IEND", b""), "can't be read"),
    }
    for name, (data, says) in bad.items():
        yield {"name": name, "png": data.hex(), "error": says}


def main():
    if PIL.__version__ != "12.0.0":
        sys.exit("Pillow 12.0.0 is needed: see above")
    OUT.mkdir(parents=True, exist_ok=True)
    for name, lines in (("resize", resize_lines()), ("processor", processor_lines()), ("png", png_lines())):
        rows = list(lines)
        (OUT / f"{name}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
        print(name, len(rows))
    print("Pillow", PIL.__version__, "numpy", np.__version__, file=sys.stderr)


if __name__ == "__main__":
    main()
