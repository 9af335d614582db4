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

constexpr int kCineInterval_ms = 83; // 12 images a second

} // namespace

ViewerPanel::ViewerPanel(FrameSource& source, Thumbnails& thumbnails, QWidget* parent)
    : QWidget(parent)
    , source_(source)
    , stacks_(source)
    , pane_(new ViewerPane(source, stacks_, measurements_, this))
    , tools_(new QActionGroup(this)) {
    makeActions();
    toolBar_ = makeToolBar();
    strip_ = new SeriesStrip(cursor(), stacks_, thumbnails, previous_, next_, this);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addWidget(toolBar_);
    all->addWidget(makeLine(Qt::Horizontal, this));
    all->addWidget(pane_, 1);
    all->addWidget(strip_);

    connect(&cursor(), &StackCursor::opened, this, [this] { cine_->setChecked(false); });
    for (const auto signal : {&StackCursor::opened, &StackCursor::sorted})
        connect(&cursor(), signal, this, &ViewerPanel::updateActions);
    connect(pane_, &ViewerPane::framesNeeded, this, &ViewerPanel::askForFrames);
    connect(&view(), &ImageView::windowChanged, this, &ViewerPanel::updatePresets);
    connect(&view(), &ImageView::abandoned, this, [this] { chooseTool(Tool::Pointer); });
    connect(strip_, &SeriesStrip::chosen, this, &ViewerPanel::chooseStack);
    play_.setInterval(kCineInterval_ms);
    connect(&play_, &QTimer::timeout, this, &ViewerPanel::playStep);
    updatePresets();
    updateActions();
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
    connect(action, &QAction::triggered, this, [this, tool] { view().setTool(tool); });
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
    connect(invert_, &QAction::toggled, &view(), &ImageView::setInverted);
    fit_ = addAction(tr("Fit"), QStringLiteral("fit"), Qt::Key_F);
    connect(fit_, &QAction::triggered, &view(), &ImageView::fit);
    actual_ = addAction(tr("One image pixel to one screen pixel"), QStringLiteral("actual"), Qt::Key_A);
    connect(actual_, &QAction::triggered, &view(), &ImageView::actualSize);
    cine_ = addAction(tr("Play"), QStringLiteral("play"), Qt::Key_C);
    cine_->setCheckable(true);
    connect(cine_, &QAction::toggled, this, [this](bool on) {
        if (on && cursor().count() > 1)
            play_.start();
        else {
            play_.stop();
            cine_->setChecked(false);
        }
        cine_->setIcon(icon(on ? QStringLiteral("pause") : QStringLiteral("play")));
    });
    previous_ = addAction(tr("Previous image"), QStringLiteral("chevron-up"), Qt::Key_K);
    next_ = addAction(tr("Next image"), QStringLiteral("chevron-down"), Qt::Key_J);
    connect(previous_, &QAction::triggered, this, [this] { Q_EMIT view().stepped(-1); });
    connect(next_, &QAction::triggered, this, [this] { Q_EMIT view().stepped(1); });
    previousSecond_ = addAction(tr("Previous time or echo at this position"), QStringLiteral("chevron-left"),
                                Qt::SHIFT | Qt::Key_K);
    nextSecond_ = addAction(tr("Next time or echo at this position"), QStringLiteral("chevron-right"),
                            Qt::SHIFT | Qt::Key_J);
    connect(previousSecond_, &QAction::triggered, this, [this] { Q_EMIT view().steppedSecond(-1); });
    connect(nextSecond_, &QAction::triggered, this, [this] { Q_EMIT view().steppedSecond(1); });
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
            view().setWindow(presets_[static_cast<std::size_t>(index)].window);
        view().setFocus();
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
    view().setTool(tool);
}

void ViewerPanel::setChromeHidden(bool hidden) {
    toolBar_->setVisible(!hidden);
    strip_->setVisible(!hidden);
}

void ViewerPanel::updateActions() {
    for (QAction* action : {cine_, previous_, next_})
        action->setEnabled(cursor().count() > 1);
    for (QAction* action : {previousSecond_, nextSecond_})
        action->setEnabled(cursor().depth() > 1);
}

void ViewerPanel::askForFrames() {
    const std::vector<FrameAddress> frames = pane_->framesWanted();
    if (!frames.empty()) source_.request(frames.front(), std::span(frames).subspan(1));
}

void ViewerPanel::chooseStack(std::size_t series, int stack) {
    if (series != cursor().place().series) Q_EMIT seriesChosen(series);
    cursor().openStack(stack);
}

void ViewerPanel::updatePresets() {
    const FramePointer& frame = view().frame();
    for (QAction* action : {invert_, fit_, actual_})
        action->setEnabled(frame != nullptr);
    const QSignalBlocker quiet(presetBox_);
    if (frame != presetsOf_) {
        presetsOf_ = frame;
        presets_ = frame && cursor().isOpen() ? presetsFor(*frame, cursor().series().series.modality)
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
        if (chosen < 0 && presets_[i].window.centre == view().window().centre &&
            presets_[i].window.width == view().window().width)
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
    if (!pane_->settled()) return;
    pane_->forwards();
    cursor().step(1, true);
}

} // namespace vrft::ui
