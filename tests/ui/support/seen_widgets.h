// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// What a person sees of a window, widget by widget: which of them are controls, and what is cut off.
#pragma once

#include <QMutex>
#include <QString>
#include <QStringList>
#include <QTranslator>
#include <QWidget>
#include <vector>

namespace vrft::test {

bool isControl(const QWidget& widget);
QString describe(const QWidget& widget); // class, object name, words

// The controls of `window` that are shown; Qt's own parts inside others (a list's header, a field's clear
// button) left out.
std::vector<QWidget*> controlsOf(QWidget& window);

// Labels and buttons whose words don't fit, and those that lie outside the window, one line each. What a
// scroll area shows by scrolling isn't cut off.
QStringList cutOff(QWidget& window);

// Every string of the program 40 % longer, as a language with longer words would have it.
class LongerWords : public QTranslator {
public:
    QString translate(const char* context, const char* text, const char* comment, int n) const override;
    bool isEmpty() const override { return false; }
};

// The texts a translation is asked for and doesn't have; Qt's own left out. Installed last, it is asked first
// and answers nothing.
class UntranslatedWords : public QTranslator {
public:
    explicit UntranslatedWords(const QString& file);
    QString translate(const char* context, const char* text, const char* comment, int n) const override;
    bool isEmpty() const override { return false; }
    int asked() const { return asked_; }
    QStringList missing() const; // "context: text"

private:
    QTranslator translation_;
    mutable QMutex lock_; // threads speak too
    mutable int asked_ = 0;
    mutable QStringList missing_;
};

} // namespace vrft::test
