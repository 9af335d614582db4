// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// What a user names on the command line or in a dialog into a workspace: DICOM files, folders, DICOMDIRs, ZIP
// archives, PNG, JPEG, BMP and NIfTI files, MedMNIST npz files.
//
// Files are looked at by a child process (scan/scan_child.h); this one copies the bytes the child vouched for
// and never parses them. An npz named by the user is checked before anything is stored and refused as a
// whole; one met in a folder becomes a row of the ledger. A DICOMDIR named by the user stands for the files
// it lists; one met in a folder is a row. Errors: Error for paths that aren't there; Cancelled, with
// everything committed so far kept. Thread rule: importer.h.
#pragma once

#include "imaging/importer.h"
#include "imaging/scan/scan_child.h"

#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace vrft {

struct PathImport {
    ImportSettings settings;
    ScanProgram scanner;             // `match` is taken from below
    std::vector<std::string> match;  // shell patterns for names in folders and archives; none: all
    std::function<bool()> cancelled; // asked at least every 50 ms while waiting
    // Asked between files: while it is true nothing goes on; what was met before is committed.
    std::function<bool()> paused;
    // Asked when cancelled. True: somebody means to go on later, so the ledger keeps the import as running.
    std::function<bool()> goesOnLater;
};

// Files, folders (all files below, natural order) and npz files, in that order of `paths`.
ImportLedger importPaths(const WorkspaceAccess& workspace, std::span<const std::filesystem::path> paths,
                         PathImport import);

} // namespace vrft
