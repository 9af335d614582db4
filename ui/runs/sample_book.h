// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures and references of a frozen dataset's samples, for answers shown beside them.
//
// Doesn't verify the dataset (the engine does): it reads task and samples as they stand. Errors: Error with
// the file where the folder or its files are gone. Thread rule: belongs to one thread.
#pragma once

#include "core/box.h"
#include "core/knowledge/task.h"

#include <QCache>
#include <QImage>
#include <QString>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace vrft::ui {

class SampleBook {
public:
    explicit SampleBook(std::filesystem::path dataset);

    struct Entry {
        std::string image; // relative to the dataset
        QString reference; // the class's name, the grade, "2 boxes"
        std::optional<std::string> label;
        std::optional<int> grade;
        std::vector<Box> boxes;
    };
    const Entry* find(const std::string& sample) const; // null: no such sample
    const Task& task() const { return task_; }

    // At most `side` pixels wide and high; null where the file is gone or no picture.
    QImage picture(const std::string& sample, int side);

private:
    std::filesystem::path folder_;
    Task task_;
    std::unordered_map<std::string, Entry> entries_;
    QCache<QString, QImage> pictures_;
};

// The books of a run's stages: one may train on boxes, the next on grades of the same images.
class SampleBooks {
public:
    void add(const std::string& stage, std::shared_ptr<SampleBook> book) { books_[stage] = std::move(book); }
    SampleBook* of(const std::string& stage) const; // null: there is none

private:
    std::unordered_map<std::string, std::shared_ptr<SampleBook>> books_;
};

} // namespace vrft::ui
