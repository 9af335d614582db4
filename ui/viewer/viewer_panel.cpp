// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewer/viewer_panel.h"

#include "ui/viewer/series_strip.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/combo.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/text.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace vrft::ui {

namespace {

constexpr int kFramesAhead = 12;
constexpr int kCineInterval_ms = 83; // 12 images a second

// Old writers put colons into times; those are left as they are.
QString dateAndTime(const Study& study) {
    const QString date = qs(displayDate(study.date));
    const QString time = qs(study.time);
    const bool plain = time.size() >= 4 && std::all_of(time.begin(), time.begin() + 4,
                                                       [](QChar letter) { return letter.isDigit(); });
    if (plain) return QStringLiteral("%1 %2:%3").arg(date, time.left(2), time.mid(2, 2));
    return time.isEmpty() ? date : QStringLiteral("%1 %2").arg(date, time);
}

} // namespace

ViewerPanel::ViewerPanel(FrameSource& source, Thumbnails& thumbnails, QWidget* parent)
    : QWidget(parent)
    , source_(source)
    , view_(new ImageView(this))
    , tools_(new QActionGroup(this)) {
    makeActions();
    toolBar_ = makeToolBar();
    strip_ = new SeriesStrip(cursor_, thumbnails, previous_, next_, this);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addWidget(toolBar_);
    all->addWidget(makeLine(Qt::Horizontal, this));
    all->addWidget(view_, 1);
    all->addWidget(strip_);

    connect(&cursor_, &StackCursor::opened, this, [this] {
        freshSeries_ = true;
        shown_.reset();
        cine_->setChecked(false);
        for (QAction* action : {cine_, previous_, next_})
            action->setEnabled(cursor_.count() > 1);
    });
    connect(&cursor_, &StackCursor::moved, this, &ViewerPanel::showFrame);
    connect(&source_, &FrameSource::ready, this, &ViewerPanel::frameReady);
    connect(view_, &ImageView::stepped, this, [this](int images) {
        direction_ = images < 0 ? -1 : 1;
        cursor_.step(images);
    });
    connect(view_, &ImageView::windowChanged, this, &ViewerPanel::updatePresets);
    connect(view_, &ImageView::abandoned, this, [this] { chooseTool(Tool::Pointer); });
    connect(view_, &ImageView::measurementsChanged, this, [this] {
        if (shown_) measurements_[*shown_] = view_->measurements();
    });
    connect(strip_, &SeriesStrip::chosen, this, &ViewerPanel::seriesChosen);
    play_.setInterval(kCineInterval_ms);
    connect(&play_, &QTimer::timeout, this, &ViewerPanel::playStep);
    updatePresets();
}

QAction* ViewerPanel::addAction(const QString& name, const QString& file, const QKeySequence& keys) {
    auto* action = new QAction(icon(file), name, this);
    action->setShortcut(keys);
    QWidget::addAction(action);
    return action;
}

QAction* ViewerPanel::addTool(Tool tool, const QString& name, const QString& file, const QKeySequence& keys) {
    QAction* action = addAction(name, file, keys);
    action->setCheckable(true);
    tools_->addAction(action);
    toolActions_[tool] = action;
    connect(action, &QAction::triggered, this, [this, tool] { view_->setTool(tool); });
    return action;
}

