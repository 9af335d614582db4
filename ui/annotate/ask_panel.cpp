// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/annotate/ask_panel.h"

#include "ui/widgets/buttons.h"
#include "ui/widgets/combo.h"
#include "ui/widgets/key_cap.h"
#include "ui/widgets/text.h"

#include <QDateTime>
#include <QHBoxLayout>
#include <QSettings>
#include <QVBoxLayout>

namespace vrft::ui {

namespace {

constexpr std::size_t kMostKept = 500;
constexpr qsizetype kMostShown = 4000; // characters of reasoning

QString shownText(const std::string& text) {
    QString shown = harmless(qs(text));
    if (shown.size() > kMostShown) shown = shown.left(kMostShown) + QChar(0x2026);
    return shown;
}

QString timeOf(const AskablePolicy& run, const QString& format) {
    return QDateTime::fromSecsSinceEpoch(static_cast<qint64>(run.created)).toString(format);
}

QString choiceKey(const Task& task) {
    return QStringLiteral("ask/%1").arg(qs(task.id));
}

// Where the run that `first` speaks of lies; empty: it speaks of none.
QString tunedLast(const std::vector<AskablePolicy>& policies, const FirstToAsk& first) {
    if (first.reason != AskReason::TunedLast) return {};
    return qs(policies[static_cast<std::size_t>(first.index)].place.string());
}

} // namespace

AskPanel::AskPanel(LabelModel& model, QWidget* parent)
    : QWidget(parent)
    , model_(model)
    , ask_(new QAction(tr("Ask the policy"), this))
    , accept_(new QAction(tr("Accept the suggestion"), this))
    , policyBox_(new Combo(this))
    , askButton_(makeButton(tr("Ask"), ButtonKind::Plain, this))
    , cancel_(makeButton(tr("Cancel"), ButtonKind::Link, this))
    , status_(makeLabel({}, TextKind::Grey, this))
    , found_(new QWidget(this))
    , who_(makeTag({}, QStringLiteral("tag"), found_))
    , think_(makeLabel({}, TextKind::Body, found_))
    , answer_(makeLabel({}, TextKind::Head, found_))
    , acceptButton_(makeButton(tr("Accept"), ButtonKind::Plain, found_)) {
    pool_.setMaxThreadCount(1);
    ask_->setObjectName(QStringLiteral("ask"));
    ask_->setShortcut(Qt::Key_Q);
    accept_->setObjectName(QStringLiteral("acceptSuggestion"));
    accept_->setShortcut(Qt::SHIFT | Qt::Key_Q);
    policyBox_->setObjectName(QStringLiteral("askPolicy"));
    policyBox_->setAccessibleName(tr("Policy to ask"));
    policyBox_->setToolTip(tr("Who is asked: a policy or a run of this workspace"));
    askButton_->setObjectName(QStringLiteral("askButton"));
    cancel_->setObjectName(QStringLiteral("askCancel"));
    cancel_->setToolTip(tr("Stop asking; nothing is kept"));
    status_->setObjectName(QStringLiteral("askStatus"));
    status_->setWordWrap(true);
    think_->setObjectName(QStringLiteral("suggestedThink"));
    setKind(think_, QStringLiteral("reasoning"));
    answer_->setObjectName(QStringLiteral("suggestedAnswer"));
    for (QLabel* label : {think_, answer_}) {
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    who_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    acceptButton_->setObjectName(QStringLiteral("acceptButton"));
    auto* dismiss = makeButton(tr("Dismiss"), ButtonKind::Link, found_);
    dismiss->setObjectName(QStringLiteral("dismissSuggestion"));
    dismiss->setToolTip(tr("Take the suggestion off the image"));
    followKey(askButton_, ask_, tr("Ask the policy about this image"));
    followKey(acceptButton_, accept_, tr("Make it your own label"));

    auto* head = new QHBoxLayout;
    head->addWidget(makeLabel(tr("Ask the policy"), TextKind::Head, this));
    head->addStretch(1);
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(policyBox_, 1);
    row->addWidget(askButton_);
    row->addWidget(new KeyCap(ask_, this));
    auto* state = new QHBoxLayout;
    state->addWidget(status_, 1);
    state->addWidget(cancel_);
    auto* end = new QHBoxLayout;
    end->addWidget(acceptButton_);
    end->addWidget(new KeyCap(accept_, found_));
    end->addStretch(1);
    end->addWidget(dismiss);
    auto* note = makeLabel(tr("A suggestion, not a label: it counts nowhere until you accept it."),
                           TextKind::Caption, found_);
    note->setWordWrap(true);
    auto* found = new QVBoxLayout(found_);
    found->setContentsMargins(0, 0, 0, 0);
    found->setSpacing(6);
    found->addWidget(who_);
    found->addWidget(think_);
    found->addWidget(answer_);
    found->addLayout(end);
    found->addWidget(note);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(12, 12, 12, 12);
    all->setSpacing(8);
    all->addLayout(head);
    all->addLayout(row);
    all->addLayout(state);
    all->addWidget(found_);

    connect(ask_, &QAction::triggered, this, &AskPanel::ask);
    connect(askButton_, &QPushButton::clicked, ask_, &QAction::trigger);
    connect(accept_, &QAction::triggered, this, &AskPanel::accept);
    connect(acceptButton_, &QPushButton::clicked, accept_, &QAction::trigger);
    connect(dismiss, &QPushButton::clicked, this, &AskPanel::dismiss);
    connect(cancel_, &QPushButton::clicked, this, [this] {
        if (job_ == nullptr) return;
        job_->stop();
        job_->deleteLater();
        job_ = nullptr;
        show();
    });
    connect(policyBox_, &QComboBox::activated, this, [this] {
        rememberChoice();
        show();
    });
    connect(&model_, &LabelModel::taskChosen, this, [this] {
        choosePolicy();
        show();
    });
    connect(&model_, &LabelModel::changed, this, &AskPanel::show);
    showPolicies({});
}

void AskPanel::setWorkspace(const std::filesystem::path& folder) {
    if (folder != workspace_) suggestions_.clear();
    workspace_ = folder;
    readPolicyList();
}

void AskPanel::setFile(const QString& file) {
    file_ = file;
    trouble_.clear();
    show();
}

void AskPanel::readPolicyList() {
    if (workspace_.empty()) return showPolicies({});
    pool_.clear();
    pool_.start([this, folder = workspace_] {
        auto list = readPolicies(folder);
        QMetaObject::invokeMethod(
            this, [this, list = std::move(list)] { showPolicies(list); }, Qt::QueuedConnection);
    });
}

void AskPanel::showPolicies(std::vector<AskablePolicy> policies) {
    if (policies != policies_ || policyBox_->count() == 0) {
        policies_ = std::move(policies);
        policyBox_->clear();
        for (const AskablePolicy& entry : policies_) {
            // Runs of one name differ by their time.
            const QString text =
                entry.run
                    ? QStringLiteral("%1 · %2").arg(entry.name, timeOf(entry, QStringLiteral("MM-dd HH:mm")))
                    : entry.name;
            policyBox_->addItem(text);
            policyBox_->setItemData(policyBox_->count() - 1,
                                    plainToolTip(entry.run ? tr("%1, a run").arg(text) : text),
                                    Qt::ToolTipRole);
        }
        if (policies_.empty()) policyBox_->addItem(tr("no policy yet"));
    }
    choosePolicy();
    show();
}

FirstToAsk AskPanel::first() const {
    return firstToAsk(policies_, model_.task() == nullptr ? std::string() : model_.task()->id);
}

void AskPanel::choosePolicy() {
    const FirstToAsk first = this->first();
    int index = first.index;
    if (model_.task() != nullptr) {
        const QStringList chosen = QSettings().value(choiceKey(*model_.task())).toStringList();
        if (chosen.size() == 2 && chosen[1] == tunedLast(policies_, first))
            for (std::size_t i = 0; i < policies_.size(); ++i)
                if (qs(policies_[i].place.string()) == chosen[0]) index = static_cast<int>(i);
    }
    policyBox_->setCurrentIndex(std::max(0, index));
}

void AskPanel::rememberChoice() const {
    if (model_.task() == nullptr || policy() == nullptr) return;
    QSettings().setValue(choiceKey(*model_.task()),
                         QStringList{qs(policy()->place.string()), tunedLast(policies_, first())});
}

QString AskPanel::aboutPolicy() const {
    const AskablePolicy* chosen = policy();
    if (chosen == nullptr) return {};
    const FirstToAsk first = this->first();
    const bool itself = policyBox_->currentIndex() == first.index;
    if (chosen->run) {
        const bool last = itself && first.reason == AskReason::TunedLast;
        const QString time = timeOf(*chosen, QStringLiteral("yyyy-MM-dd HH:mm"));
        if (!chosen->bestStep)
            return last ? tr("Tuned last for this task: run of %1.").arg(time) : tr("Run of %1.").arg(time);
        return (last ? tr("Tuned last for this task: run of %1, best at step %2.")
                     : tr("Run of %1, best at step %2."))
            .arg(time)
            .arg(*chosen->bestStep);
    }
    if (!itself) return {};
    if (first.reason == AskReason::OwnStart)
        return tr("The start policy of this task: no run of it has finished yet.");
    return tr("No policy is made or tuned for this task: the first one is asked.");
}

const AskablePolicy* AskPanel::policy() const {
    const auto index = static_cast<std::size_t>(std::max(0, policyBox_->currentIndex()));
    return index < policies_.size() ? &policies_[index] : nullptr;
}

const Suggestion* AskPanel::suggestion() const {
    if (model_.task() == nullptr || !model_.image()) return nullptr;
    const auto found = suggestions_.find({*model_.image(), model_.task()->id});
    return found == suggestions_.end() ? nullptr : &found->second;
}

std::vector<ViewBox> AskPanel::boxes() const {
    std::vector<ViewBox> marks;
    if (const Suggestion* found = suggestion())
        for (const Box& box : found->boxes)
            marks.push_back({box, BoxRole::Suggestion, tr("Suggested by %1").arg(found->policy), false});
    return marks;
}

void AskPanel::ask() {
    const Task* task = model_.task();
    if (job_ != nullptr || task == nullptr || !model_.image() || file_.isEmpty() || policy() == nullptr)
        return;
    trouble_.clear();
    job_ = new AskJob({*model_.image(), std::filesystem::path(utf8(file_)), *task, *policy()}, this);
    connect(job_, &AskJob::progress, status_, &QLabel::setText);
    connect(job_, &AskJob::answered, this, &AskPanel::take);
    connect(job_, &AskJob::failed, this, [this](const QString& text) {
        trouble_ = text;
        job_->deleteLater();
        job_ = nullptr;
        show();
    });
    show();
    Q_EMIT begun();
    job_->start();
}

void AskPanel::take(const Suggestion& suggestion) {
    if (suggestions_.size() > kMostKept) suggestions_.clear();
    suggestions_[{suggestion.image, suggestion.task}] = suggestion;
    job_->deleteLater();
    job_ = nullptr;
    show();
    Q_EMIT changed();
    Q_EMIT begun();
}

void AskPanel::accept() {
    const Suggestion* found = suggestion();
    if (found == nullptr || !found->valid) return;
    const Suggestion taken = *found;
    suggestions_.erase({taken.image, taken.task});
    model_.take(taken.label, taken.boxes, tr("Accept the suggestion of %1").arg(taken.policy));
    show();
    Q_EMIT changed();
}

void AskPanel::dismiss() {
    if (model_.task() == nullptr || !model_.image()) return;
    suggestions_.erase({*model_.image(), model_.task()->id});
    show();
    Q_EMIT changed();
}

void AskPanel::show() {
    const Task* task = model_.task();
    const bool open = task != nullptr && model_.image() && !file_.isEmpty();
    const bool able = open && policy() != nullptr && job_ == nullptr;
    ask_->setEnabled(able);
    askButton_->setEnabled(able);
    policyBox_->setEnabled(!policies_.empty() && job_ == nullptr);
    cancel_->setVisible(job_ != nullptr);
    QString words;
    if (!trouble_.isEmpty())
        words = trouble_;
    else if (policies_.empty())
        words = tr("This workspace has no policy yet. Training adds one.");
    else if (!open)
        words = tr("Choose an image first.");
    else if (policy() != nullptr && policy()->run && !policy()->task.empty() && policy()->task != task->id)
        words = tr("This run was trained for another task (%1).").arg(qs(policy()->task));
    else
        words = aboutPolicy();
    if (job_ == nullptr) status_->setText(words);
    setKind(status_,
            trouble_.isEmpty() || job_ != nullptr ? QStringLiteral("grey") : QStringLiteral("alarm"));
    status_->setVisible(!status_->text().isEmpty() || job_ != nullptr);

    const Suggestion* found = suggestion();
    found_->setVisible(found != nullptr);
    accept_->setEnabled(found != nullptr && found->valid);
    acceptButton_->setEnabled(accept_->isEnabled());
    if (found == nullptr) return;
    who_->setText(tr("Suggested by %1").arg(found->policy));
    who_->setToolTip(plainToolTip(who_->text()));
    think_->setText(shownText(found->think.value_or(found->text)));
    think_->setVisible(!think_->text().trimmed().isEmpty());
    QString answer;
    if (!found->valid) {
        answer = tr("No answer that can be used: %1.").arg(shownText(utf8(found->problem)));
    } else if (task->kind == TaskKind::Localisation) {
        answer = found->boxes.empty() ? tr("None on this image") : tr("Boxes: %1").arg(found->boxes.size());
    } else if (const TaskClass* item = found->label ? findClass(*task, *found->label) : nullptr) {
        answer = item->grade ? QStringLiteral("%1 %2").arg(*item->grade).arg(qs(item->name)) : qs(item->name);
    } else if (found->grade) {
        answer = QString::number(*found->grade);
    }
    answer_->setText(answer);
}

} // namespace vrft::ui
