// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/datasets/sample_view.h"

#include "ui/widgets/buttons.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/key_cap.h"
#include "ui/widgets/phrases.h"
#include "ui/widgets/segments.h"
#include "ui/widgets/text.h"
#include "ui/widgets/theme.h"

#include <QHeaderView>
#include <QListView>
#include <QPainter>
#include <QScrollBar>
#include <QStackedWidget>
#include <QStyledItemDelegate>
#include <QTableView>
#include <QVBoxLayout>

namespace vrft::ui {

namespace {

constexpr QSize kPicture{104, 78};
constexpr QSize kCell{112, 124};

// A picture with two lines under it: label and patient, split or why it is out.
class PictureDelegate final : public QStyledItemDelegate {
public:
    PictureDelegate(Thumbnails& thumbnails, QObject* parent)
        : QStyledItemDelegate(parent)
        , thumbnails_(thumbnails) {}

    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override { return kCell; }

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override {
        painter->save();
        const QRect cell = option.rect.adjusted(0, 0, -1, -1);
        const bool chosen = option.state.testFlag(QStyle::State_Selected);
        if (chosen)
            painter->fillRect(cell, colour(Token::Selection));
        else if (option.state.testFlag(QStyle::State_MouseOver))
            painter->fillRect(cell, colour(Token::Hover));
        const QRect picture(cell.left() + 4, cell.top() + 4, kPicture.width(), kPicture.height());
        thumbnails_.paint(*painter, picture, index.data(SampleModel::kAddress).value<FrameAddress>());
        if (chosen || option.state.testFlag(QStyle::State_HasFocus)) {
            painter->setPen(QPen(
                colour(option.state.testFlag(QStyle::State_HasFocus) ? Token::Focus : Token::AccentText), 2));
            painter->drawRect(picture.adjusted(-1, -1, 1, 1));
        }
        QRect line(picture.left(), picture.bottom() + 3, picture.width(), 18);
        QFont font = option.font;
        font.setPixelSize(12);
        font.setBold(true);
        painter->setFont(font);
        painter->setPen(colour(Token::Text));
        const QString label =
            painter->fontMetrics().elidedText(index.siblingAtColumn(SampleModel::kLabel).data().toString(),
                                              Qt::ElideRight, line.width() * 3 / 5);
        painter->drawText(line, Qt::AlignLeft | Qt::AlignVCenter, label);
        const int used = painter->fontMetrics().horizontalAdvance(label) + 6;
        font.setBold(false);
        painter->setFont(font);
        painter->setPen(colour(Token::Text2));
        painter->drawText(
            line.adjusted(used, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter,
            painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideRight, line.width() - used));
        const QString out = index.data(SampleModel::kOut).toString();
        painter->setPen(colour(out.isEmpty() ? Token::Text3 : Token::Caution));
        line.translate(0, 17);
        const QString second =
            out.isEmpty() ? index.siblingAtColumn(SampleModel::kSplit).data().toString() : out;
        painter->drawText(line, Qt::AlignLeft | Qt::AlignVCenter,
                          painter->fontMetrics().elidedText(second, Qt::ElideRight, line.width()));
        painter->restore();
    }

private:
    Thumbnails& thumbnails_;
};

} // namespace

SampleView::SampleView(Thumbnails& thumbnails, QWidget* parent)
    : QWidget(parent)
    , open_(new QAction(tr("Open the study"), this))
    , leaveOut_(new QAction(tr("Leave out"), this)) {
    open_->setShortcut(Qt::Key_Return);
    open_->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    leaveOut_->setShortcut(Qt::Key_Delete);
    leaveOut_->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    addActions({open_, leaveOut_});
    connect(open_, &QAction::triggered, this, &SampleView::openChosen);
    connect(leaveOut_, &QAction::triggered, this, &SampleView::leaveChosenOut);

    auto* head = new QHBoxLayout;
    head->setSpacing(8);
    head->addWidget(makeLabel(tr("Samples"), TextKind::Head, this));
    count_ = new ElidedLabel(TextKind::Second, this);
    count_->setObjectName(QStringLiteral("sampleCount"));
    head->addWidget(count_);
    all_ = makeButton(tr("Show all samples"), ButtonKind::Link, this);
    all_->setObjectName(QStringLiteral("allSamples"));
    connect(all_, &QPushButton::clicked, this, [this] { showCheck({}); });
    head->addWidget(all_);
    head->addStretch(1);
    openButton_ = makeButton(open_->text(), ButtonKind::Link, this);
    openButton_->setObjectName(QStringLiteral("openStudy"));
    followKey(openButton_, open_, tr("Show the chosen image in Studies"));
    connect(openButton_, &QPushButton::clicked, open_, &QAction::trigger);
    leaveOutButton_ = makeButton(leaveOut_->text(), ButtonKind::Link, this);
    leaveOutButton_->setObjectName(QStringLiteral("leaveOut"));
    followKey(leaveOutButton_, leaveOut_, tr("Freeze without the chosen images, or take them back in"));
    connect(leaveOutButton_, &QPushButton::clicked, leaveOut_, &QAction::trigger);
    views_ = new Segments(tr("Samples as"), {tr("Pictures"), tr("Table")}, this);
    head->addWidget(openButton_);
    head->addWidget(leaveOutButton_);
    head->addWidget(views_);

    stack_ = new QStackedWidget(this);
    makeViews(thumbnails);
    stack_->addWidget(pictures_);
    stack_->addWidget(table_);
    nothing_ = makeLabel({}, TextKind::Grey, this);
    nothing_->setWordWrap(true);
    connect(views_, &Segments::chosenByHand, stack_, &QStackedWidget::setCurrentIndex);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(8);
    all->addLayout(head);
    all->addWidget(nothing_);
    all->addWidget(stack_, 1);
    followChoice();
}

// The views go after the model: what they tell then is for nobody.
SampleView::~SampleView() {
    selection_->disconnect(this);
}

void SampleView::makeViews(Thumbnails& thumbnails) {
    pictures_ = new QListView(this);
    pictures_->setObjectName(QStringLiteral("samplePictures"));
    pictures_->setAccessibleName(tr("Samples as pictures"));
    pictures_->setModel(&model_);
    pictures_->setItemDelegate(new PictureDelegate(thumbnails, pictures_));
    pictures_->setFlow(QListView::LeftToRight);
    pictures_->setWrapping(true);
    pictures_->setResizeMode(QListView::Adjust);
    pictures_->setUniformItemSizes(true);
    pictures_->setGridSize(kCell);
    pictures_->setLayoutMode(QListView::Batched);
    pictures_->setBatchSize(500);
    pictures_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    pictures_->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    pictures_->setSelectionMode(QAbstractItemView::ExtendedSelection);
    pictures_->setMouseTracking(true);
    pictures_->setMinimumHeight(kCell.height() + 4);
    connect(&thumbnails, &Thumbnails::arrived, pictures_->viewport(), qOverload<>(&QWidget::update));

    table_ = new QTableView(this);
    table_->setObjectName(QStringLiteral("sampleTable"));
    table_->setAccessibleName(tr("Samples as a table"));
    table_->setModel(&model_);
    table_->setShowGrid(false);
    table_->verticalHeader()->hide();
    table_->verticalHeader()->setDefaultSectionSize(28);
    table_->horizontalHeader()->setStretchLastSection(true);
    table_->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    table_->horizontalHeader()->setSectionsMovable(true);
    table_->horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
    table_->setSortingEnabled(true);
    table_->setSelectionBehavior(QAbstractItemView::SelectRows);
    table_->setSelectionMode(QAbstractItemView::ExtendedSelection);
    table_->setTabKeyNavigation(false);
    table_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);

