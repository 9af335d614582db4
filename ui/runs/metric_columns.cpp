// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/metric_columns.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace vrft::ui {

namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

} // namespace

void MetricColumn::push(double value) {
    tail_.push_back(value);
    if (tail_.size() < kBlock) return;
    full_.push_back(std::make_shared<const std::vector<double>>(tail_));
    tail_.clear();
}

void MetricColumn::pad(std::size_t size) {
    while (this->size() < size)
        push(kNone);
}

void MetricColumns::add(const MetricsRecord& record) {
    const std::size_t before = steps_.size();
    steps_.push_back(record.step);
    times_.push_back(record.time);
    for (const auto& [key, value] : record.values) {
        auto& column = columns_[key];
        column.pad(before);
        column.push(value);
    }
    for (auto& [key, column] : columns_)
        column.pad(before + 1);
    if (record.stage.empty() || record.stage == stage_) return;
    if (!stage_.empty()) stages_.emplace_back(record.step, record.stage);
    stage_ = record.stage;
}

void MetricColumns::setResumes(const std::vector<int>& steps,
                               std::shared_ptr<const MetricColumns> superseded) {
    resumes_ = steps;
    std::sort(resumes_.begin(), resumes_.end());
    resumes_.erase(std::unique(resumes_.begin(), resumes_.end()), resumes_.end());
    superseded_ = std::move(superseded);
}

const MetricColumn* MetricColumns::find(const std::string& key) const {
    const auto found = columns_.find(key);
    return found == columns_.end() ? nullptr : &found->second;
}

std::optional<std::pair<int, double>> MetricColumns::first(const std::string& key) const {
    if (const auto* column = find(key))
        for (std::size_t i = 0; i < column->size(); ++i)
            if (std::isfinite((*column)[i])) return std::pair(steps_[i], (*column)[i]);
    return std::nullopt;
}

std::optional<std::pair<int, double>> MetricColumns::last(const std::string& key) const {
    if (const auto* column = find(key))
        for (std::size_t i = column->size(); i-- > 0;)
            if (std::isfinite((*column)[i])) return std::pair(steps_[i], (*column)[i]);
    return std::nullopt;
}

std::optional<std::pair<int, double>> MetricColumns::nearest(const std::string& key, int step) const {
    const auto* column = find(key);
    if (column == nullptr) return std::nullopt;
    const auto at = std::lower_bound(steps_.begin(), steps_.end(), step) - steps_.begin();
    std::optional<std::pair<int, double>> found;
    for (auto i = at; i < static_cast<std::ptrdiff_t>(steps_.size()); ++i)
        if (std::isfinite((*column)[static_cast<std::size_t>(i)])) {
            found = std::pair(steps_[static_cast<std::size_t>(i)], (*column)[static_cast<std::size_t>(i)]);
            break;
        }
    for (auto i = at - 1; i >= 0; --i) {
        const auto index = static_cast<std::size_t>(i);
        if (!std::isfinite((*column)[index])) continue;
        if (!found || step - steps_[index] < found->first - step)
            found = std::pair(steps_[index], (*column)[index]);
        break;
    }
    return found;
}

std::vector<MetricPoint> pointsOf(const MetricColumns& columns, const std::string& key, double factor) {
    std::vector<MetricPoint> points;
    const auto* column = columns.find(key);
    if (column == nullptr) return points;
    points.reserve(column->size());
    for (std::size_t i = 0; i < column->size(); ++i)
        if (std::isfinite((*column)[i]))
            points.push_back({static_cast<double>(columns.steps()[i]), (*column)[i] * factor});
    return points;
}

std::vector<MetricPoint> trailingMean(std::span<const MetricPoint> points, std::size_t window) {
    std::vector<MetricPoint> means;
    means.reserve(points.size());
    constexpr std::size_t kAnew =
        64; // points after which the sum begins anew, so that rounding isn't carried on
    double sum = 0;
    for (std::size_t i = 0; i < points.size(); ++i) {
        const std::size_t from = i + 1 >= window ? i + 1 - window : 0;
        if (i % kAnew == 0) {
            sum = 0;
            for (std::size_t j = from; j < i; ++j)
                sum += points[j].value;
        } else if (from > 0) {
            sum -= points[from - 1].value;
        }
        sum += points[i].value;
        means.push_back({points[i].step, sum / static_cast<double>(i + 1 - from)});
    }
    return means;
}

std::vector<PixelColumn> decimated(std::span<const MetricPoint> points, double from, double to, int count) {
    std::vector<PixelColumn> columns;
    if (count <= 0 || !(to > from)) return columns;
    const auto first = std::lower_bound(points.begin(), points.end(), from,
                                        [](const MetricPoint& p, double step) { return p.step < step; });
    for (auto point = first; point != points.end() && point->step <= to; ++point) {
        const int column = std::min(count - 1, static_cast<int>((point->step - from) / (to - from) * count));
        if (columns.empty() || columns.back().column != column)
            columns.push_back({column, point->value, point->value, point->value});
        PixelColumn& of = columns.back();
        of.low = std::min(of.low, point->value);
        of.high = std::max(of.high, point->value);
        of.last = point->value;
    }
    return columns;
}

Axis roundAxis(double low, double high) {
    if (!std::isfinite(low) || !std::isfinite(high)) return {};
    if (!(high > low)) high = low + (low == 0 ? 1 : std::abs(low));
    const double rough = (high - low) / 4;
    const double power = std::pow(10, std::floor(std::log10(rough)));
    double tick = 10 * power;
    for (const double factor : {1.0, 2.0, 5.0})
        if (rough <= factor * power * (1 + 1e-9)) {
            tick = factor * power;
            break;
        }
    Axis axis;
    axis.tick = tick;
    axis.low = std::floor(low / tick + 1e-9) * tick;
    axis.high = std::ceil(high / tick - 1e-9) * tick;
    if (axis.low == 0) axis.low = 0; // no −0
    return axis;
}

Axis grown(const Axis& axis, double low, double high) {
    if (!std::isfinite(low) || !std::isfinite(high)) return axis;
    if (low >= axis.low && high <= axis.high) return axis;
    return roundAxis(std::min(low, axis.low), std::max(high, axis.high));
}

} // namespace vrft::ui
