// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/chart_table.h"

#include "ui/widgets/text.h"

#include <cmath>

namespace vrft::ui {

void ChartTable::set(const ChartPlan& plan, std::shared_ptr<const MetricColumns> columns) {
    beginResetModel();
    plan_ = plan;
    columns_ = std::move(columns);
    rows_.clear();
    if (columns_)
        for (std::size_t i = columns_->size(); i-- > 0;)
            if (std::any_of(plan_.series.begin(), plan_.series.end(), [&](const PlanSeries& series) {
                    const auto* column = columns_->find(series.key);
                    return column != nullptr && std::isfinite((*column)[i]);
                }))
                rows_.push_back(i);
    endResetModel();
}

int ChartTable::stepOf(int row) const {
    return columns_->steps()[rows_[static_cast<std::size_t>(row)]];
}

int ChartTable::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(rows_.size());
}

int ChartTable::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(plan_.series.size()) + 1;
}

QVariant ChartTable::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) return {};
    if (role == Qt::TextAlignmentRole) return static_cast<int>(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole) return {};
    if (index.column() == 0)
        return plan_.across == Across::Steps ? grouped(stepOf(index.row()))
                                             : placeWords(plan_.across, stepOf(index.row()));
    const PlanSeries& series = plan_.series[static_cast<std::size_t>(index.column() - 1)];
    const std::size_t row = rows_[static_cast<std::size_t>(index.row())];
    const auto valueOf = [&](const std::string& key) {
        const auto* column = columns_->find(key);
        return column != nullptr ? (*column)[row] : std::nan("");
    };
    const double value = valueOf(series.key);
    if (!std::isfinite(value)) return QStringLiteral("—");
    QString text = figureText(plan_.kind, value * series.factor);
    const double low = valueOf(series.lowKey);
    const double high = valueOf(series.highKey);
    if (std::isfinite(low) && std::isfinite(high))
        text += tr(" (%1 to %2)").arg(figureText(plan_.kind, low), figureText(plan_.kind, high));
    return text;
}

QVariant ChartTable::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole) return static_cast<int>(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole) return {};
    if (section == 0) return plan_.across == Across::Steps ? tr("Step") : tr("Working time");
    return plan_.series[static_cast<std::size_t>(section - 1)].name;
}

} // namespace vrft::ui
