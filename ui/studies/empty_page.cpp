// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/studies/empty_page.h"

#include "ui/widgets/buttons.h"
#include "ui/widgets/icons.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QProgressBar>
#include <QVBoxLayout>

namespace vrft::ui {

namespace {

// A dashed outline with words; dropping itself is the page's business.
class DropArea final : public QWidget {
public:
    explicit DropArea(QWidget* parent)
        : QWidget(parent) {
        setFixedHeight(84);
    }

protected:
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        painter.setPen(QPen(colour(Token::Control), 1, Qt::DashLine));
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
        const QString words = EmptyPage::tr("or drop folders and files here");
        const int width = painter.fontMetrics().horizontalAdvance(words);
        const int left = (this->width() - width - 26) / 2;
        painter.drawPixmap(
            left, height() / 2 - 9,
            iconPixmap(QStringLiteral("folder"), 18, colour(Token::Text2), devicePixelRatioF()));
        painter.setPen(colour(Token::Text2));
        painter.drawText(QRect(left + 26, 0, width + 8, height()), Qt::AlignVCenter | Qt::AlignLeft, words);
    }
};

} // namespace

EmptyPage::EmptyPage(QAction* importFolder, QAction* sample, QAction* openOther, QWidget* parent)
    : NextStep(0, parent) {
    addStep(importFolder);
    addOther(sample);
    addOther(openOther);
    drop_ = new DropArea(this);
    note_ = makeLabel({}, TextKind::Caption, this);
    note_->setObjectName(QStringLiteral("emptyNote"));
    note_->setWordWrap(true);
    stop_ = makeButton(tr("Stop"), ButtonKind::Link, this);
    stop_->setObjectName(QStringLiteral("stopSample"));
    connect(stop_, &QPushButton::clicked, this, &EmptyPage::stopWanted);
    busy_ = new QProgressBar(this);
    busy_->setRange(0, 0);
    busy_->setTextVisible(false);
    busy_->setAccessibleName(tr("Under way"));
    auto* state = new QHBoxLayout;
    state->addWidget(note_, 1);
    state->addWidget(stop_);
    column()->addWidget(drop_);
    column()->addWidget(busy_);
    column()->addLayout(state);
    setBusy({});
    setWorkspaceOpen(false);
}

void EmptyPage::setWorkspaceOpen(bool open) {
    if (open)
        setWords(tr("No studies yet"),
                 tr("Import a folder of DICOM studies, which are copied into the workspace. "
                    "Single files, ZIP archives, PNG, JPEG, NIfTI and MedMNIST sets "
                    "(.npz) can be dropped here, or chosen in the menu Workspace, Import "
                    "files… Or look around with 300 made-up ultrasound patients first."));
    else
        setWords(tr("No workspace is open"),
                 tr("A workspace is a folder that holds studies, labels, datasets and runs. Open yours, make "
                    "a new one "
                    "in the menu Workspace, or look around with 300 made-up ultrasound patients."));
    drop_->setVisible(open);
}

void EmptyPage::setBusy(const QString& text, bool stop) {
    setKind(note_, QStringLiteral("caption"));
    note_->setText(text);
    busy_->setVisible(!text.isEmpty());
    stop_->setVisible(stop);
}

void EmptyPage::setTrouble(const QString& text) {
    setBusy({});
    setKind(note_, QStringLiteral("alarm"));
    note_->setText(text);
}

} // namespace vrft::ui
