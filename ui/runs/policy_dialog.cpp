// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/policy_dialog.h"

#include "core/error.h"
#include "core/policies/workspace_policies.h"
#include "core/resources.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/sizes.h"
#include "ui/widgets/text.h"

#include <QApplication>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QProgressBar>
#include <QThreadPool>
#include <QVBoxLayout>

namespace vrft::ui {

namespace fs = std::filesystem;

namespace {

// Three folders, listed in a millisecond; none where the program isn't installed completely.
std::vector<fs::path> bundledPolicies() {
    std::vector<fs::path> folders;
    try {
        for (const fs::directory_entry& entry : fs::directory_iterator(resourcesFolder() / "policies"))
            if (fs::exists(entry.path() / "config.json")) folders.push_back(entry.path());
    } catch (const std::exception&) {
        folders.clear();
    }
    std::sort(folders.begin(), folders.end());
    return folders;
}

} // namespace

PolicyDialog::PolicyDialog(fs::path workspace, QWidget* parent)
    : QDialog(parent)
    , workspace_(std::move(workspace))
    , bundled_(bundledPolicies())
    , place_(new QLineEdit(this))
    , name_(new QLineEdit(this))
    , found_(makeLabel({}, TextKind::Second, this))
    , need_(makeLabel({}, TextKind::Second, this))
    , doing_(makeLabel({}, TextKind::Caption, this))
    , progress_(new QProgressBar(this))
    , add_(makeButton(tr("Add"), ButtonKind::Filled, this)) {
    setWindowTitle(tr("Add a policy"));
    setAccessibleName(tr("Add a policy"));
    // What comes while a folder is looked at has its room from the start.
    setMinimumSize(560, 28 * fontMetrics().lineSpacing());
    auto* words = makeLabel(tr("A folder of Qwen2.5-VL or Qwen2-VL weights as Hugging Face lays it out. It "
                               "is linked, not copied: it "
                               "stays where it is, and the workspace remembers the hash of its files."),
                            TextKind::Second, this);
    auto* tiny =
        makeLabel(tr("Or a tiny one that came with the program, for trying things out: it has seen made-up "
                     "ultrasound pictures only, and knows few words. It is copied."),
                  TextKind::Second, this);
    tiny->setWordWrap(true);
    words->setWordWrap(true);
    place_->setObjectName(QStringLiteral("policyPlace"));
    place_->setAccessibleName(tr("Folder"));
    place_->setToolTip(tr("Folder of the policy"));
    name_->setObjectName(QStringLiteral("policyName"));
    name_->setAccessibleName(tr("Name"));
    name_->setToolTip(tr("Name in the workspace"));
    name_->setMaxLength(100);
    found_->setObjectName(QStringLiteral("policyFound"));
    found_->setWordWrap(true);
    need_->setWordWrap(true);
    doing_->setObjectName(QStringLiteral("policyDoing"));
    progress_->setTextVisible(false);
    progress_->setAccessibleName(tr("Progress"));
    progress_->setRange(0, 1000);
    add_->setObjectName(QStringLiteral("policyAdd"));
    auto* browse = makeButton(tr("Choose…"), ButtonKind::Plain, this);
    browse->setToolTip(tr("Choose the folder"));
    auto* cancel = makeButton(tr("Cancel"), ButtonKind::Plain, this);
    cancel->setObjectName(QStringLiteral("policyCancel"));
    connect(browse, &QPushButton::clicked, this, &PolicyDialog::choose);
    connect(cancel, &QPushButton::clicked, this, &PolicyDialog::reject);
    connect(add_, &QPushButton::clicked, this, &PolicyDialog::link);
    connect(place_, &QLineEdit::textChanged, this, &PolicyDialog::look);
    connect(name_, &QLineEdit::textChanged, this,
            [this] { add_->setEnabled(complete_ && !name().isEmpty()); });

    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(16, 16, 16, 12);
    all->setSpacing(4);
    all->addWidget(words);
    all->addWidget(tiny);
    auto* bundled = makeBundled();
    bundled->setVisible(!bundled_.empty());
    tiny->setVisible(!bundled_.empty());
    all->addWidget(bundled);
    all->addSpacing(8);
    const auto caption = [&](const QString& text, QWidget* field) {
        auto* label = makeLabel(text, TextKind::Caption, this);
        label->setBuddy(field);
        all->addWidget(label);
    };
    caption(tr("Folder"), place_);
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(place_, 1);
    row->addWidget(browse);
    all->addLayout(row);
    all->addWidget(found_);
    all->addWidget(need_);
    all->addSpacing(8);
    caption(tr("Name"), name_);
    all->addWidget(name_);
    all->addSpacing(8);
    all->addWidget(doing_);
    all->addWidget(progress_);
    all->addStretch(1);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addStretch(1);
    buttons->addWidget(cancel);
    buttons->addWidget(add_);
    all->addLayout(buttons);
    setBusy(false, {});
    take({});
}

PolicyDialog::~PolicyDialog() {
    if (cancelled_) *cancelled_ = true;
}

// A button each: what they are named says what they begin with.
QWidget* PolicyDialog::makeBundled() {
    auto* area = new QWidget(this);
    auto* row = new QHBoxLayout(area);
    row->setContentsMargins(0, 4, 0, 0);
    row->setSpacing(8);
    for (const fs::path& folder : bundled_) {
        const QString name = qs(folder.filename().string());
        auto* button = makeButton(name, ButtonKind::Plain, area);
        button->setObjectName(QStringLiteral("bundled-") + name);
        button->setToolTip(tr("Take %1, which came with the program").arg(name));
        button->setAutoDefault(false);
        connect(button, &QPushButton::clicked, this,
                [this, folder] { place_->setText(qs(folder.string())); });
        row->addWidget(button);
    }
    row->addStretch(1);
    return area;
}

bool PolicyDialog::isBundled() const {
    return std::find(bundled_.begin(), bundled_.end(), folder_) != bundled_.end();
}

QString PolicyDialog::name() const {
    return name_->text().trimmed();
}

void PolicyDialog::choose() {
    const QString folder =
        QFileDialog::getExistingDirectory(this, tr("Folder of the policy"), place_->text());
    if (!folder.isEmpty()) place_->setText(folder);
}

void PolicyDialog::look() {
    const int look = ++looks_;
    const fs::path folder = utf8(place_->text().trimmed());
    complete_ = false;
    add_->setEnabled(false);
    if (folder.empty()) {
        take({});
        return;
    }
    QThreadPool::globalInstance()->start(
        [dialog = QPointer<PolicyDialog>(this), look, folder, workspace = workspace_] {
            Looked looked;
            looked.folder = folder;
            try {
                if (folder.is_relative())
                    throw Error(ErrorCode::InvalidArgument, "The path begins at no folder", folder.string(),
                                "Write it from / on");
                looked.description = describePolicy(folder);
                looked.name = freePolicyName(workspace, folder);
            } catch (const Error& problem) {
                looked.problem = problem.what();
            } catch (const fs::filesystem_error& problem) {
                looked.problem = problem.code().message();
            }
            QMetaObject::invokeMethod(
                qApp,
                [dialog, look, looked] {
                    if (dialog && dialog->looks_ == look) dialog->take(looked);
                },
                Qt::QueuedConnection);
        });
}

void PolicyDialog::take(const Looked& looked) {
    const bool asked = !looked.folder.empty();
    complete_ = asked && looked.problem.empty();
    folder_ = looked.folder;
    found_->setVisible(asked);
    need_->setVisible(complete_);
    add_->setEnabled(complete_);
    add_->setToolTip(!complete_    ? tr("Choose a complete folder first")
                     : isBundled() ? tr("Copy it into the workspace")
                                   : tr("Hash its files and link it into the workspace"));
    setKind(found_, complete_ ? QStringLiteral("good") : QStringLiteral("alarm"));
    if (!complete_) {
        found_->setText(qs(looked.problem));
        return;
    }
    const PolicyDescription& policy = looked.description;
    const PolicyMemory need = policyMemory(policy.parameters);
    found_->setText(tr("Complete: %1 parameters in %2, %3")
                        .arg(countText(policy.parameters), qs(policy.weightType),
                             bytesText(static_cast<double>(policy.bytes))));
    need_->setText(
        tr("Needs %1 of memory to load and %2 to train, and room for images and answers; a dry run measures "
           "it.")
            .arg(bytesText(static_cast<double>(need.load)), bytesText(static_cast<double>(need.train))));
    name_->setText(qs(looked.name));
}

void PolicyDialog::setBusy(bool busy, const QString& text) {
    doing_->setText(text);
    doing_->setVisible(!text.isEmpty());
    progress_->setVisible(busy);
    place_->setEnabled(!busy);
    name_->setEnabled(!busy);
    add_->setEnabled(!busy && complete_);
}

void PolicyDialog::link() {
    cancelled_ = std::make_shared<std::atomic<bool>>(false);
    progress_->setValue(0);
    setKind(doing_, QStringLiteral("caption"));
    setBusy(true, tr("Reading the files…"));
    QThreadPool::globalInstance()->start([dialog = QPointer<PolicyDialog>(this), cancelled = cancelled_,
                                          folder = folder_, workspace = workspace_, name = utf8(this->name()),
                                          copies = isBundled()] {
        Linked linked;
        int told = -1;
        const auto progress = [&](std::uint64_t done, std::uint64_t total) {
            const int share =
                total == 0
                    ? 0
                    : static_cast<int>(1000.0 * static_cast<double>(done) / static_cast<double>(total));
            if (share != told)
                QMetaObject::invokeMethod(
                    qApp,
                    [dialog, share, done, total] {
                        if (!dialog) return;
                        dialog->progress_->setValue(share);
                        dialog->doing_->setText(tr("Reading the files: %1 of %2")
                                                    .arg(bytesText(static_cast<double>(done)),
                                                         bytesText(static_cast<double>(total))));
                    },
                    Qt::QueuedConnection);
            told = share;
            return !*cancelled;
        };
        try {
            if (copies) // the program may be installed anew elsewhere
                copyPolicy(workspace, name, folder);
            else
                linkPolicy(workspace, name, folder, policyHash(folder, progress));
        } catch (const Error& problem) {
            linked.cancelled = problem.code() == ErrorCode::Cancelled;
            linked.problem = problem.what();
        }
        QMetaObject::invokeMethod(
            qApp,
            [dialog, linked] {
                if (dialog) dialog->ended(linked);
            },
            Qt::QueuedConnection);
    });
}

void PolicyDialog::ended(const Linked& linked) {
    cancelled_.reset();
    setBusy(false, linked.cancelled ? tr("Cancelled. Nothing was added.") : qs(linked.problem));
    if (linked.problem.empty()) {
        if (isBundled()) folder_ = workspace_ / "policies" / utf8(name());
        accept();
        return;
    }
    setKind(doing_, linked.cancelled ? QStringLiteral("caption") : QStringLiteral("alarm"));
}

// While the files are read, Cancel ends that; the dialog stays.
void PolicyDialog::reject() {
    if (cancelled_)
        *cancelled_ = true;
    else
        QDialog::reject();
}

} // namespace vrft::ui
