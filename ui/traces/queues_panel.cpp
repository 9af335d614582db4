// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/traces/queues_panel.h"

#include "ui/traces/trace_delegate.h"
#include "ui/traces/trace_words.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/combo.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/key_cap.h"
#include "ui/widgets/page_bar.h"
#include "ui/widgets/row_ground.h"
#include "ui/widgets/text.h"
#include "ui/workspace/run_names.h"

#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QListWidget>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

namespace vrft::ui {

namespace {

constexpr int kTypingDelay_ms = 250;
constexpr int kQueueRow = 28;
constexpr int kCountRole = Qt::UserRole;

// Name at the left, count at the right.
class QueueDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override {
        return {100, kQueueRow};
    }
    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override {
        painter->save();
        const bool chosen = option.state.testFlag(QStyle::State_Selected);
        const QRect cell = option.rect;
        paintRowGround(*painter, option, RowEdge::Bar);
        const QRect words = cell.adjusted(12, 0, -12, 0);
        painter->setFont(option.font);
        painter->setPen(colour(chosen ? Token::Text : Token::Text2));
        const QString count = index.data(kCountRole).toString();
        painter->drawText(words, Qt::AlignRight | Qt::AlignVCenter, count);
        const int room = words.width() - painter->fontMetrics().horizontalAdvance(count) - 8;
        painter->setPen(colour(Token::Text));
        painter->drawText(words, Qt::AlignLeft | Qt::AlignVCenter,
                          painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideRight, room));
        painter->restore();
    }
};

} // namespace

