// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// An import that is killed at a random point of its work and run again ends with the index of an unbroken one
// (C1); Ctrl-C ends it at once and leaves a sound workspace.
//
// VRFT_IMPORT_KILLS sets the number of kills (20; the soak asks for more), VRFT_KILL_SEED where they fall.
#include "core/error.h"
#include "core/files.h"
#include "core/random.h"
#include "core/store/imports_table.h"
#include "core/store/workspace.h"
#include "tests/imaging/scan/zip_files.h"
#include "tests/support/dicom_bytes.h"
#include "tests/support/temp_folder.h"

#include <chrono>
#include <csignal>
#include <doctest/doctest.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <fstream>
#include <numeric>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

using namespace vrft;
using namespace vrft::test;

namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

const WorkspaceOptions kNoBackups{"anna", -1, 8};

int numberFrom(const char* variable, int fallback) {
    const char* text = std::getenv(variable);
    return text == nullptr ? fallback : std::atoi(text);
}

std::string seed(int patient, int image) {
    SeedImage draft;
    draft.uid = fmt::format("1.2.{}.{}", patient, image);
    draft.name = fmt::format("Name^{}", patient);
    return dicomFile("1.2.840.10008.1.2.1", seedDataSet(Encoding::ExplicitLittle, draft));
}

// Files of every fate, a ZIP among them.
void fill(const fs::path& folder, int num_files) {
    for (int i = 0; i < num_files; ++i) {
        const fs::path file = folder / fmt::format("{:02}", i % 10) / fmt::format("{:04}.dcm", i);
        makeFolders(file.parent_path());
        std::string bytes = seed(i / 10, i);
        if (i % 17 == 0) bytes.resize(400);
        if (i % 23 == 0) bytes = "some text";
        if (i % 29 == 0) bytes = seed(i / 10, i + 1); // of another file's image
        writeFileAtomic(file, bytes, false);
    }
    std::vector<std::pair<std::string, std::string>> members;
    for (int i = 0; i < 40; ++i)
        members.emplace_back(fmt::format("m{}.dcm", i), seed(900, i));
    writeZip((folder / "images.zip").string(), members);
}

class ImportProcess {
public:
    ImportProcess(const fs::path& workspace, const fs::path& folder) {
        const std::string program = std::string(VRFT_BIN_DIR) + "/vrftaug-data";
        const std::string ws = workspace.string();
        const std::string in = folder.string();
        pid_ = ::fork();
        if (pid_ == 0) {
            const int nowhere = ::open("/dev/null", O_WRONLY);
            ::dup2(nowhere, STDOUT_FILENO);
            ::dup2(nowhere, STDERR_FILENO);
            ::execl(program.c_str(), program.c_str(), "import", ws.c_str(), in.c_str(),
                    static_cast<char*>(nullptr));
            ::_exit(127);
        }
    }
    // The bytes its own thread has read and written: how far it is, whatever else the machine does.
    std::uint64_t movedBytes() const {
        std::ifstream file(fmt::format("/proc/{0}/task/{0}/io", pid_));
        std::uint64_t moved = 0;
        std::string name;
        for (std::uint64_t bytes = 0; file >> name >> bytes;)
            if (name == "rchar:" || name == "wchar:") moved += bytes;
        return moved;
    }
    // Waits until it has moved so many bytes or has ended.
    void waitUntilMoved(std::uint64_t bytes) const {
        while (!ended() && movedBytes() < bytes)
            std::this_thread::sleep_for(std::chrono::microseconds(100));
    }
    // The same, of one that is left to end.
    std::uint64_t movedInAll() const {
        siginfo_t info{};
        ::waitid(P_PID, static_cast<id_t>(pid_), &info, WEXITED | WNOWAIT);
        return movedBytes();
    }
    // The exit code, or -1 after a signal.
    int wait() {
        int status = 0;
        ::waitpid(pid_, &status, 0);
        return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    }
    void signal(int number) const { ::kill(pid_, number); }

private:
    bool ended() const {
        siginfo_t info{};
        return ::waitid(P_PID, static_cast<id_t>(pid_), &info, WEXITED | WNOHANG | WNOWAIT) == 0 &&
               info.si_pid == pid_;
    }

    pid_t pid_;
};

