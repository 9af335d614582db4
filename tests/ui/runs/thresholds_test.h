// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>
#include <memory>

namespace vrft::test {
class NewRunWorld;
}

class ThresholdsTest : public QObject {
    Q_OBJECT
public:
    ThresholdsTest();
    ~ThresholdsTest() override;

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void everyThresholdStandsThereWithItsUsualValue();
    void aNumberTypedIsMarkedAndGoesWithTheRun();
    void aNumberOutOfItsBoundsIsSaidAndCantBeTaken();
    void oneOrAllGoBackToTheirUsualValues();
    void thoseOfAllSettingsAreShownAndStay();
    void cancelTakesNothing();
    void ofARunTheyAreRead();

private:
    std::unique_ptr<vrft::test::NewRunWorld> world_;
};
