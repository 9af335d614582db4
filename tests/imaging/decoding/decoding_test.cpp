// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// The decoding child and its client: the same pixels as in one process, and errors instead of its death.
#include "core/files.h"
#include "imaging/decoding/byte_cache.h"
#include "imaging/decoding/client.h"
#include "imaging/decoding/service.h"
#include "imaging/dicom/frame_decoder.h"
#include "imaging/dicom/tag_tree.h"
#include "tests/support/dicom_bytes.h"
#include "tests/support/skip.h"
#include "tests/support/temp_folder.h"

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <thread>

using namespace vrft;
using test::DicomBytes;
namespace fs = std::filesystem;

namespace {

DicomBytes twoFrames() {
    DicomBytes bytes = DicomBytes::image(2, 3, 16, 12, true).text(0x0028, 0x0008, "IS", "2");
    bytes.text(0x0028, 0x0030, "DS", "0.5\\0.25")
        .text(0x0028, 0x1050, "DS", "3")
        .text(0x0028, 0x1051, "DS", "5");
    return bytes.element(0x7FE0, 0x0010, "OW", DicomBytes::words({0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 0xFFFF}));
}

DecodeSettings settings() {
    DecodeSettings made;
    made.program = fs::path(VRFT_BIN_DIR) / "vrftaug-data";
    return made;
}

// A program that treats files by their names, in place of one that a file could really kill.
DecodeSettings standIn(const test::TempFolder& folder) {
    writeFileAtomic(folder / "stand-in", R"(#!/bin/sh
while read -r line; do
    case "$line" in
    *killer*) kill -9 $$ ;;
    *slow*) exec sleep 20 ;;
    *nonsense*) echo '{"id":' ;;
    *) id=${line#*:}
       echo "{\"id\":${id%%,*},\"error\":{\"code\":\"not_found\",\"what\":\"tried\",\"where\":\"\",\"next\":\"\"}}" ;;
    esac
done
)");
    fs::permissions(folder / "stand-in", fs::perms::owner_all);
    DecodeSettings made;
    made.program = folder / "stand-in";
    made.limit = std::chrono::milliseconds(2000);
    return made;
}

template <typename Ask>
std::string failureOf(Ask ask) {
    try {
        static_cast<void>(ask());
    } catch (const Error& error) {
        return error.summary();
    }
    return "no error";
}

std::string failure(DecodeClient& client, const fs::path& file, int frame = 0) {
    return failureOf([&] { return client.frame(file, frame); });
}

} // namespace

TEST_CASE("a cache keeps what was used last within its bytes") {
    ByteCache<int, const int> cache(100);
    const auto value = std::make_shared<const int>(7);
    cache.put(1, value, 40);
    cache.put(2, value, 40);
    CHECK(cache.find(1) != nullptr); // now 2 is the oldest
    cache.put(3, value, 40);
    CHECK(cache.find(2) == nullptr);
    CHECK(cache.find(1) != nullptr);
    CHECK(cache.usedBytes() == 80);
    cache.put(4, value, 101); // can't be kept
    CHECK(cache.find(4) == nullptr);
    cache.put(1, value, 10); // replaced
    CHECK(cache.usedBytes() == 50);
    cache.remove(1);
    cache.remove(3);
    CHECK(cache.usedBytes() == 0);
}

