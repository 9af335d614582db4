// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/datasets/draft_choice.h"

namespace vrft::ui {

namespace {

template <typename T>
T valueOr(const Json& json, const char* key, T fallback) {
    const auto found = json.find(key);
    if (found == json.end() || found->is_null()) return fallback;
    try {
        return found->get<T>();
    } catch (const Json::exception&) {
        return fallback;
    }
}

std::optional<SplitPlan> planFromJson(const Json& json) {
    if (!json.is_object()) return std::nullopt;
    SplitPlan plan;
    plan.name = valueOr<std::string>(json, "name", {});
    plan.ratios = valueOr(json, "ratios", plan.ratios);
    plan.seed = valueOr(json, "seed", plan.seed);
    return plan;
}

} // namespace

DisplayWish displayWish(const DraftChoice& choice) {
    DisplayWish wish;
    if (choice.window) wish.window = {(*choice.window)[0], (*choice.window)[1], WindowFunction::Linear, {}};
    wish.wholeRange = choice.wholeRange;
    return wish;
}

Json choiceToJson(const DraftChoice& choice) {
    Json images = Json::array();
    for (const ImageRef& image : choice.leftOutImages)
        images.push_back({image.sopUid, image.frame});
    Json json = {{"task", choice.task},
                 {"modality", choice.modality},
                 {"labelled_by", static_cast<int>(choice.labelledBy)},
                 {"on_disagreement", static_cast<int>(choice.onDisagreement)},
                 {"date_from", choice.dateFrom},
                 {"date_to", choice.dateTo},
                 {"with_box", choice.withBox},
                 {"whole_range", choice.wholeRange},
                 {"window", choice.window ? Json(*choice.window) : Json()},
                 {"policy", choice.policy},
                 {"plan", choice.plan},
                 {"new_plan", Json()},
                 {"left_out_checks", choice.leftOutChecks},
                 {"left_out_images", std::move(images)}};
    if (const auto& plan = choice.newPlan)
        json["new_plan"] = {{"name", plan->name}, {"ratios", plan->ratios}, {"seed", plan->seed}};
    return json;
}

DraftChoice choiceFromJson(const Json& json) {
    DraftChoice choice;
    if (!json.is_object()) return choice;
    choice.task = valueOr(json, "task", choice.task);
    choice.modality = valueOr(json, "modality", choice.modality);
    choice.labelledBy = static_cast<LabelledBy>(std::clamp(valueOr(json, "labelled_by", 0), 0, 2));
    choice.onDisagreement =
        static_cast<OnDisagreement>(std::clamp(valueOr(json, "on_disagreement", 0), 0, 1));
    choice.dateFrom = valueOr(json, "date_from", choice.dateFrom);
    choice.dateTo = valueOr(json, "date_to", choice.dateTo);
    choice.withBox = valueOr(json, "with_box", false);
    choice.wholeRange = valueOr(json, "whole_range", false);
    if (json.contains("window") && json["window"].is_array())
        choice.window = valueOr(json, "window", std::array<double, 2>{128, 256});
    choice.policy = valueOr(json, "policy", choice.policy);
    choice.plan = valueOr(json, "plan", choice.plan);
    if (json.contains("new_plan")) choice.newPlan = planFromJson(json["new_plan"]);
    choice.leftOutChecks = valueOr(json, "left_out_checks", choice.leftOutChecks);
    for (const Json& image : valueOr(json, "left_out_images", Json::array()))
        if (image.is_array() && image.size() == 2 && image[0].is_string() && image[1].is_number_integer())
            choice.leftOutImages.insert({image[0].get<std::string>(), image[1].get<int>()});
    return choice;
}

} // namespace vrft::ui
