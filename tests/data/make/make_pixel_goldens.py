# SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
# SPDX-License-Identifier: Apache-2.0
"""Makes tests/data/pixels/conformance.json: what pydicom with its decoders reads from every file of a folder of DICOM
files, small enough to commit. Needs pydicom, numpy, pylibjpeg with its plug-ins libjpeg, openjpeg and rle, pyjpegls, and
python-gdcm for the 12-bit lossy JPEG files that those don't read.

    python tests/data/make/make_pixel_goldens.py FOLDER               write the goldens
    python tests/data/make/make_pixel_goldens.py FOLDER --compare P   run `P decode` on every frame instead and compare
                                                                      all samples (P is vrftaug-data)

Per file: shape and type of a frame, SHA-256 over all frames, the first 16 hex digits of each frame's SHA-256 (C order,
little endian). Lossy files, where decoders may differ by one (two with chroma upsampling), add per frame the sum of the
samples and a coarse grid of them. Palette files add the SHA-256 of the first frame as RGB, files with a modality or VOI
LUT that of the first frame as 8-bit grey.
"""
import argparse
import hashlib
import json
import logging
import pathlib
import subprocess
import sys
import tempfile
import warnings

import numpy as np
import pydicom
from pydicom.pixels import apply_color_lut, apply_modality_lut, apply_voi_lut, pixel_array

OUT = pathlib.Path(__file__).resolve().parent.parent / "pixels" / "conformance.json"
# Files pydicom can't decode (1-bit RLE, deflated frames), made from one that it can.
TWINS = {"pydicomdata__liver_rle.dcm": "dcmqi__liver.dcm", "pydicomdata__liver_deflate.dcm": "dcmqi__liver.dcm"}
LOSSY = {"1.2.840.10008.1.2.4.50", "1.2.840.10008.1.2.4.51", "1.2.840.10008.1.2.4.91", "1.2.840.10008.1.2.4.203"}
GRID_ONE, GRID_MANY = 16, 6


def gdcm_frames(path):
    """Stored values of a one-frame grey file by GDCM alone, without rescale."""
    import gdcm

    reader = gdcm.ImageReader()
    reader.SetFileName(str(path))
    if not reader.Read():
        raise RuntimeError("GDCM can't read it")
    image = reader.GetImage()
    data = image.GetBuffer().encode("utf-8", errors="surrogateescape")
    columns, rows = image.GetDimension(0), image.GetDimension(1)
    kind = "<i2" if image.GetPixelFormat().GetPixelRepresentation() else "<u2"
    return np.frombuffer(data, dtype=kind).reshape(1, rows, columns)


def frames_of(path):
    """(frames, who decoded) or (None, reason)."""
    try:
        dataset = pydicom.dcmread(path, force=True)
    except Exception as error:
        return None, f"not read: {type(error).__name__}"
    if not any(key in dataset for key in ("PixelData", "FloatPixelData", "DoubleFloatPixelData")):
        return None, "no pixel data"
    twin = path.with_name(TWINS.get(path.name, path.name))
    if twin != path:
        return frames_of(twin)[0], f"pydicom on {twin.name}"
    by = "pydicom"
    if "TransferSyntaxUID" not in dataset.file_meta and dataset.original_encoding == (True, True):
        dataset.file_meta.TransferSyntaxUID = "1.2.840.10008.1.2"
        by = "pydicom told that it is implicit little endian"
    try:
        array = pixel_array(dataset)
        return array if int(dataset.get("NumberOfFrames") or 1) > 1 else array[np.newaxis], by
    except Exception as error:
        reason = f"{type(error).__name__}"
    if dataset.file_meta.get("TransferSyntaxUID") == "1.2.840.10008.1.2.4.51":
        return gdcm_frames(path), "gdcm"
    return None, f"not decoded: {reason}"


def little(array):
    return np.ascontiguousarray(array.astype(array.dtype.newbyteorder("<")))


