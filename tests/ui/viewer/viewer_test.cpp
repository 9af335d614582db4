// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/viewer/viewer_test.h"

#include "core/error.h"
#include "core/files.h"
#include "imaging/dicom/display.h"
#include "imaging/dicom/render_frame.h"
#include "tests/support/dicom_bytes.h"
#include "tests/support/temp_folder.h"
#include "tests/ui/support/decoding_child.h"
#include "ui/viewer/image_view.h"
#include "ui/viewer/marks_key.h"
#include "ui/viewer/worker_frame_source.h"

#include <QListWidget>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

using namespace vrft;
using namespace vrft::ui;

namespace {

// 64 x 48 signed values: column + 100 * row - 1000, through slope 2 and intercept -24.
std::shared_ptr<ViewerFrame> makeFrame() {
    auto frame = std::make_shared<ViewerFrame>();
    frame->width = 64;
    frame->height = 48;
    frame->stored = {64, 48, 1, SampleType::I16, {}};
    for (int row = 0; row < 48; ++row)
        for (int column = 0; column < 64; ++column) {
            const auto value = static_cast<std::int16_t>(column + 100 * row - 1000);
            const auto* bytes = reinterpret_cast<const std::uint8_t*>(&value);
            frame->stored.bytes.insert(frame->stored.bytes.end(), bytes, bytes + 2);
        }
    frame->attributes.rescaleSlope = 2;
    frame->attributes.rescaleIntercept = -24;
    frame->attributes.spacing_mm = {0.5, 0.25}; // between rows, between columns
    frame->window = {400, 2000, WindowFunction::Linear, {}};
    return frame;
}

// Squares on the screen need squares in the image.
std::shared_ptr<ViewerFrame> makeSquareFrame() {
    auto frame = makeFrame();
    frame->attributes.spacing_mm = {0.5, 0.5};
    return frame;
}

class FakeDecoder final : public FrameDecoder {
public:
    void prepare() override {}
    ViewerFrame frame(const FrameAddress& address) override {
        if (address.file == "broken")
            throw Error(ErrorCode::InvalidFormat, "its data stop after byte 12", "broken");
        return *makeFrame();
    }
    QImage thumbnail(const FrameAddress&, int side) override {
        return QImage(side, side, QImage::Format_RGB32);
    }
    std::vector<std::optional<FileHeader>> headers(std::span<const std::string> files) override {
        return std::vector<std::optional<FileHeader>>(files.size());
    }
    std::vector<TagNode> tags(const std::string&) override { return {}; }
    void cancel() override {}
};

void drag(QWidget& widget, Qt::MouseButton button, QPoint from, QPoint to) {
    QTest::mousePress(&widget, button, {}, from);
    QTest::mouseMove(&widget, (from + to) / 2);
    QTest::mouseMove(&widget, to);
    QTest::mouseRelease(&widget, button, {}, to);
}

void wheel(QWidget& widget, QPointF at, int delta, Qt::KeyboardModifiers modifiers = {}) {
    QWheelEvent event(at, widget.mapToGlobal(at), {}, {0, delta}, Qt::NoButton, modifiers, Qt::NoScrollPhase,
                      false);
    QApplication::sendEvent(&widget, &event);
}

struct Shown {
    explicit Shown(FramePointer frame) {
        view.resize(640, 480);
        view.show();
        [[maybe_unused]] const bool exposed = QTest::qWaitForWindowExposed(&view);
        view.setFrame(std::move(frame), false);
    }
    QPoint at(double x, double y) const { return view.toScreen({x, y}).toPoint(); }
    ImageView view;
};

} // namespace

void ViewerTest::a_table_gives_what_the_standard_computes() {
    const auto frame = makeFrame();
    QImage picture;
    GreyTable().draw(*frame, frame->window, false, picture);
    for (int row = 0; row < 48; ++row)
        for (int column = 0; column < 64; ++column) {
            const double value = (column + 100 * row - 1000) * 2.0 - 24;
            QCOMPARE(frame->valueAt(column, row), value);
            QCOMPARE(qRed(picture.pixel(column, row)), static_cast<int>(windowed(value, frame->window)));
        }
}

