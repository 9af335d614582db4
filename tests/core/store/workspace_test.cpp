// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/files.h"
#include "core/hash.h"
#include "core/store/imports_table.h"
#include "core/store/measurements_table.h"
#include "core/store/place.h"
#include "core/store/verdicts_table.h"
#include "tests/core/store/store_fixtures.h"

#include <sys/stat.h>

using namespace vrft;
using namespace vrft::test;
namespace fs = std::filesystem;

namespace {

int modeOf(const fs::path& path) {
    struct stat info {};
    REQUIRE(::stat(path.c_str(), &info) == 0);
    return static_cast<int>(info.st_mode & 0777);
}

// A workspace folder whose library is made of the old dump.
void makeOldWorkspace(const fs::path& folder) {
    Workspace::create(folder, kNoBackups)->close();
    fs::remove(folder / "workspace.sqlite");
    StoreConnection old(folder / "workspace.sqlite", StoreConnection::Mode::Create, nullptr);
    old.script(readTextFile(fs::path(VRFT_SOURCE_DIR) / "tests" / "data" / "store" / "workspace_v1.sql"));
}

// The schema without comments, blanks and the order of its objects.
std::map<std::string, std::string> schemaOf(StoreConnection& connection) {
    std::map<std::string, std::string> objects;
    StoreStatement rows = connection.query("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL");
    while (rows.step()) {
        std::string& text = objects[rows.text(0)];
        bool comment = false;
        const std::string sql = rows.text(1);
        for (std::size_t i = 0; i < sql.size(); ++i) {
            if (sql.compare(i, 2, "--") == 0) comment = true;
            if (sql[i] == '\n') comment = false;
            if (!comment && sql[i] != ' ' && sql[i] != '\n' && sql[i] != '"') text += sql[i];
        }
    }
    return objects;
}

} // namespace

TEST_CASE("a new workspace has its folders, closed to others, and a secret") {
    TempFolder folder;
    const fs::path place = folder / "ws";
    const auto workspace = Workspace::create(place, kNoBackups);
    for (const char* name :
         {"", "store", "datasets", "datasets/images", "policies", "runs", "backups", "trash"})
        CHECK(modeOf(place / name) == 0700);
    CHECK(modeOf(place / "secret") == 0600);
    CHECK(modeOf(place / "workspace.sqlite") == 0600);
    CHECK(workspace->imagesFolder() == workspace->folder() / "datasets" / "images");
    CHECK(workspace->plans().require("main") == SplitPlan{"main", {70, 15, 15}, 1, false});
    CHECK(workspace->user() == "anna");

    std::string secret = readTextFile(place / "secret");
    CHECK(secret.size() == 65);
    secret.pop_back();
    CHECK(workspace->pseudonym("P1") == hmacSha256Hex(secret, "P1").substr(0, 12));
    CHECK(Workspace::create(folder / "other", kNoBackups)->pseudonym("P1") != workspace->pseudonym("P1"));
}

TEST_CASE("create refuses a workspace, foreign files, and finishes an interrupted one") {
    TempFolder folder;
    Workspace::create(folder / "ws", kNoBackups)->close();
    CHECK(codeOf([&] { Workspace::create(folder / "ws"); }) == ErrorCode::AlreadyExists);
    makeFolders(folder / "full");
    writeFileAtomic(folder / "full" / "letter.txt", "x");
    std::string text;
    CHECK(codeOf([&] { Workspace::create(folder / "full"); }, &text) == ErrorCode::AlreadyExists);
    CHECK(text.find("letter.txt") != std::string::npos);
    CHECK(std::distance(fs::directory_iterator(folder / "full"), {}) == 1);
    writeFileAtomic(folder / "file", "x");
    CHECK(codeOf([&] { Workspace::create(folder / "file"); }) == ErrorCode::AlreadyExists);
    // What a killed create leaves: everything but the library under its name.
    fs::rename(folder / "ws" / "workspace.sqlite", folder / "ws" / "workspace.sqlite.new");
    CHECK(codeOf([&] { Workspace::open(folder / "ws"); }) == ErrorCode::NotFound);
    CHECK(Workspace::create(folder / "ws", kNoBackups)->plans().all().size() == 1);
}

