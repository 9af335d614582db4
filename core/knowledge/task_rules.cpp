// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// What makes a task one that can be asked, answered and scored without doubt.
#include "core/error.h"
#include "core/knowledge/task.h"
#include "core/text/unicode.h"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <set>

namespace vrft {

namespace {

constexpr std::size_t kMaxIdBytes = 64;

class Rules {
public:
    Rules(const Task& task, const std::string& where)
        : task_(task)
        , where_(where) {}

    void check() const {
        checkId();
        checkLine(task_.name, "the task's name", true);
        checkText(task_.question, "the question", true);
        checkKind();
        for (const TaskClass& taskClass : task_.classes)
            checkClass(taskClass);
        checkNames();
        checkGrades();
        checkDistance();
    }

private:
    [[noreturn]] void refuse(const std::string& problem, const std::string& next) const {
        throw Error(ErrorCode::InvalidFormat, problem, where_, next);
    }

    // Ids of tasks become folder and file names.
    void checkId() const {
        const auto allowed = [](char c) {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                   c == '_' || c == '.';
        };
        const std::string& id = task_.id;
        if (id.empty() || id.size() > kMaxIdBytes || id.front() == '.' || !std::ranges::all_of(id, allowed))
            refuse(fmt::format("the task id \"{}\" is not usable as a name", id),
                   "Use up to 64 letters, digits, '-', '_' and '.', not starting with '.'");
    }

    void checkText(const std::string& text, const std::string& what, bool needed) const {
        if (needed && trim(text).empty()) refuse(what + " is empty", "Write it");
        if (!isValidUtf8(text)) refuse(what + " is not valid UTF-8", "Save the file as UTF-8");
        const auto control = [](char c) { return static_cast<unsigned char>(c) < 0x20 && c != '\n'; };
        if (std::ranges::any_of(text, control)) refuse(what + " holds a control character", "Remove it");
    }

    // Recitation compares line by line, so what enters the knowledge text must not break a line.
    void checkLine(const std::string& text, const std::string& what, bool needed) const {
        checkText(text, what, needed);
        if (text.find('\n') != std::string::npos) refuse(what + " has a line break", "Write it in one line");
        if (text != trim(text)) refuse(what + " begins or ends with a blank", "Remove the blank");
    }

    void checkKind() const {
        const std::size_t classes = task_.classes.size();
        if (task_.kind == TaskKind::Localisation && classes != 1)
            refuse(fmt::format("a localisation has exactly one class, this one has {}", classes),
                   "Keep the class whose boxes are asked for");
        if (task_.kind != TaskKind::Localisation && classes < 2)
            refuse(fmt::format("a {} needs two classes or more, this one has {}", taskKindName(task_.kind),
                               classes),
                   "Add the missing classes");
    }

    void checkClass(const TaskClass& taskClass) const {
        const std::string what = fmt::format("class \"{}\": ", taskClass.id);
        checkLine(taskClass.id, what + "the id", true);
        checkLine(taskClass.name, what + "the name", true);
        for (const std::string& synonym : taskClass.synonyms)
            checkLine(synonym, what + "a synonym", true);
        checkLine(taskClass.definition, what + "the definition", false);
        std::set<std::string> seen;
        for (const Attribute& attribute : taskClass.attributes) {
            checkAttribute(attribute, what + fmt::format("attribute \"{}\": ", attribute.name));
            if (!seen.insert(caseFoldNfc(attribute.name)).second)
                refuse(what + fmt::format("the attribute \"{}\" is there twice", attribute.name),
                       "Merge the two");
        }
    }

    void checkAttribute(const Attribute& attribute, const std::string& what) const {
        checkLine(attribute.name, what + "the name", true);
        checkLine(attribute.how, what + "how", false);
        if (attribute.values.empty()) refuse(what + "no values", "List at least one");
        std::set<std::string> seen;
        for (const std::string& value : attribute.values) {
            checkLine(value, what + "a value", true);
            if (words(value).empty())
                refuse(what + fmt::format("the value \"{}\" has no letter or digit", value),
                       "Write it as a word");
            if (!seen.insert(caseFoldNfc(value)).second)
                refuse(what + fmt::format("the value \"{}\" is there twice", value), "Remove one");
        }
    }

    // An answer must mean one class at most.
    void checkNames() const {
        std::set<std::string> ids;
        std::map<std::string, const TaskClass*> owners;
        for (const TaskClass& taskClass : task_.classes) {
            if (!ids.insert(taskClass.id).second)
                refuse(fmt::format("the class id \"{}\" is there twice", taskClass.id),
                       "Give each class its own id");
            std::vector<std::string> names = taskClass.synonyms;
            names.push_back(taskClass.id);
            names.push_back(taskClass.name);
            for (const std::string& name : names) {
                const std::string normalised = normaliseAnswer(name);
                if (normalised.empty())
                    refuse(fmt::format("\"{}\" of class \"{}\" is nothing after normalisation", name,
                                       taskClass.id),
                           "Use letters or digits");
                const auto [owner, added] = owners.emplace(normalised, &taskClass);
                if (!added && owner->second != &taskClass)
                    refuse(fmt::format("\"{}\" names two classes, \"{}\" and \"{}\"", name, owner->second->id,
                                       taskClass.id),
                           "Keep it with one of them");
            }
        }
    }

    void checkGrades() const {
        std::map<int, const TaskClass*> owners;
        for (const TaskClass& taskClass : task_.classes) {
            if (task_.kind != TaskKind::Grading) {
                if (taskClass.grade)
                    refuse(fmt::format("class \"{}\" has a grade, but the task is a {}", taskClass.id,
                                       taskKindName(task_.kind)),
                           "Set kind to grading or remove the grades");
                continue;
            }
            if (!taskClass.grade)
                refuse(fmt::format("class \"{}\" has no grade", taskClass.id), "Give it one");
            const auto [owner, added] = owners.emplace(*taskClass.grade, &taskClass);
            if (!added)
                refuse(fmt::format("classes \"{}\" and \"{}\" share the grade {}", owner->second->id,
                                   taskClass.id, *taskClass.grade),
                       "Give each class its own grade");
        }
        for (const TaskClass& taskClass : task_.classes)
            checkNumberNames(taskClass);
    }

    // In a grading an integer is read as the grade before names are looked at.
    void checkNumberNames(const TaskClass& taskClass) const {
        if (task_.kind != TaskKind::Grading) return;
        std::vector<std::string> names = taskClass.synonyms;
        names.push_back(taskClass.name);
        for (const std::string& name : names) {
            const std::optional<int> meant = matchGrade(task_, name);
            if (meant != taskClass.grade)
                refuse(fmt::format("\"{}\" of class \"{}\" would be read as another grade than {}", name,
                                   taskClass.id, *taskClass.grade),
                       "Rename it, or give the class that grade");
        }
    }

    void checkDistance() const {
        if (const std::string trouble = distanceTrouble(task_.distance); !trouble.empty())
            refuse("distance: " + trouble,
                   "Credits lie between 0 and 1 and don't rise with the distance; the first is 1");
    }

    const Task& task_;
    const std::string& where_;
};

} // namespace

void validateTask(const Task& task, const std::string& where) {
    Rules(task, where).check();
}

} // namespace vrft
