// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// A workspace of a few phantoms with the sample's tasks and no labels, and the window on it.
#pragma once

#include "core/store/tasks_table.h"
#include "core/store/workspace.h"
#include "imaging/importer.h"
#include "imaging/sources/phantom_study.h"
#include "tests/support/temp_folder.h"
#include "ui/shell/main_window.h"
#include "ui/viewer/worker_frame_source.h"

#include <QTest>
#include <memory>

namespace vrft::test {

inline void makeWorkspace(const std::filesystem::path& folder, int patients) {
    const auto workspace = Workspace::create(folder);
    for (const char* task : {"lesion", "malignancy", "severity"})
        workspace->tasks().put(readTask(std::filesystem::path(VRFT_SOURCE_DIR) / "resources" / "knowledge" /
                                        (std::string(task) + ".json")),
                               "Sample task");
    Importer importer(*workspace, {});
    for (int patient = 0; patient < patients; ++patient)
        for (int image = 0; image < phantomImageCount(1, patient); ++image) {
            const DicomDraft draft = phantomDicom(1, patient, image, makePhantom(1, patient, image));
            importer.add(draft.instance.source, makeDicom(draft));
        }
    importer.finish();
}

// The window as the program makes it; closed and opened again by `restart`.
class OpenWindow {
public:
    explicit OpenWindow(std::filesystem::path folder)
        : folder_(std::move(folder)) {
        start();
    }
    ui::MainWindow& window() { return *window_; }
    ui::Themes& themes() { return themes_; }
    ui::FrameSource& frames() { return *frames_; }
    void close() {
        window_->close();
        window_.reset();
        frames_.reset();
    }
    void start() {
        frames_ = std::make_unique<ui::WorkerFrameSource>(ui::makeDecoder(), std::uint64_t{256} << 20);
        window_ = std::make_unique<ui::MainWindow>(themes_, *frames_);
        window_->show();
        [[maybe_unused]] const bool exposed = QTest::qWaitForWindowExposed(window_.get());
        window_->activateWindow();
        [[maybe_unused]] const bool active = QTest::qWaitForWindowActive(window_.get());
        window_->openWorkspace(folder_, false);
    }
    void restart() {
        close();
        start();
    }
    template <typename T>
    T* find(const char* name) {
        return window_->findChild<T*>(QString::fromLatin1(name));
    }

private:
    std::filesystem::path folder_;
    ui::Themes themes_;
    std::unique_ptr<ui::WorkerFrameSource> frames_;
    std::unique_ptr<ui::MainWindow> window_;
};

} // namespace vrft::test
