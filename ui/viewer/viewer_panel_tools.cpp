// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Actions, tool bar and window presets of ViewerPanel: they act on the active pane.
#include "ui/viewer/viewer_panel.h"

#include "ui/widgets/buttons.h"
#include "ui/widgets/combo.h"
#include "ui/widgets/icons.h"

#include <QHBoxLayout>

namespace vrft::ui {

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
    connect(action, &QAction::triggered, this, [this, tool] { useTool(tool); });
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
    connect(invert_, &QAction::toggled, this, [this](bool on) { active().view().setInverted(on); });
    fit_ = addAction(tr("Fit"), QStringLiteral("fit"), Qt::Key_F);
    connect(fit_, &QAction::triggered, this, [this] { active().view().fit(); });
    actual_ = addAction(tr("One image pixel to one screen pixel"), QStringLiteral("actual"), Qt::Key_A);
    connect(actual_, &QAction::triggered, this, [this] { active().view().actualSize(); });
    cine_ = addAction(tr("Play"), QStringLiteral("play"), Qt::Key_C);
    cine_->setCheckable(true);
    connect(cine_, &QAction::toggled, this, [this](bool on) {
        if (on && active().cursor().count() > 1)
            play_.start();
        else {
            play_.stop();
            cine_->setChecked(false);
        }
        cine_->setIcon(icon(on ? QStringLiteral("pause") : QStringLiteral("play")));
    });
    previous_ = addAction(tr("Previous image"), QStringLiteral("chevron-up"), Qt::Key_K);
    next_ = addAction(tr("Next image"), QStringLiteral("chevron-down"), Qt::Key_J);
    connect(previous_, &QAction::triggered, this, [this] { Q_EMIT active().view().stepped(-1); });
    connect(next_, &QAction::triggered, this, [this] { Q_EMIT active().view().stepped(1); });
    previousSecond_ = addAction(tr("Previous time or echo at this position"), QStringLiteral("chevron-left"),
                                Qt::SHIFT | Qt::Key_K);
    nextSecond_ = addAction(tr("Next time or echo at this position"), QStringLiteral("chevron-right"),
                            Qt::SHIFT | Qt::Key_J);
    connect(previousSecond_, &QAction::triggered, this, [this] { Q_EMIT active().view().steppedSecond(-1); });
    connect(nextSecond_, &QAction::triggered, this, [this] { Q_EMIT active().view().steppedSecond(1); });
    link_ = addAction(tr("Scroll both together"), QStringLiteral("link"), Qt::SHIFT | Qt::Key_S);
    link_->setCheckable(true);
    link_->setChecked(true);
    connect(link_, &QAction::toggled, this, &ViewerPanel::scrollTogether);
    tags_ = addAction(tr("Tags of the image"), QStringLiteral("tags"), Qt::Key_T);
    connect(tags_, &QAction::triggered, this, &ViewerPanel::showTags);
    layout_ = addAction(tr("Two images side by side"), QStringLiteral("layout"), Qt::Key_S);
    layout_->setCheckable(true);
    connect(layout_, &QAction::toggled, this, &ViewerPanel::setSideBySide);
}

QWidget* ViewerPanel::makeToolBar() {
    auto* bar = new QWidget(this);
    bar->setObjectName(QStringLiteral("panel"));
    bar->setAttribute(Qt::WA_StyledBackground);
    bar->setFixedHeight(40);
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(8, 0, 8, 0);
    row->setSpacing(1);
    const auto separate = [&] {
        row->addSpacing(3);
        QFrame* line = makeLine(Qt::Vertical, bar);
        line->setFixedHeight(20);
        row->addWidget(line);
        row->addSpacing(3);
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
    presetBox_->setMinimumWidth(100);
    presetBox_->setMaximumWidth(188);
    connect(presetBox_, &QComboBox::activated, this, [this](int index) {
        if (index >= 0 && index < static_cast<int>(presets_.size()))
            active().view().setWindow(presets_[static_cast<std::size_t>(index)].window);
        active().view().setFocus();
    });
    row->addWidget(presetBox_, 1);
    separate();
    for (QAction* action : {invert_, fit_, actual_, cine_})
        row->addWidget(makeToolButton(action, bar));
    separate();
    for (QAction* action : {link_, layout_, tags_})
        row->addWidget(makeToolButton(action, bar));
    row->addStretch();
    return bar;
}

QList<QAction*> ViewerPanel::viewActions() const {
    return tools_->actions() + QList<QAction*>{invert_, fit_, actual_, cine_, link_, layout_, tags_};
}

void ViewerPanel::chooseTool(Tool tool) {
    toolActions_[tool]->setChecked(true);
    useTool(tool);
}

// Boxes are labels: they are drawn in the first pane only.
void ViewerPanel::useTool(Tool tool) {
    panes_[0]->view().setTool(tool);
    panes_[1]->view().setTool(tool == Tool::Box ? Tool::Pointer : tool);
}

ViewerLook ViewerPanel::look() const {
    const ViewerPane& pane = *panes_[0];
    ImageView& view = panes_[0]->view();
    ViewerLook look;
    if (pane.cursor().isOpen()) look.seriesUid = pane.cursor().series().series.uid;
    look.window = view.chosenWindow();
    look.inverted = view.inverted();
    return look;
}

void ViewerPanel::setLook(const ViewerLook& look) {
    if (look.window) panes_[0]->useWindow(look.seriesUid, *look.window);
    panes_[0]->view().setInverted(look.inverted);
    invert_->setChecked(active().view().inverted());
}

void ViewerPanel::updatePresets() {
    const FramePointer& frame = active().view().frame();
    for (QAction* action : {invert_, fit_, actual_})
        action->setEnabled(frame != nullptr);
    const QSignalBlocker quiet(presetBox_);
    if (frame != presetsOf_) {
        presetsOf_ = frame;
        presets_ = frame && active().cursor().isOpen()
                       ? presetsFor(*frame, active().cursor().series().series.modality)
                       : std::vector<Preset>();
    }
    presetBox_->setEnabled(!presets_.empty());
    QStringList names;
    int chosen = -1;
    const Window& window = active().view().window();
    for (const Preset& preset : presets_) {
        if (chosen < 0 && preset.window.centre == window.centre && preset.window.width == window.width)
            chosen = static_cast<int>(names.size());
        names << preset.name;
    }
    if (presets_.empty()) names << (frame ? tr("Colour, no window") : tr("No window"));
    if (chosen < 0 && !presets_.empty()) names << tr("By hand");
    if (names != presetNames_) { // filling a list costs more than showing an image
        presetNames_ = names;
        presetBox_->clear();
        presetBox_->addItems(names);
    }
    presetBox_->setCurrentIndex(chosen < 0 ? static_cast<int>(names.size()) - 1 : chosen);
}

} // namespace vrft::ui
