// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// The ledger of an import, without an import.
#pragma once

#include <QObject>

class LedgerDialogTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void a_file_with_trouble_says_why_and_where();
    void the_next_import_begins_with_all_of_its_files();
    void names_of_files_are_text_and_nothing_else();
};
