// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "app/engine/pictures.h"
#include "core/error.h"
#include "core/markup.h"
#include "core/run/run_reader.h"

#include <fmt/format.h>

namespace vrft::engine {

namespace fs = std::filesystem;

namespace {

constexpr double kLeft = 64;
constexpr double kWidth = 760;
constexpr double kPanelHeight = 220;
constexpr double kPanelGap = 70;
constexpr double kTop = 56;
constexpr const char* kText = "#434B54";
constexpr const char* kGrid = "#CFD5DB";

struct Point {
    int step = 0;
    double value = 0;
};

std::vector<Point> pointsOf(const std::vector<MetricsRecord>& records, const std::string& key) {
    std::vector<Point> points;
    for (const MetricsRecord& record : records)
        if (const auto found = record.values.find(key);
            found != record.values.end() && std::isfinite(found->second))
            points.push_back({record.step, found->second});
    return points;
}

// One panel: its place on the page and the range of its values.
class Panel {
public:
    Panel(int index, int lastStep, double low, double high)
        : top_(kTop + index * (kPanelHeight + kPanelGap))
        , lastStep_(std::max(lastStep, 1))
        , low_(low)
        , high_(high > low ? high : low + 1) {}

    double x(double step) const { return kLeft + step / lastStep_ * kWidth; }
    double y(double value) const {
        return top_ + kPanelHeight - (std::clamp(value, low_, high_) - low_) / (high_ - low_) * kPanelHeight;
    }

    std::string frame(const std::string& title) const {
        std::string out = fmt::format(
            "<text x=\"{}\" y=\"{}\" font-size=\"13\" font-weight=\"700\" fill=\"#1A1D21\">{}</text>\n",
            kLeft, top_ - 14, title);
        for (int i = 0; i <= 4; ++i) {
            const double value = low_ + (high_ - low_) * i / 4;
            out += fmt::format("<line x1=\"{0}\" x2=\"{1}\" y1=\"{2:.1f}\" y2=\"{2:.1f}\" stroke=\"{3}\"/>\n"
                               "<text x=\"{4}\" y=\"{5:.1f}\" font-size=\"11\" text-anchor=\"end\" "
                               "fill=\"{6}\">{7:.2f}</text>\n",
                               kLeft, kLeft + kWidth, y(value), kGrid, kLeft - 8, y(value) + 4, kText, value);
        }
        for (int i = 0; i <= 4; ++i) {
            const int step = lastStep_ * i / 4;
            out += fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" font-size=\"11\" text-anchor=\"middle\" "
                               "fill=\"{}\">{}{}</text>\n",
                               x(step), top_ + kPanelHeight + 18, kText, i == 4 ? "step " : "", step);
        }
        return out;
    }

    std::string line(const std::vector<Point>& points, const char* colour, double width,
                     const char* more = "") const {
        if (points.empty()) return {};
        std::string path;
        for (const Point& point : points)
            path += fmt::format("{:.1f},{:.1f} ", x(point.step), y(point.value));
        return fmt::format("<polyline points=\"{}\" fill=\"none\" stroke=\"{}\" stroke-width=\"{}\" {}/>\n",
                           path, colour, width, more);
    }

    std::string band(const std::vector<Point>& low, const std::vector<Point>& high,
                     const char* colour) const {
        if (low.empty() || low.size() != high.size()) return {};
        std::string path;
        for (const Point& point : high)
            path += fmt::format("{:.1f},{:.1f} ", x(point.step), y(point.value));
        for (auto point = low.rbegin(); point != low.rend(); ++point)
            path += fmt::format("{:.1f},{:.1f} ", x(point->step), y(point->value));
        return fmt::format("<polygon points=\"{}\" fill=\"{}\" fill-opacity=\"0.2\"/>\n", path, colour);
    }