void ViewerTest::inverting_turns_grey_round() {
    const auto frame = makeFrame();
    QImage plain;
    QImage inverted;
    GreyTable().draw(*frame, frame->window, false, plain);
    GreyTable().draw(*frame, frame->window, true, inverted);
    for (int x = 0; x < 64; ++x)
        QCOMPARE(qRed(inverted.pixel(x, 20)), 255 - qRed(plain.pixel(x, 20)));
}

void ViewerTest::a_table_is_made_anew_whenever_values_mean_something_else() {
    GreyTable kept; // goes through all of them; compared with a table of one's own for each
    std::vector<std::pair<std::shared_ptr<ViewerFrame>, bool>> frames;
    const auto add = [&](auto change, bool invert = false) {
        frames.emplace_back(makeFrame(), invert);
        change(*frames.back().first);
    };
    add([](ViewerFrame&) {});
    add([](ViewerFrame& frame) { frame.attributes.rescaleSlope = 3; });
    add([](ViewerFrame& frame) { frame.attributes.rescaleIntercept = 500; });
    add([](ViewerFrame& frame) { frame.window.centre = 100; });
    add([](ViewerFrame& frame) { frame.window.width = 100; });
    add([](ViewerFrame& frame) { frame.window.function = WindowFunction::Sigmoid; });
    add([](ViewerFrame& frame) { frame.inverted = true; });
    add([](ViewerFrame&) {}, true);
    add([](ViewerFrame& frame) { frame.stored.type = SampleType::U16; });
    for (const std::uint16_t first : {std::uint16_t{0}, std::uint16_t{900}}) // two look-up tables
        add([&](ViewerFrame& frame) {
            frame.attributes.modalityLut = LookUpTable{-500, 16, {first, 700, 1400}, {}};
        });
    add([](ViewerFrame&) {});
    for (const auto& [frame, invert] : frames) {
        QImage shown;
        QImage wanted;
        kept.draw(*frame, frame->window, invert, shown);
        GreyTable().draw(*frame, frame->window, invert, wanted);
        QVERIFY(shown == wanted);
    }
}

void ViewerTest::lengths_and_regions_measure_in_millimetres() {
    const auto frame = makeFrame();
    const Measurement length{Measurement::Kind::Length, {10, 10}, {22, 18}};
    QCOMPARE(lengthOf(length, frame->attributes.spacing_mm), 5.0); // 12 x 0.25 = 3, 8 x 0.5 = 4
    const Measurement region{Measurement::Kind::Region, {10, 10}, {20, 20}};
    const RegionStatistics measured = statisticsOf(region, *frame);
    double sum = 0;
    int count = 0;
    std::vector<double> values;
    for (int row = 0; row < 48; ++row)
        for (int column = 0; column < 64; ++column)
            if (std::hypot(column + 0.5 - 15, row + 0.5 - 15) <= 5) {
                values.push_back((column + 100 * row - 1000) * 2.0 - 24);
                sum += values.back();
                ++count;
            }
    double squares = 0;
    for (const double value : values)
        squares += (value - sum / count) * (value - sum / count);
    QCOMPARE(measured.num_pixels, std::int64_t{count});
    QVERIFY(std::abs(measured.mean - sum / count) < 1e-9);
    QVERIFY(std::abs(measured.sd - std::sqrt(squares / (count - 1))) < 1e-9);
    QVERIFY(std::abs(measured.area - M_PI * 25 * 0.125) < 1e-9);
    QVERIFY(measured.inMm);
}

void ViewerTest::zoom_keeps_the_pixel_under_the_pointer() {
    ViewTransform transform;
    transform.setView({800, 600}, 2.0);
    transform.setImage({512, 512}, 1.5);
    const QPointF pointer(210, 330);
    const QPointF before = transform.toImage(pointer);
    transform.zoomAt(pointer, 2.5);
    const QPointF after = transform.toImage(pointer);
    QVERIFY(std::abs(before.x() - after.x()) < 1e-9 && std::abs(before.y() - after.y()) < 1e-9);
    transform.actualSize();
    QCOMPARE(transform.scaleX(), 0.5); // device pixels
}

