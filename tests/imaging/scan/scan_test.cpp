// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// The scanning child from the parent's side: children that die, stall or lie cost one file each; ZIP archives
// of every kind of ill will stay inside their limits.
#include "core/error.h"
#include "core/files.h"
#include "core/json.h"
#include "imaging/scan/scan_child.h"
#include "tests/imaging/scan/zip_files.h"
#include "tests/support/dicom_bytes.h"
#include "tests/support/skip.h"
#include "tests/support/temp_folder.h"

#include <csignal>
#include <doctest/doctest.h>
#include <fmt/format.h>
#include <sys/stat.h>

using namespace vrft;
using namespace vrft::test;

namespace {

namespace fs = std::filesystem;

struct Said {
    std::size_t file = 0;
    ScanItem item;
    std::string payload;
};

ScanProgram realProgram() {
    ScanProgram program;
    program.program = fs::path(VRFT_BIN_DIR) / "vrftaug-data";
    return program;
}

std::vector<Said> scanAll(const ScanProgram& program, const std::vector<std::string>& files) {
    std::vector<Said> said;
    ScanHandlers handlers;
    handlers.item = [&](std::size_t file, const ScanItem& item, const ChunkSource& payload) {
        Said& entry = said.emplace_back(Said{file, item, {}});
        for (auto chunk = payload(); !chunk.empty(); chunk = payload())
            entry.payload.append(reinterpret_cast<const char*>(chunk.data()), chunk.size());
    };
    handlers.list = [&](std::size_t file, const std::vector<std::string>&) {
        said.push_back({file, {}, "list"});
    };
    scanFiles(program, files, handlers);
    return said;
}

// A child of bash: answers as its case says, by the names of the files.
ScanProgram scriptedProgram(const TempFolder& folder, const std::string& cases) {
    const fs::path script = folder / "child.sh";
    writeFileAtomic(script,
                    "#!/bin/bash\n"
                    "echo '{\"ready\":true}'\n"
                    "while IFS= read -r -d '' skip && IFS= read -r -d '' path; do\n"
                    "  case \"$path\" in\n" +
                        cases +
                        "  esac\n"
                        "  echo '{\"fate\":\"not_dicom\",\"reason\":\"looked at\"}'\n"
                        "  echo '{\"done\":true}'\n"
                        "done\n",
                    false);
    ::chmod(script.c_str(), 0700);
    ScanProgram program;
    program.program = script;
    program.limits.seconds = 1;
    return program;
}

std::string seed(const std::string& uid) {
    SeedImage image;
    image.uid = uid;
    return dicomFile("1.2.840.10008.1.2.1", seedDataSet(Encoding::ExplicitLittle, image));
}

} // namespace

TEST_CASE("a child that dies, stalls, lies or babbles costs one file; its neighbours are looked at") {
    TempFolder folder;
    const ScanProgram program = scriptedProgram(
        folder, "    *crash*) kill -SEGV $$ ;;\n"
                "    *exit*) exit 3 ;;\n"
                "    *stall*) sleep 60 ;;\n"
                "    *babble*) echo 'no JSON at all' ;;\n"
                "    *lie*) echo '{\"fate\":\"image\",\"record\":{\"patient\":{\"id\":\"\"}}}' ;;\n"
                "    *flood*) head -c 40000000 /dev/zero ;;\n"
                "    *unknown*) echo '{\"format\":\"yes\"}' ;;\n");
    std::vector<std::string> files;
    for (const char* name : {"crash", "exit", "stall", "babble", "lie", "flood", "unknown", "crash2"})
        files.insert(files.end(), {name, "good"});
    const std::vector<Said> said = scanAll(program, files);
    REQUIRE(said.size() == files.size());
    const std::vector<std::string> reasons{"signal 11", "exit code 3", "longer than 1 s", "no sense",
                                           "no sense",  "no sense",    "no sense",        "signal 11"};
    for (std::size_t i = 0; i < said.size(); ++i) {
        CAPTURE(files[i]);
        CAPTURE(said[i].item.reason);
        CHECK(said[i].file == i);
        if (i % 2 == 1) {
            CHECK(said[i].item.reason == "looked at");
        } else {
            CHECK(said[i].item.fate == ScanItem::Fate::Unreadable);
            CHECK(said[i].item.reason.find(reasons[i / 2]) != std::string::npos);
        }
    }
}

