// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewer/viewer_panel.h"

#include "ui/viewer/comparison.h"
#include "ui/viewer/marks_key.h"
#include "ui/viewer/series_strip.h"
#include "ui/viewer/tag_browser.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/text.h"

#include <QHBoxLayout>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace vrft::ui {

namespace {

constexpr int kCineInterval_ms = 83; // 12 images a second

} // namespace

ViewerPanel::ViewerPanel(FrameSource& source, Thumbnails& thumbnails, QWidget* parent)
    : QWidget(parent)
    , source_(source)
    , stacks_(source)
    , stripStack_(new QStackedWidget(this))
    , tools_(new QActionGroup(this)) {
    for (ViewerPane*& pane : panes_)
        pane = new ViewerPane(source, stacks_, measurements_, this);
    marksKey_ = new MarksKey({&panes_[0]->view(), &panes_[1]->view()}, this);
    makeActions();
    for (ViewerPane* pane : panes_)
        pane->view().setTroubleActions({{tags_, tr("Show tags")}, {next_, tr("Open next image")}});
    toolBar_ = makeToolBar();
    auto* side = new QHBoxLayout;
    side->setSpacing(0);
    for (std::size_t i = 0; i < panes_.size(); ++i) {
        side->addWidget(panes_[i], 1);
        strips_[i] = new SeriesStrip(panes_[i]->cursor(), stacks_, thumbnails, previous_, next_, this);
        stripStack_->addWidget(strips_[i]);
        connectPane(i);
    }
    stripStack_->setFixedHeight(strips_[0]->height());
    panes_[1]->hide();
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addWidget(toolBar_);
    all->addWidget(makeLine(Qt::Horizontal, this));
    all->addLayout(side, 1);
    all->addWidget(stripStack_);
    play_.setInterval(kCineInterval_ms);
    connect(&play_, &QTimer::timeout, this, &ViewerPanel::playStep);
    activate(0);
}

void ViewerPanel::connectPane(std::size_t index) {
    ViewerPane* pane = panes_[index];
    StackCursor& cursor = pane->cursor();
    connect(pane, &ViewerPane::activated, this, [this, index] {
        if (index == active_) return;
        cine_->setChecked(false);
        activate(index);
    });
    connect(pane, &ViewerPane::framesNeeded, this, &ViewerPanel::askForFrames);
    connect(pane, &ViewerPane::measured, this, [this](const ImageRef& image, const QString& action) {
        showMeasurements(); // the other one may show the same image
        Q_EMIT measured(image, action);
    });
    connect(&cursor, &StackCursor::opened, this, [this, index] { seriesOpened(index); });
    connect(&cursor, &StackCursor::sorted, this, [this] {
        updateActions();
        scrollTogether();
    });
    connect(&cursor, &StackCursor::moved, this, [this, index] {
        if (index != active_) return;
        updateActions();
        scrollTogether();
        followTags();
    });
    connect(&pane->view(), &ImageView::windowChanged, this, &ViewerPanel::updatePresets);
    connect(&pane->view(), &ImageView::abandoned, this, [this] { chooseTool(Tool::Pointer); });
    connect(strips_[index], &SeriesStrip::chosen, this,
            [this](std::size_t series, int stack) { chooseStack(series, stack); });
    connect(strips_[index], &SeriesStrip::besideChosen, this, [this, index](std::size_t series, int stack) {
        SeriesPlace place = panes_[index]->cursor().place();
        place.series = series;
        openBeside(place, stack);
    });
    connect(strips_[index], &SeriesStrip::comparisonWanted, this, [this] { layout_->setChecked(true); });
}

void ViewerPanel::activate(std::size_t index) {
    active_ = index;
    stripStack_->setCurrentWidget(strips_[index]);
    const bool two = sideBySide();
    panes_[0]->setLook(two, active_ == 0, two ? tr("Left image") : tr("Image"), {});
    panes_[1]->setLook(two, active_ == 1, tr("Right image"), tr("Comparison only"));
    invert_->setChecked(active().view().inverted());
    updateActions();
    updatePresets();
    followTags();
}

void ViewerPanel::setSideBySide(bool two) {
    panes_[1]->setVisible(two);
    if (!two) {
        panes_[1]->cursor().close();
    } else if (!panes_[1]->cursor().isOpen()) {
        openComparison();
    }
    activate(0);
    seriesOpened(0); // what its strip offers
    scrollTogether();
}

// Another study of the patient, else the next series of this one, else the same once more.
void ViewerPanel::openComparison() {
    StackCursor& own = cursor();
    if (!own.isOpen()) return panes_[1]->cursor().close();
    std::optional<SeriesPlace> beside = priorOf(*own.library(), own.place());
    const auto& series = own.study().series;
    for (std::size_t i = 1; i < series.size() && !beside; ++i) {
        const std::size_t next = (own.place().series + i) % series.size();
        if (series[next].num_frames > 0) beside = SeriesPlace{own.place().patient, own.place().study, next};
    }
    panes_[1]->cursor().open(own.library(), beside.value_or(own.place()));
}

void ViewerPanel::openBeside(const SeriesPlace& place, int stack) {
    StackCursor& beside = panes_[1]->cursor();
    beside.open(cursor().library(), place);
    beside.openStack(stack);
    layout_->setChecked(true);
    scrollTogether();
}

