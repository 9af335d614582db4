// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The panel at the right of the image: task, question, classes with their keys, findings, boxes, reasoning,
// and the way to the next image.
//
// Shows a LabelModel and turns clicks and keys into its edits; puts the boxes on the image view. Ownership:
// the parent's; borrows model and view. Thread rule: UI thread.
#pragma once

#include "ui/annotate/label_model.h"
#include "ui/viewer/image_view.h"

#include <QWidget>

class QFormLayout;
class QLabel;
class QPlainTextEdit;
class QPushButton;
class QTimer;
class QVBoxLayout;

namespace vrft::ui {

class AskPanel;
class BoxList;
class ClassList;
class Combo;

class LabelPanel : public QWidget {
    Q_OBJECT
public:
    LabelPanel(LabelModel& model, ImageView& view, QAction* drawBox, QWidget* parent = nullptr);

    void setReaderName(const QString& reader);
    void commitReasoning();                // what is typed but not stored yet
    void setTypingDelay(int milliseconds); // until what is typed is stored by itself
    QList<QAction*> actions() const { return actions_; }
    QAction* showOthersAction() const { return showOthers_; }
    // Where Back leads: to the last one first.
    const std::vector<ImageRef>& leftBehind() const { return leftBehind_; }
    void setLeftBehind(std::vector<ImageRef> images);
    AskPanel& ask() { return *ask_; }
    void showStatus(); // again when other images are read

Q_SIGNALS:
    void imageWanted(const vrft::ImageRef& image);
    void taskWanted();   // there is none
    void readerWanted(); // another name

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void makeActions();
    void makeBoxActions();
    void placeBox();
    void stretchBox(int wider, int taller);
    QWidget* makeHead();
    QWidget* makeBody();
    QWidget* makeFoot();
    void addSection(QVBoxLayout& all, QWidget* content);
    QWidget* makeBoxesSection(QAction* drawBox);
    QWidget* makeReasoningSection();

    void connectParts();
    void showTask();
    void showFindings(const Task& task);
    void showImage();
    void showBoxes();
    void pickRow(int row);
    void goToNext();
    void goBack();
    void showSubject();
    QString boxText(int index, const Box& box) const;

    LabelModel& model_;
    ImageView& view_;
    QAction* drawBox_;
    QList<QAction*> actions_;
    QAction* showOthers_ = nullptr;
    QAction* next_ = nullptr;
    QAction* back_ = nullptr;
    std::vector<ImageRef> leftBehind_; // images Next went away from
    QPushButton* reader_ = nullptr;
    Combo* tasks_ = nullptr;
    QLabel* question_ = nullptr;
    QPushButton* writeTask_ = nullptr;
    QWidget* ofTask_ = nullptr; // what needs a task
    ClassList* classes_ = nullptr;
    QLabel* status_ = nullptr;
    QPushButton* clear_ = nullptr;
    QLabel* others_ = nullptr;
    QLabel* findingsHead_ = nullptr;
    QLabel* noFindings_ = nullptr;
    QWidget* findings_ = nullptr;
    std::map<std::string, Combo*> attributes_;
    AskPanel* ask_ = nullptr;
    BoxList* boxes_ = nullptr;
    QLabel* noBoxes_ = nullptr;
    QLabel* reasoningHead_ = nullptr;
    QPlainTextEdit* reasoning_ = nullptr;
    QTimer* typing_ = nullptr;
    QLabel* left_ = nullptr;
    QPushButton* nextButton_ = nullptr;
    QPushButton* backButton_ = nullptr;
    std::string shownTask_;
    std::vector<int> keys_; // digit of each row; -1: none
};

} // namespace vrft::ui
