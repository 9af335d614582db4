// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Examples with reasoning: labelled images with their box and what was written about them, as cards.
//
// A card is a button that goes to its image. Ownership: the parent's; borrows the thumbnails. Thread rule: UI
// thread.
#pragma once

#include "core/annotation/annotation.h"
#include "ui/viewer/thumbnails.h"

#include <QWidget>
#include <vector>

class QAction;
class QGridLayout;
class QLabel;

namespace vrft::ui {

struct ExemplarCard {
    ImageRef image;
    FrameAddress address;
    Size size; // of the image
    QString patient;
    QString reader;
    QString reasoning;
    std::vector<Box> boxes;
};

class ExemplarList : public QWidget {
    Q_OBJECT
public:
    ExemplarList(Thumbnails& thumbnails, QAction* fromStudy, QWidget* parent = nullptr);

    void setCards(std::vector<ExemplarCard> cards);

Q_SIGNALS:
    void wanted(const vrft::ImageRef& image);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void lay();

    Thumbnails& thumbnails_;
    QLabel* count_;
    QLabel* none_;
    QWidget* cards_;
    QGridLayout* grid_;
    QList<QWidget*> shown_;
    int columns_ = 0;
};

} // namespace vrft::ui
