// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/dry_run_panel.h"

#include "ui/runs/answers_model.h"
#include "ui/runs/chart_plan.h"
#include "ui/runs/dry_run_parts.h"
#include "ui/runs/launch_model.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/page_bar.h"
#include "ui/widgets/sizes.h"
#include "ui/widgets/text.h"
#include "ui/workspace/reward_words.h"

#include <QApplication>
#include <QHeaderView>
#include <QPointer>
#include <QProgressBar>
#include <QThreadPool>
#include <QTime>
#include <QTreeView>
#include <QVBoxLayout>

namespace vrft::ui {

namespace {

QString splitText(const std::string& split) {
    if (split == "train") return DryRunPanel::tr("the images to learn from");
    if (split == "val") return DryRunPanel::tr("the held-out images");
    return DryRunPanel::tr("the test images");
}

} // namespace

DryRunPanel::DryRunPanel(QWidget* parent)
    : QWidget(parent)
    , when_(makeLabel({}, TextKind::Caption, this))
    , run_(makeButton(tr("Dry run"), ButtonKind::Plain, this))
    , words_(makeLabel({}, TextKind::Second, this))
    , doing_(makeLabel({}, TextKind::Caption, this))
    , progress_(new QProgressBar(this))
    , model_(new AnswersModel(this))
    , answers_(new QTreeView(this)) {
    setObjectName(QStringLiteral("panel"));
    setAttribute(Qt::WA_StyledBackground);
    auto* bar = new PageBar(PageBar::Of::Panel, tr("Dry run"), this);
    bar->addAfterTitle(makeLabel(tr("nothing is trained"), TextKind::Grey, bar));
    run_->setObjectName(QStringLiteral("dryRun"));
    bar->addAtRight(when_);
    bar->addAtRight(run_);
    connect(run_, &QPushButton::clicked, this, [this] {
        if (state_ == State::Running)
            Q_EMIT stopWanted();
        else
            Q_EMIT runWanted();
    });
    words_->setObjectName(QStringLiteral("dryRunWords"));
    words_->setWordWrap(true);
    words_->setContentsMargins(16, 12, 16, 12);
    words_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    doing_->setContentsMargins(16, 8, 16, 4);
    doing_->setObjectName(QStringLiteral("dryRunDoing"));
    progress_->setTextVisible(false);
    progress_->setAccessibleName(tr("Progress of the dry run"));
    checks_ = makeChecks();

    answers_->setObjectName(QStringLiteral("dryRunAnswers"));
    answers_->setModel(model_);
    answers_->setAccessibleName(tr("Sampled answers"));
    answers_->setToolTip(tr("Sampled answers: one row an image; arrow keys go through them"));
    answers_->setRootIsDecorated(false);
    answers_->setUniformRowHeights(true);
    answers_->setIconSize({32, 32});
    answers_->setSelectionBehavior(QAbstractItemView::SelectRows);
    answers_->setTabKeyNavigation(false);
    answers_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    answers_->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    answers_->header()->setStretchLastSection(false);
    answers_->header()->setSectionResizeMode(QHeaderView::ResizeToContents);
    answers_->header()->setSectionResizeMode(AnswersModel::Why, QHeaderView::Stretch);
    connect(answers_->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex& row) {
                if (!row.isValid()) return;
                group_ = model_->groupAt(row.row());
                answer_ = 0;
                showAnswer();
            });
    card_ = makeAnswer();
    memory_ = makeMemory();

    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addWidget(bar);
    all->addWidget(words_);
    all->addWidget(doing_);
    all->addWidget(progress_);
    all->addWidget(checks_);
    auto* table = new QHBoxLayout;
    table->setContentsMargins(8, 0, 8, 0);
    table->addWidget(answers_);
    all->addLayout(table);
    all->addWidget(card_);
    all->addWidget(memory_);
    all->addStretch(1);
    showAll();
}

QWidget* DryRunPanel::makeChecks() {
    auto* box = new QWidget(this);
    auto* column = new QVBoxLayout(box);
    column->setContentsMargins(16, 12, 16, 12);
    column->setSpacing(8);
    gold_ = addLine(column);
    balance_ = addLine(column);
    labels_ = addLine(column);
    tokens_ = addLine(column);
    longest_ = addLine(column);
    form_ = addLine(column);
    signal_ = addLine(column);
    showEqual_ = makeButton(tr("Show them"), ButtonKind::Link, signal_.row);
    showEqual_->setObjectName(QStringLiteral("showEqual"));
    showEqual_->setCheckable(true);
    showEqual_->setToolTip(tr("Only the images whose answers all earned the same; again for all"));
    signal_.row->layout()->addWidget(showEqual_);
    connect(showEqual_, &QPushButton::toggled, this, [this](bool only) {
        onlyEqual_ = only;
        showEqual_->setText(only ? tr("Show all") : tr("Show them"));
        showEqual_->setAccessibleName(showEqual_->text());
        showAnswers();
    });
    return box;
}

