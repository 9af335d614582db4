// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// How long the page of a long run takes: opened, redrawn, hovered over, and followed while it grows.
//
//   runs-bench RUNS RUN [SECONDS=30]     RUNS holds RUN (made by make-run), which grows ten steps a second
//
// "Blocked" is the longest time between two turns of the event loop, beside the processor time the window's
// thread used meanwhile.
#include "core/run/run_writer.h"
#include "tests/bench/watchdog.h"
#include "ui/runs/chart_board.h"
#include "ui/runs/run_list.h"
#include "ui/runs/run_view.h"
#include "ui/runs/training_page.h"
#include "ui/widgets/text.h"
#include "ui/widgets/themes.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QTest>
#include <fmt/format.h>
#include <thread>

namespace {

using namespace vrft;
using namespace vrft::ui;
using vrft::bench::turn;
using vrft::bench::Watchdog;

double milliseconds(const QElapsedTimer& clock) {
    return static_cast<double>(clock.nsecsElapsed()) * 1e-6;
}

template <typename Act>
void repeat(const char* what, int times, const Act& act) {
    std::vector<double> each;
    for (int i = 0; i < times; ++i) {
        QElapsedTimer clock;
        clock.start();
        act(i);
        each.push_back(milliseconds(clock));
    }
    std::sort(each.begin(), each.end());
    std::printf("%-34s median %.1f ms, at most %.1f ms\n", what, each[each.size() / 2], each.back());
}

// Appends steps as an engine would.
void grow(const std::filesystem::path& run, int step, const std::stop_token& stop) {
    RunWriter writer(run);
    while (!stop.stop_requested()) {
        ++step;
        for (int k = 0; k < 20; ++k) {
            CompletionRecord record;
            record.step = step;
            record.sample = fmt::format("s{:06}", (step * 5 + k / 4) % 700);
            record.k = k % 4;
            record.think = "A dark mass with an uneven margin and a shadow behind it.";
            record.answer = std::to_string(k % 4);
            record.text = "<think>..</think><answer>1</answer>";
            record.total = 0.25 * (k % 4);
            writer.completion(record, {});
        }
        Json line = {{"step", step}, {"stage", "main"}, {"reward/mean", 0.9}, {"kl", 0.1}};
        for (int i = 0; i < 28; ++i)
            line[fmt::format("more/metric_{:02}", i)] = i;
        writer.metrics(line);
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
}

int run(const QStringList& arguments) {
    const std::filesystem::path runs = utf8(arguments[1]);
    const QString name = arguments[2];
    const double seconds = arguments.size() > 3 ? arguments[3].toDouble() : 30;
    Themes themes;
    WorkspaceThread workspace;
    TrainingPage page(workspace);
    page.resize(1512, 920);
    page.show();
    [[maybe_unused]] const bool exposed = QTest::qWaitForWindowExposed(&page);
    Watchdog watchdog;
    QElapsedTimer clock;
    clock.start();
    page.runs().tell(&RunsWorker::setFolder, runs);
    page.openRun(name);
    RunView& view = page.view();
    turn([&] { return view.run() && view.run()->line.id == name && view.run()->metrics->size() > 0; });
    ChartBoard& board = view.charts();
    const auto paint = [&] {
        for (ChartCard* card : board.cards())
            card->chart().repaint();
    };
    turn([&] { return board.cards().front()->isVisible(); });
    paint();
    std::printf("%-34s %.0f ms, %zu steps, %zu metrics\n", "run page opened", milliseconds(clock),
                view.run()->metrics->size(), view.run()->metrics->columns().size());
    watchdog.tell("while opening");
    StepCursor& cursor = board.cursor();
    repeat("all charts drawn anew", 20, [&](int i) {
        cursor.setRange(0, cursor.whole() - i % 2 * 100);
        paint();
    });
    cursor.reset();
    repeat("hovering", 200, [&](int i) {
        cursor.hover(i * 40);
        paint();
    });
    cursor.hover(std::nullopt);
    turn([&, from = clock.elapsed()] {
        return view.run()->numAnswers.has_value() || clock.elapsed() - from > 20'000;
    });
    watchdog.begin();
    std::printf("%-34s %.0f MB\n", "memory, nothing happening", bench::residentMegabytes());
    const double before = bench::residentMegabytes();
    {
        const std::jthread engine([folder = runs / utf8(name), step = view.run()->line.step](
                                      const std::stop_token& stop) { grow(folder, step, stop); });
        clock.start();
        double told = 0;
        turn([&] {
            if (milliseconds(clock) / 1000 > told + 60) {
                told += 60;
                std::printf("%-34s %.0f MB after %.0f s\n", "memory, growing", bench::residentMegabytes(),
                            told);
                std::fflush(stdout);
            }
            return milliseconds(clock) > seconds * 1000;
        });
        watchdog.tell("while the run grows"); // before this thread waits for the other one
    }
    std::printf("%-34s %.0f MB more after %.0f s, %d steps\n", "memory", bench::residentMegabytes() - before,
                seconds, view.run()->line.step);
    return 0;
}

} // namespace

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    QApplication::setOrganizationName(QStringLiteral("vrftaug"));
    QApplication::setApplicationName(QStringLiteral("bench"));
    if (argc < 3) {
        std::fputs("runs-bench RUNS RUN [SECONDS]\n", stderr);
        return 2;
    }
    try {
        return run(QApplication::arguments());
    } catch (const std::exception& error) {
        std::fprintf(stderr, "runs-bench: %s\n", error.what());
        return 1;
    }
}
