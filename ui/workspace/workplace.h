// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// One of the five workplaces: what the window's frame asks of it, whatever it is for.
//
// A page fills the space between rail and status bar. Its actions belong to it and are hidden with it, so two
// workplaces may use one key for different things. A disabled action's property `reason` says why; the
// command palette shows it. Not here: the frame (ui/shell). Ownership: the parent's. Thread rule: UI thread.
#pragma once

#include "ui/workspace/labels.h"

#include <QAction>
#include <QList>
#include <QString>
#include <QWidget>
#include <any>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace vrft::ui {

enum class WorkplaceKind { Studies, Knowledge, Dataset, Training, Review };

// Another workplace, and what to show in it.
struct PlaceLink {
    WorkplaceKind place = WorkplaceKind::Studies;
    QString what; // in that workplace's own words (its header says which); empty: as it is
};

// An edit that was undone or done again.
struct SteppedEdit {
    QString action;
    bool undone = false;
    std::string entity; // of its first change: "annotation", "task", "verdict", ...
    std::string key;
    std::optional<ImageRef> image; // where it concerns one
};

struct KeyGroup {
    QString name;
    QList<QAction*> actions;                        // those without a key aren't on the sheet
    std::vector<std::pair<QString, QString>> hands; // keys and mouse that belong to no action: name, key
    bool editable = true;                           // the actions' keys
};

// What a workplace adds to the window's menus.
struct MenuActions {
    QList<QAction*> workspace;
    QList<QAction*> edit;
    QList<QAction*> view;
    QList<QAction*> go;
    QList<QAction*> run;
};

class Workplace : public QWidget {
    Q_OBJECT
public:
    Workplace(WorkplaceKind kind, QString name, QString icon, QWidget* parent = nullptr);

    WorkplaceKind kind() const { return kind_; }
    const QString& name() const { return name_; } // "Studies"
    const QString& icon() const { return icon_; } // in resources/icons

    virtual QList<QWidget*> areas() const = 0;     // for F6: left dock, page, right dock
    virtual void enter() {}                        // it came into view: the focus goes where work goes on
    virtual void commit() {}                       // what is typed but not stored yet
    virtual void leave() { commit(); }             // workspace or window are about to go
    virtual void setReader(const QString& reader); // who works here
    virtual void setAutosave(int milliseconds);    // of what is typed, after the last key
    virtual void open(const PlaceLink& link);      // shows what another workplace spoke of
    virtual bool shows(const std::string& entity) const; // edits of such things are looked at here
    virtual void showEdit(const SteppedEdit& edit);      // one of `shows`
    virtual void setLeftHidden(bool hidden);
    virtual void setRightHidden(bool hidden);
    virtual void setOnlyImage(bool only);
    // What is shown and chosen here and isn't stored anywhere: a page made anew (in another language) is
    // given what the page before it said, before a workspace is opened. Of pages of one kind.
    virtual std::any state() const { return {}; }
    virtual void setState(const std::any& state);
    virtual QString unfinished() const { return {}; } // work that would end with the page, in words
    virtual std::vector<KeyGroup> keyGroups() const { return {}; }
    virtual MenuActions menuActions() const { return {}; }

Q_SIGNALS:
    void said(const QString& text); // after an act that can be undone
    void badgeChanged(int count, bool alarm,
                      const QString& meaning); // `meaning`: what it counts, for the tool tip
    void runChanged(const QString& text);      // of the running run, for the status bar; empty: none runs
    void placeWanted(const vrft::ui::PlaceLink& link);
    void settingsWanted();

private:
    WorkplaceKind kind_;
    QString name_;
    QString icon_;
};

} // namespace vrft::ui