DryRunPanel::Line DryRunPanel::addLine(QVBoxLayout* column) {
    auto* row = new QWidget(column->parentWidget());
    Line line{row, new QLabel(row), makeLabel({}, TextKind::Body, row),
              makeLabel({}, TextKind::Caption, row)};
    line.picture->setFixedSize(16, 16);
    line.text->setWordWrap(true);
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(line.picture, 0, Qt::AlignTop);
    layout->addWidget(line.text, 1);
    layout->addWidget(line.value, 0, Qt::AlignTop);
    column->addWidget(row);
    return line;
}

void DryRunPanel::setLine(const Line& line, const QString& icon, const char* ink, const QString& text,
                          const QString& value) {
    const Token token = qstrcmp(ink, "good") == 0      ? Token::Good
                        : qstrcmp(ink, "caution") == 0 ? Token::Caution
                                                       : Token::Alarm;
    line.picture->setPixmap(iconPixmap(icon, 16, colour(token), line.picture->devicePixelRatioF()));
    line.text->setText(text);
    line.text->setToolTip(plainToolTip(text));
    line.value->setText(value);
    line.value->setVisible(!value.isEmpty());
    line.row->setVisible(!text.isEmpty());
}

QWidget* DryRunPanel::makeAnswer() {
    auto* outer = new QWidget(this);
    auto* around = new QVBoxLayout(outer);
    around->setContentsMargins(16, 12, 16, 0);
    auto* card = new QFrame(outer);
    card->setProperty("kind", QStringLiteral("card"));
    around->addWidget(card);
    picture_ = new PictureLabel(card);
    place_ = new ElidedLabel(TextKind::Caption, card);
    think_ = makeLabel({}, TextKind::Body, card);
    setKind(think_, QStringLiteral("reasoning"));
    think_->setObjectName(QStringLiteral("dryRunThink"));
    think_->setWordWrap(true);
    think_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    said_ = makeLabel({}, TextKind::Head, card);
    said_->setWordWrap(true);
    parts_ = makeLabel({}, TextKind::Second, card);
    parts_->setObjectName(QStringLiteral("dryRunParts"));
    parts_->setWordWrap(true);
    previous_ = makeButton(tr("Previous"), ButtonKind::Link, card);
    next_ = makeButton(tr("Next"), ButtonKind::Link, card);
    next_->setObjectName(QStringLiteral("nextAnswer"));
    previous_->setAccessibleName(tr("Previous answer"));
    previous_->setToolTip(tr("The answer before this one, to the same image"));
    next_->setAccessibleName(tr("Next answer"));
    next_->setToolTip(tr("The next answer to the same image"));
    connect(previous_, &QPushButton::clicked, this, [this] { step(-1); });
    connect(next_, &QPushButton::clicked, this, [this] { step(1); });
    auto* head = new QHBoxLayout;
    head->addWidget(place_, 1);
    head->addWidget(previous_);
    head->addWidget(next_);
    auto* words = new QVBoxLayout;
    words->setSpacing(4);
    words->addLayout(head);
    words->addWidget(think_);
    words->addWidget(said_);
    words->addWidget(parts_);
    words->addStretch(1);
    auto* row = new QHBoxLayout(card);
    row->setContentsMargins(12, 12, 12, 12);
    row->setSpacing(12);
    row->addWidget(picture_, 0, Qt::AlignTop);
    row->addLayout(words, 1);
    return outer;
}

QWidget* DryRunPanel::makeMemory() {
    auto* box = new QWidget(this);
    auto* column = new QVBoxLayout(box);
    column->setContentsMargins(16, 16, 16, 16);
    column->setSpacing(8);
    auto* head = new QHBoxLayout;
    head->setSpacing(8);
    head->addWidget(makeLabel(tr("Memory"), TextKind::Head, box));
    auto* from = makeLabel(tr("measured on the longest image and answer"), TextKind::Grey, box);
    from->setWordWrap(true);
    head->addWidget(from, 1);
    machine_ = makeLabel({}, TextKind::Caption, box);
    head->addWidget(machine_);
    column->addLayout(head);
    bars_ = new MemoryBars(box);
    column->addWidget(bars_);
    fits_ = addLine(column);
    return box;
}

