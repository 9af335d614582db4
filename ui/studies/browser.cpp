// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/studies/browser.h"

#include "ui/studies/study_delegate.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/key_cap.h"
#include "ui/widgets/text.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLineEdit>
#include <QTreeView>
#include <QVBoxLayout>

namespace vrft::ui {

namespace {

constexpr int kMostChips = 8;
constexpr int kLeastWidth = 320;
// At the usual size of text.
constexpr int kNameRoom = 162;     // with less of it date and images stand under the name
constexpr int kThumbnailRoom = 61; // of it, whatever the size of text
constexpr int kWidestLabel = 120;
constexpr int kMeasuredRows = 60; // from the one at the top
constexpr int kCellEdges = 18;

} // namespace

Browser::Browser(StudyTree& tree, Thumbnails& thumbnails, QAction* import, QAction* filter, QWidget* parent)
    : QWidget(parent)
    , tree_(tree) {
    setObjectName(QStringLiteral("panel"));
    setAttribute(Qt::WA_StyledBackground);
    setMinimumWidth(kLeastWidth);
    makeTable(thumbnails);
    nothing_ = makeLabel(tr("No patient fits the filter."), TextKind::Grey, this);
    nothing_->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
    nothing_->setContentsMargins(12, 24, 12, 0);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addWidget(makeHead(import));
    all->addWidget(makeLine(Qt::Horizontal, this));
    all->addWidget(makeFilter(filter));
    all->addWidget(makeLine(Qt::Horizontal, this));
    all->addWidget(table_, 1);
    all->addWidget(nothing_, 1);
    all->addWidget(makeLine(Qt::Horizontal, this));
    all->addWidget(makeFoot());
    connect(&thumbnails, &Thumbnails::arrived, table_->viewport(), qOverload<>(&QWidget::update));
    updateCounts();
}

QWidget* Browser::makeHead(QAction* import) {
    auto* head = new QWidget(this);
    head->setFixedHeight(40);
    auto* row = new QHBoxLayout(head);
    row->setContentsMargins(12, 0, 8, 0);
    row->setSpacing(8);
    count_ = makeLabel({}, TextKind::Second, head);
    auto* button = makeButton(tr("Import…"), ButtonKind::Plain, head);
    button->setObjectName(QStringLiteral("import"));
    button->setIcon(icon(QStringLiteral("import")));
    button->setIconSize({14, 14});
    followKey(button, import, tr("Import files or a folder"));
    connect(button, &QPushButton::clicked, import, &QAction::trigger);
    row->addWidget(makeLabel(tr("Studies"), TextKind::Head, head));
    row->addWidget(count_);
    row->addStretch(1);
    row->addWidget(button);
    return head;
}

QWidget* Browser::makeFilter(QAction* filter) {
    auto* area = new QWidget(this);
    auto* all = new QVBoxLayout(area);
    all->setContentsMargins(12, 8, 12, 8);
    all->setSpacing(8);
    filter_ = new QLineEdit(area);
    filter_->setObjectName(QStringLiteral("filter"));
    filter_->setPlaceholderText(tr("Name, ID, date, description, modality"));
    filter_->setAccessibleName(tr("Filter studies"));
    followKey(filter_, filter, tr("Filter studies"));
    filter_->setClearButtonEnabled(true);
    filter_->addAction(icon(QStringLiteral("search"), Token::Text3), QLineEdit::LeadingPosition);
    filter_->installEventFilter(this);
    connect(filter_, &QLineEdit::textChanged, this, &Browser::applyFilter);
    auto* chips = new QWidget(area);
    chips_ = new FlowLayout(chips, 6);
    unlabelled_ = makeButton(tr("Unlabelled"), ButtonKind::Chip, area);
    unlabelled_->setObjectName(QStringLiteral("unlabelledChip"));
    unlabelled_->setToolTip(tr("Only patients with images you haven’t labelled for this task"));
    connect(unlabelled_, &QPushButton::toggled, this, &Browser::applyFilter);
    chips_->insertWidget(0, unlabelled_);
    all->addWidget(filter_);
    all->addWidget(chips);
    return area;
}

void Browser::makeTable(Thumbnails& thumbnails) {
    table_ = new QTreeView(this);
    table_->setObjectName(QStringLiteral("studies"));
    table_->setAccessibleName(tr("Patients and series"));
    table_->setModel(&tree_);
    delegate_ = new StudyDelegate(thumbnails, table_);
    table_->setItemDelegate(delegate_);
    table_->setRootIsDecorated(false);
    table_->setIndentation(0);
    table_->setUniformRowHeights(false);
    table_->setMouseTracking(true);
    table_->setSelectionBehavior(QAbstractItemView::SelectRows);
    table_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    table_->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    table_->setExpandsOnDoubleClick(false);
    table_->setTextElideMode(Qt::ElideRight);
    QHeaderView* head = table_->header();
    head->setSectionsMovable(false);
    head->setStretchLastSection(false);
    head->setMinimumSectionSize(40);
    head->setSectionsClickable(true);
    head->setSortIndicatorShown(false);
    connect(head, &QHeaderView::sectionClicked, this, [this, ascending = true, last = 0](int column) mutable {
        ascending = column == last ? !ascending : true;
        last = column;
        keepChoice([&] { tree_.sort(column, ascending ? Qt::AscendingOrder : Qt::DescendingOrder); });
        Q_EMIT filtered();
    });
    connect(table_->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex& now) {
                if (quiet_ || !now.isValid()) return;
                unfold(now);
                choice_ = {tree_.place(now), tree_.level(now)};
                Q_EMIT opened(tree_.place(now));
            });
}