def grid_of(frame, side):
    rows = [(2 * i + 1) * frame.shape[0] // (2 * side) for i in range(side)]
    columns = [(2 * i + 1) * frame.shape[1] // (2 * side) for i in range(side)]
    return frame[np.ix_(rows, columns)].reshape(-1).tolist()


def golden_of(path):
    frames, by = frames_of(path)
    if frames is None:
        return {"refused": by}
    frames = little(frames)
    dataset = pydicom.dcmread(path, force=True, stop_before_pixels=True)
    golden = {
        "by": by,
        "shape": list(frames.shape[1:]),
        "type": frames.dtype.str[1:],
        "frames": len(frames),
        "sha256": hashlib.sha256(frames.tobytes()).hexdigest(),
        "each": "".join(hashlib.sha256(f.tobytes()).hexdigest()[:16] for f in frames),
    }
    syntax = str(dataset.file_meta.get("TransferSyntaxUID", ""))
    if syntax in LOSSY:
        subsampled = frames.ndim == 4 and "4.9" not in syntax
        golden["tolerance"] = 2 if subsampled else 1
        side = GRID_ONE if len(frames) == 1 else GRID_MANY
        golden["sums"] = [int(f.sum(dtype=np.int64)) for f in frames]
        golden["grid"] = side
        golden["samples"] = [grid_of(f, side) for f in frames]
    if dataset.get("PhotometricInterpretation") == "PALETTE COLOR":
        if syntax == "1.2.840.10008.1.2.2":  # pydicom doesn't swap the bytes of such palettes
            dataset = pydicom.dcmread(str(path).replace("_expb", ""), stop_before_pixels=True)
        coloured = apply_color_lut(frames[0], dataset)
        if coloured.dtype == np.uint16:
            coloured = (coloured >> 8).astype(np.uint8)
        golden["palette_sha256"] = hashlib.sha256(np.ascontiguousarray(coloured[..., :3]).tobytes()).hexdigest()
    if "ModalityLUTSequence" in dataset or "VOILUTSequence" in dataset:
        golden["grey_sha256"] = hashlib.sha256(grey_of(frames[0], dataset).tobytes()).hexdigest()
    return golden


def grey_of(frame, dataset):
    """After the modality step the first window of the header, else its VOI LUT, else the whole range
    (PS3.3 C.11.2.1.2.1)."""
    values = np.asarray(apply_modality_lut(frame, dataset), dtype=np.float64)
    if "WindowWidth" in dataset or "VOILUTSequence" not in dataset:
        centre, width = (values.min() + values.max()) / 2 + 0.5, values.max() - values.min() + 1
        if "WindowWidth" in dataset:
            centre, width = (float(np.ravel(dataset[k].value)[0]) for k in ("WindowCenter", "WindowWidth"))
        grey = ((values - (centre - 0.5)) / (width - 1) + 0.5) * 255
    else:
        bits = dataset.VOILUTSequence[0].LUTDescriptor[2]
        grey = apply_voi_lut(values.astype(np.int64), dataset).astype(np.float64) * 255 / (2**bits - 1)
    return np.clip(np.floor(grey + 0.5), 0, 255).astype(np.uint8)


def compare(folder, program):
    equal = lossy = bad = 0
    with tempfile.TemporaryDirectory() as temporary:
        out = pathlib.Path(temporary) / "x.npy"
        for path in files_of(folder):
            frames, by = frames_of(path)
            count = 1 if frames is None else len(frames)
            for index in range(count):
                run = subprocess.run([program, "decode", str(path), "--frame", str(index), "--out", str(out)],
                                     capture_output=True, text=True, timeout=60)
                if frames is None or run.returncode:
                    print(f"{path.name} [{index}]: {by} | {run.stdout.strip() or run.stderr.strip()}")
                    bad += frames is not None
                    continue
                ours, theirs = np.load(out), little(frames[index])
                if ours.shape != theirs.shape or ours.dtype != theirs.dtype:
                    print(f"{path.name} [{index}]: {ours.shape} {ours.dtype}, not {theirs.shape} {theirs.dtype}")
                    bad += 1
                elif np.array_equal(ours, theirs):
                    equal += 1
                else:
                    gap = np.abs(ours.astype(np.float64) - theirs.astype(np.float64))
                    print(f"{path.name} [{index}]: differs by up to {gap.max():g} in {np.count_nonzero(gap)} of {gap.size}")
                    lossy += gap.max() <= 2
                    bad += gap.max() > 2
    print(f"{equal} frames equal, {lossy} within 2, {bad} not")
    return 1 if bad else 0


def files_of(folder):
    return sorted(p for p in pathlib.Path(folder).rglob("*")
                  if p.is_file() and p.name != "PROVENANCE.md" and not p.name.startswith("README"))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder")
    parser.add_argument("--compare")
    arguments = parser.parse_args()
    warnings.filterwarnings("ignore")
    logging.disable(logging.CRITICAL)
    if arguments.compare:
        sys.exit(compare(arguments.folder, arguments.compare))
    goldens = {str(p.relative_to(arguments.folder)): golden_of(p) for p in files_of(arguments.folder)}
    OUT.parent.mkdir(parents=True, exist_ok=True)
    lines = ",\n".join(f"{json.dumps(name)}: {json.dumps(golden, separators=(',', ':'))}"
                       for name, golden in goldens.items())
    OUT.write_text("{\n" + lines + "\n}\n")
    print(f"{OUT}: {len(goldens)} files, {OUT.stat().st_size} bytes")


if __name__ == "__main__":
    main()
