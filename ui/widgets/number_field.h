// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A number to type, with its bounds: out of them, the caption under the field says so and nothing is taken.
//
// Takes "−", "1e-5" and ",". Thread rule: UI thread.
#pragma once

#include <QString>
#include <QWidget>

class QLabel;
class QLineEdit;

namespace vrft::ui {

class NumberField : public QWidget {
    Q_OBJECT
public:
    struct Bounds {
        double low = 0;
        double high = 0;
        bool whole = false;
    };
    // `name` stands above the field where `captioned`, and is its accessible name anyway.
    NumberField(const QString& name, const Bounds& bounds, bool captioned, QWidget* parent = nullptr);

    void setValue(double value); // tells nobody; what is being typed stays
    double value() const { return value_; }
    void take(); // what is typed counts, as on Return; nothing where it isn't valid
    bool valid() const;
    QString trouble() const; // "Steps: between 1 and 10000000"; empty where it is valid
    QLineEdit* edit() const { return edit_; }

    static QString textOf(double value);

Q_SIGNALS:
    void valueTyped(double value);
    void validChanged(); // as it is typed

private:
    void showTrouble();

    Bounds bounds_;
    double value_ = 0;
    QLineEdit* edit_;
    QLabel* trouble_;
};

} // namespace vrft::ui
