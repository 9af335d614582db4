// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/datasets/datasets_page.h"

#include "ui/datasets/balance_view.h"
#include "ui/datasets/check_list.h"
#include "ui/datasets/filter_panel.h"
#include "ui/datasets/freeze_job.h"
#include "ui/datasets/sample_view.h"
#include "ui/datasets/split_panel.h"
#include "ui/datasets/version_table.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/key_cap.h"
#include "ui/widgets/next_step.h"
#include "ui/widgets/notice_bar.h"
#include "ui/widgets/page_bar.h"
#include "ui/widgets/scrolling.h"
#include "ui/widgets/splitter.h"
#include "ui/widgets/text.h"

#include <QDateTime>
#include <QMenu>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace vrft::ui {

namespace {

constexpr int kWidestName = 320; // of a task, in the title

} // namespace

DatasetsPage::DatasetsPage(WorkspaceThread& workspace, FrameSource& frames, QWidget* parent)
    : Workplace(WorkplaceKind::Dataset, tr("Dataset"), QStringLiteral("dataset"), parent)
    , workspace_(workspace)
    , model_(workspace)
    , thumbnails_(frames)
    , outer_(new Splitter(QStringLiteral("dataset"), {280, 1232}, this))
    , notice_(new NoticeBar(this)) {
    makeActions();
    filters_ = new FilterPanel(model_, outer_);
    auto* right = new QWidget(outer_);
    bar_ = new PageBar(PageBar::Of::Page, tr("Dataset"), right);
    tag_ = makeTag({}, QStringLiteral("tagCaution"), bar_);
    tag_->setObjectName(QStringLiteral("frozenTag"));
    words_ = new ElidedLabel(TextKind::Second, bar_);
    words_->setObjectName(QStringLiteral("datasetWords"));
    export_ = makeButton(tr("Export…"), ButtonKind::Plain, bar_);
    export_->setObjectName(QStringLiteral("exportLabels"));
    export_->setToolTip(tr("Write labels as a file that other programs read"));
    auto* menu = new QMenu(export_);
    menu->addActions(exports_);
    export_->setMenu(menu);
    bar_->addAfterTitle(tag_);
    bar_->addAfterTitle(words_);
    bar_->addAtRight(export_);
    inner_ = new Splitter(QStringLiteral("dataset-right"), {776, 456}, right);
    middle_ = makeMiddle();
    split_ = new SplitPanel(model_, freeze_, inner_);
    inner_->addWidget(middle_);
    inner_->addWidget(split_);
    inner_->setStretchFactor(0, 1);
    inner_->setStretchFactor(1, 0);
    inner_->restore();
    stack_ = new QStackedWidget(right);
    makeEmptyPages();
    stack_->addWidget(inner_);
    stack_->addWidget(noTask_);
    stack_->addWidget(noLabel_);
    auto* column = new QVBoxLayout(right);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(bar_);
    column->addWidget(stack_, 1);
    outer_->addWidget(filters_);
    outer_->addWidget(right);
    outer_->setStretchFactor(0, 0);
    outer_->setStretchFactor(1, 1);
    outer_->restore();
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addWidget(notice_);
    all->addWidget(outer_, 1);
    connectParts();
    showPicture();
}

DatasetsPage::~DatasetsPage() = default;

void DatasetsPage::makeActions() {
    freeze_ = new QAction(tr("Freeze"), this);
    freeze_->setShortcut(Qt::CTRL | Qt::SHIFT | Qt::Key_F);
    freeze_->setEnabled(false);
    connect(freeze_, &QAction::triggered, this, &DatasetsPage::freeze);
    refresh_ = new QAction(tr("Check again"), this);
    refresh_->setShortcut(Qt::Key_F5);
    connect(refresh_, &QAction::triggered, &model_, &DatasetModel::refresh);
    const auto add = [this](const QString& name, bool everyTask, bool csv) {
        auto* action = new QAction(name, this);
        connect(action, &QAction::triggered, this, [this, everyTask, csv] { exportLabels(everyTask, csv); });
        exports_ << action;
    };
    add(tr("Labels of this task as JSON lines…"), false, false);
    add(tr("Labels of this task as CSV…"), false, true);
    add(tr("Labels of every task as JSON lines…"), true, false);
    add(tr("Labels of every task as CSV…"), true, true);
    addActions({freeze_, refresh_});
}

