// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/study_forest.h"

#include "ui/runs/chart_plan.h"
#include "ui/runs/figure_table.h"
#include "ui/runs/run_words.h"
#include "ui/widgets/phrases.h"
#include "ui/widgets/row_ground.h"
#include "ui/widgets/text.h"

#include <QAbstractTableModel>
#include <QHeaderView>
#include <QKeyEvent>
#include <QPainter>
#include <QStyledItemDelegate>
#include <algorithm>
#include <cmath>
#include <utility>

namespace vrft::ui {

namespace {

constexpr int kForestRow = 26;
constexpr int kForestHead = 28;
constexpr int kPlotEdge = 14; // pixels left and right of the axis
constexpr int kLeastPlot = 150;
constexpr int kForestGap = 8;
constexpr double kMeanSquare = 8;

QString boundsWords(const std::optional<Interval>& interval, bool withSign) {
    if (!interval || !interval->low || !interval->high) return QStringLiteral("—");
    const auto word = withSign ? run_words::signedShare : run_words::share;
    return StudyForest::tr("%1 to %2").arg(word(*interval->low), word(*interval->high));
}

Token inkOf(const StudyStrategyRow& row) {
    if (row.row == "sft") return Token::S3;
    if (row.row == "vrft-aug") return Token::S1;
    if (row.plain) return Token::S2;
    return Token::Text2;
}

Axis axisOf(const StudyDatasetTable& table) {
    std::vector<double> values;
    const auto take = [&](const std::optional<double>& value) {
        if (value) values.push_back(*value);
    };
    take(table.majority);
    for (const StudyStrategyRow& row : table.rows) {
        if (!row.value) continue;
        values.push_back(row.value->value);
        take(row.value->low);
        take(row.value->high);
    }
    if (values.empty()) return roundAxis(0, 1);
    const auto [low, high] = std::minmax_element(values.begin(), values.end());
    return roundAxis(*low, std::max(*high, *low + 0.05));
}

} // namespace

class StudyForestModel final : public QAbstractTableModel {
public:
    using QAbstractTableModel::QAbstractTableModel;

    void set(const StudyDatasetTable& table, const StudyRunWords& words) {
        const bool sameRows = table.rows.size() == table_.rows.size();
        if (!sameRows) beginResetModel();
        table_ = table;
        words_ = words;
        if (!sameRows)
            endResetModel();
        else if (!table_.rows.empty())
            Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
        Q_EMIT headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
    }
    const StudyDatasetTable& table() const { return table_; }

