// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "imaging/path_import.h"

#include "core/error.h"
#include "core/study/natural_order.h"
#include "imaging/sources/medmnist.h"
#include "imaging/wrapped_set.h"

#include <algorithm>

namespace vrft {

namespace fs = std::filesystem;

namespace {

bool isNpz(const fs::path& file) {
    return file.extension() == ".npz";
}

// All regular files below `folder`, in natural order; links are followed for files, not for folders (no
// circles).
std::vector<fs::path> filesBelow(const fs::path& folder) {
    std::vector<fs::path> files;
    std::error_code code;
    fs::recursive_directory_iterator walk(folder, fs::directory_options::skip_permission_denied, code);
    if (code) throw systemError(code.value(), "can't read the folder", folder.string());
    for (const auto& entry : walk)
        if (entry.is_regular_file(code)) files.push_back(entry.path());
    std::sort(files.begin(), files.end(), [](const fs::path& a, const fs::path& b) {
        return naturalCompare(a.native(), b.native()) < 0;
    });
    return files;
}

struct Found {
    std::vector<fs::path> files; // no npz
    std::vector<MedMnist> sets;
    std::vector<ImportRow> refused; // npz files met in folders
};

// Looks at everything that can be refused as a whole before anything is stored.
Found find(std::span<const fs::path> paths) {
    Found found;
    for (const fs::path& given : paths) {
        const fs::path path = fs::absolute(given).lexically_normal();
        if (!fs::exists(path))
            throw Error(ErrorCode::NotFound, "there is nothing to import", given.string(), "Check the path");
        if (!fs::is_directory(path)) {
            if (isNpz(path))
                found.sets.push_back(readMedMnist(path));
            else
                found.files.push_back(path);
            continue;
        }
        for (fs::path& file : filesBelow(path)) {
            if (!isNpz(file)) {
                found.files.push_back(std::move(file));
                continue;
            }
            try {
                found.sets.push_back(readMedMnist(file));
            } catch (const Error& error) {
                found.refused.push_back({file.string(), ImportState::Unreadable, error.summary()});
            }
        }
    }
    return found;
}

} // namespace

ImportLedger importPaths(Workspace& workspace, std::span<const fs::path> paths,
                         const ImportSettings& settings) {
    const Found found = find(paths);
    Importer importer(workspace, settings);
    for (const fs::path& file : found.files)
        importer.addFile(file);
    ImportLedger ledger = importer.finish();
    for (const ImportRow& row : found.refused) {
        ledger.found += 1;
        ledger.counts[static_cast<std::size_t>(row.state)] += 1;
        if (settings.onRow) settings.onRow(row);
    }
    for (const MedMnist& set : found.sets) {
        const ImportLedger part = importMedMnist(workspace, set, settings);
        ledger.found += part.found;
        for (std::size_t i = 0; i < part.counts.size(); ++i)
            ledger.counts[i] += part.counts[i];
        ledger.notes.insert(ledger.notes.end(), part.notes.begin(), part.notes.end());
    }
    return ledger;
}

} // namespace vrft
