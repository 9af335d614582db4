// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "imaging/dicom/text_fallback.h"

#include <array>
#include <iconv.h>
#include <memory>

namespace vrft {

namespace {

constexpr char kEscape = '\x1b';

std::optional<std::string> convert(std::string_view text, const char* from) {
    iconv_t handle = ::iconv_open("UTF-8", from);
    if (handle == reinterpret_cast<iconv_t>(-1)) return std::nullopt;
    std::string input(text);
    std::string output(4 * text.size() + 16, '\0');
    char* in = input.data();
    char* out = output.data();
    std::size_t inLeft = input.size();
    std::size_t outLeft = output.size();
    const std::size_t result = ::iconv(handle, &in, &inLeft, &out, &outLeft);
    ::iconv_close(handle);
    if (result == static_cast<std::size_t>(-1)) return std::nullopt;
    output.resize(output.size() - outLeft);
    return output;
}

// Parts of text between escape sequences. Two-byte sets go to iconv with their sequence, since it knows them
// only by it; the rest, JIS X 0201 and ASCII, is a part of Shift JIS.
std::optional<std::string> convertJapanese(std::string_view raw) {
    static constexpr std::array<std::string_view, 3> kTwoBytes{"\x1b$B", "\x1b$@", "\x1b$(D"};
    static constexpr std::array<std::string_view, 3> kOneByte{"\x1b(B", "\x1b(J", "\x1b)I"};
    std::string result;
    std::string_view set;
    while (!raw.empty()) {
        if (raw[0] == kEscape) {
            set = {};
            std::size_t length = 0;
            for (const std::string_view sequence : kTwoBytes)
                if (raw.starts_with(sequence)) set = sequence;
            for (const std::string_view sequence : kOneByte)
                if (raw.starts_with(sequence)) length = sequence.size();
            if (!set.empty()) length = set.size();
            if (length == 0) return std::nullopt;
            raw.remove_prefix(length);
            continue;
        }
        const std::string_view part = raw.substr(0, raw.find(kEscape));
        const auto text = set.empty()
                              ? convert(part, "SHIFT_JIS")
                              : convert(std::string(set) + std::string(part) + "\x1b(B", "ISO-2022-JP-2");
        if (!text) return std::nullopt;
        result += *text;
        raw.remove_prefix(part.size());
    }
    return result;
}

} // namespace

std::optional<std::string> convertByFallback(std::string_view raw, std::string_view charset) {
    const auto names = [charset](std::string_view set) {
        return charset.find(set) != std::string_view::npos;
    };
    if (names("IR 203")) return convert(raw, "ISO-8859-15");
    if (names("IR 87") || names("IR 159") || names("IR 13")) return convertJapanese(raw);
    return std::nullopt;
}

} // namespace vrft