TEST_CASE("a member that kills the child costs that member, the rest of the container is looked at") {
    TempFolder folder;
    // Members a, b, c; b is deadly whenever it is reached.
    const ScanProgram program = scriptedProgram(
        folder, "    *zip*) n=0\n"
                "      for m in a b c; do\n"
                "        n=$((n+1)); [ $n -le $skip ] && continue\n"
                "        echo \"{\\\"member\\\":\\\"$m\\\"}\"\n"
                "        [ $m = b ] && kill -ABRT $$\n"
                "        echo "
                "\"{\\\"fate\\\":\\\"not_dicom\\\",\\\"member\\\":\\\"$m\\\",\\\"reason\\\":\\\"fine\\\"}\"\n"
                "      done; echo '{\"done\":true}'; continue ;;\n");
    const std::vector<Said> said = scanAll(program, {"x.zip", "good"});
    REQUIRE(said.size() == 4);
    CHECK(said[0].item.member == "a");
    CHECK(said[1].item.member == "b");
    CHECK(said[1].item.reason.find("signal 6") != std::string::npos);
    CHECK(said[2].item.member == "c");
    CHECK(said[3].item.reason == "looked at");
}

TEST_CASE("a child that dies over compressed pixels costs their hash: they are looked at again without") {
    TempFolder folder;
    const ScanProgram program = scriptedProgram(
        folder, "    *pixels*) echo '{\"decoding\":true}'; [[ $skip == *no-decoding ]] || kill -SEGV $$ ;;\n"
                "    *stall*) echo '{\"decoding\":true}'; [[ $skip == *no-decoding ]] || sleep 60 ;;\n"
                "    *hopeless*) echo '{\"decoding\":true}'; kill -SEGV $$ ;;\n"
                "    *zip*) n=0\n"
                "      for m in a b c; do\n"
                "        n=$((n+1)); [ $n -le ${skip%% *} ] && continue\n"
                "        echo \"{\\\"member\\\":\\\"$m\\\"}\"; echo '{\"decoding\":true}'\n"
                "        [ $m = b ] && [[ $skip != *no-decoding ]] && kill -ABRT $$\n"
                "        echo "
                "\"{\\\"fate\\\":\\\"not_dicom\\\",\\\"member\\\":\\\"$m\\\",\\\"reason\\\":\\\"fine\\\"}\"\n"
                "      done; echo '{\"done\":true}'; continue ;;\n");
    const std::vector<Said> said =
        scanAll(program, {"pixels", "good", "hopeless", "good", "stall", "x.zip", "good"});
    REQUIRE(said.size() == 9);
    for (const std::size_t i : {0U, 1U, 3U, 4U, 8U})
        CHECK(said[i].item.reason == "looked at");
    CHECK(said[2].item.reason.find("signal 11") != std::string::npos);
    for (std::size_t i = 0; i < 3; ++i) {
        CHECK(said[5 + i].item.member == std::string(1, static_cast<char>('a' + i)));
        CHECK(said[5 + i].item.reason == "fine");
    }
}

TEST_CASE("a program that doesn't start is an error in words, and cancelling ends the wait") {
    TempFolder folder;
    ScanProgram absent;
    absent.program = folder / "absent";
    CHECK_THROWS_WITH_AS(scanAll(absent, {"x"}), doctest::Contains("the program can't be started"), Error);
    absent.program = "/bin/true";
    CHECK_THROWS_WITH_AS(scanAll(absent, {"x"}), doctest::Contains("doesn't start"), Error);
    ScanProgram slow = scriptedProgram(folder, "    *stall*) sleep 60 ;;\n");
    slow.limits.seconds = 30;
    const std::array<std::string, 1> files{"stall"};
    ScanHandlers handlers;
    handlers.item = [](std::size_t, const ScanItem&, const ChunkSource&) {};
    const auto began = std::chrono::steady_clock::now();
    handlers.cancelled = [&] {
        return std::chrono::steady_clock::now() - began > std::chrono::milliseconds(200);
    };
    CHECK_THROWS_WITH_AS(scanFiles(slow, files, handlers), doctest::Contains("cancelled"), Error);
    CHECK(std::chrono::steady_clock::now() - began < std::chrono::seconds(3));
}

TEST_CASE("a file that needs more memory than the child may use is one row, the next file is fine") {
#if defined(__SANITIZE_ADDRESS__)
    return skip("the address sanitizer leaves no limit of address space");
#endif
    TempFolder folder;
    const ElementWriter bytes(Encoding::ExplicitLittle);
    std::string dataSet = seedHeader(bytes);
    std::string noise(1 << 20, '\0');
    for (std::size_t i = 0; i < noise.size(); i += 512) // packs 500 : 1, under the ratio that is refused
        noise[i] = static_cast<char>(i / 512 * 37 % 251);
    dataSet += bytes.start({0x7FE0, 0x0010}, "OB", 120U << 20);
    for (int i = 0; i < 120; ++i)
        dataSet += noise;
    writeFileAtomic(folder / "big", dicomFile("1.2.840.10008.1.2.1.99", deflated(dataSet)), false);
    dataSet.clear();
    dataSet.shrink_to_fit();
    writeFileAtomic(folder / "small", seed("1.2.3"), false);
    ScanProgram program = realProgram();
    program.limits.memory_bytes = 100 << 20;
    const std::vector<Said> said = scanAll(program, {(folder / "big").string(), (folder / "small").string()});
    REQUIRE(said.size() == 2);
    CHECK(said[0].item.fate == ScanItem::Fate::Unreadable);
    CHECK(said[0].item.reason.find("memory") != std::string::npos);
    CHECK(said[1].item.fate == ScanItem::Fate::Image);
}