    std::string label(const Point& point, const std::string& text, const char* colour) const {
        return fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" font-size=\"11\" fill=\"{}\">{}</text>\n",
                           x(point.step) + 6, y(point.value) + 4, colour, text);
    }

private:
    double top_;
    int lastStep_;
    double low_;
    double high_;
};

std::vector<Point> runningMean(const std::vector<Point>& points, std::size_t window) {
    std::vector<Point> means;
    double sum = 0;
    for (std::size_t i = 0; i < points.size(); ++i) {
        sum += points[i].value;
        if (i >= window) sum -= points[i - window].value;
        means.push_back({points[i].step, sum / double(std::min(i + 1, window))});
    }
    return means;
}

} // namespace

std::string curvesSvg(const fs::path& run) {
    const RunInfo info = readRun(run);
    MetricsLog log(run);
    while (log.poll() > 0) {
    }
    const std::vector<MetricsRecord> records = log.effective();
    if (records.empty())
        throw Error(ErrorCode::NotFound, "the run has no metrics yet", run.string(),
                    "Train it first: vrftaug-engine train RUN");
    const int lastStep = records.back().step;

    const std::vector<Point> score = pointsOf(records, "heldout/score");
    const std::vector<Point> accuracy = pointsOf(records, "heldout/accuracy");
    const std::vector<Point>& head = accuracy.empty() ? score : accuracy;
    const std::vector<Point> majority = pointsOf(records, "heldout/majority");
    const Panel heldout(0, lastStep, 0, 1);
    std::string svg = fmt::format(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0}\" height=\"{1}\" viewBox=\"0 0 {0} {1}\" "
        "font-family=\"Noto Sans, DejaVu Sans, sans-serif\">\n<rect width=\"100%\" height=\"100%\" "
        "fill=\"#FAFBFC\"/>\n",
        kLeft + kWidth + 110, kTop + 2 * kPanelHeight + kPanelGap + 50);
    svg +=
        heldout.frame(accuracy.empty() ? "Held-out score (validation patients)"
                                       : "Held-out accuracy (validation patients), 95 % interval by patient");
    svg += heldout.band(pointsOf(records, "heldout/accuracy_low"), pointsOf(records, "heldout/accuracy_high"),
                        "#0072B2");
    svg += heldout.line(head, "#0072B2", 2);
    if (!head.empty()) svg += heldout.label(head.back(), fmt::format("{:.3f}", head.back().value), "#0072B2");
    svg += heldout.line(majority, "#59626C", 1, "stroke-dasharray=\"5 4\"");
    if (!majority.empty()) svg += heldout.label(majority.back(), "majority answer", "#59626C");

    // Supervised runs have no sampled answers.
    std::vector<Point> reward = pointsOf(records, "reward/mean");
    const bool supervised = reward.empty();
    if (supervised) reward = pointsOf(records, "loss");
    double low = 0;
    double high = 1;
    for (const Point& point : reward) {
        low = std::min(low, point.value);
        high = std::max(high, point.value);
    }
    const Panel rewards(1, lastStep, low, high);
    svg += rewards.frame(supervised ? "Loss of the supervised targets, and its mean over 15 steps"
                                    : "Mean reward of the sampled answers, and its mean over 15 steps");
    svg += rewards.line(reward, "#B36B00", 1, "stroke-opacity=\"0.3\"");
    const std::vector<Point> smooth = runningMean(reward, 15);
    svg += rewards.line(smooth, "#B36B00", 2);
    if (!smooth.empty())
        svg += rewards.label(smooth.back(), fmt::format("{:.3f}", smooth.back().value), "#B36B00");
    svg += fmt::format("<text x=\"{}\" y=\"22\" font-size=\"12\" fill=\"{}\">{} · {} · seed {} · for "
                       "research use only</text>\n",
                       kLeft, kText, escapeMarkup(info.name), info.recipe.preset, info.recipe.seed);
    return svg + "</svg>\n";
}

} // namespace vrft::engine
