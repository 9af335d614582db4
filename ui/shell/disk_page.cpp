// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/disk_page.h"

#include "ui/widgets/buttons.h"
#include "ui/widgets/dialogs.h"
#include "ui/widgets/sizes.h"
#include "ui/widgets/text.h"

#include <QCheckBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QVBoxLayout>

namespace vrft::ui {

DiskPage::DiskPage(std::filesystem::path workspace, QWidget* parent)
    : QWidget(parent)
    , workspace_(std::move(workspace))
    , head_(makeLabel({}, TextKind::Second, this))
    , rows_(new QGridLayout)
    , clean_(makeButton(tr("Clean…"), ButtonKind::Plain, this))
    , why_(makeLabel({}, TextKind::Caption, this)) {
    why_->setWordWrap(true);
    head_->setObjectName(QStringLiteral("diskHead"));
    head_->setWordWrap(true);
    rows_->setHorizontalSpacing(24);
    rows_->setVerticalSpacing(6);
    rows_->setColumnStretch(0, 1);
    clean_->setObjectName(QStringLiteral("clean"));
    clean_->setToolTip(tr("Show what can go without anything being lost"));
    clean_->setEnabled(false);
    int row = 0;
    const auto add = [&](const QString& name, TextKind kind) {
        QLabel* size = makeLabel(QStringLiteral("—"), kind, this);
        size->setAlignment(Qt::AlignRight);
        rows_->addWidget(makeLabel(name, kind, this), row, 0);
        rows_->addWidget(size, row++, 1);
        return size;
    };
    for (std::size_t i = 0; i < kNumDiskKinds; ++i) {
        const auto kind = static_cast<DiskKind>(i);
        sizes_.emplace_back(kind, add(diskKindName(kind), TextKind::Second));
    }
    rows_->addWidget(makeLine(Qt::Horizontal, this), row++, 0, 1, 2);
    sum_ = add(tr("Together"), TextKind::Head);
    sum_->setObjectName(QStringLiteral("diskSum"));
    free_ = add(tr("Free on this disk"), TextKind::Second);
    auto* foot = new QHBoxLayout;
    foot->setSpacing(8);
    foot->addWidget(clean_);
    foot->addWidget(why_, 1);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 12, 0, 0);
    all->setSpacing(12);
    all->addWidget(head_);
    all->addLayout(rows_);
    all->addLayout(foot);
    all->addStretch(1);
    connect(clean_, &QPushButton::clicked, this, &DiskPage::clean);
    if (workspace_.empty())
        head_->setText(tr("No workspace is open."));
    else
        count();
}

DiskPage::~DiskPage() {
    stop_ = true;
    counting_.waitForDone();
}

void DiskPage::count() {
    head_->setText(tr("Counting %1…").arg(qs(workspace_.string())));
    counting_.start([this] {
        DiskUse use = countDiskUse(workspace_, stop_);
        QMetaObject::invokeMethod(
            this, [this, use = std::move(use)] { take(use); }, Qt::QueuedConnection);
    });
}

void DiskPage::take(const DiskUse& use) {
    use_ = use;
    head_->setText(qs(workspace_.string()));
    for (const auto& [kind, label] : sizes_) {
        const std::uint64_t bytes = use.bytes[static_cast<int>(kind)];
        label->setText(bytes == 0 ? QStringLiteral("—") : bytesText(static_cast<double>(bytes)));
    }
    sum_->setText(bytesText(static_cast<double>(use.total())));
    free_->setText(bytesText(static_cast<double>(use.freeBytes)));
    clean_->setEnabled(!use.removable.empty());
    why_->setText(use.removable.empty() ? tr("There is nothing that could go without being missed.")
                                        : QString());
}

void DiskPage::clean() {
    CleanDialog dialog(use_, this);
    connect(&dialog, &CleanDialog::removed, this, &DiskPage::count);
    dialog.exec();
}

