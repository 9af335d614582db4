// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/knowledge/prompt_panel.h"

#include "ui/knowledge/prompt_view.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/combo.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/segments.h"
#include "ui/widgets/text.h"

#include <QHBoxLayout>
#include <QSettings>
#include <QTimer>
#include <QVBoxLayout>

namespace vrft::ui {

namespace {

enum Side { With, Without, Both };
constexpr int kFollow_ms = 40; // after the last key: one drawing for a burst of them

} // namespace

PromptPanel::PromptPanel(KnowledgeModel& model, Thumbnails& thumbnails, QWidget* parent)
    : QWidget(parent)
    , model_(model)
    , thumbnails_(thumbnails)
    , sides_(new Segments(tr("Prompt"), {tr("With knowledge"), tr("Without"), tr("Both")}, this))
    , imageBox_(new Combo(this))
    , policyBox_(new Combo(this))
    , count_(makeLabel({}, TextKind::Second, this))
    , view_(new PromptView(this))
    , soon_(new QTimer(this)) {
    setObjectName(QStringLiteral("panel"));
    setAttribute(Qt::WA_StyledBackground);
    imageBox_->setObjectName(QStringLiteral("promptImage"));
    imageBox_->setAccessibleName(tr("Image in the prompt"));
    imageBox_->setToolTip(tr("The image the prompt is shown with"));
    policyBox_->setObjectName(QStringLiteral("promptPolicy"));
    policyBox_->setAccessibleName(tr("Policy that counts the tokens"));
    policyBox_->setToolTip(tr("The policy whose tokens are counted"));
    policyBox_->setMinimumContentsLength(14);
    imageBox_->setMinimumContentsLength(20);
    count_->setObjectName(QStringLiteral("tokenCount"));
    count_->setWordWrap(true);
    soon_->setSingleShot(true);
    soon_->setInterval(kFollow_ms);

    auto* head = new QWidget(this);
    auto* headRow = new FlowLayout(head, 8);
    auto* title = makeLabel(tr("Exactly what the model will read"), TextKind::Head, head);
    title->setMinimumHeight(26);
    headRow->insertWidget(0, title);
    headRow->insertWidget(1, sides_);
    auto* whose = new QWidget(this);
    auto* row = new FlowLayout(whose, 8);
    auto* forImage = makeLabel(tr("For"), TextKind::Second, whose);
    auto* ofPolicy = makeLabel(tr("read by"), TextKind::Second, whose);
    for (QLabel* word : {forImage, ofPolicy})
        word->setMinimumHeight(28);
    forImage->setBuddy(imageBox_);
    ofPolicy->setBuddy(policyBox_);
    row->insertWidget(0, forImage);
    row->insertWidget(1, imageBox_);
    row->insertWidget(2, ofPolicy);
    row->insertWidget(3, policyBox_);
    auto* legend = makeLabel(tr("On this ground: added from knowledge."), TextKind::Caption, this);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(16, 12, 16, 8);
    all->setSpacing(8);
    all->addWidget(head);
    all->addWidget(whose);
    all->addWidget(count_);
    all->addWidget(view_, 1);
    all->addWidget(legend);

    connect(sides_, &Segments::chosenByHand, this, &PromptPanel::show);
    connect(imageBox_, &QComboBox::activated, this, [this] {
        showPicture();
        show();
    });
    connect(policyBox_, &QComboBox::activated, this, [this](int index) {
        QSettings().setValue(QStringLiteral("knowledge/policy"), policyBox_->itemText(index));
        show();
    });
    connect(soon_, &QTimer::timeout, this, &PromptPanel::show);
    connect(&model_, &KnowledgeModel::typed, soon_, qOverload<>(&QTimer::start));
    connect(&model_, &KnowledgeModel::chosen, soon_, qOverload<>(&QTimer::start));
    connect(&thumbnails_, &Thumbnails::arrived, this, &PromptPanel::showPicture);
    connect(&counter_, &TokenCounter::counted, this, &PromptPanel::showCount);
    setImages({});
    setPolicies({});
}

void PromptPanel::setImages(std::vector<PromptImage> images) {
    images_ = std::move(images);
    const QString before = imageBox_->currentText();
    imageBox_->clear();
    for (const PromptImage& image : images_)
        imageBox_->addItem(image.name);
    if (images_.empty()) imageBox_->addItem(tr("no image yet"));
    imageBox_->setEnabled(!images_.empty());
    imageBox_->setCurrentIndex(std::max(0, imageBox_->findText(before)));
    showPicture();
    soon_->start();
}

void PromptPanel::setPolicies(std::vector<AskablePolicy> policies) {
    if (policies == policies_ && policyBox_->count() > 0) return;
    policies_ = std::move(policies);
    policyBox_->clear();
    for (const AskablePolicy& policy : policies_)
        policyBox_->addItem(policy.name);
    if (policies_.empty()) policyBox_->addItem(tr("no policy yet"));
    policyBox_->setEnabled(!policies_.empty());
    const QString kept = QSettings().value(QStringLiteral("knowledge/policy")).toString();
    policyBox_->setCurrentIndex(std::max(0, policyBox_->findText(kept)));
    soon_->start();
}

const PromptImage* PromptPanel::image() const {
    const auto index = static_cast<std::size_t>(std::max(0, imageBox_->currentIndex()));
    return index < images_.size() ? &images_[index] : nullptr;
}

const AskablePolicy* PromptPanel::policy() const {
    const auto index = static_cast<std::size_t>(std::max(0, policyBox_->currentIndex()));
    return index < policies_.size() ? &policies_[index] : nullptr;
}

void PromptPanel::showPicture() {
    const PromptImage* shown = image();
    if (shown == nullptr) return view_->setPicture({}, tr("the image, one line of its own"));
    view_->setPicture(
        thumbnails_.picture(shown->address),
        tr("image, %1 × %2 pixels, whole frame").arg(shown->size.width).arg(shown->size.height));
}

void PromptPanel::show() {
    soon_->stop();
    const Task* task = model_.shown();
    setEnabled(task != nullptr);
    if (task == nullptr) return view_->setParts({});
    const std::string place = image() != nullptr ? image()->address.file : std::string("image");
    const BoxUnits units = policy() != nullptr ? policy()->units : BoxUnits::Pixels;
    const int side = sides_->chosen();
    std::vector<PromptPart> parts;
    if (side != Without)
        parts.push_back(
            {side == Both ? tr("With knowledge") : QString(), promptPieces(*task, place, true, units)});
    if (side != With)
        parts.push_back({side == Both ? tr("Without") : QString(), promptPieces(*task, place, false, units)});
    view_->setParts(std::move(parts));
    if (policy() == nullptr) {
        count_->setText(tr("Tokens are counted once the workspace has a policy."));
    } else {
        counter_.count(policy()->folder, *task, image() != nullptr ? image()->size : Size{});
    }
}

void PromptPanel::showCount(const TokenCount& count) {
    setKind(count_, count.trouble.isEmpty() ? QStringLiteral("second") : QStringLiteral("caution"));
    if (!count.trouble.isEmpty()) return count_->setText(count.trouble);
    const QString with =
        tr("%1 tokens: %2 image, %3 knowledge, %4 rest")
            .arg(grouped(count.with()), grouped(count.image), grouped(count.knowledge), grouped(count.rest));
    switch (sides_->chosen()) {
    case Without:
        return count_->setText(tr("%1 tokens: %2 image, %3 rest")
                                   .arg(grouped(count.without()), grouped(count.image), grouped(count.rest)));
    case Both:
        return count_->setText(tr("%1; without knowledge %2").arg(with, grouped(count.without())));
    default:
        return count_->setText(with);
    }
}

} // namespace vrft::ui
