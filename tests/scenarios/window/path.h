// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// The steps of the path from an image to a judged trace, done by mouse and keys. Each begins in any
// workplace. What is edited and confirmed goes into the tale, where there is one.
//
// Errors: Impatient. Thread rule: UI thread.
#pragma once

#include "tests/scenarios/window/person.h"
#include "tests/scenarios/window/tale.h"

namespace vrft::test {

inline constexpr const char* kPathTask = "severity";
inline constexpr const char* kPathPolicy = "severity-start";

class Path {
public:
    explicit Path(Person& person, Tale* tale = nullptr)
        : person_(person)
        , tale_(tale) {}

    void toNextUnlabelled(); // in Studies, of kPathTask
    void label(int grade);   // by its key
    void drawBox();          // by a drag on the image
    void undo();
    void redo();
    std::string freezeWithoutFirstImage(); // the new version's hash; one that is there already stays
    struct NewRun {
        QString preset = QStringLiteral("rft+fuzzy");
        int steps = 60;
        int answers = 4;     // an image
        QString settings;    // JSON for All settings; empty: as the preset has them
        std::string dataset; // hash; empty: the newest
    };
    std::string startRun(const NewRun& wanted); // its folder's name
    void watch(const std::string& run);         // chosen, with figures or its state
    bool shows(ui::RunState state);
    void resume(); // once it can be gone on with
    // `count` traces of `run` judged by keys, one after another.
    void review(const std::string& run, int count);

private:
    void confirmImage();
    void confirmTrace(const TracePlace& trace);
    void confirmStep(const ui::SteppedEdit& edit);
    void edit(const std::string& what, const std::function<void()>& act);
    void step(bool undo);

    Person& person_;
    Tale* tale_;
};

} // namespace vrft::test