TEST_CASE("what isn't a workspace is refused in words") {
    TempFolder folder;
    CHECK(codeOf([&] { Workspace::open(folder.path()); }) == ErrorCode::NotFound);
    CHECK(codeOf([&] { Workspace::open(folder / "nowhere"); }) == ErrorCode::NotFound);
    const fs::path place = folder / "ws";
    Workspace::create(place, kNoBackups)->close();
    const std::string library = readTextFile(place / "workspace.sqlite");
    std::string text;
    for (const std::string& content :
         {std::string(), std::string("not a library at all, only text. ") + std::string(4096, 'x')}) {
        writeFileAtomic(place / "workspace.sqlite", content);
        CHECK(codeOf([&] { Workspace::open(place, kNoBackups); }, &text) == ErrorCode::InvalidFormat);
        CHECK(text.find("no backup") != std::string::npos);
    }
    fs::remove(place / "workspace.sqlite");
    {
        StoreConnection foreign(place / "workspace.sqlite", StoreConnection::Mode::Create, nullptr);
        foreign.script("CREATE TABLE other (x)");
    }
    CHECK(codeOf([&] { Workspace::open(place, kNoBackups); }, &text) == ErrorCode::InvalidFormat);
    CHECK(text.find("isn't the library of a workspace") != std::string::npos);
    writeFileAtomic(place / "workspace.sqlite", library);
    fs::remove(place / "secret");
    CHECK(codeOf([&] { Workspace::open(place, kNoBackups); }, &text) == ErrorCode::InvalidFormat);
    CHECK(text.find("secret") != std::string::npos);
}

TEST_CASE("a newer schema is refused and left as it is") {
    TempFolder folder;
    const fs::path place = folder / "ws";
    Workspace::create(place, kNoBackups)->close();
    {
        StoreConnection library(place / "workspace.sqlite", StoreConnection::Mode::Open, nullptr);
        library.script(fmt::format("PRAGMA user_version={}", kSchemaVersion + 1));
    }
    const std::string before = readTextFile(place / "workspace.sqlite");
    std::string text;
    CHECK(codeOf([&] { Workspace::open(place); }, &text) == ErrorCode::NewerFormat);
    CHECK(text.find(fmt::format("schema {}", kSchemaVersion + 1)) != std::string::npos);
    CHECK(readTextFile(place / "workspace.sqlite") == before);
}

TEST_CASE("a workspace of schema 1 is upgraded whole, after a backup") {
    TempFolder folder;
    const fs::path place = folder / "ws";
    makeOldWorkspace(place);
    {
        const auto workspace = Workspace::open(place, kNoBackups);
        REQUIRE(workspace->warnings().size() == 1);
        CHECK(workspace->warnings()[0].find("from schema 1 to") != std::string::npos);
        CHECK(workspace->backups().all().size() == 1);
        // What was there is there.
        CHECK(workspace->studies().counts().patients == 3);
        CHECK(workspace->plans().groupOf("P2")->name == "P1");
        CHECK(workspace->plans().splitOf("main", "P2") == Split::Val);
        CHECK(workspace->plans().splitOf("main", "P9") == Split::Train);
        CHECK(workspace->tasks().require("breast-us").classes.size() == 2);
        // What schema 2 brought: sources, the accepted reading, undo of old edits.
        CHECK(workspace->studies().resolve("set.npz#train/12").instance.sopUid == "1.2.3.1.1");
        CHECK(workspace->studies().resolve("b/1.dcm").instance.sopUid == "1.2.2.1.1");
        const auto accepted = workspace->annotations().accepted("breast-us", {"1.2.2.1.1", 0});
        REQUIRE(accepted.has_value());
        CHECK(accepted->annotation.boxes == std::vector<Box>{{12, 9.5, 30, 28}});
        CHECK(workspace->journal().redo()->id == 3);
        // And schema 3: an empty ledger that takes imports.
        CHECK(workspace->imports().all().empty());
        workspace->imports().finish(workspace->imports().begin("import"), ImportEnd::Done);
        CHECK(workspace->imports().all().size() == 1);
        // And schema 4: verdicts.
        CHECK(workspace->verdicts().counts({}).empty());
        TraceVerdict verdict;
        verdict.trace.run = "run";
        verdict.trace.kind = "rollout";
        verdict.textHash = std::string(64, 'a');
        workspace->verdicts().put(verdict, "Verdict");
        CHECK(workspace->verdicts().ofRun("run").size() == 1);
        workspace->journal().undo();
        // And schema 5: measurements.
        const ImageRef measured{"1.2.2.1.1", 0};
        CHECK(workspace->measurements().ofImage(measured, "anna").empty());
        workspace->measurements().put(measured, {{ImageMeasurement::Kind::Length, {1, 2}, {3, 4}}}, "Length");
        CHECK(workspace->measurements().ofImage(measured, "anna").size() == 1);
        workspace->journal().undo();
        CHECK(workspace->annotations().find(7).has_value());
        for (int i = 0; i < 3; ++i)
            REQUIRE(workspace->journal().undo().has_value());
        CHECK(workspace->annotations().count() == 0);
        Annotation fresh;
        fresh.task = "breast-us";
        fresh.image = {"1.2.3.1.1", 0};
        fresh.label = "benign";
        workspace->annotations().put(std::array{fresh}, "Label");
        CHECK(workspace->annotations().ofTask("breast-us").front().id == 8); // ids are never given twice
    }
    CHECK(Workspace::open(place, kNoBackups)->warnings().empty());
    // The upgraded schema is the one a new workspace gets.
    Workspace::create(folder / "new", kNoBackups)->close();
    StoreConnection upgraded(place / "workspace.sqlite", StoreConnection::Mode::Open, nullptr);
    StoreConnection fresh(folder / "new" / "workspace.sqlite", StoreConnection::Mode::Open, nullptr);
    const auto expected = schemaOf(fresh);
    CHECK(expected.size() > 15);
    CHECK(schemaOf(upgraded) == expected);
}