void DryRunPanel::begin() {
    state_ = State::Running;
    result_ = {};
    stale_ = false;
    images_.clear();
    ended_ = {};
    ++turn_;
    doing_->setText(tr("The engine starts…"));
    progress_->setRange(0, 0);
    showEqual_->setChecked(false);
    showAll();
}

void DryRunPanel::take(const Json& line) {
    if (state_ != State::Running || !line.is_object()) return;
    if (line.contains("part") && line["part"] == "progress") {
        const auto number = [&](const char* key) {
            return line.contains(key) && line[key].is_number_integer() ? line[key].get<int>() : 0;
        };
        const QString text = line.contains("text") && line["text"].is_string()
                                 ? qs(line["text"].get_ref<const std::string&>())
                                 : QString();
        doing_->setText(number("of") > 0
                            ? tr("%1: %2 of %3").arg(text, grouped(number("done")), grouped(number("of")))
                            : text + QChar(0x2026));
        progress_->setRange(0, number("of"));
        progress_->setValue(number("done"));
        return;
    }
    const bool had = result_.answers.has_value();
    result_.take(line);
    if (!had && result_.answers) readImages();
    if (line.contains("part")) showAll(); // the last document repeats the parts
}

void DryRunPanel::end(State state, const QString& trouble) {
    state_ = state;
    if (!ended_.isValid()) ended_ = QTime::currentTime();
    const QString now = ended_.toString(QStringLiteral("HH:mm"));
    when_->setText(state == State::Done ? tr("%1, took %2").arg(now, durationText(result_.took_s)) : now);
    words_->setText(trouble);
    setKind(words_, state == State::Failed ? QStringLiteral("alarm") : QStringLiteral("second"));
    showAll();
}

void DryRunPanel::show(const DryRunResult& result, const QTime& ended) {
    begin();
    result_ = result;
    ended_ = ended;
    if (result_.answers) readImages();
    end(State::Done);
}

void DryRunPanel::setStale(bool stale) {
    if (stale == stale_) return;
    stale_ = stale;
    showAll();
}

void DryRunPanel::setPossible(const QString& why) {
    run_->setEnabled(why.isEmpty() || state_ == State::Running);
    run_->setToolTip(
        state_ == State::Running ? tr("Stop the dry run; nothing was written")
        : why.isEmpty()
            ? tr("Try the reference answers, sample eight answers an image, measure memory and disk")
            : plainToolTip(why));
}

void DryRunPanel::showAll() {
    const bool running = state_ == State::Running;
    run_->setText(running ? tr("Stop") : state_ == State::None ? tr("Dry run") : tr("Run again"));
    run_->setAccessibleName(run_->text());
    when_->setVisible(!running && state_ != State::None);
    doing_->setVisible(running);
    progress_->setVisible(running);
    if (state_ == State::None) {
        words_->setText(
            tr("Before anything is spent: whether the reference answers can earn the highest reward, what "
               "the model answers today and why it is rewarded so, and how much memory, time and disk the "
               "run will take."));
        setKind(words_, QStringLiteral("grey"));
    } else if (state_ == State::Done && stale_) {
        words_->setText(tr("The run was changed since. Run it again to be sure."));
        setKind(words_, QStringLiteral("caution"));
    } else if (state_ == State::Done) {
        words_->clear();
    }
    words_->setVisible(!running && !words_->text().isEmpty());
    showChecks();
    showAnswers();
    showMemory();
}

QString DryRunPanel::imagesOf(const GoldResult& gold) {
    if (gold.full < gold.samples) return tr("%1 of %2").arg(grouped(gold.full), grouped(gold.samples));
    QStringList stages; // on boxes first, then on answers
    for (const int samples : gold.stages)
        stages << grouped(samples);
    return stages.join(QStringLiteral(" + "));
}

