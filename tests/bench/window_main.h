// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// How the benches of the whole window begin: their program of data, settings of their own, an error as one
// line.
#pragma once

#include <QApplication>
#include <QStringList>
#include <cstdio>
#include <exception>

namespace vrft::bench {

// `usage`: name and arguments of a bench of the whole window, of which the first must be there.
inline int windowMain(int argc, char** argv, const char* usage, int (*run)(const QStringList&)) {
    qputenv("VRFT_DATA_PROGRAM", VRFT_BIN_DIR "/vrftaug-data");
    QApplication application(argc, argv);
    QApplication::setOrganizationName(QStringLiteral("vrftaug"));
    QApplication::setApplicationName(QStringLiteral("bench"));
    if (argc < 2) {
        std::fprintf(stderr, "%s\n", usage);
        return 2;
    }
    try {
        return run(QApplication::arguments());
    } catch (const std::exception& error) {
        std::fprintf(stderr, "%s: %s\n", argv[0], error.what());
        return 1;
    }
}

} // namespace vrft::bench
