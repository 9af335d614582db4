// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "imaging/listed_files.h"

#include "core/text/unicode.h"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <optional>
#include <set>

namespace vrft {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kLongestName_bytes = 255;

std::string folded(std::string name) {
    if (const auto version = name.find(';'); version != std::string::npos) name.resize(version);
    std::transform(name.begin(), name.end(), name.begin(),
                   [](unsigned char c) { return static_cast<char>(c >= 'a' && c <= 'z' ? c - 0x20 : c); });
    return name;
}

// The components of a file id; none if one of them can't be the name of something in a folder.
std::vector<std::string> componentsOf(const std::string& id) {
    std::vector<std::string> parts;
    std::size_t start = 0;
    while (start <= id.size()) {
        const std::size_t end = std::min(id.find('/', start), id.size());
        std::string part = id.substr(start, end - start);
        while (!part.empty() && part.back() == ' ')
            part.pop_back();
        const bool wrong = part.empty() || part == "." || part == ".." || part.size() > kLongestName_bytes ||
                           part.find_first_of(std::string_view(":\0", 2)) != std::string::npos;
        if (wrong) return {};
        parts.push_back(std::move(part));
        start = end + 1;
    }
    return parts;
}

class Lookup {
public:
    explicit Lookup(const fs::path& folder)
        : root_(fs::weakly_canonical(folder)) {}

    std::optional<fs::path> find(const std::vector<std::string>& parts) {
        fs::path place = root_;
        for (const std::string& part : parts) {
            const auto& names = namesIn(place);
            const auto exact = names.find(part);
            const auto found = exact != names.end() ? exact : names.find(folded(part));
            if (found == names.end()) return std::nullopt;
            place /= found->second;
        }
        std::error_code code;
        if (!fs::is_regular_file(place, code)) return std::nullopt;
        return place;
    }
    // With all links followed.
    bool holds(const fs::path& file) const {
        std::error_code code;
        const fs::path real = fs::canonical(file, code);
        if (code) return false;
        const auto [end, ignored] = std::mismatch(root_.begin(), root_.end(), real.begin(), real.end());
        return end == root_.end();
    }

private:
    // By name and by folded name.
    const std::map<std::string, std::string>& namesIn(const fs::path& folder) {
        const auto [entry, isNew] = names_.try_emplace(folder.string());
        if (!isNew) return entry->second;
        std::error_code code;
        for (fs::directory_iterator items(folder, code); !code && items != fs::directory_iterator();
             items.increment(code)) {
            const std::string name = items->path().filename().string();
            entry->second.try_emplace(folded(name), name);
            entry->second.insert_or_assign(name, name);
        }
        return entry->second;
    }

    fs::path root_;
    std::map<std::string, std::map<std::string, std::string>> names_;
};

} // namespace

std::string ListedFiles::words(std::size_t num_listed) const {
    std::string text = "index, used as a list";
    if (num_listed > 0) text += fmt::format(": {} files", num_listed);
    if (num_missing > 0) text += fmt::format(", {} missing", num_missing);
    if (num_refused > 0) text += fmt::format(", {} outside its folder", num_refused);
    if (!firstTrouble.empty()) text += fmt::format(" (first: {})", firstTrouble);
    return text;
}

ListedFiles findListed(const fs::path& index, std::span<const std::string> ids) {
    ListedFiles listed;
    Lookup lookup(index.parent_path());
    std::set<std::string> seen;
    for (const std::string& id : ids) {
        const std::vector<std::string> parts = componentsOf(id);
        const auto file = parts.empty() ? std::nullopt : lookup.find(parts);
        if (file && lookup.holds(*file)) {
            if (seen.insert(file->string()).second) listed.files.push_back(file->string());
            continue;
        }
        const bool refused = parts.empty() || file.has_value();
        (refused ? listed.num_refused : listed.num_missing) += 1;
        if (listed.firstTrouble.empty()) listed.firstTrouble = replaceInvalidUtf8(id.substr(0, 200));
    }
    return listed;
}

} // namespace vrft