    selection_ = pictures_->selectionModel();
    table_->setSelectionModel(selection_);
    connect(selection_, &QItemSelectionModel::selectionChanged, this, &SampleView::followChoice);
    for (QAbstractItemView* view :
         {static_cast<QAbstractItemView*>(pictures_), static_cast<QAbstractItemView*>(table_)}) {
        connect(view, &QAbstractItemView::doubleClicked, this, &SampleView::openChosen);
        view->addActions({open_, leaveOut_});
        view->setContextMenuPolicy(Qt::ActionsContextMenu);
    }
}

void SampleView::show(const DraftPointer& draft) {
    draft_ = draft;
    if (!draft_ || draft_->check(kind_) == nullptr || draft_->check(kind_)->concerned.empty()) kind_.clear();
    if (!draft_ || class_ >= static_cast<int>(draft_->balance.size())) class_ = -1;
    fill();
}

void SampleView::showCheck(const std::string& kind) {
    kind_ = kind;
    class_ = -1;
    fill();
}

void SampleView::showClass(int row) {
    kind_.clear();
    class_ = row;
    fill();
}

std::vector<int> SampleView::shown() const {
    if (!draft_) return {};
    if (!kind_.empty()) return draft_->check(kind_)->concerned;
    std::vector<int> entries = draft_->samples;
    if (class_ >= 0) {
        const auto rows = static_cast<int>(draft_->balance.size());
        std::erase_if(entries, [&](int index) {
            const int of = draft_->entries[static_cast<std::size_t>(index)].classIndex;
            return (of < 0 ? rows - 1 : of) != class_; // without a box: the last row
        });
        return entries;
    }
    // Those that could be taken back in stand behind the samples.
    for (std::size_t i = 0; i < draft_->entries.size(); ++i)
        if (draft_->entries[i].out == Out::ByHand) entries.push_back(static_cast<int>(i));
    return entries;
}

