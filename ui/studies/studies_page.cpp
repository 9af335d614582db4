// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/studies/studies_page.h"

#include "core/store/workspace.h"
#include "ui/annotate/ask_panel.h"
#include "ui/annotate/label_panel.h"
#include "ui/studies/browser.h"
#include "ui/studies/empty_page.h"
#include "ui/studies/ledger_dialog.h"
#include "ui/viewer/marks_key.h"
#include "ui/viewer/viewer_panel.h"
#include "ui/widgets/notice_bar.h"
#include "ui/widgets/splitter.h"
#include "ui/widgets/text.h"

#include <QDragEnterEvent>
#include <QFileDialog>
#include <QMimeData>
#include <QSettings>
#include <QTreeView>
#include <QUrl>
#include <QVBoxLayout>

namespace vrft::ui {

namespace {

struct StudiesState {
    std::optional<ImageRef> image;
    StudyFilterState filter;
    std::string task; // id
    ViewerLook look;
    std::vector<ImageRef> leftBehind;
};

QAction* drawBoxAction(const ViewerPanel& viewer) {
    for (QAction* action : viewer.viewActions())
        if (action->shortcut() == QKeySequence(Qt::Key_B)) return action;
    return nullptr;
}

} // namespace

StudiesPage::StudiesPage(WorkspaceThread& workspace, FrameSource& frames, QAction* sample, QAction* openOther,
                         QWidget* parent)
    : Workplace(WorkplaceKind::Studies, tr("Studies"), QStringLiteral("studies"), parent)
    , workspace_(workspace)
    , thumbnails_(frames)
    , import_(new QAction(tr("Import a folder…"), this))
    , importFiles_(new QAction(tr("Import files…"), this))
    , filter_(new QAction(tr("Filter studies"), this))
    , trash_(new QAction(tr("Move to the Trash"), this))
    , stack_(new QStackedWidget(this))
    , splitter_(new Splitter(QStringLiteral("studies"), {472, 808, 320}, this))
    , notice_(new NoticeBar(this))
    , ledger_(new LedgerDialog(this)) {
    setAcceptDrops(true);
    import_->setShortcut(Qt::CTRL | Qt::Key_I);
    importFiles_->setShortcut(Qt::CTRL | Qt::SHIFT | Qt::Key_I);
    filter_->setShortcut(Qt::CTRL | Qt::Key_F);
    trash_->setShortcut(Qt::CTRL | Qt::Key_Delete);
    addActions({import_, importFiles_, filter_, trash_});
    viewer_ = new ViewerPanel(frames, thumbnails_, splitter_);
    browser_ = new Browser(tree_, thumbnails_, import_, filter_, splitter_);
    viewer_->marksKey().listenAt(&browser_->table());
    labelPanel_ = new LabelPanel(labels_, viewer_->view(), drawBoxAction(*viewer_), splitter_);
    splitter_->addWidget(browser_);
    splitter_->addWidget(viewer_);
    splitter_->addWidget(labelPanel_);
    splitter_->setStretchFactor(0, 0);
    splitter_->setStretchFactor(1, 1);
    splitter_->setStretchFactor(2, 0);
    splitter_->restore();
    empty_ = new EmptyPage(import_, sample, openOther, this);
    stack_->addWidget(empty_);
    stack_->addWidget(splitter_);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addWidget(notice_);
    all->addWidget(stack_, 1);

    tree_.setLabels(
        [this](const StudyTree::Place& place, StudyTree::Level level) { return labelsOf(place, level); });
    labels_.setReading([this] {
        Reading read{tree_.patients(), {}};
        if (!tree_.filter().modalities.isEmpty())
            read.wanted = [this](const SeriesEntry& series) { return tree_.meant(series); };
        return read;
    });
    connect(import_, &QAction::triggered, this, [this] { chooseFiles(true); });
    connect(importFiles_, &QAction::triggered, this, [this] { chooseFiles(false); });
    connect(filter_, &QAction::triggered, browser_, &Browser::focusFilter);
    connect(browser_, &Browser::filtered, labelPanel_, &LabelPanel::showStatus);
    connect(browser_, &Browser::opened, this, &StudiesPage::openSeries);
    connect(viewer_, &ViewerPanel::seriesChosen, this, [this](std::size_t series) {
        const StudyTree::Place place{current_.patient, current_.study, series};
        openSeries(place);
        browser_->choose(place, StudyTree::Level::Series);
    });
    connect(&viewer_->cursor(), &StackCursor::moved, this, &StudiesPage::followImage);
    connect(labelPanel_, &LabelPanel::imageWanted, this, &StudiesPage::goTo);
    connect(labelPanel_, &LabelPanel::readerWanted, this, &StudiesPage::settingsWanted);
    connect(labelPanel_, &LabelPanel::taskWanted, this, [this] {
        Q_EMIT placeWanted({WorkplaceKind::Knowledge, {}});
    });
    connect(trash_, &QAction::triggered, this, &StudiesPage::moveToTrash);
    browser_->setRowActions({trash_});
    connectLedger();
    connectMeasurements();
    connectWorkspace();
}

void StudiesPage::connectWorkspace() {
    connect(&workspace_, &WorkspaceThread::opened, this, [this] {
        labelPanel_->ask().setWorkspace(workspace_.folder());
        findPlace();
    });
    connect(&workspace_, &WorkspaceThread::library, &labels_, &LabelModel::setLibrary);
    connect(&labels_, &LabelModel::libraryTaken, this, &StudiesPage::setLibrary);
    connect(&workspace_, &WorkspaceThread::tasks, &labels_, &LabelModel::setTasks);
    connect(&workspace_, &WorkspaceThread::taskLabels, &labels_, &LabelModel::setTaskLabels);
    connect(&workspace_, &WorkspaceThread::imageLabels, this,
            [this](const std::shared_ptr<const ImageLabels>& labels) { labels_.setImageLabels(*labels); });
    connect(&labels_, &LabelModel::taskChosen, this, [this] {
        if (labels_.task() != nullptr) workspace_.readTask(labels_.task()->id);
    });
    connect(&labels_, &LabelModel::edited, &workspace_, &WorkspaceThread::put);
    connect(&labels_, &LabelModel::removed, &workspace_, &WorkspaceThread::remove);
    connect(&labels_, &LabelModel::labelsChanged, browser_, &Browser::labelsChanged);
}

void StudiesPage::setReader(const QString& reader) {
    labels_.setReader(reader);
    labelPanel_->setReaderName(reader);
    renewMeasurements();
}

void StudiesPage::setAutosave(int milliseconds) {
    labelPanel_->setTypingDelay(milliseconds);
}

void StudiesPage::moveToTrash() {
    const auto chosen = browser_->chosen();
    if (!chosen) return;
    commit();
    leftBy_ = browser_->chosenPatient(); // the next one comes up there
    const auto& [place, level] = *chosen;
    const PatientEntry& patient = tree_.library()->patients[place.patient];
    StudyLevel of = StudyLevel::Patient;
    std::string id = patient.patient.id;
    QString name = patientName(patient.patient);
    if (level == StudyTree::Level::Study) {
        of = StudyLevel::Study;
        id = patient.studies[place.study].study.uid;
    } else if (level == StudyTree::Level::Series) {
        of = StudyLevel::Series;
        id = tree_.library()->series(place).series.uid;
        name = seriesName(tree_.library()->series(place).series) + QStringLiteral(", ") + name;
    }
    workspace_.order([of, id](Workspace& workspace) { workspace.studies().setTrashed(of, id, true); },
                     WorkspaceThread::Change::Any);
    Q_EMIT said(tr("In the Trash: %1").arg(name));
}

void StudiesPage::enter() {
    labelPanel_->ask().setWorkspace(workspace_.folder());
    viewer_->view().setFocus();
}

void StudiesPage::commit() {
    labelPanel_->commitReasoning();
}

void StudiesPage::leave() {
    commit();
    leaveImport();
    keepPlace();
}

// Tomorrow begins at today's last image.
void StudiesPage::keepPlace() const {
    if (!lookedAt_ || !open_) return;
    QSettings settings;
    settings.setValue(QStringLiteral("studies/workspace"), qs(workspace_.folder().string()));
    settings.setValue(QStringLiteral("studies/image"),
                      QStringList{qs(lookedAt_->sopUid), QString::number(lookedAt_->frame),
                                  labels_.task() ? qs(labels_.task()->id) : QString()});
}

void StudiesPage::findPlace() {
    const QSettings settings;
    if (settings.value(QStringLiteral("studies/workspace")).toString() != qs(workspace_.folder().string()))
        return;
    const QStringList place = settings.value(QStringLiteral("studies/image")).toStringList();
    if (place.size() != 3 || comesBack_) return;
    comesBack_ = ImageRef{utf8(place[0]), place[1].toInt()};
    if (!place[2].isEmpty()) labels_.chooseTask(utf8(place[2]));
}

void StudiesPage::open(const PlaceLink& link) {
    const QStringList parts = link.what.split(QLatin1Char(' '));
    if (const std::string task = utf8(parts.value(2)); !task.empty()) labels_.chooseTask(task);
    goTo({utf8(parts.value(0)), parts.value(1).toInt()});
}

std::any StudiesPage::state() const {
    return StudiesState{lookedAt_, browser_->filter(), labels_.task() ? labels_.task()->id : std::string(),
                        viewer_->look(), labelPanel_->leftBehind()};
}

void StudiesPage::setState(const std::any& state) {
    const auto* of = std::any_cast<StudiesState>(&state);
    if (of == nullptr) return;
    comesBack_ = of->image;
    browser_->setFilter(of->filter);
    filterOf_ = workspace_.folder();
    labels_.chooseTask(of->task);
    viewer_->setLook(of->look);
    labelPanel_->setLeftBehind(of->leftBehind);
}

QString StudiesPage::unfinished() const {
    if (importing()) return tr("Files are being imported");
    if (labelPanel_->ask().asking()) return tr("A policy is being asked");
    return labels_.hasDrafts() ? tr("A box has no label yet") : QString();
}

bool StudiesPage::shows(const std::string& entity) const {
    return entity == "annotation" || entity == "instance" || entity == "measurements";
}

void StudiesPage::showEdit(const SteppedEdit& edit) {
    if (edit.image) goTo(*edit.image);
    if (edit.image && edit.entity == "measurements") stepMeasurements(*edit.image);
    if (edit.entity == "instance") comesBack_ = ImageRef{edit.key, 0}; // to be shown once the library has it
}

std::vector<KeyGroup> StudiesPage::keyGroups() const {
    QList<QAction*> labels;
    QList<QAction*> classes; // digits are the classes
    for (QAction* action : labelActions())
        (action->property("keys").isValid() ? classes : labels) << action;
    return {{tr("Image"),
             viewer_->viewActions() + viewer_->goActions(),
             {{tr("Window and level"), tr("right drag")},
              {tr("Move the image"), tr("middle drag")},
              {tr("Zoom at the pointer"), tr("Ctrl + wheel")},
              {tr("Fit"), tr("double-click")},
              {MarksKey::words(), MarksKey::held()}}},
            {tr("Label"),
             labels,
             {{tr("Move the chosen box"), tr("arrow keys")},
              {tr("Move it by 10"), tr("Shift + arrow keys")},
              {tr("Remove what is chosen"), tr("Delete")},
              {tr("Let go, back to the pointer"), tr("Escape")}}},
            {tr("Label"), classes, {}, false},
            {tr("Studies"), {filter_, trash_, import_, importFiles_}, {}}};
}

MenuActions StudiesPage::menuActions() const {
    MenuActions menus;
    menus.workspace = {import_, importFiles_};
    menus.edit = {filter_, trash_};
    menus.view = viewer_->viewActions() + QList<QAction*>{showOthersAction()};
    const QList<QAction*> labels = labelActions();
    menus.run = {labelPanel_->ask().askAction()};
    menus.go = viewer_->goActions() + labels.mid(labels.size() - 2); // back, next unlabelled
    return menus;
}

QAction* StudiesPage::showOthersAction() const {
    return labelPanel_->showOthersAction();
}

QList<QAction*> StudiesPage::labelActions() const {
    return labelPanel_->actions();
}

QList<QWidget*> StudiesPage::areas() const {
    return {browser_, &viewer_->view(), labelPanel_};
}

void StudiesPage::setLeftHidden(bool hidden) {
    browser_->setVisible(!hidden);
}

void StudiesPage::setRightHidden(bool hidden) {
    labelPanel_->setVisible(!hidden);
}

void StudiesPage::setOnlyImage(bool only) {
    viewer_->setChromeHidden(only);
}

void StudiesPage::setLibrary(LibraryPointer library) {
    tree_.setLibrary(library);
    const auto back = std::exchange(comesBack_, std::nullopt);
    const auto lookedAt = back && tree_.placeOf(*back) ? back : lookedAt_;
    browser_->libraryChanged();
    stack_->setCurrentWidget(library->patients.empty() ? static_cast<QWidget*>(empty_) : splitter_);
    viewer_->libraryChanged(library);
    if (const auto place = lookedAt ? tree_.placeOf(*lookedAt) : std::nullopt) {
        openSeries(*place); // the new library's: places may have moved
        viewer_->cursor().moveTo(*lookedAt);
        browser_->choose(*place, levelOf(*place));
    } else {
        viewer_->cursor().close();
        if (!library->patients.empty()) browser_->choosePatient(std::exchange(leftBy_, 0));
    }
}

void StudiesPage::openSeries(const StudyTree::Place& place) {
    const LibraryPointer& library = tree_.library();
    if (!library || place.patient >= library->patients.size()) return;
    const auto& studies = library->patients[place.patient].studies;
    if (place.study >= studies.size() || place.series >= studies[place.study].series.size()) return;
    StackCursor& cursor = viewer_->cursor();
    current_ = place;
    if (cursor.isOpen() && &cursor.series() == &studies[place.study].series[place.series]) return;
    cursor.open(library, {place.patient, place.study, place.series});
}

StudyTree::Level StudiesPage::levelOf(const StudyTree::Place& place) const {
    const auto& studies = tree_.library()->patients[place.patient].studies;
    return studies.size() > 1 || studies[place.study].series.size() > 1 ? StudyTree::Level::Series
                                                                        : StudyTree::Level::Patient;
}

void StudiesPage::goTo(const ImageRef& image) {
    StackCursor& cursor = viewer_->cursor();
    if (cursor.index() >= 0 && cursor.image() == image) return;
    const auto place = tree_.placeOf(image);
    if (!place) return;
    openSeries(*place);
    cursor.moveTo(image);
    browser_->choose(*place, levelOf(*place));
}

void StudiesPage::followImage() {
    labelPanel_->commitReasoning();
    const StackCursor& cursor = viewer_->cursor();
    if (cursor.index() < 0) {
        labels_.setImage(std::nullopt, {});
        labelPanel_->ask().setFile({});
        return;
    }
    lookedAt_ = cursor.image();
    labels_.setImage(lookedAt_, patientNumber(cursor.patient().patient));
    labelPanel_->ask().setFile(qs(cursor.address(cursor.index()).file));
}

LabelSummary StudiesPage::labelsOf(const StudyTree::Place& place, StudyTree::Level level) const {
    const LabelOverview& overview = labels_.overview();
    if (overview.library() != tree_.library()) return {};
    const LabelCounts& counts =
        level == StudyTree::Level::Patient ? overview.ofPatient(place.patient) : overview.ofSeries(place);
    QStringList texts = counts.texts;
    if (counts.num_hidden > 0) texts << tr("hidden");
    return {texts.join(QStringLiteral(", ")), counts.disagreement, counts.num_missing};
}

void StudiesPage::chooseFiles(bool folder) {
    if (importing()) return ledger_->show();
    std::vector<std::filesystem::path> paths;
    if (folder) {
        const QString chosen = QFileDialog::getExistingDirectory(this, tr("Import a folder"));
        if (!chosen.isEmpty()) paths.emplace_back(utf8(chosen));
    } else {
        for (const QString& file : QFileDialog::getOpenFileNames(this, tr("Import files")))
            paths.emplace_back(utf8(file));
    }
    if (!paths.empty()) startImport(std::move(paths));
}

void StudiesPage::dragEnterEvent(QDragEnterEvent* event) {
    if (event->mimeData()->hasUrls()) event->acceptProposedAction();
}

void StudiesPage::dropEvent(QDropEvent* event) {
    std::vector<std::filesystem::path> paths;
    for (const QUrl& url : event->mimeData()->urls())
        if (url.isLocalFile()) paths.emplace_back(utf8(url.toLocalFile()));
    if (!paths.empty()) startImport(std::move(paths));
}

} // namespace vrft::ui
