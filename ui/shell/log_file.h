// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The window's log: one file that everything Qt's logging says goes into, with time, level and category;
// older ones beside it.
//
// Never a reason to stop: what can't be written is left out. Lines of file content and programs are cleaned
// of control characters. Thread rule: any thread.
#pragma once

#include <QFile>
#include <QString>
#include <filesystem>
#include <mutex>

namespace vrft::ui {

class LogFile {
public:
    // Below $XDG_STATE_HOME, else ~/.local/state: vrftaug/log.
    static std::filesystem::path defaultFolder();

    explicit LogFile(const std::filesystem::path& folder, qint64 mostBytes = 1 << 20, int numOlder = 3);

    std::filesystem::path file() const { return pathOf(0); }
    // The log with the one before it, the oldest line first.
    static QString read(const std::filesystem::path& folder);

    void write(QtMsgType type, const QString& category, const QString& text);

    // From now on everything Qt's logging says goes here too, until the program ends. Once a program.
    static void install(const std::filesystem::path& folder);
    static std::filesystem::path installedFolder(); // empty: none

private:
    std::filesystem::path pathOf(int age) const;
    void open();
    void rotate();

    std::filesystem::path folder_;
    qint64 mostBytes_;
    int numOlder_;
    std::mutex mutex_;
    QFile file_;
};

} // namespace vrft::ui