void ViewerPanel::seriesOpened(std::size_t index) {
    cine_->setChecked(false);
    updateActions();
    const StackCursor& opened = panes_[index]->cursor();
    if (opened.isOpen()) Q_EMIT measurementsWanted(qs(opened.series().series.uid));
    if (index != 0) return;
    StackCursor& own = cursor();
    // What stands beside it never belongs to somebody else.
    const StackCursor& beside = panes_[1]->cursor();
    if (beside.isOpen() && (!own.isOpen() || beside.patient().patient.id != own.patient().patient.id))
        openComparison();
    QString offer;
    if (const auto prior =
            own.isOpen() && !sideBySide() ? priorOf(*own.library(), own.place()) : std::nullopt) {
        const StudyEntry& study = own.patient().studies[prior->study];
        offer = tr("%1 %2 available for comparison")
                    .arg(seriesName(study.series[prior->series].series), qs(displayDate(study.study.date)));
    }
    strips_[0]->setComparison(offer);
}

void ViewerPanel::libraryChanged(const LibraryPointer& library) {
    StackCursor& beside = panes_[1]->cursor();
    if (!beside.isOpen() || beside.library() == library) return;
    const std::string patient = beside.patient().patient.id;
    const std::string study = beside.study().study.uid;
    const std::string series = beside.series().series.uid;
    const std::optional<ImageRef> image = beside.index() >= 0 ? std::optional(beside.image()) : std::nullopt;
    for (std::size_t p = 0; p < library->patients.size(); ++p) {
        if (library->patients[p].patient.id != patient) continue;
        const auto& studies = library->patients[p].studies;
        for (std::size_t s = 0; s < studies.size(); ++s)
            for (std::size_t i = 0; i < studies[s].series.size(); ++i)
                if (studies[s].study.uid == study && studies[s].series[i].series.uid == series) {
                    beside.open(library, {p, s, i});
                    if (image) beside.moveTo(*image);
                    return;
                }
    }
    beside.close();
}

void ViewerPanel::addMeasurements(const MeasurementBook& kept) {
    measurements_.insert(kept.begin(), kept.end());
    showMeasurements();
}

void ViewerPanel::setMeasurements(const ImageRef& image, const std::vector<Measurement>& measurements) {
    measurements_[image] = measurements;
    showMeasurements();
}

void ViewerPanel::forgetMeasurements() {
    measurements_.clear();
    showMeasurements();
    for (ViewerPane* pane : panes_)
        if (pane->cursor().isOpen()) Q_EMIT measurementsWanted(qs(pane->cursor().series().series.uid));
}

void ViewerPanel::showMeasurements() {
    for (ViewerPane* pane : panes_)
        pane->showMeasurements();
}

void ViewerPanel::setChromeHidden(bool hidden) {
    toolBar_->setVisible(!hidden);
    stripStack_->setVisible(!hidden);
}

void ViewerPanel::updateActions() {
    const StackCursor& cursor = active().cursor();
    cine_->setEnabled(cursor.count() > 1);
    previous_->setEnabled(cursor.index() > 0);
    next_->setEnabled(cursor.index() >= 0 && cursor.index() + 1 < cursor.count());
    for (QAction* action : {previousSecond_, nextSecond_})
        action->setEnabled(cursor.depth() > 1);
    link_->setEnabled(sideBySide());
}

// What the active pane shows first, then what the other one does, then both ahead.
void ViewerPanel::askForFrames() {
    std::vector<FrameAddress> frames = active().framesWanted();
    if (sideBySide()) {
        const std::vector<FrameAddress> other = panes_[1 - active_]->framesWanted();
        frames.insert(frames.begin() + std::min<std::ptrdiff_t>(1, std::ssize(frames)), other.begin(),
                      other.begin() + std::min<std::ptrdiff_t>(1, std::ssize(other)));
        if (!other.empty()) frames.insert(frames.end(), other.begin() + 1, other.end());
    }
    if (!frames.empty()) source_.request(frames.front(), std::span(frames).subspan(1));
}

void ViewerPanel::chooseStack(std::size_t series, int stack) {
    StackCursor& cursor = active().cursor();
    if (series != cursor.place().series) {
        if (active_ == 0)
            Q_EMIT seriesChosen(series);
        else
            cursor.open(cursor.library(), {cursor.place().patient, cursor.place().study, series});
    }
    cursor.openStack(stack);
}

void ViewerPanel::scrollTogether() {
    if (!sideBySide() || !link_->isChecked()) return;
    const int index = linkedIndex(active().cursor(), panes_[1 - active_]->cursor());
    if (index >= 0) panes_[1 - active_]->cursor().moveTo(index);
}

void ViewerPanel::showTags() {
    if (tagBrowser_ == nullptr) tagBrowser_ = new TagBrowser(source_, this);
    followTags();
    tagBrowser_->QDialog::show();
    tagBrowser_->raise();
    tagBrowser_->activateWindow();
}

void ViewerPanel::followTags() {
    if (tagBrowser_ == nullptr) return;
    const StackCursor& cursor = active().cursor();
    tagBrowser_->setFile(cursor.index() >= 0 ? cursor.address(cursor.index()).file : std::string());
}

// Waits for frames that aren't there yet instead of skipping them.
void ViewerPanel::playStep() {
    if (!active().settled()) return;
    active().forwards();
    active().cursor().step(1, true);
}

} // namespace vrft::ui
