// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A run's metrics as columns, and what charts need of them: means over steps, extremes a pixel column, axes
// with round numbers.
//
// Superseded records stand apart (`superseded`). Where a record lacks a metric stands NaN. Thread rule:
// values and pure functions.
#pragma once

#include "core/run/run_reader.h"

#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace vrft::ui {

// The values of one metric. Copies share all but the last few, so that a picture of a long run costs little
// beside the one before it.
class MetricColumn {
public:
    std::size_t size() const { return full_.size() * kBlock + tail_.size(); }
    double operator[](std::size_t i) const {
        return i / kBlock < full_.size() ? (*full_[i / kBlock])[i % kBlock] : tail_[i % kBlock];
    }
    void push(double value);
    void pad(std::size_t size); // with NaN up to `size` values

private:
    static constexpr std::size_t kBlock = 256;
    std::vector<std::shared_ptr<const std::vector<double>>> full_;
    std::vector<double> tail_; // shorter than a block
};

class MetricColumns {
public:
    void add(const MetricsRecord& record);

    std::size_t size() const { return steps_.size(); }
    const std::vector<int>& steps() const { return steps_; } // rising; a step may occur twice (two stages)
    const std::vector<double>& times() const { return times_; }
    const MetricColumn* find(const std::string& key) const; // null: no record has it
    const std::map<std::string, MetricColumn>& columns() const { return columns_; }

    // The first or last value that is one, with its step.
    std::optional<std::pair<int, double>> first(const std::string& key) const;
    std::optional<std::pair<int, double>> last(const std::string& key) const;
    // The value of the record nearest to `step` that has one.
    std::optional<std::pair<int, double>> nearest(const std::string& key, int step) const;
    // Steps at which a later stage begins, with its name.
    const std::vector<std::pair<int, std::string>>& stages() const { return stages_; }

    // Steps after which the run was resumed, rising, each once; what later steps had written before stands in
    // `superseded`: in the order of the file, so that steps fall where another resume took records back.
    // Null: none did.
    void setResumes(const std::vector<int>& steps, std::shared_ptr<const MetricColumns> superseded);
    const std::vector<int>& resumes() const { return resumes_; }
    const MetricColumns* superseded() const { return superseded_.get(); }

private:
    std::vector<int> steps_;
    std::vector<double> times_;
    std::map<std::string, MetricColumn> columns_;
    std::vector<std::pair<int, std::string>> stages_;
    std::string stage_;
    std::vector<int> resumes_;
    std::shared_ptr<const MetricColumns> superseded_;
};

struct MetricPoint {
    double step = 0;
    double value = 0;
    bool operator==(const MetricPoint&) const = default;
};

// The values that are ones, in the order of their steps.
std::vector<MetricPoint> pointsOf(const MetricColumns& columns, const std::string& key, double factor = 1);

// Each point's mean with up to `window` - 1 points before it.
std::vector<MetricPoint> trailingMean(std::span<const MetricPoint> points, std::size_t window);

// The least and the largest value of each of `count` equal parts of [from, to).
struct PixelColumn {
    int column = 0;
    double low = 0;
    double high = 0;
    double last = 0;
};
std::vector<PixelColumn> decimated(std::span<const MetricPoint> points, double from, double to, int count);

struct Axis {
    double low = 0;
    double high = 1;
    double tick = 0.5; // between labels
    bool operator==(const Axis&) const = default;
};
// An axis of three to six labels at round numbers that holds [low, high].
Axis roundAxis(double low, double high);
// `axis`, or a larger one where [low, high] doesn't fit: it grows and never shrinks.
Axis grown(const Axis& axis, double low, double high);

} // namespace vrft::ui
