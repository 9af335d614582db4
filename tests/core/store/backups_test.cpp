// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/files.h"
#include "core/random.h"
#include "tests/core/store/store_fixtures.h"

#include <fmt/chrono.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace vrft;
using namespace vrft::test;
namespace fs = std::filesystem;

namespace {

// Backups as days of hourly work would leave them; their content doesn't matter here.
void makeNames(const fs::path& folder, int num_days, int num_aDay) {
    for (int day = 1; day <= num_days; ++day) {
        for (int hour = 0; hour < num_aDay; ++hour)
            writeFileAtomic(folder / "backups" /
                                fmt::format("workspace-202601{:02}-{:02}0000.sqlite", day, hour),
                            "x", false);
    }
}

} // namespace

TEST_CASE("a backup is a whole library of its moment and can be put back") {
    TempFolder folder;
    const fs::path place = folder / "ws";
    const std::vector<InstanceRecord> records = makeRecords(2);
    BackupInfo backup;
    {
        const auto workspace = makeWorkspace(place, 2);
        workspace->annotations().put(std::array{makeAnnotation(records[0], "benign")}, "Label");
        backup = workspace->backups().make();
        CHECK(fs::file_size(backup.file) == backup.bytes);
        Backups::verify(backup.file);
        workspace->annotations().put(std::array{makeAnnotation(records[1], "benign")}, "Label");
        CHECK(codeOf([&] { Backups::restore(place, backup.file); }) == ErrorCode::Locked);
    }
    Backups::restore(place, backup.file);
    {
        const auto workspace = Workspace::open(place, kNoBackups);
        CHECK(workspace->annotations().count() == 1);
        CHECK(workspace->journal().undo()->action == "Label"); // the journal travels with it
    }
    // Nothing was deleted: the replaced library lies in the trash, whole.
    int num_replaced = 0;
    for (const fs::directory_entry& item : fs::directory_iterator(place / "trash")) {
        if (item.path().extension() != ".sqlite") continue;
        ++num_replaced;
        StoreConnection replaced(item.path(), StoreConnection::Mode::Open, nullptr);
        StoreStatement row = replaced.query("SELECT count(*) FROM annotations");
        REQUIRE(row.step());
        CHECK(row.integer(0) == 2);
    }
    CHECK(num_replaced == 1);
}

TEST_CASE("a backup that is about to be restored isn't pushed out by the one made before") {
    TempFolder folder;
    const fs::path place = folder / "ws";
    const auto workspace = makeWorkspace(place, 1);
    makeNames(place, 9, 1);
    const fs::path oldest = workspace->backups().all().back().file;
    const fs::path next = workspace->backups().all()[8].file.string() == oldest.string()
                              ? workspace->backups().all()[7].file
                              : workspace->backups().all()[8].file;
    workspace->backups().make(oldest);
    CHECK(fs::exists(oldest));
    CHECK(!fs::exists(next)); // its neighbour went
    workspace->backups().make();
    CHECK(!fs::exists(oldest));
}

TEST_CASE("a damaged backup is found and never put in place") {
    TempFolder folder;
    const fs::path place = folder / "ws";
    fs::path backup;
    {
        const auto workspace = makeWorkspace(place, 200);
        backup = workspace->backups().make().file;
    }
    std::string bytes = readTextFile(backup);
    CounterRandom random(3);
    for (int i = 0; i < 20; ++i) { // one page each
        std::string damaged = bytes;
        const std::size_t page = 4096 * random.below(bytes.size() / 4096);
        std::fill_n(damaged.begin() + static_cast<std::ptrdiff_t>(page), 4096,
                    static_cast<char>(random.below(256)));
        const fs::path file = folder / "damaged.sqlite";
        writeFileAtomic(file, damaged, false);
        const ErrorCode code = codeOf([&] { Backups::restore(place, file); });
        CHECK((code == ErrorCode::InvalidFormat || code == ErrorCode::NewerFormat));
    }
    CHECK(Workspace::open(place, kNoBackups)->studies().counts().instances == 200);
    CHECK(codeOf([&] { Backups::restore(place, place / "backups" / "none.sqlite"); }) == ErrorCode::NotFound);
}