void ViewerTest::frames_beyond_the_budget_are_forgotten_oldest_first() {
    const std::uint64_t one = makeFrame()->bytes();
    WorkerFrameSource source(std::make_unique<FakeDecoder>(), one * 2 + one / 2);
    const auto have = [&](int frame) { return source.cached({"a", frame}) != nullptr; };
    for (const int frame : {0, 1}) {
        source.request({"a", frame}, {});
        QTRY_VERIFY(have(frame));
    }
    QVERIFY(have(0)); // used last now
    source.request({"a", 2}, {});
    QTRY_VERIFY(have(2));
    QVERIFY(have(0));
    QVERIFY(!have(1));
    QVERIFY(source.usedBytes() <= source.budgetBytes());
}

void ViewerTest::trouble_with_a_frame_is_told_in_words() {
    WorkerFrameSource source(std::make_unique<FakeDecoder>(), 1 << 20);
    const std::vector<FrameAddress> ahead{{"a", 1}};
    source.request({"broken", 0}, ahead);
    QTRY_COMPARE(source.trouble({"broken", 0}), QStringLiteral("Its data stop after byte 12."));
    QTRY_VERIFY(source.cached({"a", 1}) != nullptr); // its neighbour is not affected
}

void ViewerTest::a_killed_child_is_told_and_the_next_frame_has_a_new_one() {
    const test::TempFolder folder;
    for (const char* name : {"a", "b", "c"}) {
        test::DicomBytes bytes = test::DicomBytes::image(2, 2, 8, 8);
        writeFileAtomic(folder / name, bytes.element(0x7FE0, 0x0010, "OB", "abcd").file());
    }
    const auto address = [&](const char* name) { return FrameAddress{(folder / name).string(), 0}; };
    WorkerFrameSource source(makeDecoder(), 1 << 20);
    QTRY_VERIFY(test::decodingChild() > 0); // ready before it is asked
    source.request(address("a"), {});
    QTRY_VERIFY(source.cached(address("a")) != nullptr);
    const pid_t first = test::decodingChild();
    QVERIFY(first > 0);
    // Held in the middle of a request, and killed there.
    QCOMPARE(::kill(first, SIGSTOP), 0);
    source.request(address("b"), {});
    QTest::qWait(100);
    QCOMPARE(::kill(first, SIGKILL), 0);
    QTRY_VERIFY(source.trouble(address("b")).contains(QStringLiteral("it died of signal 9")));
    source.request(address("c"), {});
    QTRY_VERIFY(source.cached(address("c")) != nullptr);
    QVERIFY(test::decodingChild() != first);
}

void ViewerTest::a_missing_decoding_program_is_told_in_words() {
    DecodeSettings absent;
    absent.program = "/nonexistent/vrftaug-data";
    WorkerFrameSource source(std::make_unique<ChildDecoder>(absent), 1 << 20);
    source.request({"a", 0}, {});
    QTRY_COMPARE(source.trouble({"a", 0}),
                 QStringLiteral("The program can't be started: No such file or directory "
                                "(/nonexistent/vrftaug-data). Install vrftaug-data beside this program, then "
                                "open the image again."));
    source.request({"b", 0}, {});
    source.request({"a", 0}, {}); // looked at again: tried again
    QVERIFY(source.trouble({"a", 0}).isEmpty());
    QTRY_VERIFY(!source.trouble({"a", 0}).isEmpty());
}

void ViewerTest::a_frame_looks_as_the_display_pipeline_has_it() {
    const test::TempFolder folder;
    test::DicomBytes grey = test::DicomBytes::image(2, 2, 16, 12, true, "MONOCHROME1");
    grey.text(0x0028, 0x1050, "DS", "100")
        .text(0x0028, 0x1051, "DS", "300")
        .text(0x0028, 0x1052, "DS", "-10");
    writeFileAtomic(
        folder / "grey",
        grey.element(0x7FE0, 0x0010, "OW", test::DicomBytes::words({0, 100, 200, 0xFF38})).file());
    test::DicomBytes colour = test::DicomBytes::image(1, 2, 8, 8, false, "RGB", 3);
    writeFileAtomic(folder / "colour",
                    colour.element(0x7FE0, 0x0010, "OB", "\x01\x02\x03\xFA\xFB\xFC").file());
    const auto decoder = makeDecoder();
    const ViewerFrame frame = decoder->frame({(folder / "grey").string(), 0});
    QVERIFY(frame.grey() && frame.inverted && frame.picture.isNull());
    QCOMPARE(frame.window.centre, 100.0);
    QCOMPARE(frame.valueAt(1, 1), -210.0);
    QImage picture;
    GreyTable().draw(frame, frame.window, false, picture);
    const Image shown = renderFrame(folder / "grey", 0).image;
    for (int i = 0; i < 4; ++i)
        QCOMPARE(qRed(picture.pixel(i % 2, i / 2)),
                 static_cast<int>(shown.pixels[static_cast<std::size_t>(i)]));
    const ViewerFrame rgb = decoder->frame({(folder / "colour").string(), 0});
    QVERIFY(!rgb.grey());
    QCOMPARE(rgb.picture.pixel(1, 0), qRgb(0xFA, 0xFB, 0xFC));
    QCOMPARE(decoder->thumbnail({(folder / "colour").string(), 0}, 16).size(), QSize(16, 8));
}

