// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/scenarios/window/tale.h"

#include "core/files.h"
#include "core/run/run_reader.h"

#include <algorithm>
#include <fcntl.h>
#include <fmt/format.h>
#include <stdexcept>
#include <unistd.h>

namespace vrft::test {

Tale::Tale(const std::filesystem::path& file)
    : file_(::open(file.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600)) {
    if (file_ < 0) throw std::runtime_error("can't write the tale");
}

Tale::~Tale() {
    ::close(file_);
}

void Tale::write(const Json& line) {
    const std::string text = jsonLine(line) + "\n";
    if (::write(file_, text.data(), text.size()) != static_cast<ssize_t>(text.size()) || ::fsync(file_) != 0)
        throw std::runtime_error("can't write the tale");
}

void Tale::editBegins() {
    write({{"edit", "begins"}});
}

void Tale::confirmed(const std::string& task, const ImageRef& image, const Annotation* own) {
    write({{"image", keyOf(task, image)}, {"state", stateOf(own)}});
}

void Tale::confirmed(const TracePlace& trace, const TraceVerdict* own) {
    write({{"trace", keyOf(trace)},
           {"state", own == nullptr ? Json() : Json(std::string(verdictName(own->verdict)))}});
}

void Tale::found(const char* kind, const std::string& key, const Json& state) {
    write({{kind, key}, {"state", state}});
}

void Tale::done(const std::string& what, Json more) {
    more["done"] = what;
    write(more);
}

Json stateOf(const Annotation* annotation) {
    if (annotation == nullptr) return {};
    const Json whole = annotationToJson(*annotation);
    return {{"label", whole.at("label")}, {"grade", whole.at("grade")}, {"boxes", whole.at("boxes")}};
}

std::string keyOf(const std::string& task, const ImageRef& image) {
    return fmt::format("{} {} {}", task, image.sopUid, image.frame);
}

std::string keyOf(const TracePlace& trace) {
    return fmt::format("{} {} {} {} {} {}", trace.run, trace.stage, trace.kind, trace.step, trace.sample,
                       trace.k);
}

std::size_t linesOf(const std::filesystem::path& tale) {
    if (!std::filesystem::exists(tale)) return 0;
    const std::string text = readTextFile(tale);
    return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

Confirmed::Confirmed(const std::filesystem::path& tale) {
    LineTail tail(tale);
    for (const LineTail::Line& line : tail.poll()) {
        const Json json = parseJson(line.text, "tale");
        inFlight = json.contains("edit");
        if (json.contains("image")) images[json.at("image")] = json.at("state");
        if (json.contains("trace")) traces[json.at("trace")] = json.at("state");
        if (json.contains("state")) ++edits;
        if (json.contains("done")) done.push_back(json);
    }
}

bool Confirmed::has(const std::string& what) const {
    return std::any_of(done.begin(), done.end(), [&](const Json& line) { return line.at("done") == what; });
}

} // namespace vrft::test
