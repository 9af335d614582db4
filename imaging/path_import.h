// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// What a user names on the command line into a workspace: DICOM files, folders, MedMNIST npz files.
//
// An npz named by the user is checked before anything is stored and refused as a whole; one met in a folder
// becomes a row of the ledger. Errors: Error for paths that aren't there. Thread rule: the workspace's
// thread.
#pragma once

#include "imaging/importer.h"

#include <span>

namespace vrft {

// Files, folders (all files below, natural order) and npz files, in that order of `paths`.
ImportLedger importPaths(Workspace& workspace, std::span<const std::filesystem::path> paths,
                         const ImportSettings& settings);

} // namespace vrft
