// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/study_view.h"

#include "core/error.h"
#include "core/files.h"
#include "core/run/run_folder.h"
#include "ui/runs/study_form.h"
#include "ui/runs/study_page.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/row_ground.h"
#include "ui/widgets/splitter.h"
#include "ui/widgets/text.h"
#include "ui/widgets/theme.h"
#include "ui/workspace/engine_program.h"
#include "ui/workspace/program_job.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QListView>
#include <QPainter>
#include <QPointer>
#include <QStackedWidget>
#include <QStandardItemModel>
#include <QStyledItemDelegate>
#include <QVBoxLayout>
#include <algorithm>
#include <ctime>
#include <set>

namespace vrft::ui {

namespace fs = std::filesystem;

namespace {

constexpr int kReadSoon_ms = 120;
constexpr int kReadLater_ms = 1000;
constexpr int kStudyRow = 46;
constexpr int kStudyId = Qt::UserRole;
constexpr int kStudyState = Qt::UserRole + 1;

fs::path studiesOf(const fs::path& workspace) {
    return workspace / "studies";
}

// As the name of a folder.
std::string folderNameOf(const QString& typed) {
    QString name;
    for (const QChar c : typed.simplified())
        name += c.isLetterOrNumber() || QStringLiteral("-_+.").contains(c) ? c : QChar(u'-');
    return name.isEmpty() ? "strategies" : utf8(name);
}

// A study's name over how far it is.
class StudyDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override {
        return {100, textPixels(kStudyRow)};
    }
    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override {
        painter->save();
        paintRowGround(*painter, option, RowEdge::Bar);
        const QRect line(option.rect.left() + 12, option.rect.top() + textPixels(4), option.rect.width() - 20,
                         textPixels(20));
        QFont font = option.font;
        const auto write = [&](const QRect& place, const QString& text, int pixels, bool bold, Token ink) {
            font.setPixelSize(textPixels(pixels));
            font.setBold(bold);
            painter->setFont(font);
            painter->setPen(colour(ink));
            painter->drawText(place, Qt::AlignLeft | Qt::AlignVCenter,
                              QFontMetrics(font).elidedText(text, Qt::ElideRight, place.width()));
        };
        write(line, index.data().toString(), 13, true, Token::Text);
        write(line.translated(0, textPixels(18)), index.data(kStudyState).toString(), 12, false,
              Token::Text2);
        painter->restore();
    }
};

} // namespace

StudyView::StudyView(WorkspaceThread& workspace, QWidget* parent)
    : QWidget(parent)
    , workspace_(workspace)
    , splitter_(new Splitter(QStringLiteral("studies"), {232, 1280}, this))
    , left_(new QWidget(this))
    , model_(new QStandardItemModel(this))
    , list_(new QListView(left_))
    , pages_(new QStackedWidget(this))
    , form_(new StudyForm(pages_))
    , page_(new StudyPage(pages_)) {
    pool_.setMaxThreadCount(1);
    soon_.setSingleShot(true);
    soon_.setInterval(kReadSoon_ms);
    connect(&soon_, &QTimer::timeout, this, &StudyView::read);
    later_.setSingleShot(true);
    later_.setInterval(kReadLater_ms);
    connect(&later_, &QTimer::timeout, this, [this] {
        if (isVisible()) read();
    });
    left_->setObjectName(QStringLiteral("panel"));
    left_->setAttribute(Qt::WA_StyledBackground);
    left_->setMinimumWidth(200);
    newStudy_ = makeButton(tr("New study"), ButtonKind::Plain, left_);
    newStudy_->setObjectName(QStringLiteral("newStudy"));
    newStudy_->setToolTip(tr("Choose strategies, datasets and seeds of a new study"));
    connect(newStudy_, &QPushButton::clicked, this, [this] {
        choose({});
        form_->firstField()->setFocus(Qt::OtherFocusReason);
    });
    list_->setObjectName(QStringLiteral("studyList"));
    list_->setAccessibleName(tr("Studies of strategies"));
    list_->setToolTip(tr("Studies of this workspace, the newest first"));
    list_->setModel(model_);
    list_->setItemDelegate(new StudyDelegate(list_));
    list_->setMouseTracking(true);
    list_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    list_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    list_->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    list_->setTextElideMode(Qt::ElideRight);
    connect(list_->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex& now) {
                if (!filling_ && now.isValid()) choose(now.data(kStudyId).toString());
            });
    auto* head = new QHBoxLayout;
    head->setContentsMargins(12, 6, 8, 6);
    head->addWidget(makeLabel(tr("Studies"), TextKind::Head, left_), 1);
    head->addWidget(newStudy_);
    auto* column = new QVBoxLayout(left_);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(head);
    column->addWidget(makeLine(Qt::Horizontal, left_));
    column->addWidget(list_, 1);
    pages_->setObjectName(QStringLiteral("page"));
    pages_->setAttribute(Qt::WA_StyledBackground);
    pages_->setMinimumWidth(420);
    pages_->addWidget(form_);
    pages_->addWidget(page_);
    splitter_->addWidget(left_);
    splitter_->addWidget(pages_);
    splitter_->setStretchFactor(1, 1);
    splitter_->restore();
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(splitter_);
    connect(form_, &StudyForm::startWanted, this, &StudyView::start);
    connect(form_, &StudyForm::datasetPlaceWanted, this, &StudyView::datasetPlaceWanted);
    connect(page_, &StudyPage::resumeWanted, this, [this] { prepare(chosen_); });
    connect(page_, &StudyPage::stopWanted, this, [this] {
        if (page_->study()) Q_EMIT stopWanted(page_->study()->openRuns());
    });
    connect(page_, &StudyPage::runWanted, this, &StudyView::runWanted);
    connect(page_, &StudyPage::said, this, &StudyView::said);
    connect(&workspace_, &WorkspaceThread::opened, this, [this] {
        ++asked_; // what another workspace answers comes too late
        studies_.reset();
        decided_ = decided_ && !everOpened_; // of another workspace
        everOpened_ = true;
        if (isVisible()) {
            refreshOffer();
            soon_.start();
        }
    });
}

