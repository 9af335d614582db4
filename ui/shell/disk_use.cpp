// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/disk_use.h"

#include "core/files.h"
#include "core/run/checkpoint_folder.h"
#include "core/run/control.h"
#include "core/run/run_folder.h"
#include "ui/widgets/phrases.h"
#include "ui/widgets/text.h"

#include <QCoreApplication>
#include <algorithm>
#include <chrono>
#include <numeric>
#include <set>
#include <sys/stat.h>

namespace vrft::ui {

namespace fs = std::filesystem;

namespace {

struct DiskWords {
    Q_DECLARE_TR_FUNCTIONS(DiskWords)
};

constexpr std::chrono::hours kAbandonedAfter{1};

// Walks folders, links not followed; a file with several names counts once.
class Counter {
public:
    explicit Counter(const std::atomic<bool>& stop)
        : stop_(stop) {}
    bool stopped() const { return stop_; }

    std::uint64_t sizeOf(const fs::path& path) {
        std::error_code code;
        if (!fs::is_directory(fs::symlink_status(path, code))) return sizeOfFile(path);
        std::uint64_t sum = 0;
        for (fs::recursive_directory_iterator at(path, fs::directory_options::skip_permission_denied, code),
             end;
             at != end && !code && !stop_; at.increment(code))
            if (!fs::is_directory(at->symlink_status(code))) sum += sizeOfFile(at->path());
        return sum;
    }

private:
    std::uint64_t sizeOfFile(const fs::path& file) {
        struct stat info {};
        if (::lstat(file.c_str(), &info) != 0) return 0;
        if (info.st_nlink > 1 && !seen_.emplace(info.st_dev, info.st_ino).second) return 0;
        return static_cast<std::uint64_t>(info.st_blocks) * 512;
    }

