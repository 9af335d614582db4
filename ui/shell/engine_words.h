// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What `vrftaug-engine doctor` found, in sentences.
//
// Thread rule: pure function.
#pragma once

#include "core/json.h"

#include <QStringList>

namespace vrft::ui {

// One line each; keys that are missing or of another kind are left out. Empty: nothing usable.
QStringList engineWords(const Json& report);

} // namespace vrft::ui
