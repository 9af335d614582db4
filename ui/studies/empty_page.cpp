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

EmptyPage::EmptyPage(QAction* importFolder, QAction* importFiles, QAction* openOther, QWidget* parent)
    : QWidget(parent) {
    setObjectName(QStringLiteral("page"));
    setAttribute(Qt::WA_StyledBackground);
    auto* column = new QWidget(this);
    column->setFixedWidth(600);
    auto* words = new QVBoxLayout(column);
    words->setSpacing(12);
    words->addWidget(makeLabel(tr("No studies yet"), TextKind::Title, column));
    auto* text =
        makeLabel(tr("Import a folder of DICOM studies. They are copied into the workspace; the originals "
                     "stay as they are."),
                  TextKind::Second, column);
    text->setWordWrap(true);
    words->addWidget(text);
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    const auto add = [&](QAction* action, const QString& name, ButtonKind kind) {
        auto* button = makeButton(name, kind, column);
        button->setToolTip(withKey(action->text(), action->shortcut()));
        if (kind == ButtonKind::Filled) button->setMinimumHeight(36);
        connect(button, &QPushButton::clicked, action, &QAction::trigger);
        row->addWidget(button);
    };
    add(importFolder, tr("Import a folder…"), ButtonKind::Filled);
    add(importFiles, tr("Import files…"), ButtonKind::Plain);
    add(openOther, tr("Open another workspace…"), ButtonKind::Link);
    row->addStretch(1);
    words->addLayout(row);
    words->addWidget(new DropArea(column));
    note_ = makeLabel({}, TextKind::Caption, column);
    words->addWidget(note_);
    auto* all = new QVBoxLayout(this);
    all->addStretch(2);
    all->addWidget(column, 0, Qt::AlignHCenter);
    all->addStretch(3);
}

void EmptyPage::setBusy(const QString& text) {
    note_->setText(text);
}

} // namespace vrft::ui