TEST_CASE("what is no file, or goes away, is a row") {
    TempFolder folder;
    REQUIRE(::mkfifo((folder / "pipe").c_str(), 0600) == 0);
    writeFileAtomic(folder / "good", seed("1.2.3"), false);
    const std::vector<Said> said =
        scanAll(realProgram(), {(folder / "pipe").string(), (folder / "absent").string(),
                                folder.path().string(), (folder / "good").string()});
    REQUIRE(said.size() == 4);
    for (std::size_t i = 0; i < 3; ++i)
        CHECK(said[i].item.fate == ScanItem::Fate::Unreadable);
    CHECK(said[3].item.fate == ScanItem::Fate::Image);
    CHECK(said[3].item.record.instance.sopUid == "1.2.3");
}

TEST_CASE("an item survives its way as JSON; what isn't one is refused") {
    ScanItem item;
    item.member = "slice/3";
    item.reason = "odd";
    item.tag = "0028,0010";
    item.offset = 77;
    item.payload_bytes = 5;
    item.record.patient = {"P", "M\xC3\xBCller \"x\" \\ 1", "19700101", "F", PatientIdentity::Known};
    item.record.instance.position = -12.125;
    item.record.study.uid = "1.2";
    item.record.series.uid = "1.3";
    item.record.series.number = 4;
    item.record.instance.sopUid = "1.4";
    item.record.instance.spacing_mm = {0.5, 0.25};
    item.record.instance.burnedIn = false;
    item.record.instance.contentHash = std::string(64, 'a');
    const Json json = parseJson(itemToLine(item), "test");
    const ScanItem back = itemFromLine(itemToLine(item));
    CHECK(back.record.patient == item.record.patient);
    CHECK(back.record.series == item.record.series);
    CHECK(back.record.instance == item.record.instance);
    CHECK(back.offset == 77);
    CHECK(back.payload_bytes == 5);
    // What is as before isn't told again.
    ScanItem next = item;
    next.record.instance.sopUid = "1.5";
    next.record.series.uid = "1.33";
    const std::string told = itemToLine(next, &item.record);
    CHECK(told.find("patient") == std::string::npos);
    CHECK(told.find("1.33") != std::string::npos);
    const ScanItem nextBack = itemFromLine(told, &item.record);
    CHECK(nextBack.record.patient == item.record.patient);
    CHECK(nextBack.record.study == item.record.study);
    CHECK(nextBack.record.series == next.record.series);
    CHECK(nextBack.record.instance == next.record.instance);
    CHECK_THROWS_AS(itemFromLine(told), Error);
    const auto refused = [&](const std::function<void(Json&)>& change) {
        Json changed = json;
        change(changed);
        CHECK_THROWS_AS(itemFromLine(jsonLine(changed)), Error);
    };
    refused([](Json& j) { j["fate"] = "hidden"; });
    refused([](Json& j) { j["payload"] = -1; });
    refused([](Json& j) { j["record"]["instance"]["sop_uid"] = "../../etc/passwd"; });
    refused([](Json& j) { j["record"]["instance"]["content_hash"] = "../x"; });
    refused([](Json& j) { j["record"]["instance"]["rows"] = -4; });
    refused([](Json& j) { j["record"]["instance"]["rows"] = "4"; });
    refused([](Json& j) { j["record"]["patient"]["id"] = ""; });
    refused([](Json& j) { j["record"].erase("study"); });
    refused([](Json& j) { j["reason"] = std::string(5000, 'x'); });
    refused([](Json& j) { j = Json::array(); });
    refused([](Json& j) { j["record"]["instance"]["spacing_mm"] = {1, 2, 3}; });
    refused([](Json& j) { j["record"]["instance"]["spacing_mm"] = {1, "2"}; });
    refused([](Json& j) { j["record"]["study"]["uid"] = {{"deeper", 1}}; });
    refused([](Json& j) { j["record"]["instance"]["rows"] = std::uint64_t{1} << 63; });
    refused([](Json& j) {
        for (int i = 0; i < 300; ++i)
            j["k" + std::to_string(i)] = i;
    });
    CHECK_THROWS_AS(itemFromLine("{\"fate\":\"image\""), Error);
    CHECK_THROWS_AS(itemFromLine(""), Error);
}

