// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/log_dialog.h"

#include "ui/shell/log_file.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/combo.h"
#include "ui/widgets/dialogs.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/text.h"

#include <QCheckBox>
#include <QClipboard>
#include <QFileInfo>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QTimer>
#include <QVBoxLayout>

namespace vrft::ui {

namespace {

constexpr int kLook_ms = 1000;
constexpr qsizetype kMostShown = 5000; // entries; the newest

bool isTrouble(const QString& entry) {
    const QString level = entry.section(QLatin1Char(' '), 2, 2);
    return level == QStringLiteral("warning") || level == QStringLiteral("error") ||
           level == QStringLiteral("fatal");
}

// An entry is "DATE TIME LEVEL CATEGORY: text" (log_file.cpp).
QString categoryOf(const QString& entry) {
    QString category = entry.section(QLatin1Char(' '), 3, 3);
    if (category.endsWith(QLatin1Char(':'))) category.chop(1);
    return category;
}

} // namespace

LogDialog::LogDialog(std::filesystem::path folder, QWidget* parent)
    : QDialog(parent)
    , folder_(std::move(folder))
    , filter_(new QLineEdit(this))
    , of_(new Combo(this))
    , troubleOnly_(new QCheckBox(tr("Only warnings and errors"), this))
    , count_(makeLabel({}, TextKind::Caption, this))
    , text_(new QPlainTextEdit(this))
    , copy_(makeButton(tr("Copy"), ButtonKind::Filled, this)) {
    setWindowTitle(tr("Log"));
    setAccessibleName(tr("Log"));
    resize(960, 600);
    filter_->setObjectName(QStringLiteral("logFilter"));
    filter_->setPlaceholderText(tr("Words to look for"));
    filter_->setAccessibleName(tr("Filter the log"));
    filter_->setToolTip(tr("Filter the log"));
    filter_->setClearButtonEnabled(true);
    filter_->addAction(icon(QStringLiteral("search"), Token::Text3), QLineEdit::LeadingPosition);
    of_->setObjectName(QStringLiteral("logOf"));
    of_->setAccessibleName(tr("What the entries are about"));
    of_->setToolTip(tr("What the entries are about"));
    for (const auto& [name, category] :
         {std::pair(tr("Everything"), ""), std::pair(tr("Window and workspace"), "window"),
          std::pair(tr("Imports"), "imports"), std::pair(tr("Datasets"), "datasets"),
          std::pair(tr("Training"), "training"), std::pair(tr("Programs beside the window"), "programs")})
        of_->addItem(name, QString::fromLatin1(category));
    troubleOnly_->setObjectName(QStringLiteral("troubleOnly"));
    troubleOnly_->setAccessibleName(troubleOnly_->text());
    troubleOnly_->setToolTip(troubleOnly_->text());
    text_->setObjectName(QStringLiteral("log"));
    text_->setProperty("kind", QStringLiteral("fixed"));
    text_->setAccessibleName(tr("Log"));
    text_->setToolTip(tr("The newest entry is the last"));
    text_->setReadOnly(true);
    text_->setTabChangesFocus(true);
    text_->setLineWrapMode(QPlainTextEdit::NoWrap);
    copy_->setObjectName(QStringLiteral("copyLog"));
    copy_->setToolTip(tr("Copy what is shown"));
    auto* close = makeCloseButton(*this);
    auto* where =
        makeLabel(tr("It lies in %1 and may name files and patients: look through it before you pass it on.")
                      .arg(qs(folder_.string())),
                  TextKind::Caption, this);
    where->setWordWrap(true);
    where->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* head = new QHBoxLayout;
    head->setSpacing(12);
    head->addWidget(filter_, 1);
    head->addWidget(of_);
    head->addWidget(troubleOnly_);
    head->addWidget(count_);
    auto* foot = new QHBoxLayout;
    foot->setSpacing(8);
    foot->addWidget(where, 1);
    foot->addWidget(close);
    foot->addWidget(copy_);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(16, 16, 16, 12);
    all->setSpacing(8);
    all->addLayout(head);
    all->addWidget(text_, 1);
    all->addLayout(foot);
    connect(filter_, &QLineEdit::textChanged, this, &LogDialog::filter);
    connect(of_, &QComboBox::currentIndexChanged, this, &LogDialog::filter);
    connect(troubleOnly_, &QCheckBox::toggled, this, &LogDialog::filter);
    connect(copy_, &QPushButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(text_->toPlainText()); });
    auto* look = new QTimer(this);
    connect(look, &QTimer::timeout, this, &LogDialog::readIfChanged);
    look->start(kLook_ms);
    readIfChanged();
}

LogDialog::~LogDialog() {
    reader_.waitForDone();
}

void LogDialog::readIfChanged() {
    const qint64 size = QFileInfo(qs((folder_ / "window.log").string())).size();
    if (reading_ || size == sizeRead_) return;
    reading_ = true;
    sizeRead_ = size;
    reader_.start([this] {
        const QString text = LogFile::read(folder_);
        QMetaObject::invokeMethod(
            this, [this, text] { take(text); }, Qt::QueuedConnection);
    });
}

void LogDialog::take(const QString& text) {
    reading_ = false;
    entries_.clear();
    for (const QString& line : text.split(QLatin1Char('\n'), Qt::SkipEmptyParts)) {
        if (line.startsWith(QLatin1Char(' ')) && !entries_.isEmpty())
            entries_.last() += QLatin1Char('\n') + line;
        else
            entries_ << line;
    }
    filter();
}

void LogDialog::filter() {
    const QStringList words = filter_->text().split(QLatin1Char(' '), Qt::SkipEmptyParts);
    const QString category = of_->currentData().toString();
    QStringList shown;
    for (const QString& entry : entries_) {
        const bool fits = std::all_of(words.begin(), words.end(), [&](const QString& word) {
            return entry.contains(word, Qt::CaseInsensitive);
        });
        if (fits && (category.isEmpty() || categoryOf(entry) == category) &&
            (!troubleOnly_->isChecked() || isTrouble(entry)))
            shown << entry;
    }
    count_->setText(tr("%1 of %2 entries").arg(grouped(shown.size()), grouped(entries_.size())));
    const bool atEnd = text_->verticalScrollBar()->value() == text_->verticalScrollBar()->maximum();
    const int before = text_->verticalScrollBar()->value();
    text_->setPlainText(shown.mid(std::max(qsizetype{0}, shown.size() - kMostShown)).join(QLatin1Char('\n')));
    text_->verticalScrollBar()->setValue(atEnd ? text_->verticalScrollBar()->maximum() : before);
    copy_->setEnabled(!shown.isEmpty());
}

} // namespace vrft::ui
