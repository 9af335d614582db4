// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/traces/review_page.h"

#include "ui/traces/below_image.h"
#include "ui/traces/group_table.h"
#include "ui/traces/queues_panel.h"
#include "ui/traces/reasoning_panel.h"
#include "ui/traces/reasoning_text.h"
#include "ui/traces/trace_viewer.h"
#include "ui/traces/trace_words.h"
#include "ui/traces/verdict_bar.h"
#include "ui/viewer/marks_key.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/key_cap.h"
#include "ui/widgets/next_step.h"
#include "ui/widgets/notice_bar.h"
#include "ui/widgets/splitter.h"
#include "ui/widgets/switch.h"
#include "ui/widgets/text.h"

#include <QFileDialog>
#include <QLabel>
#include <QListView>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace vrft::ui {

ReviewPage::ReviewPage(WorkspaceThread& workspace, FrameSource& frames, QWidget* parent)
    : Workplace(WorkplaceKind::Review, tr("Review"), QStringLiteral("review"), parent)
    , model_(workspace)
    , stack_(new QStackedWidget(this))
    , empty_(new NextStep(4, this))
    , notice_(new NoticeBar(this))
    , splitter_(new Splitter(QStringLiteral("review"), {264, 1240}, this)) {
    makeActions();
    queues_ = new QueuesPanel(model_, search_, splitter_);
    viewer_ = new TraceViewer(model_, frames, splitter_);
    splitter_->addWidget(queues_);
    splitter_->addWidget(makePage());
    for (QWidget* list : {static_cast<QWidget*>(&queues_->list()), static_cast<QWidget*>(&below_->group())})
        viewer_->marksKey().listenAt(list);
    splitter_->setStretchFactor(0, 0);
    splitter_->setStretchFactor(1, 1);
    splitter_->restore();
    empty_->addStep(train_);
    stack_->addWidget(empty_);
    stack_->addWidget(splitter_);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addWidget(notice_);
    all->addWidget(stack_, 1);
    connect(&workspace, &WorkspaceThread::library, viewer_, &TraceViewer::setLibrary);
    connectModel();
    showTitle();
    showStack();
}

void ReviewPage::makeActions() {
    const auto add = [this](const char* id, const QString& name, const QKeySequence& keys) {
        auto* action = new QAction(name, this);
        action->setObjectName(QString::fromLatin1(id));
        action->setShortcut(keys);
        addAction(action);
        return action;
    };
    previous_ = add("previousTrace", tr("Previous trace"), Qt::Key_K);
    next_ = add("nextTrace", tr("Next trace"), Qt::Key_J);
    blind_ = add("blindReview", tr("Blind: without reward, reference, run and step"), Qt::Key_B);
    blind_->setCheckable(true);
    search_ = add("searchTraces", tr("Search the reasoning"), Qt::CTRL | Qt::Key_F);
    refresh_ = add("renewTraces", tr("Renew the list"), Qt::Key_F5);
    export_ = new QAction(tr("Export verdicts as CSV…"), this);
    export_->setObjectName(QStringLiteral("exportVerdicts"));
    connect(export_, &QAction::triggered, this, &ReviewPage::exportVerdicts);
    train_ = new QAction(tr("Open Training"), this);
    connect(previous_, &QAction::triggered, this, [this] {
        verdict_->commit();
        model_.step(-1);
    });
    connect(next_, &QAction::triggered, this, [this] {
        verdict_->commit();
        model_.step(1);
    });
    connect(blind_, &QAction::toggled, &model_, &ReviewModel::setBlind);
    connect(refresh_, &QAction::triggered, &model_, &ReviewModel::refresh);
    connect(train_, &QAction::triggered, this, [this] { Q_EMIT placeWanted({WorkplaceKind::Training, {}}); });
}

