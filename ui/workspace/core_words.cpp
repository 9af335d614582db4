// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/workspace/core_words.h"

namespace vrft::ui {

const std::vector<KnownSentence>& knownCoreSentences() {
    static const char* const kCore = "core";
    static const std::vector<KnownSentence> known = {
        {kCore, QT_TRANSLATE_NOOP(
                    "core", "In step %1 %2 is %3: that update was not applied, the run goes on without it.")},
        {kCore,
         QT_TRANSLATE_NOOP(
             "core",
             "If it comes again, stop, and make a run with a lower learning rate or a higher KL weight.")},
        {kCore,
         QT_TRANSLATE_NOOP("core", "Rolled back to the checkpoint of step %1, after %2 steps in a row "
                                   "without a finite update; the run goes on from there with other images.")},
        {kCore,
         QT_TRANSLATE_NOOP(
             "core", "If it comes again, make a run with a lower learning rate or a higher KL weight.")},
        {kCore,
         QT_TRANSLATE_NOOP("core", "Out of memory in step %1 while learning from %2 tokens at once: the step "
                                   "is done again with at most %3 at once, and its result is the same.")},
        {kCore,
         QT_TRANSLATE_NOOP("core", "Out of memory in step %1 while %2 answers were sampled at once: they are "
                                   "sampled again with at most %3 at once.")},
        {kCore, QT_TRANSLATE_NOOP("core", "External reward failed in step %1: %2. The groups it failed at "
                                          "count 0, and the run goes on.")},
        {kCore, QT_TRANSLATE_NOOP("core", "External reward failed in the evaluation after step %1: %2. The "
                                          "answers it failed at count 0, and the run goes on.")},
        {kCore, QT_TRANSLATE_NOOP("core", "Nothing is lost; steps take a little longer from here on. More "
                                          "memory, shorter answers or smaller images avoid it.")},
        {kCore, QT_TRANSLATE_NOOP("core", "For %1 steps more than %2 % of the groups had equal rewards for "
                                          "all completions: nothing can be learned from them.")},
        {kCore, QT_TRANSLATE_NOOP("core", "Read some completions with their rewards. If all are wrong, start "
                                          "from a better policy or reward near answers (fuzzy grades); if "
                                          "all are right, the run is done; else raise the temperature.")},
        {kCore, QT_TRANSLATE_NOOP("core", "Free the space: the run goes on by itself. Nothing is lost.")},
        {kCore, QT_TRANSLATE_NOOP("core", "A checkpoint is damaged and passed over: %1")},
        {kCore, QT_TRANSLATE_NOOP("core", "no checkpoint of this run is sound any more")},
        {kCore, QT_TRANSLATE_NOOP("core", "Figures of these steps are lost; training isn't")},
        {kCore, QT_TRANSLATE_NOOP("core", "Write control.json again")},
        {kCore, QT_TRANSLATE_NOOP("core", "Choose Continue to go on")},
        {kCore, QT_TRANSLATE_NOOP("core", "the folder exists already")},
        {kCore, QT_TRANSLATE_NOOP("core", "Choose another name")},
        {kCore, QT_TRANSLATE_NOOP("core", "a file is needed, this is a folder")},
        {kCore, QT_TRANSLATE_NOOP("core", "Check the path")},
        {kCore, QT_TRANSLATE_NOOP("core", "can't read the file")},
        {kCore, QT_TRANSLATE_NOOP("core", "can't write the file")},
        {kCore, QT_TRANSLATE_NOOP("core", "Check the disk")},
        {kCore, QT_TRANSLATE_NOOP("core", "a file stands where a folder is needed")},
        {kCore, QT_TRANSLATE_NOOP("core", "Move it away or choose another place")},
        {kCore, QT_TRANSLATE_NOOP("core", "not valid JSON: %1")},
        {kCore, QT_TRANSLATE_NOOP("core", "Correct the file or make it again")},
        {kCore, QT_TRANSLATE_NOOP("core", "format %1 is newer than this program's %2")},
        {kCore,
         QT_TRANSLATE_NOOP("core", "Open it with the program version that wrote it, or update this one")},
        {kCore, QT_TRANSLATE_NOOP("core", "there is no such folder")},
        {kCore, QT_TRANSLATE_NOOP("core", "there is no such file")},
        {kCore, QT_TRANSLATE_NOOP("core", "there is no workspace here")},
        {kCore, QT_TRANSLATE_NOOP("core", "there is a workspace already")},
        {kCore, QT_TRANSLATE_NOOP("core", "Open it, or choose another folder")},
        {kCore, QT_TRANSLATE_NOOP("core", "the folder isn't empty (\"%1\")")},
        {kCore, QT_TRANSLATE_NOOP("core", "Choose a new or an empty folder for the workspace")},
        {kCore, QT_TRANSLATE_NOOP("core", "another program has the library open")},
        {kCore, QT_TRANSLATE_NOOP("core", "Close it first")},
        {kCore, QT_TRANSLATE_NOOP("core", "the library is damaged: %1")},
        {kCore, QT_TRANSLATE_NOOP("core", "the library can't be written: %1")},
        {kCore, QT_TRANSLATE_NOOP("core", "Choose a folder you may write to, or change its permissions")},
        {kCore, QT_TRANSLATE_NOOP("core", "this disk can't hold a write-ahead log")},
        {kCore, QT_TRANSLATE_NOOP("core", "Put the workspace on a local disk")},
        {kCore, QT_TRANSLATE_NOOP("core", "the workspace has schema %1, this program knows up to %2")},
        {kCore, QT_TRANSLATE_NOOP("core", "there is no such backup")},
        {kCore, QT_TRANSLATE_NOOP("core", "Look into the folder backups")},
        {kCore, QT_TRANSLATE_NOOP("core", "the backup is damaged: %1")},
        {kCore, QT_TRANSLATE_NOOP("core", "Choose another backup")},
        {kCore, QT_TRANSLATE_NOOP("core", "the annotated image isn't stored")},
        {kCore, QT_TRANSLATE_NOOP("core", "Import it first")},
        {kCore, QT_TRANSLATE_NOOP("core", "the image that was measured isn't in the workspace")},
        {kCore, QT_TRANSLATE_NOOP("core", "Import it again")},
        {kCore, QT_TRANSLATE_NOOP("core", "%1 annotations wouldn't fit the changed task: %2")},
        {kCore, QT_TRANSLATE_NOOP("core", "Change those annotations first, or give the new task another id")},
        {kCore, QT_TRANSLATE_NOOP("core", "there is nothing to import")},
        {kCore, QT_TRANSLATE_NOOP("core", "the import was cancelled")},
        {kCore, QT_TRANSLATE_NOOP("core", "the bytes changed while they were read")},
        {kCore, QT_TRANSLATE_NOOP("core", "Import the file again when nothing writes to it")},
        {kCore, QT_TRANSLATE_NOOP("core", "Leave the file out or export it again from its source")},
        {kCore, QT_TRANSLATE_NOOP("core", "Leave the file out")},
        {kCore, QT_TRANSLATE_NOOP("core", "Leave it out")},
        {kCore, QT_TRANSLATE_NOOP("core", "the file needs more memory than is allowed")},
        {kCore, QT_TRANSLATE_NOOP("core", "reading was stopped")},
        {kCore,
         QT_TRANSLATE_NOOP("core", "Install vrftaug-data beside this program, then open the image again")},
        {kCore, QT_TRANSLATE_NOOP("core", "freezing was stopped")},
        {kCore, QT_TRANSLATE_NOOP("core", "there is nothing labelled for task %1 to freeze")},
        {kCore, QT_TRANSLATE_NOOP("core", "Annotate images for this task first")},
        {kCore,
         QT_TRANSLATE_NOOP("core", "all training samples are of one class, so there is nothing to learn")},
        {kCore, QT_TRANSLATE_NOOP("core", "Label images of another class too")},
        {kCore, QT_TRANSLATE_NOOP("core", "this is no dataset folder: it has no dataset.json")},
        {kCore, QT_TRANSLATE_NOOP("core", "Freeze one with vrftaug-data dataset, or check the path")},
        {kCore, QT_TRANSLATE_NOOP("core", "the image's pixels aren't those that were frozen")},
        {kCore, QT_TRANSLATE_NOOP("core", "another dataset lies where the run's was")},
        {kCore, QT_TRANSLATE_NOOP("core", "Bring the old one back; traces are shown without images")},
        {kCore, QT_TRANSLATE_NOOP("core", "there is a policy named %1 already")},
        {kCore, QT_TRANSLATE_NOOP("core", "the folder that %1 is linked to isn't there")},
        {kCore, QT_TRANSLATE_NOOP("core", "Put it back, or take the policy out and add it again")},
        {kCore, QT_TRANSLATE_NOOP("core", "there is no policy named %1")},
        {kCore, QT_TRANSLATE_NOOP("core", "this folder is no run: it has no run.json")},
        {kCore, QT_TRANSLATE_NOOP("core", "the file became shorter: %1 bytes were read, it has %2")},
        {kCore, QT_TRANSLATE_NOOP("core", "Open the run again")},
        {kCore, QT_TRANSLATE_NOOP("core", "the answer isn't there any more")},
        {kCore, QT_TRANSLATE_NOOP("core", "the token statistics of this part of the run are no longer kept")},
        {kCore, QT_TRANSLATE_NOOP("core", "the program that trains isn't there")},
        {kCore, QT_TRANSLATE_NOOP("core", "the program that trains can't be started")},
        {kCore, QT_TRANSLATE_NOOP("core", "Install the program completely")},
        {kCore, QT_TRANSLATE_NOOP("core", "Install the program completely, or build it with training")}};
    return known;
}

QString coreWords(const QString& english) {
    static const KnownSentences known(knownCoreSentences(), {});
    return known.inWords(english);
}

} // namespace vrft::ui
