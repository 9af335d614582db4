// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Other processes, kills, read-only folders and full disks.
#include "core/files.h"
#include "core/random.h"
#include "tests/core/store/store_fixtures.h"
#include "tests/support/skip.h"

#include <csignal>
#include <fcntl.h>
#include <fmt/format.h>
#include <fstream>
#include <sched.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace vrft;
using namespace vrft::test;
namespace fs = std::filesystem;

namespace {

// What a child process says on its pipe before it ends; never doctest's output.
std::string inChild(const std::function<std::string()>& work) {
    int ends[2];
    REQUIRE(::pipe(ends) == 0);
    const pid_t child = ::fork();
    if (child == 0) {
        std::string said;
        try {
            said = work();
        } catch (const Error& error) {
            said = std::string(errorCodeName(error.code())) + ": " + error.what();
        } catch (const std::exception& error) {
            said = std::string("unexpected: ") + error.what();
        }
        const bool told = ::write(ends[1], said.data(), said.size()) == static_cast<ssize_t>(said.size());
        ::_exit(told ? 0 : 1);
    }
    ::close(ends[1]);
    std::string said;
    char buffer[512];
    for (ssize_t count = 0; (count = ::read(ends[0], buffer, sizeof buffer)) > 0;)
        said.append(buffer, static_cast<std::size_t>(count));
    ::close(ends[0]);
    ::waitpid(child, nullptr, 0);
    return said;
}

// Annotates one image after the other, telling each stored edit with one byte.
[[noreturn]] void annotateForever(const fs::path& place, int pipe) {
    try {
        const auto workspace = Workspace::open(place, kNoBackups);
        const std::vector<InstanceRow> images = workspace->studies().allInstances();
        for (std::size_t k = 0;; ++k) {
            Annotation annotation;
            annotation.task = "breast-us";
            annotation.image = {images[k % images.size()].instance.sopUid, 0};
            annotation.label = k % 2 == 0 ? "benign" : "malignant";
            annotation.note = fmt::format("{} of {}", k, ::getpid()); // an equal one would be no edit
            workspace->annotations().put(std::array{annotation}, fmt::format("Edit {}", k));
            if (::write(pipe, "+", 1) != 1) ::_exit(1);
        }
    } catch (const std::exception& error) {
        fmt::print(stderr, "{}\n", error.what());
        ::_exit(1);
    }
}

// Number of edits told before the child was killed, `delay_us` after its first one.
int killWhileAnnotating(const fs::path& place, useconds_t delay_us) {
    int ends[2];
    REQUIRE(::pipe(ends) == 0);
    const pid_t child = ::fork();
    if (child == 0) {
        ::close(ends[0]);
        annotateForever(place, ends[1]);
    }
    ::close(ends[1]);
    char byte = 0;
    int num_told = 0;
    if (::read(ends[0], &byte, 1) == 1) ++num_told;
    ::usleep(delay_us);
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    while (::read(ends[0], &byte, 1) == 1)
        ++num_told;
    ::close(ends[0]);
    return num_told;
}

std::uint64_t numberFrom(const char* variable, std::uint64_t fallback) {
    const char* text = std::getenv(variable);
    return text == nullptr ? fallback : std::strtoull(text, nullptr, 10);
}

int numEdits(Workspace& workspace) {
    int count = 0;
    for (const JournalEdit& edit : workspace.journal().edits(1000000))
        count += edit.action.starts_with("Edit") ? 1 : 0;
    return count;
}

} // namespace

TEST_CASE("a second program on a workspace is refused in words, also after a fork") {
    TempFolder folder;
    const auto workspace = makeWorkspace(folder / "ws", 1);
    const std::string said = inChild([&] {
        Workspace::open(folder / "ws", kNoBackups);
        return std::string("opened");
    });
    CHECK(said.starts_with("locked: another program has this workspace open"));
    // Who has it stands in the lock file, and in the refusal.
    const auto holder = Workspace::holder(folder / "ws");
    REQUIRE(holder.has_value());
    CHECK(holder->process == ::getpid());
    CHECK(holder->user == workspace->user());
    CHECK(said.find(fmt::format("{} on {}, process {}", holder->user, holder->machine, holder->process)) !=
          std::string::npos);
    // A file of an older version, or one that was cut off, holds nobody back.
    for (const char* text :
         {"", "{\"user\":", "[1]", "{\"user\":1,\"machine\":2,\"process\":\"x\",\"since\":0}"}) {
        std::ofstream(folder / "ws" / "workspace.lock", std::ios::trunc) << text;
        CHECK(!Workspace::holder(folder / "ws").has_value());
        CHECK(inChild([&] {
                  Workspace::open(folder / "ws", kNoBackups);
                  return std::string("opened");
              }).starts_with("locked: another program has this workspace open"));
    }
    workspace->close();
    CHECK(inChild([&] {
              Workspace::open(folder / "ws", kNoBackups)->close();
              return std::string("opened");
          }) == "opened");
}

