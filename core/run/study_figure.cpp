// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/run/study_figure.h"
#include "core/markup.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace vrft {

namespace {

// Pixels of the drawing.
constexpr double kWidth = 930;
constexpr double kLabelRight = 260; // where row names end
constexpr double kPlotLeft = 280;
constexpr double kPlotRight = 680;
constexpr double kValueLeft = 700;
constexpr double kRowHeight = 28;
constexpr double kPanelHead = 64; // title and column heads
constexpr double kPanelFoot = 84; // axis, its title and the legend
constexpr double kSquare = 9;
constexpr std::size_t kLongestRow = 36; // letters of a row's name

constexpr std::string_view kInk = "#1f2933";
constexpr std::string_view kSoftInk = "#52606d";
constexpr std::string_view kGrid = "#e4e7eb";
constexpr std::string_view kMark = "#1f5f99";
constexpr std::string_view kControlMark = "#8a6d1f";
constexpr std::string_view kMajority = "#b42318";
constexpr std::string_view kPlain = "#2f7d4f";

std::string text(double x, double y, std::string_view anchor, std::string_view colour,
                 const std::string& content, std::string_view style = "") {
    return fmt::format(R"(<text x="{:.1f}" y="{:.1f}" text-anchor="{}" fill="{}"{}>{}</text>)"
                       "\n",
                       x, y, anchor, colour, style, escapeMarkup(content));
}

std::string line(double x1, double y1, double x2, double y2, std::string_view colour, double width,
                 std::string_view dash = "") {
    const std::string dashes = dash.empty() ? "" : fmt::format(R"( stroke-dasharray="{}")", dash);
    return fmt::format(
        R"(<line x1="{:.1f}" y1="{:.1f}" x2="{:.1f}" y2="{:.1f}" stroke="{}" stroke-width="{}"{}/>)"
        "\n",
        x1, y1, x2, y2, colour, width, dashes);
}

// A readable axis over [low, high]: steps of 1, 2 or 5 times a power of ten, about five of them.
struct Axis {
    double low = 0;
    double high = 1;
    double step = 0.2;