QWidget* ReviewPage::makeBar() {
    bar_ = new QWidget(this);
    bar_->setObjectName(QStringLiteral("panel"));
    bar_->setAttribute(Qt::WA_StyledBackground);
    bar_->setFixedHeight(48);
    title_ = new ElidedLabel(TextKind::Head, bar_);
    title_->setObjectName(QStringLiteral("traceTitle"));
    setKind(title_, QStringLiteral("pageTitle"));
    about_ = new ElidedLabel(TextKind::Second, bar_);
    about_->setObjectName(QStringLiteral("traceAbout"));
    blindTag_ =
        makeTag(tr("Blind: reward, reference, run and step are hidden"), QStringLiteral("tagCaution"), bar_);
    blindTag_->setObjectName(QStringLiteral("blindTag"));
    blindTag_->hide();
    auto* blind = new Switch(tr("Blind"), bar_);
    blind->setObjectName(QStringLiteral("blind"));
    followKey(blind, blind_, tr("Hide reward, reference, run and step"));
    connect(blind, &QAbstractButton::toggled, blind_, &QAction::setChecked);
    connect(blind_, &QAction::toggled, blind, &QAbstractButton::setChecked);
    const auto button = [this](QAction* action, const QString& text, const QString& file) {
        auto* made = makeButton(text, ButtonKind::Plain, bar_);
        made->setIcon(vrft::ui::icon(file));
        followKey(made, action, action->text());
        connect(made, &QPushButton::clicked, action, &QAction::trigger);
        connect(action, &QAction::changed, made, [made, action] { made->setEnabled(action->isEnabled()); });
        return made;
    };
    auto* row = new QHBoxLayout(bar_);
    row->setContentsMargins(16, 0, 16, 0);
    row->setSpacing(8);
    row->addWidget(title_);
    row->addSpacing(8);
    row->addWidget(about_, 1);
    row->addWidget(blindTag_);
    row->addStretch(0);
    row->addWidget(blind);
    row->addWidget(makeLabel(tr("Blind"), TextKind::Second, bar_));
    row->addSpacing(8);
    row->addWidget(button(previous_, tr("Previous"), QStringLiteral("chevron-left")));
    row->addWidget(new KeyCap(previous_, bar_));
    row->addWidget(button(next_, tr("Next"), QStringLiteral("chevron-right")));
    row->addWidget(new KeyCap(next_, bar_));
    return bar_;
}

QWidget* ReviewPage::makePage() {
    auto* page = new QWidget(splitter_);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    inner_ = new Splitter(QStringLiteral("review/page"), {692, 552}, page);
    auto* middle = new QWidget(inner_);
    auto* middleColumn = new QVBoxLayout(middle);
    middleColumn->setContentsMargins(0, 0, 0, 0);
    middleColumn->setSpacing(0);
    below_ = new BelowImage(model_, middle);
    middleColumn->addWidget(viewer_, 1);
    middleColumn->addWidget(below_);
    right_ = new QWidget(inner_);
    right_->setMinimumWidth(400);
    auto* rightColumn = new QVBoxLayout(right_);
    rightColumn->setContentsMargins(0, 0, 0, 0);
    rightColumn->setSpacing(0);
    reasoning_ = new ReasoningPanel(model_, right_);
    verdict_ = new VerdictBar(model_, right_);
    connect(verdict_, &VerdictBar::commented, this, [this] { queues_->list().setFocus(); });
    rightColumn->addWidget(reasoning_, 1);
    rightColumn->addWidget(verdict_);
    inner_->addWidget(middle);
    inner_->addWidget(right_);
    inner_->setStretchFactor(0, 1);
    inner_->setStretchFactor(1, 0);
    inner_->restore();
    column->addWidget(makeBar());
    column->addWidget(makeLine(Qt::Horizontal, page));
    column->addWidget(inner_, 1);
    return page;
}

void ReviewPage::connectModel() {
    connect(&model_, &ReviewModel::runsChanged, this, &ReviewPage::showStack);
    connect(&model_, &ReviewModel::traceChanged, this, &ReviewPage::showTitle);
    connect(&model_, &ReviewModel::listChanged, this, &ReviewPage::showTitle);
    connect(&model_, &ReviewModel::blindChanged, this, &ReviewPage::showTitle);
    connect(&model_, &ReviewModel::said, this, &Workplace::said);
    connect(&model_, &ReviewModel::unreviewedChanged, this,
            [this](int count, const QString& meaning) { Q_EMIT badgeChanged(count, false, meaning); });
    connect(&model_, &ReviewModel::readingsChanged, this, &ReviewPage::showTitle);
    connect(&model_, &ReviewModel::exported, this, [this](const QString& file, int num) {
        Q_EMIT said(tr("Wrote %1 verdicts to %2").arg(grouped(num), file));
    });
    connect(&model_, &ReviewModel::trouble, this,
            [this](const QString& text) { notice_->say(tr("Review"), text, {}, tr("Close")); });
    connect(verdict_, &VerdictBar::labelWanted, this, &ReviewPage::openStudy);
    connect(&reasoning_->text(), &ReasoningText::placeHovered, viewer_, &TraceViewer::light);
    connect(viewer_, &TraceViewer::boxHovered, &reasoning_->text(), &ReasoningText::light);
}

void ReviewPage::showStack() {
    const bool any = !model_.runs().empty();
    stack_->setCurrentWidget(any ? static_cast<QWidget*>(splitter_) : empty_);
    if (any) return;
    if (model_.ready())
        empty_->setWords(tr("No traces yet"),
                         tr("A trace is an answer of a model with its reasoning. Train a model: every answer "
                            "it gives on the way stands here, beside its image."));
    else
        empty_->setWords(tr("Reading the runs"), tr("Traces appear here as they are found."));
}

