// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/about_dialog.h"

#include "ui/shell/device_probe.h"
#include "ui/shell/linked_libraries.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/dialogs.h"
#include "ui/widgets/text.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace vrft::ui {

AboutDialog::AboutDialog(QWidget* parent)
    : QDialog(parent) {
    setWindowTitle(tr("About"));
    setAccessibleName(tr("About"));
    resize(520, 560);
    auto* name =
        makeLabel(tr("VRFT-Aug Workstation %1").arg(QStringLiteral(VRFT_VERSION)), TextKind::Title, this);
    auto* use = makeLabel(tr("For research only, not for diagnosis."), TextKind::Head, this);
    use->setObjectName(QStringLiteral("researchOnly"));
    auto* words = makeLabel(tr("Nothing leaves this computer. The window is licensed under the GNU General "
                               "Public License, version 3 or "
                               "later; the engine and the data programs under the Apache License, version "
                               "2.0. Texts are in the folder "
                               "LICENSES of the source. It is built from:"),
                            TextKind::Second, this);
    words->setWordWrap(true);
    auto* list = new QTreeWidget(this);
    list->setObjectName(QStringLiteral("parts"));
    list->setAccessibleName(tr("What it is built from"));
    list->setToolTip(tr("What it is built from"));
    list->setRootIsDecorated(false);
    list->setUniformRowHeights(true);
    list->setHeaderLabels({tr("Library"), tr("Version"), tr("Licence")});
    for (const LinkedLibrary& library : linkedLibraries(DeviceProbe::report().value_or(Json())))
        new QTreeWidgetItem(list,
                            {library.name, library.version.isEmpty() ? QStringLiteral("—") : library.version,
                             library.licence});
    for (int column = 0; column < 2; ++column)
        list->resizeColumnToContents(column);
    auto* close = makeCloseButton(*this, ButtonKind::Filled);
    auto* foot = new QHBoxLayout;
    foot->addStretch(1);
    foot->addWidget(close);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(16, 16, 16, 12);
    all->setSpacing(8);
    for (QWidget* widget : std::initializer_list<QWidget*>{name, use, words})
        all->addWidget(widget);
    all->addWidget(list, 1);
    all->addWidget(makeLine(Qt::Horizontal, this));
    all->addLayout(foot);
}

} // namespace vrft::ui
