// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Boxes as policies write them, and their way between the frames.
#include "core/prompt/completion.h"
#include "core/text/unicode.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>

namespace vrft {

namespace {

constexpr int kThousandths = 1000;

Size textSide(const BoxFrame& frame) {
    return frame.units == BoxUnits::Thousandths ? Size{kThousandths, kThousandths} : frame.model;
}

// Takes one number off the front of `rest`; what a double can't hold counts as infinite.
bool takeNumber(std::string_view& rest, double& value) {
    if (rest.starts_with('+') && rest.substr(1, 1) != "-") rest.remove_prefix(1);
    const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), value);
    if (error == std::errc::invalid_argument) return false;
    if (error == std::errc::result_out_of_range) value = std::numeric_limits<double>::infinity();
    rest.remove_prefix(static_cast<std::size_t>(end - rest.data()));
    return true;
}

bool takeSign(std::string_view& rest, char sign) {
    rest = trim(rest);
    if (!rest.starts_with(sign)) return false;
    rest = trim(rest.substr(1));
    return true;
}

// `end`: how much of `text` it takes.
std::optional<Box> boxAt(std::string_view text, std::size_t& end) {
    std::string_view rest = text;
    std::array<double, 4> numbers{};
    if (!takeSign(rest, '[')) return std::nullopt;
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        if (!takeNumber(rest, numbers[i]) || !takeSign(rest, i + 1 < numbers.size() ? ',' : ']'))
            return std::nullopt;
    }
    end = text.substr(0, text.size() - rest.size()).rfind(']') + 1;
    return Box{numbers[0], numbers[1], numbers[2], numbers[3]};
}

} // namespace

Box BoxFrame::toImage(const Box& inText) const {
    const Size side = textSide(*this);
    return scaled(inText, static_cast<double>(image.width) / side.width,
                  static_cast<double>(image.height) / side.height);
}

Box BoxFrame::toText(const Box& stored) const {
    const Size side = textSide(*this);
    return scaled(stored, static_cast<double>(side.width) / image.width,
                  static_cast<double>(side.height) / image.height);
}

std::vector<BoxInText> locateBoxes(std::string_view text) {
    std::vector<BoxInText> boxes;
    text = text.substr(0, static_cast<std::size_t>(trim(text).end() - text.begin())); // keeps trims short
    for (std::size_t at = text.find('['); at != std::string_view::npos; at = text.find('[', at + 1)) {
        std::size_t length = 0;
        if (const std::optional<Box> box = boxAt(text.substr(at), length))
            boxes.push_back({*box, at, at + length});
    }
    return boxes;
}

std::vector<Box> parseBoxes(std::string_view answer) {
    std::vector<Box> boxes;
    for (const BoxInText& found : locateBoxes(answer))
        boxes.push_back(found.box);
    return boxes;
}

std::vector<Box> parseBoxes(std::string_view answer, const BoxFrame& frame) {
    std::vector<Box> boxes = parseBoxes(answer);
    for (Box& box : boxes)
        box = frame.toImage(box);
    return boxes;
}

} // namespace vrft
