// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// Themes and icons: every token there, text readable on every ground, every icon drawn.
#pragma once

#include <QObject>

class ThemeTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void both_themes_have_every_token();
    void text_reaches_its_contrast_on_every_ground();
    void the_style_sheet_names_only_tokens();
    void a_change_of_theme_takes_effect_at_once();
    void every_icon_draws_in_the_ink_of_its_place();
};