TEST_CASE("backups are made when due, and at close when something changed") {
    TempFolder folder;
    const fs::path place = folder / "ws";
    const WorkspaceOptions daily{"anna", 24, 8};
    Workspace::create(place, daily)->close();
    Workspace::open(place, daily)->close();
    CHECK(Backups::list(place).empty()); // of nothing
    {
        const auto workspace = Workspace::open(place, daily);
        workspace->studies().importInstances(makeRecords(2));
    }
    CHECK(Backups::list(place).size() == 1); // the first, when there is something to lose
    Workspace::open(place, daily)->close();
    CHECK(Backups::list(place).size() == 1); // young enough
    const fs::path old = place / "backups" / "workspace-20200101-000000.sqlite";
    fs::rename(Backups::list(place).front().file, old);
    Workspace::open(place, daily)->close();
    REQUIRE(Backups::list(place).size() == 2);
    CHECK(Backups::list(place).back().file == fs::path(old));
    fs::remove(Backups::list(place).front().file);
    {
        const auto workspace = Workspace::open(place, {"anna", 1e9, 8}); // nothing due at open
        workspace->tasks().put(lesionTask(), "New task");
    }
    CHECK(Backups::list(place).size() == 2);
    CHECK(Backups::list(place).front().time - Backups::list(place).back().time > 1e8);
    Workspace::open(place, {"anna", 1e9, 8})->close(); // nothing changed
    CHECK(Backups::list(place).size() == 2);
}

TEST_CASE("a program that was cut off has its backup made up for by the next") {
    TempFolder folder;
    const fs::path place = folder / "ws";
    const WorkspaceOptions daily{"anna", 24, 8};
    {
        const auto workspace = Workspace::create(place, daily);
        workspace->tasks().put(lesionTask(), "New task");
    }
    // Half an hour old: nothing to do after an orderly end.
    const double halfHourAgo = Journal::now() - 1800;
    const fs::path earlier =
        place / "backups" /
        fmt::format("workspace-{:%Y%m%d-%H%M%S}.sqlite", fmt::gmtime(static_cast<std::time_t>(halfHourAgo)));
    fs::rename(Backups::list(place).front().file, earlier);
    Workspace::open(place, daily)->close();
    REQUIRE(Backups::list(place).size() == 1);
    const pid_t child = ::fork();
    if (child == 0) {
        const auto workspace = Workspace::open(place, daily);
        workspace->studies().importInstances(makeRecords(1));
        ::_exit(0); // as SIGKILL would: nothing is closed
    }
    int status = -1;
    REQUIRE(::waitpid(child, &status, 0) == child);
    REQUIRE(status == 0);
    REQUIRE(Backups::list(place).size() == 1);
    Workspace::open(place, daily)->close();
    REQUIRE(Backups::list(place).size() == 2);
    Backups::restore(place, Backups::list(place).front().file);
    CHECK(Workspace::open(place, kNoBackups)->studies().counts().instances == 1);
}

TEST_CASE("rolling backups keep the newest and one of each earlier day") {
    TempFolder folder;
    const fs::path place = folder / "ws";
    const auto workspace = Workspace::create(place, kNoBackups);
    makeNames(place, 9, 5);
    const BackupInfo made = workspace->backups().make();
    std::vector<std::string> names;
    for (const BackupInfo& backup : workspace->backups().all())
        names.push_back(backup.file.filename().string());
    CHECK(names ==
          std::vector<std::string>{made.file.filename().string(), "workspace-20260109-040000.sqlite",
                                   "workspace-20260109-030000.sqlite", "workspace-20260109-020000.sqlite",
                                   "workspace-20260108-040000.sqlite", "workspace-20260107-040000.sqlite",
                                   "workspace-20260106-040000.sqlite", "workspace-20260105-040000.sqlite"});
}

TEST_CASE("a truncated or overwritten library is refused, naming the newest backup") {
    TempFolder folder;
    const fs::path place = folder / "ws";
    std::string newest;
    {
        const auto workspace = makeWorkspace(place, 300);
        workspace->backups().make();
        newest = workspace->backups().make().file.filename().string();
    }
    const std::string whole = readTextFile(place / "workspace.sqlite");
    REQUIRE(whole.size() > 20 * 4096);
    const auto refused = [&](const std::string& content) {
        writeFileAtomic(place / "workspace.sqlite", content, false);
        std::string text;
        CHECK(codeOf([&] { Workspace::open(place, kNoBackups); }, &text) == ErrorCode::InvalidFormat);
        CHECK(text.find(newest) != std::string::npos);
        fs::remove(place / "workspace.sqlite-wal");
    };
    for (const double share : {0.0, 0.001, 0.3, 0.5, 0.99})
        refused(whole.substr(0, static_cast<std::size_t>(share * static_cast<double>(whole.size()))));
    std::string damaged = whole;
    std::fill_n(damaged.begin() + 10 * 4096, 4096, '\x55');
    refused(damaged);
    // And the way back it names works.
    Backups::restore(place, place / "backups" / newest);
    CHECK(Workspace::open(place, kNoBackups)->studies().counts().instances == 300);
    // A library that is gone is no workspace any more; the backup is still named.
    fs::remove(place / "workspace.sqlite");
    std::string text;
    CHECK(codeOf([&] { Workspace::open(place, kNoBackups); }, &text) == ErrorCode::NotFound);
    CHECK(text.find(newest) != std::string::npos);
}
