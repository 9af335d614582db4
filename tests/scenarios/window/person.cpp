// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/scenarios/window/person.h"

#include "ui/shell/status_bar.h"
#include "ui/viewer/viewer_panel.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/text.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <fmt/format.h>

namespace vrft::test {

namespace {

constexpr int kPatience_ms = 120'000;

} // namespace

Person::~Person() {
    window_.reset();
}

void Person::openProgram(const std::optional<std::filesystem::path>& workspace) {
    frames_ = std::make_unique<ui::WorkerFrameSource>(ui::makeDecoder(), std::uint64_t{256} << 20);
    window_ = std::make_unique<ui::MainWindow>(themes_, *frames_);
    QObject::connect(&window_->workspace(), &ui::WorkspaceThread::stored, window_.get(),
                     [this](const std::shared_ptr<const ui::StoredState>& state) {
                         undoId_ = state->undo ? state->undo->id : 0;
                     });
    QObject::connect(&window_->workspace(), &ui::WorkspaceThread::stepped, window_.get(),
                     [this](const ui::SteppedEdit& edit) { stepped_.push_back(edit); });
    window_->resize(1600, 1000); // every panel has its place
    window_->show();
    [[maybe_unused]] const bool exposed = QTest::qWaitForWindowExposed(window_.get());
    activate();
    if (workspace)
        window_->openWorkspace(*workspace, false);
    else
        window_->openSample();
    until("the library and its first image", [this] {
        return labels().task() != nullptr && labels().image().has_value() && image().frame() != nullptr &&
               window_->status().storedText().startsWith(QStringLiteral("All"));
    });
}

// Without a desktop nobody else does it, also where a list or a dialog has closed.
void Person::activate() {
    window_->activateWindow();
    [[maybe_unused]] const bool active = QTest::qWaitForWindowActive(window_.get());
}

void Person::closeProgram() {
    window_->close();
    window_.reset();
    frames_.reset();
}

ui::ImageView& Person::image() {
    return studies().viewer().view();
}

void Person::until(const std::string& what, const std::function<bool()>& condition) {
    if (QTest::qWaitFor(condition, kPatience_ms)) return;
    if (const QString folder = qEnvironmentVariable("VRFT_PICTURES"); !folder.isEmpty())
        window_->grab().save(QStringLiteral("%1/%2.png").arg(folder, ui::qs(what)));
    throw Impatient(fmt::format("waited in vain for: {} (status bar: {} | {})", what,
                                ui::utf8(window_->status().storedText()), ui::utf8(undoText())));
}

QString Person::text(const char* name) {
    if (auto* button = window_->findChild<QAbstractButton*>(QString::fromLatin1(name))) return button->text();
    return find<QLabel>(name).text();
}

bool Person::says(const QString& words) {
    const auto labels = window_->findChildren<QLabel*>();
    return std::any_of(labels.begin(), labels.end(), [&](const QLabel* label) {
        return label->isVisible() &&
               (label->text().contains(words) || label->accessibleName().contains(words));
    });
}

void Person::key(int key, Qt::KeyboardModifiers modifiers) {
    QTest::keyClick(window_.get(), Qt::Key(key), modifiers);
}

void Person::click(const char* button) {
    auto& found = find<QAbstractButton>(button);
    until(fmt::format("{} can be clicked", button), [&] {
        return found.isEnabled() && !found.visibleRegion().isEmpty(); // laid out, too
    });
    QTest::mouseClick(&found, Qt::LeftButton);
}

void Person::drag(QWidget& widget, QPoint from, QPoint to) {
    QTest::mousePress(&widget, Qt::LeftButton, {}, from);
    QTest::mouseMove(&widget, (from + to) / 2);
    QTest::mouseMove(&widget, to);
    QTest::mouseRelease(&widget, Qt::LeftButton, {}, to);
}

void Person::type(const char* field, const QString& text) {
    auto& edit = find<QLineEdit>(field);
    edit.setFocus();
    edit.selectAll();
    QTest::keyClicks(&edit, text);
    QTest::keyClick(&edit, Qt::Key_Return);
}

void Person::choose(const char* combo, const QString& data) {
    auto& box = find<QComboBox>(combo);
    until(fmt::format("{} offers {}", combo, ui::utf8(data)), [&] { return box.findData(data) >= 0; });
    choose(combo, box.findData(data));
}

void Person::choose(const char* combo, int index) {
    auto& box = find<QComboBox>(combo);
    if (box.currentIndex() == index) return;
    box.setFocus();
    QTest::keyClick(&box, Qt::Key_F4);
    until(fmt::format("the list of {}", combo), [&] { return box.view()->isVisible(); });
    QTest::keyClick(box.view(), Qt::Key_Home);
    for (int i = 0; i < index; ++i)
        QTest::keyClick(box.view(), Qt::Key_Down);
    QTest::keyClick(box.view(), Qt::Key_Return);
    until(fmt::format("{} has it", combo), [&] { return box.currentIndex() == index; });
    activate();
}

void Person::goTo(ui::WorkplaceKind place) {
    key(Qt::Key_1 + static_cast<int>(place), Qt::ControlModifier);
    until("the workplace", [&] { return window_->current().kind() == place; });
}

void Person::edit(const std::string& what, const std::function<void()>& act) {
    const std::int64_t before = undoId_;
    act();
    until(what + " is stored", [&] {
        return undoId_ != before && window_->status().storedText().startsWith(QStringLiteral("All"));
    });
}

ui::SteppedEdit Person::step(bool undo) {
    const std::size_t before = stepped_.size();
    key(Qt::Key_Z, undo ? Qt::ControlModifier : Qt::ControlModifier | Qt::ShiftModifier);
    until(undo ? "undone" : "done again", [&] { return stepped_.size() > before; });
    return stepped_.back();
}

} // namespace vrft::test