    const std::atomic<bool>& stop_;
    std::set<std::pair<dev_t, ino_t>> seen_;
};

std::vector<fs::path> entriesOf(const fs::path& folder) {
    std::vector<fs::path> list;
    std::error_code code;
    for (fs::directory_iterator at(folder, code), end; at != end && !code; at.increment(code))
        list.push_back(at->path());
    std::sort(list.begin(), list.end());
    return list;
}

// Neither it nor anything below it changed for an hour.
bool untouched(const fs::path& path) {
    const auto since = fs::file_time_type::clock::now() - kAbandonedAfter;
    std::error_code code;
    const auto old = [&](const fs::path& one) {
        const auto changed = fs::last_write_time(one, code);
        return !code && changed < since;
    };
    if (!old(path)) return false;
    if (!fs::is_directory(fs::symlink_status(path, code))) return true;
    for (fs::recursive_directory_iterator at(path, code), end; at != end; at.increment(code))
        if (code || !old(at->path())) return false;
    return !code;
}

// Names under which drafts lie until they are complete (FolderDraft, writeFileAtomic, SampleJob).
bool isDraftName(const std::string& name) {
    return name.starts_with(".tmp-") || name.starts_with(".old-") ||
           name.find(".tmp-") != std::string::npos || name.ends_with(".making") || name.ends_with(".tmp");
}

bool isAbandoned(const fs::path& path) {
    return isDraftName(path.filename().string()) && untouched(path);
}

bool isOldCheckpoint(const fs::path& run, const fs::path& checkpoint) {
    try {
        const std::vector<int> steps = checkpointSteps(run);
        const auto best = readBest(run);
        if (!best || steps.empty()) return false; // which of them counts isn't known
        for (const int step : steps)
            if (RunPaths{run}.checkpoint(step) == checkpoint)
                return step != steps.back() && step != best->step;
    } catch (const std::exception&) {
        return false; // what can't be read isn't offered
    }
    return false;
}

void countRun(Counter& counter, const fs::path& run, DiskUse& use) {
    const bool works = engineWorks(run);
    const auto add = [&](DiskKind kind, std::uint64_t bytes) { use.bytes[static_cast<int>(kind)] += bytes; };
    for (const fs::path& entry : entriesOf(run)) {
        if (counter.stopped()) return;
        const std::string name = entry.filename().string();
        if (name == "checkpoints") {
            for (const fs::path& checkpoint : entriesOf(entry)) {
                const std::uint64_t bytes = counter.sizeOf(checkpoint);
                add(DiskKind::Checkpoints, bytes);
                if (works) continue;
                if (isAbandoned(checkpoint))
                    use.removable.push_back({Removable::Abandoned, checkpoint, bytes});
                else if (isOldCheckpoint(run, checkpoint))
                    use.removable.push_back({Removable::OldCheckpoints, checkpoint, bytes});
            }
            continue;
        }
        const std::uint64_t bytes = counter.sizeOf(entry);
        const bool tokens = name.starts_with("tokens-") && name.ends_with(".bin");
        add(tokens || name.starts_with("completions-") ? DiskKind::Completions : DiskKind::RunRecords, bytes);
        if (works) continue;
        if (tokens) use.removable.push_back({Removable::TokenFiles, entry, bytes});
        if (isAbandoned(entry)) use.removable.push_back({Removable::Abandoned, entry, bytes});
    }
}

DiskKind kindOf(const std::string& name) {
    if (name == "store") return DiskKind::Studies;
    if (name == "datasets") return DiskKind::Datasets;
    if (name == "policies") return DiskKind::Policies;
    if (name == "backups") return DiskKind::Backups;
    if (name == "trash") return DiskKind::Trash;
    if (name.starts_with("workspace.sqlite") || name.starts_with("index.sqlite")) return DiskKind::Library;
    return DiskKind::Other;
}

} // namespace

QString diskKindName(DiskKind kind) {
    switch (kind) {
    case DiskKind::Studies:
        return DiskWords::tr("Studies");
    case DiskKind::Library:
        return DiskWords::tr("Library and index");
    case DiskKind::Datasets:
        return DiskWords::tr("Datasets");
    case DiskKind::Policies:
        return DiskWords::tr("Policies");
    case DiskKind::Completions:
        return DiskWords::tr("Runs: answers and their tokens");
    case DiskKind::Checkpoints:
        return DiskWords::tr("Runs: checkpoints");
    case DiskKind::RunRecords:
        return DiskWords::tr("Runs: metrics, events, evaluations");
    case DiskKind::Backups:
        return DiskWords::tr("Backups");
    case DiskKind::Trash:
        return DiskWords::tr("Trash");
    case DiskKind::Other:
        return DiskWords::tr("Other files");
    }
    return {};
}

QString removableName(Removable what) {
    switch (what) {
    case Removable::OldCheckpoints:
        return DiskWords::tr("Older checkpoints of runs");
    case Removable::TokenFiles:
        return DiskWords::tr("Token files of runs");
    case Removable::Abandoned:
        return DiskWords::tr("Half-made files and folders");
    }
    return {};
}

QString removableConsequence(Removable what) {
    switch (what) {
    case Removable::OldCheckpoints:
        return DiskWords::tr(
            "Each run keeps its best and its newest checkpoint: it can be resumed and evaluated.");
    case Removable::TokenFiles:
        return DiskWords::tr(
            "Answers, rewards and reasons stay; the likelihood of single words is no longer shown.");
    case Removable::Abandoned:
        return DiskWords::tr("Left by a program that was stopped in the middle; nothing refers to them.");
    }
    return {};
}

std::uint64_t DiskUse::total() const {
    return std::accumulate(std::begin(bytes), std::end(bytes), std::uint64_t{0});
}

std::uint64_t DiskUse::removableBytes(Removable what) const {
    std::uint64_t sum = 0;
    for (const RemovableItem& item : removable)
        if (item.what == what) sum += item.bytes;
    return sum;
}

std::size_t DiskUse::removableCount(Removable what) const {
    return static_cast<std::size_t>(std::count_if(
        removable.begin(), removable.end(), [&](const RemovableItem& item) { return item.what == what; }));
}

DiskUse countDiskUse(const fs::path& workspace, const std::atomic<bool>& stop) {
    DiskUse use;
    Counter counter(stop);
    std::error_code code;
    const fs::space_info space = fs::space(workspace, code);
    if (!code) use.freeBytes = space.available;
    for (const fs::path& entry : entriesOf(workspace)) {
        if (stop) return use;
        const std::string name = entry.filename().string();
        if (name == "runs") {
            for (const fs::path& run : entriesOf(entry)) {
                if (isAbandoned(run)) {
                    const std::uint64_t bytes = counter.sizeOf(run);
                    use.bytes[static_cast<int>(DiskKind::RunRecords)] += bytes;
                    use.removable.push_back({Removable::Abandoned, run, bytes});
                } else {
                    countRun(counter, run, use);
                }
            }
            continue;
        }
        const DiskKind kind = kindOf(name);
        const bool holdsDrafts =
            kind == DiskKind::Datasets || kind == DiskKind::Policies || kind == DiskKind::Backups;
        if (!holdsDrafts) {
            use.bytes[static_cast<int>(kind)] += counter.sizeOf(entry);
            continue;
        }
        for (const fs::path& inside : entriesOf(entry)) {
            const std::uint64_t bytes = counter.sizeOf(inside);
            use.bytes[static_cast<int>(kind)] += bytes;
            if (isAbandoned(inside)) use.removable.push_back({Removable::Abandoned, inside, bytes});
        }
    }
    return use;
}

QStringList removeAll(const std::vector<RemovableItem>& items) {
    QStringList stayed;
    for (const RemovableItem& item : items) {
        const fs::path folder = item.path.parent_path();
        const fs::path run = item.what == Removable::OldCheckpoints ? folder.parent_path() : folder;
        const bool ofRun = item.what != Removable::Abandoned || folder.filename() == "checkpoints";
        const fs::path owner = folder.filename() == "checkpoints" ? folder.parent_path() : run;
        if (ofRun && engineWorks(owner)) {
            stayed << DiskWords::tr("%1: its run is being trained").arg(qs(item.path.string()));
            continue;
        }
        const bool still = item.what == Removable::OldCheckpoints ? isOldCheckpoint(run, item.path)
                           : item.what == Removable::Abandoned    ? isAbandoned(item.path)
                                                                  : true;
        if (!still) {
            stayed << DiskWords::tr("%1: it is in use again").arg(qs(item.path.string()));
            continue;
        }
        std::error_code code;
        if (item.what == Removable::OldCheckpoints) { // half a deletion mustn't look like a checkpoint
            const fs::path leaving = folder / (".old-" + item.path.filename().string());
            fs::rename(item.path, leaving, code);
            if (!code) fs::remove_all(leaving, code);
        } else {
            fs::remove_all(item.path, code);
        }
        if (code) stayed << titled(qs(item.path.string()), QString::fromStdString(code.message()));
    }
    return stayed;
}

} // namespace vrft::ui