// The chosen patient lies open; the one before closes, so that the list stays a list of patients.
void Browser::unfold(const QModelIndex& chosen) {
    QModelIndex patient = chosen.siblingAtColumn(0);
    while (patient.parent().isValid())
        patient = patient.parent();
    if (unfolded_.isValid() && unfolded_ != patient) table_->collapse(unfolded_);
    table_->expand(patient);
    unfolded_ = patient;
}

QWidget* Browser::makeFoot() {
    auto* foot = new QWidget(this);
    foot->setFixedHeight(32);
    auto* row = new QHBoxLayout(foot);
    row->setContentsMargins(12, 0, 8, 0);
    foot_ = new ElidedLabel(TextKind::Caption, foot);
    ledger_ = makeButton(tr("Import ledger"), ButtonKind::Link, foot);
    ledger_->setObjectName(QStringLiteral("ledger"));
    ledger_->setToolTip(tr("What became of every file of the last import"));
    ledger_->setVisible(false);
    connect(ledger_, &QPushButton::clicked, this, &Browser::ledgerWanted);
    row->addWidget(foot_, 1);
    row->addWidget(ledger_);
    return foot;
}

void Browser::setLedgerThere(bool there) {
    ledger_->setVisible(there);
}

void Browser::setRowActions(const QList<QAction*>& actions) {
    table_->addActions(actions);
    table_->setContextMenuPolicy(Qt::ActionsContextMenu);
}

std::optional<std::pair<StudyTree::Place, StudyTree::Level>> Browser::chosen() const {
    const QModelIndex now = table_->currentIndex();
    if (!now.isValid()) return std::nullopt;
    return std::pair(tree_.place(now), tree_.level(now));
}

void Browser::focusFilter() {
    filter_->setFocus(Qt::ShortcutFocusReason);
    filter_->selectAll();
}

void Browser::clearFilter() {
    filter_->clear();
}