CleanDialog::CleanDialog(DiskUse use, QWidget* parent)
    : QDialog(parent)
    , use_(std::move(use))
    , note_(makeLabel({}, TextKind::Caption, this))
    , remove_(makeButton(tr("Remove"), ButtonKind::Filled, this)) {
    setWindowTitle(tr("Clean"));
    setAccessibleName(tr("Clean"));
    setMinimumSize(560, 400); // a low screen would cut what wraps
    note_->setObjectName(QStringLiteral("cleanNote"));
    note_->setWordWrap(true);
    note_->setVisible(false);
    remove_->setObjectName(QStringLiteral("remove"));
    auto* close = makeCloseButton(*this);
    auto* head = makeLabel(
        tr("Studies, labels, datasets, policies and backups are never touched here, nor runs that are "
           "being trained."),
        TextKind::Second, this);
    head->setWordWrap(true);
    head->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Minimum); // else longer words lose a line
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(16, 16, 16, 12);
    all->setSpacing(8);
    all->addWidget(head);
    for (std::size_t i = 0; i < kNumRemovable; ++i)
        add(static_cast<Removable>(i), *all);
    all->addWidget(note_);
    all->addStretch(1);
    auto* foot = new QHBoxLayout;
    foot->addStretch(1);
    foot->addWidget(close);
    foot->addWidget(remove_);
    all->addWidget(makeLine(Qt::Horizontal, this));
    all->addLayout(foot);
    connect(remove_, &QPushButton::clicked, this, &CleanDialog::remove);
    updateButton();
}

CleanDialog::~CleanDialog() {
    removing_.waitForDone();
}

void CleanDialog::add(Removable what, QVBoxLayout& column) {
    const std::size_t count = use_.removableCount(what);
    auto* box =
        new QCheckBox(count == 0 ? tr("%1: none").arg(removableName(what))
                                 : tr("%1: %2, %3")
                                       .arg(removableName(what), grouped(static_cast<qint64>(count)),
                                            bytesText(static_cast<double>(use_.removableBytes(what)))),
                      this);
    box->setObjectName(QStringLiteral("clean%1").arg(static_cast<int>(what)));
    box->setAccessibleName(box->text());
    box->setToolTip(removableConsequence(what));
    box->setEnabled(count > 0);
    box->setChecked(count > 0 && what != Removable::TokenFiles); // something is missed without those
    auto* words = makeLabel(removableConsequence(what), TextKind::Caption, this);
    words->setWordWrap(true);
    words->setContentsMargins(24, 0, 0, 4);
    column.addWidget(box);
    column.addWidget(words);
    boxes_.emplace_back(what, box);
    connect(box, &QCheckBox::toggled, this, &CleanDialog::updateButton);
}

std::vector<RemovableItem> CleanDialog::chosen() const {
    std::vector<RemovableItem> items;
    for (const RemovableItem& item : use_.removable)
        for (const auto& [what, box] : boxes_)
            if (what == item.what && box->isChecked()) items.push_back(item);
    return items;
}

void CleanDialog::updateButton() {
    std::uint64_t bytes = 0;
    const std::vector<RemovableItem> items = chosen();
    for (const RemovableItem& item : items)
        bytes += item.bytes;
    remove_->setEnabled(!items.empty());
    remove_->setText(items.empty() ? tr("Remove")
                                   : tr("Remove %1").arg(bytesText(static_cast<double>(bytes))));
    remove_->setAccessibleName(remove_->text());
    remove_->setToolTip(tr("Remove what is ticked, for good"));
}

void CleanDialog::remove() {
    remove_->setEnabled(false);
    for (const auto& [what, box] : boxes_)
        box->setEnabled(false);
    note_->setVisible(true);
    note_->setText(tr("Removing…"));
    removing_.start([this, items = chosen()] {
        const QStringList stayed = removeAll(items);
        QMetaObject::invokeMethod(
            this,
            [this, stayed] {
                Q_EMIT removed();
                if (stayed.isEmpty()) return accept();
                setKind(note_, QStringLiteral("alarm"));
                note_->setText(tr("Not removed: %1").arg(stayed.mid(0, 5).join(QLatin1Char('\n'))));
            },
            Qt::QueuedConnection);
    });
}

} // namespace vrft::ui
