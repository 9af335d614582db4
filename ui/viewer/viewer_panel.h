// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The viewer: its tool bar, one image or two side by side, the strip of the active one's series.
//
// The first pane is the one that is looked at and labelled; the second is for comparison: another series, as
// a rule of an earlier study of the same patient. Linked, they scroll together; zoom, place and window are
// each one's own. Not here: labels (the annotate room puts boxes on `view`). Ownership: the parent's; borrows
// the frame source. Thread rule: UI thread.
#pragma once

#include "ui/viewer/presets.h"
#include "ui/viewer/thumbnails.h"
#include "ui/viewer/viewer_pane.h"

#include <QActionGroup>
#include <QTimer>
#include <QWidget>
#include <array>
#include <map>

class QStackedWidget;

namespace vrft::ui {

class Combo;
class SeriesStrip;
class MarksKey;
class TagBrowser;

// How the first pane shows its series, as chosen by hand.
struct ViewerLook {
    std::string seriesUid;
    std::optional<Window> window; // none: the images' own
    bool inverted = false;
};

class ViewerPanel : public QWidget {
    Q_OBJECT
public:
    ViewerPanel(FrameSource& source, Thumbnails& thumbnails, QWidget* parent = nullptr);

    // Of the first pane.
    StackCursor& cursor() { return panes_[0]->cursor(); }
    ImageView& view() { return panes_[0]->view(); }

    ViewerPane& pane(std::size_t index) { return *panes_[index]; } // 0 and 1
    std::size_t activePane() const { return active_; }
    bool sideBySide() const { return layout_->isChecked(); }
    void openBeside(const SeriesPlace& place, int stack = 0); // in the library of the first pane
    void libraryChanged(const LibraryPointer& library);       // the second pane follows by itself
    // Lengths and regions are kept by who owns the workspace: it fills in what `seriesOpened` asks for.
    void addMeasurements(const MeasurementBook& kept); // of images that have none here yet
    void setMeasurements(const ImageRef& image, const std::vector<Measurement>& measurements);
    void forgetMeasurements(); // another workspace or reader; asks again for what is open
    const MeasurementBook& measurements() const { return measurements_; }
    void chooseTool(Tool tool);
    MarksKey& marksKey() { return *marksKey_; }
    void setChromeHidden(bool hidden); // only the image stays
    ViewerLook look() const;
    void setLook(const ViewerLook& look); // before its series is opened

    QList<QAction*> viewActions() const; // for menus and the key sheet, in their order
    QList<QAction*> goActions() const { return {previous_, next_, previousSecond_, nextSecond_}; }

Q_SIGNALS:
    void seriesChosen(std::size_t series); // for the first pane
    void measurementsWanted(const QString& seriesUid);
    void measured(const vrft::ImageRef& image, const QString& action); // `measurements` has it

private:
    QAction* addTool(Tool tool, const QString& name, const QString& icon, const QKeySequence& keys);
    QAction* addAction(const QString& name, const QString& icon, const QKeySequence& keys);
    void makeActions();
    QWidget* makeToolBar();
    void connectPane(std::size_t index);
    ViewerPane& active() { return *panes_[active_]; }
    void activate(std::size_t index);
    void showMeasurements();
    void setSideBySide(bool two);
    void openComparison();
    void seriesOpened(std::size_t pane);
    void scrollTogether();
    void useTool(Tool tool);
    void showTags();
    void followTags();
    void chooseStack(std::size_t series, int stack);
    void askForFrames();
    void updateActions();
    void updatePresets();
    void playStep();

    FrameSource& source_;
    StackBook stacks_;
    MeasurementBook measurements_;
    std::array<ViewerPane*, 2> panes_{};
    std::array<SeriesStrip*, 2> strips_{};
    QStackedWidget* stripStack_;
    MarksKey* marksKey_ = nullptr;
    std::size_t active_ = 0;
    QWidget* toolBar_ = nullptr;
    Combo* presetBox_ = nullptr;
    QActionGroup* tools_;
    std::map<Tool, QAction*> toolActions_;
    QAction* invert_ = nullptr;
    QAction* fit_ = nullptr;
    QAction* actual_ = nullptr;
    QAction* cine_ = nullptr;
    QAction* previous_ = nullptr;
    QAction* next_ = nullptr;
    QAction* previousSecond_ = nullptr;
    QAction* nextSecond_ = nullptr;
    QAction* link_ = nullptr;
    QAction* layout_ = nullptr;
    QAction* tags_ = nullptr;
    TagBrowser* tagBrowser_ = nullptr; // made when first wanted
    QTimer play_;
    std::vector<Preset> presets_;
    QStringList presetNames_; // in the list
    FramePointer presetsOf_;  // the frame they were made for
};

} // namespace vrft::ui