TEST_CASE("an upgrade that fails leaves the old file and its backup") {
    TempFolder folder;
    const fs::path place = folder / "ws";
    makeOldWorkspace(place);
    {
        StoreConnection old(place / "workspace.sqlite", StoreConnection::Mode::Open, nullptr);
        old.script("PRAGMA foreign_keys=OFF; UPDATE series SET study = 99 WHERE id = 1;");
    }
    std::string text;
    CHECK(codeOf([&] { Workspace::open(place, kNoBackups); }, &text) == ErrorCode::InvalidFormat);
    CHECK(text.find("broken reference in table series") != std::string::npos);
    StoreConnection old(place / "workspace.sqlite", StoreConnection::Mode::Open, nullptr);
    CHECK(readSchemaVersion(old, "") == 1);
    CHECK(Backups::list(place).size() == 1);
}

TEST_CASE("network file systems are told by name") {
    CHECK(networkFileSystem(0x6969) == "NFS");
    CHECK(networkFileSystem(0xFF534D42) == "CIFS");
    CHECK(networkFileSystem(0xFE534D42) == "SMB2");
    CHECK_FALSE(networkFileSystem(0xEF53).has_value());     // ext4
    CHECK_FALSE(networkFileSystem(0x01021994).has_value()); // tmpfs
}

TEST_CASE("the default place follows XDG_DATA_HOME") {
    const char* before = std::getenv("XDG_DATA_HOME");
    const std::string kept = before == nullptr ? "" : before;
    ::setenv("XDG_DATA_HOME", "/data/home", 1);
    CHECK(Workspace::defaultFolder() == "/data/home/vrftaug");
    ::setenv("XDG_DATA_HOME", "relative", 1); // to be ignored, says the XDG specification
    CHECK(Workspace::defaultFolder().string().ends_with(".local/share/vrftaug"));
    if (before == nullptr) {
        ::unsetenv("XDG_DATA_HOME");
    } else {
        ::setenv("XDG_DATA_HOME", kept.c_str(), 1);
    }
}

TEST_CASE("a call from another thread is refused") {
    TempFolder folder;
    const auto workspace = Workspace::create(folder / "ws", kNoBackups);
    ErrorCode code = ErrorCode::Io;
    std::jthread([&] { code = codeOf([&] { workspace->studies().counts(); }); }).join();
    CHECK(code == ErrorCode::Internal);
}
