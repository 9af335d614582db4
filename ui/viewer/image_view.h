// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// One image on black: drawn by QPainter, windowed by a table, with marks and words over it, and the mouse and
// keys that go with it.
//
// Knows nothing of studies, files or the store: it is given a frame, words and boxes, and says what the hand
// did. Ownership: the parent's; frames are shared. Thread rule: UI thread.
#pragma once

#include "ui/viewer/frame_source.h"
#include "ui/viewer/grey_table.h"
#include "ui/viewer/marks.h"
#include "ui/viewer/measurement.h"
#include "ui/viewer/overlay.h"
#include "ui/viewer/view_transform.h"

#include <QWidget>
#include <optional>
#include <utility>
#include <vector>

class QAction;

namespace vrft::ui {

enum class Tool { Pointer, Window, Zoom, Pan, Length, Region, Box };

class ImageView : public QWidget {
    Q_OBJECT
public:
    explicit ImageView(QWidget* parent = nullptr);

    // What to show. `keepWindow`: the window in use stays (another image of the series).
    void setFrame(FramePointer frame, bool keepWindow);
    void setWaiting(const QString& text);                        // the last picture stays, with this mark
    void setTrouble(const QString& head, const QString& reason); // the grey tile
    // Buttons on the grey tile, with other words than the actions have; the last one looks like a link.
    void setTroubleActions(const std::vector<std::pair<QAction*, QString>>& actions);
    void clear();
    const FramePointer& frame() const { return frame_; }
    bool showsTrouble() const { return !troubleHead_.isEmpty(); }
    bool isWaiting() const { return !waiting_.isEmpty(); }

    void setTool(Tool tool);
    Tool tool() const { return tool_; }
    void setWindow(const Window& window);
    const Window& window() const { return window_; }
    std::optional<Window> chosenWindow() const; // by hand or preset; none: the frame's own look
    void setInverted(bool inverted);
    bool inverted() const { return inverted_; }
    void fit();
    void actualSize();
    double zoom() const { return transform_.zoom(); }
    QPointF toScreen(QPointF image) const { return transform_.toScreen(image.x(), image.y()); }
    void setHideMarks(bool hide); // boxes, tags and measurements
    bool marksHidden() const { return hideMarks_; }

    void setCorners(const OverlayText& text); // zoom, window and pixel value are added here
    void setBoxes(std::vector<ViewBox> boxes);
    void chooseBox(int index); // -1: none
    int chosenBox() const { return chosenBox_; }
    void setMeasurements(std::vector<Measurement> measurements);
    const std::vector<Measurement>& measurements() const { return measurements_; }

    const QImage& picture() const { return picture_; } // as drawn, for tests
    QStringList cornerText() const;                    // all of it, for accessibility and tests
    std::vector<QRectF> tagsOnScreen() const;          // one a box; null: it has none

Q_SIGNALS:
    void frameShown(); // another frame is in view
    void windowChanged();
    void stepped(int images);       // wheel or arrow keys
    void steppedSecond(int frames); // with Shift: along the second axis of a stack
    void boxDrawn(const vrft::Box& box);
    void boxChanged(int index, const vrft::Box& box);
    void boxRemoved(int index);
    void boxChosen(int index);
    void boxHovered(int index); // one that can't be changed; -1: none any more
    void measurementsChanged();
    void abandoned(); // Escape with nothing to abandon: back to the pointer

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    // What the pressed button does until it is let go.
    enum class Drag { None, Window, Pan, Zoom, NewBox, EditBox, NewMeasurement, EditMeasurement };

    void redraw();
    void updateTransform();
    void beginLeft(QPointF at);
    bool beginOnMark(QPointF at);
    void dragBox(QPointF at, bool keepRatio);
    void endDrag();
    void abandonDrag();
    bool moveChosenByKey(const QKeyEvent& event);
    void removeChosen();
    void updateCursor(QPointF at);
    void hover(QPointF at);
    int boxAt(QPointF at, Grip& grip) const;
    QPointF inImage(QPointF screen) const; // image coordinates, kept inside
    void paintMarks(QPainter& painter);
    QRectF boxOnScreen(int index) const;
    void showTroubleButtons();
    QRectF placeTrouble(); // where its plate is, the buttons on it
    OverlayText fullCorners() const;

    FramePointer frame_;
    QImage picture_;
    GreyTable table_;
    Window window_;
    bool windowChosen_ = false; // by hand or preset; else the frame's own look
    bool inverted_ = false;
    ViewTransform transform_;
    OverlayText corners_;
    QString waiting_;
    QString troubleHead_;
    QString troubleReason_;
    QWidget* troubleButtons_ = nullptr; // made with its actions
    bool hideMarks_ = false;

    Tool tool_ = Tool::Pointer;
    std::vector<ViewBox> boxes_;
    int chosenBox_ = -1;
    int hoveredBox_ = -1;
    std::vector<Measurement> measurements_;
    int chosenMeasurement_ = -1;

    Drag drag_ = Drag::None;
    QPointF pressed_; // screen
    QPointF last_;    // screen
    Window windowAtPress_;
    Grip grip_ = Grip::None;
    std::optional<Box> draft_; // the box as it would be when let go
    std::optional<Measurement> measureDraft_;
    std::optional<QPointF> pointer_; // screen, while over the view
    int wheel_ = 0;
};

} // namespace vrft::ui
