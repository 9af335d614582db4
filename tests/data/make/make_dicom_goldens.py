# SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
# SPDX-License-Identifier: Apache-2.0
"""Makes tests/data/imaging/dicom.json: what pydicom, which shares no code with our writer's toolkit, reads in files our
program wrote: phantoms and wrapped npz images. Each entry is named by the SHA-256 of the file's bytes.

    python3 tests/data/make/make_dicom_goldens.py build/release/bin/vrftaug-data        (needs pydicom and numpy)
"""
import hashlib
import json
import pathlib
import subprocess
import sys
import tempfile

import pydicom

DATA = pathlib.Path(__file__).resolve().parent.parent / "imaging"
PHANTOMS = 6
TEXTS = ("SpecificCharacterSet", "SOPClassUID", "SOPInstanceUID", "Modality", "PatientName", "PatientID",
         "PatientBirthDate", "PatientSex", "StudyInstanceUID", "StudyDate", "StudyTime", "AccessionNumber",
         "StudyDescription", "SeriesInstanceUID", "SeriesDescription", "BodyPartExamined", "Manufacturer",
         "BurnedInAnnotation", "DerivationDescription", "PhotometricInterpretation")
NUMBERS = ("SeriesNumber", "InstanceNumber", "Rows", "Columns", "SamplesPerPixel", "BitsAllocated", "BitsStored",
           "HighBit", "PixelRepresentation")


def describe(file):
    image = pydicom.dcmread(file)
    found = {name: str(image.get(name) or "") for name in TEXTS}
    found.update({name: int(image[name].value) for name in NUMBERS})
    found["PixelSpacing"] = [float(value) for value in image.get("PixelSpacing", [])]
    found["TransferSyntaxUID"] = str(image.file_meta.TransferSyntaxUID)
    found["shape"] = list(image.pixel_array.shape)
    found["pixels"] = hashlib.sha256(image.pixel_array.tobytes()).hexdigest()
    return found


def files(workspace):
    found = {hashlib.sha256(file.read_bytes()).hexdigest(): describe(file)
             for file in sorted(workspace.glob("store/*/*.dcm"))}
    return dict(sorted(found.items(), key=lambda item: (item[1]["PatientID"], item[1]["InstanceNumber"])))


def run(*arguments):
    subprocess.run([sys.argv[1], *map(str, arguments)], check=True, stdout=subprocess.DEVNULL)


with tempfile.TemporaryDirectory() as folder:
    phantoms, wrapped = pathlib.Path(folder, "phantoms"), pathlib.Path(folder, "wrapped")
    run("sample", phantoms, "--patients", 20)
    run("init", wrapped)
    run("import", wrapped, DATA / "npz" / "small.npz", DATA / "npz" / "colour.npz")
    golden = dict(list(files(phantoms).items())[:PHANTOMS]) | files(wrapped)
(DATA / "dicom.json").write_text(json.dumps(golden, indent=1, ensure_ascii=False) + "\n")
