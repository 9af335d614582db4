// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/launch_model.h"

#include "core/error.h"
#include "ui/widgets/text.h"

#include <algorithm>
#include <utility>

namespace vrft::ui {

namespace {

const PolicyEntry* firstPolicy(const LaunchOffer& offer, const OfferedDataset* dataset) {
    return offer.startFor(dataset == nullptr ? std::string() : dataset->dataset.task.id);
}

QString portable(const QString& text) {
    QString name;
    for (const QChar c : text.simplified())
        name += c.isLetterOrNumber() || QStringLiteral("-_+.").contains(c) ? c : QChar(u'-');
    return name;
}

} // namespace

LaunchModel::LaunchModel(QObject* parent)
    : QObject(parent)
    , offer_(std::make_shared<LaunchOffer>()) {
    update();
}

void LaunchModel::setOffer(LaunchOfferPointer offer) {
    const bool otherWorkspace = offer->workspace != offer_->workspace;
    offer_ = std::move(offer);
    if (otherWorkspace) {
        dataset_.clear();
        policy_.clear();
        present_ = false;
        choice_ = {};
        name_.clear();
        if (const auto begin = std::exchange(begin_, std::nullopt);
            begin && begin->workspace == offer_->workspace) {
            dataset_ = begin->dataset;
            policy_ = begin->policy;
            present_ = begin->presentKnowledge;
            choice_ = begin->choice;
            name_ = begin->name;
        }
    }
    if (dataset_.empty())
        if (const OfferedDataset* first = offer_->first()) dataset_ = first->hash;
    if (policy_.empty())
        if (const PolicyEntry* first = firstPolicy(*offer_, dataset())) policy_ = first->place;
    update();
}

LaunchState LaunchModel::state() const {
    return {offer_->workspace, dataset_, policy_, present_, choice_, name_};
}

void LaunchModel::beginWith(const LaunchState& state) {
    begin_ = state;
}

const OfferedDataset* LaunchModel::dataset() const {
    return offer_->dataset(dataset_);
}

const PolicyEntry* LaunchModel::policy() const {
    return policy_.empty() ? nullptr : offer_->policy(policy_);
}

const OfferedDataset* LaunchModel::boxes() const {
    const OfferedDataset* chosen = dataset();
    if (chosen == nullptr || chosen->dataset.task.kind == TaskKind::Localisation) return nullptr;
    return offer_->boxes();
}

bool LaunchModel::knowledgeDiffers() const {
    const OfferedDataset* chosen = dataset();
    return chosen != nullptr && chosen->present &&
           knowledgeVersion(*chosen->present) != knowledgeVersion(chosen->dataset.task);
}

bool LaunchModel::presentKnowledge() const {
    return present_ && knowledgeDiffers();
}

const Task* LaunchModel::task() const {
    const OfferedDataset* chosen = dataset();
    if (chosen == nullptr || !chosen->problem.empty()) return nullptr;
    return presentKnowledge() ? &*chosen->present : &chosen->dataset.task;
}

QString LaunchModel::knowledgeName() const {
    const OfferedDataset* chosen = dataset();
    if (chosen == nullptr) return {};
    const int version = presentKnowledge() ? chosen->presentVersion : chosen->frozenVersion;
    return version > 0 ? tr("version %1").arg(version) : tr("as frozen");
}

void LaunchModel::chooseDataset(const std::string& hash) {
    if (hash == dataset_) return;
    dataset_ = hash;
    present_ = false;
    // Another task has its own start policy; weights of rewards it doesn't have would stay behind unseen.
    if (const PolicyEntry* first = firstPolicy(*offer_, dataset());
        first != nullptr && first->name.ends_with("-start"))
        policy_ = first->place;
    choice_.weights.clear();
    update();
}

void LaunchModel::choosePolicy(const std::filesystem::path& place) {
    if (place == policy_) return;
    policy_ = place;
    update();
}

void LaunchModel::choosePresentKnowledge(bool present) {
    if (present == present_) return;
    present_ = present;
    update();
}

void LaunchModel::setChoice(const RecipeChoice& choice) {
    if (choice == choice_) return;
    choice_ = choice;
    update();
}

PresetContext LaunchModel::context() const {
    PresetContext context;
    if (const Task* asked = task()) context.kind = asked->kind;
    if (const PolicyEntry* chosen = policy())
        context.large = chosen->description.parameters >= kLargePolicyParameters;
    context.hasLocalise = boxes() != nullptr;
    return context;
}

bool LaunchModel::usesBoxes() const {
    return recipe_ && std::any_of(recipe_->stages.begin(), recipe_->stages.end(),
                                  [](const Stage& stage) { return stage.dataset == "localise"; });
}

void LaunchModel::update() {
    problem_.clear();
    try {
        recipe_ = recipeOf(choice_, context());
    } catch (const Error& problem) {
        recipe_.reset();
        problem_ = qs(problem.what());
    }
    Q_EMIT changed();
}

QString LaunchModel::name() const {
    if (!name_.isEmpty()) return name_;
    const Task* asked = task();
    const QString preset = recipe_ ? qs(recipe_->preset) : qs(choice_.preset);
    return asked == nullptr ? preset : portable(qs(asked->id) + QLatin1Char('-') + preset);
}

void LaunchModel::setName(const QString& name) {
    const QString typed = portable(name);
    if (typed == name_) return;
    name_ = typed;
    Q_EMIT changed();
}

QString LaunchModel::fingerprint() const {
    QStringList parts{qs(dataset_), qs(policy_.string())};
    if (const Task* asked = task()) parts << qs(knowledgeVersion(*asked));
    if (usesBoxes() && boxes() != nullptr) parts << qs(boxes()->hash);
    if (recipe_) parts << qs(canonicalJson(recipeToJson(*recipe_)));
    return parts.join(QLatin1Char('\n'));
}

QString LaunchModel::missing() const {
    const OfferedDataset* data = dataset();
    if (offer_->datasets.empty()) return tr("No dataset is frozen yet. Freeze one in Dataset.");
    if (data == nullptr) return tr("Choose a dataset.");
    if (!data->problem.empty()) return tr("The dataset can’t be used: %1").arg(qs(data->problem));
    const PolicyEntry* start = policy();
    if (start == nullptr)
        return offer_->policies.empty() ? tr("No policy is here yet. Add one.") : tr("Choose a policy.");
    if (!start->problem.empty()) return tr("The policy can’t be used: %1").arg(qs(start->problem));
    if (!recipe_) return problem_;
    return {};
}

} // namespace vrft::ui
