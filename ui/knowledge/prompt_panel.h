// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: GPL-3.0-or-later
// "Exactly what the model will read": the prompt of the chosen task with its knowledge, without, or both, for
// an image and a policy, and what it costs.
//
// Follows what is typed. Ownership: the parent's; borrows model and thumbnails. Thread rule: UI thread.
#pragma once

#include "ui/knowledge/knowledge_model.h"
#include "ui/knowledge/token_counter.h"
#include "ui/viewer/thumbnails.h"
#include "ui/workspace/policies.h"

#include <QWidget>

class QLabel;
class QTimer;

namespace vrft::ui {

class Combo;
class ElidedLabel;
class PromptView;
class Segments;

struct PromptImage {
    QString name; // "SYN-0131, image 1"
    FrameAddress address;
    Size size;
};

class PromptPanel : public QWidget {
    Q_OBJECT
public:
    PromptPanel(KnowledgeModel& model, Thumbnails& thumbnails, QWidget* parent = nullptr);

    void setImages(std::vector<PromptImage> images);
    void setPolicies(std::vector<AskablePolicy> policies);

private:
    const PromptImage* image() const;
    const AskablePolicy* policy() const;
    void show();
    void showPicture();
    void showCount(const TokenCount& count);

    KnowledgeModel& model_;
    Thumbnails& thumbnails_;
    TokenCounter counter_;
    std::vector<PromptImage> images_;
    std::vector<AskablePolicy> policies_;
    Segments* sides_;
    Combo* imageBox_;
    Combo* policyBox_;
    QLabel* count_;
    PromptView* view_;
    QTimer* soon_;
};

} // namespace vrft::ui