TEST_CASE("C2: killed at random points while annotating, every told edit is there and the library is whole") {
    TempFolder folder;
    const fs::path place = folder / "ws";
    makeWorkspace(place, 40)->close();
    CounterRandom random(numberFrom("VRFT_KILL_SEED", 11));
    int num_before = 0;
    const auto kills = static_cast<int>(numberFrom("VRFT_ANNOTATE_KILLS", 50));
    for (int round = 0; round < kills; ++round) {
        const int num_told = killWhileAnnotating(place, static_cast<useconds_t>(random.below(30000)));
        REQUIRE(num_told > 0);
        {
            const auto workspace = Workspace::open(place, kNoBackups);
            const int num_stored = numEdits(*workspace) - num_before;
            CHECK(num_stored >= num_told);
            CHECK(num_stored <= num_told + 1); // stored, but killed before it could be told
            // An edit is there whole: the newest of the journal is the state of its image.
            const JournalEdit last = workspace->journal().edits(1).front();
            const std::vector<JournalChange> changes = workspace->journal().changes(last.id);
            REQUIRE(changes.size() == 1);
            const auto stored = workspace->annotations().find(std::stoll(changes[0].key));
            REQUIRE(stored.has_value());
            CHECK(annotationToJson(stored->annotation) == changes[0].after.at("annotation"));
            CHECK(workspace->journal().undo().has_value());
            CHECK(workspace->journal().redo().has_value());
            num_before += num_stored;
        }
        StoreConnection library(place / "workspace.sqlite", StoreConnection::Mode::Open, nullptr);
        CHECK_FALSE(library.check(true).has_value());
    }
    MESSAGE(kills << " kills, " << num_before << " edits");
}

TEST_CASE("killed while importing, a batch is there whole or not at all") {
    TempFolder folder;
    const fs::path place = folder / "ws";
    makeWorkspace(place, 1)->close();
    CounterRandom random(12);
    for (int round = 0; round < 5; ++round) {
        const pid_t child = ::fork();
        if (child == 0) {
            const auto workspace = Workspace::open(place, kNoBackups);
            for (int batch = 0;; ++batch)
                workspace->studies().importInstances(makeRecords(50, 100 + (round * 1000 + batch) * 50));
        }
        ::usleep(static_cast<useconds_t>(20000 + random.below(60000)));
        ::kill(child, SIGKILL);
        ::waitpid(child, nullptr, 0);
        const auto workspace = Workspace::open(place, kNoBackups);
        CHECK(workspace->studies().counts().instances % 50 == 1);
        CHECK(workspace->plans().assignments("main").size() ==
              static_cast<std::size_t>(workspace->studies().counts().patients));
    }
    CHECK(Workspace::open(place, kNoBackups)->studies().counts().instances > 1);
}

TEST_CASE("a folder that can't be written is refused in words") {
    TempFolder folder;
    const fs::path place = folder / "ws";
    makeWorkspace(place, 1)->close();
    fs::permissions(folder.path(), fs::perms(0755));
    for (const fs::directory_entry& item : fs::recursive_directory_iterator(place))
        fs::permissions(item.path(), item.is_directory() ? fs::perms(0555) : fs::perms(0666));
    fs::permissions(place, fs::perms(0555));
    // Permissions don't bind root: the child becomes another user.
    const auto asOther = [](const std::function<void()>& work) {
        return inChild([&work]() -> std::string {
            if (::geteuid() == 0 && (::setgid(65534) != 0 || ::setuid(65534) != 0))
                return "can't change user";
            work();
            return "done";
        });
    };
    const std::string opened = asOther([&] { Workspace::open(place, kNoBackups); });
    CHECK(opened.starts_with("read_only: the workspace's folder can't be written"));
    CHECK(opened.find("Choose a folder you may write to") != std::string::npos);
    CHECK(asOther([&] { Workspace::create(folder / "new", kNoBackups); }).starts_with("read_only: "));
    CHECK_FALSE(fs::exists(folder / "new"));
    fs::permissions(place, fs::perms(0755));
    fs::permissions(place / "workspace.sqlite", fs::perms(0444));
    CHECK(asOther([&] { Workspace::open(place, kNoBackups); }).starts_with("read_only: "));
    fs::permissions(place, fs::perms(0700));
}

