// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/box.h"
#include "core/error.h"
#include "core/files.h"
#include "core/hash.h"
#include "core/json.h"
#include "core/random.h"
#include "tests/support/temp_folder.h"

#include <cerrno>
#include <doctest/doctest.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace vrft;

TEST_CASE("sha256 and hmac equal the published vectors") {
    // FIPS 180-4 example and RFC 4231 test case 2.
    CHECK(sha256Hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(hmacSha256Hex("Jefe", "what do ya want for nothing?") ==
          "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    CHECK(seedFromText("abc") == 0xba7816bf8f01cfeaULL);
}

TEST_CASE("uids of names are the uuid5 of python's uuid module") {
    // uuid.uuid5(uuid.uuid5(uuid.NAMESPACE_URL, 'vrft'), 'a').int
    CHECK(uidFromName("vrft", "a") == "2.25.38979147509131640090969504664558512297");
}

TEST_CASE("canonical json sorts keys, drops blanks, prints shortest numbers") {
    const Json value = parseJson(R"({"b":[1.0,0.1,2.5e-7,-0.0],"a":{"y":null,"x":"é"}})", "test");
    CHECK(canonicalJson(value) == R"({"a":{"x":"é","y":null},"b":[1,0.1,2.5e-07,0]})");
}

TEST_CASE("broken and over-deep json is refused in one line") {
    CHECK_THROWS_AS(parseJson("{\"a\":", "x.json"), Error);
    CHECK_THROWS_AS(parseJson(std::string(100, '['), "x.json"), Error);
    try {
        parseJson("{\"a\":\n\n!}", "x.json");
        FAIL("accepted");
    } catch (const Error& error) {
        CHECK(std::string(error.what()).find('\n') == std::string::npos);
        CHECK(std::string(error.what()).find("x.json") != std::string::npos);
    }
}

TEST_CASE("depth is counted outside strings, and long lists aren't deep") {
    CHECK(parseJson("[\"" + std::string(100, '[') + "\\\"\"]", "x.json").size() == 1);
    std::string list = "[";
    for (int i = 0; i < 200'000; ++i)
        list += "{\"a\":[1]},";
    list.back() = ']';
    CHECK(parseJson(list, "x.json").size() == 200'000);
}

TEST_CASE("an object reader names the unknown key") {
    const Json value = parseJson(R"({"lr":0.1,"top_p":0.9})", "recipe");
    ObjectReader reader(value, "recipe.json");
    CHECK(reader.number("lr") == 0.1);
    CHECK_THROWS_WITH_AS(reader.finish(), doctest::Contains("top_p"), Error);
}

TEST_CASE("a newer format is told apart from a broken one") {
    const auto codeOf = [](const char* text) {
        try {
            requireFormat(parseJson(text, "x"), 1, "x");
        } catch (const Error& error) {
            return error.code();
        }
        return ErrorCode::Internal;
    };
    CHECK(codeOf(R"({"format":2})") == ErrorCode::NewerFormat);
    CHECK(codeOf(R"({"format":"1"})") == ErrorCode::InvalidFormat);
    CHECK(codeOf(R"({})") == ErrorCode::InvalidFormat);
    CHECK(codeOf(R"({"format":0})") == ErrorCode::InvalidFormat);
}

TEST_CASE("atomic write replaces and leaves no temporary file") {
    test::TempFolder folder;
    writeFileAtomic(folder / "a.json", "one");
    writeFileAtomic(folder / "a.json", "two");
    CHECK(readTextFile(folder / "a.json") == "two");
    CHECK(std::distance(std::filesystem::directory_iterator(folder.path()), {}) == 1);
}

TEST_CASE("a lock held elsewhere is refused and released by the kernel") {
    test::TempFolder folder;
    {
        FileLock first(folder / "lock", "busy", "Wait");
        CHECK_THROWS_WITH_AS(FileLock(folder / "lock", "another engine works on this run", "Wait"),
                             doctest::Contains("another engine"), Error);
    }
    FileLock again(folder / "lock", "busy", "Wait");
}

TEST_CASE("a folder in the making is nobody else's and appears whole or not at all") {
    test::TempFolder folder;
    const auto entries = [&] {
        return std::distance(std::filesystem::directory_iterator(folder.path()), {});
    };
    {
        const FolderDraft first(folder / "a");
        const FolderDraft second(folder / "a");
        CHECK(first.path() != second.path());
        writeFileAtomic(first.path() / "x", "1");
        CHECK_FALSE(std::filesystem::exists(folder / "a"));
    }
    CHECK(entries() == 0);
    FolderDraft draft(folder / "a");
    writeFileAtomic(draft.path() / "x", "1");
    draft.publish();
    CHECK(readTextFile(folder / "a/x") == "1");
    CHECK_THROWS_AS(FolderDraft(folder / "a"), Error);
    FolderDraft newer = FolderDraft::beside(folder / "a");
    writeFileAtomic(newer.path() / "x", "2");
    newer.replaceTarget();
    CHECK(readTextFile(folder / "a/x") == "2");
    std::filesystem::create_directory(folder / "empty");
    FolderDraft(folder / "empty").publish();
    std::filesystem::remove(folder / "empty");
    std::filesystem::create_directories(folder / "b/c");
    writeFileAtomic(folder / "b/c/x", "3");
    copyFolder(folder / "b", folder / "d");
    CHECK(readTextFile(folder / "d/c/x") == "3");
    CHECK_THROWS_AS(copyFolder(folder / "nowhere", folder / "e"), Error);
}

TEST_CASE("append says on a full disk how many bytes it needed and leaves no half line") {
    if (!std::filesystem::exists("/dev/full")) return;
    AppendFile file("/dev/full");
    try {
        file.append("0123456789");
        FAIL("accepted");
    } catch (const Error& error) {
        // /dev/full can't be truncated, so either message is right; both must carry the path.
        CHECK(std::string(error.what()).find("/dev/full") != std::string::npos);
    }
    CHECK(systemError(ENOSPC, "x", "y", 10).code() == ErrorCode::DiskFull);
    CHECK(std::string(systemError(ENOSPC, "x", "y", 10).what()).find("10 bytes") != std::string::npos);
}

TEST_CASE("the generator repeats from any counter and shuffles every item") {
    CounterRandom a(42);
    for (int i = 0; i < 5; ++i)
        a.next();
    CounterRandom b(42, 5);
    CHECK(a.next() == b.next());
    // First output of SplitMix64 with seed 0, as published with the reference implementation.
    CHECK(CounterRandom(0).next() == 0xE220A8397B1DCDAFULL);
    std::vector<int> items(100);
    std::iota(items.begin(), items.end(), 0);
    shuffle(std::span<int>(items), a);
    CHECK(std::set<int>(items.begin(), items.end()).size() == 100);
    CHECK(!std::is_sorted(items.begin(), items.end()));
}

TEST_CASE("intersection over union equals the published golden number") {
    CHECK(intersectionOverUnion({0, 0, 10, 10}, {5, 5, 15, 15}) == doctest::Approx(0.142857).epsilon(1e-6));
    CHECK(intersectionOverUnion({0, 0, 0, 10}, {0, 0, 10, 10}) == 0);
}
