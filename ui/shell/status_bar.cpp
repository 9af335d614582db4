// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/status_bar.h"

#include "ui/shell/edit_names.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/elided_button.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/key_cap.h"
#include "ui/widgets/text.h"

#include <QActionGroup>
#include <QDateTime>
#include <QHBoxLayout>
#include <QMenu>
#include <QTimer>

namespace vrft::ui {

namespace {

constexpr int kSlow_ms = 300;
constexpr int kMessage_ms = 6000;

constexpr int kLeast = 12; // letters of a button when room is short
constexpr int kLeastOfUndo = 30;
constexpr int kLeastOfLanguage = 7;

ElidedButton* statusButton(int least, QWidget* parent) {
    auto* button = new ElidedButton(least, parent);
    button->setProperty("kind", QStringLiteral("status"));
    button->setIconSize({14, 14});
    return button;
}

} // namespace

StatusBar::StatusBar(QAction* undo, QAction* settings, QWidget* parent)
    : QWidget(parent)
    , storedIcon_(new QLabel(this))
    , stored_(new ElidedLabel(TextKind::Second, this))
    , undoAction_(undo)
    , undo_(statusButton(kLeastOfUndo, this))
    , undoKey_(new KeyCap(undo, this))
    , run_(statusButton(kLeast, this))
    , message_(new ElidedLabel(TextKind::Second, this))
    , memory_(statusButton(kLeast, this))
    , device_(statusButton(kLeast, this))
    , reader_(statusButton(kLeast, this))
    , language_(statusButton(kLeastOfLanguage, this))
    , slow_(new QTimer(this))
    , fading_(new QTimer(this)) {
    setObjectName(QStringLiteral("statusBar"));
    setAttribute(Qt::WA_StyledBackground);
    setAccessibleName(tr("Status"));
    setMinimumHeight(28);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    stored_->setObjectName(QStringLiteral("storedAt"));
    stored_->setMinimumWidth(stored_->fontMetrics().horizontalAdvance(
        tr("All changes stored %1").arg(QStringLiteral("00:00:00"))));
    undo_->setObjectName(QStringLiteral("undo"));
    undo_->setIcon(icon(QStringLiteral("undo"), Token::Text2));
    reader_->setIcon(icon(QStringLiteral("person"), Token::Text2));
    reader_->setObjectName(QStringLiteral("reader"));
    memory_->setObjectName(QStringLiteral("memory"));
    run_->setObjectName(QStringLiteral("run"));
    run_->setIcon(icon(QStringLiteral("training"), Token::Text2));
    device_->setObjectName(QStringLiteral("device"));
    fillLanguages();
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(12, 0, 12, 0);
    row->setSpacing(6);
    const auto separate = [&]() -> QWidget* {
        QFrame* line = makeLine(Qt::Vertical, this);
        line->setFixedHeight(14);
        row->addSpacing(4);
        row->addWidget(line);
        row->addSpacing(4);
        return line;
    };
    row->addWidget(storedIcon_);
    row->addWidget(stored_);
    separate();
    row->addWidget(undo_);
    row->addWidget(undoKey_);
    runLine_ = separate();
    row->addWidget(run_);
    row->addWidget(message_, 1);
    row->addWidget(memory_);
    separate();
    row->addWidget(device_);
    separate();
    row->addWidget(reader_);
    separate();
    row->addWidget(language_);
    connect(undo_, &QPushButton::clicked, undo, &QAction::trigger);
    connect(memory_, &QPushButton::clicked, settings, &QAction::trigger);
    connect(device_, &QPushButton::clicked, settings, &QAction::trigger);
    connect(reader_, &QPushButton::clicked, settings, &QAction::trigger);
    connect(run_, &QPushButton::clicked, this, &StatusBar::runWanted);
    setRun({});
    setDevice(tr("This computer"), {});
    slow_->setSingleShot(true);
    slow_->setInterval(kSlow_ms);
    connect(slow_, &QTimer::timeout, this,
            [this] { showStored(QStringLiteral("info"), QStringLiteral("second"), tr("Storing…")); });
    fading_->setSingleShot(true);
    fading_->setInterval(kMessage_ms);
    connect(fading_, &QTimer::timeout, this, [this] { message_->setWholeText({}); });
    showStored(QStringLiteral("info"), QStringLiteral("second"), tr("No workspace open"));
    undo_->setEnabled(false);
    undo_->setWholeText(tr("Nothing to undo"));
    undoKey_->setVisible(false);
}

void StatusBar::fillLanguages() {
    language_->setObjectName(QStringLiteral("language"));
    language_->setWholeText(nameOf(spoken()).name, tr("Language of the window"));
    auto* menu = new QMenu(tr("Language of the window"), language_);
    menu->setObjectName(QStringLiteral("languages"));
    auto* choices = new QActionGroup(menu);
    for (const LanguageName& name : languageNames()) {
        QAction* action = menu->addAction(name.name);
        action->setCheckable(true);
        action->setChecked(name.language == spoken());
        choices->addAction(action);
        connect(action, &QAction::triggered, this,
                [this, language = name.language] { Q_EMIT languageWanted(language); });
    }
    language_->setMenu(menu);
}

void StatusBar::showStored(const QString& name, const QString& kind, const QString& text) {
    const Token ink = kind == QStringLiteral("alarm")   ? Token::Alarm
                      : name == QStringLiteral("check") ? Token::Good
                                                        : Token::Text2;
    storedIcon_->setPixmap(iconPixmap(name, 14, colour(ink), devicePixelRatioF()));
    setKind(stored_, kind);
    stored_->setWholeText(text);
}

QString StatusBar::storedText() const {
    return stored_->wholeText();
}

void StatusBar::setStored(const StoredState& state) {
    slow_->stop();
    const QString time = QDateTime::fromMSecsSinceEpoch(static_cast<qint64>(state.time * 1000))
                             .toString(QStringLiteral("HH:mm:ss"));
    showStored(QStringLiteral("check"), QStringLiteral("second"),
               state.time > 0 ? tr("All changes stored %1").arg(time) : tr("All changes stored"));
    undo_->setEnabled(state.undo.has_value());
    const QString text =
        state.undo ? tr("Undo: %1").arg(editName(qs(state.undo->action))) : tr("Nothing to undo");
    undo_->setWholeText(text, withKey(text, undoAction_->shortcut()));
    undoKey_->setVisible(state.undo.has_value());
}

void StatusBar::setStoring() {
    message_->setWholeText({}); // of what was done before
    if (!slow_->isActive()) slow_->start();
}

void StatusBar::setFailed(const QString& text) {
    slow_->stop();
    showStored(QStringLiteral("alarm"), QStringLiteral("alarm"), text);
}

void StatusBar::setMemory(std::uint64_t usedBytes, std::uint64_t budgetBytes) {
    const auto mb = [](std::uint64_t bytes) {
        return grouped(static_cast<qint64>((bytes + (1U << 19)) >> 20));
    };
    const QString text = tr("Images in memory %1 of %2 MB").arg(mb(usedBytes), mb(budgetBytes));
    memory_->setWholeText(text, tr("%1. How much they may take: Settings").arg(text));
}

void StatusBar::setReader(const QString& reader) {
    const QString text = tr("Reader: %1").arg(reader);
    reader_->setWholeText(text, tr("%1. Who labels: Settings").arg(text));
}

void StatusBar::setRun(const QString& text) {
    runLine_->setVisible(!text.isEmpty());
    run_->setVisible(!text.isEmpty());
    run_->setWholeText(text, tr("%1. Show it").arg(text));
}

void StatusBar::setDevice(const QString& text, const QString& detail) {
    device_->setWholeText(text, detail);
}

void StatusBar::say(const QString& text) {
    message_->setWholeText(text);
    fading_->start();
}

} // namespace vrft::ui
