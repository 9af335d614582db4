// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/chart_card.h"

#include "ui/runs/chart_table.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/text.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QStackedLayout>
#include <QTableView>

namespace vrft::ui {

namespace {

constexpr int kFigureRow = 24;

} // namespace

ChartCard::ChartCard(StepCursor& cursor, QWidget* parent)
    : QWidget(parent)
    , cursor_(cursor)
    , title_(makeLabel({}, TextKind::Head, this))
    , value_(makeLabel({}, TextKind::Head, this))
    , beside_(makeLabel({}, TextKind::Second, this))
    , sentence_(new ElidedLabel(TextKind::Caption, this))
    , stack_(new QStackedLayout)
    , chart_(new Chart(cursor, this))
    , tableView_(new QTableView(this))
    , table_(new ChartTable(this)) {
    value_->setObjectName(QStringLiteral("chartValue"));
    tableView_->setModel(table_);
    tableView_->setShowGrid(false);
    tableView_->verticalHeader()->hide();
    tableView_->verticalHeader()->setDefaultSectionSize(kFigureRow);
    tableView_->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    tableView_->setSelectionBehavior(QAbstractItemView::SelectRows);
    tableView_->setSelectionMode(QAbstractItemView::SingleSelection);
    tableView_->setTabKeyNavigation(false);
    tableView_->installEventFilter(this);
    connect(tableView_, &QTableView::doubleClicked, this,
            [this](const QModelIndex& index) { Q_EMIT answersWanted(table_->stepOf(index.row())); });
    connect(chart_, &Chart::tableWanted, this, [this] { showTable(true); });
    connect(chart_, &Chart::answersWanted, this, &ChartCard::answersWanted);
    connect(&cursor_, &StepCursor::changed, this, &ChartCard::tellValue);
    auto* head = new QHBoxLayout;
    head->setSpacing(4);
    head->addWidget(title_);
    head->addStretch(1);
    head->addWidget(value_);
    head->addWidget(beside_);
    head_ = head;
    stack_->addWidget(chart_);
    stack_->addWidget(tableView_);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(12, 8, 8, 4);
    all->setSpacing(0);
    all->addLayout(head);
    all->addWidget(sentence_);
    all->addSpacing(4);
    all->addLayout(stack_, 1);
}

void ChartCard::setPlan(const ChartPlan& plan) {
    setObjectName(QStringLiteral("card_") + plan.id);
    title_->setText(plan.title);
    sentence_->setWholeText(plan.sentence);
    chart_->setPlan(plan);
    title_->setToolTip(chart_->toolTip()); // over the curves there is none
    tableView_->setAccessibleName(tr("Table: %1").arg(plan.title));
    tableView_->setToolTip(tr("T shows the chart again; Enter the answers of a step"));
    fillTable();
    tellValue();
}

void ChartCard::setColumns(const std::shared_ptr<const MetricColumns>& columns, bool anew) {
    columns_ = columns;
    chart_->setColumns(columns, anew);
    fillTable();
    tellValue();
}

void ChartCard::setBands(const std::vector<std::pair<int, int>>& steps) {
    chart_->setBands(steps);
    if (alarm_ == !steps.empty()) return;
    alarm_ = !steps.empty();
    setKind(value_, alarm_ ? QStringLiteral("alarmHead") : kindName(TextKind::Head));
    update();
}

void ChartCard::fillTable() {
    if (tableShown()) table_->set(chart_->plan(), columns_);
}

void ChartCard::addAtRight(QWidget* widget) {
    head_->addWidget(widget);
}

bool ChartCard::tableShown() const {
    return stack_->currentWidget() == tableView_;
}

void ChartCard::showTable(bool shown) {
    stack_->setCurrentWidget(shown ? static_cast<QWidget*>(tableView_) : chart_);
    fillTable();
    stack_->currentWidget()->setFocus(Qt::OtherFocusReason);
    if (shown && table_->rowCount() > 0) tableView_->setCurrentIndex(table_->index(0, 0));
}

bool ChartCard::eventFilter(QObject* watched, QEvent* event) {
    if (watched == tableView_ && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_T || key == Qt::Key_Escape) {
            showTable(false);
            return true;
        }
        if ((key == Qt::Key_Return || key == Qt::Key_Enter) && tableView_->currentIndex().isValid()) {
            Q_EMIT answersWanted(table_->stepOf(tableView_->currentIndex().row()));
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

QString ChartCard::valueText() const {
    return beside_->text().isEmpty() ? value_->text() : value_->text() + QLatin1Char(' ') + beside_->text();
}

// Of the step looked at, else the present one: a mean over the last steps where each step is noisy.
void ChartCard::tellValue() {
    value_->clear();
    beside_->clear();
    beside_->hide();
    const ChartPlan& plan = chart_->plan();
    if (!columns_ || plan.series.empty() || !plan.headValue) return;
    const PlanSeries& first = plan.series.front();
    const auto step = cursor_.step();
    const auto found = step ? columns_->nearest(first.key, *step) : columns_->last(first.key);
    if (!found) return;
    double value = found->second * first.factor;
    if (!step && !first.dots) {
        constexpr std::size_t kMean = 15;
        const auto* column = columns_->find(first.key);
        double sum = 0;
        std::size_t num = 0;
        for (std::size_t i = column->size(); i-- > 0 && num < kMean;)
            if (std::isfinite((*column)[i])) {
                sum += (*column)[i];
                ++num;
            }
        value = sum / static_cast<double>(num) * first.factor;
    }
    value_->setText(figureText(plan.kind, value));
    if (step) {
        beside_->setText(placeWords(plan.across, found->first));
        beside_->show();
        return;
    }
    const auto low = columns_->last(first.lowKey);
    const auto high = columns_->last(first.highKey);
    if (!low || !high) return;
    beside_->setText(
        tr("%1 to %2").arg(figureText(plan.kind, low->second), figureText(plan.kind, high->second)));
    beside_->show();
}

void ChartCard::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(colour(Token::Panel));
    painter.setPen(colour(alarm_ ? Token::AlarmLine : Token::Line));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
}

} // namespace vrft::ui