    int rowCount(const QModelIndex& parent = {}) const override {
        return parent.isValid() ? 0 : static_cast<int>(table_.rows.size());
    }
    int columnCount(const QModelIndex& parent = {}) const override {
        return parent.isValid() ? 0 : StudyForest::kNumColumns;
    }
    QVariant data(const QModelIndex& index, int role) const override {
        if (!index.isValid()) return {};
        const StudyStrategyRow& row = table_.rows[static_cast<std::size_t>(index.row())];
        switch (role) {
        case Qt::DisplayRole:
            return index.column() == StudyForest::kPlot ? QString() : words(row, index.column());
        case Qt::AccessibleTextRole:
            return words(row, index.column());
        case Qt::ToolTipRole: {
            const bool whole = index.column() == StudyForest::kInterval ||
                               index.column() == StudyForest::kAgainst; // where room lacks, these are cut
            return plainToolTip(whole ? words(row, index.column()) : tip(row));
        }
        case Qt::TextAlignmentRole:
            return QVariant::fromValue((numeric(index.column()) ? Qt::AlignRight : Qt::AlignLeft) |
                                       Qt::AlignVCenter);
        case Qt::FontRole: {
            QFont font;
            font.setBold(index.column() == StudyForest::kMean || row.plain);
            return font;
        }
        default:
            return {};
        }
    }
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override {
        if (orientation != Qt::Horizontal) return {};
        const QString names[] = {StudyForest::tr("Strategy"),
                                 table_.boxes ? StudyForest::tr("Overlap") : StudyForest::tr("Accuracy"),
                                 StudyForest::tr("Interval"),
                                 QString(),
                                 StudyForest::tr("Against plain RFT"),
                                 StudyForest::tr("Weighted kappa"),
                                 StudyForest::tr("Grade error"),
                                 StudyForest::tr("Seeds")};
        const QString tips[] = {
            {},
            StudyForest::tr("Of test patients, which chose nothing: the mean over seeds"),
            StudyForest::tr("95 %, Student’s t over seeds: it speaks of seeds, not of other patients"),
            StudyForest::tr(
                "Mean and interval; dashed: always the commonest answer; plain RFT through all rows"),
            StudyForest::tr("Difference to plain RFT seed by seed, with its 95 % interval"),
            {},
            {},
            StudyForest::tr("Runs that are finished")};
        if (role == Qt::DisplayRole) return names[section];
        if (role == Qt::ToolTipRole)
            return plainToolTip(tips[section].isEmpty() ? names[section] : tips[section]);
        if (role == Qt::AccessibleTextRole && section == StudyForest::kPlot)
            return StudyForest::tr("Mean and interval");
        if (role == Qt::TextAlignmentRole)
            return QVariant::fromValue((numeric(section) ? Qt::AlignRight : Qt::AlignLeft) |
                                       Qt::AlignVCenter);
        return {};
    }

private:
    static bool numeric(int column) {
        return column == StudyForest::kMean || column == StudyForest::kKappa || column == StudyForest::kError;
    }
    QString words(const StudyStrategyRow& row, int column) const {
        const QString none = QStringLiteral("—");
        const auto figureOf = [&](const char* key, FigureKind kind) {
            const auto found = row.figures.find(key);
            return found == row.figures.end() ? none : figureText(kind, found->second.value);
        };
        switch (column) {
        case StudyForest::kStrategy:
            return row.control ? StudyForest::tr("%1 (control)").arg(row.name) : row.name;
        case StudyForest::kMean:
            return row.value ? run_words::share(row.value->value) : none;
        case StudyForest::kInterval:
            return boundsWords(row.value, false);
        case StudyForest::kPlot:
            if (!row.refused.isEmpty()) return StudyForest::tr("left out: %1").arg(row.refused);
            return row.value ? StudyForest::tr("%1, interval %2")
                                   .arg(run_words::share(row.value->value), boundsWords(row.value, false))
                             : StudyForest::tr("no finished run");
        case StudyForest::kAgainst:
            if (!row.against) return none;
            return row.against->low
                       ? StudyForest::tr("%1, %2").arg(run_words::signedShare(row.against->value),
                                                       boundsWords(row.against, true))
                       : run_words::signedShare(row.against->value);
        case StudyForest::kKappa:
            return figureOf("qwk", FigureKind::Share);
        case StudyForest::kError:
            return figureOf("grade_error", FigureKind::Share);
        case StudyForest::kSeeds:
            return seeds(row);
        default:
            return {};
        }
    }
    // "4 of 5, step 96": what the first unfinished run that has something to say does.
    QString seeds(const StudyStrategyRow& row) const {
        if (row.start || !row.refused.isEmpty()) return QStringLiteral("—");
        QString text = StudyForest::tr("%1 of %2").arg(row.numFinished()).arg(row.seeds.size());
        for (const StudySeed& seed : row.seeds) {
            const auto found = seed.finished ? words_.end() : words_.find(seed.run);
            if (found == words_.end() || found->second.isEmpty()) continue;
            return text + QStringLiteral(", ") + found->second;
        }
        return text;
    }
    QString tip(const StudyStrategyRow& row) const {
        if (!row.refused.isEmpty()) return titled(row.name, StudyForest::tr("left out: %1").arg(row.refused));
        QStringList parts;
        for (const StudySeed& seed : row.seeds)
            if (seed.value)
                parts << StudyForest::tr("seed %1: %2").arg(seed.seed).arg(run_words::share(*seed.value));
        for (const auto& [key, name] : {std::pair("qwk", StudyForest::tr("weighted kappa %1")),
                                        std::pair("grade_error", StudyForest::tr("grade error %1"))})
            if (const auto found = row.figures.find(key); found != row.figures.end())
                parts << name.arg(figureText(FigureKind::Share, found->second.value));
        return parts.isEmpty() ? row.name : titled(row.name, enumerated(parts));
    }

