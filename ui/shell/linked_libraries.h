// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The libraries the programs are made of, with the versions that run here.
//
// A shared library is asked itself, whatever it was compiled against; of one that can't be asked (headers,
// static parts) the version it was built with is told. What the engine alone links comes from the engine's
// report (`doctor`). Thread rule: any thread once the application object is there.
#pragma once

#include "core/json.h"

#include <QString>
#include <vector>

namespace vrft::ui {

struct LinkedLibrary {
    QString name;
    QString version; // empty: not known (yet)
    QString licence;
};

// `engine`: what the engine said of itself; nothing where it wasn't asked or isn't there.
std::vector<LinkedLibrary> linkedLibraries(const Json& engine);

} // namespace vrft::ui