QueuesPanel::QueuesPanel(ReviewModel& model, QAction* search, QWidget* parent)
    : QWidget(parent)
    , model_(model)
    , runs_(new Combo(this))
    , steps_(new Combo(this))
    , queues_(new QListWidget(this))
    , search_(new QLineEdit(this))
    , typing_(new QTimer(this))
    , searched_(new QWidget(this))
    , where_(new ElidedLabel(TextKind::Caption, searched_))
    , elsewhere_(makeButton({}, ButtonKind::Link, searched_))
    , list_(new QListView(this))
    , empty_(makeLabel({}, TextKind::Grey, this))
    , trouble_(makeLabel({}, TextKind::Caption, this))
    , footer_(makeLabel({}, TextKind::Caption, this)) {
    setObjectName(QStringLiteral("panel"));
    setAttribute(Qt::WA_StyledBackground);
    setMinimumWidth(208);
    runs_->setObjectName(QStringLiteral("reviewRun"));
    runs_->setAccessibleName(tr("Run"));
    runs_->setToolTip(tr("Run whose traces are reviewed"));
    steps_->setObjectName(QStringLiteral("reviewSteps"));
    steps_->setAccessibleName(tr("Steps"));
    steps_->setToolTip(tr("Steps whose answers are reviewed"));
    queues_->setObjectName(QStringLiteral("queues"));
    queues_->setAccessibleName(tr("Queues"));
    queues_->setToolTip(tr("Queues"));
    queues_->setItemDelegate(new QueueDelegate(queues_));
    queues_->setUniformItemSizes(true);
    queues_->setMouseTracking(true);
    queues_->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    queues_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    queues_->setTabKeyNavigation(false);
    for (const auto& [name, what] :
         {std::pair(QString(), QString()), // showScope
          std::pair(tr("Wrong"), tr("The answer isn’t the reference; the worst first")),
          std::pair(tr("Readers and model disagree"),
                    tr("A reader says of the image now what the answer doesn’t: every reader’s label counts, "
                       "not only the reference the dataset was frozen with")),
          std::pair(tr("Low confidence"), tr("The tenth of the answers with the highest mean entropy")),
          std::pair(tr("High reward, doubtful reason"),
                    tr("The answer is right and the reasoning names an attribute the reader saw otherwise")),
          std::pair(tr("Judged"), tr("Answers you have judged, the newest verdict first"))}) {
        auto* item = new QListWidgetItem(name, queues_);
        item->setToolTip(plainToolTip(what));
    }
    queues_->setCurrentRow(0);
    search_->setObjectName(QStringLiteral("traceSearch"));
    search_->setPlaceholderText(tr("Search the reasoning"));
    search_->setAccessibleName(tr("Search the reasoning"));
    search_->setClearButtonEnabled(true);
    search_->addAction(icon(QStringLiteral("search"), Token::Text3), QLineEdit::LeadingPosition);
    followKey(search_, search, tr("Words of the reasoning, in the queue chosen or in all runs"));
    where_->setObjectName(QStringLiteral("searchWhere"));
    elsewhere_->setObjectName(QStringLiteral("searchElsewhere"));
    typing_->setSingleShot(true);
    typing_->setInterval(kTypingDelay_ms);
    list_->setObjectName(QStringLiteral("traces"));
    list_->setAccessibleName(tr("Traces"));
    list_->setModel(&model_.list());
    list_->setItemDelegate(new TraceDelegate(list_));
    list_->setUniformItemSizes(true);
    list_->setMouseTracking(true);
    list_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    list_->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    list_->setTabKeyNavigation(false);
    empty_->setWordWrap(true);
    empty_->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    trouble_->setObjectName(QStringLiteral("reviewTrouble"));
    trouble_->setWordWrap(true);
    footer_->setObjectName(QStringLiteral("reviewed"));

    auto* choose = new QVBoxLayout;
    choose->setContentsMargins(12, 8, 12, 8);
    choose->setSpacing(8);
    choose->addWidget(runs_);
    choose->addWidget(steps_);
    choose->addWidget(trouble_);
    auto* find = new QVBoxLayout;
    find->setContentsMargins(12, 8, 12, 8);
    auto* searched = new QHBoxLayout(searched_);
    searched->setContentsMargins(0, 0, 0, 0);
    searched->setSpacing(8);
    searched->addWidget(where_, 1);
    searched->addWidget(elsewhere_);
    find->setSpacing(4);
    find->addWidget(search_);
    find->addWidget(searched_);
    empty_->setContentsMargins(12, 8, 12, 8);
    footer_->setContentsMargins(12, 6, 12, 6);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addWidget(new PageBar(PageBar::Of::Panel, tr("Queues"), this));
    all->addLayout(choose);
    all->addWidget(queues_);
    all->addWidget(makeLine(Qt::Horizontal, this));
    all->addLayout(find);
    all->addWidget(makeLine(Qt::Horizontal, this));
    all->addWidget(list_, 1);
    all->addWidget(empty_, 1);
    all->addWidget(makeLine(Qt::Horizontal, this));
    all->addWidget(footer_);

    connect(runs_, &QComboBox::activated, this,
            [this](int index) { model_.chooseRun(utf8(runs_->itemData(index).toString())); });
    connect(steps_, &QComboBox::activated, this, &QueuesPanel::takeScope);
    connect(queues_, &QListWidget::currentRowChanged, this, [this](int row) {
        if (row >= 0 && static_cast<TraceQueue>(row) != model_.queue())
            model_.chooseQueue(static_cast<TraceQueue>(row));
    });
    connect(search_, &QLineEdit::textChanged, typing_, qOverload<>(&QTimer::start));
    connect(typing_, &QTimer::timeout, this, [this] { model_.search(search_->text()); });
    connect(search_, &QLineEdit::returnPressed, this, [this] {
        typing_->stop();
        model_.search(search_->text());
        list_->setFocus();
    });
    connect(elsewhere_, &QPushButton::clicked, this,
            [this] { model_.searchEverywhere(!model_.searchesAll()); });
    connect(search, &QAction::triggered, this, [this] {
        search_->setFocus(Qt::ShortcutFocusReason);
        search_->selectAll();
    });
    connect(list_->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex& now, const QModelIndex& before) {
                // Without one a view that gets the focus takes its first row by itself: no hand did that.
                if (now.isValid() && before.isValid()) model_.openRow(now.row());
            });
    connect(list_, &QListView::clicked, this, [this](const QModelIndex& at) { model_.openRow(at.row()); });
    connect(&model_, &ReviewModel::runsChanged, this, &QueuesPanel::showRuns);
    connect(&model_, &ReviewModel::scopeChanged, this, &QueuesPanel::showScope);
    connect(&model_, &ReviewModel::listChanged, this, &QueuesPanel::showCounts);
    connect(&model_, &ReviewModel::countsChanged, this, &QueuesPanel::showCounts);
    connect(&model_, &ReviewModel::scopeChanged, this, &QueuesPanel::showSearch);
    connect(&model_, &ReviewModel::listChanged, this, &QueuesPanel::showSearch);
    connect(&model_, &ReviewModel::countsChanged, this, &QueuesPanel::showSearch);
    connect(&model_, &ReviewModel::traceChanged, this, &QueuesPanel::showRow);
    connect(&model_, &ReviewModel::listChanged, this, &QueuesPanel::showRow);
    connect(&model_, &ReviewModel::blindChanged, this, [this] {
        showScope();
        showCounts();
    });
    showRuns();
    showCounts();
    showSearch();
}

