// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/run_list.h"

#include "ui/runs/run_words.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/key_cap.h"
#include "ui/widgets/row_ground.h"
#include "ui/widgets/text.h"

#include <QHBoxLayout>
#include <QListView>
#include <QMenu>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

namespace vrft::ui {

namespace {

constexpr int kRunRow = 48;
constexpr int kHeadingRow = 32;

std::pair<const char*, Token> markOf(const RunLine& line) {
    switch (line.state) {
    case RunState::Working:
        return {"play", Token::AccentText};
    case RunState::Paused:
    case RunState::Waiting:
        return {"pause", Token::Text3};
    case RunState::Unsure:
    case RunState::New:
        return {"clock", Token::Text3};
    case RunState::Silent:
    case RunState::Gone:
    case RunState::Failed:
        return {"caution", Token::Alarm};
    case RunState::Stopped:
        return {"stop", Token::Text3};
    case RunState::Finished:
        return {"check", Token::Good};
    case RunState::Unreadable:
        return {"caution", Token::Caution};
    }
    return {"clock", Token::Text3};
}

class RunDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const override {
        return {100, index.data(RunListModel::kHeading).toBool() ? kHeadingRow : kRunRow};
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override {
        const auto& model = static_cast<const RunListModel&>(*index.model());
        const RunLine* line = model.line(index);
        painter->save();
        const QRect cell = option.rect;
        QFont font = option.font;
        if (line == nullptr) {
            font.setPixelSize(12);
            painter->setFont(font);
            painter->setPen(colour(Token::Text3));
            const QFontMetrics metrics(font);
            painter->drawText(cell.adjusted(12, 6, -8, 0), Qt::AlignLeft | Qt::AlignVCenter,
                              metrics.elidedText(index.data().toString(), Qt::ElideRight, cell.width() - 20));
            painter->restore();
            return;
        }
        paintRowGround(*painter, option, RowEdge::Bar);
        const auto [icon, ink] = markOf(*line);
        painter->drawPixmap(
            cell.left() + 12, cell.top() + 8,
            iconPixmap(QLatin1String(icon), 14, colour(ink), painter->device()->devicePixelRatioF()));
        const bool alarm = line->openAlarms > 0 && line->state != RunState::Gone;
        font.setPixelSize(12);
        const QFontMetrics small(font);
        const QString right = run_words::rightOfRow(*line);
        const int rightWidth = small.horizontalAdvance(right) + (alarm ? 20 : 0);
        const QRect top(cell.left() + 34, cell.top() + 5, cell.width() - 44, 20);
        painter->setFont(font);
        painter->setPen(colour(Token::Text2));
        painter->drawText(top, Qt::AlignRight | Qt::AlignVCenter, right);
        if (alarm)
            painter->drawPixmap(top.right() - rightWidth + 2, top.top() + 3,
                                iconPixmap(QStringLiteral("caution"), 14, colour(Token::Alarm),
                                           painter->device()->devicePixelRatioF()));
        font.setPixelSize(13);
        font.setBold(true);
        painter->setFont(font);
        painter->setPen(colour(Token::Text));
        painter->drawText(
            top, Qt::AlignLeft | Qt::AlignVCenter,
            QFontMetrics(font).elidedText(line->name, Qt::ElideRight, top.width() - rightWidth - 8));
        font.setPixelSize(12);
        font.setBold(false);
        painter->setFont(font);
        painter->setPen(colour(Token::Text2));
        painter->drawText(top.translated(0, 18), Qt::AlignLeft | Qt::AlignVCenter,
                          small.elidedText(run_words::strategy(*line), Qt::ElideRight, top.width()));
        painter->restore();
    }
};

} // namespace

void RunListModel::set(const RunsPointer& runs) {
    std::vector<Row> rows;
    int heading = -1;
    for (std::size_t i = 0; i < runs->lines.size(); ++i) {
        const RunState state = runs->lines[i].state;
        const int kind = engineHolds(state) || state == RunState::Gone ? 0
                         : state == RunState::Waiting                  ? 1
                         : state == RunState::New                      ? 2
                                                                       : 3;
        if (kind != heading && kind > 0) {
            const QString names[] = {tr("Waiting"), tr("Not started"), tr("Ended, best held-out score")};
            rows.push_back({names[kind - 1], 0});
        }
        heading = kind;
        rows.push_back({{}, i});
    }
    const bool same = runs_ && rows.size() == rows_.size() &&
                      std::equal(rows.begin(), rows.end(), rows_.begin(), [&](const Row& a, const Row& b) {
                          return a.heading == b.heading &&
                                 (!a.heading.isEmpty() || runs->lines[a.line].id == runs_->lines[b.line].id);
                      });
    if (same) {
        runs_ = runs;
        if (!rows_.empty()) Q_EMIT dataChanged(index(0), index(rowCount() - 1));
        return;
    }
    beginResetModel();
    runs_ = runs;
    rows_ = std::move(rows);
    endResetModel();
}

const RunLine* RunListModel::line(const QModelIndex& index) const {
    if (!index.isValid()) return nullptr;
    const Row& row = rows_[static_cast<std::size_t>(index.row())];
    return row.heading.isEmpty() ? &runs_->lines[row.line] : nullptr;
}

QModelIndex RunListModel::find(const QString& run) const {
    for (std::size_t i = 0; i < rows_.size(); ++i)
        if (rows_[i].heading.isEmpty() && runs_->lines[rows_[i].line].id == run)
            return index(static_cast<int>(i));
    return {};
}

int RunListModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(rows_.size());
}

