// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Two of the compared runs case by case: how many both, one or none of them got right, the images that only
// one did, the difference with its paired test in words.
//
// Reads nothing itself. Ownership: the parent's. Thread rule: UI thread.
#pragma once

#include "ui/runs/comparison_picture.h"
#include "ui/widgets/theme.h"

#include <QAbstractListModel>
#include <QFrame>

class QLabel;
class QListView;
class QPushButton;

namespace vrft::ui {

class Combo;
class ElidedLabel;

// Images only one of two runs is right on.
class CaseModel : public QAbstractListModel {
    Q_OBJECT
public:
    using QAbstractListModel::QAbstractListModel;
    void set(const CasesPointer& cases, bool first); // of the first run, else of the second
    const ComparedAnswer* at(const QModelIndex& index) const;
    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

private:
    CasesPointer cases_;
    bool first_ = true;
};

// The four counts side by side, as wide as they are many.
class CountsBar : public QWidget {
    Q_OBJECT
public:
    using QWidget::QWidget;
    void set(const PairedComparison& figures, Token first, Token second, const QStringList& names);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {120, sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    struct Part {
        std::int64_t count = 0;
        QString words;
        std::optional<Token> ground; // none: neutral
    };
    std::vector<Part> parts_;
};

class CaseCard : public QFrame {
    Q_OBJECT
public:
    explicit CaseCard(QWidget* parent = nullptr);

    // The runs there are to choose from; keeps the chosen two where they are still there.
    void setRuns(const QStringList& ids, const QStringList& names, const std::vector<Token>& colours);
    std::pair<int, int> chosenPair() const; // places in `ids`; -1: none
    void show(const CasesPointer& cases);   // of the chosen pair
    void showWaiting();

Q_SIGNALS:
    void pairChosen();
    void openWanted(const QString& run, const QString& completion);

private:
    struct Strip {
        CaseModel* model;
        QLabel* count;
        ElidedLabel* words;
        QListView* list;
        QWidget* row;
    };
    Strip makeStrip(const char* name);
    void tellChosen(const Strip& strip, const QModelIndex& index);
    void showWords(const CasesPicture& cases);

    QStringList ids_;
    QStringList names_;
    std::vector<Token> colours_;
    CasesPointer cases_;
    Combo* first_;
    Combo* second_;
    QLabel* num_;
    CountsBar* bar_;
    Strip onlyFirst_;
    Strip onlySecond_;
    QLabel* chosen_;
    QPushButton* openFirst_;
    QPushButton* openSecond_;
    QWidget* chosenRow_;
    const ComparedAnswer* chosenCase_ = nullptr; // into cases_
    QLabel* difference_;
    QLabel* verdict_;
    QLabel* missing_;
};

} // namespace vrft::ui
