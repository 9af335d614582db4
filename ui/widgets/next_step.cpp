// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/next_step.h"

#include "ui/widgets/buttons.h"
#include "ui/widgets/key_cap.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QVBoxLayout>

namespace vrft::ui {

namespace {

// The five steps, the present one under a line of its own colour.
class Steps final : public QWidget {
public:
    Steps(int present, QWidget* parent)
        : QWidget(parent) {
        auto* row = new QHBoxLayout(this);
        row->setContentsMargins(0, 0, 0, 0);
        row->setSpacing(8);
        const std::array<std::pair<QString, QString>, 5> steps{
            std::pair{NextStep::tr("Studies"), NextStep::tr("bring in and label")},
            std::pair{NextStep::tr("Knowledge"), NextStep::tr("write what experts know")},
            std::pair{NextStep::tr("Dataset"), NextStep::tr("freeze, split by patient")},
            std::pair{NextStep::tr("Training"), NextStep::tr("tune and watch")},
            std::pair{NextStep::tr("Review"), NextStep::tr("judge the reasoning")}};
        for (int i = 0; i < 5; ++i) {
            const auto& [name, what] = steps[static_cast<std::size_t>(i)];
            auto* column = new QVBoxLayout;
            column->setSpacing(2);
            auto* line = new QFrame(this);
            line->setFixedHeight(2);
            line->setProperty("kind", i == present ? QStringLiteral("presentStep") : QStringLiteral("line"));
            auto* title = makeLabel(QStringLiteral("%1  %2").arg(i + 1).arg(name),
                                    i == present ? TextKind::Head : TextKind::Second, this);
            auto* text = makeLabel(what, TextKind::Caption, this);
            text->setWordWrap(true);
            column->addWidget(line);
            column->addSpacing(4);
            column->addWidget(title);
            column->addWidget(text);
            column->addStretch(1);
            row->addLayout(column, 1);
        }
    }
};

} // namespace

NextStep::NextStep(int present, QWidget* parent)
    : QWidget(parent)
    , buttons_(new QHBoxLayout)
    , column_(new QVBoxLayout) {
    setObjectName(QStringLiteral("page"));
    setAttribute(Qt::WA_StyledBackground);
    auto* middle = new QWidget(this);
    middle->setFixedWidth(600);
    title_ = makeLabel({}, TextKind::Title, middle);
    title_->setObjectName(QStringLiteral("emptyTitle"));
    title_->setWordWrap(true);
    text_ = makeLabel({}, TextKind::Second, middle);
    text_->setWordWrap(true);
    buttons_->setSpacing(8);
    buttons_->addStretch(1);
    column_->setSpacing(12);
    auto* words = new QVBoxLayout(middle);
    words->setSpacing(12);
    words->addWidget(title_);
    words->addWidget(text_);
    words->addLayout(buttons_);
    words->addLayout(column_);
    words->addSpacing(12);
    words->addWidget(new Steps(present, middle));
    auto* all = new QVBoxLayout(this);
    all->addStretch(2);
    auto* centred = new QHBoxLayout; // an alignment would forget that the words' height follows their width
    centred->addStretch(1);
    centred->addWidget(middle);
    centred->addStretch(1);
    all->addLayout(centred);
    all->addStretch(3);
}

void NextStep::setWords(const QString& title, const QString& text) {
    title_->setText(title);
    text_->setText(text);
}

void NextStep::addStep(QAction* action) {
    addButton(action, static_cast<int>(ButtonKind::Filled));
}

void NextStep::addOther(QAction* action) {
    addButton(action, static_cast<int>(num_ < 2 ? ButtonKind::Plain : ButtonKind::Link));
}

void NextStep::addButton(QAction* action, int kind) {
    auto* button = makeButton(action->text(), static_cast<ButtonKind>(kind), this);
    followKey(button, action, action->text());
    button->setEnabled(action->isEnabled());
    connect(action, &QAction::changed, button, [button, action] { button->setEnabled(action->isEnabled()); });
    if (static_cast<ButtonKind>(kind) == ButtonKind::Filled) button->setMinimumHeight(36);
    connect(button, &QPushButton::clicked, action, &QAction::trigger);
    buttons_->insertWidget(num_++, button);
}

} // namespace vrft::ui
