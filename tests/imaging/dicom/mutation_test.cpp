// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Damaged copies of real files, decoded, shown and listed in children under limits: every one ends with
// pixels or an Error. VRFT_MUTATIONS sets their number (2,000 otherwise).
#include "core/error.h"
#include "core/files.h"
#include "imaging/dicom/display.h"
#include "imaging/dicom/tag_tree.h"
#include "tests/support/skip.h"
#include "tests/support/temp_folder.h"

#include <cstdlib>
#include <doctest/doctest.h>
#include <fmt/format.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace vrft;
namespace fs = std::filesystem;

namespace {

constexpr const char* kSeeds[] = {
    "pydicom__MR_small_jp2klossless.dcm",
    "pydicom__MR_small_jpeg_ls_lossless.dcm",
    "pydicom__MR_small_RLE.dcm",
    "pydicom__MR_small_expb.dcm",
    "pydicom__SC_rgb_dcmtk_+eb+cy+s4.dcm",
    "pydicom__SC_rgb_jpeg_gdcm.dcm",
    "pydicom__JPEG-lossy.dcm",
    "pydicom__SC_rgb_small_odd.dcm",
    "pydicom__image_dfl.dcm",
    "pydicom__SC_rgb_rle_16bit_2frame.dcm",
    "pydicomdata__emri_small_RLE.dcm",
    "pydicomdata__liver_deflate.dcm",
    "pydicomdata__JLSL_08_07_0_1F.dcm",
    "pydicom__SC_rgb_gdcm_KY.dcm",
    "pydicomdata__HTJ2KLossless_08_RGB.dcm",
    "highdicom__seg_image_sm_control_labelmap_palette_color.dcm",
};

class Dice {
public:
    explicit Dice(std::uint64_t seed)
        : state_(seed) {}
    std::uint64_t below(std::uint64_t limit) { // splitmix64
        std::uint64_t z = (state_ += 0x9E3779B97F4A7C15ULL);
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
        return (z ^ (z >> 31)) % limit;
    }

private:
    std::uint64_t state_;
};

// Cut, bytes replaced, bits flipped, lengths made extreme; half of the places lie in the header's last part
// or the beginning of the pixels, where the interesting numbers are.
std::string damaged(std::string bytes, std::uint64_t seed) {
    Dice dice(seed);
    const auto place = [&] {
        const std::size_t pixels =
            std::max<std::size_t>(bytes.rfind(std::string("\xE0\x7F\x10\x00", 4)), 1) % bytes.size();
        const std::size_t from = pixels > 700 ? pixels - 700 : 0;
        return dice.below(2) == 0 ? static_cast<std::size_t>(dice.below(bytes.size()))
                                  : std::min<std::size_t>(bytes.size() - 1, from + dice.below(1000));
    };
    for (std::uint64_t edits = 1 + dice.below(6); edits > 0; --edits) {
        const std::size_t at = place();
        switch (dice.below(5)) {
        case 0:
            bytes[at] = static_cast<char>(dice.below(256));
            break;
        case 1:
            bytes[at] = static_cast<char>(bytes[at] ^ (1 << dice.below(8)));
            break;
        case 2:
            for (std::size_t i = at; i < std::min(at + 4, bytes.size()); ++i)
                bytes[i] = dice.below(2) == 0 ? '\xFF' : '\0';
            break;
        case 3:
            bytes.erase(at, dice.below(9));
            break;
        default:
            if (dice.below(4) == 0) bytes.resize(at + 1);
            break;
        }
    }
    return bytes;
}

// 0: pixels, 1: an error in words, 2: another exception.
int tryAll(const std::string& bytes) {
    try {
        static_cast<void>(tagTreeJson(readTagTree(ParsedFile(bytes, "x"))).dump());
        const DicomImage image(bytes, "x");
        const int last = image.layout().frames - 1;
        for (const int index : {0, last}) {
            const StoredFrame frame = image.frame(index);
            static_cast<void>(display(
                image, frame, FrameAttributeReader(image.root(), image.layout().isSigned).read(index)));
        }
        return 0;
    } catch (const Error&) {
        return 1;
    } catch (const std::exception&) {
        return 2;
    }
}

// In a child with 2 GiB of address space beyond what it has and 20 s; its exit status, or 1000 + signal.
int tryInChild(const std::string& bytes) {
    const pid_t child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) {
#ifndef __SANITIZE_ADDRESS__ // which reserves terabytes
        const rlimit memory{rlim_t{2} << 30, rlim_t{2} << 30};
        ::setrlimit(RLIMIT_AS, &memory);
#endif
        ::alarm(20);
        ::_exit(tryAll(bytes));
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 1000 + WTERMSIG(status);
}

} // namespace

TEST_CASE("damaged files end with pixels or an error, never with a crash, a hang or an unknown exception") {
    const fs::path shared = test::sharedData();
    if (shared.empty()) return test::skip("../shared/data isn't there");
    std::vector<std::string> seeds;
    for (const char* name : kSeeds)
        seeds.push_back(readTextFile(shared / "dicom_conformance/files" / name));
    const char* wanted = std::getenv("VRFT_MUTATIONS");
    const std::uint64_t count = wanted != nullptr ? std::strtoull(wanted, nullptr, 10) : 2000;
    static_cast<void>(tryAll(seeds[0])); // loads the dictionary once, before the children
    int decoded = 0;
    int refused = 0;
    for (std::uint64_t i = 0; i < count; ++i) {
        const std::size_t seed = i % seeds.size();
        const int ended = tryInChild(damaged(seeds[seed], i));
        decoded += ended == 0;
        refused += ended == 1;
        CHECK_MESSAGE(ended <= 1, "mutation ", i, " of ", kSeeds[seed], " ended with ", ended);
    }
    MESSAGE(fmt::format("{} damaged files decoded, {} refused", decoded, refused));
}