    double x(double value) const {
        return kPlotLeft + (value - low) / (high - low) * (kPlotRight - kPlotLeft);
    }
};

Axis axisFor(double low, double high) {
    if (high - low < 0.02) {
        low -= 0.01;
        high += 0.01;
    }
    const double rough = (high - low) / 5;
    const double power = std::pow(10, std::floor(std::log10(rough)));
    const double ratio = rough / power;
    Axis axis;
    axis.step = power * (ratio <= 1 ? 1 : ratio <= 2 ? 2 : ratio <= 5 ? 5 : 10);
    axis.low = std::floor(low / axis.step + 1e-9) * axis.step;
    axis.high = std::ceil(high / axis.step - 1e-9) * axis.step;
    return axis;
}

struct Panel {
    std::string dataset;
    std::string measure;
    std::vector<const StudyRow*> rows;
    std::optional<double> majority;
    std::optional<double> plain; // mean of plain rft
};

std::vector<Panel> panelsOf(const std::vector<StudyRow>& rows) {
    std::vector<Panel> panels;
    for (const StudyRow& row : rows) {
        auto panel = std::find_if(panels.begin(), panels.end(),
                                  [&row](const Panel& known) { return known.dataset == row.dataset; });
        if (panel == panels.end())
            panel = panels.insert(panels.end(), {row.dataset, row.measure, {}, {}, {}});
        panel->rows.push_back(&row);
        if (row.majority && row.measure == "accuracy") panel->majority = row.majority;
        if (row.plain && row.value) panel->plain = row.value->value;
    }
    return panels;
}

Axis axisOf(const Panel& panel) {
    std::vector<double> values;
    for (const StudyRow* row : panel.rows) {
        for (const SeedResult& seed : row->seeds) {
            if (seed.value) values.push_back(*seed.value);
        }
        if (!row->value) continue;
        values.push_back(row->value->value);
        if (row->value->low) values.push_back(*row->value->low);
        if (row->value->high) values.push_back(*row->value->high);
    }
    for (const auto& reference : {panel.majority, panel.plain}) {
        if (reference) values.push_back(*reference);
    }
    if (values.empty()) return axisFor(0, 1);
    const auto [low, high] = std::minmax_element(values.begin(), values.end());
    return axisFor(*low, *high);
}

std::string valueText(const StudyRow& row) {
    if (!row.value) return "no finished run";
    std::string out = fmt::format("{:.3f}", row.value->value);
    if (row.value->low && row.value->high)
        out += fmt::format("  [{:.3f}, {:.3f}]", *row.value->low, *row.value->high);
    if (row.rise) out += fmt::format("  {:+.3f}", row.rise->value);
    return out;
}

// Whole letters, as many as have room.
std::string shownName(const StudyRow& row) {
    std::string name;
    std::size_t letters = 0;
    for (const char c : row.row) {
        if ((static_cast<unsigned char>(c) & 0xC0U) != 0x80U && ++letters > kLongestRow) {
            name += "…";
            break;
        }
        name += c;
    }
    return row.control ? name + " (control)" : name;
}

std::string rowMarks(const StudyRow& row, const Axis& axis, double y) {
    std::string svg = text(kLabelRight, y + 4, "end", kInk, shownName(row));
    if (row.refused)
        return svg + text(kPlotLeft, y + 4, "start", kSoftInk, "refused: " + *row.refused,
                          R"( font-style="italic" paint-order="stroke" stroke="#ffffff" stroke-width="4")");
    const std::string_view colour = row.control ? kControlMark : kMark;
    for (const SeedResult& seed : row.seeds) {
        if (seed.value)
            svg += fmt::format(R"(<circle cx="{:.1f}" cy="{:.1f}" r="2.2" fill="{}" fill-opacity="0.35"/>)"
                               "\n",
                               axis.x(*seed.value), y + 8, colour);
    }
    if (row.value) {
        if (row.value->low && row.value->high) {
            const double low = axis.x(*row.value->low);
            const double high = axis.x(*row.value->high);
            svg += line(low, y, high, y, colour, 2);
            for (const double end : {low, high})
                svg += line(end, y - 4, end, y + 4, colour, 2);
        }
        svg += fmt::format(R"(<rect x="{:.1f}" y="{:.1f}" width="{}" height="{}" fill="{}"/>)"
                           "\n",
                           axis.x(row.value->value) - kSquare / 2, y - kSquare / 2, kSquare, kSquare, colour);
    }
    return svg + text(kValueLeft, y + 4, "start", row.value ? kInk : kSoftInk, valueText(row));
}

std::string axisMarks(const Panel& panel, const Axis& axis, double top, double bottom) {
    std::string svg;
    const int decimals = std::max(0, static_cast<int>(std::ceil(-std::log10(axis.step) - 1e-9)));
    const int ticks = static_cast<int>(std::lround((axis.high - axis.low) / axis.step));
    for (int i = 0; i <= ticks; ++i) {
        const double value = axis.low + i * axis.step;
        svg += line(axis.x(value), top, axis.x(value), bottom, kGrid, 1);
        svg += text(axis.x(value), bottom + 16, "middle", kSoftInk, fmt::format("{:.{}f}", value, decimals));
    }
    svg += line(kPlotLeft, bottom, kPlotRight, bottom, kSoftInk, 1);
    svg += text((kPlotLeft + kPlotRight) / 2, bottom + 36, "middle", kSoftInk,
                panel.measure == "iou" ? "mean IoU on the test split" : "accuracy on the test split");
    double x = kPlotLeft;
    const auto reference = [&](const std::optional<double>& value, std::string_view colour,
                               std::string_view dash, const std::string& name) {
        if (!value) return;
        svg += line(axis.x(*value), top, axis.x(*value), bottom, colour, 1.5, dash);
        svg += line(x, bottom + 55, x + 24, bottom + 55, colour, 1.5, dash);
        svg += text(x + 30, bottom + 59, "start", kInk, fmt::format("{} {:.3f}", name, *value));
        x += 200;
    };
    reference(panel.majority, kMajority, "2 3", "majority class");
    reference(panel.plain, kPlain, "7 4", "plain rft");
    return svg;
}

std::string panelSvg(const Panel& panel, double top) {
    const Axis axis = axisOf(panel);
    const double rowsTop = top + kPanelHead;
    const double bottom = rowsTop + kRowHeight * static_cast<double>(panel.rows.size());
    std::size_t seeds = 0;
    for (const StudyRow* row : panel.rows)
        seeds = std::max(seeds, row->seeds.size());
    std::string svg =
        text(20, top + 24, "start", kInk, panel.dataset, R"( font-size="17" font-weight="bold")");
    svg += text(20, top + 44, "start", kSoftInk,
                fmt::format("square: mean of {} seed{}; line: 95 % interval (Student-t); dots: single seeds",
                            seeds, seeds == 1 ? "" : "s"));
    svg += text(kValueLeft, top + 44, "start", kSoftInk, "mean  [95 % interval]  rise");
    svg += axisMarks(panel, axis, rowsTop, bottom);
    double y = rowsTop + kRowHeight / 2;
    for (const StudyRow* row : panel.rows) {
        svg += rowMarks(*row, axis, y);
        y += kRowHeight;
    }
    return svg;
}

} // namespace

std::string studyFigureSvg(const std::vector<StudyRow>& rows) {
    std::string body;
    double top = 10;
    for (const Panel& panel : panelsOf(rows)) {
        body += panelSvg(panel, top);
        top += kPanelHead + kRowHeight * static_cast<double>(panel.rows.size()) + kPanelFoot;
    }
    return fmt::format(
        R"(<svg xmlns="http://www.w3.org/2000/svg" width="{0:.0f}" height="{1:.0f}" viewBox="0 0 {0:.0f} {1:.0f}" )"
        R"(font-family="Noto Sans, DejaVu Sans, Helvetica, Arial, sans-serif" font-size="13">)"
        "\n<title>Strategies compared</title>\n"
        R"(<rect width="100%" height="100%" fill="#ffffff"/>)"
        "\n{2}</svg>\n",
        kWidth, top, body);
}

} // namespace vrft
