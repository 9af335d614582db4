// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What to look for in a class, as rows: attribute, the values that speak for the class, how to recognise it.
//
// A new row counts once it has a name and a value. Ownership: the parent's. Thread rule: UI thread.
#pragma once

#include "core/knowledge/task.h"

#include <QWidget>
#include <vector>

class QGridLayout;
class QLabel;
class QLineEdit;
class QPushButton;

namespace vrft::ui {

class Chips;

class AttributeRows : public QWidget {
    Q_OBJECT
public:
    explicit AttributeRows(QWidget* parent = nullptr);

    void setAttributes(const std::vector<Attribute>& attributes); // tells nobody; a new row stays
    void forgetNew();
    std::vector<Attribute> attributes() const;
    void addRow();

Q_SIGNALS:
    void typed(const QString& attribute); // of which one
    void left();                          // store it

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    struct Row {
        QLineEdit* name;
        Chips* values;
        QLineEdit* how;
        QPushButton* remove;
        bool fresh; // new, and perhaps not complete
    };
    void insertRow(const Attribute& attribute, bool fresh);
    void removeRow(const QLineEdit* name);
    void layRows();
    void tell(const QLineEdit* name, bool whole);
    static Attribute attributeOf(const Row& row);
    static bool complete(const Row& row);

    QGridLayout* grid_;
    std::vector<Row> rows_;
    QList<QLabel*> heads_;
    QLabel* note_;
};

} // namespace vrft::ui
