// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The left dock of Studies: filter first, chips under it, the table, counts at the foot.
//
// Chooses series; shows none. Ownership: the parent's. Thread rule: UI thread.
#pragma once

#include "ui/studies/study_tree.h"
#include "ui/viewer/thumbnails.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QPushButton;
class QTreeView;

namespace vrft::ui {

class ElidedLabel;
class FlowLayout;
class StudyDelegate;

class Browser : public QWidget {
    Q_OBJECT
public:
    Browser(StudyTree& tree, Thumbnails& thumbnails, QAction* import, QAction* filter,
            QWidget* parent = nullptr);

    void focusFilter();
    void clearFilter(); // another workspace was opened
    QTreeView& table() { return *table_; }
    void choose(const StudyTree::Place& place, StudyTree::Level level); // and scrolls to it
    void choosePatient(int row);                                        // the last where there are fewer
    int chosenPatient() const;                                          // its row; 0: none is chosen
    void labelsChanged();
    void libraryChanged();
    void setLedgerThere(bool there);
    void setRowActions(const QList<QAction*>& actions); // in the menu of a row
    // The chosen row; nothing: there is none.
    std::optional<std::pair<StudyTree::Place, StudyTree::Level>> chosen() const;

    StudyFilterState filter() const;
    void setFilter(const StudyFilterState& filter); // modalities once the library is there

Q_SIGNALS:
    void opened(const vrft::ui::StudyTree::Place& place);
    void filtered(); // other patients, or in another order
    void ledgerWanted();

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QWidget* makeHead(QAction* import);
    QWidget* makeFilter(QAction* filter);
    void makeTable(Thumbnails& thumbnails);
    QWidget* makeFoot();
    void applyFilter();
    void updateChips();
    void updateCounts();
    void updateFoot();
    enum class Columns { Choose, Keep }; // which of them are shown
    void fitColumns(Columns columns = Columns::Choose);
    int widthOf(int column, int most) const; // of its heading and what stands in it
    void unfold(const QModelIndex& chosen);
    void keepChoice(const std::function<void()>& change);

    StudyTree& tree_;
    QLabel* count_ = nullptr;
    QLineEdit* filter_ = nullptr;
    FlowLayout* chips_ = nullptr;
    std::vector<QPushButton*> modalityChips_;
    QStringList wantedModalities_; // of the chips to come
    QPushButton* unlabelled_ = nullptr;
    QTreeView* table_ = nullptr;
    StudyDelegate* delegate_ = nullptr;
    QLabel* nothing_ = nullptr;
    ElidedLabel* foot_ = nullptr;
    QPushButton* ledger_ = nullptr;
    QPersistentModelIndex unfolded_;
    bool narrow_ = false; // date and images stand under the name
    bool quiet_ = false;  // a change of rows is not a choice
    // What was chosen last: chosen again when a filter lets it through again.
    std::optional<std::pair<StudyTree::Place, StudyTree::Level>> choice_;
};

} // namespace vrft::ui
