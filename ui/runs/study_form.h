// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a new study is made of: strategies and a sweep, datasets with their start policies, seeds and steps;
// below, how many runs that is, what is left out and why, how long it will take, and Start.
//
// Makes nothing: StudyView does. Ownership: the parent's. Thread rule: UI thread.
#pragma once

#include "ui/runs/study_choice.h"

#include <QWidget>
#include <map>

class QCheckBox;
class QGridLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace vrft::ui {

class Combo;
class NumberField;
class StartBar;

struct StudyOffer {
    LaunchOfferPointer launch;
    std::vector<RunSpeed> speeds;
    bool engineFound = true;
};

class StudyForm : public QWidget {
    Q_OBJECT
public:
    explicit StudyForm(QWidget* parent = nullptr);

    void setOffer(const StudyOffer& offer); // keeps what was chosen and still exists
    const StudyOffer& offer() const { return offer_; }
    const StudyChoice& choice() const { return choice_; }
    void beginWith(const StudyChoice& choice);
    void setBusy(bool busy); // its runs are being made
    void setTrouble(const QString& text);
    QWidget* firstField() const;
    QString missing() const; // what keeps it from being started; empty: nothing

Q_SIGNALS:
    void startWanted();
    void datasetPlaceWanted();

private:
    QWidget* makeStrategies();
    QWidget* makeDatasets();
    QWidget* makeBudget();
    QWidget* makeBar();
    void fillDatasets();
    void fill();
    void changed();

    StudyOffer offer_;
    StudyChoice choice_;
    bool begun_ = false; // a choice was made, by hand or from what is there
    bool busy_ = false;
    bool filling_ = false;
    QString trouble_;
    QString sweepTrouble_;
    QString shownDatasets_;
    QLineEdit* name_ = nullptr;
    std::map<std::string, QCheckBox*> rows_; // by preset
    std::map<std::string, QLabel*> why_;
    QCheckBox* sweep_ = nullptr;
    QLineEdit* weights_ = nullptr;
    QLabel* sweepWhy_ = nullptr;
    QWidget* datasetBox_ = nullptr;
    QVBoxLayout* datasetColumn_ = nullptr;
    struct DatasetRow {
        QCheckBox* box;
        Combo* policy;
    };
    std::map<std::string, DatasetRow> datasets_; // by hash
    QLabel* noDataset_ = nullptr;
    QPushButton* freeze_ = nullptr;
    NumberField* seeds_ = nullptr;
    NumberField* steps_ = nullptr;
    StartBar* verdict_ = nullptr;
    QPushButton* start_ = nullptr;
};

} // namespace vrft::ui
