// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "training/model/feature_cache.h"

#include "core/files.h"
#include "tests/support/temp_folder.h"

#include <doctest/doctest.h>

#include <chrono>
#include <fstream>

using namespace vrft;

namespace fs = std::filesystem;

namespace {

ComputedFeatures computed(double value, std::int64_t size = 10) {
    return {torch::full({size}, value), value};
}

std::vector<fs::path> filesIn(const fs::path& folder) {
    std::vector<fs::path> files;
    for (const auto& file : fs::directory_iterator(folder))
        files.push_back(file.path());
    return files;
}

} // namespace

TEST_CASE("the_feature_cache_drops_the_least_recently_used") {
    FeatureCache cache(3 * 40);
    for (const char* key : {"a", "b", "c"})
        cache.insert(key, computed(0));
    CHECK(cache.find("a") != nullptr);
    cache.insert("d", computed(0));
    CHECK(cache.find("a") != nullptr);
    CHECK(cache.find("b") == nullptr);
    CHECK(cache.bytes() == 120);
    cache.insert("huge", computed(0, 31));
    CHECK(cache.find("huge") == nullptr);
    cache.clear();
    CHECK(cache.bytes() == 0);
    CHECK(cache.find("a") == nullptr);
}

TEST_CASE("features on disk come back bit for bit, also to the next program, with what they took") {
    const test::TempFolder temp;
    const fs::path folder = temp / "features" / "v1";
    const torch::Tensor features = torch::rand({7, 5});
    {
        FeatureFiles files(folder, 1 << 20);
        CHECK_FALSE(files.find("image 1").has_value());
        files.insert("image 1", {features, 0.25});
    }
    FeatureFiles files(folder, 1 << 20);
    const auto found = files.find("image 1");
    REQUIRE(found.has_value());
    CHECK(torch::equal(found->features_MD, features));
    CHECK(found->seconds == 0.25);
    CHECK_FALSE(files.find("image 2").has_value());
    // Another version leaves nothing of this one.
    const FeatureFiles other(temp / "features" / "v2", 1 << 20);
    CHECK_FALSE(fs::exists(folder));
}

TEST_CASE("a file that was truncated, changed or is of another image isn't trusted, and goes") {
    const test::TempFolder temp;
    const fs::path folder = temp / "features" / "v1";
    FeatureFiles files(folder, 1 << 20);
    files.insert("image", computed(1));
    const fs::path file = filesIn(folder).at(0);
    const std::string sound = readTextFile(file);
    const auto damaged = [&](const std::string& bytes) {
        CAPTURE(bytes.size());
        writeFileAtomic(file, bytes, false);
        FeatureFiles again(folder, 1 << 20);
        CHECK_FALSE(again.find("image").has_value());
        CHECK(filesIn(folder).empty());
        again.insert("image", computed(2)); // and is made anew
        CHECK(again.find("image")->features_MD[0].item<double>() == 2);
    };
    damaged(sound.substr(0, sound.size() - 1));
    damaged(sound.substr(0, 4));
    damaged("");
    std::string flipped = sound;
    flipped.back() = static_cast<char>(flipped.back() ^ 1);
    damaged(flipped);
    // Another image's file under this name.
    FeatureFiles both(folder, 1 << 20);
    both.insert("other", computed(3));
    std::string other;
    for (const fs::path& each : filesIn(folder))
        if (each != file) other = readTextFile(each);
    for (const fs::path& each : filesIn(folder))
        if (each != file) fs::remove(each);
    damaged(other);
    // What a killed program left half-written.
    writeFileAtomic(folder / "x.safetensors.tmp-1", "half", false);
    const FeatureFiles third(folder, 1 << 20);
    CHECK(filesIn(folder).size() == 1);
}

TEST_CASE("the disk's budget drops the files used longest ago, also those of the program before") {
    const test::TempFolder temp;
    const fs::path folder = temp / "features" / "v1";
    std::uint64_t one = 0;
    {
        FeatureFiles files(folder, 1 << 20);
        const auto now = fs::file_time_type::clock::now();
        for (const int i : {1, 2, 3}) {
            files.insert(std::to_string(i), computed(i));
            one = files.bytes() / static_cast<std::uint64_t>(i);
        }
        for (const fs::path& file : filesIn(folder))
            fs::last_write_time(file, now - std::chrono::hours(1));
        CHECK(files.find("1").has_value()); // used now
    }
    FeatureFiles files(folder, 2 * one);
    CHECK(files.bytes() == 2 * one);
    CHECK(filesIn(folder).size() == 2);
    CHECK(files.find("1").has_value());
    files.insert("4", computed(4));
    CHECK(files.find("1").has_value());
    CHECK(files.find("4").has_value());
    CHECK_FALSE(files.find("2").has_value());
    CHECK_FALSE(files.find("3").has_value());
}

TEST_CASE("a folder that can't be made turns the cache off") {
    const test::TempFolder temp;
    writeFileAtomic(temp / "file", "x", false);
    FeatureFiles files(temp / "file" / "v1", 1 << 20);
    files.insert("image", computed(1));
    CHECK_FALSE(files.find("image").has_value());
}
