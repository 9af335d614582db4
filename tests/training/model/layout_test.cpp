// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Where things lie: golden vectors computed independently from the rules (patch ids, windows, positions,
// frequencies).
#include "core/error.h"
#include "training/model/positions.h"
#include "training/model/rope.h"
#include "training/model/vision_layout.h"

#include <doctest/doctest.h>

#include <numeric>

using namespace vrft;

namespace {

using Ints = std::vector<std::int64_t>;

Ints range(std::int64_t first, std::int64_t last) {
    Ints values(static_cast<std::size_t>(last - first + 1));
    std::iota(values.begin(), values.end(), first);
    return values;
}

Ints joined(const std::vector<Ints>& parts) {
    Ints all;
    for (const Ints& part : parts)
        all.insert(all.end(), part.begin(), part.end());
    return all;
}

} // namespace

TEST_CASE("patch_places_follow_merge_blocks") {
    const std::vector<std::pair<int, int>> expected = {{0, 0}, {0, 1}, {1, 0}, {1, 1}, {0, 2}, {0, 3},
                                                       {1, 2}, {1, 3}, {2, 0}, {2, 1}, {3, 0}, {3, 1},
                                                       {2, 2}, {2, 3}, {3, 2}, {3, 3}};
    std::vector<std::pair<int, int>> places;
    for (const PatchPlace& place : patchPlaces(4, 4, 2))
        places.emplace_back(place.row, place.column);
    CHECK(places == expected);
}

TEST_CASE("window_index_equals_the_reference") {
    const WindowIndex full = windowIndex(8, 8, 2, 4);
    CHECK(full.cumulated == Ints{0, 64});
    CHECK(full.cells == range(0, 15));
    const WindowIndex edge = windowIndex(10, 12, 2, 4);
    CHECK(edge.cumulated == Ints{0, 64, 96, 112, 120});
    CHECK(edge.cells == Ints{0,  1, 2, 3,  6,  7,  8,  9,  12, 13, 14, 15, 18, 19, 20,
                             21, 4, 5, 10, 11, 16, 17, 22, 23, 24, 25, 26, 27, 28, 29});
    const WindowIndex four = windowIndex(16, 16, 2, 4);
    CHECK(four.cumulated == Ints{0, 64, 128, 192, 256});
    CHECK(four.cells ==
          joined({range(0, 3), range(8, 11), range(16, 19), range(24, 27), range(4, 7), range(12, 15),
                  range(20, 23), range(28, 31), range(32, 35), range(40, 43), range(48, 51), range(56, 59),
                  range(36, 39), range(44, 47), range(52, 55), range(60, 63)}));
}

TEST_CASE("windows_of_two_images_accumulate_as_in_the_reference") {
    // get_window_index of the grids (1,4,4) and (1,10,12): cells and patches go on where the image before
    // ended.
    Ints cumulated = {0};
    Ints cells;
    for (const auto& [height, width] : std::vector<std::pair<int, int>>{{4, 4}, {10, 12}}) {
        const WindowIndex index = windowIndex(height, width, 2, 4);
        const std::int64_t patchesBefore = cumulated.back();
        const auto cellsBefore = static_cast<std::int64_t>(cells.size());
        REQUIRE(index.cumulated.front() == 0);
        for (std::size_t i = 1; i < index.cumulated.size(); ++i)
            cumulated.push_back(patchesBefore + index.cumulated[i]);
        for (const std::int64_t cell : index.cells)
            cells.push_back(cellsBefore + cell);
    }
    CHECK(cumulated == Ints{0, 16, 80, 112, 128, 136});
    CHECK(cells == joined({range(0, 3), range(4, 7), range(10, 13), range(16, 19), range(22, 25), range(8, 9),
                           range(14, 15), range(20, 21), range(26, 27), range(28, 31), range(32, 33)}));
}

TEST_CASE("our_order_groups_equal_windows_and_finds_every_cell_again") {
    for (const auto& [height, width, merge, window] : std::vector<std::array<int, 4>>{
             {10, 12, 2, 4}, {16, 16, 2, 4}, {8, 8, 2, 2}, {2, 22, 2, 4}, {9, 6, 3, 2}, {5, 7, 1, 4}}) {
        const VisionLayout layout = visionLayout(height, width, merge, window);
        const std::int64_t unit = merge * merge;
        CHECK(layout.patchOrder.size() == static_cast<std::size_t>(height * width));
        for (std::size_t cell = 0; cell < layout.cellPlace.size(); ++cell)
            for (std::int64_t patch = 0; patch < unit; ++patch)
                CHECK(layout.patchOrder[static_cast<std::size_t>(layout.cellPlace[cell] * unit + patch)] ==
                      static_cast<std::int64_t>(cell) * unit + patch);
        // Every window of our order is a window of the reference, as a set.
        const WindowIndex index = windowIndex(height, width, merge, window);
        std::set<std::set<std::int64_t>> expected;
        for (std::size_t i = 1; i < index.cumulated.size(); ++i) {
            std::set<std::int64_t> cells;
            for (std::int64_t p = index.cumulated[i - 1]; p < index.cumulated[i]; ++p)
                cells.insert(index.cells[static_cast<std::size_t>(p / unit)]);
            expected.insert(cells);
        }
        std::set<std::set<std::int64_t>> ours;
        std::int64_t position = 0;
        for (const WindowClass& part : layout.classes)
            for (std::int64_t w = 0; w < part.windows; ++w) {
                std::set<std::int64_t> cells;
                for (std::int64_t p = 0; p < part.patches; ++p)
                    cells.insert(layout.patchOrder[static_cast<std::size_t>(position++)] / unit);
                ours.insert(cells);
            }
        CHECK(ours == expected);
        CHECK(layout.classes.size() <= 4);
    }
}