// What a workspace knows and holds, without times and without the ledger of broken attempts.
std::string indexOf(const fs::path& place) {
    const auto workspace = Workspace::open(place, kNoBackups);
    std::string text;
    for (const InstanceRow& row : workspace->studies().allInstances())
        text += fmt::format("{} {} {} {} {} {}\n", row.patientId, row.studyUid, row.seriesUid,
                            row.instance.sopUid, row.instance.storedPath, row.instance.source);
    for (const StudyRow& row : workspace->studies().studies())
        text += fmt::format("{} {}\n", row.study.uid,
                            static_cast<int>(workspace->plans().splitOf("main", row.patient.id).value()));
    const ImportInfo last = workspace->imports().all().front();
    text +=
        fmt::format("{} rows, {}\n", std::accumulate(last.counts.begin(), last.counts.end(), std::int64_t{0}),
                    importEndName(last.end));
    std::set<std::string> files;
    for (const auto& entry : fs::recursive_directory_iterator(place / "store"))
        if (entry.is_regular_file()) files.insert(fs::relative(entry.path(), place).string());
    for (const std::string& file : files)
        text += file + "\n";
    return text;
}

} // namespace

TEST_CASE("C1: SIGKILL at random points of an import: running it again gives the unbroken index") {
    TempFolder folder;
    fill(folder / "in", 600);
    Workspace::create(folder / "unbroken", kNoBackups)->close();
    ImportProcess unbroken(folder / "unbroken", folder / "in");
    const std::uint64_t whole = unbroken.movedInAll();
    REQUIRE(unbroken.wait() == 0);
    REQUIRE(whole > 0);
    const std::string expected = indexOf(folder / "unbroken");
    CHECK(expected.find("640 rows, done") != std::string::npos);

    const int wanted = numberFrom("VRFT_IMPORT_KILLS", 20);
    CounterRandom random(static_cast<std::uint64_t>(numberFrom("VRFT_KILL_SEED", 1)));
    int kills = 0;
    int workspaces = 0;
    for (; kills < wanted && workspaces < 3 * wanted + 10; ++workspaces) {
        const fs::path place = folder / fmt::format("ws{}", workspaces);
        Workspace::create(place, kNoBackups)->close();
        // Up to three kills, then to the end. One that goes on moves fewer bytes: it may end first.
        for (int kill = 0; kill < 3 && kills < wanted; ++kill) {
            ImportProcess process(place, folder / "in");
            process.waitUntilMoved(static_cast<std::uint64_t>(static_cast<double>(whole) * random.uniform()));
            process.signal(SIGKILL);
            if (process.wait() != -1) break; // it was faster
            ++kills;
        }
        REQUIRE(ImportProcess(place, folder / "in").wait() == 0);
        CHECK(indexOf(place) == expected);
        fs::remove_all(place);
    }
    CHECK(kills == wanted);
    MESSAGE(kills << " kills in " << workspaces << " workspaces");
}

TEST_CASE(
    "Ctrl-C ends an import at once with code 1; the workspace is sound and the next import completes it") {
    TempFolder folder;
    fill(folder / "in", 1500);
    double slowest_ms = 0;
    int cancelled = 0;
    CounterRandom random(static_cast<std::uint64_t>(numberFrom("VRFT_KILL_SEED", 1)));
    for (int i = 0; i < 4; ++i) {
        const fs::path place = folder / fmt::format("ws{}", i);
        Workspace::create(place, kNoBackups)->close();
        ImportProcess process(place, folder / "in");
        std::this_thread::sleep_for(std::chrono::milliseconds(60 + random.below(300)));
        const auto asked = Clock::now();
        process.signal(i % 2 == 0 ? SIGINT : SIGTERM);
        const int code = process.wait();
        if (code == 0) continue; // it was faster
        // A signal before the handler stands ends it as signals do.
        CHECK((code == 1 || code == -1));
        ++cancelled;
        slowest_ms =
            std::max(slowest_ms, std::chrono::duration<double, std::milli>(Clock::now() - asked).count());
        REQUIRE(ImportProcess(place, folder / "in").wait() == 0);
        const auto workspace = Workspace::open(place, kNoBackups);
        CHECK(workspace->imports().all().front().end == ImportEnd::Done);
    }
    MESSAGE(cancelled << " cancelled, the slowest in " << slowest_ms << " ms");
    CHECK(cancelled > 0);
    CHECK(slowest_ms < 1000); // 200 ms on a machine that isn't busy
}
