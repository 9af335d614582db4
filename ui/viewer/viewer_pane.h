// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// One place for images: a cursor, and the view that shows what it points to as fast as frames arrive.
//
// The last picture stays, with a mark, until the next is decoded; a frame that can't be decoded is a grey
// tile with the reason. A series is shown in the library's order at once and sorted when its headers have
// been read. Doesn't ask for frames by itself: it says which it needs (viewer_panel.h asks for all panes).
// Ownership: the parent's; borrows source, stacks and measurements. Thread rule: UI thread.
#pragma once

#include "ui/viewer/image_view.h"
#include "ui/viewer/stack_book.h"
#include "ui/viewer/stack_cursor.h"

#include <QWidget>
#include <map>

namespace vrft::ui {

using MeasurementBook = std::map<ImageRef, std::vector<Measurement>>;

class ViewerPane : public QWidget {
    Q_OBJECT
public:
    ViewerPane(FrameSource& source, StackBook& stacks, MeasurementBook& measurements,
               QWidget* parent = nullptr);

    StackCursor& cursor() { return cursor_; }
    const StackCursor& cursor() const { return cursor_; }
    ImageView& view() { return *view_; }
    // One of two: with a border that shows which is active, a name, and what it is for (a line in its
    // corner).
    void setLook(bool framed, bool active, const QString& name, const QString& purpose);
    bool settled() const { return shown_.has_value() || view_->showsTrouble(); } // not waiting for a frame
    void forwards() { direction_ = 1; }
    void showMeasurements(); // as the book has them now
    // The window in which the next series is shown, if it is that one.
    void useWindow(const std::string& seriesUid, const Window& window) { wanted_ = {seriesUid, window}; }

    // The frame to be shown, then those to be decoded ahead, in the direction of the last step first.
    std::vector<FrameAddress> framesWanted() const;

Q_SIGNALS:
    void framesNeeded();
    void measured(const vrft::ImageRef& image, const QString& action); // the book has it
    void activated();                                                  // pressed, scrolled or focused

protected:
    bool eventFilter(QObject* object, QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void openSeries();
    void showFrame();
    void takeMeasurements();
    void updateCorners();

    FrameSource& source_;
    StackBook& stacks_;
    MeasurementBook& measurements_;
    StackCursor cursor_;
    ImageView* view_;
    std::optional<ImageRef> shown_;                        // whose frame is in the view
    bool freshSeries_ = true;                              // its first frame brings its own window
    std::optional<std::pair<std::string, Window>> wanted_; // of a series; else its own
    int direction_ = 1;
    bool framed_ = false;
    bool active_ = false;
    QString purpose_;
};

} // namespace vrft::ui
