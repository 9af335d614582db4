// SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
// SPDX-License-Identifier: Apache-2.0
// A10 of the test plan: whatever a DICOMDIR names, only files below its folder are taken, each once.
#include "core/files.h"
#include "imaging/listed_files.h"
#include "tests/support/temp_folder.h"

#include <doctest/doctest.h>
#include <sys/stat.h>

using namespace vrft;

namespace {

namespace fs = std::filesystem;

// in/DICOMDIR with in/IMAGES/A1, A2, lower/b3; outside it a secret, a pipe and links to both.
struct Tree {
    Tree() {
        makeFolders(folder / "in/IMAGES");
        makeFolders(folder / "in/lower");
        makeFolders(folder / "in2");
        for (const char* file :
             {"in/DICOMDIR", "in/IMAGES/A1", "in/IMAGES/A2", "in/lower/b3", "in/V;1", "secret", "in2/near"})
            writeFileAtomic(folder / file, "x", false);
        REQUIRE(::mkfifo((folder / "in/PIPE").c_str(), 0600) == 0);
        fs::create_symlink(folder / "secret", folder / "in/ESCAPE");
        fs::create_directory_symlink(folder / "in2", folder / "in/AWAY");
        fs::create_symlink(folder / "in/IMAGES/A1", folder / "in/INSIDE");
        fs::create_symlink(folder / "in/LOOP", folder / "in/LOOP");
    }
    ListedFiles find(const std::string& id) const {
        const std::array<std::string, 1> ids{id};
        return findListed(folder / "in/DICOMDIR", ids);
    }
    test::TempFolder folder;
};

} // namespace

TEST_CASE("names inside the folder are found, as media write them") {
    const Tree tree;
    for (const char* id : {"IMAGES/A1", "images/a1", "Images/A1", "IMAGES/A1  ", "IMAGES /A1", "LOWER/B3",
                           "lower/b3", "V", "V;1", "v;2", "IMAGES/A1;1", "INSIDE", "DICOMDIR"}) {
        CAPTURE(id);
        CHECK(tree.find(id).files.size() == 1);
        CHECK(tree.find(id).words(1) == "index, used as a list: 1 files");
    }
}

TEST_CASE("names that lead out are refused, names of nothing are missing") {
    const Tree tree;
    for (const std::string& id : {std::string("../secret"),
                                  std::string("IMAGES/../../secret"),
                                  std::string("/etc/passwd"),
                                  std::string("//server/share/x"),
                                  std::string("C:/x"),
                                  std::string("C:x"),
                                  std::string("."),
                                  std::string(".."),
                                  std::string(""),
                                  std::string("IMAGES//A1"),
                                  std::string("IMAGES/A1/"),
                                  std::string("IMAGES/./A1"),
                                  std::string("ESCAPE"),
                                  std::string("AWAY/near"),
                                  std::string("AWAY/../secret"),
                                  std::string("IMAGES/A1\0.txt", 14),
                                  std::string(300, 'A'),
                                  std::string("IMAGES/") + std::string(300, 'A'),
                                  std::string("   "),
                                  std::string("/"),
                                  std::string("////"),
                                  std::string("in2:near")}) {
        CAPTURE(id);
        const ListedFiles listed = tree.find(id);
        CHECK(listed.files.empty());
        CHECK(listed.num_refused == 1);
        CHECK(listed.words(1).find("1 outside its folder") != std::string::npos);
    }
    for (const char* id :
         {"IMAGES/A9", "IMAGES", "PIPE", "LOOP", "LOOP/A1", "IMAGES/A1/deeper", "lower", "\xFF\xFE"}) {
        CAPTURE(id);
        const ListedFiles listed = tree.find(id);
        CHECK(listed.files.empty());
        CHECK(listed.num_missing == 1);
    }
}

TEST_CASE("a file named often is taken once, and a long list is no trouble") {
    const Tree tree;
    std::vector<std::string> ids{"IMAGES/A1", "images/A1", "IMAGES/A2", "../secret"};
    for (int i = 0; i < 50000; ++i)
        ids.push_back("IMAGES/X" + std::to_string(i));
    const ListedFiles listed = findListed(tree.folder / "in/DICOMDIR", ids);
    REQUIRE(listed.files.size() == 2);
    CHECK(listed.files[0].ends_with("IMAGES/A1"));
    CHECK(listed.num_missing == 50000);
    CHECK(listed.words(ids.size()) ==
          "index, used as a list: 50004 files, 50000 missing, 1 outside its folder (first: ../secret)");
}