void DryRunPanel::showChecks() {
    checks_->setVisible(result_.gold || result_.imageTokens || result_.answers);
    showData();
    setLine(gold_, {}, "good", {}, {});
    if (const auto& gold = result_.gold) {
        const bool all = gold->full == gold->samples;
        setLine(gold_, all ? QStringLiteral("check") : QStringLiteral("alarm"), all ? "good" : "alarm",
                all ? tr("The reference answer earns the highest reward")
                    : tr("The reference answer can’t earn the highest reward: sample %1, %2")
                          .arg(qs(gold->firstSample), harmlessLine(qs(gold->firstReason))),
                tr("%1 of %2 on %3 images")
                    .arg(figure(gold->worst, 2), figure(gold->highest, 2), imagesOf(*gold)));
    }
    setLine(tokens_, {}, "good", {}, {});
    if (result_.imageTokens) {
        const auto& [least, most] = *result_.imageTokens;
        setLine(tokens_, QStringLiteral("check"), "good",
                tr("Every image reaches the model: the tokens counted are those expected"),
                least == most ? tr("%1 image tokens").arg(most)
                              : tr("%1 to %2 image tokens").arg(least).arg(most));
    }
    setLine(form_, {}, "good", {}, {});
    if (result_.answers && result_.answers->mostlyUnreadable())
        setLine(
            form_, QStringLiteral("caution"), "caution",
            tr("Most answers aren’t in the asked form: first train this policy supervised, or start from one "
               "that was"),
            tr("%1 of %2 readable").arg(result_.answers->readable).arg(result_.answers->numAnswers));
    setLine(signal_, {}, "good", {}, {});
    if (const auto& answers = result_.answers) {
        const bool none = answers->noSignal == 0;
        setLine(
            signal_, none ? QStringLiteral("check") : QStringLiteral("caution"), none ? "good" : "caution",
            none ? tr("The answers of every image earned different rewards: there is something to learn from")
                 : tr("%1 of %2 images gave equal rewards for all answers: nothing is learned from them")
                       .arg(answers->noSignal)
                       .arg(answers->numGroups),
            {});
        showEqual_->setVisible(!none || onlyEqual_);
    }
}

// What the dataset says about itself.
void DryRunPanel::showData() {
    setLine(balance_, {}, "good", {}, {});
    if (const auto& balance = result_.balance) {
        QStringList counts;
        for (const auto& [name, samples] : balance->train)
            counts << QStringLiteral("%1 %2").arg(harmlessLine(qs(name), 40), grouped(samples));
        const QString commonest = harmlessLine(qs(balance->commonest), 40);
        QString text = tr("Classes to learn from: %1. Always %2 would be right at %3.")
                           .arg(counts.join(QStringLiteral(", ")), commonest,
                                figureText(FigureKind::Percent, balance->share));
        if (!balance->missing.empty())
            text = tr("No image of %1 in %2: nothing can be said about it there. %3")
                       .arg(harmlessLine(qs(balance->missing), 40), splitText(balance->missingIn), text);
        else if (!balance->few.empty())
            text = tr("Hardly any image of %1. %2").arg(harmlessLine(qs(balance->few.front()), 40), text);
        const bool good = balance->missing.empty() && balance->few.empty();
        setLine(balance_, good ? QStringLiteral("check") : QStringLiteral("caution"),
                good ? "good" : "caution", text, {});
    }
    setLine(labels_, {}, "good", {}, {});
    if (const auto& labels = result_.labels)
        setLine(labels_, labels->shuffled ? QStringLiteral("caution") : QStringLiteral("check"),
                labels->shuffled ? "caution" : "good",
                labels->shuffled
                    ? tr("Labels look shuffled: images that look alike to the policy have no more in common "
                         "than chance gives. See that images and labels belong together; or the policy "
                         "doesn’t see what sets them apart.")
                    : tr("Labels go with what the policy sees in the images"),
                tr("%1, by chance %2 (p %3) on %4 images")
                    .arg(figure(labels->agreement, 2), figure(labels->byChance, 2), figure(labels->p, 3),
                         grouped(labels->samples)));
    setLine(longest_, {}, "good", {}, {});
    if (const auto& memory = result_.memory; memory && !memory->longestSample.empty())
        setLine(longest_, QStringLiteral("check"), "good",
                tr("The longest sample is %1").arg(harmlessLine(qs(memory->longestSample), 40)),
                tr("%1 tokens, answers up to %2")
                    .arg(grouped(memory->longestPrompt), grouped(memory->longestAnswer)));
}