void ReviewPage::showTitle() {
    const TracePointer& trace = model_.trace();
    previous_->setEnabled(model_.canStep(-1));
    next_->setEnabled(model_.canStep(1));
    blindTag_->setVisible(model_.blind());
    if (!trace) {
        title_->setWholeText({});
        about_->setWholeText({});
        return;
    }
    title_->setWholeText(harmless(qs(trace->row.sample)));
    QStringList about;
    if (!model_.blind()) {
        if (trace->sample != nullptr) about << splitWord(trace->sample->split);
        about << tr("Run %1").arg(trace->runName) << tr("step %1").arg(trace->row.step);
        if (trace->row.kind == CompletionKind::ImageGain) about << tr("image exchanged");
        if (!trace->reference.isEmpty()) about << tr("reference %1").arg(trace->reference);
        if (const QString readers = model_.readersWords(); !readers.isEmpty()) about << readers;
        if (const QString renamed = model_.renamedWords(); !renamed.isEmpty())
            about << tr("renamed since: %1").arg(renamed);
    }
    about_->setWholeText(about.join(QStringLiteral(" · ")));
}

void ReviewPage::openStudy() {
    if (!model_.image()) return;
    Q_EMIT placeWanted(
        {WorkplaceKind::Studies, QStringLiteral("%1 %2 %3")
                                     .arg(qs(model_.image()->sopUid))
                                     .arg(model_.image()->frame)
                                     .arg(model_.trace() ? qs(model_.trace()->task) : QString())});
}

void ReviewPage::exportVerdicts() {
    verdict_->commit();
    const QString file = QFileDialog::getSaveFileName(
        this, tr("Export verdicts as CSV"), QStringLiteral("%1-verdicts.csv").arg(qs(model_.scope().run)),
        tr("CSV (*.csv)"));
    if (!file.isEmpty()) model_.exportVerdicts(std::filesystem::path(utf8(file)));
}

QList<QWidget*> ReviewPage::areas() const {
    return {queues_, &viewer_->view(), right_};
}

void ReviewPage::enter() {
    model_.setWatching(true);
    model_.comeIntoView();
    queues_->list().setFocus();
}

void ReviewPage::hideEvent(QHideEvent* event) {
    Workplace::hideEvent(event);
    model_.setWatching(false);
}

void ReviewPage::commit() {
    verdict_->commit();
}

void ReviewPage::leave() {
    commit();
    model_.close();
}

void ReviewPage::setReader(const QString& reader) {
    model_.setReader(reader);
}

void ReviewPage::open(const PlaceLink& link) {
    const qsizetype blank = link.what.lastIndexOf(QLatin1Char(' '));
    auto place = placeOfCompletionId(link.what.mid(blank + 1));
    if (blank < 0 || !place) return model_.chooseRun(utf8(link.what));
    place->run = utf8(link.what.left(blank));
    model_.open(*place);
}

std::any ReviewPage::state() const {
    return model_.state();
}

void ReviewPage::setState(const std::any& state) {
    const auto* of = std::any_cast<ReviewState>(&state);
    if (of == nullptr) return;
    blind_->setChecked(of->blind);
    model_.beginWith(*of);
}

bool ReviewPage::shows(const std::string& entity) const {
    return entity == "verdict";
}

void ReviewPage::showEdit(const SteppedEdit& edit) {
    model_.verdictStepped(edit.key);
}

void ReviewPage::setLeftHidden(bool hidden) {
    queues_->setVisible(!hidden);
}

void ReviewPage::setRightHidden(bool hidden) {
    right_->setVisible(!hidden);
}

void ReviewPage::setOnlyImage(bool only) {
    bar_->setVisible(!only);
    below_->setVisible(!only);
    viewer_->setChromeHidden(only);
}

std::vector<KeyGroup> ReviewPage::keyGroups() const {
    return {{tr("Trace"),
             QList<QAction*>{next_, previous_, blind_, search_, refresh_},
             {{tr("Along the steps, in the strip"), tr("arrow keys")}}},
            {tr("Verdict"), verdict_->actions(), {}},
            {tr("Image"),
             viewer_->viewActions(),
             {{tr("Window and level"), tr("right drag")},
              {tr("Move the image"), tr("middle drag")},
              {tr("Zoom at the pointer"), tr("Ctrl + wheel")},
              {tr("Fit"), tr("double-click")},
              {MarksKey::words(), MarksKey::held()}}}};
}

MenuActions ReviewPage::menuActions() const {
    MenuActions menus;
    menus.workspace = {export_};
    menus.edit = QList<QAction*>{search_} + verdict_->actions();
    menus.view = viewer_->viewActions() + QList<QAction*>{blind_, refresh_};
    menus.go = {next_, previous_};
    return menus;
}

} // namespace vrft::ui
