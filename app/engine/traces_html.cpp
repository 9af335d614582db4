// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "app/engine/pictures.h"
#include "core/dataset/dataset.h"
#include "core/error.h"
#include "core/files.h"
#include "core/markup.h"
#include "core/run/checkpoint_folder.h"
#include "core/run/run_reader.h"

#include <fmt/format.h>
#include <openssl/evp.h>

namespace vrft::engine {

namespace fs = std::filesystem;

namespace {

std::string base64(const std::string& bytes) {
    std::string out((bytes.size() + 2) / 3 * 4 + 1, '\0');
    const int length =
        EVP_EncodeBlock(reinterpret_cast<unsigned char*>(out.data()),
                        reinterpret_cast<const unsigned char*>(bytes.data()), static_cast<int>(bytes.size()));
    out.resize(static_cast<std::size_t>(length));
    return out;
}

std::string boxMarks(const std::vector<Box>& boxes, const char* colour, const char* dash) {
    std::string out;
    for (const Box& box : boxes)
        if (box.valid())
            out += fmt::format(
                "<rect x=\"{:.2f}\" y=\"{:.2f}\" width=\"{:.2f}\" height=\"{:.2f}\" fill=\"none\" "
                "stroke=\"{}\" "
                "stroke-width=\"2\" vector-effect=\"non-scaling-stroke\" stroke-dasharray=\"{}\"/>",
                box.x1, box.y1, box.x2 - box.x1, box.y2 - box.y1, colour, dash);
    return out;
}

std::string picture(const Dataset& dataset, const Sample& sample, const CompletionRecord& record) {
    const SampleImage& image = sample.images.front();
    return fmt::format(
        "<svg class=\"image\" viewBox=\"0 0 {0} {1}\" role=\"img\" aria-label=\"what the policy saw\">"
        "<image width=\"{0}\" height=\"{1}\" image-rendering=\"pixelated\" "
        "href=\"data:image/png;base64,{2}\"/>{3}{4}</svg>",
        image.width, image.height, base64(readTextFile(dataset.imagePath(image))),
        boxMarks(sample.target.boxes, "#3DDC97", "none"), boxMarks(record.boxes, "#FFB000", "7 3"));
}

std::string reference(const Target& target) {
    std::string text = target.grade ? std::to_string(*target.grade) : target.label.value_or("the green box");
    for (const auto& [name, value] : target.attributes)
        text += fmt::format(", {} {}", name, value);
    return text;
}

std::string trace(const Dataset& dataset, const Sample& sample, const CompletionRecord& record) {
    std::string rewards;
    for (const RewardPart& part : record.rewards)
        rewards += fmt::format(
            "<tr><td>{}</td><td class=\"n\">{:.2f}</td><td class=\"n\">{:.2f}</td><td>{}</td></tr>",
            escapeMarkup(part.name), part.score, part.weighted, escapeMarkup(part.reason));
    return fmt::format("<section>{}<div><p class=\"q\">{}</p><p class=\"think\">{}</p><p><b>Answer</b> "
                       "{}</p><p><b>Reference</b> {}</p>"
                       "<table><tr><th>reward</th><th>score</th><th>weighted</th><th>why</th></tr>{}</table>"
                       "<p class=\"id\">{}</p></div></section>\n",
                       picture(dataset, sample, record), escapeMarkup(dataset.task.question),
                       escapeMarkup(record.think.value_or(record.text)),
                       escapeMarkup(record.answer.value_or("none that could be read")),
                       escapeMarkup(reference(sample.target)), rewards, escapeMarkup(record.id()));
}

constexpr const char* kHead =
    R"(<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Traces</title><style>
body{font:13px/20px "Noto Sans","DejaVu Sans",sans-serif;background:#E9ECEF;color:#1A1D21;margin:24px}
section{display:flex;gap:16px;background:#FAFBFC;border-radius:4px;padding:16px;margin:0 0 12px}
.image{width:288px;height:288px;background:#000;flex:none}.q{color:#59626C}.think{font-size:15px;line-height:26px}
td,th{text-align:left;padding:2px 12px 2px 0;vertical-align:top}.n{text-align:right}th,.id{color:#59626C;font-size:12px;font-weight:400}
</style></head><body>)";

} // namespace

std::string tracesHtml(const fs::path& run, int count) {
    const RunInfo info = readRun(run);
    const Stage& stage = info.recipe.stages.back();
    const Dataset dataset = readDataset(resolveRunPath(run, info.datasets.at(stage.dataset).path));
    // Of the best checkpoint, which the figures speak of; without one the newest. Records keep file order: a
    // later step replaces the earlier answer.
    const std::optional<BestCheckpoint> best = readBest(run);
    std::map<std::string, CompletionRecord> newest;
    forEachCompletion(run, [&](const LocatedCompletion& located, bool superseded) {
        const CompletionRecord& record = located.record;
        if (!superseded && record.kind == CompletionKind::Heldout && record.k == 0 &&
            record.stage == stage.name && (!best || record.step <= best->step))
            newest[record.sample] = record;
        return true;
    });
    std::error_code code;
    if (newest.empty() && (best || fs::exists(RunPaths{run}.finalEvaluation(), code)))
        throw Error(ErrorCode::NotFound, "the run's answers aren't there any more", run.string(),
                    "Put its completions files back from a copy; its figures are in evaluations/");
    if (newest.empty())
        throw Error(ErrorCode::NotFound, "the run has no evaluated answers yet", run.string(),
                    "Train it first: vrftaug-engine train RUN");
    std::string html = kHead;
    html += fmt::format("<h1>{}</h1><p>Greedy answers on validation patients, step {}{}. Green: reference "
                        "box; orange, dashed: predicted. For research use only, not for diagnosis.</p>\n",
                        escapeMarkup(info.name), newest.begin()->second.step,
                        best ? " (the best checkpoint)" : "");
    for (const auto& [id, record] : newest) {
        const Sample* sample = dataset.find(id);
        if (sample == nullptr) continue;
        if (count-- <= 0) break;
        html += trace(dataset, *sample, record);
    }
    return html + "</body></html>\n";
}

} // namespace vrft::engine
