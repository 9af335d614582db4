// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Features of a frozen tower: computed once, kept in memory, then on disk.
#include "core/error.h"
#include "core/files.h"
#include "core/vision_input/image.h"
#include "policies.h"
#include "tests/support/temp_folder.h"

#include <doctest/doctest.h>

using namespace vrft;
using namespace vrft::test;

namespace fs = std::filesystem;

namespace {

std::unique_ptr<Policy> cached(const fs::path& folder, std::size_t memory = 1 << 20) {
    PolicyOptions options;
    options.featureFolder = folder;
    options.featureCacheBytes = memory;
    return Policy::load(goldenFolder("tiny"), options);
}

} // namespace

TEST_CASE("features are computed once, then come from memory, and for the next program from disk") {
    const TempFolder temp;
    torch::Tensor first;
    {
        const auto policy = cached(temp / "features" / "v");
        const PromptInput prompt = goldenPrompt(*policy, "tiny", {"square"});
        first = policy->imageFeatures(prompt.images)[0].clone();
        FeatureUse use = policy->takeFeatureUse();
        CHECK(use.computed == 1);
        CHECK(use.seconds > 0);
        CHECK(use.saved == 0);
        policy->addLora({2, 4, 1}); // the tower stays frozen
        policy->imageFeatures(prompt.images);
        use = policy->takeFeatureUse();
        CHECK(use.computed == 0);
        CHECK(use.memory == 1);
        CHECK(use.saved > 0);
    }
    const auto policy = cached(temp / "features" / "v", 0); // nothing fits into memory
    const PromptInput prompt = goldenPrompt(*policy, "tiny", {"square"});
    for (int i = 0; i < 2; ++i)
        CHECK(torch::equal(policy->imageFeatures(prompt.images)[0], first));
    const FeatureUse use = policy->takeFeatureUse();
    CHECK(use.computed == 0);
    CHECK(use.disk == 2);
}

// A resumed run meets other images for the first time together than the unbroken one, and products of
// several images at once round otherwise.
TEST_CASE("an image's features don't depend on the images asked for with it") {
    const TempFolder temp;
    const auto alone = cached(temp / "alone");
    const auto together = cached(temp / "together");
    const auto image = goldenPrompt(*alone, "tiny", {"square"}).images[0];
    std::vector<std::shared_ptr<const PromptImage>> several;
    for (int i = 0; i < 6; ++i) {
        auto other = std::make_shared<PromptImage>(*image);
        other->key += std::to_string(i);
        other->patches_NC = image->patches_NC.flip(0) * (0.5 + 0.1 * i);
        several.push_back(std::move(other));
    }
    several.push_back(image);
    const std::vector<std::shared_ptr<const PromptImage>> one{image};
    CHECK(torch::equal(alone->imageFeatures(one)[0], together->imageFeatures(several).back()));
}

TEST_CASE("patches beyond their share of memory are read from the file again, and give theirs back") {
    PolicyOptions options;
    options.patchBytes = 0;
    const auto sparing = Policy::load(goldenFolder("tiny"), options);
    const auto keeping = Policy::load(goldenFolder("tiny"));
    const PromptInput again = goldenPrompt(*sparing, "tiny", {"square"});
    const PromptInput kept = goldenPrompt(*keeping, "tiny", {"square"});
    CHECK_FALSE(again.images[0]->patches_NC.defined());
    CHECK(kept.images[0]->patches_NC.defined());
    CHECK(torch::equal(sparing->imageFeatures(again.images)[0], keeping->imageFeatures(kept.images)[0]));

    const auto bytes = kept.images[0]->patches_NC.nbytes();
    options.patchBytes = bytes;
    const auto one = Policy::load(goldenFolder("tiny"), options);
    PromptInput first = goldenPrompt(*one, "tiny", {"square"});
    CHECK(first.images[0]->patches_NC.defined());
    CHECK_FALSE(goldenPrompt(*one, "tiny", {"square"}).images[0]->patches_NC.defined());
    first = {};
    CHECK(goldenPrompt(*one, "tiny", {"square"}).images[0]->patches_NC.defined());
}

TEST_CASE("an image that changed on disk isn't taken for the one that was there") {
    const TempFolder temp;
    PolicyOptions options;
    options.patchBytes = 0;
    const auto policy = Policy::load(goldenFolder("tiny"), options);
    Image grey;
    grey.width = grey.height = 56;
    grey.channels = 3;
    grey.pixels.assign(std::size_t{56} * 56 * 3, 90);
    writeFileAtomic(temp / "a.png", encodePng(grey));
    const auto image = policy->loadImage(temp / "a.png");
    grey.pixels[0] = 91;
    writeFileAtomic(temp / "a.png", encodePng(grey));
    const std::vector<std::shared_ptr<const PromptImage>> images{image};
    CHECK_THROWS_WITH_AS(policy->imageFeatures(images), doctest::Contains("isn't the one that was there"),
                         Error);
}

TEST_CASE("features of a tower that was trained are never taken from disk or left there") {
    const TempFolder temp;
    PolicyOptions options;
    options.base = BaseWeights::Single;
    options.featureFolder = temp / "features" / "v";
    const auto policy = Policy::load(goldenFolder("tiny"), options);
    const PromptInput prompt = goldenPrompt(*policy, "tiny", {"square"});
    const torch::Tensor before = policy->imageFeatures(prompt.images)[0].clone();
    policy->makeTrainable();
    {
        const torch::NoGradGuard noGradient;
        for (NamedParameter& parameter : policy->trainableParameters())
            if (parameter.name.starts_with("visual.")) parameter.tensor.mul_(1.1);
    }
    policy->takeFeatureUse();
    CHECK(largestDifference(policy->imageFeatures(prompt.images)[0].detach(), before) > 1e-3);
    policy->freeze();
    CHECK(largestDifference(policy->imageFeatures(prompt.images)[0], before) > 1e-3);
    const FeatureUse use = policy->takeFeatureUse();
    CHECK(use.computed == 1);
    CHECK(use.disk == 0);
    const auto fresh = cached(temp / "features" / "v");
    CHECK(torch::equal(fresh->imageFeatures(prompt.images)[0], before));
    CHECK(fresh->takeFeatureUse().disk == 1);
}
