// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "training/trainer/train_state.h"

#include "core/error.h"

#include <doctest/doctest.h>

using namespace vrft;

TEST_CASE("a checkpoint's state survives its way and is refused by key where it can't be one") {
    TrainState state;
    state.step = 7;
    state.stage = 1;
    state.stageStep = 3;
    state.updates = 12;
    state.orderPosition = 24;
    state.best = BestCheckpoint{5, 0.5};
    const Json sound = trainStateToJson(state);
    CHECK(trainStateToJson(trainStateFromJson(sound, "state.json")) == sound);
    const auto refused = [&sound](const char* key, const Json& value) {
        Json changed = sound;
        changed[key] = value;
        CHECK_THROWS_WITH_AS(trainStateFromJson(changed, "state.json"), doctest::Contains(key), Error);
    };
    for (const char* key : {"step", "stage", "stage_step", "updates", "order_position"})
        refused(key, -1);
    refused("stage", 4294967296);
}
