// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Makes a whole trace of a row of the index: reads its completion, and puts beside it what its run stands on.
//
// Errors: values inside the trace, in words; where something is missing the rest is there. Ownership: borrows
// book and search. Thread rule: one thread.
#pragma once

#include "ui/traces/run_book.h"
#include "ui/traces/trace.h"

namespace vrft::ui {

class TraceReader {
public:
    TraceReader(RunBook& book, TraceSearch& search)
        : book_(book)
        , search_(search) {}

    TracePointer read(const TraceRow& row);
    ListedTrace listed(const TraceRow& row);
    std::optional<bool> right(const TraceRow& row);
    // Right, and yet names an attribute of the image that the reader saw otherwise.
    bool doubtful(const TraceRow& row);
    // Answers otherwise than a reader does at present; an answer that can't be read says nothing.
    bool disagrees(const TraceRow& row, const Readings& readings);

private:
    void addDataset(Trace& trace);
    void addPictures(Trace& trace);
    void addMarks(Trace& trace);
    void addPrompt(Trace& trace);
    void addPieces(Trace& trace);
    void addSiblings(Trace& trace);

    RunBook& book_;
    TraceSearch& search_;
};

} // namespace vrft::ui
