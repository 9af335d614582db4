// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/workspace/workplace.h"

namespace vrft::ui {

Workplace::Workplace(WorkplaceKind kind, QString name, QString icon, QWidget* parent)
    : QWidget(parent)
    , kind_(kind)
    , name_(std::move(name))
    , icon_(std::move(icon)) {
    setAccessibleName(name_);
}

void Workplace::setReader(const QString&) {}

void Workplace::setAutosave(int) {}

void Workplace::setState(const std::any&) {}

void Workplace::open(const PlaceLink&) {}

bool Workplace::shows(const std::string&) const {
    return false;
}

void Workplace::showEdit(const SteppedEdit&) {}

void Workplace::setLeftHidden(bool) {}

void Workplace::setRightHidden(bool) {}

void Workplace::setOnlyImage(bool) {}

} // namespace vrft::ui
