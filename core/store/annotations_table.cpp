// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "core/store/annotations_table.h"

#include "core/error.h"
#include "core/store/connection.h"
#include "core/store/journal.h"
#include "core/store/tasks_table.h"

#include <fmt/format.h>

namespace vrft {

namespace {

constexpr std::string_view kSelectAnnotation =
    "SELECT annotations.id, annotations.document, annotations.accepted"
    " FROM annotations JOIN instances ON instances.id = annotations.instance";

StoredAnnotation annotationOf(const StoreStatement& row) {
    return {row.integer(0), annotationFromJson(parseJson(row.text(1), "annotations"), "annotations"),
            row.integer(2) != 0};
}

std::optional<StoredAnnotation> firstAnnotation(StoreStatement rows) {
    return rows.step() ? std::optional(annotationOf(rows)) : std::nullopt;
}

std::vector<StoredAnnotation> allAnnotations(StoreStatement rows) {
    std::vector<StoredAnnotation> list;
    while (rows.step())
        list.push_back(annotationOf(rows));
    return list;
}

Json stateOf(const std::optional<StoredAnnotation>& stored) {
    if (!stored) return {};
    return {{"annotation", annotationToJson(stored->annotation)}, {"accepted", stored->accepted}};
}

bool sameButForTime(const Annotation& a, Annotation b) {
    b.time = a.time;
    return a == b;
}

// Brings the row `id` to `state` (nothing: removes it) and writes its history.
void writeRow(StoreConnection& connection, const Journal& journal, std::int64_t id,
              const std::optional<StoredAnnotation>& state, const std::string& verb) {
    std::optional<std::string> document;
    if (!state) {
        connection.run("DELETE FROM annotations WHERE id = ?", id);
    } else {
        const Annotation& item = state->annotation;
        document = jsonLine(annotationToJson(item));
        connection.run("INSERT INTO annotations (id, task, instance, frame, reader, accepted, document)"
                       " VALUES (?1, ?2, (SELECT id FROM instances WHERE sop_uid = ?3), ?4, ?5, ?6, ?7)"
                       " ON CONFLICT (id) DO UPDATE SET accepted = ?6, document = ?7",
                       id, item.task, item.image.sopUid, item.image.frame, item.reader, state->accepted,
                       *document);
    }
    connection.run(
        "INSERT INTO annotation_history (annotation, time, who, action, document) VALUES (?, ?, ?, ?, ?)", id,
        Journal::now(), journal.who(), verb, document);
}

std::int64_t nextId(StoreConnection& connection) {
    StoreStatement row = connection.query("SELECT max(coalesce((SELECT seq FROM sqlite_sequence"
                                          " WHERE name = 'annotations'), 0), coalesce((SELECT max(id)"
                                          " FROM annotations), 0))");
    row.step();
    return row.integer(0) + 1;
}

// One call of `put`: collects the changes for the journal.
class PutEdit {
public:
    PutEdit(StoreConnection& connection, const Journal& journal, const TasksTable& tasks, Accept accept)
        : connection_(connection)
        , journal_(journal)
        , tasks_(tasks)
        , accept_(accept) {}

    void put(Annotation annotation) {
        if (annotation.reader.empty()) annotation.reader = journal_.who();
        if (annotation.time == 0) annotation.time = Journal::now();
        annotation = complete(std::move(annotation));
        const std::optional<StoredAnnotation> before = firstAnnotation(connection_.query(
            std::string(kSelectAnnotation) + " WHERE annotations.task = ? AND instances.sop_uid = ?"
                                             " AND annotations.frame = ? AND annotations.reader = ?",
            annotation.task, annotation.image.sopUid, annotation.image.frame, annotation.reader));
        const std::optional<StoredAnnotation> rival = otherAccepted(annotation, before);
        const bool accepted = !rival || accept_ == Accept::Always;
        if (before && before->accepted == accepted && sameButForTime(before->annotation, annotation)) {
            ++report_.unchanged;
            return;
        }
        if (rival && accepted) {
            StoredAnnotation stepsBack = *rival;
            stepsBack.accepted = false;
            change(rival->id, rival, stepsBack, "second reading");
        }
        const std::int64_t id = before ? before->id : nextId(connection_);
        change(id, before, StoredAnnotation{id, std::move(annotation), accepted}, "put");
        ++(before ? report_.changed : report_.added);
    }

