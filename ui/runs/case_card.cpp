// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/case_card.h"

#include "ui/runs/run_words.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/combo.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/row_ground.h"
#include "ui/widgets/text.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QListView>
#include <QPainter>
#include <QPushButton>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

namespace vrft::ui {

namespace {

constexpr int kCasePicture = 48;
constexpr int kCaseCell = 56;
constexpr int kCountsHeight = 22;
constexpr double kNeutral = 0.35;
constexpr double kNeutralWrong = 0.15;

class CaseDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override {
        return {kCaseCell, kCaseCell};
    }
    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override {
        const ComparedAnswer* one = static_cast<const CaseModel&>(*index.model()).at(index);
        if (one == nullptr) return;
        painter->save();
        const QRect place(option.rect.left() + (kCaseCell - kCasePicture) / 2,
                          option.rect.top() + (kCaseCell - kCasePicture) / 2, kCasePicture, kCasePicture);
        painter->fillRect(place, Qt::black);
        if (!one->picture.isNull()) {
            const QSize size = one->picture.size().scaled(place.size(), Qt::KeepAspectRatio);
            painter->setRenderHint(QPainter::SmoothPixmapTransform);
            painter->drawImage(QRect(place.left() + (place.width() - size.width()) / 2,
                                     place.top() + (place.height() - size.height()) / 2, size.width(),
                                     size.height()),
                               one->picture);
        }
        const bool chosen = option.state.testFlag(QStyle::State_Selected);
        const bool focus = option.state.testFlag(QStyle::State_HasFocus);
        if (chosen || focus || option.state.testFlag(QStyle::State_MouseOver)) {
            painter->setBrush(Qt::NoBrush);
            painter->setPen(QPen(colour(focus    ? Token::Focus
                                        : chosen ? Token::AccentText
                                                 : Token::Control),
                                 2));
            painter->drawRect(place.adjusted(-1, -1, 0, 0));
        }
        painter->restore();
    }
};

// "p = .058"
QString probabilityText(double p) {
    constexpr double kLeastShown = 0.001;
    if (p < kLeastShown) return QStringLiteral("p < .001");
    const QString text = figure(p, 3);
    return QStringLiteral("p = ") + (text.startsWith(QLatin1String("0.")) ? text.mid(1) : text);
}

QPixmap squareOf(Token token) {
    QPixmap square(12, 12);
    square.fill(colour(token));
    return square;
}

} // namespace

void CaseModel::set(const CasesPointer& cases, bool first) {
    beginResetModel();
    cases_ = cases;
    first_ = first;
    endResetModel();
}

const ComparedAnswer* CaseModel::at(const QModelIndex& index) const {
    if (!index.isValid() || !cases_) return nullptr;
    return &(first_ ? cases_->onlyFirst : cases_->onlySecond)[static_cast<std::size_t>(index.row())];
}

int CaseModel::rowCount(const QModelIndex& parent) const {
    if (parent.isValid() || !cases_) return 0;
    return static_cast<int>((first_ ? cases_->onlyFirst : cases_->onlySecond).size());
}

QVariant CaseModel::data(const QModelIndex& index, int role) const {
    const ComparedAnswer* one = at(index);
    if (one == nullptr) return {};
    if (role != Qt::ToolTipRole && role != Qt::AccessibleTextRole) return {};
    const auto said = [](const QString& answer) { return answer.isEmpty() ? QStringLiteral("—") : answer; };
    const QString words = tr("%1, reference %2, answers %3 and %4")
                              .arg(one->sample, said(one->reference), said(one->first), said(one->second));
    return role == Qt::ToolTipRole ? plainToolTip(words) : words;
}

void CountsBar::set(const PairedComparison& figures, Token first, Token second, const QStringList& names) {
    parts_ = {{figures.bothRight, tr("both right %1").arg(grouped(figures.bothRight)), {}},
              {figures.onlyFirst, grouped(figures.onlyFirst), first},
              {figures.onlySecond, grouped(figures.onlySecond), second},
              {figures.bothWrong, tr("both wrong %1").arg(grouped(figures.bothWrong)), {}}};
    const QString words = tr("Both right %1, only %2 %3, only %4 %5, both wrong %6")
                              .arg(grouped(figures.bothRight), names.value(0), grouped(figures.onlyFirst),
                                   names.value(1), grouped(figures.onlySecond), grouped(figures.bothWrong));
    setAccessibleName(words);
    setToolTip(plainToolTip(words));
    update();
}

