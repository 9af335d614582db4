// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What takes the space of a workspace, by kind, and what of it can go without anything being lost.
//
// Looks at names and sizes, opens no study; hard links are counted once. Nothing of a run whose engine works
// is ever offered, nor a run's best and newest checkpoint. Errors: what can't be looked at is left out;
// `removeAll` says in words what stayed. Thread rule: any thread but the window's; nothing is shared.
#pragma once

#include <QStringList>
#include <atomic>
#include <cstdint>
#include <filesystem>
#include <vector>

namespace vrft::ui {

enum class DiskKind {
    Studies,
    Library,
    Datasets,
    Policies,
    Completions,
    Checkpoints,
    RunRecords, // of runs: metrics, events, evaluations
    Backups,
    Trash,
    Other
};
inline constexpr std::size_t kNumDiskKinds = 10;
QString diskKindName(DiskKind kind);

enum class Removable {
    OldCheckpoints, // of runs: neither the best nor the newest
    TokenFiles,     // of runs: log-probabilities of single tokens
    Abandoned       // what a killed program left half-made
};
inline constexpr std::size_t kNumRemovable = 3;
QString removableName(Removable what);
QString removableConsequence(Removable what); // what will be missed

struct RemovableItem {
    Removable what = Removable::Abandoned;
    std::filesystem::path path;
    std::uint64_t bytes = 0;
};

struct DiskUse {
    std::uint64_t bytes[kNumDiskKinds] = {};
    std::vector<RemovableItem> removable;
    std::uint64_t freeBytes = 0; // on the disk

    std::uint64_t total() const;
    std::uint64_t removableBytes(Removable what) const;
    std::size_t removableCount(Removable what) const;
};

// Ends early, with what it has, once `stop` is set.
DiskUse countDiskUse(const std::filesystem::path& workspace, const std::atomic<bool>& stop);

// Removes them; each is looked at again before. Returns what could not be removed and why.
QStringList removeAll(const std::vector<RemovableItem>& items);

} // namespace vrft::ui
