# SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
# SPDX-License-Identifier: GPL-3.0-or-later
# What every target of the window shares: Qt's strictness, its precompiled header, tests that click and type.

add_library(vrft_qt INTERFACE)
target_link_libraries(vrft_qt INTERFACE Qt6::Widgets)
target_compile_definitions(vrft_qt INTERFACE
  QT_NO_CONTEXTLESS_CONNECT QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_KEYWORDS
  QT_DISABLE_DEPRECATED_BEFORE=0x060400)

# vrft_ui_library(NAME SOURCES ... PUBLIC lib ... PRIVATE lib ... [HOT]): a static library named vrft_ui_NAME. HOT: it
# goes over pixels.
function(vrft_ui_library name)
  cmake_parse_arguments(arg "HOT" "" "SOURCES;PUBLIC;PRIVATE" ${ARGN})
  add_library(vrft_ui_${name} STATIC ${arg_SOURCES})
  target_link_libraries(vrft_ui_${name} PUBLIC vrft_options vrft_qt ${arg_PUBLIC} PRIVATE ${arg_PRIVATE})
  if(NOT arg_HOT)
    target_link_libraries(vrft_ui_${name} PRIVATE vrft_quick)
  endif()
  _vrft_qt_target(vrft_ui_${name})
endfunction()

# vrft_ui_program(NAME SOURCES ... PRIVATE lib ...): an executable NAME in bin/.
function(vrft_ui_program name)
  cmake_parse_arguments(arg "" "" "SOURCES;PRIVATE" ${ARGN})
  add_executable(${name} ${arg_SOURCES})
  target_link_libraries(${name} PRIVATE vrft_options vrft_quick vrft_qt ${arg_PRIVATE})
  _vrft_qt_target(${name})
endfunction()

# vrft_qtest(NAME SOURCES x_test.cpp ... PRIVATE lib ... [SEPARATE]): one Qt Test program and one ctest entry, without a
# display. SEPARATE: as vrft_doctest has it.
# Each source ends with `#include "x_test.moc"`; tests/ui/support/qtest_main.h runs the classes of a program.
function(vrft_qtest name)
  cmake_parse_arguments(arg "SEPARATE" "" "SOURCES;PRIVATE;LABELS" ${ARGN})
  find_package(Qt6 6.4 REQUIRED COMPONENTS Test)
  add_executable(${name} ${arg_SOURCES})
  target_link_libraries(${name} PRIVATE vrft_options vrft_quick vrft_qt Qt6::Test ${arg_PRIVATE})
  target_compile_definitions(${name} PRIVATE
    VRFT_SOURCE_DIR="${PROJECT_SOURCE_DIR}" VRFT_BIN_DIR="${CMAKE_RUNTIME_OUTPUT_DIRECTORY}")
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/tests)
  _vrft_qt_target(${name})
  if(arg_SEPARATE)
    set_target_properties(${name} PROPERTIES UNITY_BUILD OFF)
  endif()
  add_test(NAME ${name} COMMAND ${name})
  set_tests_properties(${name} PROPERTIES TIMEOUT 300 LABELS "${arg_LABELS}"
    ENVIRONMENT "QT_QPA_PLATFORM=offscreen;QT_LOGGING_RULES=qt.qpa.*=false;XDG_RUNTIME_DIR=/tmp;QTEST_DISABLE_STACK_DUMP=1") # a debugger takes minutes
endfunction()

function(_vrft_qt_target target)
  set_target_properties(${target} PROPERTIES AUTOMOC ON AUTORCC ON AUTOGEN_ORIGIN_DEPENDS OFF)
  target_precompile_headers(${target} REUSE_FROM vrft_ui_pch)
endfunction()