QWidget* DatasetsPage::makeMiddle() {
    auto* inside = new QWidget(inner_);
    inside->setObjectName(QStringLiteral("page"));
    inside->setAttribute(Qt::WA_StyledBackground);
    auto* column = new QVBoxLayout(inside);
    column->setContentsMargins(16, 12, 16, 12);
    column->setSpacing(16);
    column->addWidget(makeBalance());
    column->addWidget(makeChecks());
    samples_ = new SampleView(thumbnails_, inside);
    samples_->setMinimumHeight(180);
    column->addWidget(samples_, 1);
    versions_ = new VersionTable(inside);
    column->addWidget(versions_);
    auto* scroll = makeScrolling(inside, inner_);
    scroll->setMinimumWidth(420);
    return scroll;
}

QWidget* DatasetsPage::makeBalance() {
    auto* all = new QWidget(inner_);
    auto* head = new QHBoxLayout;
    head->setSpacing(8);
    balanceWords_ = new ElidedLabel(TextKind::Second, all);
    balanceWords_->setObjectName(QStringLiteral("balanceWords"));
    legend_ = new SplitLegend(all);
    head->addWidget(makeLabel(tr("Balance"), TextKind::Head, all));
    head->addWidget(balanceWords_);
    head->addStretch(1);
    head->addWidget(legend_);
    balance_ = new BalanceView(all);
    majority_ = makeLabel({}, TextKind::Grey, all);
    majority_->setObjectName(QStringLiteral("majority"));
    majority_->setWordWrap(true);
    auto* column = new QVBoxLayout(all);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addLayout(head);
    column->addWidget(balance_);
    column->addWidget(majority_);
    return all;
}

QWidget* DatasetsPage::makeChecks() {
    auto* all = new QWidget(inner_);
    auto* head = new QHBoxLayout;
    head->setSpacing(8);
    checkWords_ = new ElidedLabel(TextKind::Second, all);
    checkWords_->setObjectName(QStringLiteral("checkWords"));
    checkTime_ = makeLabel({}, TextKind::Caption, all);
    auto* again = makeButton(refresh_->text(), ButtonKind::Plain, all);
    again->setObjectName(QStringLiteral("checkAgain"));
    followKey(again, refresh_, tr("Read everything anew and check it"));
    connect(again, &QPushButton::clicked, refresh_, &QAction::trigger);
    head->addWidget(makeLabel(tr("Checks"), TextKind::Head, all));
    head->addWidget(checkWords_);
    head->addStretch(1);
    head->addWidget(checkTime_);
    head->addWidget(again);
    checks_ = new CheckList(all);
    auto* column = new QVBoxLayout(all);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addLayout(head);
    column->addWidget(checks_);
    return all;
}

void DatasetsPage::makeEmptyPages() {
    const auto go = [this](const QString& name, WorkplaceKind place) {
        auto* action = new QAction(name, this);
        connect(action, &QAction::triggered, this, [this, place] { Q_EMIT placeWanted({place, {}}); });
        return action;
    };
    noTask_ = new NextStep(2, this);
    noTask_->setWords(tr("No task yet"),
                      tr("A dataset answers one question about images. Write the question and its classes in "
                         "Knowledge, then label images in Studies."));
    noTask_->addStep(go(tr("Write a task"), WorkplaceKind::Knowledge));
    noTask_->addOther(go(tr("Go to Studies"), WorkplaceKind::Studies));
    noLabel_ = new NextStep(2, this);
    noLabel_->addStep(go(tr("Label images"), WorkplaceKind::Studies));
}

