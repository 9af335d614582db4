// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewer/tag_browser.h"

#include "ui/widgets/dialogs.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/text.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QPushButton>
#include <QShortcut>
#include <QTreeView>
#include <QVBoxLayout>

namespace vrft::ui {

TagBrowser::TagBrowser(FrameSource& source, QWidget* parent)
    : QDialog(parent)
    , source_(source)
    , filter_(new QLineEdit(this))
    , tree_(new QTreeView(this)) {
    setWindowTitle(tr("Tags of the image"));
    setAccessibleName(tr("Tags of the image"));
    resize(760, 620);
    filter_->setObjectName(QStringLiteral("tagFilter"));
    filter_->setPlaceholderText(tr("Tag, name or value"));
    filter_->setAccessibleName(tr("Filter tags"));
    filter_->setToolTip(tr("Filter tags"));
    filter_->setClearButtonEnabled(true);
    tree_->setObjectName(QStringLiteral("tags"));
    tree_->setAccessibleName(tr("Tags"));
    tree_->setModel(&model_);
    tree_->setUniformRowHeights(true);
    tree_->setAlternatingRowColors(false);
    tree_->header()->resizeSection(TagModel::TagColumn, 170);
    tree_->header()->resizeSection(TagModel::VrColumn, 48);
    tree_->header()->resizeSection(TagModel::NameColumn, 220);
    state_ = makeLabel({}, TextKind::Caption, this);
    state_->setObjectName(QStringLiteral("tagState"));
    state_->setWordWrap(true);
    path_ = new ElidedLabel(TextKind::Caption, this);
    copy_ = makeButton(tr("Copy value"), ButtonKind::Plain, this);
    copy_->setToolTip(tr("Copy value (Ctrl+C)"));
    copy_->setAutoDefault(false);
    auto* close = makeCloseButton(*this);

    auto* foot = new QHBoxLayout;
    foot->setSpacing(8);
    foot->addWidget(path_, 1);
    foot->addWidget(copy_);
    foot->addWidget(close);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(16, 16, 16, 12);
    all->setSpacing(8);
    all->addWidget(filter_);
    all->addWidget(tree_, 1);
    all->addWidget(state_);
    all->addLayout(foot);

    connect(filter_, &QLineEdit::textChanged, this, &TagBrowser::filter);
    connect(&source_, &FrameSource::tags, this, &TagBrowser::show);
    connect(copy_, &QPushButton::clicked, this, &TagBrowser::copyValue);
    auto* keys = new QShortcut(QKeySequence::Copy, tree_);
    keys->setContext(Qt::WidgetShortcut);
    connect(keys, &QShortcut::activated, this, &TagBrowser::copyValue);
    connect(tree_->selectionModel(), &QItemSelectionModel::currentChanged, this, &TagBrowser::updateFoot);
    updateFoot();
}

void TagBrowser::setFile(const std::string& file) {
    file_ = file;
    if (isVisible()) read();
}

void TagBrowser::showEvent(QShowEvent* event) {
    QDialog::showEvent(event);
    filter_->setFocus();
    read();
}

void TagBrowser::read() {
    if (file_ == asked_) return;
    asked_ = file_;
    path_->setWholeText(qs(file_));
    if (file_.empty()) return show(file_, nullptr, tr("No image is open."));
    source_.requestTags(file_);
}

// What is chosen stays chosen in the next file; the place on the screen too.
void TagBrowser::show(const std::string& file, const TagsPointer& tags, const QString& trouble) {
    if (file != asked_) return;
    const bool chosen = tree_->currentIndex().isValid();
    const Tag tag = model_.topTag(tree_->currentIndex());
    model_.setTags(tags);
    if (!filter_->text().isEmpty()) tree_->expandAll();
    if (chosen)
        if (const QModelIndex again = model_.find(tag); again.isValid()) tree_->setCurrentIndex(again);
    state_->setText(trouble);
    updateFoot();
}

void TagBrowser::filter(const QString& text) {
    model_.setFilter(text.trimmed());
    if (text.trimmed().isEmpty())
        tree_->collapseAll();
    else
        tree_->expandAll();
    updateFoot();
}

void TagBrowser::copyValue() {
    QGuiApplication::clipboard()->setText(model_.value(tree_->currentIndex()));
}

void TagBrowser::updateFoot() {
    copy_->setEnabled(!model_.value(tree_->currentIndex()).isEmpty());
    if (model_.countShown() > 0)
        state_->setText(tr("%1 elements and items").arg(grouped(model_.countShown())));
    else if (!filter_->text().isEmpty())
        state_->setText(tr("Nothing holds “%1”.").arg(filter_->text()));
}

} // namespace vrft::ui
