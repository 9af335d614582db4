// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Classes that are called otherwise today than on the day a dataset was frozen: runs and answers go on
// speaking the old names.
//
// Thread rule: pure functions, any thread once the application object is there.
#pragma once

#include "core/knowledge/task.h"

#include <QString>

namespace vrft::ui {

// "“mild” is “minimal” today, “other” isn’t among the classes any more"; empty where the names are the same
// or the tasks are two. Names are harmless; after three the rest are counted.
QString renamedClasses(const Task& frozen, const Task& today);

} // namespace vrft::ui
