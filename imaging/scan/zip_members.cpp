// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "imaging/scan/zip_members.h"

#include "core/error.h"
#include "core/text/unicode.h"

#include <algorithm>
#include <fmt/format.h>
#include <zip.h>

namespace vrft {

namespace {

constexpr zip_int64_t kMostMembers = 1'000'000;
constexpr std::uint64_t kMostMember_bytes = std::uint64_t{512} << 20;
constexpr std::uint64_t kMostRatio = 1000;
constexpr std::uint64_t kFreeTotal_bytes = std::uint64_t{256} << 20;
constexpr std::uint64_t kMostTotalRatio = 200;
constexpr std::size_t kLongestName_bytes = 1024;
constexpr std::size_t kChunk_bytes = 1 << 20;

[[noreturn]] void broken(const std::string& what) {
    throw Error(ErrorCode::InvalidFormat, what, {}, "Unpack it with another program and import the folder");
}

} // namespace

struct ZipMembers::State {
    zip_t* archive = nullptr;
    std::uint64_t total = 0; // unpacked so far
    std::uint64_t mostTotal = 0;
};

ZipMembers::ZipMembers(const std::filesystem::path& file)
    : state_(std::make_unique<State>()) {
    int code = 0;
    state_->archive = zip_open(file.c_str(), ZIP_RDONLY, &code);
    if (state_->archive == nullptr) {
        zip_error_t error;
        zip_error_init_with_code(&error, code);
        const std::string text = zip_error_strerror(&error);
        zip_error_fini(&error);
        broken("the ZIP archive can't be opened: " + text);
    }
    std::error_code ignored;
    state_->mostTotal = kFreeTotal_bytes + kMostTotalRatio * std::filesystem::file_size(file, ignored);
    if (zip_get_num_entries(state_->archive, 0) > kMostMembers) {
        zip_discard(state_->archive);
        broken(fmt::format("the ZIP archive has more than {} members", kMostMembers));
    }
}

ZipMembers::~ZipMembers() {
    zip_discard(state_->archive);
}

std::size_t ZipMembers::count() const {
    return static_cast<std::size_t>(std::max<zip_int64_t>(0, zip_get_num_entries(state_->archive, 0)));
}

std::string ZipMembers::name(std::size_t index) const {
    const char* raw = zip_get_name(state_->archive, index, ZIP_FL_ENC_GUESS);
    std::string text = raw == nullptr ? fmt::format("member {}", index) : raw;
    std::replace_if(
        text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; },
        '?');
    if (text.size() > kLongestName_bytes) {
        text.erase(0, text.size() - kLongestName_bytes); // the end tells more
    }
    return isValidUtf8(text) ? text : replaceInvalidUtf8(text);
}

bool ZipMembers::exhausted() const {
    return state_->total > state_->mostTotal;
}

std::string ZipMembers::read(std::size_t index, const std::function<void()>& alive) {
    zip_stat_t info;
    zip_stat_init(&info);
    if (zip_stat_index(state_->archive, index, 0, &info) != 0)
        broken("the ZIP archive's directory is damaged");
    if ((info.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && info.encryption_method != ZIP_EM_NONE)
        broken("the ZIP member is encrypted");
    const std::uint64_t packed = (info.valid & ZIP_STAT_COMP_SIZE) != 0 ? info.comp_size : 0;
    const std::uint64_t most =
        std::min(kMostMember_bytes, kMostRatio * std::max<std::uint64_t>(packed, 1024));
    const std::unique_ptr<zip_file_t, decltype(&zip_fclose)> file(zip_fopen_index(state_->archive, index, 0),
                                                                  zip_fclose);
    if (!file) broken(fmt::format("the ZIP member can't be read: {}", zip_strerror(state_->archive)));
    std::string content;
    std::string chunk(kChunk_bytes, '\0');
    std::size_t num_chunks = 0;
    while (true) {
        const zip_int64_t got = zip_fread(file.get(), chunk.data(), chunk.size());
        if (got < 0) broken(fmt::format("the ZIP member is damaged: {}", zip_file_strerror(file.get())));
        if (got == 0) break;
        content.append(chunk, 0, static_cast<std::size_t>(got));
        state_->total += static_cast<std::uint64_t>(got);
        if (content.size() > most)
            broken("the ZIP member unpacks to more than 1000 times its size or 512 MiB");
        if (exhausted()) broken("the ZIP archive unpacks to more than 200 times its size");
        if (++num_chunks % 16 == 0) alive();
    }
    return content;
}

} // namespace vrft
