// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/backups_dialog.h"

#include "core/store/workspace.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/dialogs.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/text.h"

#include <QDateTime>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace vrft::ui {

namespace {

constexpr int kFile = Qt::UserRole;
constexpr int kSound = Qt::UserRole + 1;

} // namespace

BackupsDialog::BackupsDialog(WorkspaceThread& workspace, QWidget* parent)
    : QDialog(parent)
    , workspace_(workspace)
    , head_(makeLabel({}, TextKind::Second, this))
    , list_(new QTreeWidget(this))
    , make_(makeButton(tr("Back up now"), ButtonKind::Plain, this))
    , restore_(makeButton(tr("Restore…"), ButtonKind::Filled, this)) {
    setWindowTitle(tr("Backups"));
    setAccessibleName(tr("Backups"));
    resize(560, 400);
    checking_.setMaxThreadCount(1);
    head_->setWordWrap(true);
    list_->setObjectName(QStringLiteral("backups"));
    list_->setAccessibleName(tr("Backups, newest first"));
    list_->setToolTip(tr("Backups, newest first"));
    list_->setRootIsDecorated(false);
    list_->setUniformRowHeights(true);
    list_->setHeaderLabels({tr("Made"), tr("Size"), tr("Looked through")});
    list_->header()->resizeSection(0, 200);
    list_->header()->resizeSection(1, 100);
    make_->setObjectName(QStringLiteral("backUpNow"));
    make_->setToolTip(tr("A copy of labels, tasks and lists as they are now; images aren’t copied"));
    restore_->setObjectName(QStringLiteral("restore"));
    restore_->setToolTip(tr("Go back to the chosen backup; the present state becomes a backup first"));
    auto* close = makeCloseButton(*this);
    close->setObjectName(QStringLiteral("closeBackups"));
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(make_);
    row->addStretch(1);
    row->addWidget(close);
    row->addWidget(restore_);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(16, 16, 16, 12);
    all->setSpacing(8);
    all->addWidget(head_);
    all->addWidget(list_, 1);
    all->addWidget(makeLine(Qt::Horizontal, this));
    all->addLayout(row);
    connect(make_, &QPushButton::clicked, this, [this] {
        make_->setEnabled(false);
        workspace_.order([](Workspace& store) { store.backups().make(); });
        read();
    });
    connect(restore_, &QPushButton::clicked, this, &BackupsDialog::choose);
    connect(list_, &QTreeWidget::currentItemChanged, this, [this](const QTreeWidgetItem* item) {
        restore_->setEnabled(item != nullptr && item->data(0, kSound).toBool());
    });
    show({});
    read();
}

void BackupsDialog::read() {
    workspace_.read(
        this, [](Workspace& store) { return store.backups().all(); },
        [this](const std::vector<BackupInfo>& backups) { show(backups); });
}

void BackupsDialog::show(const std::vector<BackupInfo>& backups) {
    list_->clear();
    restore_->setEnabled(false);
    make_->setEnabled(true);
    head_->setText(backups.empty()
                       ? tr("No backup yet. One is made each day, and when the workspace is closed.")
                       : tr("Labels, tasks and lists of this workspace; images are never changed and need no "
                            "backup."));
    for (const BackupInfo& backup : backups) {
        const QString made = QDateTime::fromMSecsSinceEpoch(static_cast<qint64>(backup.time * 1000))
                                 .toString(QStringLiteral("yyyy-MM-dd HH:mm:ss"));
        const QString size = tr("%1 MB").arg(figure(static_cast<double>(backup.bytes) / 1e6, 1));
        auto* item = new QTreeWidgetItem(list_, {made, size, tr("Looking…")});
        item->setData(0, kFile, qs(backup.file.string()));
        item->setToolTip(0, qs(backup.file.string()));
        verify(backup.file);
    }
}

// A large backup takes a second: not on the window's thread, and not on the workspace's.
void BackupsDialog::verify(const std::filesystem::path& file) {
    checking_.start([this, file] {
        QString trouble;
        try {
            Backups::verify(file);
        } catch (const Error& error) {
            trouble = troubleOf(error).what;
        }
        QMetaObject::invokeMethod(
            this, [this, file, trouble] { mark(qs(file.string()), trouble); }, Qt::QueuedConnection);
    });
}

void BackupsDialog::mark(const QString& file, const QString& trouble) {
    for (int i = 0; i < list_->topLevelItemCount(); ++i) {
        QTreeWidgetItem* item = list_->topLevelItem(i);
        if (item->data(0, kFile).toString() != file) continue;
        const bool sound = trouble.isEmpty();
        item->setText(2, sound ? tr("Verified") : trouble);
        item->setToolTip(2, item->text(2));
        item->setIcon(2, icon(sound ? QStringLiteral("check") : QStringLiteral("alarm"),
                              sound ? Token::Good : Token::Alarm));
        item->setData(0, kSound, sound);
        if (list_->currentItem() == item) restore_->setEnabled(sound);
    }
}

void BackupsDialog::choose() {
    const QTreeWidgetItem* item = list_->currentItem();
    if (item == nullptr) return;
    const QString file = item->data(0, kFile).toString();
    const QString when = item->text(0);
    accept();
    Q_EMIT restoreWanted(file, when);
}

} // namespace vrft::ui
