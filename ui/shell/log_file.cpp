// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/log_file.h"

#include "core/files.h"
#include "ui/widgets/text.h"

#include <QDateTime>
#include <memory>

namespace vrft::ui {

namespace fs = std::filesystem;

namespace {

QString levelName(QtMsgType type) {
    switch (type) {
    case QtDebugMsg:
        return QStringLiteral("debug");
    case QtInfoMsg:
        return QStringLiteral("info");
    case QtWarningMsg:
        return QStringLiteral("warning");
    case QtCriticalMsg:
        return QStringLiteral("error");
    case QtFatalMsg:
        return QStringLiteral("fatal");
    }
    return {};
}

// One entry: further lines are indented; control characters shown as what they are.
QString cleaned(const QString& text) {
    QString clean;
    for (const QChar letter : text) {
        if (letter == QLatin1Char('\n'))
            clean += QStringLiteral("\n    ");
        else if (letter.unicode() < 0x20)
            clean += QChar(0x2400 + letter.unicode());
        else if (letter.category() == QChar::Other_Control || letter.category() == QChar::Other_Format)
            clean += QChar::ReplacementCharacter;
        else
            clean += letter;
    }
    return clean;
}

fs::path nameOf(const fs::path& folder, int age) {
    return folder / (age == 0 ? std::string("window.log") : "window." + std::to_string(age) + ".log");
}

std::unique_ptr<LogFile> installed;
fs::path installedAt;
QtMessageHandler before = nullptr;

void handle(QtMsgType type, const QMessageLogContext& context, const QString& text) {
    thread_local bool inside = false; // what writing says about itself
    if (!std::exchange(inside, true)) {
        installed->write(type, QString::fromUtf8(context.category), text);
        inside = false;
    }
    if (before != nullptr) before(type, context, text);
}

} // namespace

fs::path LogFile::defaultFolder() {
    const QString state = qEnvironmentVariable("XDG_STATE_HOME");
    if (state.startsWith(QLatin1Char('/'))) return fs::path(utf8(state)) / "vrftaug" / "log";
    return fs::path(utf8(qEnvironmentVariable("HOME"))) / ".local" / "state" / "vrftaug" / "log";
}

LogFile::LogFile(const fs::path& folder, qint64 mostBytes, int numOlder)
    : folder_(folder)
    , mostBytes_(mostBytes)
    , numOlder_(numOlder) {
    try {
        makeFolders(folder_);
    } catch (const std::exception&) {
        return; // nothing is written then
    }
    open();
}

fs::path LogFile::pathOf(int age) const {
    return nameOf(folder_, age);
}

void LogFile::open() {
    file_.setFileName(qs(file().string()));
    if (file_.open(QIODevice::WriteOnly | QIODevice::Append | QIODevice::Unbuffered))
        file_.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
}

void LogFile::rotate() {
    file_.close();
    std::error_code code;
    for (int age = numOlder_; age > 0; --age)
        fs::rename(pathOf(age - 1), pathOf(age), code);
    open();
}

void LogFile::write(QtMsgType type, const QString& category, const QString& text) {
    const QString time = QDateTime::currentDateTime().toString(QStringLiteral("yyyy-MM-dd HH:mm:ss.zzz"));
    const QByteArray line =
        QStringLiteral("%1 %2 %3: %4\n").arg(time, levelName(type), category, cleaned(text)).toUtf8();
    const std::lock_guard lock(mutex_);
    if (!file_.isOpen()) return;
    if (file_.size() + line.size() > mostBytes_ && file_.size() > 0) rotate();
    file_.write(line);
}

QString LogFile::read(const fs::path& folder) {
    QString text;
    for (const int age : {1, 0}) {
        QFile file(qs(nameOf(folder, age).string()));
        if (file.open(QIODevice::ReadOnly)) text += QString::fromUtf8(file.readAll());
    }
    return text;
}

void LogFile::install(const fs::path& folder) {
    if (installed) return;
    installed = std::make_unique<LogFile>(folder);
    installedAt = folder;
    before = qInstallMessageHandler(handle);
}

fs::path LogFile::installedFolder() {
    return installedAt;
}

} // namespace vrft::ui
