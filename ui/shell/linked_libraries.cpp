// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/linked_libraries.h"

#include "core/store/workspace.h"
#include "imaging/dicom/dcmtk_support.h"
#include "ui/widgets/text.h"

#include <QCoreApplication>
#include <array>
#include <cstdint>
#include <dlfcn.h>
#include <fmt/format.h>

namespace vrft::ui {

namespace {

struct LibraryWords {
    Q_DECLARE_TR_FUNCTIONS(LibraryWords)
};

// The function of that name in a library this program runs with; null: it isn't there.
template <typename Function>
Function loaded(const char* name) {
    return reinterpret_cast<Function>(::dlsym(RTLD_DEFAULT, name));
}

QString said(const char* function) {
    const auto ask = loaded<const char* (*)()>(function);
    return ask == nullptr ? QString() : QString::fromLatin1(ask());
}

QString saidOfOpenSsl() {
    constexpr int kVersionString = 6; // OPENSSL_VERSION_STRING
    const auto ask = loaded<const char* (*)(int)>("OpenSSL_version");
    return ask == nullptr ? QString() : QString::fromLatin1(ask(kVersionString));
}

QString saidOfPng() {
    const auto ask = loaded<const char* (*)(const void*)>("png_get_libpng_ver");
    return ask == nullptr ? QString() : QString::fromLatin1(ask(nullptr));
}

// "10.42 2022-12-11"
QString saidOfPcre() {
    constexpr std::uint32_t kVersion = 11; // PCRE2_CONFIG_VERSION
    std::array<char, 64> text{};
    const auto ask = loaded<int (*)(std::uint32_t, void*)>("pcre2_config_8");
    if (ask == nullptr || ask(kVersion, nullptr) > static_cast<int>(text.size())) return {};
    ask(kVersion, text.data());
    return QString::fromLatin1(text.data()).section(QLatin1Char(' '), 0, 0);
}

QString joined(int major, int minor, int patch) {
    return QStringLiteral("%1.%2.%3").arg(major).arg(minor).arg(patch);
}

QString textOf(const Json& engine, const char* key) {
    const auto found = engine.is_object() ? engine.find(key) : engine.end();
    return found != engine.end() && found->is_string()
               ? harmlessLine(qs(found->get_ref<const std::string&>()), 80)
               : QString();
}

} // namespace

std::vector<LinkedLibrary> linkedLibraries(const Json& engine) {
    const auto built = [](const char* version) { return QString::fromLatin1(version); };
    const auto one = [](const char* name, const QString& version, const char* licence) {
        return LinkedLibrary{QString::fromLatin1(name), version, QString::fromLatin1(licence)};
    };
    return {
        one("Qt", QString::fromLatin1(qVersion()), "LGPL-3.0-only"),
        one("DCMTK", qs(toolkitVersion()), "BSD-3-Clause"),
        {QStringLiteral("SQLite"), qs(Workspace::sqliteVersion()), LibraryWords::tr("public domain")},
        one("SQLiteCpp", built(VRFT_SQLITECPP_VERSION), "MIT"),
        one("OpenJPEG", said("opj_version"), "BSD-2-Clause"),
        one("OpenJPH", built(VRFT_OPENJPH_VERSION), "BSD-2-Clause"),
        one("libjpeg-turbo", built(VRFT_TURBOJPEG_VERSION), "IJG AND BSD-3-Clause AND Zlib"),
        one("libpng", saidOfPng(), "libpng-2.0"),
        one("zlib", said("zlibVersion"), "Zlib"),
        one("libzip", said("zip_libzip_version"), "BSD-3-Clause"),
        one("pugixml", built(VRFT_PUGIXML_VERSION), "MIT"),
        one("JSON for Modern C++",
            joined(NLOHMANN_JSON_VERSION_MAJOR, NLOHMANN_JSON_VERSION_MINOR, NLOHMANN_JSON_VERSION_PATCH),
            "MIT"),
        one("{fmt}", joined(FMT_VERSION / 10000, FMT_VERSION / 100 % 100, FMT_VERSION % 100), "MIT"),
        one("PCRE2", saidOfPcre(), "BSD-3-Clause"),
        one("utf8proc", said("utf8proc_version"), "MIT"),
        one("OpenSSL", saidOfOpenSsl(), "Apache-2.0"),
        one("CLI11", built(VRFT_CLI11_VERSION), "BSD-3-Clause"),
        {LibraryWords::tr("LibTorch (engine)"), textOf(engine, "libtorch"), QStringLiteral("BSD-3-Clause")},
        {LibraryWords::tr("BLAS (engine)"), textOf(engine, "blas").section(QStringLiteral(" ("), 0, 0),
         LibraryWords::tr("that of its library")}};
}

} // namespace vrft::ui
