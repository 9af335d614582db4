// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The samples of a draft as pictures or as a table, or the images a check speaks of.
//
// Pictures are made when they are first looked at. The choice of what is shown is kept while drafts come and
// go. Ownership: the parent's; borrows the thumbnails. Thread rule: UI thread.
#pragma once

#include "ui/datasets/sample_model.h"
#include "ui/viewer/thumbnails.h"

#include <QWidget>

class QAbstractItemView;
class QLabel;
class QListView;
class QPushButton;
class QStackedWidget;
class QTableView;

namespace vrft::ui {

class ElidedLabel;
class Segments;

class SampleView : public QWidget {
    Q_OBJECT
public:
    explicit SampleView(Thumbnails& thumbnails, QWidget* parent = nullptr);
    ~SampleView() override;

    void show(const DraftPointer& draft);
    void showCheck(const std::string& kind); // its images; empty: all samples again
    void showClass(int row);                 // the samples of a row of the balance
    const SampleModel& model() const { return model_; }
    QWidget* focusTarget() const; // where work goes on
    QAction* openAction() const { return open_; }
    QAction* leaveOutAction() const { return leaveOut_; }

Q_SIGNALS:
    void openWanted(const vrft::ImageRef& image);
    void leaveOutWanted(const std::set<vrft::ImageRef>& images, bool out); // by hand, or taken back in

private:
    void makeViews(Thumbnails& thumbnails);
    void fill();
    std::vector<int> shown() const; // entries
    QString shownWords(std::size_t count) const;
    void followChoice();
    void openChosen();
    void leaveChosenOut();
    std::vector<const DraftEntry*> chosen() const;

    SampleModel model_;
    DraftPointer draft_;
    std::string kind_; // of the check whose images are shown
    int class_ = -1;   // row of the balance whose samples are shown
    QAction* open_;
    QAction* leaveOut_;
    ElidedLabel* count_;
    QPushButton* all_;
    QPushButton* openButton_;
    QPushButton* leaveOutButton_;
    Segments* views_;
    QStackedWidget* stack_;
    QListView* pictures_;
    QTableView* table_;
    QItemSelectionModel* selection_;
    QLabel* nothing_;
};

} // namespace vrft::ui