void ViewerPanel::makeActions() {
    addTool(Tool::Pointer, tr("Pointer"), QStringLiteral("pointer"), Qt::Key_V)->setChecked(true);
    addTool(Tool::Window, tr("Window and level"), QStringLiteral("window"), Qt::Key_W);
    addTool(Tool::Zoom, tr("Zoom"), QStringLiteral("zoom"), Qt::Key_Z);
    addTool(Tool::Pan, tr("Move the image"), QStringLiteral("pan"), Qt::Key_M);
    addTool(Tool::Length, tr("Length"), QStringLiteral("length"), Qt::Key_L);
    addTool(Tool::Region, tr("Region: mean, SD, area"), QStringLiteral("region"), Qt::Key_E);
    addTool(Tool::Box, tr("Draw a box"), QStringLiteral("box"), Qt::Key_B);
    invert_ = addAction(tr("Invert"), QStringLiteral("invert"), Qt::Key_I);
    invert_->setCheckable(true);
    connect(invert_, &QAction::toggled, view_, &ImageView::setInverted);
    fit_ = addAction(tr("Fit"), QStringLiteral("fit"), Qt::Key_F);
    connect(fit_, &QAction::triggered, view_, &ImageView::fit);
    actual_ = addAction(tr("One image pixel to one screen pixel"), QStringLiteral("actual"), Qt::Key_A);
    connect(actual_, &QAction::triggered, view_, &ImageView::actualSize);
    cine_ = addAction(tr("Play"), QStringLiteral("play"), Qt::Key_C);
    cine_->setCheckable(true);
    connect(cine_, &QAction::toggled, this, [this](bool on) {
        if (on && cursor_.count() > 1)
            play_.start();
        else {
            play_.stop();
            cine_->setChecked(false);
        }
        cine_->setIcon(icon(on ? QStringLiteral("pause") : QStringLiteral("play")));
    });
    previous_ = addAction(tr("Previous image"), QStringLiteral("chevron-up"), Qt::Key_K);
    next_ = addAction(tr("Next image"), QStringLiteral("chevron-down"), Qt::Key_J);
    connect(previous_, &QAction::triggered, this, [this] { Q_EMIT view_->stepped(-1); });
    connect(next_, &QAction::triggered, this, [this] { Q_EMIT view_->stepped(1); });
}

QWidget* ViewerPanel::makeToolBar() {
    auto* bar = new QWidget(this);
    bar->setObjectName(QStringLiteral("panel"));
    bar->setAttribute(Qt::WA_StyledBackground);
    bar->setFixedHeight(40);
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(8, 0, 8, 0);
    row->setSpacing(2);
    const auto separate = [&] {
        row->addSpacing(4);
        QFrame* line = makeLine(Qt::Vertical, bar);
        line->setFixedHeight(20);
        row->addWidget(line);
        row->addSpacing(4);
    };
    for (const Tool tool : {Tool::Pointer, Tool::Window, Tool::Zoom, Tool::Pan})
        row->addWidget(makeToolButton(toolActions_[tool], bar));
    separate();
    for (const Tool tool : {Tool::Length, Tool::Region})
        row->addWidget(makeToolButton(toolActions_[tool], bar));
    separate();
    row->addWidget(makeToolButton(toolActions_[Tool::Box], bar));
    separate();
    presetBox_ = new Combo(bar);
    presetBox_->setObjectName(QStringLiteral("presets"));
    presetBox_->setAccessibleName(tr("Window preset"));
    presetBox_->setToolTip(tr("Window preset"));
    presetBox_->setMinimumWidth(188);
    connect(presetBox_, &QComboBox::activated, this, [this](int index) {
        if (index >= 0 && index < static_cast<int>(presets_.size()))
            view_->setWindow(presets_[static_cast<std::size_t>(index)].window);
        view_->setFocus();
    });
    row->addWidget(presetBox_);
    separate();
    for (QAction* action : {invert_, fit_, actual_, cine_})
        row->addWidget(makeToolButton(action, bar));
    row->addStretch(1);
    return bar;
}

QList<QAction*> ViewerPanel::viewActions() const {
    return tools_->actions() + QList<QAction*>{invert_, fit_, actual_, cine_};
}

void ViewerPanel::chooseTool(Tool tool) {
    toolActions_[tool]->setChecked(true);
    view_->setTool(tool);
}

void ViewerPanel::setChromeHidden(bool hidden) {
    toolBar_->setVisible(!hidden);
    strip_->setVisible(!hidden);
}

