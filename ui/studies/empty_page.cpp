// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/studies/empty_page.h"

#include "ui/widgets/buttons.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/key_cap.h"

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
    : QWidget(parent) {
    setObjectName(QStringLiteral("page"));
    setAttribute(Qt::WA_StyledBackground);
    auto* column = new QWidget(this);
    column->setFixedWidth(600);
    auto* words = new QVBoxLayout(column);
    words->setSpacing(12);
    title_ = makeLabel({}, TextKind::Title, column);
    title_->setObjectName(QStringLiteral("emptyTitle"));
    text_ = makeLabel({}, TextKind::Second, column);
    text_->setWordWrap(true);
    words->addWidget(title_);
    words->addWidget(text_);
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    const auto add = [&](QAction* action, const QString& name, ButtonKind kind) {
        auto* button = makeButton(name, kind, column);
        followKey(button, action, action->text());
        button->setEnabled(action->isEnabled());
        connect(action, &QAction::changed, button,
                [button, action] { button->setEnabled(action->isEnabled()); });
        if (kind == ButtonKind::Filled) button->setMinimumHeight(36);
        connect(button, &QPushButton::clicked, action, &QAction::trigger);
        row->addWidget(button);
    };
    add(importFolder, tr("Import a folder…"), ButtonKind::Filled);
    add(sample, tr("Open the sample"), ButtonKind::Plain);
    add(openOther, tr("Open another workspace…"), ButtonKind::Link);
    row->addStretch(1);
    words->addLayout(row);
    drop_ = new DropArea(column);
    words->addWidget(drop_);
    note_ = makeLabel({}, TextKind::Caption, column);
    note_->setObjectName(QStringLiteral("emptyNote"));
    note_->setWordWrap(true);
    stop_ = makeButton(tr("Stop"), ButtonKind::Link, column);
    stop_->setObjectName(QStringLiteral("stopSample"));
    connect(stop_, &QPushButton::clicked, this, &EmptyPage::stopWanted);
    busy_ = new QProgressBar(column);
    busy_->setRange(0, 0);
    busy_->setTextVisible(false);
    busy_->setAccessibleName(tr("Under way"));
    auto* state = new QHBoxLayout;
    state->addWidget(note_, 1);
    state->addWidget(stop_);
    words->addWidget(busy_);
    words->addLayout(state);
    setBusy({});
    setWorkspaceOpen(false);
    auto* all = new QVBoxLayout(this);
    all->addStretch(2);
    all->addWidget(column, 0, Qt::AlignHCenter);
    all->addStretch(3);
}

void EmptyPage::setWorkspaceOpen(bool open) {
    title_->setText(open ? tr("No studies yet") : tr("No workspace is open"));
    text_->setText(
        open ? tr("Import a folder of DICOM studies, which are copied into the workspace, or look around "
                  "with 300 made-up ultrasound patients first.")
             : tr("A workspace is a folder that holds studies, labels, datasets and runs. Open yours, make a "
                  "new one in the menu Workspace, or look around with 300 made-up ultrasound patients."));
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
