// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What `vrftaug-engine init` and `dry-run` are told of a new run: its recipe and its knowledge as files of a
// temporary folder, and the options that name them with datasets and policy.
//
// Ownership: the files go with the object: keep it until the program has ended. Errors: vrft::Error. Thread
// rule: UI thread; two files of a few kB.
#pragma once

#include "ui/runs/launch_model.h"

#include <QStringList>
#include <QTemporaryDir>
#include <filesystem>

namespace vrft::ui {

class RunFiles {
public:
    // `model` has nothing missing.
    explicit RunFiles(const LaunchModel& model);

    // "COMMAND RUN --recipe ..".
    QStringList arguments(const QString& command, const std::filesystem::path& run) const;

private:
    QTemporaryDir folder_;
    QStringList options_;
};

} // namespace vrft::ui
