// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/figure_table.h"

#include "ui/widgets/text.h"

#include <QAbstractTableModel>
#include <QFont>
#include <QHeaderView>
#include <QPixmap>
#include <algorithm>
#include <cmath>

namespace vrft::ui {

namespace {

constexpr int kRowHeight = 28;
constexpr int kHeadHeight = 28;
constexpr int kColourSquare = 12;
constexpr int kColumnGap = 8;

} // namespace

class FigureTableModel final : public QAbstractTableModel {
public:
    using QAbstractTableModel::QAbstractTableModel;

    void set(std::vector<FigureColumn> columns, std::vector<std::vector<FigureCell>> rows) {
        beginResetModel();
        columns_ = std::move(columns);
        rows_ = std::move(rows);
        endResetModel();
    }
    int rowCount(const QModelIndex& parent = {}) const override {
        return parent.isValid() ? 0 : static_cast<int>(rows_.size());
    }
    int columnCount(const QModelIndex& parent = {}) const override {
        return parent.isValid() ? 0 : static_cast<int>(columns_.size());
    }
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    Qt::Alignment alignment(int column) const {
        return (columns_[static_cast<std::size_t>(column)].number ? Qt::AlignRight : Qt::AlignLeft) |
               Qt::AlignVCenter;
    }

    std::vector<FigureColumn> columns_;
    std::vector<std::vector<FigureCell>> rows_;
};

QVariant FigureTableModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) return {};
    const auto& row = rows_[static_cast<std::size_t>(index.row())];
    if (static_cast<std::size_t>(index.column()) >= row.size()) return {};
    const FigureCell& cell = row[static_cast<std::size_t>(index.column())];
    switch (role) {
    case Qt::DisplayRole:
        return cell.text;
    case Qt::ToolTipRole:
        return plainToolTip(cell.tip.isEmpty() ? cell.text : cell.tip);
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(alignment(index.column()));
    case Qt::FontRole: {
        QFont font;
        font.setBold(cell.strong);
        return font;
    }
    case Qt::BackgroundRole: {
        if (cell.shade <= 0) return {};
        QColor ground = colour(Token::S1);
        ground.setAlphaF(static_cast<float>(0.42 * std::pow(cell.shade, 0.45)));
        return ground;
    }
    default:
        return {};
    }
}

QVariant FigureTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    const FigureColumn& column = columns_[static_cast<std::size_t>(section)];
    if (role == Qt::DisplayRole) return column.name;
    if (role == Qt::ToolTipRole) return plainToolTip(column.name);
    if (role == Qt::TextAlignmentRole) return QVariant::fromValue(alignment(section));
    if (role == Qt::DecorationRole && column.colour) {
        QPixmap square(kColourSquare, kColourSquare);
        square.fill(colour(*column.colour));
        return square;
    }
    return {};
}

void setUpFigures(QTableView& table) {
    table.setShowGrid(false);
    table.setWordWrap(false);
    table.setTabKeyNavigation(false);
    table.setSelectionBehavior(QAbstractItemView::SelectRows);
    table.setSelectionMode(QAbstractItemView::SingleSelection);
    table.setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    table.verticalHeader()->hide();
    table.verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    QHeaderView& head = *table.horizontalHeader();
    head.setSectionResizeMode(QHeaderView::Fixed);
    head.setMinimumSectionSize(24);
    head.setTextElideMode(Qt::ElideRight);
    head.setHighlightSections(false);
}

FigureTable::FigureTable(const QString& name, int mostRows, QWidget* parent)
    : QTableView(parent)
    , model_(new FigureTableModel(this))
    , mostRows_(mostRows) {
    setAccessibleName(name);
    setToolTip(name);
    setModel(model_);
    setUpFigures(*this);
    setTextElideMode(Qt::ElideRight);
    fit();
}

void FigureTable::set(std::vector<FigureColumn> columns, std::vector<std::vector<FigureCell>> rows) {
    model_->set(std::move(columns), std::move(rows));
    fit();
}

QString FigureTable::text(int row, int column) const {
    return model_->index(row, column).data().toString();
}

int FigureTable::numRows() const {
    return model_->rowCount();
}

void FigureTable::changeEvent(QEvent* event) {
    QTableView::changeEvent(event);
    if (event->type() == QEvent::StyleChange || event->type() == QEvent::FontChange) fit();
}

void FigureTable::fit() {
    verticalHeader()->setDefaultSectionSize(textPixels(kRowHeight));
    horizontalHeader()->setFixedHeight(textPixels(kHeadHeight));
    const int rows = std::clamp(numRows(), 1, mostRows_);
    setFixedHeight(textPixels(kHeadHeight) + rows * textPixels(kRowHeight) + 2 * frameWidth());
    fitColumns();
}

void FigureTable::resizeEvent(QResizeEvent* event) {
    QTableView::resizeEvent(event);
    fitColumns();
}

// Columns are as wide as their words; what is left goes to all but the first, what lacks is taken from all
// in proportion.
void FigureTable::fitColumns() {
    const int count = model_->columnCount();
    if (count == 0) return;
    std::vector<int> widths;
    int whole = 0;
    for (int column = 0; column < count; ++column) {
        widths.push_back(std::max(sizeHintForColumn(column), horizontalHeader()->sectionSizeHint(column)) +
                         kColumnGap);
        whole += widths.back();
    }
    const int room = viewport()->width();
    int left = room;
    for (int column = 0; column < count; ++column) {
        int width = widths[static_cast<std::size_t>(column)];
        if (whole > room)
            width = width * room / whole;
        else if (column > 0)
            width += (room - whole) / (count - 1);
        if (column + 1 == count) width = std::max(width, left);
        setColumnWidth(column, width);
        left -= width;
    }
}

} // namespace vrft::ui
