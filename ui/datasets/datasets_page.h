// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The Dataset workplace: filters at the left; balance, checks, samples and versions in the middle; split,
// certificate and freezing at the right.
//
// Ownership: the parent's; borrows workspace and frame source. Thread rule: UI thread.
#pragma once

#include "ui/datasets/dataset_model.h"
#include "ui/viewer/thumbnails.h"
#include "ui/workspace/workplace.h"

#include <filesystem>

class QLabel;
class QPushButton;
class QStackedWidget;

namespace vrft {
struct FreezeReport;
}

namespace vrft::ui {

class BalanceView;
class CheckList;
class ElidedLabel;
class FilterPanel;
class FreezeJob;
class NextStep;
class NoticeBar;
class PageBar;
class SampleView;
class Splitter;
class SplitLegend;
class SplitPanel;
class VersionTable;

class DatasetsPage : public Workplace {
    Q_OBJECT
public:
    DatasetsPage(WorkspaceThread& workspace, FrameSource& frames, QWidget* parent = nullptr);
    ~DatasetsPage() override;

    DatasetModel& model() { return model_; }
    QAction* freezeAction() const { return freeze_; }
    bool freezing() const { return job_ != nullptr; }

    QList<QWidget*> areas() const override; // filters, page, split and certificate
    void enter() override;
    void leave() override;
    void setReader(const QString& reader) override;
    void open(const PlaceLink& link) override; // `what`: a task's id, or the name of a dataset's folder
    void setLeftHidden(bool hidden) override;
    void setRightHidden(bool hidden) override;
    QString unfinished() const override;
    std::vector<KeyGroup> keyGroups() const override;
    MenuActions menuActions() const override;

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    QWidget* makeMiddle();
    QWidget* makeBalance();
    QWidget* makeChecks();
    void makeEmptyPages();
    void makeActions();
    void connectParts();
    void showPicture();
    void chooseFirst();
    void showState(); // what doesn't need a new picture
    void showVersion(const FrozenVersion* version);
    QString freezeName() const;

    void freeze();
    void frozen(const FreezeReport& report);
    void endJob();
    void compareDraft();
    void compareVersions(int before, int after);
    void exportLabels(bool everyTask, bool csv);

    WorkspaceThread& workspace_;
    DatasetModel model_;
    Thumbnails thumbnails_;
    QAction* freeze_;
    QAction* refresh_;
    QList<QAction*> exports_;
    Splitter* outer_;
    Splitter* inner_;
    FilterPanel* filters_;
    NoticeBar* notice_;
    PageBar* bar_;
    QLabel* tag_;
    ElidedLabel* words_;
    QPushButton* export_;
    QStackedWidget* stack_;
    NextStep* noTask_;
    NextStep* noLabel_;
    ElidedLabel* balanceWords_;
    SplitLegend* legend_;
    BalanceView* balance_;
    QLabel* majority_;
    ElidedLabel* checkWords_;
    QLabel* checkTime_;
    CheckList* checks_;
    SampleView* samples_;
    VersionTable* versions_;
    QWidget* middle_;
    SplitPanel* split_;
    FreezeJob* job_ = nullptr;
    std::string shownTask_;     // of the last picture
    std::string wantedVersion_; // hash or folder's name of one to be chosen once it is there
    QString wantedWords_;       // what to say then; %1 is its number
    bool already_ = false;      // it was there before: the draft stays, with the way to it
};

} // namespace vrft::ui