TEST_CASE("a write the disk refuses loses that edit alone, in words") {
    TempFolder folder;
    const fs::path place = folder / "ws";
    makeWorkspace(place, 40)->close();
    const std::string said = inChild([&place]() -> std::string {
        std::signal(SIGXFSZ, SIG_IGN);
        const auto workspace = Workspace::open(place, kNoBackups);
        const rlimit small{200000, RLIM_INFINITY};
        const rlimit free{RLIM_INFINITY, RLIM_INFINITY};
        const std::vector<InstanceRecord> records = makeRecords(40);
        if (::setrlimit(RLIMIT_FSIZE, &small) != 0) return "can't limit files";
        int num_stored = 0;
        std::string refusal;
        while (refusal.empty() && num_stored < 40) {
            try {
                const auto& record = records[static_cast<std::size_t>(num_stored)];
                workspace->annotations().put(std::array{makeAnnotation(record, "benign")}, "Label");
                ++num_stored;
            } catch (const Error& error) {
                refusal = error.what();
            }
        }
        ::setrlimit(RLIMIT_FSIZE, &free);
        if (refusal.find("can't be read or written") == std::string::npos) return "said: " + refusal;
        if (workspace->annotations().count() != num_stored) return "edits are lost";
        workspace->annotations().put(std::array{makeAnnotation(records[39], "benign")}, "Label");
        return fmt::format("{} stored", workspace->annotations().count() - 1 == num_stored && num_stored > 0);
    });
    CHECK(said == "true stored");
    StoreConnection library(place / "workspace.sqlite", StoreConnection::Mode::Open, nullptr);
    CHECK_FALSE(library.check(true).has_value());
}

TEST_CASE("a full disk says how many bytes it needs, and work goes on when there is room") {
    TempFolder folder;
    const std::string said = inChild([&folder]() -> std::string {
        // A disk of 3 MiB of our own, seen by this child alone.
        if (::unshare(CLONE_NEWNS) != 0 && ::unshare(CLONE_NEWUSER | CLONE_NEWNS) != 0) return "skipped";
        if (::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0 ||
            ::mount("tmpfs", folder.path().c_str(), "tmpfs", 0, "size=3m") != 0)
            return "skipped";
        const auto workspace = makeWorkspace(folder / "ws", 40);
        const fs::path ballast = folder / "ballast";
        writeFileAtomic(ballast, std::string(freeBytes(folder.path()) - 40 * 1024, 'x'));
        const std::vector<InstanceRecord> records = makeRecords(40);
        int num_stored = 0;
        std::string refusal;
        while (refusal.empty() && num_stored < 39) {
            try {
                const auto& record = records[static_cast<std::size_t>(num_stored)];
                workspace->annotations().put(std::array{makeAnnotation(record, "benign")}, "Label");
                ++num_stored;
            } catch (const Error& error) {
                refusal = std::string(errorCodeName(error.code())) + ": " + error.what();
            }
        }
        if (!refusal.starts_with("disk_full: the disk is full") ||
            refusal.find("Free at least") == std::string::npos)
            return "said: " + refusal;
        if (workspace->annotations().count() != num_stored) return "edits are lost";
        try {
            workspace->backups().make();
            return "a backup fitted";
        } catch (const Error& error) {
            if (error.code() != ErrorCode::DiskFull) return std::string("backup said: ") + error.what();
        }
        if (!workspace->backups().all().empty()) return "half a backup was left";
        fs::remove(ballast);
        workspace->annotations().put(std::array{makeAnnotation(records[39], "benign")}, "Label");
        workspace->backups().make();
        workspace->close();
        const auto again = Workspace::open(folder / "ws", kNoBackups);
        return again->annotations().count() == num_stored + 1 ? "good" : "edits are lost after reopening";
    });
    if (said == "skipped") return test::skip("this system doesn't let a test mount a small disk");
    CHECK(said == "good");
}