QSize CountsBar::sizeHint() const {
    return {320, textPixels(kCountsHeight)};
}

void CountsBar::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    std::int64_t total = 0;
    for (const Part& part : parts_)
        total += part.count;
    if (total == 0) return;
    QFont small = font();
    small.setPixelSize(textPixels(12));
    painter.setFont(small);
    const QFontMetrics metrics(small);
    std::int64_t before = 0;
    for (std::size_t i = 0; i < parts_.size(); ++i) {
        const Part& part = parts_[i];
        const auto left = static_cast<int>(width() * before / total);
        before += part.count;
        const QRect place(left, 0, static_cast<int>(width() * before / total) - left, height());
        QColor ground = part.ground ? colour(*part.ground) : colour(Token::Text3);
        if (!part.ground) ground.setAlphaF(static_cast<float>(i == 0 ? kNeutral : kNeutralWrong));
        painter.fillRect(place, ground);
        if (metrics.horizontalAdvance(part.words) + 12 > place.width()) continue; // the tool tip has them all
        painter.setPen(part.ground ? colour(Token::Panel) : colour(Token::Text));
        painter.drawText(place.adjusted(6, 0, -6, 0),
                         (i + 1 == parts_.size() ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter,
                         part.words);
    }
}

CaseCard::CaseCard(QWidget* parent)
    : QFrame(parent)
    , first_(new Combo(this))
    , second_(new Combo(this))
    , num_(makeLabel({}, TextKind::Second, this))
    , bar_(new CountsBar(this))
    , onlyFirst_(makeStrip("onlyFirst"))
    , onlySecond_(makeStrip("onlySecond"))
    , chosen_(makeLabel({}, TextKind::Body, this))
    , openFirst_(makeButton({}, ButtonKind::Link, this))
    , openSecond_(makeButton({}, ButtonKind::Link, this))
    , chosenRow_(new QWidget(this))
    , difference_(makeLabel({}, TextKind::Second, this))
    , verdict_(makeLabel({}, TextKind::Head, this))
    , missing_(makeLabel({}, TextKind::Grey, this)) {
    setProperty("kind", QStringLiteral("panelCard"));
    first_->setObjectName(QStringLiteral("pairFirst"));
    first_->setAccessibleName(tr("First run of the pair"));
    first_->setToolTip(tr("The run whose wins stand first"));
    second_->setObjectName(QStringLiteral("pairSecond"));
    second_->setAccessibleName(tr("Second run of the pair"));
    second_->setToolTip(tr("The run it is compared with"));
    num_->setObjectName(QStringLiteral("pairCount"));
    bar_->setObjectName(QStringLiteral("pairBar"));
    difference_->setObjectName(QStringLiteral("pairDifference"));
    verdict_->setObjectName(QStringLiteral("pairVerdict"));
    missing_->setObjectName(QStringLiteral("pairMissing"));
    chosen_->setObjectName(QStringLiteral("pairCase"));
    openFirst_->setObjectName(QStringLiteral("openFirst"));
    openSecond_->setObjectName(QStringLiteral("openSecond"));
    for (QLabel* label : {difference_, verdict_, missing_, chosen_})
        label->setWordWrap(true);
    auto* head = new QHBoxLayout;
    head->setSpacing(8);
    head->addWidget(makeLabel(tr("Case by case"), TextKind::Head, this));
    head->addWidget(first_, 1);
    head->addWidget(makeLabel(tr("against"), TextKind::Second, this));
    head->addWidget(second_, 1);
    head->addWidget(num_);
    auto* open = new QHBoxLayout;
    open->setSpacing(16);
    open->addWidget(openFirst_);
    open->addWidget(openSecond_);
    open->addStretch(1);
    auto* chosen = new QVBoxLayout(chosenRow_);
    chosen->setContentsMargins(0, 0, 0, 0);
    chosen->setSpacing(4);
    chosen->addWidget(chosen_);
    chosen->addLayout(open);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(12, 10, 12, 12);
    all->setSpacing(8);
    all->addLayout(head);
    all->addWidget(bar_);
    all->addWidget(onlyFirst_.row);
    all->addWidget(onlySecond_.row);
    all->addWidget(chosenRow_);
    all->addWidget(missing_);
    all->addWidget(difference_);
    all->addWidget(verdict_);
    all->addStretch(1);
    for (Combo* combo : {first_, second_})
        connect(combo, &QComboBox::activated, this, [this] { Q_EMIT pairChosen(); });
    connect(openFirst_, &QPushButton::clicked, this, [this] {
        if (chosenCase_ != nullptr)
            Q_EMIT openWanted(ids_.value(first_->currentIndex()), chosenCase_->firstCompletion);
    });
    connect(openSecond_, &QPushButton::clicked, this, [this] {
        if (chosenCase_ != nullptr)
            Q_EMIT openWanted(ids_.value(second_->currentIndex()), chosenCase_->secondCompletion);
    });
    showWaiting();
}

