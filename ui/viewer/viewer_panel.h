// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The viewer with its tool bar and series strip: shows what the cursor points to, as fast as frames arrive.
//
// The last picture stays, with a mark, until the next is decoded; a frame that can't be decoded is a grey
// tile with the reason. Not here: labels (the annotate room puts boxes on `view`). Ownership: the parent's;
// borrows the frame source. Thread rule: UI thread.
#pragma once

#include "ui/viewer/image_view.h"
#include "ui/viewer/presets.h"
#include "ui/viewer/stack_cursor.h"
#include "ui/viewer/thumbnails.h"

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

    StackCursor& cursor() { return cursor_; }
    ImageView& view() { return *view_; }
    void chooseTool(Tool tool);
    void setChromeHidden(bool hidden); // only the image stays

    QList<QAction*> viewActions() const; // for menus and the key sheet, in their order
    QList<QAction*> goActions() const { return {previous_, next_}; }

Q_SIGNALS:
    void seriesChosen(std::size_t series);

private:
    QAction* addTool(Tool tool, const QString& name, const QString& icon, const QKeySequence& keys);
    QAction* addAction(const QString& name, const QString& icon, const QKeySequence& keys);
    void makeActions();
    QWidget* makeToolBar();
    void showFrame();
    void frameReady(const FrameAddress& address);
    void prefetch();
    void updateCorners();
    void updatePresets();
    void playStep();

    FrameSource& source_;
    StackCursor cursor_;
    ImageView* view_;
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
    QTimer play_;
    std::vector<Preset> presets_;
    FramePointer presetsOf_; // the frame they were made for
    std::map<ImageRef, std::vector<Measurement>> measurements_;
    std::optional<ImageRef> shown_; // whose frame is in the view
    bool freshSeries_ = true;       // its first frame brings its own window
    int direction_ = 1;
};

} // namespace vrft::ui