QVariant RunListModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) return {};
    const RunLine* of = line(index);
    if (role == kHeading) return of == nullptr;
    if (of == nullptr)
        return role == Qt::DisplayRole ? rows_[static_cast<std::size_t>(index.row())].heading : QVariant();
    if (role == Qt::DisplayRole) return of->name;
    if (role == Qt::AccessibleTextRole)
        return QStringLiteral("%1, %2, %3")
            .arg(of->name, run_words::strategy(*of), run_words::state(of->state));
    if (role == Qt::ToolTipRole) {
        QString text = QStringLiteral("%1 · %2 · %3")
                           .arg(of->name, run_words::strategy(*of), run_words::state(of->state));
        if (of->created > 0) text += tr(" · made %1").arg(run_words::clock(of->created));
        if (!of->trouble.isEmpty()) text += QStringLiteral(" · ") + of->trouble;
        return plainToolTip(text);
    }
    return {};
}

Qt::ItemFlags RunListModel::flags(const QModelIndex& index) const {
    return line(index) == nullptr ? Qt::NoItemFlags : Qt::ItemIsEnabled | Qt::ItemIsSelectable;
}

RunList::RunList(QWidget* parent)
    : QWidget(parent)
    , count_(makeLabel({}, TextKind::Second, this))
    , head_(new QHBoxLayout)
    , list_(new QListView(this))
    , trouble_(makeLabel({}, TextKind::Body, this))
    , startQueue_(makeButton(tr("Start the queue"), ButtonKind::Plain, this)) {
    setObjectName(QStringLiteral("panel"));
    setAttribute(Qt::WA_StyledBackground);
    setMinimumWidth(160);
    head_->setContentsMargins(12, 0, 8, 0);
    head_->setSpacing(8);
    head_->addWidget(makeLabel(tr("Runs"), TextKind::Head, this));
    head_->addWidget(count_);
    head_->addStretch(1);
    auto* headArea = new QWidget(this);
    headArea->setFixedHeight(40);
    headArea->setLayout(head_);
    list_->setObjectName(QStringLiteral("runs"));
    list_->setAccessibleName(tr("Runs"));
    list_->setModel(&model_);
    list_->setItemDelegate(new RunDelegate(list_));
    list_->setMouseTracking(true);
    list_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    list_->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setKind(trouble_, QStringLiteral("caution"));
    trouble_->setObjectName(QStringLiteral("queueTrouble"));
    trouble_->setWordWrap(true);
    startQueue_->setObjectName(QStringLiteral("startQueue"));
    startQueue_->setToolTip(tr("Starts an engine that works the waiting runs off"));
    auto* foot = new QWidget(this);
    auto* footColumn = new QVBoxLayout(foot);
    footColumn->setContentsMargins(12, 8, 12, 8);
    footColumn->setSpacing(8);
    QLabel* goesOn = makeLabel(tr("A run goes on when this window is closed."), TextKind::Caption, foot);
    goesOn->setWordWrap(true);
    footColumn->addWidget(trouble_);
    footColumn->addWidget(startQueue_, 0, Qt::AlignLeft);
    footColumn->addWidget(goesOn);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addWidget(headArea);
    all->addWidget(makeLine(Qt::Horizontal, this));
    all->addWidget(list_, 1);
    all->addWidget(makeLine(Qt::Horizontal, this));
    all->addWidget(foot);
    trouble_->hide();
    startQueue_->hide();
    connect(startQueue_, &QPushButton::clicked, this, &RunList::queueStartWanted);
    connect(list_->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex& now) {
                if (const RunLine* line = model_.line(now); line != nullptr && !quiet_)
                    Q_EMIT chosenByHand(line->id);
            });
}

void RunList::set(const RunsPointer& runs) {
    const QString before = chosen();
    quiet_ = true;
    model_.set(runs);
    if (!before.isEmpty()) list_->setCurrentIndex(model_.find(before));
    quiet_ = false;
    count_->setText(grouped(static_cast<qint64>(runs->lines.size())));
    trouble_->setText(runs->queueTrouble);
    trouble_->setVisible(!runs->queueTrouble.isEmpty());
    startQueue_->setVisible(!runs->queueTrouble.isEmpty());
}

void RunList::choose(const QString& run) {
    quiet_ = true;
    list_->setCurrentIndex(model_.find(run));
    quiet_ = false;
}

QString RunList::chosen() const {
    const RunLine* line = model_.line(list_->currentIndex());
    return line == nullptr ? QString() : line->id;
}

QString RunList::first() const {
    for (int row = 0; row < model_.rowCount(); ++row)
        if (const RunLine* line = model_.line(model_.index(row))) return line->id;
    return {};
}

void RunList::setRowActions(const QList<QAction*>& actions) {
    list_->addActions(actions);
    list_->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(list_, &QListView::customContextMenuRequested, this, [this, actions](const QPoint& at) {
        if (model_.line(list_->indexAt(at)) == nullptr) return; // a heading, or below the rows
        QMenu menu(list_);
        menu.addActions(actions);
        menu.exec(list_->viewport()->mapToGlobal(at));
    });
}

void RunList::setNewRunAction(QAction* action) {
    auto* button = makeButton(tr("New"), ButtonKind::Plain, this);
    button->setObjectName(QStringLiteral("newRunButton"));
    button->setIcon(icon(QStringLiteral("plus")));
    button->setIconSize({14, 14});
    followKey(button, action, tr("New run"));
    connect(button, &QPushButton::clicked, action, &QAction::trigger);
    head_->addWidget(button);
}

} // namespace vrft::ui