StudyView::~StudyView() = default;

QWidget* StudyView::middle() const {
    return pages_;
}

void StudyView::setLeftHidden(bool hidden) {
    left_->setVisible(!hidden);
}

StudyViewState StudyView::state() const {
    return {chosen_, form_->choice()};
}

void StudyView::beginWith(const StudyViewState& state) {
    chosen_ = state.study;
    decided_ = true;
    form_->beginWith(state.choice);
    showChosen();
}

void StudyView::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    refreshOffer();
    soon_.start();
}

void StudyView::setRuns(const RunsPointer& runs) {
    runs_ = runs;
    if (isVisible()) {
        page_->show(page_->study(), runs_);
        soon_.start(); // a run that ended has changed its table
    }
}

void StudyView::refreshOffer() {
    const fs::path folder = workspace_.folder();
    if (folder.empty()) return;
    workspace_.read(
        this, [](Workspace& workspace) { return readStoredSources(workspace); },
        [this, folder](const StoredSources& stored) {
            pool_.start([this, folder, stored, program = engineProgram()] {
                StudyOffer offer{readLaunchOffer(folder, stored), readRunSpeeds(folder / "runs"),
                                 fs::exists(program)};
                QMetaObject::invokeMethod(this, [this, folder, offer] {
                    if (folder == workspace_.folder()) form_->setOffer(offer);
                });
            });
        });
}

void StudyView::read() {
    const fs::path folder = workspace_.folder();
    if (folder.empty()) return;
    const int asked = ++asked_;
    pool_.start([this, asked, folder, before = studies_] {
        const StudiesPointer studies = readStudies(studiesOf(folder), before);
        QMetaObject::invokeMethod(this, [this, asked, studies] {
            if (asked == asked_) take(studies);
        });
    });
}

void StudyView::take(const StudiesPointer& studies) {
    const bool first = !studies_;
    studies_ = studies;
    const bool there = std::any_of(studies->all.begin(), studies->all.end(),
                                   [this](const StudyPointer& study) { return study->id == chosen_; });
    if (!there) chosen_ = first && !decided_ && !studies->all.empty() ? studies->all.front()->id : QString();
    fillList();
    showChosen();
    if (awaitsTable()) later_.start();
    if (launch_.isEmpty()) return;
    for (const StudyPointer& study : studies->all) {
        if (study->id != launch_) continue;
        launch_.clear();
        if (const QStringList runs = study->openRuns(); !runs.isEmpty())
            Q_EMIT startWanted(study->folder / "study.json", runs);
        return;
    }
}