CaseCard::Strip CaseCard::makeStrip(const char* name) {
    Strip strip{new CaseModel(this), nullptr, nullptr, nullptr, new QWidget(this)};
    strip.count = makeLabel({}, TextKind::Title, strip.row);
    strip.words = new ElidedLabel(TextKind::Second, strip.row);
    strip.list = new QListView(strip.row);
    strip.list->setObjectName(QLatin1String(name));
    strip.list->setModel(strip.model);
    strip.list->setItemDelegate(new CaseDelegate(strip.list));
    strip.list->setFlow(QListView::LeftToRight);
    strip.list->setUniformItemSizes(true);
    strip.list->setMouseTracking(true);
    strip.list->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    strip.list->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    strip.list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    strip.list->setFixedHeight(kCaseCell + 12); // and a narrow scroll bar
    strip.list->setMinimumWidth(2 * kCaseCell);
    auto* row = new QHBoxLayout(strip.row);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(strip.count);
    row->addWidget(strip.words, 1);
    row->addWidget(strip.list, 3);
    const auto index = [list = strip.list] { return list->currentIndex(); };
    connect(strip.list->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this, strip](const QModelIndex& now) { tellChosen(strip, now); });
    connect(strip.list, &QListView::clicked, this,
            [this, strip](const QModelIndex& now) { tellChosen(strip, now); });
    connect(strip.list, &QListView::activated, this, [this, model = strip.model, index] {
        if (const ComparedAnswer* one = model->at(index()))
            Q_EMIT openWanted(ids_.value(first_->currentIndex()), one->firstCompletion);
    });
    return strip;
}

void CaseCard::setRuns(const QStringList& ids, const QStringList& names, const std::vector<Token>& colours) {
    const QString first = ids_.value(first_->currentIndex());
    const QString second = ids_.value(second_->currentIndex());
    ids_ = ids;
    names_ = names;
    colours_ = colours;
    for (Combo* combo : {first_, second_}) {
        combo->clear();
        for (qsizetype i = 0; i < names.size(); ++i)
            combo->addItem(squareOf(colours[static_cast<std::size_t>(i)]), names[i]);
    }
    auto a = static_cast<int>(ids.indexOf(first));
    auto b = static_cast<int>(ids.indexOf(second));
    if (a < 0) a = b == 0 ? 1 : 0;
    if (b < 0 || b == a) b = a == 0 ? 1 : 0;
    if (ids.size() < 2) a = b = -1;
    first_->setCurrentIndex(a);
    second_->setCurrentIndex(b);
}

std::pair<int, int> CaseCard::chosenPair() const {
    return {first_->currentIndex(), second_->currentIndex()};
}

void CaseCard::showWaiting() {
    cases_.reset();
    chosenCase_ = nullptr;
    onlyFirst_.model->set({}, true);
    onlySecond_.model->set({}, false);
    for (QWidget* part : {static_cast<QWidget*>(bar_), onlyFirst_.row, onlySecond_.row, chosenRow_,
                          static_cast<QWidget*>(difference_), static_cast<QWidget*>(verdict_)})
        part->hide();
    num_->clear();
    missing_->setText(tr("Reading the answers…"));
    missing_->show();
}

void CaseCard::show(const CasesPointer& cases) {
    showWaiting();
    cases_ = cases;
    onlyFirst_.model->set(cases, true);
    onlySecond_.model->set(cases, false);
    showWords(*cases);
}