TEST_CASE("positions_and_deltas_equal_the_reference") {
    constexpr int kImage = 9;
    std::vector<int> ids = {1, 2, 3};
    ids.insert(ids.end(), 4, kImage);
    ids.insert(ids.end(), {4, 5, 6, 7});
    const std::vector<MergedGrid> one = {{2, 2}};
    const MropePositions single = mropePositions(ids, kImage, one);
    CHECK(single.rows == Ints{0, 1, 2, 3, 3, 3, 3, 5, 6, 7, 8, 0, 1, 2, 3, 3, 4,
                              4, 5, 6, 7, 8, 0, 1, 2, 3, 4, 3, 4, 5, 6, 7, 8});
    CHECK(single.delta == -2);
    CHECK(single.next == 9);
    CHECK(single.imageRows == Ints{3, 4, 5, 6});

    ids = {1, 2, 3};
    ids.insert(ids.end(), 6, kImage);
    ids.insert(ids.end(), {4, 5});
    ids.insert(ids.end(), 8, kImage);
    ids.insert(ids.end(), {6, 7, 8});
    const std::vector<MergedGrid> two = {{2, 3}, {4, 2}};
    const MropePositions pair = mropePositions(ids, kImage, two);
    CHECK(pair.rows == Ints{0, 1, 2, 3, 3, 3, 3, 3, 3, 6, 7, 8, 8, 8, 8, 8,  8,  8,  8,  12, 13, 14,
                            0, 1, 2, 3, 3, 3, 4, 4, 4, 6, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 13, 14,
                            0, 1, 2, 3, 4, 5, 3, 4, 5, 6, 7, 8, 9, 8, 9, 8,  9,  8,  9,  12, 13, 14});
    CHECK(pair.delta == -7);
    CHECK_THROWS_AS(mropePositions(ids, kImage, one), Error);
    CHECK(mropePositions(std::vector<int>{1, 2}, kImage, {}).rows == Ints{0, 1, 0, 1, 0, 1});
}

TEST_CASE("inverse_frequencies_equal_the_reference") {
    const torch::Tensor vision = inverseFrequencies(40, 10000);
    CHECK(vision.numel() == 20);
    const auto near = [](const torch::Tensor& table, std::int64_t i, double expected) {
        CHECK(table[i].item<double>() == doctest::Approx(expected).epsilon(2e-7));
    };
    near(vision, 0, 1);
    near(vision, 1, 0.63095734);
    near(vision, 2, 0.39810717);
    near(vision, 3, 0.25118864);
    near(vision, 19, 1.5848932e-4);
    const torch::Tensor text = inverseFrequencies(128, 1e6);
    const std::vector<std::pair<std::int64_t, double>> expected = {{0, 1},
                                                                   {1, 0.80584219},
                                                                   {15, 0.039241898},
                                                                   {16, 0.031622777},
                                                                   {39, 2.2067341e-4},
                                                                   {40, 1.7782794e-4},
                                                                   {63, 1.2409378e-6}};
    for (const auto& [i, value] : expected)
        near(text, i, value);
}

TEST_CASE("frequencies_take_the_position_row_of_their_section") {
    const torch::Tensor inverse = inverseFrequencies(16, 1e6);
    const torch::Tensor positions = torch::tensor({{2}, {30}, {500}}, torch::kInt64);
    const RopeTable table = mropeTable(positions, inverse, {2, 3, 3}, torch::kFloat64);
    const std::vector<double> rows = {2, 2, 30, 30, 30, 500, 500, 500};
    for (std::int64_t i = 0; i < 8; ++i) {
        const float angle = static_cast<float>(rows[static_cast<std::size_t>(i)]) * inverse[i].item<float>();
        CHECK(table.cos_N1F[0][0][i].item<double>() == doctest::Approx(std::cos(angle)).epsilon(1e-6));
        CHECK(table.sin_N1F[0][0][i].item<double>() == doctest::Approx(std::sin(angle)).epsilon(1e-6));
    }
}