// A run's end is seen before the engine has written its table.
bool StudyView::awaitsTable() const {
    if (!runs_) return false;
    std::set<QString> ended;
    for (const RunLine& line : runs_->lines)
        if (line.state == RunState::Finished) ended.insert(line.id);
    for (const StudyPointer& study : studies_->all)
        for (const QString& run : study->openRuns())
            if (ended.contains(run)) return true;
    return false;
}

void StudyView::fillList() {
    filling_ = true;
    if (model_->rowCount() != static_cast<int>(studies_->all.size())) {
        model_->clear();
        for (std::size_t i = 0; i < studies_->all.size(); ++i)
            model_->appendRow(new QStandardItem);
    }
    int row = 0;
    int chosen = -1;
    for (const StudyPointer& study : studies_->all) {
        QStandardItem* item = model_->item(row);
        const QString state = study->total > 0 ? tr("%1 of %2 runs done").arg(study->done).arg(study->total)
                                               : tr("no runs yet");
        item->setText(study->name);
        item->setData(state, kStudyState);
        item->setData(study->id, kStudyId);
        item->setToolTip(plainToolTip(QStringLiteral("%1 · %2").arg(harmlessLine(study->id, 160), state)));
        item->setData(QStringLiteral("%1, %2").arg(study->name, state), Qt::AccessibleTextRole);
        if (study->id == chosen_) chosen = row;
        ++row;
    }
    list_->setCurrentIndex(chosen < 0 ? QModelIndex() : model_->index(chosen, 0));
    if (chosen < 0) list_->clearSelection();
    filling_ = false;
}

void StudyView::choose(const QString& study) {
    chosen_ = study;
    decided_ = true;
    if (studies_) fillList();
    showChosen();
}

void StudyView::showChosen() {
    StudyPointer shown;
    if (studies_)
        for (const StudyPointer& study : studies_->all)
            if (study->id == chosen_) shown = study;
    if (shown) page_->show(shown, runs_);
    pages_->setCurrentWidget(shown ? static_cast<QWidget*>(page_) : form_);
}

void StudyView::start() {
    if (busy() || !form_->missing().isEmpty()) return;
    const LaunchOffer& offer = *form_->offer().launch;
    std::string name;
    Json json;
    fs::path folder;
    try {
        name = runFolderName(std::time(nullptr), folderNameOf(form_->choice().name));
        folder = studiesOf(offer.workspace) / name;
        const StudySpec spec = studySpecOf(form_->choice(), offer, name);
        studyCells(form_->choice(), offer); // rows that would share a folder are told here
        json = studyToJson(spec, folder);
    } catch (const Error& problem) {
        form_->setTrouble(qs(problem.what()));
        return;
    }
    form_->setBusy(true);
    pool_.start([this, folder, name, json] {
        QString trouble;
        try {
            makeFolders(folder);
            writeFileAtomic(folder / "study.json", jsonPretty(json));
        } catch (const Error& problem) {
            trouble = qs(problem.what());
        }
        QMetaObject::invokeMethod(this, [this, name, trouble] {
            if (trouble.isEmpty()) return prepare(qs(name));
            form_->setBusy(false);
            form_->setTrouble(trouble);
        });
    });
}

void StudyView::prepare(const QString& study) {
    if (busy() || study.isEmpty()) return;
    page_->setTrouble({});
    page_->setBusy(true);
    const fs::path file = studiesOf(workspace_.folder()) / utf8(study) / "study.json";
    job_ = new ProgramJob(engineProgram(),
                          {QStringLiteral("study"), qs(file.string()), QStringLiteral("--prepare")}, this);
    connect(job_, &ProgramJob::finished, this, [this, study] { prepared(study); });
    connect(job_, &ProgramJob::failed, this, [this, study](const QString& text) { failed(study, text); });
    job_->start();
}

void StudyView::prepared(const QString& study) {
    job_->deleteLater();
    job_ = nullptr;
    form_->setBusy(false);
    page_->setBusy(false);
    chosen_ = study;
    launch_ = study;
    read();
}

// The study stays: Resume tries it again.
void StudyView::failed(const QString& study, const QString& text) {
    job_->deleteLater();
    job_ = nullptr;
    const bool fromForm = pages_->currentWidget() == form_;
    form_->setBusy(false);
    page_->setBusy(false);
    if (fromForm)
        form_->setTrouble(text);
    else if (chosen_ == study)
        page_->setTrouble(text);
    soon_.start();
}

} // namespace vrft::ui
