// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The new run as it stands: what was chosen of what there is, the recipe that makes, what is missing, and
// whether the last dry run still speaks of it.
//
// No widgets, no files, no child programs. `changed` comes once per change of whatever kind; views read
// everything anew. Thread rule: UI thread. Ownership: holds the offer; pointers into it are valid until the
// next `changed`.
#pragma once

#include "ui/runs/launch_offer.h"
#include "ui/runs/recipe_choice.h"

#include <QObject>
#include <QString>
#include <optional>

namespace vrft::ui {

// What was chosen by hand, and in which workspace.
struct LaunchState {
    std::filesystem::path workspace;
    std::string dataset; // hash
    std::filesystem::path policy;
    bool presentKnowledge = false;
    RecipeChoice choice;
    QString name; // typed; empty: none
};

class LaunchModel : public QObject {
    Q_OBJECT
public:
    explicit LaunchModel(QObject* parent = nullptr);

    // Keeps the choices that still exist; without a choice the newest dataset and the policy made for its
    // task.
    void setOffer(LaunchOfferPointer offer);
    const LaunchOffer& offer() const { return *offer_; }
    LaunchState state() const;
    void beginWith(const LaunchState& state); // chosen once the offer of its workspace is there

    const OfferedDataset* dataset() const;
    const PolicyEntry* policy() const;
    const OfferedDataset*
    boxes() const; // for a stage on boxes; null: there are none, or the task asks for boxes itself
    bool presentKnowledge() const; // of today instead of the day of freezing
    bool knowledgeDiffers() const; // there is a choice between the two
    const Task* task() const;      // with the knowledge that is taken
    QString knowledgeName() const; // "version 7", "as frozen"

    void chooseDataset(const std::string& hash);
    void choosePolicy(const std::filesystem::path& place);
    void choosePresentKnowledge(bool present);

    const RecipeChoice& choice() const { return choice_; }
    void setChoice(const RecipeChoice& choice);
    PresetContext context() const;
    const std::optional<Recipe>& recipe() const { return recipe_; }
    QString recipeProblem() const { return problem_; } // why there is none
    bool usesBoxes() const;                            // a stage of the recipe trains on them

    // Of the run: letters, digits and what else a folder's name may hold. Follows task and preset until it is
    // typed.
    QString name() const;
    void setName(const QString& name);

    // Everything that makes the run, as text: equal texts are equal runs (but for the name).
    QString fingerprint() const;

    // The first thing that keeps the run from being made; empty: none. Not the dry run's verdict.
    QString missing() const;

Q_SIGNALS:
    void changed();

private:
    void update();

    LaunchOfferPointer offer_;
    std::optional<LaunchState> begin_;
    std::string dataset_; // hash
    std::filesystem::path policy_;
    bool present_ = false;
    RecipeChoice choice_;
    std::optional<Recipe> recipe_;
    QString problem_;
    QString name_; // typed; empty: none
};

// A setting's key of recipeDifferences in words ("Longest answer, tokens"); the key itself where it has none.
QString settingName(const std::string& key);
QString settingValue(const std::string& value); // "reinforcement", "on"; itself where it has no word
QString presetWords(std::string_view preset);   // "VRFT-Aug, all parts"
// "1 if right, .25 one grade off, .06 two off": what a reward measures in this task.
QString rewardMeaning(const RewardSpec& spec, const Task& task);

} // namespace vrft::ui
