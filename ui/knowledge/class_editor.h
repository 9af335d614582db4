// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The fields of the chosen task and class: name and question of the task; name, grade, synonyms, definition
// and attributes of the class.
//
// Turns typing into edits of a KnowledgeModel: shown at once, stored after a pause, on Return and on leaving
// a field. The name of a class that has labels is stored on Return or leaving only, since it asks what
// becomes of them (`renameWanted`). Ownership: the parent's; borrows the model. Thread rule: UI thread.
#pragma once

#include "ui/knowledge/knowledge_model.h"

#include <QWidget>

class QLabel;
class QSpinBox;
class QTimer;

namespace vrft::ui {

class AttributeRows;
class Chips;
class TextField;

class ClassEditor : public QWidget {
    Q_OBJECT
public:
    explicit ClassEditor(KnowledgeModel& model, QWidget* parent = nullptr);

    void setTypingDelay(int milliseconds);
    void setNumLabels(std::map<std::string, int> labels); // by class id, of all readers
    int numLabels(const std::string& taskClass) const;
    void commit(); // what is typed but not stored yet
    void focusName();

Q_SIGNALS:
    // The class has labels: the edit waits in the model until it is committed or abandoned.
    void renameWanted(const std::string& taskClass, int labels);
    void regradeWanted(const std::string& taskClass, int labels);

private:
    void connectFields();
    void show();
    void showProblems();
    void type(TaskField field, QString action, std::function<void(Task&)> apply);
    void typeClass(TaskField field, const QString& what, std::function<void(TaskClass&)> apply);
    void leaveName();
    bool asks(TaskField field) const; // what is typed concerns the labels of the class

    KnowledgeModel& model_;
    std::map<std::string, int> labels_;
    QTimer* pause_;
    TextField* taskName_;
    TextField* question_;
    TextField* name_;
    QLabel* gradeLabel_;
    QSpinBox* grade_;
    QLabel* gradeProblem_;
    Chips* synonyms_;
    QLabel* synonymsProblem_;
    TextField* definition_;
    AttributeRows* attributes_;
    QLabel* attributesProblem_;
    std::string shownTask_;
    std::string shownClass_;
};

} // namespace vrft::ui