void CaseCard::showWords(const CasesPicture& cases) {
    const QString first = names_.value(first_->currentIndex());
    const QString second = names_.value(second_->currentIndex());
    const RunPair& pair = cases.pair;
    QString note;
    if (!pair.sameDataset && pair.figures)
        note = tr("The runs hold out different datasets: compared are the images both of them hold out.");
    switch (pair.trouble) {
    case PairTrouble::None:
        break;
    case PairTrouble::NoAnswers: {
        const bool of = cases.of->comparison.runs[pair.first].cases.empty();
        const ComparedRun& run = cases.of->comparison.runs[of ? pair.first : pair.second];
        note = tr("Not compared case by case. %1 keeps no answers to held-out images: %2.")
                   .arg(of ? first : second, harmlessLine(qs(run.missing), 300));
        break;
    }
    case PairTrouble::OtherQuestion:
        note = tr("The runs answer different questions. Their recipes and curves can be compared, their "
                  "answers can’t.");
        break;
    case PairTrouble::NothingShared:
        note = tr("No image is held out in both: their answers can’t be compared.");
        break;
    }
    missing_->setText(note);
    missing_->setVisible(!note.isEmpty());
    if (!pair.figures) return;
    const PairedComparison& figures = *pair.figures;
    num_->setText(counted(figures.n, tr("1 held-out image"), tr("%1 held-out images")));
    const auto at = [&](const Combo* combo) {
        return colours_[static_cast<std::size_t>(std::max(0, combo->currentIndex()))];
    };
    bar_->set(figures, at(first_), at(second_), {first, second});
    bar_->show();
    const auto tellStrip = [](const Strip& strip, std::int64_t count, const QString& words) {
        strip.count->setText(grouped(count));
        strip.words->setWholeText(words);
        strip.list->setAccessibleName(words);
        strip.list->setToolTip(tr("← → choose an image, Enter opens the answer in Review"));
        strip.list->setVisible(count > 0);
        strip.row->show();
    };
    const bool boxes = cases.of->boxes;
    tellStrip(onlyFirst_, figures.onlyFirst,
              boxes ? tr("only %1 overlaps by half").arg(first) : tr("only %1 right").arg(first));
    tellStrip(onlySecond_, figures.onlySecond,
              boxes ? tr("only %1 overlaps by half").arg(second) : tr("only %1 right").arg(second));
    QString difference = tr("Difference %1").arg(run_words::signedShare(figures.difference->value));
    if (figures.difference->low)
        difference += tr(", interval %1 to %2 over patients")
                          .arg(run_words::signedShare(*figures.difference->low),
                               run_words::signedShare(*figures.difference->high));
    difference += tr("; paired test by patient %1").arg(probabilityText(figures.test.p));
    if (ids_.size() > 2) difference += tr(", not corrected for testing several pairs");
    difference_->setText(difference);
    difference_->show();
    switch (figures.verdict) {
    case PairedVerdict::NotEnough:
        verdict_->setText(tr("Not enough cases to tell: the runs differ at %1 of %2, and with fewer than six "
                             "no outcome could be told from chance.")
                              .arg(counted(figures.test.patientsApart, tr("1 patient"), tr("%1 patients")),
                                   grouped(figures.patients)));
        break;
    case PairedVerdict::NotEstablished:
        verdict_->setText(tr("Not established with one run each."));
        break;
    case PairedVerdict::FirstBetter:
    case PairedVerdict::SecondBetter:
        verdict_->setText(tr("%1 is better on these patients. One run each says nothing about other seeds.")
                              .arg(figures.verdict == PairedVerdict::FirstBetter ? first : second));
        break;
    }
    verdict_->show();
}

void CaseCard::tellChosen(const Strip& strip, const QModelIndex& index) {
    chosenCase_ = strip.model->at(index);
    chosenRow_->setVisible(chosenCase_ != nullptr);
    if (chosenCase_ == nullptr) return;
    const auto said = [](const QString& answer) { return answer.isEmpty() ? QStringLiteral("—") : answer; };
    const QString first = names_.value(first_->currentIndex());
    const QString second = names_.value(second_->currentIndex());
    chosen_->setText(tr("%1: reference %2, %3 said %4, %5 said %6")
                         .arg(chosenCase_->sample, said(chosenCase_->reference), first,
                              said(chosenCase_->first), second, said(chosenCase_->second)));
    for (const auto& [button, name] : {std::pair(openFirst_, first), std::pair(openSecond_, second)}) {
        button->setText(tr("Open %1 in Review").arg(name));
        button->setAccessibleName(button->text());
        button->setToolTip(plainToolTip(tr("Its reasoning on this image, in Review")));
    }
}

} // namespace vrft::ui
