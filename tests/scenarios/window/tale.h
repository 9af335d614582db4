// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// What somebody at the window began and what the window confirmed, a line each, on the disk before the next
// thing is done: what must still be there after a kill.
//
// An edit is {"edit":"begins"}, then {"image","frame","task","label","boxes"} or {"trace","verdict"} as
// confirmed; values are null where there is nothing (any more). Other things done are {"done":WHAT,...}.
#pragma once

#include "core/annotation/annotation.h"
#include "core/json.h"
#include "core/store/verdicts_table.h"

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace vrft::test {

class Tale {
public:
    explicit Tale(const std::filesystem::path& file); // goes on with it
    ~Tale();
    Tale(const Tale&) = delete;
    Tale& operator=(const Tale&) = delete;

    void editBegins();
    void confirmed(const std::string& task, const ImageRef& image, const Annotation* own);
    void confirmed(const TracePlace& trace, const TraceVerdict* own);
    // After a kill: the edit in flight was stored or wasn't. `kind`: "image" or "trace".
    void found(const char* kind, const std::string& key, const Json& state);
    void done(const std::string& what, Json more = Json::object());

private:
    void write(const Json& line);
    int file_;
};

std::size_t linesOf(const std::filesystem::path& tale);

// The last state confirmed of everything that was edited.
struct Confirmed {
    explicit Confirmed(const std::filesystem::path& tale);
    std::map<std::string, Json> images; // "task image frame" -> label and boxes, or null
    std::map<std::string, Json> traces; // the place as text -> verdict, or null
    std::vector<Json> done;
    bool inFlight = false; // an edit was begun and not confirmed
    int edits = 0;
    bool has(const std::string& what) const;
};

Json stateOf(const Annotation* annotation);
std::string keyOf(const std::string& task, const ImageRef& image);
std::string keyOf(const TracePlace& trace);

} // namespace vrft::test
