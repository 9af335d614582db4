// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewer/measurement.h"

#include "ui/widgets/text.h"

#include <QCoreApplication>
#include <numbers>

namespace vrft::ui {

namespace {

struct MeasurementTexts {
    Q_DECLARE_TR_FUNCTIONS(MeasurementTexts)
};

} // namespace

double lengthOf(const Measurement& measurement, const std::optional<std::array<double, 2>>& spacing_mm) {
    const QPointF delta = measurement.b - measurement.a;
    if (!spacing_mm) return std::hypot(delta.x(), delta.y());
    return std::hypot(delta.x() * (*spacing_mm)[1], delta.y() * (*spacing_mm)[0]);
}

RegionStatistics statisticsOf(const Measurement& measurement, const ViewerFrame& frame) {
    RegionStatistics result;
    const double radiusX = std::abs(measurement.b.x() - measurement.a.x()) / 2;
    const double radiusY = std::abs(measurement.b.y() - measurement.a.y()) / 2;
    const QPointF middle = (measurement.a + measurement.b) / 2;
    result.area = std::numbers::pi * radiusX * radiusY;
    if (const auto& spacing = frame.attributes.spacing_mm) {
        result.area *= (*spacing)[0] * (*spacing)[1];
        result.inMm = true;
    }
    if (!frame.grey() || radiusX <= 0 || radiusY <= 0) return result;
    const int top = std::max(0, static_cast<int>(std::floor(middle.y() - radiusY)));
    const int bottom = std::min(frame.height - 1, static_cast<int>(std::ceil(middle.y() + radiusY)));
    const int left = std::max(0, static_cast<int>(std::floor(middle.x() - radiusX)));
    const int right = std::min(frame.width - 1, static_cast<int>(std::ceil(middle.x() + radiusX)));
    double mean = 0;
    double squares = 0; // Welford: stays exact for large values
    for (int row = top; row <= bottom; ++row) {
        for (int column = left; column <= right; ++column) {
            const double x = (column + 0.5 - middle.x()) / radiusX;
            const double y = (row + 0.5 - middle.y()) / radiusY;
            if (x * x + y * y > 1) continue;
            const double value = frame.valueAt(column, row);
            if (!std::isfinite(value)) continue;
            result.num_pixels += 1;
            const double delta = value - mean;
            mean += delta / static_cast<double>(result.num_pixels);
            squares += delta * (value - mean);
            result.smallest = result.num_pixels == 1 ? value : std::min(result.smallest, value);
            result.largest = result.num_pixels == 1 ? value : std::max(result.largest, value);
        }
    }
    result.mean = mean;
    if (result.num_pixels > 1) result.sd = std::sqrt(squares / static_cast<double>(result.num_pixels - 1));
    return result;
}

QStringList describe(const Measurement& measurement, const ViewerFrame& frame) {
    if (measurement.kind == Measurement::Kind::Length) {
        const auto& spacing = frame.attributes.spacing_mm;
        const double value = lengthOf(measurement, spacing);
        return {spacing ? MeasurementTexts::tr("%1 mm").arg(figure(value, 1))
                        : MeasurementTexts::tr("%1 pixels").arg(figure(value, 1))};
    }
    const RegionStatistics statistics = statisticsOf(measurement, frame);
    const QString area = statistics.inMm
                             ? MeasurementTexts::tr("Area %1 mm²").arg(figure(statistics.area, 1))
                             : MeasurementTexts::tr("Area %1 pixels").arg(figure(statistics.area, 0));
    if (statistics.num_pixels == 0) return {area};
    return {MeasurementTexts::tr("Mean %1").arg(frame.withUnit(figure(statistics.mean, 1))),
            MeasurementTexts::tr("SD %1").arg(frame.withUnit(figure(statistics.sd, 1))), area};
}

} // namespace vrft::ui