    const PutReport& report() const { return report_; }
    const std::vector<JournalChange>& changes() const { return changes_; }

private:
    Annotation complete(Annotation annotation) {
        const auto [task, isNew] = known_.try_emplace(annotation.task);
        if (isNew) task->second = tasks_.require(annotation.task);
        StoreStatement image =
            connection_.query("SELECT column_count, row_count, frame_count FROM instances WHERE sop_uid = ?",
                              annotation.image.sopUid);
        const std::string where = fmt::format("image {}", annotation.image.sopUid);
        if (!image.step())
            throw Error(ErrorCode::NotFound, "the annotated image isn't stored", where, "Import it first");
        if (annotation.image.frame >= std::max<std::int64_t>(image.integer(2), 1))
            throw Error(ErrorCode::InvalidArgument,
                        fmt::format("frame {} doesn't exist: the image has {}", annotation.image.frame,
                                    image.integer(2)),
                        where, "Frames count from 0");
        const Size size{static_cast<int>(image.integer(0)), static_cast<int>(image.integer(1))};
        return completeAnnotation(std::move(annotation), task->second, size, where);
    }

    std::optional<StoredAnnotation> otherAccepted(const Annotation& annotation,
                                                  const std::optional<StoredAnnotation>& own) {
        std::optional<StoredAnnotation> found = firstAnnotation(connection_.query(
            std::string(kSelectAnnotation) + " WHERE annotations.task = ? AND instances.sop_uid = ?"
                                             " AND annotations.frame = ? AND annotations.accepted = 1",
            annotation.task, annotation.image.sopUid, annotation.image.frame));
        return found && own && found->id == own->id ? std::nullopt : found;
    }

    void change(std::int64_t id, const std::optional<StoredAnnotation>& before,
                const std::optional<StoredAnnotation>& after, const std::string& verb) {
        writeRow(connection_, journal_, id, after, verb);
        changes_.push_back({"annotation", std::to_string(id), stateOf(before), stateOf(after)});
    }

