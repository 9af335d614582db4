// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// What `tensorboard` exports, read by TensorBoard itself (scripts/check-tensorboard): in a Python that has
// it, which is $VRFT_REFERENCE_PYTHON or python3.
#include "tests/app/engine/engine_commands.h"
#include "tests/core/run/sample_run.h"
#include "tests/support/skip.h"

using namespace vrft;
namespace fs = std::filesystem;

namespace {

bool ends0(const std::string& command) {
    return std::system(command.c_str()) == 0;
}

// Empty: none here has TensorBoard.
std::string pythonWithTensorboard() {
    std::vector<std::string> candidates = {"python3"};
    if (const char* given = std::getenv("VRFT_REFERENCE_PYTHON"); given != nullptr && *given != '\0')
        candidates.insert(candidates.begin(), given);
    for (const std::string& python : candidates)
        if (ends0(fmt::format("'{}' -c 'import tensorboard' >/dev/null 2>&1", python))) return python;
    return {};
}

struct Reading {
    int code = -1;
    std::string words;
};

// The reader's verdict on `out` as the export of `run`.
Reading readBack(const std::string& python, const fs::path& run, const fs::path& out) {
    const fs::path said = out.parent_path() / "reader.txt";
    const int status =
        std::system(fmt::format("'{}' '{}/scripts/check-tensorboard' '{}' '{}' >'{}' 2>&1", python,
                                VRFT_SOURCE_DIR, run.string(), out.string(), said.string())
                        .c_str());
    return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, readTextFile(said)};
}

} // namespace

TEST_CASE("TensorBoard reads every figure of an export at its step and time") {
    const std::string python = pythonWithTensorboard();
    if (python.empty())
        return test::skip("no Python with tensorboard (python3, or what VRFT_REFERENCE_PYTHON names)");
    const test::TempFolder folder;
    // Figures as an engine leaves them: a line cut off, one that a resume superseded, answers.
    const fs::path run = test::sampleRun(folder / "20260102-030405-test");
    for (const char* name : {"metrics.jsonl", "completions-0001.jsonl"})
        fs::copy_file(fs::path(VRFT_SOURCE_DIR) / "tests/data/run/tensorboard" / name, run / name,
                      fs::copy_options::overwrite_existing);
    // Two stages are two folders of figures.
    const fs::path stages = test::sampleRun(folder / "stages");
    std::string lines;
    for (int step = 1; step <= 40; ++step)
        lines += jsonLine({{"step", step},
                           {"stage", step <= 15 ? "localise" : "main"},
                           {"time", 1767323045.5 + step},
                           {"reward/mean", 1.0 / step},
                           {"heldout/score", step * 1e-3}}) +
                 "\n";
    writeFileAtomic(stages / "metrics.jsonl", lines, false);
    const fs::path out = folder / "out";
    const test::ProgramResult written =
        test::run(folder, fmt::format("tensorboard '{}' '{}' --out '{}' --answers 1 --json", run.string(),
                                      stages.string(), out.string()));
    REQUIRE_MESSAGE(written.code == 0, written.err);
    const Reading golden = readBack(python, run, out);
    CHECK_MESSAGE(golden.code == 0, golden.words);
    CHECK_MESSAGE(golden.words.find("11 figures of 20260102-030405-test looked up in TensorBoard's reading, "
                                    "0 wrong; 2 texts") != std::string::npos,
                  golden.words);
    const Reading both = readBack(python, stages, out);
    CHECK_MESSAGE(both.code == 0, both.words);
    CHECK_MESSAGE(both.words.find("80 figures of stages looked up in TensorBoard's reading, 0 wrong") !=
                      std::string::npos,
                  both.words);

    // A run that says otherwise isn't taken for the one exported.
    lines.replace(lines.find("\"heldout/score\":0.002"), 21, "\"heldout/score\":0.003");
    writeFileAtomic(stages / "metrics.jsonl", lines, false);
    const Reading other = readBack(python, stages, out);
    CHECK(other.code == 1);
    CHECK_MESSAGE(other.words.find(" 1 wrong") != std::string::npos, other.words);
}
