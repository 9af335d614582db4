// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a published set (a MedMNIST .npz) would bring into the workspace, in words to be agreed to.
//
// Knows no widgets and no store. Thread rule: any thread; `readPublishedSets` reads the files whole.
#pragma once

#include "imaging/sources/medmnist.h"

#include <QString>
#include <filesystem>
#include <span>

namespace vrft::ui {

bool isPublishedSet(const std::filesystem::path& path); // by its name

struct SetWords {
    QString names; // "BreastMNIST", "BreastMNIST and 2 more"
    QString text;  // images, classes and official splits of each; empty: one can't be read
};
QString describeSet(const MedMnist& set);
SetWords readPublishedSets(std::span<const std::filesystem::path> files);

} // namespace vrft::ui
