// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/traces/group_table.h"

#include "ui/traces/trace_words.h"
#include "ui/widgets/row_ground.h"
#include "ui/widgets/text.h"
#include "ui/widgets/theme.h"

#include <QHeaderView>
#include <QPainter>

namespace vrft::ui {

namespace {

constexpr int kGroupRow = 22;
constexpr int kBarWidth = 64;

class GroupDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override {
        painter->save();
        const QRect cell = option.rect;
        paintRowGround(*painter, option);
        if (index.column() == GroupModel::kBar) {
            const double fraction = index.data(GroupModel::kFraction).toDouble();
            const int middle = cell.center().x();
            const int length = static_cast<int>(std::lround(std::abs(fraction) * (kBarWidth / 2 - 4)));
            painter->fillRect(QRect(middle, cell.top() + 4, 1, cell.height() - 9), colour(Token::Control));
            painter->fillRect(
                QRect(fraction < 0 ? middle - length : middle + 1, cell.center().y() - 3, length, 6),
                colour(fraction < 0 ? Token::Caution : Token::Good));
        } else {
            QFont font = option.font;
            if (index.column() == GroupModel::kAnswer) {
                const QVariant right = index.data(GroupModel::kRight);
                font.setBold(true);
                painter->setPen(colour(!right.isValid() ? Token::Text
                                       : right.toBool() ? Token::Good
                                                        : Token::Alarm));
            } else {
                painter->setPen(colour(index.column() == GroupModel::kWords ? Token::Text : Token::Text2));
            }
            font.setPixelSize(12);
            painter->setFont(font);
            const QRect words = cell.adjusted(4, 0, -4, 0);
            painter->drawText(
                words, index.data(Qt::TextAlignmentRole).toInt(),
                painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideRight, words.width()));
        }
        if (option.state.testFlag(QStyle::State_HasFocus))
            painter->fillRect(QRect(cell.left(), cell.top(), 3, cell.height()), colour(Token::Focus));
        painter->restore();
    }
};

} // namespace

void GroupModel::setGroup(std::vector<ListedTrace> group, double mean) {
    beginResetModel();
    group_ = std::move(group);
    mean_ = mean;
    largest_ = 0;
    for (const ListedTrace& item : group_)
        largest_ = std::max(largest_, std::abs(worth(item)));
    endResetModel();
}

double GroupModel::worth(const ListedTrace& item) const {
    return item.row.advantage.value_or(item.row.total - mean_);
}

int GroupModel::rowOf(std::int64_t id) const {
    for (std::size_t i = 0; i < group_.size(); ++i)
        if (group_[i].row.id == id) return static_cast<int>(i);
    return -1;
}

int GroupModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(group_.size());
}

int GroupModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : kColumns;
}

QVariant GroupModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) return {};
    const ListedTrace& one = item(index.row());
    if (role == kRight) return one.right ? QVariant(*one.right) : QVariant();
    if (role == kFraction) return largest_ > 0 ? worth(one) / largest_ : 0.0;
    if (role == Qt::TextAlignmentRole)
        return static_cast<int>(
            (index.column() == kAdvantage || index.column() == kReward ? Qt::AlignRight : Qt::AlignLeft) |
            Qt::AlignVCenter);
    if (role == Qt::ToolTipRole && index.column() == kWords) return plainToolTip(one.firstWords);
    if (role == Qt::AccessibleTextRole || role == Qt::ToolTipRole) {
        const QString right = !one.right ? QString() : *one.right ? tr(" (right)") : tr(" (wrong)");
        const QString words = tr("Answer %1%2, advantage %3, reward %4")
                                  .arg(one.row.answer ? harmless(qs(*one.row.answer)) : tr("none"), right,
                                       one.row.advantage ? signedFigure(*one.row.advantage) : tr("none"),
                                       figure(one.row.total, 2));
        return role == Qt::ToolTipRole ? plainToolTip(words) : words;
    }
    if (role != Qt::DisplayRole) return {};
    switch (index.column()) {
    case kNumber:
        return one.row.kind == CompletionKind::Heldout ? (one.row.k == 0 ? tr("greedy") : tr("sampled"))
                                                       : QString::number(one.row.k + 1);
    case kAnswer:
        return one.row.answer ? harmless(qs(*one.row.answer)).simplified() : QStringLiteral("—");
    case kAdvantage:
        return one.row.advantage ? signedFigure(*one.row.advantage) : QStringLiteral("—");
    case kReward:
        return QString::number(one.row.total, 'f', 2).replace(QLatin1Char('-'), QChar(0x2212));
    case kWords:
        return one.firstWords;
    default:
        return {};
    }
}

GroupTable::GroupTable(QWidget* parent)
    : QTableView(parent) {
    setObjectName(QStringLiteral("groupTable"));
    setAccessibleName(tr("All answers to this image at this step"));
    setModel(&model_);
    setItemDelegate(new GroupDelegate(this));
    setShowGrid(false);
    setMouseTracking(true);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setTabKeyNavigation(false);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    verticalHeader()->hide();
    verticalHeader()->setMinimumSectionSize(kGroupRow);
    verticalHeader()->setDefaultSectionSize(kGroupRow);
    horizontalHeader()->hide();
    horizontalHeader()->setMinimumSectionSize(16);
    horizontalHeader()->setSectionResizeMode(GroupModel::kWords, QHeaderView::Stretch);
    setColumnWidth(GroupModel::kNumber, 60);
    setColumnWidth(GroupModel::kAnswer, 84);
    setColumnWidth(GroupModel::kBar, kBarWidth);
    setColumnWidth(GroupModel::kAdvantage, 48);
    setColumnWidth(GroupModel::kReward, 44);
    connect(selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex& now, const QModelIndex&) {
                if (!showing_ && now.isValid()) Q_EMIT chosen(model_.item(now.row()).row);
            });
}

void GroupTable::setTrace(const Trace* trace) {
    showing_ = true;
    model_.setGroup(trace == nullptr ? std::vector<ListedTrace>() : trace->group,
                    trace == nullptr ? 0 : trace->groupMean);
    const bool numbers = trace != nullptr && trace->row.kind == CompletionKind::Rollout;
    setColumnWidth(GroupModel::kNumber, numbers ? 24 : 60);
    if (const int row = trace == nullptr ? -1 : model_.rowOf(trace->row.id); row >= 0) {
        selectRow(row);
        setCurrentIndex(model_.index(row, 0));
    }
    showing_ = false;
}

} // namespace vrft::ui
