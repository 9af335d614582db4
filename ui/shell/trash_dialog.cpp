// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/trash_dialog.h"

#include "core/store/workspace.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/dialogs.h"
#include "ui/widgets/text.h"

#include <QDateTime>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace vrft::ui {

namespace {

constexpr int kStudyUid = Qt::UserRole;
constexpr int kRunFolder = Qt::UserRole + 1; // in the Trash

QString dayOf(double time) {
    return time > 0 ? QDateTime::fromMSecsSinceEpoch(static_cast<qint64>(time * 1000))
                          .toString(QStringLiteral("yyyy-MM-dd"))
                    : QString();
}

} // namespace

TrashDialog::TrashDialog(WorkspaceThread& workspace, QWidget* parent)
    : QDialog(parent)
    , workspace_(workspace)
    , head_(makeLabel({}, TextKind::Second, this))
    , list_(new QTreeWidget(this))
    , back_(makeButton(tr("Put back"), ButtonKind::Filled, this)) {
    setWindowTitle(tr("Trash"));
    setAccessibleName(tr("Trash"));
    resize(600, 420);
    head_->setObjectName(QStringLiteral("trashHead"));
    head_->setWordWrap(true);
    list_->setObjectName(QStringLiteral("trash"));
    list_->setAccessibleName(tr("Studies and runs in the Trash"));
    list_->setToolTip(tr("Studies and runs in the Trash"));
    list_->setRootIsDecorated(false);
    list_->setUniformRowHeights(true);
    list_->setSelectionMode(QAbstractItemView::ExtendedSelection);
    list_->setHeaderLabels({tr("Patient or run"), tr("Study"), tr("Date"), tr("Images")});
    list_->header()->setStretchLastSection(false);
    list_->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    list_->header()->resizeSection(1, 170);
    list_->header()->setSectionResizeMode(2, QHeaderView::ResizeToContents);
    list_->header()->setSectionResizeMode(3, QHeaderView::ResizeToContents);
    back_->setObjectName(QStringLiteral("putBack"));
    back_->setToolTip(tr("Puts what is chosen back where it was"));
    auto* close = makeCloseButton(*this);
    close->setObjectName(QStringLiteral("closeTrash"));
    auto* row = new QHBoxLayout;
    row->addStretch(1);
    row->addWidget(close);
    row->addWidget(back_);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(16, 16, 16, 12);
    all->setSpacing(8);
    all->addWidget(head_);
    all->addWidget(list_, 1);
    all->addWidget(makeLine(Qt::Horizontal, this));
    all->addLayout(row);
    connect(back_, &QPushButton::clicked, this, &TrashDialog::putBack);
    connect(list_, &QTreeWidget::itemSelectionChanged, this,
            [this] { back_->setEnabled(!list_->selectedItems().isEmpty()); });
    show({});
    read();
}

void TrashDialog::read() {
    workspace_.read(
        this,
        [](Workspace& workspace) {
            StudyFilter filter;
            filter.trash = true;
            return Content{workspace.studies().studies(filter), trashedRuns(workspace.folder())};
        },
        [this](const Content& content) { show(content); });
}

void TrashDialog::show(const Content& content) {
    list_->clear();
    for (const TrashedRun& run : content.runs) {
        auto* item = new QTreeWidgetItem(
            list_, {harmlessLine(qs(run.name), 120), tr("Training run"), dayOf(run.created), QString()});
        item->setData(0, kRunFolder, qs(run.folder));
        item->setToolTip(0, plainToolTip(harmlessLine(qs(run.folder), 200)));
    }
    for (const StudyRow& row : content.studies) {
        auto* item = new QTreeWidgetItem(
            list_, {patientName(row.patient),
                    row.study.description.empty() ? tr("Study") : qs(row.study.description),
                    qs(displayDate(row.study.date)), grouped(row.num_instances)});
        item->setTextAlignment(3, Qt::AlignRight | Qt::AlignVCenter);
        item->setData(0, kStudyUid, qs(row.study.uid));
        item->setToolTip(0, qs(row.patient.id));
    }
    if (list_->topLevelItemCount() > 0) list_->setCurrentItem(list_->topLevelItem(0));
    back_->setEnabled(!list_->selectedItems().isEmpty());
    head_->setText(
        list_->topLevelItemCount() == 0
            ? tr("The Trash is empty.")
            : tr("What lies here is in no list and no dataset. The files stay; labels, answers and "
                 "verdicts come back with them."));
}

void TrashDialog::putBack() {
    std::vector<std::string> studies;
    std::vector<std::string> runs;
    for (const QTreeWidgetItem* item : list_->selectedItems()) {
        const QString run = item->data(0, kRunFolder).toString();
        if (run.isEmpty())
            studies.push_back(utf8(item->data(0, kStudyUid).toString()));
        else
            runs.push_back(utf8(run));
    }
    workspace_.order(
        [studies, runs](Workspace& workspace) {
            for (const std::string& study : studies)
                workspace.studies().setTrashed(StudyLevel::Study, study, false);
            for (const std::string& run : runs)
                restoreRun(workspace.folder(), run);
        },
        studies.empty() ? WorkspaceThread::Change::None : WorkspaceThread::Change::Any);
    read();
}

} // namespace vrft::ui