// The arrow keys and Enter of the filter go into the table, so that one can type, then choose.
bool Browser::eventFilter(QObject* watched, QEvent* event) {
    if (watched == filter_ && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Down || key == Qt::Key_Return || key == Qt::Key_Enter) {
            if (!table_->currentIndex().isValid()) choosePatient(0);
            table_->setFocus(Qt::OtherFocusReason);
            return true;
        }
        if (key == Qt::Key_Escape && !filter_->text().isEmpty()) {
            filter_->clear();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void Browser::keepChoice(const std::function<void()>& change) {
    quiet_ = true;
    change();
    if (choice_) choose(choice_->first, choice_->second);
    quiet_ = false;
}

StudyFilterState Browser::filter() const {
    StudyFilterState filter;
    filter.text = filter_->text();
    filter.unlabelledOnly = unlabelled_->isChecked();
    for (const QPushButton* chip : modalityChips_)
        if (chip->isChecked()) filter.modalities << chip->text();
    return filter;
}

void Browser::setFilter(const StudyFilterState& filter) {
    wantedModalities_ = filter.modalities;
    filter_->setText(filter.text);
    unlabelled_->setChecked(filter.unlabelledOnly);
}

void Browser::applyFilter() {
    keepChoice([this] { tree_.setFilter(filter()); });
    updateCounts();
    Q_EMIT filtered();
}

void Browser::choose(const StudyTree::Place& place, StudyTree::Level level) {
    const bool before = std::exchange(quiet_, true);
    choice_ = {place, level};
    const QModelIndex patient = tree_.find(place, StudyTree::Level::Patient);
    if (patient.isValid()) {
        if (level != StudyTree::Level::Patient) {
            table_->expand(patient);
            for (int row = 0; row < tree_.rowCount(patient); ++row)
                if (const QModelIndex study = tree_.index(row, 0, patient);
                    tree_.level(study) == StudyTree::Level::Study && tree_.place(study).study == place.study)
                    table_->expand(study);
        }
        const QModelIndex chosen = tree_.find(place, level);
        table_->setCurrentIndex(chosen);
        table_->scrollTo(chosen);
    } else { // filtered out: no row says that it is in view
        table_->setCurrentIndex({});
    }
    quiet_ = before;
}

void Browser::choosePatient(int row) {
    if (tree_.rowCount() == 0) return;
    const QModelIndex index = tree_.index(std::clamp(row, 0, tree_.rowCount() - 1), 0);
    table_->setCurrentIndex(index);
    table_->scrollTo(index);
}

int Browser::chosenPatient() const {
    QModelIndex now = table_->currentIndex();
    while (now.parent().isValid())
        now = now.parent();
    return now.isValid() ? now.row() : 0;
}

void Browser::libraryChanged() {
    choice_.reset(); // a place in another library
    updateChips();
    applyFilter();
    fitColumns();
}

void Browser::labelsChanged() {
    keepChoice([this] { tree_.labelsChanged(); });
    fitColumns(Columns::Keep); // a label moves no columns
    updateCounts();
}

// A chip for the most frequent kinds of study, where there are several; the others are found by typing.
void Browser::updateChips() {
    const QStringList there = tree_.modalities().mid(0, kMostChips);
    QStringList before;
    for (const QPushButton* chip : modalityChips_)
        before << chip->text();
    if (before == there || (before.isEmpty() && there.size() < 2)) return;
    qDeleteAll(modalityChips_);
    modalityChips_.clear();
    for (const QString& name : there.size() < 2 ? QStringList() : there) {
        QPushButton* chip = makeButton(name, ButtonKind::Chip, this);
        chip->setToolTip(tr("Only patients with %1").arg(name));
        chip->setChecked(wantedModalities_.contains(name));
        connect(chip, &QPushButton::toggled, this, &Browser::applyFilter);
        chips_->insertWidget(static_cast<int>(modalityChips_.size()), chip);
        modalityChips_.push_back(chip);
    }
    wantedModalities_.clear();
}

void Browser::updateCounts() {
    const StudyTree::Counts shown = tree_.shown();
    const StudyTree::Counts all = tree_.all();
    count_->setText(shown.studies == all.studies
                        ? grouped(all.studies)
                        : tr("%1 of %2").arg(grouped(shown.studies), grouped(all.studies)));
    updateFoot();
    const int missing = tree_.countUnlabelledPatients();
    unlabelled_->setText(tr("Unlabelled %1").arg(grouped(missing)));
    unlabelled_->setAccessibleName(unlabelled_->text());
    unlabelled_->setEnabled(missing > 0 || unlabelled_->isChecked());
    table_->setVisible(shown.patients > 0);
    nothing_->setVisible(shown.patients == 0);
}

void Browser::updateFoot() {
    const StudyTree::Counts shown = tree_.shown();
    QStringList counts{counted(shown.patients, tr("1 patient"), tr("%1 patients")),
                       counted(shown.studies, tr("1 study"), tr("%1 studies")),
                       counted(shown.images, tr("1 image"), tr("%1 images"))};
    if (narrow_) counts.removeAt(1);
    foot_->setWholeText(counts.join(QStringLiteral(" · ")));
}

void Browser::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    fitColumns();
    updateFoot();
}

void Browser::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() != QEvent::StyleChange && event->type() != QEvent::FontChange) return;
    if (table_ != nullptr && foot_ != nullptr) { // text of another size
        fitColumns();
        updateFoot();
    }
}

int Browser::widthOf(int column, int most) const {
    QFont bold = table_->font(); // as labels of patients are
    bold.setBold(true);
    const QFontMetrics metrics(bold);
    int widest = table_->header()->fontMetrics().horizontalAdvance(
        tree_.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString());
    const QModelIndex top = table_->indexAt({1, 1});
    const int first = std::max(0, top.isValid() && !top.parent().isValid() ? top.row() : 0);
    const int end = std::min(tree_.rowCount(), first + kMeasuredRows);
    for (int row = first; row < end; ++row)
        widest = std::max(widest, metrics.horizontalAdvance(tree_.index(row, column).data().toString()));
    return std::min(widest + kCellEdges, textPixels(most));
}

void Browser::fitColumns(Columns columns) {
    int label = widthOf(StudyTree::kLabel, kWidestLabel);
    const int split = widthOf(StudyTree::kSplit, kWidestLabel);
    int date = widthOf(StudyTree::kDate, kWidestLabel);
    int images = widthOf(StudyTree::kImages, kWidestLabel);
    const int bar = 11; // that scrolls
    const int name = kThumbnailRoom + textPixels(kNameRoom - kThumbnailRoom);
    // As far as the image leaves room.
    setMinimumWidth(
        std::clamp(name + label + split + bar, kLeastWidth, std::max(kLeastWidth, textPixels(310))));
    const int room = width() - date - images - split - bar - name; // for labels
    if (columns == Columns::Choose) narrow_ = label > room;
    if (narrow_) label = std::clamp(width() - split - bar - name, std::min(label, textPixels(72)), label);
    if (!narrow_) label = std::min(label, std::max(room, textPixels(60)));
    if (narrow_) date = images = 0;
    table_->setColumnHidden(StudyTree::kDate, narrow_);
    table_->setColumnHidden(StudyTree::kImages, narrow_);
    delegate_->setTwoLineDates(narrow_);
    table_->setColumnWidth(StudyTree::kDate, date);
    table_->setColumnWidth(StudyTree::kImages, images);
    table_->setColumnWidth(StudyTree::kLabel, label);
    table_->setColumnWidth(StudyTree::kSplit, split);
    table_->setColumnWidth(StudyTree::kPatient,
                           std::max(textPixels(120), width() - date - images - label - split - bar));
}

} // namespace vrft::ui