void ViewerPanel::showFrame() {
    if (cursor_.index() < 0) {
        shown_.reset();
        view_->clear();
        if (cursor_.isOpen())
            view_->setTrouble(tr("Nothing to look at"),
                              tr("This series holds no images. It may be a report."));
        return;
    }
    const FrameAddress address = cursor_.address(cursor_.index());
    if (const FramePointer frame = source_.cached(address)) {
        view_->setFrame(frame, !freshSeries_);
        freshSeries_ = false;
        shown_ = cursor_.image();
        view_->setMeasurements(measurements_[*shown_]);
    } else if (const QString reason = source_.trouble(address); !reason.isEmpty()) {
        shown_.reset();
        view_->setTrouble(tr("Image %1 can’t be shown").arg(cursor_.index() + 1), reason);
    } else {
        shown_.reset();
        if (freshSeries_) view_->clear();
        view_->setWaiting(tr("Reading image %1").arg(cursor_.index() + 1));
    }
    updateCorners();
    prefetch();
}

void ViewerPanel::frameReady(const FrameAddress& address) {
    if (cursor_.index() >= 0 && !shown_ && address == cursor_.address(cursor_.index())) showFrame();
}

// In the direction of the last step first.
void ViewerPanel::prefetch() {
    std::vector<FrameAddress> ahead;
    for (int i = 1; i <= kFramesAhead; ++i) {
        const int at = cursor_.index() + i * direction_;
        if (at >= 0 && at < cursor_.count()) ahead.push_back(cursor_.address(at));
    }
    for (int i = 1; i <= 2; ++i) {
        const int at = cursor_.index() - i * direction_;
        if (at >= 0 && at < cursor_.count()) ahead.push_back(cursor_.address(at));
    }
    source_.request(cursor_.address(cursor_.index()), ahead);
}

void ViewerPanel::updateCorners() {
    const Patient& patient = cursor_.patient().patient;
    OverlayText text;
    QStringList person{qs(patient.id)};
    if (!patient.sex.empty()) person << qs(patient.sex);
    if (!patient.birthDate.empty()) person << qs(displayDate(patient.birthDate));
    text.topLeft = {patientName(patient), person.join(QStringLiteral(" · ")),
                    seriesName(cursor_.series().series)};
    text.topRight = {dateAndTime(cursor_.study().study), qs(cursor_.study().study.description),
                     qs(cursor_.series().series.modality)};
    text.bottomLeft = {tr("Image %1 of %2").arg(cursor_.index() + 1).arg(cursor_.count())};
    view_->setCorners(text);
}

void ViewerPanel::updatePresets() {
    const FramePointer& frame = view_->frame();
    for (QAction* action : {invert_, fit_, actual_})
        action->setEnabled(frame != nullptr);
    const QSignalBlocker quiet(presetBox_);
    if (frame != presetsOf_) {
        presetsOf_ = frame;
        presets_ = frame && cursor_.isOpen() ? presetsFor(*frame, cursor_.series().series.modality)
                                             : std::vector<Preset>();
    }
    presetBox_->clear();
    presetBox_->setEnabled(!presets_.empty());
    if (presets_.empty()) {
        presetBox_->addItem(frame ? tr("Colour, no window") : tr("No window"));
        return;
    }
    int chosen = -1;
    for (std::size_t i = 0; i < presets_.size(); ++i) {
        presetBox_->addItem(presets_[i].name);
        if (chosen < 0 && presets_[i].window.centre == view_->window().centre &&
            presets_[i].window.width == view_->window().width)
            chosen = static_cast<int>(i);
    }
    if (chosen < 0) {
        chosen = presetBox_->count();
        presetBox_->addItem(tr("By hand"));
    }
    presetBox_->setCurrentIndex(chosen);
}

// Waits for frames that aren't there yet instead of skipping them.
void ViewerPanel::playStep() {
    if (!shown_ && !view_->showsTrouble()) return;
    direction_ = 1;
    cursor_.step(1, true);
}

} // namespace vrft::ui
