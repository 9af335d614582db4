// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A window beside the image with every element of its file: filter, tree, copying of values. Follows the
// image.
//
// Ownership: the parent's; borrows the source, which has the file read by the child. Thread rule: UI thread.
#pragma once

#include "ui/viewer/tag_model.h"

#include <QDialog>

class QLabel;
class QLineEdit;
class QPushButton;
class QTreeView;

namespace vrft::ui {

class ElidedLabel;

class TagBrowser : public QDialog {
    Q_OBJECT
public:
    explicit TagBrowser(FrameSource& source, QWidget* parent = nullptr);

    // Empty: no file. Reads it while the window is visible.
    void setFile(const std::string& file);
    const TagModel& model() const { return model_; }

protected:
    void showEvent(QShowEvent* event) override;

private:
    void read();
    void show(const std::string& file, const TagsPointer& tags, const QString& trouble);
    void filter(const QString& text);
    void copyValue();
    void updateFoot();

    FrameSource& source_;
    TagModel model_;
    std::string file_;
    std::string asked_; // the file whose tags are there or on their way
    QLineEdit* filter_;
    QTreeView* tree_;
    QLabel* state_; // counts, or why there is nothing
    ElidedLabel* path_;
    QPushButton* copy_;
};

} // namespace vrft::ui
