// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "imaging/path_import.h"

#include "core/error.h"
#include "imaging/dicom/byte_source.h"
#include "imaging/file_walk.h"
#include "imaging/import_request.h"
#include "imaging/listed_files.h"
#include "imaging/sources/medmnist.h"
#include "imaging/wrapped_set.h"

#include <fmt/format.h>
#include <set>
#include <thread>

namespace vrft {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kCopy_bytes = 1 << 20;
constexpr auto kPauseStep = std::chrono::milliseconds(20);

bool isNpz(const fs::path& file) {
    return file.extension() == ".npz";
}

struct Found {
    std::vector<std::string> files; // no npz
    std::set<std::string> named;    // of these, those the user named
    std::vector<MedMnist> sets;
    std::vector<ImportRow> rows; // what was met in folders and is no file to look at
};

void findBelow(const fs::path& folder, const PathImport& import, Found& found) {
    FileWalk walk = filesBelow(folder, import.cancelled);
    found.rows.insert(found.rows.end(), walk.rows.begin(), walk.rows.end());
    for (std::string& file : walk.files) {
        const std::string name = file.substr(file.rfind('/') + 1);
        if (!matches(import.match, name)) continue;
        if (!isNpz(name)) {
            found.files.push_back(std::move(file));
            continue;
        }
        try {
            found.sets.push_back(readMedMnist(file));
        } catch (const Error& error) {
            found.rows.push_back({file, ImportState::Unreadable, error.summary()});
        }
    }
}

// Looks at everything that can be refused as a whole before anything is stored.
Found find(std::span<const fs::path> paths, const PathImport& import) {
    Found found;
    for (const fs::path& given : paths) {
        const fs::path path = fs::absolute(given).lexically_normal();
        std::error_code code;
        if (!fs::exists(path, code))
            throw Error(ErrorCode::NotFound, "there is nothing to import", given.string(), "Check the path");
        if (fs::is_directory(path, code)) {
            findBelow(path, import, found);
        } else if (isNpz(path)) {
            found.sets.push_back(readMedMnist(path));
        } else {
            found.files.push_back(path.string());
            found.named.insert(path.string());
        }
    }
    return found;
}

// One import of files through the child.
class FileImport {
public:
    FileImport(Importer& importer, const PathImport& import, const Found& found)
        : importer_(importer)
        , import_(import)
        , found_(found) {}

    void run() {
        std::set<std::string> done;
        std::vector<std::string> files = found_.files;
        while (!files.empty()) {
            files_.clear();
            for (std::string& file : files)
                if (done.insert(file).second) files_.push_back(std::move(file));
            importer_.expect(static_cast<std::int64_t>(done.size() + found_.rows.size()));
            listed_.clear();
            scan();
            files = std::move(listed_);
        }
    }

private:
    void scan() {
        ScanProgram program = import_.scanner;
        program.match = import_.match;
        ScanHandlers handlers;
        handlers.item = [this](std::size_t file, ScanItem item, const ChunkSource& payload) {
            take(files_[file], std::move(item), payload);
        };
        handlers.list = [this](std::size_t file, const std::vector<std::string>& ids) {
            const ListedFiles listed = findListed(files_[file], ids);
            importer_.add({files_[file], ImportState::NotDicom, listed.words(ids.size())});
            if (found_.named.contains(files_[file]))
                listed_.insert(listed_.end(), listed.files.begin(), listed.files.end());
        };
        handlers.cancelled = import_.cancelled;
        scanFiles(program, files_, handlers);
    }

    void waitWhilePaused() {
        if (!import_.paused || !import_.paused()) return;
        importer_.commit();
        while (import_.paused()) {
            if (import_.cancelled && import_.cancelled())
                throw Error(ErrorCode::Cancelled, "the import was cancelled");
            std::this_thread::sleep_for(kPauseStep);
        }
    }

    void take(const std::string& file, ScanItem item, const ChunkSource& payload) {
        waitWhilePaused();
        ImportRow row{item.member.empty() ? file : fmt::format("{}#{}", file, item.member),
                      ImportState::Stored, item.reason, item.tag, item.offset};
        switch (item.fate) {
        case ScanItem::Fate::Unreadable:
            row.state = ImportState::Unreadable;
            return importer_.add(std::move(row));
        case ScanItem::Fate::NotDicom:
            row.state = ImportState::NotDicom;
            return importer_.add(std::move(row));
        case ScanItem::Fate::Image:
            break;
        }
        if (item.payload_bytes > 0) return importer_.add(std::move(item.record), std::move(row), payload, {});
        if (import_.settings.link)
            return importer_.add(std::move(item.record), std::move(row), nullptr, file);
        std::unique_ptr<FileBytes> bytes; // opened when the importer asks
        std::uint64_t at = 0;
        importer_.add(std::move(item.record), std::move(row),
                      [&]() -> std::span<const std::uint8_t> {
                          if (!bytes) bytes = opened(file);
                          if (import_.cancelled && import_.cancelled())
                              throw Error(ErrorCode::Cancelled, "the import was cancelled");
                          const auto chunk = bytes->read(at, kCopy_bytes);
                          at += chunk.size();
                          return chunk;
                      },
                      {});
    }

    static std::unique_ptr<FileBytes> opened(const std::string& file) {
        try {
            return std::make_unique<FileBytes>(file);
        } catch (const Error& error) {
            throw SourceTrouble{"it went away while it was read: " + error.summary()};
        }
    }

    Importer& importer_;
    const PathImport& import_;
    const Found& found_;
    std::vector<std::string> files_;  // of this round
    std::vector<std::string> listed_; // by DICOMDIRs of this round
};

void addTo(ImportLedger& ledger, const ImportLedger& part) {
    ledger.found += part.found;
    for (std::size_t i = 0; i < part.counts.size(); ++i)
        ledger.counts[i] += part.counts[i];
    ledger.notes.insert(ledger.notes.end(), part.notes.begin(), part.notes.end());
}

ImportLedger importFound(const WorkspaceAccess& workspace, const Found& found, const PathImport& import) {
    Importer importer(workspace, import.settings);
    for (const ImportRow& row : found.rows)
        importer.add(row);
    FileImport(importer, import, found).run();
    ImportLedger ledger = importer.finish();
    for (const MedMnist& set : found.sets)
        addTo(ledger, importMedMnist(workspace, set, import.settings));
    return ledger;
}

std::string requestText(std::span<const fs::path> paths, const PathImport& import) {
    ImportRequest request{import.settings.link, import.match, {}};
    for (const fs::path& path : paths)
        request.paths.push_back(fs::absolute(path).lexically_normal());
    return importRequestText(request);
}

} // namespace

ImportLedger importPaths(const WorkspaceAccess& workspace, std::span<const fs::path> paths,
                         PathImport import) {
    const Found found = find(paths, import);
    const std::string request = requestText(paths, import);
    const std::int64_t id = workspace.with([&](Workspace& store) { return store.imports().begin(request); });
    const auto finish = [&](ImportEnd end) {
        workspace.with([&](Workspace& store) { store.imports().finish(id, end); });
    };
    import.settings.import = id;
    import.settings.cancelled = import.cancelled;
    try {
        ImportLedger ledger = importFound(workspace, found, import);
        finish(ImportEnd::Done);
        return ledger;
    } catch (const Error& error) {
        if (error.code() != ErrorCode::Cancelled)
            finish(ImportEnd::Failed);
        else if (!import.goesOnLater || !import.goesOnLater())
            finish(ImportEnd::Cancelled);
        throw;
    }
}

} // namespace vrft