    StudyDatasetTable table_;
    StudyRunWords words_;
};

namespace {

class ForestDelegate final : public QStyledItemDelegate {
public:
    explicit ForestDelegate(StudyForest* forest)
        : QStyledItemDelegate(forest)
        , forest_(*forest) {}

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override {
        painter->save();
        paintRowGround(*painter, option);
        painter->restore();
        const StudyStrategyRow& row = forest_.table().rows[static_cast<std::size_t>(index.row())];
        if (index.column() == StudyForest::kPlot) return paintPlot(*painter, option, row);
        QStyleOptionViewItem own = option;
        initStyleOption(&own, index);
        const bool out = !row.refused.isEmpty() || row.start;
        painter->save();
        painter->setFont(own.font);
        painter->setPen(colour(out ? Token::Text3 : Token::Text));
        const QRect place = option.rect.adjusted(8, 0, -8, 0);
        painter->drawText(place, static_cast<int>(own.displayAlignment),
                          own.fontMetrics.elidedText(own.text, Qt::ElideRight, place.width()));
        painter->restore();
    }

private:
    void paintPlot(QPainter& painter, const QStyleOptionViewItem& option, const StudyStrategyRow& row) const {
        const QRect cell = option.rect;
        const auto x = [&](double value) { return std::round(forest_.xOf(value, cell)) + 0.5; };
        painter.save();
        const StudyDatasetTable& table = forest_.table();
        if (table.plain) {
            painter.setPen(QPen(colour(Token::S2), 1));
            painter.drawLine(QPointF(x(*table.plain), cell.top()), QPointF(x(*table.plain), cell.bottom()));
        }
        if (table.majority) {
            painter.setPen(QPen(colour(Token::Text3), 1, Qt::DashLine));
            painter.drawLine(QPointF(x(*table.majority), cell.top()),
                             QPointF(x(*table.majority), cell.bottom()));
        }
        if (!row.refused.isEmpty()) {
            painter.setPen(colour(Token::Text3));
            const QRect place = cell.adjusted(kPlotEdge, 0, -4, 0);
            painter.drawText(place, Qt::AlignLeft | Qt::AlignVCenter,
                             QFontMetrics(painter.font())
                                 .elidedText(StudyForest::tr("left out: %1").arg(row.refused), Qt::ElideRight,
                                             place.width()));
        } else if (row.value) {
            painter.setRenderHint(QPainter::Antialiasing);
            const double y = cell.center().y() + 0.5;
            const QColor ink = colour(inkOf(row));
            if (row.value->low && row.value->high) {
                painter.setPen(QPen(ink, 2));
                painter.drawLine(QPointF(x(*row.value->low), y), QPointF(x(*row.value->high), y));
            }
            painter.fillRect(
                QRectF(x(row.value->value) - kMeanSquare / 2, y - kMeanSquare / 2, kMeanSquare, kMeanSquare),
                ink);
        }
        painter.restore();
    }

    StudyForest& forest_;
};

// The axis of the plot stands in its head.
class ForestHead final : public QHeaderView {
public:
    explicit ForestHead(StudyForest* forest)
        : QHeaderView(Qt::Horizontal, forest)
        , forest_(*forest) {}

protected:
    void paintSection(QPainter* painter, const QRect& place, int section) const override {
        painter->save();
        QHeaderView::paintSection(painter, place, section);
        painter->restore();
        if (section != StudyForest::kPlot) return;
        painter->save();
        QFont small = font();
        small.setPixelSize(textPixels(12));
        painter->setFont(small);
        painter->setPen(colour(Token::Text3));
        const Axis& axis = forest_.axis();
        const int count = static_cast<int>(std::lround((axis.high - axis.low) / axis.tick));
        for (int i = 0; i <= count; ++i) {
            const double value = axis.low + i * axis.tick;
            const double x = forest_.xOf(value, place);
            painter->drawText(QRectF(x - 24, place.top(), 48, place.height()), Qt::AlignCenter,
                              tickText(FigureKind::Share, value, axis.tick));
        }
        painter->restore();
    }

private:
    StudyForest& forest_;
};

} // namespace

StudyForest::StudyForest(QWidget* parent)
    : QTableView(parent)
    , model_(new StudyForestModel(this)) {
    setObjectName(QStringLiteral("studyForest"));
    setAccessibleName(tr("Strategies of the study"));
    setToolTip(tr("A row is a strategy; Return shows its runs"));
    setHorizontalHeader(new ForestHead(this));
    setModel(model_);
    setItemDelegate(new ForestDelegate(this));
    setUpFigures(*this);
    setMouseTracking(true);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    connect(selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this] {
        if (!quiet_) Q_EMIT rowChosen();
    });
    connect(this, &QAbstractItemView::doubleClicked, this, &StudyForest::rowOpened);
    fit();
}