    StoreConnection& connection_;
    const Journal& journal_;
    const TasksTable& tasks_;
    Accept accept_;
    PutReport report_;
    std::vector<JournalChange> changes_;
    std::map<std::string, Task> known_;
};

} // namespace

AnnotationsTable::AnnotationsTable(StoreConnection& connection, Journal& journal, TasksTable& tasks)
    : connection_(connection)
    , journal_(journal)
    , tasks_(tasks) {
    journal_.registerApplier(
        "annotation", [this](const std::string& key, const Json& state, const std::string& verb) {
            std::optional<StoredAnnotation> stored;
            const std::int64_t id = std::stoll(key);
            if (!state.is_null())
                stored = StoredAnnotation{id, annotationFromJson(state.at("annotation"), "journal"),
                                          state.at("accepted").get<bool>()};
            writeRow(connection_, journal_, id, stored, verb);
        });
}

PutReport AnnotationsTable::put(std::span<const Annotation> annotations, const std::string& action,
                                Accept accept) {
    StoreTransaction transaction(connection_);
    PutEdit edit(connection_, journal_, tasks_, accept);
    for (const Annotation& annotation : annotations)
        edit.put(annotation);
    if (!edit.changes().empty()) journal_.record(action, edit.changes(), true);
    transaction.commit();
    return edit.report();
}

void AnnotationsTable::remove(std::span<const std::int64_t> ids, const std::string& action) {
    StoreTransaction transaction(connection_);
    std::vector<JournalChange> changes;
    for (const std::int64_t id : ids) {
        const std::optional<StoredAnnotation> before = find(id);
        if (!before)
            throw Error(ErrorCode::NotFound, fmt::format("there is no annotation {}", id),
                        connection_.file().string());
        writeRow(connection_, journal_, id, std::nullopt, "removed");
        changes.push_back({"annotation", std::to_string(id), stateOf(before), {}});
    }
    if (!changes.empty()) journal_.record(action, changes, true);
    transaction.commit();
}

void AnnotationsTable::accept(std::int64_t id, const std::string& action) {
    StoreTransaction transaction(connection_);
    const std::optional<StoredAnnotation> chosen = find(id);
    if (!chosen)
        throw Error(ErrorCode::NotFound, fmt::format("there is no annotation {}", id),
                    connection_.file().string());
    put(std::array{chosen->annotation}, action, Accept::Always);
    transaction.commit();
}

std::int64_t AnnotationsTable::putTask(const Task& task, std::span<const ClassMove> moves,
                                       const std::string& action) {
    StoreTransaction transaction(connection_);
    std::vector<JournalChange> changes;
    for (const StoredAnnotation& stored : ofTask(task.id)) {
        StoredAnnotation moved = stored;
        Annotation& annotation = moved.annotation;
        const auto move = std::find_if(moves.begin(), moves.end(),
                                       [&](const ClassMove& item) { return annotation.label == item.from; });
        if (move != moves.end()) annotation.label = move->to;
        const TaskClass* now = annotation.label ? findClass(task, *annotation.label) : nullptr;
        if (now != nullptr && task.kind == TaskKind::Grading) annotation.grade = now->grade;
        if (annotation == stored.annotation) continue;
        annotation.time = Journal::now();
        writeRow(connection_, journal_, stored.id, moved, "put");
        changes.push_back({"annotation", std::to_string(stored.id), stateOf(stored), stateOf(moved)});
    }
    tasks_.put(task, action, changes);
    transaction.commit();
    return static_cast<std::int64_t>(changes.size());
}

std::optional<StoredAnnotation> AnnotationsTable::find(std::int64_t id) const {
    return firstAnnotation(
        connection_.query(std::string(kSelectAnnotation) + " WHERE annotations.id = ?", id));
}

std::optional<StoredAnnotation> AnnotationsTable::accepted(const std::string& task,
                                                           const ImageRef& image) const {
    return firstAnnotation(connection_.query(std::string(kSelectAnnotation) +
                                                 " WHERE annotations.task = ? AND instances.sop_uid = ?"
                                                 " AND annotations.frame = ? AND annotations.accepted = 1",
                                             task, image.sopUid, image.frame));
}

std::vector<StoredAnnotation> AnnotationsTable::ofImage(const ImageRef& image) const {
    return allAnnotations(connection_.query(std::string(kSelectAnnotation) +
                                                " WHERE instances.sop_uid = ? AND annotations.frame = ?"
                                                " ORDER BY annotations.task, annotations.reader",
                                            image.sopUid, image.frame));
}

std::vector<StoredAnnotation> AnnotationsTable::ofTask(const std::string& task) const {
    return allAnnotations(connection_.query(std::string(kSelectAnnotation) +
                                                " WHERE annotations.task = ? ORDER BY instances.id,"
                                                " annotations.frame, annotations.reader",
                                            task));
}

std::int64_t AnnotationsTable::count(const std::string& task) const {
    StoreStatement row =
        connection_.query("SELECT count(*) FROM annotations WHERE ?1 = '' OR task = ?1", task);
    return row.step() ? row.integer(0) : 0;
}

std::vector<AnnotationVersion> AnnotationsTable::history(std::int64_t id) const {
    std::vector<AnnotationVersion> versions;
    StoreStatement rows = connection_.query(
        "SELECT time, who, action, document FROM annotation_history WHERE annotation = ? ORDER BY id", id);
    while (rows.step()) {
        AnnotationVersion& item = versions.emplace_back();
        item.time = rows.real(0);
        item.who = rows.text(1);
        item.action = rows.text(2);
        if (!rows.isNull(3))
            item.annotation = annotationFromJson(parseJson(rows.text(3), "history"), "history");
    }
    return versions;
}

} // namespace vrft