void ViewerTest::a_right_drag_changes_window_and_level() {
    Shown shown(makeSquareFrame());
    const QImage before = shown.view.picture().copy();
    drag(shown.view, Qt::RightButton, {300, 200}, {364, 232});
    QCOMPARE(shown.view.window().width, 2000 + 64 * 2000 / 256.0);
    QCOMPARE(shown.view.window().centre, 400 + 32 * 2000 / 256.0);
    QVERIFY(shown.view.picture() != before);
}

void ViewerTest::the_wheel_steps_and_ctrl_wheel_zooms() {
    Shown shown(makeSquareFrame());
    QSignalSpy steps(&shown.view, &ImageView::stepped);
    wheel(shown.view, {100, 100}, -120);
    QCOMPARE(steps.count(), 1);
    QCOMPARE(steps[0][0].toInt(), 1);
    wheel(shown.view, {100, 100}, 60); // half a notch: not yet
    QCOMPARE(steps.count(), 1);
    const double zoom = shown.view.zoom();
    wheel(shown.view, {100, 100}, 120, Qt::ControlModifier);
    QVERIFY(shown.view.zoom() > zoom * 1.1);
    QCOMPARE(steps.count(), 1);
    QTest::mouseDClick(&shown.view, Qt::LeftButton, {}, {100, 100});
    QCOMPARE(shown.view.zoom(), zoom);
}

void ViewerTest::a_box_is_drawn_moved_by_its_handle_by_keys_and_removed() {
    Shown shown(makeSquareFrame());
    QSignalSpy drawn(&shown.view, &ImageView::boxDrawn);
    QSignalSpy changed(&shown.view, &ImageView::boxChanged);
    QSignalSpy removed(&shown.view, &ImageView::boxRemoved);
    shown.view.setTool(Tool::Box);
    drag(shown.view, Qt::LeftButton, shown.at(10, 8), shown.at(30, 28));
    QCOMPARE(drawn.count(), 1);
    const Box box = drawn[0][0].value<Box>();
    QCOMPARE(box, (Box{10, 8, 30, 28}));
    shown.view.setBoxes({{box, BoxRole::Reference, QStringLiteral("Box 1"), true}});
    shown.view.chooseBox(0);
    drag(shown.view, Qt::LeftButton, shown.at(30, 28), shown.at(40, 30)); // the lower right handle
    QCOMPARE(changed.last()[1].value<Box>(), (Box{10, 8, 40, 30}));
    QTest::keyClick(&shown.view, Qt::Key_Right);
    QCOMPARE(changed.last()[1].value<Box>(), (Box{11, 8, 41, 30}));
    QTest::keyClick(&shown.view, Qt::Key_Down, Qt::ShiftModifier);
    QCOMPARE(changed.last()[1].value<Box>(), (Box{11, 18, 41, 40}));
    QTest::keyClick(&shown.view, Qt::Key_Delete);
    QCOMPARE(removed.count(), 1);
}

void ViewerTest::a_drag_with_the_length_tool_measures() {
    Shown shown(makeSquareFrame());
    shown.view.setTool(Tool::Length);
    drag(shown.view, Qt::LeftButton, shown.at(10, 10), shown.at(30, 10));
    QCOMPARE(shown.view.measurements().size(), std::size_t{1});
    QCOMPARE(describe(shown.view.measurements()[0], *shown.view.frame()),
             QStringList{QStringLiteral("10 mm")});
    shown.view.setTool(Tool::Region);
    drag(shown.view, Qt::LeftButton, shown.at(10, 20), shown.at(30, 40));
    QCOMPARE(describe(shown.view.measurements()[1], *shown.view.frame()).size(), 3);
    QTest::keyClick(&shown.view, Qt::Key_Delete);
    QCOMPARE(shown.view.measurements().size(), std::size_t{1});
}

