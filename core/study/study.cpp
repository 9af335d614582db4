// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/study/study.h"

#include <algorithm>
#include <cctype>

namespace vrft {

std::string assumedPatientId(const std::string& studyUid) {
    return "study:" + studyUid;
}

std::string displayName(const std::string& personName) {
    const std::string alphabetic = personName.substr(0, personName.find('='));
    std::string family;
    std::string given;
    std::size_t start = 0;
    for (int component = 0; start <= alphabetic.size() && component < 3; ++component) {
        const std::size_t end = std::min(alphabetic.find('^', start), alphabetic.size());
        const std::string part = alphabetic.substr(start, end - start);
        if (component == 0) {
            family = part;
        } else if (!part.empty()) {
            given += (given.empty() ? "" : " ") + part;
        }
        start = end + 1;
    }
    if (family.empty()) return given;
    return given.empty() ? family : family + ", " + given;
}

std::string displayDate(const std::string& dicomDate) {
    const bool dotted = dicomDate.size() == 10 && dicomDate[4] == '.' && dicomDate[7] == '.';
    const std::string date =
        dotted ? dicomDate.substr(0, 4) + dicomDate.substr(5, 2) + dicomDate.substr(8, 2) : dicomDate;
    const bool digits = std::all_of(date.begin(), date.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (date.size() != 8 || !digits) return dicomDate;
    return date.substr(0, 4) + "-" + date.substr(4, 2) + "-" + date.substr(6, 2);
}

} // namespace vrft