QString SampleView::shownWords(std::size_t count) const {
    const QString number = grouped(static_cast<qint64>(count));
    if (draft_ && !kind_.empty()) return titled(number, draft_->check(kind_)->title);
    if (draft_ && class_ >= 0) return titled(number, draft_->balance[static_cast<std::size_t>(class_)].name);
    return grouped(draft_ ? static_cast<qint64>(draft_->samples.size()) : 0);
}

QWidget* SampleView::focusTarget() const {
    return stack_->currentIndex() == 0 ? static_cast<QWidget*>(pictures_) : table_;
}

void SampleView::fill() {
    std::set<ImageRef> before;
    for (const DraftEntry* entry : chosen())
        before.insert(entry->image);
    const int place = pictures_->verticalScrollBar()->value();
    std::vector<int> entries = shown();
    const std::size_t count = entries.size();
    model_.show(draft_, std::move(entries));
    count_->setWholeText(shownWords(count));
    all_->setVisible(!kind_.empty() || class_ >= 0);
    nothing_->setVisible(count == 0);
    nothing_->setText(draft_ ? draft_->blocked : QString());
    stack_->setVisible(count > 0);
    for (const ImageRef& image : before)
        if (const QModelIndex index = model_.find(image); index.isValid())
            selection_->select(index, QItemSelectionModel::Select | QItemSelectionModel::Rows);
    pictures_->verticalScrollBar()->setValue(place);
    followChoice();
}

std::vector<const DraftEntry*> SampleView::chosen() const {
    std::vector<const DraftEntry*> list;
    std::set<int> rows;
    for (const QModelIndex& index : selection_->selectedIndexes())
        if (rows.insert(index.row()).second) list.push_back(model_.entry(index));
    return list;
}

void SampleView::followChoice() {
    const auto list = chosen();
    open_->setEnabled(list.size() == 1);
    const bool back = !list.empty() && std::all_of(list.begin(), list.end(), [](const DraftEntry* entry) {
        return entry->out == Out::ByHand;
    });
    const bool out =
        std::any_of(list.begin(), list.end(), [](const DraftEntry* entry) { return entry->out == Out::No; });
    leaveOut_->setEnabled(back || out);
    leaveOut_->setText(back ? tr("Take back in") : tr("Leave out"));
    openButton_->setVisible(open_->isEnabled());
    leaveOutButton_->setVisible(leaveOut_->isEnabled());
    leaveOutButton_->setText(leaveOut_->text());
    leaveOutButton_->setAccessibleName(leaveOut_->text());
}

void SampleView::openChosen() {
    const auto list = chosen();
    if (list.size() == 1) Q_EMIT openWanted(list.front()->image);
}

void SampleView::leaveChosenOut() {
    std::set<ImageRef> out;
    std::set<ImageRef> back;
    for (const DraftEntry* entry : chosen()) {
        if (entry->out == Out::No) out.insert(entry->image);
        if (entry->out == Out::ByHand) back.insert(entry->image);
    }
    if (!out.empty())
        Q_EMIT leaveOutWanted(out, true);
    else if (!back.empty())
        Q_EMIT leaveOutWanted(back, false);
}

} // namespace vrft::ui
