// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "imaging/dicom/frame_fragments.h"

#include "core/error.h"

#include <fmt/format.h>
#include <optional>

namespace vrft {

namespace {

std::vector<FrameSpan> spansFromStarts(const std::vector<std::size_t>& starts, std::size_t fragments) {
    std::vector<FrameSpan> spans;
    for (std::size_t i = 0; i < starts.size(); ++i) {
        const std::size_t end = i + 1 < starts.size() ? starts[i + 1] : fragments;
        spans.push_back({starts[i], end - starts[i]});
    }
    return spans;
}

// The table's frames if it tells the truth: one entry a frame, the first at 0, each at a fragment, rising.
std::optional<std::vector<FrameSpan>> spansFromTable(std::span<const std::uint64_t> lengths,
                                                     const std::vector<std::uint64_t>& table,
                                                     std::size_t frames) {
    constexpr std::uint64_t kItemHeader = 8;
    if (table.size() != frames || table[0] != 0) return std::nullopt;
    std::vector<std::size_t> starts;
    std::uint64_t offset = 0;
    for (std::size_t i = 0; i < lengths.size() && starts.size() < frames; ++i) {
        if (table[starts.size()] == offset) starts.push_back(i);
        offset += kItemHeader + lengths[i];
    }
    if (starts.size() != frames) return std::nullopt;
    return spansFromStarts(starts, lengths.size());
}

} // namespace

std::vector<FrameSpan> spansOfFrames(std::span<const std::uint64_t> lengths, const OffsetTables& tables,
                                     std::size_t frames, const std::function<bool(std::size_t)>& startsFrame,
                                     const std::string& where) {
    if (frames == 0 || lengths.size() < frames)
        throw Error(
            ErrorCode::InvalidFormat,
            fmt::format("the pixel data are cut short ({} fragments for {} frames)", lengths.size(), frames),
            where, "Export the image again from its source");
    if (frames == 1) return {{0, lengths.size()}};
    if (auto spans = spansFromTable(lengths, tables.extended, frames)) return *spans;
    if (auto spans = spansFromTable(lengths, tables.basic, frames)) return *spans;
    std::vector<std::size_t> starts;
    for (std::size_t i = 0; i < lengths.size(); ++i)
        if (lengths.size() == frames || startsFrame(i)) starts.push_back(i);
    if (starts.size() != frames || starts[0] != 0)
        throw Error(
            ErrorCode::InvalidFormat,
            fmt::format("the pixel data don't show which of {} fragments belong to which of {} frames",
                        lengths.size(), frames),
            where, "Export the image again from its source");
    return spansFromStarts(starts, lengths.size());
}

} // namespace vrft
