// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The image a trace is about, as the study has it, with the reference's and the predicted boxes.
//
// Where the study is gone the dataset's image is shown, and that is said. Nothing of the patient stands on
// it. Ownership: the parent's; borrows model and frames. Thread rule: UI thread.
#pragma once

#include "ui/traces/review_model.h"
#include "ui/viewer/image_view.h"

#include <QActionGroup>
#include <QWidget>

class QCheckBox;

namespace vrft::ui {

class MarksKey;

class TraceViewer : public QWidget {
    Q_OBJECT
public:
    TraceViewer(ReviewModel& model, FrameSource& frames, QWidget* parent = nullptr);

    ImageView& view() { return *view_; }
    MarksKey& marksKey() { return *marksKey_; }
    void setLibrary(LibraryPointer library);
    void setChromeHidden(bool hidden);
    QList<QAction*> viewActions() const;
    // A place the reasoning names: shown while spoken of.
    void light(const std::optional<Box>& box);

Q_SIGNALS:
    void boxHovered(const std::optional<vrft::Box>& box); // in the dataset image's pixels

private:
    QAction* addTool(Tool tool, const QString& name, const QString& icon, const QKeySequence& keys);
    QAction* addAction(const QString& name, const QString& icon, const QKeySequence& keys);
    QCheckBox* makeSwitch(const QString& name, QAction* action, const QColor& ink, bool dashed);
    void showImage();
    void showFrame();
    void showBoxes();
    void showCorners();
    FramePointer ofDataset() const;
    // From the dataset's image to the frame shown.
    Box toFrame(const Box& box) const;

    ReviewModel& model_;
    FrameSource& frames_;
    LibraryPointer library_;
    ImageView* view_;
    MarksKey* marksKey_;
    QWidget* bar_;
    QActionGroup* tools_;
    QList<QAction*> actions_;
    QAction* reference_;
    QAction* predicted_;
    QCheckBox* referenceBox_;
    std::optional<FrameAddress> address_; // of the frame wanted; none: the dataset's image
    bool shown_ = false;                  // the frame wanted is there
    QString caution_;
    std::optional<Box> lit_;
    std::vector<Box> drawn_; // in the dataset's pixels, beside the view's boxes
};

} // namespace vrft::ui