TEST_CASE("what a wrapped picture lost is told with it") {
    TempFolder folder;
    // 2 x 1 pixels, RGB and alpha, the second one a fifth opaque.
    const std::string png("\x89\x50\x4e\x47\x0d\x0a\x1a\x0a\x00\x00\x00\x0d\x49\x48\x44\x52\x00\x00\x00\x02"
                          "\x00\x00\x00\x01\x08\x06\x00\x00\x00\xf4\x22\x7f\x8a\x00\x00\x00\x11\x49\x44\x41"
                          "\x54\x78\x9c\x63\xe0\x12\x91\xfb\x7f\x22\x85\xd1\x18\x00\x0b\x15\x02\x9c\x6f\x0a"
                          "\x01\xf9\x00\x00\x00\x00\x49\x45\x4e\x44\xae\x42\x60\x82",
                          74);
    writeFileAtomic(folder / "a.png", png, false);
    const std::vector<Said> said = scanAll(realProgram(), {(folder / "a.png").string()});
    REQUIRE(said.size() == 1);
    CHECK(said[0].item.fate == ScanItem::Fate::Image);
    CHECK(said[0].item.reason == "transparent pixels were laid on black");
    CHECK(said[0].item.record.patient.id == "a");
    CHECK(said[0].payload.size() == said[0].item.payload_bytes);
}

TEST_CASE("a ZIP's members are looked at in memory, whatever their names say") {
    TempFolder folder;
    const std::string file = (folder / "a.zip").string();
    writeZip(file, {{"images/one.dcm", seed("1.2.3.1")},
                    {"../../escape.dcm", seed("1.2.3.2")},
                    {"/etc/absolute.dcm", seed("1.2.3.3")},
                    {"C:\\drive\\x.dcm", seed("1.2.3.4")},
                    {"images/", ""},
                    {"note.txt", "hello"},
                    {"inner.zip", "PK\x03\x04 whatever"},
                    {"cut.dcm", seed("1.2.3.5").substr(0, 300)},
                    {std::string(3000, 'n'), seed("1.2.3.6")}});
    const std::vector<Said> said = scanAll(realProgram(), {file});
    REQUIRE(said.size() == 8);
    int images = 0;
    for (const Said& one : said) {
        CHECK_FALSE(one.item.member.empty());
        CHECK(one.item.member.size() <= 1024);
        if (one.item.fate != ScanItem::Fate::Image) continue;
        ++images;
        CHECK(one.payload == seed(one.item.record.instance.sopUid));
    }
    CHECK(images == 5);
    CHECK(said[5].item.reason == "a ZIP inside a ZIP isn't unpacked");
    CHECK(said[6].item.fate == ScanItem::Fate::Unreadable);

    ScanProgram some = realProgram();
    some.match = {"*.TXT"};
    CHECK(scanAll(some, {file}).size() == 1);
    some.match = {"*.none"};
    CHECK(scanAll(some, {file}).at(0).item.reason == "a ZIP without files to import");
}

TEST_CASE("ZIP bombs, damaged and encrypted archives cost rows, not memory or time") {
    TempFolder folder;
    const std::string bomb = (folder / "bomb.zip").string();
    const std::string zeros(280 << 20, '\0');
    writeZip(bomb, {{"a", zeros}, {"b", zeros}, {"c", "small"}});
    const std::vector<Said> bombed = scanAll(realProgram(), {bomb});
    REQUIRE_FALSE(bombed.empty());
    CHECK(bombed[0].item.fate != ScanItem::Fate::Image);
    CHECK(bombed.back().item.reason.find("200 times") != std::string::npos);

    const std::string good = (folder / "good.zip").string();
    writeZip(good, {{"one.dcm", seed("1.2.3.1")}, {"two.dcm", seed("1.2.3.2")}});
    const std::string bytes = readTextFile(good);
    CounterRandom random(3);
    std::vector<std::string> files;
    for (int i = 0; i < 60; ++i) {
        std::string broken = bytes;
        if (i % 2 == 0)
            broken.resize(random.below(bytes.size()));
        else
            for (int k = 0; k < 8; ++k)
                broken[random.below(bytes.size())] = static_cast<char>(random.below(256));
        files.push_back((folder / fmt::format("broken{}.zip", i)).string());
        writeFileAtomic(files.back(), broken, false);
    }
    files.push_back(good);
    const std::vector<Said> said = scanAll(realProgram(), files);
    CHECK(said.size() >= files.size());
    CHECK(said.back().item.fate == ScanItem::Fate::Image);
    CHECK(said.back().item.member == "two.dcm");
}
