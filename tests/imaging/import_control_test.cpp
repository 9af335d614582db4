// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Imports that rest, stop, go on later, and run on a thread of their own.
#include "core/error.h"
#include "core/files.h"
#include "imaging/import_request.h"
#include "imaging/sources/phantom_study.h"
#include "tests/support/importing.h"
#include "tests/support/temp_folder.h"

#include <atomic>
#include <condition_variable>
#include <deque>
#include <doctest/doctest.h>
#include <fmt/format.h>
#include <future>
#include <mutex>
#include <thread>

using namespace vrft;

namespace {

namespace fs = std::filesystem;

constexpr int kFiles = 12;

void fillFolder(const fs::path& folder) {
    makeFolders(folder);
    for (int i = 0; i < kFiles; ++i)
        writeFileAtomic(folder / fmt::format("{:02}.dcm", i),
                        makeDicom(phantomDicom(1, i, 0, makePhantom(1, i, 0))), false);
}

std::vector<ImportInfo> importsOf(Workspace& workspace) {
    return workspace.imports().all();
}

// Orders worked off by the thread that owns the workspace, as a window has them.
class Orders {
public:
    WorkspaceAccess access() {
        return WorkspaceAccess([this](const WorkspaceAccess::Use& use) {
            std::promise<void> done;
            {
                const std::scoped_lock lock(mutex_);
                waiting_.push_back([&](Workspace& workspace) {
                    try {
                        use(workspace);
                        done.set_value();
                    } catch (...) {
                        done.set_exception(std::current_exception());
                    }
                });
            }
            wake_.notify_one();
            done.get_future().get();
        });
    }
    void end() {
        const std::scoped_lock lock(mutex_);
        ended_ = true;
        wake_.notify_one();
    }
    int workOff(Workspace& workspace) {
        int count = 0;
        std::unique_lock lock(mutex_);
        while (true) {
            wake_.wait(lock, [this] { return ended_ || !waiting_.empty(); });
            if (waiting_.empty()) return count;
            const auto next = std::move(waiting_.front());
            waiting_.pop_front();
            lock.unlock();
            next(workspace);
            ++count;
            lock.lock();
        }
    }

private:
    std::mutex mutex_;
    std::condition_variable wake_;
    std::deque<std::function<void(Workspace&)>> waiting_;
    bool ended_ = false;
};

} // namespace

TEST_CASE("what an import was asked is read back from the ledger's line") {
    const ImportRequest plain{false, {}, {"/data/a", "/data/b.zip"}};
    CHECK(importRequestText(plain) == "copy /data/a /data/b.zip");
    for (const ImportRequest& request : {plain, ImportRequest{true, {"*.bmp", "a b"}, {"/data/with blank"}},
                                         ImportRequest{false, {}, {"/it's/\"odd\"/--match", "/données/脑"}}})
        CHECK(importRequestFromText(importRequestText(request)) == request);
    CHECK(!importRequestFromText("images made by the program"));
    CHECK(!importRequestFromText("copy 'half"));
    CHECK(!importRequestFromText("copy relative/path"));
    CHECK(!importRequestFromText(""));
}

TEST_CASE("a paused import commits what it met, stands still, and goes on to the same end") {
    const test::TempFolder folder;
    fillFolder(folder / "in");
    const auto workspace = Workspace::create(folder / "ws");
    PathImport files = test::pathImport();
    int asked = 0;
    std::int64_t thereAtFirst = -1;
    std::int64_t thereAtLast = -1;
    // Pauses before the fifth file, for three looks.
    files.paused = [&] {
        ++asked;
        if (asked < 5 || asked > 8) return false;
        thereAtLast = workspace->studies().counts().instances;
        if (asked == 6) thereAtFirst = thereAtLast;
        return true;
    };
    const std::array paths{folder / "in"};
    const ImportLedger ledger = importPaths(*workspace, paths, std::move(files));
    CHECK(thereAtFirst == 4);
    CHECK(thereAtLast == 4);
    CHECK(test::countOf(ledger, ImportState::Stored) == kFiles);
    test::ledgerRows(*workspace, ledger, folder / "in");
}

TEST_CASE("a pause can be stopped; what was met before it is there") {
    const test::TempFolder folder;
    fillFolder(folder / "in");
    const auto workspace = Workspace::create(folder / "ws");
    PathImport files = test::pathImport();
    int asked = 0;
    files.paused = [&] { return ++asked > 3; };
    files.cancelled = [&] { return asked > 6; };
    const std::array paths{folder / "in"};
    try {
        importPaths(*workspace, paths, std::move(files));
        FAIL("it ended");
    } catch (const Error& error) {
        CHECK(error.code() == ErrorCode::Cancelled);
    }
    CHECK(workspace->studies().counts().instances == 3);
    CHECK(importsOf(*workspace)[0].end == ImportEnd::Cancelled);
}

TEST_CASE("an import that is to go on later stays running in the ledger and says how to go on") {
    const test::TempFolder folder;
    fillFolder(folder / "with blank");
    const auto workspace = Workspace::create(folder / "ws");
    PathImport files = test::pathImport();
    int asked = 0;
    files.paused = [&] { return ++asked > 2; };
    files.cancelled = [&] { return asked > 4; };
    files.goesOnLater = [] { return true; };
    const std::array paths{folder / "with blank"};
    CHECK_THROWS_AS(importPaths(*workspace, paths, std::move(files)), Error);
    const ImportInfo cut = importsOf(*workspace)[0];
    CHECK(cut.end == ImportEnd::Running);
    const auto request = importRequestFromText(cut.request);
    REQUIRE(request);
    CHECK(request->paths == std::vector<fs::path>{folder / "with blank"});

    const ImportLedger rest = importPaths(*workspace, request->paths, test::pathImport());
    CHECK(test::countOf(rest, ImportState::Present) == 2);
    CHECK(test::countOf(rest, ImportState::Stored) == kFiles - 2);
}

TEST_CASE("files are looked at and copied off the workspace's thread") {
    const test::TempFolder folder;
    fillFolder(folder / "in");
    const auto workspace = Workspace::create(folder / "ws");
    Orders orders;
    std::atomic<bool> elsewhere = true;
    const auto owner = std::this_thread::get_id();
    std::thread importing([&] {
        PathImport files = test::pathImport();
        files.settings.onProgress = [&](const ImportLedger&) {
            elsewhere = elsewhere && std::this_thread::get_id() != owner;
        };
        const std::array paths{folder / "in"};
        importPaths(orders.access(), paths, std::move(files));
        orders.end();
    });
    orders.workOff(*workspace);
    importing.join();
    CHECK(elsewhere);
    CHECK(workspace->studies().counts().instances == kFiles);
    CHECK(importsOf(*workspace)[0].end == ImportEnd::Done);
    for (const InstanceRow& row : workspace->studies().allInstances())
        CHECK(fs::exists(workspace->filePath(row.instance.storedPath)));
}