void QueuesPanel::showRuns() {
    const QSignalBlocker quiet(runs_);
    runs_->clear();
    for (const RunEntry& entry : model_.runs()) {
        QString text = entry.name;
        if (!entry.apart.isEmpty()) text += QStringLiteral(" · ") + entry.apart;
        if (const QString time = runTime(entry.run); !time.isEmpty()) text += QStringLiteral(" · ") + time;
        runs_->addItem(text, qs(entry.run));
        runs_->setItemData(runs_->count() - 1,
                           plainToolTip(entry.trouble.isEmpty() ? harmless(qs(entry.run)) : entry.trouble),
                           Qt::ToolTipRole);
    }
    runs_->setEnabled(runs_->count() > 0);
    showScope();
}

void QueuesPanel::showScope() {
    const QSignalBlocker quiet(runs_);
    const QSignalBlocker quietSteps(steps_);
    const QSignalBlocker quietQueues(queues_);
    runs_->setCurrentIndex(runs_->findData(qs(model_.scope().run)));
    runs_->setVisible(!model_.blind());
    steps_->setVisible(!model_.blind());
    int shown = 0;
    const bool test = model_.scope().of == TraceScope::Of::Test; // nothing is judged there
    queues_->item(0)->setText(test ? tr("All test answers") : tr("Unreviewed"));
    queues_->item(0)->setToolTip(plainToolTip(test ? testWords() : tr("Answers you haven’t judged")));
    for (int i = 0; i < queues_->count(); ++i) {
        const auto queue = static_cast<TraceQueue>(i);
        const bool hidden = (model_.blind() && !seenBlind(queue)) || (test && queue == TraceQueue::Judged);
        queues_->item(i)->setHidden(hidden);
        shown += hidden ? 0 : 1;
    }
    queues_->setCurrentRow(static_cast<int>(model_.queue()));
    queues_->setFixedHeight(shown * kQueueRow);
    if (model_.words().isEmpty() && !search_->text().trimmed().isEmpty() && !typing_->isActive() &&
        !search_->hasFocus()) {
        const QSignalBlocker quietSearch(search_);
        search_->clear();
    }
    steps_->clear();
    scopes_.clear();
    const RunEntry* run = model_.run();
    showTrouble(run);
    steps_->setEnabled(run != nullptr);
    if (run == nullptr) return;
    const auto add = [&](const QString& text, const TraceScope& scope) {
        steps_->addItem(text);
        scopes_.push_back(scope);
    };
    const bool stages = std::any_of(run->steps.begin(), run->steps.end(), [&](const TraceSearch::Step& step) {
        return step.stage != run->steps.front().stage;
    });
    for (auto step = run->steps.rbegin(); step != run->steps.rend(); ++step) {
        QString text = tr("Held out, step %1").arg(step->step);
        if (stages) text += QStringLiteral(", ") + stageWords(step->stage);
        if (step == run->steps.rbegin()) text += tr(" (latest)");
        add(text, {run->run, TraceScope::Of::Step, step->step, step->stage});
    }
    if (!run->steps.empty()) add(tr("Held out, all steps"), {run->run, TraceScope::Of::Heldout, 0, {}});
    if (run->testStep) {
        add(tr("Test, checkpoint of step %1").arg(*run->testStep),
            {run->run, TraceScope::Of::Test, *run->testStep, {}});
        steps_->setItemData(steps_->count() - 1, plainToolTip(testWords()), Qt::ToolTipRole);
    }
    add(tr("Training, all steps"), {run->run, TraceScope::Of::Training, 0, {}});
    add(tr("Everything"), {run->run, TraceScope::Of::All, 0, {}});
    const auto chosen = std::find(scopes_.begin(), scopes_.end(), model_.scope());
    steps_->setCurrentIndex(chosen == scopes_.end() ? -1 : static_cast<int>(chosen - scopes_.begin()));
}