void DatasetsPage::connectParts() {
    connect(&model_, &DatasetModel::pictureChanged, this, &DatasetsPage::showPicture);
    connect(&model_, &DatasetModel::tasksChanged, this, &DatasetsPage::showPicture);
    connect(&model_, &DatasetModel::failed, this, [this](const QString& text) {
        notice_->say(tr("The workspace can’t be read"), text, tr("Close"), {});
    });
    connect(&model_, &DatasetModel::workingChanged, this, &DatasetsPage::showState);
    connect(&model_, &DatasetModel::edited, this, [this] { versions_->choose({}); }); // it shows in the next
    connect(&model_, &DatasetModel::choiceChanged, this, [this] {
        split_->say({}, false);
        showState();
    });
    connect(balance_, &BalanceView::rowPicked, samples_, &SampleView::showClass);
    connect(checks_, &CheckList::lookWanted, this,
            [this](const QString& kind) { samples_->showCheck(utf8(kind)); });
    connect(checks_, &CheckList::leaveOutWanted, this, [this](const QString& kind, bool out) {
        model_.change([&](DraftChoice& choice) {
            if (out)
                choice.leftOutChecks.insert(utf8(kind));
            else
                choice.leftOutChecks.erase(utf8(kind));
        });
    });
    connect(samples_, &SampleView::leaveOutWanted, this, [this](const std::set<ImageRef>& images, bool out) {
        model_.change([&](DraftChoice& choice) {
            for (const ImageRef& image : images)
                if (out)
                    choice.leftOutImages.insert(image);
                else
                    choice.leftOutImages.erase(image);
        });
    });
    connect(samples_, &SampleView::openWanted, this, [this](const ImageRef& image) {
        Q_EMIT placeWanted(
            {WorkplaceKind::Studies, QStringLiteral("%1 %2").arg(qs(image.sopUid)).arg(image.frame)});
    });
    connect(versions_, &VersionTable::chosenChanged, this, [this] {
        split_->say({}, false); // of another version
        showVersion(versions_->chosen());
    });
    connect(versions_, &VersionTable::compareWanted, this, &DatasetsPage::compareVersions);
    connect(versions_, &VersionTable::runWanted, this, [this](const QString& run) {
        Q_EMIT placeWanted({WorkplaceKind::Training, run});
    });
    connect(split_, &SplitPanel::draftWanted, this, [this] { versions_->choose({}); });
    connect(split_, &SplitPanel::compareWanted, this, &DatasetsPage::compareDraft);
    connect(split_, &SplitPanel::versionWanted, this, [this](int number) {
        const auto& picture = model_.picture();
        if (!picture) return;
        for (const FrozenVersion& version : picture->versions)
            if (version.number == number) {
                split_->say({}, false);
                versions_->choose(version.row.hash);
                break;
            }
    });
    connect(split_, &SplitPanel::stopWanted, this, [this] {
        if (job_ != nullptr) job_->stop();
    });
    connect(split_, &SplitPanel::trainWanted, this, [this] {
        if (const FrozenVersion* version = versions_->chosen())
            Q_EMIT placeWanted({WorkplaceKind::Training, QStringLiteral("dataset/") + qs(version->row.hash)});
    });
}

void DatasetsPage::showPicture() {
    const auto& picture = model_.picture();
    const bool nothing = picture && picture->draft->source->labelled.empty() && picture->versions.empty();
    if (nothing)
        noLabel_->setWords(
            tr("Nothing to freeze yet"),
            tr("No image is labelled for “%1”. Label some in Studies: a dataset needs labelled "
               "images in train, held out and test.")
                .arg(qs(picture->draft->source->task.name)));
    stack_->setCurrentWidget(model_.tasks().empty() ? static_cast<QWidget*>(noTask_)
                             : nothing              ? static_cast<QWidget*>(noLabel_)
                                                    : static_cast<QWidget*>(inner_));
    middle_->setVisible(picture != nullptr);
    if (picture) {
        const DatasetDraft& draft = *picture->draft;
        bar_->setTitle(
            tr("%1 dataset")
                .arg(fontMetrics().elidedText(qs(draft.source->task.name), Qt::ElideRight, kWidestName)));
        balanceWords_->setWholeText(
            tr("%1 of %2")
                .arg(counted(static_cast<qint64>(draft.samples.size()), tr("1 image"), tr("%1 images")),
                     counted(draft.num_patients, tr("1 patient"), tr("%1 patients"))));
        legend_->show(draft.counts);
        balance_->show(draft);
        majority_->setVisible(draft.majority.has_value());
        if (draft.majority)
            majority_->setText(
                tr("Always answering “%1” would be right in %2 % of cases, %3 % of the held-out ones. This "
                   "figure stands beside every accuracy.")
                    .arg(draft.majority->name, figure(100 * draft.majority->share, 1),
                         figure(100 * draft.majority->heldOut, 1)));
        checkWords_->setWholeText(checkSummary(draft));
        checkTime_->setText(tr("%1, in %2 s")
                                .arg(QDateTime::fromSecsSinceEpoch(static_cast<qint64>(draft.time))
                                         .toString(QStringLiteral("HH:mm:ss")),
                                     figure(std::max(0.1, draft.seconds), 1)));
        checks_->show(draft);
        samples_->show(picture->draft);
    } else {
        bar_->setTitle(tr("Dataset"));
    }
    versions_->show(picture);
    if (picture && !wantedVersion_.empty())
        for (const FrozenVersion& version : picture->versions)
            if (version.row.hash == wantedVersion_ || version.folder.filename() == wantedVersion_) {
                wantedVersion_.clear();
                if (std::exchange(already_, false)) {
                    wantedWords_.clear();
                    split_->sayFrozenAlready(version.number);
                    break;
                }
                versions_->choose(version.row.hash);
                if (!wantedWords_.isEmpty()) {
                    const QString words = std::exchange(wantedWords_, {}).arg(version.number);
                    split_->say(words, false);
                    Q_EMIT said(words);
                }
                break;
            }
    chooseFirst();
    showVersion(versions_->chosen());
}

