// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// A program in the engine's place that says what a test wants and writes down what it was asked.
#pragma once

#include "core/files.h"
#include "core/json.h"

#include <filesystem>
#include <fmt/format.h>
#include <string>
#include <sys/stat.h>

namespace vrft::test {

class FakeEngine {
    static constexpr const char* kScript = R"sh(
echo "$@" >> "$here/asked"
case "$1" in
dry-run)
  cp "$4" "$here/recipe.json"
  cat "$here/says"
  [ -e "$here/hangs" ] && exec sleep 60
  exit "$(cat "$here/code")" ;;
init)
  [ "$(cat "$here/code")" = 0 ] || { cat "$here/says"; exit 1; }
  mkdir -p "$2"
  cp "$4" "$2/recipe-given.json"
  while [ $# -gt 0 ]; do [ "$1" = --knowledge ] && cp "$2" "$here/knowledge.json"; shift; done
  echo '{}' ;;
work)
  cp "$2" "$here/queue.json" ;;
eval) # the figures that a test has put here, into the file that is asked for
  cat "$here/says"
  [ -e "$here/hangs" ] && exec sleep 60
  [ "$(cat "$here/code")" = 0 ] || exit 1
  while [ $# -gt 0 ]; do [ "$1" = --out ] && cp "$here/figures.json" "$2"; shift; done ;;
study) # --prepare: the table and the runs that a test has put here, under the study's name
  [ "$(cat "$here/code")" = 0 ] || { cat "$here/says"; exit 1; }
  folder=$(dirname "$2")
  sed "s/STUDY/$(basename "$folder")/" "$here/table.json" > "$folder/table.json"
  for cell in $(cat "$here/cells"); do
    cp -rn "$here/cell" "$folder/../../runs/$(basename "$folder")-$cell"
  done
  echo '{}' ;;
esac
)sh";

public:
    explicit FakeEngine(std::filesystem::path folder)
        : folder_(std::move(folder)) {
        makeFolders(folder_);
        writeFileAtomic(program(), "#!/bin/bash\nhere='" + folder_.string() + "'" + kScript, false);
        ::chmod(program().c_str(), 0755);
        says("{}\n");
    }
    std::filesystem::path program() const { return folder_ / "vrftaug-engine"; }
    void says(const std::string& lines, int code = 0, bool hangs = false) const {
        writeFileAtomic(folder_ / "says", lines, false);
        writeFileAtomic(folder_ / "code", std::to_string(code), false);
        if (hangs)
            writeFileAtomic(folder_ / "hangs", "", false);
        else
            std::filesystem::remove(folder_ / "hangs");
    }
    std::string asked() const { return readTextFile(folder_ / "asked"); }
    std::filesystem::path file(const char* name) const { return folder_ / name; }

private:
    std::filesystem::path folder_;
};

// What a dry run tells: two images with two answers each, the second image's alike.
inline std::string dryRunLines(const std::string& image, double diskBytes = 5e6) {
    const auto answer = [](const char* sample, int k, const char* text, double total) {
        return Json{
            {"step", 1},
            {"stage", "main"},
            {"sample", sample},
            {"k", k},
            {"id", fmt::format("1/{}/{}", sample, k)},
            {"kind", "rollout"},
            {"text", fmt::format("<think>{}</think><answer>3</answer>", text)},
            {"think", text},
            {"answer", "3"},
            {"boxes", Json::array()},
            {"rewards",
             {{"format",
               {{"score", 1}, {"weighted", 0.5}, {"reason", "think and answer present once, in order"}}},
              {"fuzzy_grade",
               {{"score", total - 0.5},
                {"weighted", total - 0.5},
                {"reason", "grade 3, the reference is 3"}}}}},
            {"total", total},
            {"advantage", 0.0},
            {"length", 12},
            {"truncated", false},
            {"entropy", 0.5},
            {"tokens", nullptr}};
    };
    const auto group = [&](const char* sample, bool same) {
        return Json{{"sample", sample},
                    {"images", {image}},
                    {"reference", "3"},
                    {"no_signal", same},
                    {"completions",
                     {answer(sample, 0, "<b>margin</b> is \x01smooth", 1.5),
                      answer(sample, 1, "shape is oval", same ? 1.5 : 0.75)}}};
    };
    Json parts = {{"gold",
                   {{{"stage", "main"},
                     {"samples", 196},
                     {"full", 196},
                     {"highest", 1.5},
                     {"worst", 1.5},
                     {"worst_sample", "s000001"},
                     {"first", nullptr}}}},
                  {"balance",
                   {{{"stage", "main"},
                     {"classes",
                      {{{"class", "benign"}, {"train", 120}, {"val", 20}, {"test", 20}},
                       {{"class", "malignant"}, {"train", 76}, {"val", 20}, {"test", 20}}}},
                     {"commonest", "benign"},
                     {"share", 0.61},
                     {"missing", Json::array()},
                     {"few", Json::array()}}}},
                  {"labels",
                   {{{"stage", "main"},
                     {"samples", 196},
                     {"neighbours", 10},
                     {"agreement", 0.71},
                     {"by_chance", 0.52},
                     {"p", 0.001},
                     {"shuffled", false}}}},
                  {"image_tokens", {{"samples", 196}, {"agree", 196}, {"least", 36}, {"most", 36}}},
                  {"answers",
                   {{"step", 1},
                    {"stage", "main"},
                    {"method", "grpo"},
                    {"knowledge_shown", true},
                    {"num_groups", 8},
                    {"no_signal", 1},
                    {"groups", {group("s000010", false), group("s000020", true)}}}},
                  {"memory",
                   {{"load_bytes", 1e8},
                    {"sampling_bytes", 2e8},
                    {"learning_bytes", 4e8},
                    {"machine_bytes", 8e9},
                    {"fits", true},
                    {"longest_sample", "s000123"},
                    {"longest_prompt", 98},
                    {"longest_answer", 64}}},
                  {"time", {{"step_s", 0.5}, {"total_s", 150}, {"steps", 300}}},
                  {"disk", {{"total_bytes", diskBytes}, {"free_bytes", 1e9}, {"fits", diskBytes < 1e9}}}};
    std::string lines =
        jsonLine({{"part", "progress"}, {"text", "Loading the policy"}, {"done", 0}, {"of", 0}}) + "\n";
    for (const auto& [part, value] : parts.items())
        lines += jsonLine({{"part", part}, {part, value}}) + "\n";
    parts["took_s"] = 12.0;
    return lines + jsonLine(parts) + "\n";
}

} // namespace vrft::test
