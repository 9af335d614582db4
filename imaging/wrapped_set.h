// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// A MedMNIST set into a workspace: images as Secondary Capture, the task, the published labels (reader
// `source`) and the official splits as a plan named by the file's stem (docs: formats, "Workspace").
//
// A second import finds everything present; a task whose knowledge was edited meanwhile is kept. Errors:
// Mismatch when a task of that id can't hold the labels. Thread rule: importer.h.
#pragma once

#include "imaging/importer.h"
#include "imaging/sources/medmnist.h"

namespace vrft {

ImportLedger importMedMnist(const WorkspaceAccess& workspace, const MedMnist& set,
                            const ImportSettings& settings);

} // namespace vrft
