// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/trash_dialog.h"

#include "core/store/workspace.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/dialogs.h"
#include "ui/widgets/text.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace vrft::ui {

namespace {

constexpr int kStudyUid = Qt::UserRole;

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
    list_->setAccessibleName(tr("Studies in the Trash"));
    list_->setToolTip(tr("Studies in the Trash"));
    list_->setRootIsDecorated(false);
    list_->setUniformRowHeights(true);
    list_->setSelectionMode(QAbstractItemView::ExtendedSelection);
    list_->setHeaderLabels({tr("Patient"), tr("Study"), tr("Date"), tr("Images")});
    list_->header()->resizeSection(0, 200);
    list_->header()->resizeSection(1, 190);
    back_->setObjectName(QStringLiteral("putBack"));
    back_->setToolTip(tr("Put the chosen studies back; it can be undone"));
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
            return workspace.studies().studies(filter);
        },
        [this](const std::vector<StudyRow>& studies) { show(studies); });
}

void TrashDialog::show(const std::vector<StudyRow>& studies) {
    list_->clear();
    for (const StudyRow& row : studies) {
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
    head_->setText(studies.empty() ? tr("The Trash is empty.")
                                   : tr("What lies here is in no list and no dataset. The files stay; their "
                                        "labels come back with them."));
}

void TrashDialog::putBack() {
    std::vector<std::string> studies;
    for (const QTreeWidgetItem* item : list_->selectedItems())
        studies.push_back(utf8(item->data(0, kStudyUid).toString()));
    workspace_.order(
        [studies](Workspace& workspace) {
            for (const std::string& study : studies)
                workspace.studies().setTrashed(StudyLevel::Study, study, false);
        },
        WorkspaceThread::Change::Any);
    read();
}

} // namespace vrft::ui
