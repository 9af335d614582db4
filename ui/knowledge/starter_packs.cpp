// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/knowledge/starter_packs.h"

#include "core/error.h"
#include "ui/widgets/text.h"

#include <QFile>

namespace vrft::ui {

std::vector<StarterPack> readPacks() {
    std::vector<StarterPack> packs;
    for (const char* name :
         {"retinopathy-grade", "birads-mass", "blood-cells", "white-cell-class", "white-cell"}) {
        const QString place = QStringLiteral(":/vrft/knowledge/packs/%1.json").arg(QLatin1String(name));
        QFile file(place);
        if (!file.open(QIODevice::ReadOnly))
            throw Error(ErrorCode::NotFound, "the starter pack isn't part of the program", utf8(place));
        packs.push_back(
            starterPackFromJson(parseJson(file.readAll().toStdString(), utf8(place)), utf8(place)));
    }
    return packs;
}

} // namespace vrft::ui
