// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the status bar says of the device: cores and memory at once, and whether the engine can use a GPU as
// soon as it has said so.
//
// The engine is asked once a program run, in the background. Without an engine, cores and memory stay.
// Ownership: the parent's; the child process ends with it. Thread rule: UI thread.
#pragma once

#include "core/json.h"

#include <QObject>
#include <QString>
#include <optional>

namespace vrft::ui {

class ProgramJob;

class DeviceProbe : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    void start();
    static const std::optional<Json>& report(); // what the engine said; none: it wasn't asked yet

Q_SIGNALS:
    void known(const QString& text, const QString& detail); // at most twice

private:
    void askEngine();
    void tell(const Json& report);

    ProgramJob* job_ = nullptr;
};

} // namespace vrft::ui
