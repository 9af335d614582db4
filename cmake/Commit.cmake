# SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
# SPDX-License-Identifier: Apache-2.0
# Writes OUT with the commit of SOURCE, if it changed. Run at every build: cmake -DSOURCE=.. -DOUT=.. -P Commit.cmake
cmake_minimum_required(VERSION 3.25)
execute_process(COMMAND git describe --always --abbrev=12 --dirty --exclude=* WORKING_DIRECTORY ${SOURCE}
                OUTPUT_VARIABLE commit OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
if(NOT commit)
  set(commit unknown)
endif()
file(CONFIGURE OUTPUT ${OUT} CONTENT "#pragma once\n#define VRFT_COMMIT \"@commit@\"\n" @ONLY)