const StudyDatasetTable& StudyForest::table() const {
    return model_->table();
}

void StudyForest::set(const StudyDatasetTable& table, const StudyRunWords& words) {
    const StudyStrategyRow* before = chosen();
    const std::string row = before == nullptr ? std::string() : before->row;
    axis_ = axisOf(table);
    quiet_ = true;
    model_->set(table, words);
    for (int i = 0; !row.empty() && i < model_->rowCount(); ++i)
        if (table.rows[static_cast<std::size_t>(i)].row == row) setCurrentIndex(model_->index(i, kStrategy));
    quiet_ = false;
    fit();
    viewport()->update();
    horizontalHeader()->viewport()->update();
}

const StudyStrategyRow* StudyForest::chosen() const {
    const int row = currentIndex().isValid() ? currentIndex().row() : -1;
    return row < 0 || row >= model_->rowCount() ? nullptr
                                                : &model_->table().rows[static_cast<std::size_t>(row)];
}

QString StudyForest::text(int row, Column column) const {
    return model_->index(row, column).data(Qt::AccessibleTextRole).toString();
}

double StudyForest::xOf(double value, const QRect& cell) const {
    return cell.left() + kPlotEdge +
           (value - axis_.low) / (axis_.high - axis_.low) * (cell.width() - 2 * kPlotEdge);
}

void StudyForest::changeEvent(QEvent* event) {
    QTableView::changeEvent(event);
    if (event->type() == QEvent::StyleChange || event->type() == QEvent::FontChange) fit();
}

void StudyForest::resizeEvent(QResizeEvent* event) {
    QTableView::resizeEvent(event);
    fitColumns();
}

void StudyForest::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        Q_EMIT rowOpened();
        return;
    }
    QTableView::keyPressEvent(event);
}

void StudyForest::fit() {
    verticalHeader()->setDefaultSectionSize(textPixels(kForestRow));
    horizontalHeader()->setFixedHeight(textPixels(kForestHead));
    setFixedHeight(textPixels(kForestHead) + std::max(1, model_->rowCount()) * textPixels(kForestRow) +
                   2 * frameWidth());
    const auto none = [this](Column column) {
        for (int row = 0; row < model_->rowCount(); ++row)
            if (text(row, column) != QStringLiteral("—")) return false;
        return true;
    };
    // What no row has takes no room.
    lacks_ = {none(kAgainst), none(kKappa), none(kError)};
    fitColumns();
}

// Words first, the plot has the rest. Where there isn't enough, grade error and kappa go, which the tool tip
// of a row has; then words are cut.
void StudyForest::fitColumns() {
    QFont bold = font();
    bold.setBold(true);
    const QFontMetrics metrics(bold);
    std::vector<int> widths(kNumColumns, 0);
    int used = 0;
    for (int column = 0; column < kNumColumns; ++column) {
        const bool lacking = (column == kAgainst && lacks_.against) || (column == kKappa && lacks_.kappa) ||
                             (column == kError && lacks_.error);
        if (column == kPlot || lacking) continue;
        const QString head = model_->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
        int width = metrics.horizontalAdvance(head) + 16;
        for (int row = 0; row < model_->rowCount(); ++row)
            width = std::max(width, metrics.horizontalAdvance(text(row, static_cast<Column>(column))) + 16);
        widths[static_cast<std::size_t>(column)] = width + kForestGap;
        used += width + kForestGap;
    }
    const int room = viewport()->width();
    for (const Column column : {kError, kKappa})
        if (used + kLeastPlot > room) used -= std::exchange(widths[column], 0);
    int lack = std::max(0, used + kLeastPlot - room);
    for (const Column column : {kAgainst, kSeeds, kStrategy, kInterval}) {
        const int given = std::min(lack, widths[column] / 3);
        widths[column] -= given;
        lack -= given;
        used -= given;
    }
    widths[kPlot] = std::max(kLeastPlot, room - used);
    for (int column = 0; column < kNumColumns; ++column) {
        const int width = widths[static_cast<std::size_t>(column)];
        setColumnHidden(column, width == 0);
        if (width > 0) setColumnWidth(column, width);
    }
}

} // namespace vrft::ui
