// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// The rules of the house that a compiler doesn't check: which way includes point, what programs link,
// licences.
#include "core/error.h"
#include "core/files.h"

#include <array>
#include <cstdio>
#include <doctest/doctest.h>
#include <regex>

using namespace vrft;
namespace fs = std::filesystem;

namespace {

struct Source {
    std::string path;  // relative to the project's root
    std::string floor; // first folder
    std::string room;  // see roomOf
    bool header = false;
    std::string text;
    std::vector<std::string> includes;
};

// The first two folders of a path; files that lie directly on a floor make rooms by the first word of their
// names
// ("core/json", "training/policy").
std::string roomOf(const fs::path& path) {
    const fs::path folder = path.parent_path();
    auto part = folder.begin();
    if (part == folder.end()) return path.stem().string();
    const std::string floor = part->string();
    const std::string stem = path.stem().string();
    return floor + "/" + (++part == folder.end() ? stem.substr(0, stem.find('_')) : part->string());
}

std::vector<Source> readSources() {
    std::vector<Source> sources;
    const fs::path root = VRFT_SOURCE_DIR;
    static const std::regex kInclude("^#include [<\"]([^>\"]+)[>\"]");
    for (const char* floor : {"app", "ui", "core", "imaging", "training", "tests"}) {
        if (!fs::exists(root / floor)) continue;
        for (const auto& entry : fs::recursive_directory_iterator(root / floor)) {
            const std::string extension = entry.path().extension().string();
            if (!entry.is_regular_file() || (extension != ".h" && extension != ".cpp")) continue;
            Source source;
            source.path = fs::relative(entry.path(), root).string();
            source.floor = floor;
            source.room = roomOf(source.path);
            source.header = extension == ".h";
            source.text = readTextFile(entry.path());
            std::istringstream lines(source.text);
            std::string line;
            std::smatch match;
            while (std::getline(lines, line))
                if (std::regex_search(line, match, kInclude)) source.includes.push_back(match[1]);
            sources.push_back(std::move(source));
        }
    }
    return sources;
}

const std::vector<Source>& sources() {
    static const std::vector<Source> all = readSources();
    return all;
}

bool startsWithAny(const std::string& text, std::initializer_list<const char*> prefixes) {
    return std::any_of(prefixes.begin(), prefixes.end(),
                       [&](const char* prefix) { return text.rfind(prefix, 0) == 0; });
}

// Why this include breaks the direction of the house, or nothing.
std::string broken(const Source& source, const std::string& include) {
    const std::string& floor = source.floor;
    const auto from = [&](const char* name) { return include.rfind(std::string(name) + "/", 0) == 0; };
    if (floor == "core" && (from("imaging") || from("training") || from("ui") || from("app")))
        return "core points up";
    if (floor == "imaging" && (from("training") || from("ui") || from("app")))
        return "imaging points up or sideways";
    if (floor == "training" && (from("imaging") || from("ui") || from("app")))
        return "training points up or sideways";
    if (floor == "ui" && (from("training") || from("app"))) return "ui points up or sideways";
    const bool window = floor == "ui" || source.path.rfind("app/workstation", 0) == 0;
    if (!window && floor != "tests" && from("ui")) return "only app/workstation stands above ui";
    if (!window && floor != "tests" && include.size() > 1 && include[0] == 'Q' &&
        std::isupper(static_cast<unsigned char>(include[1])))
        return "Qt outside ui and app/workstation";
    if (floor != "training" && floor != "tests" && startsWithAny(include, {"torch/", "ATen/", "c10/"}))
        return "LibTorch outside training";
    if (source.room != "core/store" && floor != "tests" && startsWithAny(include, {"sqlite3", "SQLiteCpp"}))
        return "SQLite outside core/store";
    if (source.room == "core/store" && source.header && startsWithAny(include, {"sqlite3", "SQLiteCpp"}))
        return "SQLite in a header";
    if (source.header && floor == "imaging" && startsWithAny(include, {"dcmtk/", "itk", "vtk"}))
        return "DCMTK, ITK or VTK in a header of imaging";
    if (window && (from("training") || startsWithAny(include, {"dcmtk/", "itk", "vtk"})))
        return "the window knows no training and no DCMTK, ITK or VTK";
    if (window && startsWithAny(include, {"imaging/dicom/frame_decoder", "imaging/dicom/parsed_file",
                                          "imaging/dicom/render_frame", "imaging/dicom/inspect",
                                          "imaging/dicom/prescan"}))
        return "files are read by children of the window";
    if (window && startsWithAny(include, {"QOpenGL", "QtOpenGL"}))
        return "OpenGL widgets crash without a display";
    if (floor == "training" && (from("core/store") || from("core/traces")))
        return "the engine links core without its store";
    if (source.path.rfind("app/engine", 0) == 0 &&
        (from("imaging") || from("core/store") || from("core/traces") || from("ui")))
        return "the engine knows neither imaging nor the store";
    if (source.path.rfind("app/data", 0) == 0 && (from("training") || from("ui")))
        return "data knows no training";
    return {};
}

std::string neededOf(const fs::path& program) {
    const std::string command = "readelf -d '" + program.string() + "' 2>/dev/null | grep NEEDED";
    FILE* pipe = ::popen(command.c_str(), "r");
    REQUIRE(pipe != nullptr);
    std::string text;
    std::array<char, 4096> buffer{};
    while (std::fgets(buffer.data(), static_cast<int>(buffer.size()), pipe) != nullptr)
        text += buffer.data();
    ::pclose(pipe);
    return text;
}

} // namespace

