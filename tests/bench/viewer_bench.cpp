// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Measures the viewer without a display: the first image of a long series and its sorting, cached slices
// shown, beside what copying and drawing as many pixels costs in the same run.
//
//   QT_QPA_PLATFORM=offscreen bench-viewer FOLDER [COUNT] [SIDE]     5000 slices of 512 x 512; made in FOLDER
//   once
#include "core/files.h"
#include "imaging/dicom/dicom_writer.h"
#include "ui/viewer/viewer_panel.h"
#include "ui/viewer/worker_frame_source.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QPainter>
#include <QTimer>
#include <cstdio>
#include <ctime>
#include <fmt/format.h>

namespace {

namespace fs = std::filesystem;
using namespace vrft;
using namespace vrft::ui;

constexpr int kCached = 200; // slices gone through again and again

// The slices lie in the opposite order of their names and numbers: sorting has something to do.
void makeSeries(const fs::path& folder, int count, int side) {
    makeFolders(folder);
    DicomDraft draft;
    draft.patient.id = "BENCH";
    draft.study.uid = "2.25.78";
    draft.series.uid = "2.25.78.1";
    draft.series.modality = "CT";
    draft.series.frameOfReferenceUid = "2.25.78.2";
    draft.instance.spacing_mm = {0.5, 0.5};
    for (int i = 0; i < count; ++i) {
        const fs::path file = folder / fmt::format("{:05}.dcm", i);
        if (fs::exists(file)) continue;
        draft.instance.sopUid = fmt::format("{}.{}", draft.series.uid, i + 1);
        draft.instance.number = i + 1;
        DeepPixels pixels{side, side, true, {}, 1, -1024, {}};
        pixels.samples.reserve(static_cast<std::size_t>(side) * static_cast<std::size_t>(side));
        for (int at = 0; at < side * side; ++at)
            pixels.samples.push_back(static_cast<std::uint16_t>((at * 7 + i * 13) % 4096));
        draft.deep = std::move(pixels);
        draft.plane = ImagePlane{{1, 0, 0, 0, 1, 0}, {0, 0, -0.5 * i}, 0.5};
        writeFileAtomic(file, makeDicom(draft), false);
    }
}

LibraryPointer libraryOf(const fs::path& folder, int count) {
    auto library = std::make_shared<Library>();
    SeriesEntry series;
    series.series.uid = "2.25.78.1";
    series.series.modality = "CT";
    for (int i = 0; i < count; ++i) {
        ImageEntry& image = series.images.emplace_back();
        image.instance.sopUid = fmt::format("2.25.78.1.{}", i + 1);
        image.instance.number = i + 1;
        image.instance.frames = 1;
        image.file = (folder / fmt::format("{:05}.dcm", i)).string();
    }
    series.num_frames = count;
    StudyEntry study;
    study.study.uid = "2.25.78";
    study.series.push_back(std::move(series));
    PatientEntry patient;
    patient.studies.push_back(std::move(study));
    library->patients.push_back(std::move(patient));
    return library;
}

// Wall clock, and processor time of this thread: others on the machine stretch the first only.
class Stopwatch {
public:
    double wall_ms() const { return static_cast<double>(wall_.nsecsElapsed()) / 1e6; }
    double processor_ms() const { return processorNow_ms() - processor_ms_; }

private:
    static double processorNow_ms() {
        timespec now{};
        ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
        return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
    }
    QElapsedTimer wall_ = [] {
        QElapsedTimer timer;
        timer.start();
        return timer;
    }();
    double processor_ms_ = processorNow_ms();
};

struct Times {
    std::vector<double> wall_ms;
    std::vector<double> processor_ms;
    void add(const Stopwatch& watch) {
        wall_ms.push_back(watch.wall_ms());
        processor_ms.push_back(watch.processor_ms());
    }
    static double share(std::vector<double> values, double part) {
        std::sort(values.begin(), values.end());
        return values[static_cast<std::size_t>(part * static_cast<double>(values.size() - 1))];
    }
    void tell(const char* what) const {
        std::printf("%-44s median %6.2f ms, 95th percentile %6.2f ms; processor %6.2f ms, %6.2f ms\n", what,
                    share(wall_ms, .5), share(wall_ms, .95), share(processor_ms, .5),
                    share(processor_ms, .95));
    }
};

// Draws a picture of the slice's size as large as the view draws the slice.
class Blit : public QWidget {
public:
    explicit Blit(int side)
        : picture_(side, side, QImage::Format_RGB32) {
        picture_.fill(Qt::gray);
        setAttribute(Qt::WA_OpaquePaintEvent);
    }

protected:
    void paintEvent(QPaintEvent*) override {
        const int side = std::min(width(), height());
        QPainter painter(this);
        painter.fillRect(rect(), Qt::black);
        painter.setRenderHint(QPainter::SmoothPixmapTransform);
        painter.drawImage(QRect((width() - side) / 2, (height() - side) / 2, side, side), picture_);
    }

private:
    QImage picture_;
};

template <typename Condition>
void processUntil(Condition condition) {
    while (!condition())
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
}

void measureOpening(ViewerPanel& panel, const LibraryPointer& library) {
    ViewerPane& pane = panel.pane(0);
    const Stopwatch watch;
    pane.cursor().open(library, {});
    processUntil([&] { return pane.view().frame() != nullptr; });
    pane.view().repaint();
    std::printf("%-44s %7.0f ms\n", "first image of the series", watch.wall_ms());
    processUntil([&] { return pane.cursor().geometry() != nullptr; });
    std::printf("%-44s %7.0f ms; the window's thread was busy %.0f ms\n", "sorted by geometry",
                watch.wall_ms(), watch.processor_ms());
}

void measureCached(ViewerPanel& panel, WorkerFrameSource& source, int side) {
    ViewerPane& pane = panel.pane(0);
    const int cached = std::min(kCached, pane.cursor().count());
    pane.cursor().moveTo(0);
    for (int i = 0; i < cached; ++i) {
        pane.cursor().moveTo(i);
        processUntil([&] { return pane.settled(); });
    }
    processUntil([&] { return source.cached(pane.cursor().address(cached - 1)) != nullptr; });
    Blit blit(side);
    blit.resize(pane.view().size());
    blit.show();
    std::vector<std::uint32_t> from(static_cast<std::size_t>(side) * static_cast<std::size_t>(side), 7);
    std::vector<std::uint32_t> to(from.size());
    Times shown;
    Times drawn;
    Times copied;
    for (int i = 0; i < 3 * cached; ++i) {
        const Stopwatch showing;
        pane.cursor().moveTo(cached - 1 - i % cached);
        pane.view().repaint();
        if (pane.settled()) shown.add(showing);
        const Stopwatch drawing;
        blit.repaint();
        drawn.add(drawing);
        const Stopwatch copying;
        std::memcpy(to.data(), from.data(), from.size() * 4);
        copied.add(copying);
        QCoreApplication::processEvents();
    }
    shown.tell("cached slice: step, window, map, paint");
    drawn.tell("reference: a ready picture drawn as large");
    copied.tell("reference: as many pixels copied");
}

} // namespace

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    const QStringList words = QCoreApplication::arguments();
    if (words.size() < 2 || words.size() > 4) {
        std::fputs("bench-viewer FOLDER [COUNT] [SIDE]\n", stderr);
        return 2;
    }
    const int count = words.size() > 2 ? words[2].toInt() : 5000;
    const int side = words.size() > 3 ? words[3].toInt() : 512;
    const fs::path folder = fs::absolute(words[1].toStdString());
    qputenv("VRFT_DATA_PROGRAM", VRFT_BIN_DIR "/vrftaug-data");
    try {
        makeSeries(folder, count, side);
        WorkerFrameSource source(makeDecoder(), std::uint64_t{1} << 30);
        Thumbnails thumbnails(source);
        ViewerPanel panel(source, thumbnails);
        panel.resize(1024, 1024 + 140);
        panel.show();
        QEventLoop standing; // nobody opens a series in the window's first second
        QTimer::singleShot(1000, &standing, &QEventLoop::quit);
        standing.exec();
        std::printf("%d slices of %d x %d, view %d x %d\n", count, side, side, panel.view().width(),
                    panel.view().height());
        measureOpening(panel, libraryOf(folder, count));
        measureCached(panel, source, side);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "bench-viewer: %s\n", error.what());
        return 1;
    }
    return 0;
}
