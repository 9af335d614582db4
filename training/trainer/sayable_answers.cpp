// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "training/trainer/sayable_answers.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "core/prompt/completion.h"

namespace vrft {

bool canSay(const Policy& policy, const std::string& text) {
    const std::vector<int> ids = policy.tokenizer().encode(text);
    return std::none_of(ids.begin(), ids.end(), [&](int id) { return policy.suppressed(id); });
}

bool canSpell(const Policy& policy, const std::string& answer) {
    if (canSay(policy, answer)) return true;
    for (std::size_t at = 0; at < answer.size();) {
        std::size_t end = at + 1;
        while (end < answer.size() && (static_cast<unsigned char>(answer[end]) & 0xC0U) == 0x80U)
            ++end;
        if (!canSay(policy, answer.substr(at, end - at))) return false;
        at = end;
    }
    return true;
}

Error cantSay(const std::string& answer, const Dataset& dataset, const std::string& sample) {
    return {ErrorCode::Unsupported,
            fmt::format("the policy has a token of \"{}\" suppressed and can't learn to say it", answer),
            dataset.folder.string() + (sample.empty() ? "" : ": " + sample),
            "Start from a policy warmed up on this dataset: vrftaug-engine cold-start --from POLICY "
            "--dataset DATASET "
            "--config F.json --out NEW"};
}

void requireSayable(const Policy& policy, const Dataset& dataset, Method method) {
    std::set<std::string> judged;
    for (const Sample* sample : dataset.of(Split::Train)) {
        // Boxes are spoken in pixels of the resized image; for which digits they need, its own size will do.
        const Size size = sample->images.empty()
                              ? Size{1, 1}
                              : Size{sample->images.front().width, sample->images.front().height};
        const std::string answer = targetAnswer(dataset.task, sample->target, size, size, policy.boxUnits());
        if (!judged.insert(answer).second) continue;
        if (method == Method::Sft ? canSay(policy, answer) : canSpell(policy, answer)) continue;
        throw cantSay(answer, dataset, sample->id);
    }
}

} // namespace vrft
