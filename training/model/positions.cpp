// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "training/model/positions.h"

#include "core/error.h"

#include <algorithm>
#include <fmt/format.h>

namespace vrft {

MropePositions mropePositions(std::span<const int> ids, int imageId, std::span<const MergedGrid> images) {
    const std::size_t length = ids.size();
    MropePositions positions;
    positions.rows.resize(3 * length);
    const auto place = [&](std::size_t token, std::int64_t t, std::int64_t h, std::int64_t w) {
        positions.rows[token] = t;
        positions.rows[length + token] = h;
        positions.rows[2 * length + token] = w;
    };
    std::size_t image = 0;
    for (std::size_t token = 0; token < length;) {
        if (ids[token] != imageId) {
            place(token++, positions.next, positions.next, positions.next);
            ++positions.next;
            continue;
        }
        if (image == images.size())
            throw Error(ErrorCode::Mismatch,
                        fmt::format("the prompt has image tokens beyond its {} images", images.size()));
        const MergedGrid grid = images[image++];
        for (int y = 0; y < grid.height; ++y)
            for (int x = 0; x < grid.width; ++x, ++token) {
                if (token == length || ids[token] != imageId)
                    throw Error(ErrorCode::Mismatch,
                                fmt::format("image {} needs {} x {} image tokens, the prompt has {}", image,
                                            grid.height, grid.width, y * grid.width + x));
                place(token, positions.next, positions.next + y, positions.next + x);
                positions.imageRows.push_back(static_cast<std::int64_t>(token));
            }
        positions.next += std::max(grid.height, grid.width);
    }
    if (image != images.size())
        throw Error(ErrorCode::Mismatch,
                    fmt::format("the prompt has image tokens for {} of its {} images", image, images.size()));
    positions.delta = positions.next - static_cast<std::int64_t>(length);
    return positions;
}

} // namespace vrft
