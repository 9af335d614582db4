// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/training_page.h"

#include "ui/runs/new_run_view.h"
#include "ui/widgets/page_bar.h"

#include <QVBoxLayout>

namespace vrft::ui {

TrainingPage::TrainingPage(WorkspaceThread& workspace, QWidget* parent)
    : Workplace(WorkplaceKind::Training, tr("Training"), QStringLiteral("training"), parent)
    , newRun_(new NewRunView(workspace, this)) {
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addWidget(new PageBar(PageBar::Of::Page, tr("New run"), this));
    all->addWidget(newRun_, 1);
    connect(newRun_, &NewRunView::said, this, &TrainingPage::said);
    connect(newRun_, &NewRunView::started, this,
            [this](const QString& run) { Q_EMIT said(tr("%1 is in the queue").arg(run)); });
    connect(newRun_, &NewRunView::datasetPlaceWanted, this, [this] {
        Q_EMIT placeWanted({WorkplaceKind::Dataset, {}});
    });
}

QList<QWidget*> TrainingPage::areas() const {
    return newRun_->areas();
}

void TrainingPage::enter() {
    newRun_->setFocus();
}

void TrainingPage::leave() {
    newRun_->leave();
}

} // namespace vrft::ui