TEST_CASE("includes point down the house only") {
    REQUIRE(sources().size() > 20);
    for (const Source& source : sources()) {
        for (const std::string& include : source.includes) {
            const std::string why = broken(source, include);
            CHECK_MESSAGE(why.empty(), source.path, " includes ", include, ": ", why);
        }
    }
}

TEST_CASE("rooms depend on each other without circles") {
    std::map<std::string, std::set<std::string>> arrows;
    for (const Source& source : sources()) {
        if (source.floor == "tests") continue;
        for (const std::string& include : source.includes) {
            const fs::path target(include);
            if (!fs::exists(fs::path(VRFT_SOURCE_DIR) / target)) continue;
            const std::string room = roomOf(target);
            if (room != source.room) arrows[source.room].insert(room);
        }
    }
    // Depth-first search with the path kept, so that a circle can be printed.
    std::set<std::string> done;
    std::vector<std::string> path;
    std::function<void(const std::string&)> visit = [&](const std::string& room) {
        const auto again = std::find(path.begin(), path.end(), room);
        if (again != path.end()) {
            std::string circle;
            for (auto it = again; it != path.end(); ++it)
                circle += *it + " -> ";
            FAIL_CHECK(circle << room);
            return;
        }
        if (done.contains(room)) return;
        path.push_back(room);
        for (const std::string& next : arrows[room])
            visit(next);
        path.pop_back();
        done.insert(room);
    };
    for (const auto& [room, targets] : std::map(arrows))
        visit(room);
}

TEST_CASE("every source names its licence and stays readable in length") {
    for (const Source& source : sources()) {
        const bool gpl = source.floor == "ui" || source.path.rfind("app/workstation", 0) == 0;
        const std::string licence =
            gpl ? "SPDX-License-Identifier: GPL-3.0-or-later" : "SPDX-License-Identifier: Apache-2.0";
        CHECK_MESSAGE(source.text.substr(0, 400).find(licence) != std::string::npos, source.path, " lacks ",
                      licence);
        const auto lines = std::count(source.text.begin(), source.text.end(), '\n');
        CHECK_MESSAGE(lines <= 600, source.path, " has ", lines, " lines");
    }
}

TEST_CASE("programs link only what their place in the house allows") {
    const fs::path bin = VRFT_BIN_DIR;
    if (const fs::path engine = bin / "vrftaug-engine"; fs::exists(engine)) {
        const std::string needed = neededOf(engine);
        REQUIRE(needed.find("libtorch") != std::string::npos);
        for (const char* foreign :
             {"Qt5", "Qt6", "libvtk", "ITK", "libdcm", "libsqlite", "SQLiteCpp", "gdcm"})
            CHECK_MESSAGE(needed.find(foreign) == std::string::npos, "vrftaug-engine links ", foreign);
    }
    if (const fs::path data = bin / "vrftaug-data"; fs::exists(data)) {
        const std::string needed = neededOf(data);
        REQUIRE(needed.find("libdcmdata") != std::string::npos);
        for (const char* foreign : {"Qt5", "Qt6", "libvtk", "libtorch", "libc10", "gdcm"})
            CHECK_MESSAGE(needed.find(foreign) == std::string::npos, "vrftaug-data links ", foreign);
    }
    if (const fs::path workstation = bin / "vrftaug"; fs::exists(workstation)) {
        const std::string needed = neededOf(workstation);
        REQUIRE(needed.find("libQt6Widgets") != std::string::npos);
        for (const char* foreign : {"Qt5", "libtorch", "libc10", "libvtkGUISupportQt", "libvtkRenderingQt",
                                    "Qt6OpenGLWidgets", "gdcm"})
            CHECK_MESSAGE(needed.find(foreign) == std::string::npos, "vrftaug links ", foreign);
    }
}
