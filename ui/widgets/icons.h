// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The program's own icons, painted in the text colour of their place: one SVG serves both themes and every
// scale.
//
// An icon follows a change of theme by itself (it is coloured when it is painted). Thread rule: UI thread.
#pragma once

#include "ui/widgets/theme.h"

#include <QIcon>
#include <QPixmap>

namespace vrft::ui {

// `name` is the file's without ".svg". Disabled icons take the token `disabled`.
QIcon icon(const QString& name, Token ink = Token::Text);

// One picture of it, `side` logical pixels wide.
QPixmap iconPixmap(const QString& name, int side, const QColor& ink, qreal devicePixelRatio);

} // namespace vrft::ui
