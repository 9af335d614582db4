# SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
# SPDX-License-Identifier: Apache-2.0
"""Makes tests/data/geometry/series.json: where ITK puts the pixels of the series in a folder of DICOM series. Needs
SimpleITK and pydicom.

    python tests/data/make/make_geometry_goldens.py FOLDER

Per file: three corners in mm as ITK reads the file alone. Per series: ITK's order of files, and its origin, spacing and
direction for the series as a volume (a tilted or unevenly spaced series isn't one, and ITK only warns).
"""
import json
import pathlib
import sys

import pydicom
import SimpleITK as sitk

OUT = pathlib.Path(__file__).resolve().parent.parent / "geometry" / "series.json"


def corners_of(path):
    image = sitk.ReadImage(str(path))
    columns, rows = image.GetWidth(), image.GetHeight()
    return [[round(x, 6) for x in image.TransformIndexToPhysicalPoint(p)]
            for p in ((0, 0, 0), (columns - 1, 0, 0), (0, rows - 1, 0))]


def golden_of(folder):
    files = sorted(p for p in folder.iterdir() if p.is_file())
    positions = {tuple(round(float(v), 3) for v in pydicom.dcmread(p, stop_before_pixels=True).ImagePositionPatient)
                 for p in files}
    golden = {"positions": len(positions), "files": {p.name: corners_of(p) for p in files}}
    reader = sitk.ImageSeriesReader()
    order = reader.GetGDCMSeriesFileNames(str(folder))
    golden["order"] = [pathlib.Path(p).name for p in order]
    if len(positions) == len(files):
        reader.SetFileNames(order)
        volume = reader.Execute()
        golden["volume"] = {"size": volume.GetSize(), "origin": volume.GetOrigin(), "spacing": volume.GetSpacing(),
                            "direction": volume.GetDirection()}
    return golden


def main():
    sitk.ProcessObject.SetGlobalWarningDisplay(False)
    folders = sorted(p for p in pathlib.Path(sys.argv[1]).iterdir() if p.is_dir())
    OUT.parent.mkdir(parents=True, exist_ok=True)
    lines = ",\n".join(f"{json.dumps(f.name)}: {json.dumps(golden_of(f), separators=(',', ':'))}" for f in folders)
    OUT.write_text("{\n" + lines + "\n}\n")
    print(f"{OUT}: {OUT.stat().st_size} bytes")


if __name__ == "__main__":
    main()