TEST_CASE("a reply is believed only where it can be true") {
    DecodedFrame frame;
    frame.stored = {3, 2, 1, SampleType::I16, {}};
    frame.photometric = "MONOCHROME2";
    frame.attributes.windows = {{40, 400, WindowFunction::Sigmoid, "SOFT"}};
    frame.attributes.spacing_mm = {0.5, 0.25};
    const Json reply = replyToJson(7, frame);
    const DecodedFrame read = replyFromJson(reply, 7, 12);
    CHECK(read.stored.type == SampleType::I16);
    CHECK(read.attributes.windows[0].function == WindowFunction::Sigmoid);
    CHECK(read.attributes.windows[0].explanation == "SOFT");
    CHECK(read.attributes.spacing_mm == frame.attributes.spacing_mm);
    CHECK_FALSE(read.attributes.position_mm.has_value());
    CHECK_THROWS_AS(replyFromJson(reply, 8, 12), Error);
    CHECK_THROWS_AS(replyFromJson(reply, 7, 11), Error); // more samples than there is room
    const auto refused = [&](const char* key, const Json& value) {
        Json changed = reply;
        changed[key] = value;
        CHECK_THROWS_AS(replyFromJson(changed, 7, 1 << 30), Error);
    };
    refused("width", 0);
    refused("width", 70000);
    refused("height", -1);
    refused("height", "2");
    refused("channels", 2);
    refused("type", "<c8");
    refused("frames", 0);
    refused("windows", 7);
    refused("window", 7);
    refused("picture", Json{0, 5, 3});
    refused("picture", Json{3, 2, 2});
    refused("modality_lut", Json{{"first", 0}, {"entries", 65'537}});
    CHECK_THROWS_AS(documentFromJson(documentReply(7, 13), 7, 12), Error);
    CHECK(documentFromJson(documentReply(7, 12), 7, 12) == 12);
    CHECK_THROWS_AS(replyFromJson(Json(), 7, 12), Error);
    // Numbers that are none of the kind, or don't fit, are undefined behaviour to convert.
    for (const char* key : {"id", "width", "height", "channels", "frames", "bits_stored"})
        for (const Json& number :
             {Json(7.5e24), Json(-1e300), Json(std::uint64_t{1} << 63), Json(INT64_MIN)}) {
            Json changed = reply;
            changed[key] = number;
            CHECK_THROWS_AS(replyFromJson(changed, 7, 12), Error);
        }
    for (const char* request :
         {R"({"id":7.5e24,"do":"frame","file":"x","frame":0})",
          R"({"id":1,"do":"frame","file":"x","frame":-1e300})",
          R"({"id":1,"do":"render","file":"x","frame":0,"window":null,"size":4294967296})"})
        CHECK_THROWS_AS(requestFromJson(Json::parse(request)), Error);
    CHECK_THROWS_WITH_AS(replyFromJson(errorReply(7, Error(ErrorCode::NotFound, "gone", "x", "look")), 7, 12),
                         "gone (x). look", Error);
}

TEST_CASE("the child gives the pixels that decoding here gives") {
    test::TempFolder folder;
    const fs::path file = folder / "a.dcm";
    writeFileAtomic(file, twoFrames().file());
    DecodeClient client(settings());
    const DecodedFrame frame = client.frame(file, 1);
    CHECK(frame.stored.bytes == DicomImage(file).frame(1).bytes);
    CHECK(frame.stored.type == SampleType::I16);
    CHECK(frame.frames == 2);
    CHECK(frame.bitsStored == 12);
    CHECK(frame.attributes.windows[0].width == 5);
    REQUIRE(frame.window.has_value());
    CHECK(frame.window->centre == 3);
    CHECK(frame.picture.channels == 0);
    CHECK(frame.attributes.spacing_mm == std::array{0.5, 0.25});
    const Image shown = client.render(file, 0, Window{3, 5, WindowFunction::Linear, {}});
    CHECK(shown.pixels == std::vector<std::uint8_t>{0, 32, 96, 159, 223, 255});
    CHECK(client.render(file, 0, {}, 12).width == 12);
    CHECK(client.starts() == 1);
}

TEST_CASE("a frame that no window shows comes with a picture, and a modality table with its entries") {
    test::TempFolder folder;
    const fs::path file = folder / "a.dcm";
    const DicomBytes lut = DicomBytes()
                               .element(0x0028, 0x3002, "US", DicomBytes::words({4, 0, 16}))
                               .element(0x0028, 0x3006, "US", DicomBytes::words({0, 100, 200, 65'535}));
    DicomBytes bytes = DicomBytes::image(2, 2, 16, 16);
    bytes.sequence(0x0028, 0x3000, {lut}).sequence(0x0028, 0x3010, {lut});
    writeFileAtomic(file, bytes.element(0x7FE0, 0x0010, "OW", DicomBytes::words({0, 1, 2, 3})).file());
    DecodeClient client(settings());
    const DecodedFrame frame = client.frame(file, 0);
    REQUIRE(frame.attributes.modalityLut.has_value());
    CHECK(frame.attributes.modalityLut->entries == std::vector<std::uint16_t>{0, 100, 200, 65'535});
    CHECK_FALSE(frame.window.has_value()); // a VOI LUT is used
    CHECK(frame.picture == client.render(file, 0));
    CHECK(frame.picture.pixels.size() == 4);
}

TEST_CASE("the child reads where frames lie and every tag") {
    test::TempFolder folder;
    const fs::path file = folder / "a.dcm";
    DicomBytes bytes = DicomBytes::image(2, 3, 16, 12, true);
    bytes.text(0x0020, 0x0032, "DS", "1\\2\\3.5").text(0x0020, 0x0037, "DS", "1\\0\\0\\0\\1\\0");
    bytes.text(0x0028, 0x0030, "DS", "0.5\\0.25");
    writeFileAtomic(file, bytes.element(0x7FE0, 0x0010, "OW", std::string(12, '\0')).file());
    DecodeClient client(settings());
    const FileHeader header = client.header(file);
    REQUIRE(header.planes.size() == 1);
    REQUIRE(header.planes[0].has_value());
    CHECK(header.planes[0]->position_mm == Vector3{1, 2, 3.5});
    CHECK(header.planes[0]->orientation == std::array<double, 6>{1, 0, 0, 0, 1, 0});
    CHECK(header.planes[0]->spacing_mm == std::array{0.5, 0.25});
    CHECK(header.planes[0]->rows == 2);
    CHECK(header.planes[0]->columns == 3);
    CHECK(tagTreeJson(client.tags(file)) == tagTreeJson(readTagTree(ParsedFile(file))));
    CHECK(failureOf([&] { return client.tags(folder / "absent"); }) != "no error");
    CHECK(client.starts() == 1);
}

TEST_CASE("headers of several files come with one answer, each file with its own") {
    test::TempFolder folder;
    std::vector<std::string> files;
    for (int i = 0; i < 3; ++i) {
        files.push_back(folder / fmt::format("{}.dcm", i));
        DicomBytes bytes = DicomBytes::image(2, 3, 16, 12, true);
        bytes.text(0x0020, 0x0032, "DS", fmt::format("1\\2\\{}", i));
        bytes.text(0x0020, 0x0037, "DS", "1\\0\\0\\0\\1\\0").text(0x0028, 0x0030, "DS", "0.5\\0.25");
        writeFileAtomic(files.back(), bytes.element(0x7FE0, 0x0010, "OW", std::string(12, '\0')).file());
    }
    writeFileAtomic(files[1], "not DICOM at all");
    files.push_back(folder / "absent.dcm");
    DecodeClient client(settings());
    const auto headers = client.headers(files);
    REQUIRE(headers.size() == 4);
    REQUIRE(headers[0].has_value());
    CHECK(headers[0]->planes[0]->position_mm == Vector3{1, 2, 0});
    CHECK_FALSE(headers[1].has_value());
    REQUIRE(headers[2].has_value());
    CHECK(headers[2]->planes[0]->position_mm == Vector3{1, 2, 2});
    CHECK_FALSE(headers[3].has_value());
    CHECK(client.starts() == 1);
    CHECK(client.headers({}).empty());
    CHECK_THROWS_AS(headersFromText(R"({"headers":[null]})", 2), Error);
    CHECK_THROWS_AS(headersFromText(R"({"headers":[7]})", 1), Error);
}

TEST_CASE("tags survive the way through a document, and nonsense is refused") {
    TagNode leaf;
    leaf.tag = {0x0010, 0x0010};
    leaf.keyword = "PatientName";
    leaf.vr = "PN";
    leaf.values = {"<b>Doe</b>", "Fran\u00e7ois"};
    TagNode inner;
    inner.tag = {0x0008, 0x1140};
    inner.vr = "SQ";
    inner.items = {{leaf, leaf}, {}, {leaf}};
    TagNode outer = inner;
    outer.items.push_back({inner, leaf});
    const std::vector<TagNode> tags = {leaf, outer, leaf};
    CHECK(tagTreeJson(tagsFromText(tagsText(tags))) == tagTreeJson(tags));
    for (const char* text : {"", "7", "{}", R"({"tags":[[1]]})", R"({"tags":[[0]]})", R"({"tags":[[]]})",
                             R"({"tags":[[0,1,1,"","SQ",0,[],false],[2]]})",
                             R"({"tags":[[0,1,1,"","SQ",0,[],false],[1],[2,1,1,"","SQ",0,[],false]]})",
                             R"({"tags":[[-1,1,1,"","SQ",0,[],false]]})"})
        CHECK_THROWS_AS(tagsFromText(text), Error);
    CHECK_THROWS_AS(headerFromText(R"({"planes":[[1,2]]})"), Error);
    CHECK_FALSE(headerFromText(R"({"planes":[null]})").planes[0].has_value());
}

TEST_CASE("malformed files cost their own answers only") {
    const fs::path shared = test::sharedData();
    if (shared.empty()) return test::skip("../shared/data isn't there");
    DecodeClient client(settings());
    test::TempFolder folder;
    writeFileAtomic(folder / "good.dcm", twoFrames().file());
    int answers = 0;
    for (const auto& entry : fs::recursive_directory_iterator(shared / "dicom_malformed")) {
        if (entry.path().extension() == ".md" || !entry.is_regular_file()) continue;
        CAPTURE(entry.path().filename());
        static_cast<void>(failure(client, entry.path()));
        static_cast<void>(failureOf([&] { return client.header(entry.path()); }));
        static_cast<void>(failureOf([&] { return client.tags(entry.path()); }));
        CHECK(failure(client, folder / "good.dcm") == "no error");
        ++answers;
    }
    CHECK(answers > 50);
}

TEST_CASE("a child that dies while nothing is asked costs nobody an answer") {
    test::TempFolder folder;
    DecodeSettings brief = standIn(folder);
    writeFileAtomic(folder / "stand-in", R"(#!/bin/sh
read -r line
id=${line#*:}
echo "{\"id\":${id%%,*},\"error\":{\"code\":\"not_found\",\"what\":\"tried\",\"where\":\"\",\"next\":\"\"}}"
)");
    fs::permissions(brief.program, fs::perms::owner_all);
    DecodeClient client(brief);
    CHECK(failure(client, "a") == "tried");
    std::this_thread::sleep_for(std::chrono::milliseconds(200)); // it has answered, and ends
    CHECK(failure(client, "b") == "tried");
    CHECK(client.starts() == 2);
}

TEST_CASE("a call is given up when it is cancelled") {
    test::TempFolder folder;
    DecodeSettings patient = standIn(folder);
    patient.limit = std::chrono::minutes(5);
    DecodeClient client(patient);
    std::jthread other([&] {
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
        client.cancel();
    });
    CHECK(failure(client, "slow").find("reading was stopped") != std::string::npos);
}

TEST_CASE("errors come through with their words, and the child goes on") {
    test::TempFolder folder;
    writeFileAtomic(folder / "a.dcm", twoFrames().file());
    writeFileAtomic(folder / "text", "not DICOM at all");
    DecodeClient client(settings());
    CHECK(failure(client, folder / "a.dcm", 2).find("no frame 2: the image has 2") != std::string::npos);
    CHECK(failure(client, folder / "text").find("not a readable DICOM file") != std::string::npos);
    CHECK(failure(client, folder / "absent").find("no such file") != std::string::npos);
    CHECK(failure(client, folder / "a.dcm") == "no error");
    CHECK(client.starts() == 1);
}

TEST_CASE("a frame beyond the shared memory is an error") {
    test::TempFolder folder;
    writeFileAtomic(folder / "a.dcm", twoFrames().file());
    DecodeSettings small = settings();
    small.sharedBytes = 8;
    DecodeClient client(small);
    CHECK(failure(client, folder / "a.dcm").find("needs 12 bytes, 8 are shared") != std::string::npos);
}

TEST_CASE("a changed file is read again") {
    test::TempFolder folder;
    const fs::path file = folder / "a.dcm";
    writeFileAtomic(file, twoFrames().file());
    DecodeClient client(settings());
    CHECK(client.frame(file, 0).stored.width == 3);
    DicomBytes other = DicomBytes::image(1, 1, 8, 8);
    writeFileAtomic(file, other.element(0x7FE0, 0x0010, "OB", "ab").file());
    fs::last_write_time(file, fs::last_write_time(file) + std::chrono::seconds(2));
    CHECK(client.frame(file, 0).stored.width == 1);
}

TEST_CASE("a file that kills the child or takes too long is an error for its frame alone") {
    test::TempFolder folder;
    DecodeClient client(standIn(folder));
    CHECK(failure(client, "good") == "tried");
    CHECK(failure(client, "killer").find("ended the decoding program: it died of signal 9") !=
          std::string::npos);
    CHECK(client.starts() == 1);
    CHECK(failure(client, "good") == "tried");
    CHECK(client.starts() == 2);
    CHECK(failure(client, "killer").find("died of signal 9") != std::string::npos); // known, not tried again
    CHECK(client.starts() == 2);
    CHECK(failure(client, "slow").find("longer than 2 s") != std::string::npos);
    CHECK(failure(client, "nonsense").find("ended the decoding program") != std::string::npos);
    CHECK(failure(client, "good") == "tried");
    CHECK(client.starts() == 4);
}

TEST_CASE("a program that isn't there is an error in words") {
    DecodeSettings absent;
    absent.program = "/nonexistent/vrftaug-data";
    DecodeClient client(absent);
    CHECK(failure(client, "x").find("can't be started") != std::string::npos);
}
