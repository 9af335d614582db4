// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/studies/published_set.h"

#include "core/error.h"
#include "ui/widgets/text.h"

#include <QCoreApplication>
#include <algorithm>

namespace vrft::ui {

namespace {

struct SetTexts {
    Q_DECLARE_TR_FUNCTIONS(SetTexts)
};

const MedMnistPart& partOf(const MedMnist& set, Split split) {
    return set.parts[static_cast<std::size_t>(split)];
}

// Ids of classes are the labels as decimals.
qint64 countOf(const MedMnist& set, const TaskClass& entry) {
    qint64 count = 0;
    for (const MedMnistPart& part : set.parts)
        count += std::count_if(part.labels.begin(), part.labels.end(),
                               [&](int label) { return std::to_string(label) == entry.id; });
    return count;
}

} // namespace

bool isPublishedSet(const std::filesystem::path& path) {
    return path.extension() == ".npz";
}

QString describeSet(const MedMnist& set) {
    const auto num = [&](Split split) { return static_cast<qint64>(partOf(set, split).count); };
    QStringList classes;
    for (const TaskClass& entry : set.task.classes)
        classes << SetTexts::tr("%1: %2").arg(qs(entry.name), grouped(countOf(set, entry)));
    return SetTexts::tr("%1, %2 images of %3 × %4 pixels, %5.")
               .arg(qs(set.task.name), grouped(num(Split::Train) + num(Split::Val) + num(Split::Test)))
               .arg(set.width)
               .arg(set.height)
               .arg(set.channels == 1 ? SetTexts::tr("grey") : SetTexts::tr("colour")) +
           QLatin1Char('\n') + SetTexts::tr("Classes: %1.").arg(classes.join(QStringLiteral("; "))) +
           QLatin1Char('\n') +
           SetTexts::tr("Official splits: train %1, held out %2, test %3.")
               .arg(grouped(num(Split::Train)), grouped(num(Split::Val)), grouped(num(Split::Test)));
}

SetWords readPublishedSets(std::span<const std::filesystem::path> files) {
    SetWords words;
    QStringList names;
    QStringList texts;
    for (const std::filesystem::path& file : files) {
        try {
            const MedMnist set = readMedMnist(std::filesystem::absolute(file));
            names << qs(set.task.name);
            texts << describeSet(set);
        } catch (const std::exception&) {
            return {}; // the import itself says why, in its ledger
        }
    }
    if (texts.isEmpty()) return words;
    words.names = names.size() == 1
                      ? names.front()
                      : SetTexts::tr("%1 and %2 more").arg(names.front(), grouped(names.size() - 1));
    words.text = texts.join(QStringLiteral("\n\n"));
    return words;
}

} // namespace vrft::ui
