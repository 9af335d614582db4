# SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
# SPDX-License-Identifier: Apache-2.0
# Writes OUT: the kernels of FOLDER as a string constant, in pieces that every compiler takes.
file(READ ${FOLDER}/arguments.h arguments)
string(REPLACE "#pragma once" "" text "${arguments}")
foreach(part kernels kernels_linear kernels_attend)
  file(READ ${FOLDER}/${part}.cuh piece)
  string(APPEND text "\n${piece}")
endforeach()
string(LENGTH "${text}" length)
set(pieces "")
set(start 0)
while(start LESS length)
  string(SUBSTRING "${text}" ${start} 8000 piece)
  string(APPEND pieces "R\"KERNELS(${piece})KERNELS\"\n")
  math(EXPR start "${start} + 8000")
endwhile()
file(WRITE ${OUT} "#pragma once\n\nnamespace vrft::gpu {\ninline constexpr const char* kKernelsText =\n${pieces};\n} // namespace vrft::gpu\n")
