// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/traces/trace_reader.h"

#include "core/error.h"
#include "core/hash.h"
#include "core/prompt/prompt.h"
#include "core/reward/answer.h"
#include "core/reward/recited.h"
#include "core/run/run_reader.h"
#include "core/stats/boxes.h"
#include "core/vision_input/image.h"
#include "ui/traces/trace_words.h"
#include "ui/widgets/text.h"
#include "ui/workspace/run_names.h"
#include "ui/workspace/workspace_thread.h"

namespace vrft::ui {

namespace {

// The answer as the task names it, else as it was written.
QString answerWords(const Task& task, const std::optional<std::string>& answer) {
    if (!answer) return {};
    if (task.kind != TaskKind::Localisation)
        if (const TaskClass* found = matchClass(task, *answer)) return classWords(*found);
    return harmless(qs(*answer)).simplified();
}

QString referenceWords(const Task& task, const Target& target) {
    if (task.kind == TaskKind::Localisation)
        return target.boxes.empty()       ? TraceText::tr("none on this image")
               : target.boxes.size() == 1 ? TraceText::tr("1 box")
                                          : TraceText::tr("%1 boxes").arg(target.boxes.size());
    const TaskClass* found = target.grade   ? findGrade(task, *target.grade)
                             : target.label ? findClass(task, *target.label)
                                            : nullptr;
    if (found != nullptr) return classWords(*found);
    return target.grade ? QString::number(*target.grade) : harmless(qs(target.label.value_or("")));
}

// A reader's boxes are in the stored frame's pixels, the dataset may have cut that out.
std::vector<Box> inDataset(const std::vector<Box>& boxes, const SampleImage& image) {
    if (!image.render.crop) return boxes;
    const std::array<double, 4>& crop = *image.render.crop;
    std::vector<Box> moved;
    for (const Box& box : boxes)
        moved.push_back(scaled(Box{box.x1 - crop[0], box.y1 - crop[1], box.x2 - crop[0], box.y2 - crop[1]},
                               image.width / (crop[2] - crop[0]), image.height / (crop[3] - crop[1])));
    return moved;
}

// Where byte `at` of `text` is in its QString.
int unitOf(std::string_view text, std::size_t at) {
    return static_cast<int>(qs(text.substr(0, at)).size());
}

std::vector<double> overlapsOf(const std::vector<Box>& predicted, const std::vector<Box>& reference) {
    std::vector<double> overlaps(predicted.size(), 0);
    for (const BoxMatch& match : assignBoxes(predicted, reference))
        overlaps[static_cast<std::size_t>(match.predicted)] = match.fit;
    return overlaps;
}

} // namespace

std::optional<bool> TraceReader::right(const TraceRow& row) {
    if (!row.score) return std::nullopt;
    return *row.score >= book_.rightFrom(row.run, row.stage);
}

ListedTrace TraceReader::listed(const TraceRow& row) {
    ListedTrace item;
    item.row = row;
    item.right = right(row);
    try {
        const CompletionRecord record = readCompletion(book_.folder(row.run), row.place);
        item.firstWords = firstWords(qs(record.think ? *record.think : record.text));
    } catch (const Error&) {
        item.firstWords = TraceText::tr("This trace can’t be read any more");
    }
    const RunBook::OfStage& of = book_.dataset(row.run, row.stage);
    const Sample* sample =
        of.dataset ? of.dataset->find(row.imageOf.empty() ? row.sample : row.imageOf) : nullptr;
    if (sample != nullptr) item.thumbnail = book_.thumbnail(*of.dataset, *sample);
    return item;
}

bool TraceReader::doubtful(const TraceRow& row) {
    const RunBook::OfStage& of = book_.dataset(row.run, row.stage);
    const Sample* sample = of.dataset ? of.dataset->find(row.sample) : nullptr;
    if (sample == nullptr || sample->target.attributes.empty() || right(row) != true) return false;
    try {
        const CompletionRecord record = readCompletion(book_.folder(row.run), row.place);
        const AttributeTruth truth =
            attributeTruth(of.dataset->task, sample->target, record.think.value_or(""));
        return truth.right < truth.named;
    } catch (const Error&) {
        return false; // what can't be read is shown as such where it is opened
    }
}

bool TraceReader::disagrees(const TraceRow& row, const Readings& readings) {
    const RunBook::OfStage& of = book_.dataset(row.run, row.stage);
    if (!of.dataset || !row.imageOf.empty()) return false;
    const auto known = readings.find(of.dataset->hash);
    if (known == readings.end()) return false;
    const auto ofSample = known->second.find(row.sample);
    const Sample* sample = of.dataset->find(row.sample);
    if (ofSample == known->second.end() || sample == nullptr || sample->images.empty()) return false;
    const Task& task = of.dataset->task;
    if (task.kind != TaskKind::Localisation) {
        const TaskClass* said = row.answer ? matchClass(task, *row.answer) : nullptr;
        return said != nullptr &&
               std::any_of(ofSample->second.begin(), ofSample->second.end(),
                           [&](const Annotation& reading) { return reading.label != said->id; });
    }
    try {
        const CompletionRecord record = readCompletion(book_.folder(row.run), row.place);
        const double least = book_.rightFrom(row.run, row.stage);
        return record.answer &&
               std::any_of(ofSample->second.begin(), ofSample->second.end(), [&](const Annotation& reading) {
                   return boxScore(record.boxes, inDataset(reading.boxes, sample->images.front())) < least;
               });
    } catch (const Error&) {
        return false;
    }
}

TracePointer TraceReader::read(const TraceRow& row) {
    auto trace = std::make_shared<Trace>();
    trace->row = row;
    trace->right = right(row);
    trace->rightFrom = book_.rightFrom(row.run, row.stage);
    const RunBook::Run& run = book_.run(row.run);
    trace->runName = shortRunName(run.info ? run.info->name : row.run);
    try {
        trace->record = readCompletion(book_.folder(row.run), row.place);
    } catch (const Error& error) {
        trace->trouble = troubleOf(error).text();
        return trace;
    }
    const CompletionRecord& record = trace->record;
    trace->textHash = sha256Hex(record.text);
    trace->reasoningIsAll = !record.think.has_value();
    trace->reasoning = harmless(qs(record.think ? *record.think : record.text));
    addDataset(*trace);
    addPictures(*trace);
    addMarks(*trace);
    addPrompt(*trace);
    addPieces(*trace);
    addSiblings(*trace);
    return trace;
}

void TraceReader::addDataset(Trace& trace) {
    const RunBook::OfStage& of = book_.dataset(trace.row.run, trace.row.stage);
    trace.dataset = of.dataset;
    trace.datasetTrouble = of.trouble;
    trace.answer = harmless(qs(trace.record.answer.value_or(""))).simplified();
    if (!trace.dataset) return;
    trace.sample = trace.dataset->find(trace.row.sample);
    trace.shown = trace.row.imageOf.empty() ? trace.sample : trace.dataset->find(trace.row.imageOf);
    const Task& task = trace.dataset->task;
    trace.task = task.id;
    trace.answer = answerWords(task, trace.record.answer);
    if (trace.sample == nullptr) {
        trace.datasetTrouble =
            TraceText::tr("The run’s dataset has no sample %1.").arg(harmless(qs(trace.row.sample)));
        return;
    }
    trace.reference = referenceWords(task, trace.sample->target);
    trace.attributes = namedAttributes(task, trace.sample->target, trace.record.think.value_or(""));
    if (trace.row.imageOf.empty() && !trace.sample->target.boxes.empty())
        trace.overlaps = overlapsOf(trace.record.boxes, trace.sample->target.boxes);
}

void TraceReader::addPictures(Trace& trace) {
    if (trace.shown == nullptr || trace.shown->images.empty()) return;
    const RunBook::Policy& policy = book_.policy(trace.row.run);
    try {
        const Image stored = readPng(trace.dataset->imagePath(trace.shown->images.front()));
        trace.image = imageOf(stored);
        if (!policy.preprocessor) {
            trace.sawTrouble = policy.trouble;
            return;
        }
        const Size size = modelSize({stored.width, stored.height}, *policy.preprocessor);
        const int factor = policy.preprocessor->factor();
        trace.saw = imageOf(resizeBicubic(stored, size));
        trace.imageTokens = (size.width / factor) * (size.height / factor);
    } catch (const Error& error) {
        trace.sawTrouble = troubleOf(error).text();
    }
}

void TraceReader::addMarks(Trace& trace) {
    const std::string& text = trace.reasoningIsAll ? trace.record.text : *trace.record.think;
    if (const auto& info = book_.run(trace.row.run).info)
        for (const TextSpan& span : recitedSpans(text, info->knowledge.text))
            trace.marks.push_back({TextMark::Kind::RepeatsKnowledge, unitOf(text, span.begin),
                                   unitOf(text, span.end), std::nullopt});
    if (trace.image.isNull() || trace.saw.isNull()) return;
    const BoxFrame frame{{trace.image.width(), trace.image.height()},
                         {trace.saw.width(), trace.saw.height()},
                         book_.policy(trace.row.run).units};
    for (const BoxInText& found : locateBoxes(text))
        trace.marks.push_back({TextMark::Kind::NamesBox, unitOf(text, found.begin), unitOf(text, found.end),
                               frame.toImage(found.box)});
}

void TraceReader::addPrompt(Trace& trace) {
    const auto& info = book_.run(trace.row.run).info;
    if (!info || !trace.dataset) return;
    const bool shown = info->recipe.knowledgePrompt;
    try {
        const Chat chat =
            renderPrompt(trace.dataset->task, {}, shown ? std::optional(info->knowledge.text) : std::nullopt,
                         info->recipe.prompt, book_.policy(trace.row.run).units);
        for (const ChatMessage& message : chat)
            for (const ChatPart& part : message.content)
                (message.role == "system" ? trace.system : trace.question) += harmless(qs(part.text));
        if (shown) trace.knowledge = harmless(qs(info->knowledge.text));
    } catch (const Error& error) {
        trace.question = troubleOf(error).text();
    }
}

void TraceReader::addPieces(Trace& trace) {
    if (!trace.record.tokens) {
        trace.piecesTrouble = TraceText::tr("This run keeps no word pieces of these answers.");
        return;
    }
    const RunBook::Policy& policy = book_.policy(trace.row.run);
    if (!policy.tokenizer) {
        trace.piecesTrouble = policy.trouble;
        return;
    }
    try {
        StreamDecoder decoder(*policy.tokenizer, false);
        for (const TokenRecord& token :
             readTokens(book_.folder(trace.row.run), trace.row.place.number, *trace.record.tokens)) {
            const int id = static_cast<int>(token.id);
            const bool known = policy.tokenizer->hasToken(id);
            if (known && policy.tokenizer->isSpecial(id)) continue; // the end, which isn't shown as text
            QString text = known ? harmless(qs(decoder.push(id))) : QString(QChar::ReplacementCharacter);
            trace.pieces.push_back({std::move(text), std::exp(static_cast<double>(token.logProb)),
                                    static_cast<double>(token.entropy)});
        }
    } catch (const Error& error) {
        trace.pieces.clear();
        trace.piecesTrouble = troubleOf(error).text();
    }
}

void TraceReader::addSiblings(Trace& trace) {
    TraceFilter same;
    same.run = trace.row.run;
    same.firstStep = same.lastStep = trace.row.step;
    same.stage = trace.row.stage;
    same.kind = trace.row.kind;
    same.sample = trace.row.sample;
    same.supersededToo = trace.row.superseded;
    std::vector<TraceRow> group = search_.find(same);
    std::erase_if(group, [&](const TraceRow& row) { return row.superseded != trace.row.superseded; });
    std::stable_sort(group.begin(), group.end(),
                     [](const TraceRow& a, const TraceRow& b) { return a.total > b.total; });
    for (const TraceRow& row : group) {
        trace.group.push_back(listed(row));
        trace.groupMean += row.total / static_cast<double>(group.size());
    }
    TraceFilter strip;
    strip.run = trace.row.run;
    strip.stage = trace.row.stage;
    strip.kind = CompletionKind::Heldout;
    strip.sample = trace.row.sample;
    strip.k = 0;
    trace.strip = search_.find(strip, TraceOrder::Step, 100'000);
    if (trace.strip.empty()) { // a sample of training: its best answer of each step
        strip.kind = CompletionKind::Rollout;
        strip.k.reset();
        for (TraceRow& row : search_.find(strip, TraceOrder::Step, 100'000)) {
            if (trace.strip.empty() || trace.strip.back().step != row.step)
                trace.strip.push_back(std::move(row));
            else if (row.score > trace.strip.back().score)
                trace.strip.back() = std::move(row);
        }
    }
}

} // namespace vrft::ui
