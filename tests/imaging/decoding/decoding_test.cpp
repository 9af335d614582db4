// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// The decoding child and its client: the same pixels as in one process, and errors instead of its death.
#include "core/files.h"
#include "imaging/decoding/client.h"
#include "imaging/decoding/service.h"
#include "imaging/dicom/frame_decoder.h"
#include "tests/support/dicom_bytes.h"
#include "tests/support/temp_folder.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

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

std::string failure(DecodeClient& client, const fs::path& file, int frame = 0) {
    try {
        static_cast<void>(client.frame(file, frame));
    } catch (const Error& error) {
        return error.summary();
    }
    return "no error";
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

TEST_CASE("the child gives the pixels that decoding here gives, and keeps them") {
    test::TempFolder folder;
    const fs::path file = folder / "a.dcm";
    writeFileAtomic(file, twoFrames().file());
    DecodeClient client(settings());
    CHECK(client.cached(file, 1) == nullptr);
    const auto frame = client.frame(file, 1);
    CHECK(frame->stored.bytes == DicomImage(file).frame(1).bytes);
    CHECK(frame->stored.type == SampleType::I16);
    CHECK(frame->frames == 2);
    CHECK(frame->bitsStored == 12);
    CHECK(frame->attributes.windows[0].width == 5);
    CHECK(frame->attributes.spacing_mm == std::array{0.5, 0.25});
    CHECK(client.cached(file, 1) == frame);
    CHECK(client.frame(file, 1) == frame);
    CHECK(client.cachedBytes() == 12);
    const Image shown = client.render(file, 0, Window{3, 5, WindowFunction::Linear, {}});
    CHECK(shown.pixels == std::vector<std::uint8_t>{0, 32, 96, 159, 223, 255});
    CHECK(client.render(file, 0, {}, 12).width == 12);
    CHECK(client.starts() == 1);
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
    const auto before = client.frame(file, 0);
    DicomBytes other = DicomBytes::image(1, 1, 8, 8);
    writeFileAtomic(file, other.element(0x7FE0, 0x0010, "OB", "ab").file());
    fs::last_write_time(file, fs::last_write_time(file) + std::chrono::seconds(2));
    CHECK(client.frame(file, 0)->stored.width == 1);
    CHECK(before->stored.width == 3);
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
