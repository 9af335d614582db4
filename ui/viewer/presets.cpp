// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewer/presets.h"

#include "ui/widgets/text.h"

#include <QCoreApplication>

namespace vrft::ui {

namespace {

struct PresetTexts {
    Q_DECLARE_TR_FUNCTIONS(PresetTexts)
};

} // namespace

Window wholeRangeOf(const ViewerFrame& frame) {
    double low = HUGE_VAL;
    double high = -HUGE_VAL;
    frame.stored.forEach([&](auto sample) {
        const auto value = static_cast<double>(sample);
        if (!std::isfinite(value)) return;
        low = std::min(low, value);
        high = std::max(high, value);
    });
    if (low > high) low = high = 0;
    low = modalityValue(low, frame.attributes);
    high = modalityValue(high, frame.attributes);
    if (low > high) std::swap(low, high);
    return {(low + high) / 2.0 + 0.5, std::max(1.0, high - low + 1.0), WindowFunction::Linear, {}};
}

std::vector<Preset> customaryWindows(const std::string& modality) {
    std::vector<Preset> presets;
    if (modality != "CT") return presets;
    struct Named {
        const char* name;
        double centre;
        double width;
    };
    // Customary settings in Hounsfield units.
    for (const Named& named : {Named{QT_TRANSLATE_NOOP("PresetTexts", "CT brain"), 40, 80},
                               Named{QT_TRANSLATE_NOOP("PresetTexts", "CT lung"), -600, 1500},
                               Named{QT_TRANSLATE_NOOP("PresetTexts", "CT bone"), 400, 1800},
                               Named{QT_TRANSLATE_NOOP("PresetTexts", "CT abdomen"), 60, 400},
                               Named{QT_TRANSLATE_NOOP("PresetTexts", "CT mediastinum"), 50, 350},
                               Named{QT_TRANSLATE_NOOP("PresetTexts", "CT vessels"), 200, 700}})
        presets.push_back(
            {PresetTexts::tr(named.name), {named.centre, named.width, WindowFunction::Linear, {}}});
    return presets;
}

std::vector<Preset> presetsFor(const ViewerFrame& frame, const std::string& modality) {
    std::vector<Preset> presets;
    if (!frame.grey()) return presets;
    const auto& windows = frame.attributes.windows;
    if (windows.empty()) presets.push_back({PresetTexts::tr("As stored"), frame.window});
    for (std::size_t i = 0; i < windows.size(); ++i) {
        const QString name = windows[i].explanation.empty()
                                 ? (i == 0 ? PresetTexts::tr("Window from header")
                                           : PresetTexts::tr("Header, window %1").arg(i + 1))
                                 : PresetTexts::tr("Header, %1").arg(qs(windows[i].explanation).toLower());
        presets.push_back({name, windows[i]});
    }
    presets.push_back(
        {PresetTexts::tr("Whole range"), frame.wholeRange ? *frame.wholeRange : wholeRangeOf(frame)});
    for (Preset& preset : customaryWindows(modality))
        presets.push_back(std::move(preset));
    return presets;
}

} // namespace vrft::ui
