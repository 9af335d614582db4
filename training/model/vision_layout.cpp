// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "training/model/vision_layout.h"

#include <algorithm>

namespace vrft {

std::vector<PatchPlace> patchPlaces(int gridHeight, int gridWidth, int merge) {
    std::vector<PatchPlace> places;
    for (int blockRow = 0; blockRow < gridHeight; blockRow += merge)
        for (int blockColumn = 0; blockColumn < gridWidth; blockColumn += merge)
            for (int row = 0; row < merge; ++row)
                for (int column = 0; column < merge; ++column)
                    places.push_back({blockRow + row, blockColumn + column});
    return places;
}

WindowIndex windowIndex(int gridHeight, int gridWidth, int merge, int windowCells) {
    const int height = gridHeight / merge;
    const int width = gridWidth / merge;
    WindowIndex index;
    index.cumulated.push_back(0);
    for (int top = 0; top < height; top += windowCells)
        for (int left = 0; left < width; left += windowCells) {
            for (int y = top; y < std::min(top + windowCells, height); ++y)
                for (int x = left; x < std::min(left + windowCells, width); ++x)
                    index.cells.push_back(y * width + x);
            index.cumulated.push_back(static_cast<std::int64_t>(index.cells.size()) * merge * merge);
        }
    return index;
}

VisionLayout visionLayout(int gridHeight, int gridWidth, int merge, int windowCells) {
    const WindowIndex index = windowIndex(gridHeight, gridWidth, merge, windowCells);
    const std::int64_t unit = std::int64_t{merge} * merge;
    struct Window {
        std::int64_t first; // patch in the reference's order
        std::int64_t patches;
    };
    std::vector<Window> windows;
    for (std::size_t i = 1; i < index.cumulated.size(); ++i)
        windows.push_back({index.cumulated[i - 1], index.cumulated[i] - index.cumulated[i - 1]});
    std::stable_sort(windows.begin(), windows.end(),
                     [](const Window& a, const Window& b) { return a.patches > b.patches; });

    VisionLayout layout;
    layout.cellPlace.resize(index.cells.size());
    std::int64_t place = 0;
    for (const Window& window : windows) {
        if (layout.classes.empty() || layout.classes.back().patches != window.patches)
            layout.classes.push_back({0, window.patches});
        ++layout.classes.back().windows;
        for (std::int64_t cell = window.first / unit; cell < (window.first + window.patches) / unit; ++cell) {
            const std::int64_t inputCell = index.cells[static_cast<std::size_t>(cell)];
            layout.cellPlace[static_cast<std::size_t>(inputCell)] = place++;
            for (std::int64_t patch = 0; patch < unit; ++patch)
                layout.patchOrder.push_back(inputCell * unit + patch);
        }
    }
    return layout;
}

} // namespace vrft