// Where a task is looked at for the first time and nothing is new, its last version is what goes on.
void DatasetsPage::chooseFirst() {
    const auto& picture = model_.picture();
    const std::string task = picture ? picture->draft->choice.task : std::string();
    if (std::exchange(shownTask_, task) == task || !picture) return;
    const DraftChoice& choice = picture->draft->choice;
    const bool same = picture->draft->change && picture->draft->change->none() && !choice.wholeRange &&
                      !choice.window && !choice.newPlan;
    if (same && versions_->chosen() == nullptr) versions_->choose(picture->versions.back().row.hash);
}

void DatasetsPage::showVersion(const FrozenVersion* version) {
    split_->show(version);
    showState();
}

QString DatasetsPage::freezeName() const {
    const auto& picture = model_.picture();
    return picture ? tr("Freeze as version %1").arg(picture->versions.size() + 1) : tr("Freeze");
}

void DatasetsPage::showState() {
    const auto& picture = model_.picture();
    const FrozenVersion* version = versions_->chosen();
    freeze_->setText(freezeName());
    freeze_->setEnabled(picture && version == nullptr && job_ == nullptr && model_.upToDate() &&
                        picture->draft->blocked.isEmpty());
    split_->show(version);
    tag_->setVisible(picture != nullptr);
    words_->setVisible(picture != nullptr);
    export_->setEnabled(!model_.tasks().empty());
    if (!picture) return;
    // Of the draft, as all that stands below: a chosen version is shown beside it.
    const DatasetDraft& draft = *picture->draft;
    const bool same = draft.change && draft.change->none();
    setKind(tag_, same ? QStringLiteral("tagGood") : QStringLiteral("tagCaution"));
    tag_->setText(same ? tr("as version %1").arg(picture->versions.back().number) : tr("draft, not frozen"));
    QString words = draft.num_matching == 1 ? tr("1 image matches")
                                            : tr("%1 images match").arg(grouped(draft.num_matching));
    if (const auto out = draft.num_matching - static_cast<std::int64_t>(draft.samples.size()); out > 0)
        words += tr(", %1 left out").arg(grouped(out));
    words_->setWholeText(tr("Knowledge version %1 · %2").arg(draft.source->version).arg(words));
}

QList<QWidget*> DatasetsPage::areas() const {
    return {filters_, middle_, split_};
}

void DatasetsPage::enter() {
    if (QWidget* first = samples_->isVisible() ? samples_->focusTarget() : nullptr) first->setFocus();
}

void DatasetsPage::leave() {
    if (job_ == nullptr) return;
    delete std::exchange(job_, nullptr); // stops and waits for it
    split_->showProgress(0, -1);
}

void DatasetsPage::setReader(const QString& reader) {
    model_.setReader(reader);
}

void DatasetsPage::open(const PlaceLink& link) {
    const std::string what = utf8(link.what);
    for (const Task& task : model_.tasks()) {
        if (task.id == what) return model_.chooseTask(what);
        if (!what.starts_with(task.id + "-")) continue;
        model_.chooseTask(task.id);
        wantedVersion_ = what;
        already_ = false;
        model_.refresh();
    }
}

QString DatasetsPage::unfinished() const {
    return freezing() ? tr("A dataset is being frozen") : QString();
}

void DatasetsPage::setLeftHidden(bool hidden) {
    filters_->setVisible(!hidden);
}

void DatasetsPage::setRightHidden(bool hidden) {
    split_->setVisible(!hidden);
}

std::vector<KeyGroup> DatasetsPage::keyGroups() const {
    return {{tr("Dataset"),
             {freeze_, refresh_, samples_->openAction(), samples_->leaveOutAction()},
             {{tr("Move a handle of the split"), tr("arrow keys")}, {tr("The other handle"), tr("Space")}}}};
}

MenuActions DatasetsPage::menuActions() const {
    MenuActions menus;
    menus.workspace = exports_;
    menus.edit = {samples_->leaveOutAction()};
    menus.view = {refresh_};
    menus.go = {samples_->openAction()};
    menus.run = {freeze_};
    return menus;
}

void DatasetsPage::showEvent(QShowEvent* event) {
    Workplace::showEvent(event);
    model_.setWatched(true);
}

void DatasetsPage::hideEvent(QHideEvent* event) {
    Workplace::hideEvent(event);
    model_.setWatched(false);
}

} // namespace vrft::ui
