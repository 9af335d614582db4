// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/annotate/ask_job.h"

#include "core/error.h"
#include "core/files.h"
#include "core/prompt/prompt.h"
#include "core/reward/answer.h"
#include "core/vision_input/preprocess.h"
#include "ui/widgets/text.h"
#include "ui/workspace/data_program.h"
#include "ui/workspace/engine_program.h"

namespace vrft::ui {

namespace fs = std::filesystem;

Suggestion readSuggestion(const Question& question, const std::string& text, bool truncated, Size image,
                          Size modelSize, BoxUnits units) {
    const ParsedCompletion parsed = parseCompletion(text);
    const AnswerReading reading = readAnswer(question.task, parsed, BoxFrame{image, modelSize, units});
    Suggestion suggestion;
    suggestion.image = question.image;
    suggestion.task = question.task.id;
    suggestion.policy = question.policy.name;
    suggestion.text = text;
    suggestion.think = parsed.think;
    suggestion.answer = parsed.answer;
    suggestion.valid = reading.valid;
    suggestion.label = reading.label;
    suggestion.grade = reading.grade;
    suggestion.truncated = truncated;
    // Boxes are what a dataset could hold: finite, with an area, inside the image.
    for (Box box : reading.boxes) {
        box.x1 = std::clamp(box.x1, 0.0, double(image.width));
        box.x2 = std::clamp(box.x2, 0.0, double(image.width));
        box.y1 = std::clamp(box.y1, 0.0, double(image.height));
        box.y2 = std::clamp(box.y2, 0.0, double(image.height));
        if (box.x2 > box.x1 && box.y2 > box.y1) suggestion.boxes.push_back(box);
    }
    std::string problem = answerMissing(parsed);
    if (problem.empty() && !reading.valid && parsed.answer)
        problem = question.task.kind == TaskKind::Localisation
                      ? "no box and not `none`: " + inQuotes(*parsed.answer)
                      : answerUnmatched(question.task, *parsed.answer);
    if (problem.empty() && reading.valid && !reading.boxes.empty() && suggestion.boxes.empty()) {
        problem = "no box of it lies on the image";
        suggestion.valid = false;
    }
    suggestion.problem = qs(problem);
    return suggestion;
}

AskJob::AskJob(Question question, QObject* parent)
    : QObject(parent)
    , question_(std::move(question)) {}

void AskJob::start() {
    if (!folder_.isValid()) {
        QMetaObject::invokeMethod(
            this, [this] { Q_EMIT failed(tr("No temporary folder can be made. Free some space in it.")); },
            Qt::QueuedConnection);
        return;
    }
    render();
}

void AskJob::stop() {
    if (child_) child_->stop();
}

void AskJob::render() {
    Q_EMIT progress(tr("Rendering the image as a dataset would have it…"));
    child_ = std::make_unique<ProgramJob>(
        dataProgram(), QStringList{QStringLiteral("render"), qs(question_.file.string()),
                                   QStringLiteral("--frame"), QString::number(question_.image.frame),
                                   QStringLiteral("--out"), folder_.filePath(QStringLiteral("image.png"))});
    // Queued: this child is gone once the next one is made.
    connect(child_.get(), &ProgramJob::finished, this, [this](const Json& rendered) {
        QMetaObject::invokeMethod(
            this, [this, rendered] { ask(rendered); }, Qt::QueuedConnection);
    });
    connect(child_.get(), &ProgramJob::failed, this, &AskJob::failed);
    child_->start();
}

void AskJob::ask(const Json& rendered) {
    const fs::path prompt = fs::path(utf8(folder_.path())) / "prompt.json";
    try {
        image_ = {rendered.at("width").get<int>(), rendered.at("height").get<int>()};
        const std::string image = "image.png"; // beside the prompt
        const bool knows = question_.policy.knowledgePrompt;
        writeFileAtomic(prompt,
                        jsonPretty(chatToJson(
                            renderPrompt(question_.task, std::span(&image, 1),
                                         knows ? std::optional(question_.policy.knowledge) : std::nullopt,
                                         kDefaultPrompt, question_.policy.units))),
                        false);
    } catch (const std::exception& error) {
        Q_EMIT failed(QString::fromUtf8(error.what()));
        return;
    }
    Q_EMIT progress(tr("%1 is looking at it…").arg(question_.policy.name));
    QStringList arguments{
        QStringLiteral("generate"), QStringLiteral("--policy"), qs(question_.policy.place.string()),
        QStringLiteral("--prompt"), qs(prompt.string()),        QStringLiteral("--greedy")};
    if (question_.policy.maxNewTokens > 0)
        arguments << QStringLiteral("--max-tokens") << QString::number(question_.policy.maxNewTokens);
    child_ = std::make_unique<ProgramJob>(engineProgram(), arguments);
    connect(child_.get(), &ProgramJob::finished, this, &AskJob::take);
    connect(child_.get(), &ProgramJob::failed, this, &AskJob::failed);
    child_->start();
}

void AskJob::take(const Json& document) {
    try {
        const Json& completion = document.at("completions").at(0);
        const Size seen = modelSize(image_, readPreprocessor(question_.policy.folder));
        Q_EMIT answered(readSuggestion(question_, completion.at("text").get<std::string>(),
                                       completion.at("truncated").get<bool>(), image_, seen,
                                       question_.policy.units));
    } catch (const Error& error) {
        Q_EMIT failed(QString::fromUtf8(error.what()));
    } catch (const std::exception&) {
        Q_EMIT failed(
            tr("The engine’s answer can’t be read. Check that engine and window are of one version."));
    }
}

} // namespace vrft::ui
