// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The viewer: its tool bar, the image, the series strip.
//
// Not here: labels (the annotate room puts boxes on `view`). Ownership: the parent's; borrows the frame
// source. Thread rule: UI thread.
#pragma once

#include "ui/viewer/presets.h"
#include "ui/viewer/thumbnails.h"
#include "ui/viewer/viewer_pane.h"

#include <QActionGroup>
#include <QTimer>
#include <QWidget>
#include <map>

namespace vrft::ui {

class Combo;
class SeriesStrip;

class ViewerPanel : public QWidget {
    Q_OBJECT
public:
    ViewerPanel(FrameSource& source, Thumbnails& thumbnails, QWidget* parent = nullptr);

    StackCursor& cursor() { return pane_->cursor(); }
    ViewerPane& pane() { return *pane_; }
    ImageView& view() { return pane_->view(); }
    void chooseTool(Tool tool);
    void setChromeHidden(bool hidden); // only the image stays

    QList<QAction*> viewActions() const; // for menus and the key sheet, in their order
    QList<QAction*> goActions() const { return {previous_, next_, previousSecond_, nextSecond_}; }

Q_SIGNALS:
    void seriesChosen(std::size_t series);

private:
    QAction* addTool(Tool tool, const QString& name, const QString& icon, const QKeySequence& keys);
    QAction* addAction(const QString& name, const QString& icon, const QKeySequence& keys);
    void makeActions();
    QWidget* makeToolBar();
    void chooseStack(std::size_t series, int stack);
    void askForFrames();
    void updateActions();
    void updatePresets();
    void playStep();

    FrameSource& source_;
    StackBook stacks_;
    MeasurementBook measurements_;
    ViewerPane* pane_;
    SeriesStrip* strip_ = nullptr;
    QWidget* toolBar_ = nullptr;
    Combo* presetBox_ = nullptr;
    QActionGroup* tools_;
    std::map<Tool, QAction*> toolActions_;
    QAction* invert_ = nullptr;
    QAction* fit_ = nullptr;
    QAction* actual_ = nullptr;
    QAction* cine_ = nullptr;
    QAction* previous_ = nullptr;
    QAction* next_ = nullptr;
    QAction* previousSecond_ = nullptr;
    QAction* nextSecond_ = nullptr;
    QTimer play_;
    std::vector<Preset> presets_;
    FramePointer presetsOf_; // the frame they were made for
};

} // namespace vrft::ui