// Its traces are there all the same.
void QueuesPanel::showTrouble(const RunEntry* run) {
    QStringList lines;
    if (run != nullptr && !run->trouble.isEmpty()) lines << run->trouble;
    if (run != nullptr && run->num_torn > 0)
        lines << (run->num_torn == 1 ? tr("1 torn line passed over")
                                     : tr("%1 torn lines passed over").arg(run->num_torn));
    trouble_->setText(lines.join(QLatin1Char('\n')));
    trouble_->setVisible(!lines.isEmpty() && !model_.blind());
}

void QueuesPanel::takeScope(int index) {
    if (index >= 0 && index < static_cast<int>(scopes_.size()))
        model_.chooseScope(scopes_[static_cast<std::size_t>(index)]);
}

void QueuesPanel::showCounts() {
    const TraceListing& listing = model_.listing();
    for (int i = 0; i < kNumQueues; ++i) {
        std::int64_t count = listing.counts[static_cast<std::size_t>(i)];
        if (static_cast<TraceQueue>(i) == TraceQueue::Unreviewed) count = listing.total - model_.reviewed();
        if (static_cast<TraceQueue>(i) == TraceQueue::Judged) count = model_.reviewed();
        queues_->item(i)->setData(kCountRole, count < 0 ? QStringLiteral("—") : grouped(count));
        queues_->item(i)->setData(
            Qt::AccessibleTextRole,
            QStringLiteral("%1: %2").arg(queues_->item(i)->text(),
                                         count < 0 ? tr("not counted") : grouped(count)));
    }
    footer_->setText(model_.scope().of == TraceScope::Of::Test
                         ? tr("%1 test answers, to be read").arg(grouped(listing.total))
                         : tr("%1 of %2 reviewed").arg(grouped(model_.reviewed()), grouped(listing.total)));
    const bool none = model_.list().ids().empty();
    list_->setVisible(!none);
    empty_->setVisible(none);
    const bool uncounted =
        countedLater(model_.queue()) && listing.counts[static_cast<std::size_t>(model_.queue())] < 0;
    if (model_.searchesAll())
        empty_->setText(tr("No reasoning has these words."));
    else if (!model_.words().isEmpty() && !uncounted)
        empty_->setText(tr("No reasoning in this queue has these words."));
    else if (!model_.ready())
        empty_->setText(tr("Reading the runs…"));
    else if (model_.queue() == TraceQueue::Unreviewed && listing.total > 0)
        empty_->setText(tr("All are reviewed. Choose another step or run above."));
    else if (uncounted)
        empty_->setText(tr("Counted for up to 2,000 answers: choose one step above."));
    else if (model_.queue() == TraceQueue::Judged)
        empty_->setText(tr("You have judged none of these answers yet."));
    else
        empty_->setText(tr("Nothing in this queue."));
}

QString QueuesPanel::testWords() {
    return tr("The last test: the best checkpoint asked once about patients that were used for nothing else");
}

QString QueuesPanel::queueName() const {
    return queues_->item(static_cast<int>(model_.queue()))->text();
}

// Says where the words are looked for, and leads to the other place.
void QueuesPanel::showSearch() {
    searched_->setVisible(!model_.words().isEmpty());
    if (model_.words().isEmpty()) return;
    const QString found = grouped(model_.list().rowCount());
    const QString queue = queueName();
    const bool all = model_.searchesAll();
    const QString other = all ? tr("Search only “%1”").arg(queue) : tr("Search the answers of all runs");
    elsewhere_->setAccessibleName(other);
    elsewhere_->setToolTip(plainToolTip(other));
    elsewhere_->setText(all ? tr("Only the queue") : tr("Search all"));
    if (all)
        where_->setWholeText(model_.listed() ? tr("%1 in all runs").arg(found) : tr("In all runs"));
    else
        where_->setWholeText(model_.listed() ? tr("%1 in “%2”").arg(found, queue) : tr("In “%1”").arg(queue));
}

void QueuesPanel::showRow() {
    const int row = model_.row();
    const QSignalBlocker quiet(list_->selectionModel());
    if (row < 0) {
        list_->clearSelection();
        list_->selectionModel()->clearCurrentIndex();
    } else {
        const QModelIndex at = model_.list().index(row);
        list_->selectionModel()->setCurrentIndex(at, QItemSelectionModel::ClearAndSelect);
        list_->scrollTo(at);
    }
    list_->viewport()->update();
}

} // namespace vrft::ui
