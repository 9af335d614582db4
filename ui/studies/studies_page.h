// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The Studies workplace: browser, viewer and label panel side by side, and what connects them with the
// workspace's thread.
//
// Ownership: the parent's; borrows workspace and frame source. Thread rule: UI thread.
#pragma once

#include "ui/annotate/label_model.h"
#include "ui/studies/study_tree.h"
#include "ui/viewer/frame_source.h"
#include "ui/viewer/thumbnails.h"
#include "ui/workspace/import_job.h"
#include "ui/workspace/workplace.h"
#include "ui/workspace/workspace_thread.h"

#include <QStackedWidget>
#include <QWidget>

class QLabel;

namespace vrft::ui {

class Browser;
class EmptyPage;
class LabelPanel;
class LedgerDialog;
class NoticeBar;
struct SetWords;
class Splitter;
class ViewerPanel;

class StudiesPage : public Workplace {
    Q_OBJECT
public:
    StudiesPage(WorkspaceThread& workspace, FrameSource& frames, QAction* sample, QAction* openOther,
                QWidget* parent = nullptr);

    LabelModel& labels() { return labels_; }
    EmptyPage& emptyPage() { return *empty_; }
    ViewerPanel& viewer() { return *viewer_; }

    QAction* importAction() const { return import_; }
    QAction* importFilesAction() const { return importFiles_; }
    QAction* filterAction() const { return filter_; }
    QAction* trashAction() const { return trash_; } // what is chosen in the browser
    QList<QAction*> labelActions() const;
    QAction* showOthersAction() const; // checkable: other readers' labels before one's own
    void startImport(std::vector<std::filesystem::path> paths);
    bool importing() const { return job_ != nullptr; }
    // Ends an import so that it is offered to be gone on with; waits for it (200 ms or a transaction).
    void leaveImport();

    QList<QWidget*> areas() const override; // browser, viewer, label panel
    void enter() override;
    void commit() override;
    void leave() override;
    void setReader(const QString& reader) override;
    void setAutosave(int milliseconds) override;
    void open(const PlaceLink& link) override; // `what`: "SOPUID FRAME TASK", the last two may be left out
    bool shows(const std::string& entity) const override;
    void showEdit(const SteppedEdit& edit) override;
    void setLeftHidden(bool hidden) override;
    void setRightHidden(bool hidden) override;
    void setOnlyImage(bool only) override;
    std::any state() const override;
    void setState(const std::any& state) override;
    QString unfinished() const override;
    std::vector<KeyGroup> keyGroups() const override;
    MenuActions menuActions() const override;

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void connectWorkspace();
    void setLibrary(LibraryPointer library);
    void openSeries(const StudyTree::Place& place);
    void goTo(const ImageRef& image);
    // The row that stands for what is in view: of a series, where its patient has several.
    StudyTree::Level levelOf(const StudyTree::Place& place) const;
    void followImage();
    LabelSummary labelsOf(const StudyTree::Place& place, StudyTree::Level level) const;
    void chooseFiles(bool folder);
    void moveToTrash();
    void keepPlace() const;
    void findPlace();

    void connectMeasurements();
    void renewMeasurements(); // another workspace or reader
    void askMeasurements(const QString& seriesUid);
    void stepMeasurements(const ImageRef& image);

    void connectLedger();
    void setWorkspaceOpen(bool open);
    void agreeToSets(const SetWords& words, const std::vector<std::filesystem::path>& paths);
    void begin(ImportRequest request, std::optional<std::int64_t> goesOn);
    void importProgress(const ImportProgress& progress);
    void lastImport(const ImportInfo& import);
    void showLedger();
    void saveLedger(const QString& file);

    WorkspaceThread& workspace_;
    LabelModel labels_;
    StudyTree tree_;
    Thumbnails thumbnails_;
    QAction* import_;
    QAction* importFiles_;
    QAction* filter_;
    QAction* trash_;
    QStackedWidget* stack_;
    Splitter* splitter_;
    ViewerPanel* viewer_;
    Browser* browser_;
    LabelPanel* labelPanel_;
    EmptyPage* empty_;
    NoticeBar* notice_;
    LedgerDialog* ledger_;
    ImportJob* job_ = nullptr;
    std::optional<ImportInfo> lastImport_; // of the time before the workspace was opened
    ImportRequest request_;                // of the import in the ledger
    StudyTree::Place current_;             // of the open series
    bool open_ = false;                    // a workspace is
    int num_looks_ = 0;                    // at published sets, so that only the last one counts
    int num_renewals_ = 0;                 // of the measurements
    std::optional<ImageRef> lookedAt_;     // kept when the library is read anew
    int leftBy_ = 0;                       // the row of what went into the Trash last
    std::optional<ImageRef> comesBack_;    // by an undo, with the next library
    std::filesystem::path filterOf_;       // the workspace that the filter was typed for
};

} // namespace vrft::ui