void DryRunPanel::showAnswers() {
    const bool any = result_.answers && !result_.answers->groups.empty();
    answers_->setVisible(any);
    card_->setVisible(any);
    if (!any) return;
    model_->setGroups(result_.answers->groups, onlyEqual_);
    for (auto image = images_.cbegin(); image != images_.cend(); ++image)
        model_->setImage(image.key(), image.value());
    const int rows = model_->rowCount();
    const int height =
        answers_->header()->sizeHint().height() + rows * std::max(answers_->sizeHintForRow(0), 34) + 4;
    answers_->setFixedHeight(height);
    const int row = std::max(0, model_->rowOf(group_));
    if (rows > 0) answers_->setCurrentIndex(model_->index(row, 0));
}

void DryRunPanel::step(int by) {
    if (!result_.answers || group_ >= result_.answers->groups.size()) return;
    const std::size_t count = result_.answers->groups[group_].answers.size();
    answer_ = (answer_ + count + static_cast<std::size_t>(by + static_cast<int>(count))) % count;
    showAnswer();
}

void DryRunPanel::showAnswer() {
    if (!result_.answers || group_ >= result_.answers->groups.size()) return;
    const AnswerGroup& group = result_.answers->groups[group_];
    if (answer_ >= group.answers.size()) answer_ = 0;
    if (group.answers.empty()) return;
    const CompletionRecord& answer = group.answers[answer_];
    place_->setWholeText(tr("Sample %1 · answer %2 of %3 · reference %4")
                             .arg(qs(group.sample))
                             .arg(answer_ + 1)
                             .arg(group.answers.size())
                             .arg(harmlessLine(qs(group.reference), 60)));
    think_->setText(answer.think ? harmlessLine(qs(*answer.think), 4000)
                                 : tr("Not in the right form: %1").arg(harmlessLine(qs(answer.text), 4000)));
    said_->setText(answer.answer ? tr("Answer: %1").arg(harmlessLine(qs(*answer.answer))) : tr("No answer"));
    QStringList lines;
    for (const RewardPart& part : answer.rewards)
        lines << tr("%1 %2: %3")
                     .arg(rewardName(part.name), figure(part.weighted, 2), harmlessLine(qs(part.reason)));
    parts_->setText(lines.join(QLatin1Char('\n')));
    picture_->setPicture(group.images.empty() ? QImage() : images_.value(qs(group.images.front())),
                         tr("Image of sample %1").arg(qs(group.sample)));
    const bool onBoxes = std::any_of(answer.rewards.begin(), answer.rewards.end(),
                                     [](const RewardPart& part) { return part.name == "boxes"; });
    picture_->setBoxes(onBoxes ? group.referenceBoxes : std::vector<Box>(), answer.boxes);
}

void DryRunPanel::readImages() {
    for (const AnswerGroup& group : result_.answers->groups) {
        if (group.images.empty()) continue;
        const QString file = qs(group.images.front());
        QThreadPool::globalInstance()->start([file, turn = turn_, panel = QPointer<DryRunPanel>(this)] {
            const QImage image(file);
            QMetaObject::invokeMethod(
                qApp,
                [file, turn, panel, image] {
                    if (!panel || panel->turn_ != turn || image.isNull()) return;
                    panel->images_[file] = image;
                    panel->model_->setImage(file, image);
                    panel->showAnswer();
                },
                Qt::QueuedConnection);
        });
    }
}

void DryRunPanel::showMemory() {
    memory_->setVisible(result_.memory.has_value());
    if (!result_.memory) return;
    const MemoryResult& memory = *result_.memory;
    machine_->setText(tr("%1 in this computer").arg(memoryText(memory.machine)));
    bars_->setBars(
        {{tr("Loading"), memory.load}, {tr("Sampling"), memory.sampling}, {tr("Learning"), memory.learning}},
        memory.machine);
    QString text =
        memory.fits
            ? tr("Fits, with %1 to spare.").arg(memoryText(memory.machine - memory.learning))
            : tr("Doesn’t fit: %1 more are needed.").arg(memoryText(memory.learning - memory.machine));
    bool disk = true;
    if (result_.diskBytes) {
        disk = *result_.diskBytes < result_.freeBytes;
        text += QLatin1Char(' ') + tr("%1 of disk needed, %2 free.")
                                       .arg(bytesText(*result_.diskBytes), bytesText(result_.freeBytes));
    }
    if (result_.step_s)
        text += QLatin1Char(' ') + tr("A step takes %1 s, the run about %2.")
                                       .arg(figure(*result_.step_s, 2), durationText(result_.total_s));
    const bool good = memory.fits && disk;
    setLine(fits_, good ? QStringLiteral("check") : QStringLiteral("alarm"), good ? "good" : "alarm", text,
            {});
}

} // namespace vrft::ui
