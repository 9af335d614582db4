// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Somebody at the window: clicks, types, and waits for what the window says, never for a time.
//
// Errors: Impatient, where the window didn't say it within minutes. Thread rule: UI thread.
#pragma once

#include "ui/datasets/datasets_page.h"
#include "ui/runs/run_view.h"
#include "ui/runs/training_page.h"
#include "ui/shell/main_window.h"
#include "ui/studies/studies_page.h"
#include "ui/traces/review_page.h"
#include "ui/viewer/image_view.h"
#include "ui/viewer/worker_frame_source.h"

#include <QAbstractButton>
#include <QTest>
#include <QTimer>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>

namespace vrft::test {

struct Impatient : std::runtime_error {
    using std::runtime_error::runtime_error;
};

class Person {
public:
    // `workspace`: none: the sample, as at the first start.
    void openProgram(const std::optional<std::filesystem::path>& workspace);
    void closeProgram();
    void activate(); // the window, after a list or a dialog of it
    ~Person();

    ui::MainWindow& window() { return *window_; }
    ui::StudiesPage& studies() { return window_->studies(); }
    ui::LabelModel& labels() { return studies().labels(); }
    ui::ImageView& image();
    ui::DatasetsPage& datasets() { return page<ui::DatasetsPage>(); }
    ui::TrainingPage& training() { return page<ui::TrainingPage>(); }
    ui::ReviewModel& review() { return page<ui::ReviewPage>().model(); }
    const ui::RunPointer& run() { return training().view().run(); } // the chosen one

    void until(const std::string& what, const std::function<bool()>& condition);
    template <typename T>
    T& find(const char* name) {
        T* found = window_->findChild<T*>(QString::fromLatin1(name));
        if (found == nullptr) throw Impatient(std::string("there is no ") + name);
        return *found;
    }
    QString text(const char* name);
    bool says(const QString& words); // in a label one can see, or in what its whole text is
    void key(int key, Qt::KeyboardModifiers modifiers = {});
    void click(const char* button); // once it can be
    void drag(QWidget& widget, QPoint from, QPoint to);
    void type(const char* field, const QString& text);   // over what stands there, then Return
    void choose(const char* combo, const QString& data); // from its list, by keys
    void choose(const char* combo, int index);
    void goTo(ui::WorkplaceKind place); // Ctrl+1 and so on
    // Does `act` in the dialog of this class once it is up.
    template <typename Dialog>
    void inDialog(std::function<void(Dialog&)> act) {
        auto* timer = new QTimer(window_.get());
        QObject::connect(timer, &QTimer::timeout, timer, [timer, act = std::move(act)] {
            auto* dialog = qobject_cast<Dialog*>(QApplication::activeModalWidget());
            if (dialog == nullptr) return;
            timer->stop();
            timer->deleteLater();
            act(*dialog);
        });
        timer->start(20);
    }

    // An edit by `act`: back when the status bar says that everything is stored.
    void edit(const std::string& what, const std::function<void()>& act);
    // Ctrl+Z or Ctrl+Shift+Z: back when it is done and shown.
    ui::SteppedEdit step(bool undo);
    QString undoText() { return text("undo"); }

private:
    template <typename Page>
    Page& page() {
        return *window_->findChild<Page*>();
    }
    ui::Themes themes_;
    std::unique_ptr<ui::WorkerFrameSource> frames_;
    std::unique_ptr<ui::MainWindow> window_;
    std::int64_t undoId_ = 0; // of the edit that would be undone, as the store has said
    std::vector<ui::SteppedEdit> stepped_;
};

} // namespace vrft::test
