// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The frozen datasets of a task as their folders are just now: numbered by age, what changed from one to the
// next in words, and which runs used them. And the policies of the workspace, as far as they look at images.
//
// A folder that is gone or damaged is a version with words instead of a dataset. Ownership: a reader keeps
// what it has read; datasets are shared, constant. Thread rule: one thread, not the window's.
#pragma once

#include "core/dataset/dataset.h"
#include "core/store/datasets_table.h"
#include "core/vision_input/preprocess.h"
#include "ui/viewer/frame_source.h"

#include <QString>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace vrft::ui {

struct RunUse {
    std::string run; // the folder's name
    QString name;
};

struct FrozenVersion {
    int number = 0; // from 1, by age
    DatasetRow row;
    std::filesystem::path folder;
    std::shared_ptr<const Dataset> dataset; // nullptr: it can't be read
    QString trouble;                        // why
    QString change;                         // against the version before; empty: the first, or can't be said
    std::vector<RunUse> runs;

    QString seal() const; // the first eight digits of the hash
};

struct PolicyEyes {
    std::string name;
    std::optional<PreprocessorConfig> config;
    QString trouble; // why there is none
};

// One line of a comparison.
struct VersionChange {
    QString what;   // "added", "label changed", ...
    QString sample; // its id
    QString detail;
    // What it looks like: pictures of the datasets' folders, before and after where they differ, or a frame
    // of a study that isn't in a dataset yet.
    std::vector<std::filesystem::path> pictures{};
    std::optional<FrameAddress> frame{};
};

class VersionReader {
public:
    std::vector<FrozenVersion> versions(const std::filesystem::path& workspace,
                                        const std::vector<DatasetRow>& rows); // oldest first
    std::vector<PolicyEyes> policies(const std::filesystem::path& workspace);

private:
    struct Kept {
        std::filesystem::file_time_type changed;
        std::shared_ptr<const Dataset> dataset;
    };
    struct KnownRun {
        std::filesystem::file_time_type changed;
        QString name;
        std::vector<std::string> hashes;
    };
    void readRuns(const std::filesystem::path& workspace);

    std::map<std::string, Kept> datasets_;                           // by folder
    std::map<std::pair<std::string, std::string>, QString> changes_; // by hashes
    std::map<std::string, KnownRun> runs_;                           // by folder's name
};

// Every difference, one line each, and their sum in words.
std::vector<VersionChange> versionChanges(const Dataset& before, const Dataset& after);
QString versionChangeWords(const Dataset& before, const Dataset& after);

} // namespace vrft::ui
