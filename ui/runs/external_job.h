// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A run's best checkpoint on its own dataset and on another one: `vrftaug-engine eval` as a child, whose
// figures end up beside the run.
//
// One at a time; it ends with the window. Ownership: the parent's. Errors: in `work().trouble`, in words.
// Thread rule: UI thread.
#pragma once

#include "ui/runs/external_card.h"

#include <QObject>
#include <filesystem>
#include <string>

namespace vrft::ui {

class ProgramJob;

struct ExternalOrder {
    QString run; // its folder's name
    std::filesystem::path runFolder;
    std::filesystem::path internal; // dataset folders
    std::filesystem::path external;
    std::string externalHash;
};

class ExternalJob : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    void start(const ExternalOrder& order); // not while one works
    void stop();
    const ExternalWork& work() const { return work_; }
    bool running() const { return job_ != nullptr; }

Q_SIGNALS:
    void changed();
    void done(const QString& run); // its figures are there

private:
    void end(const QString& trouble);

    ProgramJob* job_ = nullptr;
    ExternalWork work_;
};

} // namespace vrft::ui
