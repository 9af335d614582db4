// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Measures Review over a long run without a display: indexing, the longest list, trace to trace with its
// image, and how long the window's thread was ever busy at a stretch.
//
//   QT_QPA_PLATFORM=offscreen bench-review FOLDER [COMPLETIONS]     200000; made in FOLDER once
#include "core/traces/trace_index.h"
#include "tests/ui/support/window_fixture.h"
#include "tests/ui/traces/review_fixture.h"
#include "ui/traces/review_page.h"
#include "ui/traces/trace_viewer.h"
#include "ui/widgets/text.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QSettings>
#include <QTest>
#include <cstdio>
#include <ctime>

using namespace vrft;
using namespace vrft::ui;
namespace fs = std::filesystem;

namespace {

constexpr int kSteps = 200; // traces gone through
constexpr const char* kLong = "20260103-030405-long";

void makeRun(const fs::path& workspace, int count) {
    const auto made = test::makeReviewWorkspace(workspace);
    test::RunMaker run(workspace, kLong, made.datasets.at("severity"), "rft+fuzzy");
    const auto heldout = run.dataset().of(Split::Val);
    const auto train = run.dataset().of(Split::Train);
    CompletionRecord record;
    for (int i = 0, step = 0; i < count; ++step) {
        for (const Sample* sample : heldout) {
            if (step % 10 != 0 || i >= count) break;
            run.answer(step, CompletionKind::Heldout, *sample, 0,
                       test::gradeText(test::describe(*sample), step % 5));
            ++i;
        }
        for (int k = 0; k < 64 && i < count; ++k, ++i)
            run.answer(step, CompletionKind::Rollout,
                       *train[static_cast<std::size_t>(step + k / 8) % train.size()], k % 8,
                       test::gradeText(test::describe(*heldout[static_cast<std::size_t>(k) % heldout.size()]),
                                       k % 5),
                       0.1 * (k % 8) - 0.4);
    }
}

// The longest stretch the window's thread didn't come back to its events.
class Heartbeat : public QObject {
public:
    Heartbeat() {
        since_.start();
        timer_.setInterval(0);
        connect(&timer_, &QTimer::timeout, this, [this] {
            worst_ms_ = std::max(worst_ms_, static_cast<double>(since_.nsecsElapsed()) / 1e6);
            since_.restart();
        });
        timer_.start();
    }
    double takeWorst_ms() { return std::exchange(worst_ms_, 0.0); }

private:
    QTimer timer_;
    QElapsedTimer since_;
    double worst_ms_ = 0;
};

void waitFor(const std::function<bool()>& condition) {
    QElapsedTimer timer;
    timer.start();
    while (!condition() && timer.elapsed() < 600'000)
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 20);
}

void report(const char* what, std::vector<double> ms) {
    std::sort(ms.begin(), ms.end());
    std::printf("%-44s median %7.1f ms   95 %% %7.1f ms   worst %7.1f ms\n", what, ms[ms.size() / 2],
                ms[ms.size() * 95 / 100], ms.back());
}

} // namespace

int main(int argc, char** argv) {
    if (argc < 2) {
        std::puts("bench-review FOLDER [COMPLETIONS]");
        return 2;
    }
    qputenv("VRFT_DATA_PROGRAM", VRFT_BIN_DIR "/vrftaug-data");
    QApplication application(argc, argv);
    QApplication::setOrganizationName(QStringLiteral("vrftaug"));
    QApplication::setApplicationName(QStringLiteral("bench"));
    const test::TempFolder settings;
    QSettings::setDefaultFormat(QSettings::IniFormat);
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, qs(settings.path().string()));
    const fs::path workspace = fs::path(argv[1]) / "study";
    if (!fs::exists(workspace)) makeRun(workspace, argc > 2 ? std::atoi(argv[2]) : 200'000);
    const std::time_t now = std::time(nullptr);
    std::printf("%s", std::ctime(&now));

    QElapsedTimer timer;
    timer.start();
    TraceIndex index(workspace);
    index.followToTheEnd();
    std::printf("index of %lld traces: %.1f s\n", static_cast<long long>(index.counts().traces),
                static_cast<double>(timer.elapsed()) / 1e3);

    Heartbeat heart;
    test::OpenWindow open(workspace);
    auto* page = open.window().findChild<ReviewPage*>();
    ReviewModel& model = page->model();
    open.window().goTo({WorkplaceKind::Review, {}});
    waitFor([&] { return model.ready() && model.trace() && model.imageAsked(); });
    model.chooseRun(kLong);
    waitFor([&] { return model.trace()->row.run == kLong; });
    heart.takeWorst_ms();
    timer.restart();
    model.chooseScope({kLong, TraceScope::Of::All, 0, {}});
    waitFor([&] { return model.list().rowCount() > 10'000 || timer.elapsed() > 60'000; });
    std::printf("a list of %d: %lld ms\n", model.list().rowCount(), static_cast<long long>(timer.elapsed()));
    waitFor([&] { return timer.elapsed() > 2000; });
    std::printf("window's thread busy at most %.1f ms at a stretch\n", heart.takeWorst_ms());

    ImageView& view = page->viewer().view();
    std::vector<double> ms;
    std::vector<double> busy;
    for (int i = 0; i < kSteps; ++i) {
        const std::int64_t before = model.trace()->row.id;
        timer.restart();
        model.step(i % 40 == 39 ? 2000 : 1);
        waitFor([&] { return model.trace()->row.id != before && model.imageAsked() && !view.isWaiting(); });
        view.repaint();
        ms.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
        waitFor([&] { return timer.elapsed() > 60; });
        busy.push_back(heart.takeWorst_ms());
    }
    report("trace to trace, image drawn", ms);
    report("window's thread busy at a stretch", busy);
    return 0;
}