void ViewerTest::escape_abandons_a_box() {
    Shown shown(makeSquareFrame());
    QSignalSpy drawn(&shown.view, &ImageView::boxDrawn);
    QSignalSpy abandoned(&shown.view, &ImageView::abandoned);
    shown.view.setTool(Tool::Box);
    QTest::mousePress(&shown.view, Qt::LeftButton, {}, shown.at(10, 8));
    QTest::mouseMove(&shown.view, shown.at(20, 20));
    QTest::keyClick(&shown.view, Qt::Key_Escape);
    QTest::mouseRelease(&shown.view, Qt::LeftButton, {}, shown.at(20, 20));
    QCOMPARE(drawn.count(), 0);
    QTest::keyClick(&shown.view, Qt::Key_Escape);
    QCOMPARE(abandoned.count(), 1);
}

void ViewerTest::the_read_out_tells_place_and_value() {
    Shown shown(makeSquareFrame());
    QTest::mouseMove(&shown.view, shown.at(12.5, 20.5));
    const QString text = shown.view.cornerText().join(QLatin1Char('|'));
    QVERIFY2(text.contains(QStringLiteral("x 12 y 20 · value 2,000")),
             qPrintable(text)); // (12 + 2000 - 1000) * 2 - 24
    QVERIFY2(text.contains(QStringLiteral("Window 2,000 · Level 400")), qPrintable(text));
    shown.view.setTrouble(QStringLiteral("Image 1 can’t be shown"), QStringLiteral("Why."));
    const QColor tile = shown.view.grab().toImage().pixelColor(8, shown.view.height() / 2);
    QCOMPARE(tile.name(), QStringLiteral("#5a5f65"));
}

void ViewerTest::space_held_over_view_or_list_hides_marks() {
    QWidget window;
    ImageView first(&window);
    ImageView second(&window);
    QListWidget list(&window);
    MarksKey key({&first, &second}, &window);
    key.listenAt(&list);
    window.resize(400, 300);
    window.show();
    window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    first.setFrame(makeSquareFrame(), false);
    first.setBoxes({{{10, 10, 30, 30}, BoxRole::Reference, QStringLiteral("lesion"), true, false}});
    const QImage with = first.grab().toImage();
    for (QWidget* at :
         {static_cast<QWidget*>(&first), static_cast<QWidget*>(&second), static_cast<QWidget*>(&list)}) {
        at->setFocus();
        QTest::keyPress(at, Qt::Key_Space);
        QVERIFY(first.marksHidden() && second.marksHidden());
        QVERIFY(first.grab().toImage() != with);
        QTest::keyRelease(at, Qt::Key_Space);
        QVERIFY(!first.marksHidden() && !second.marksHidden());
        QCOMPARE(first.grab().toImage(), with);
    }
    QTest::keyPress(&list, Qt::Key_Space, Qt::ControlModifier); // another key
    QVERIFY(!first.marksHidden());
}

void ViewerTest::tags_find_a_place_of_their_own() {
    const QRectF view(0, 0, 400, 300);
    const QSizeF tag(90, 20);
    const QRectF box(100, 100, 80, 60);
    std::vector<QRectF> taken{tagPlace(box, tag, view, {})};
    QCOMPARE(taken[0].bottomLeft(), QPointF(100, 94)); // above
    for (int i = 0; i < 5; ++i) {
        const QRectF next = tagPlace(box.translated(i, 2), tag, view, taken);
        QVERIFY(view.contains(next) && !next.intersects(box));
        for (const QRectF& other : taken)
            QVERIFY(!next.intersects(other));
        taken.push_back(next);
    }
    QCOMPARE(taken[1].topLeft(), QPointF(100, 168)); // below
    // At the upper edge there is no room above.
    QCOMPARE(tagPlace(QRectF(100, 5, 80, 60), tag, view, {}).topLeft(), QPointF(100, 71));
    // A box as large as the view: above it all the same.
    QCOMPARE(tagPlace(view, tag, view, {}).bottomLeft(), QPointF(0, -6));
}
