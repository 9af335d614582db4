# SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
# SPDX-License-Identifier: Apache-2.0
# What every target of the house shares: warnings as errors, precompiled headers, naming.

add_library(vrft_options INTERFACE)
target_compile_options(vrft_options INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wswitch-enum -Wnon-virtual-dtor
  $<$<BOOL:${VRFT_WARNINGS_ARE_ERRORS}>:-Werror>
  -Winvalid-pch -Wno-error=invalid-pch
  # GCC 12 reports these falsely for std::string and std::vector at -O3 (GCC bugs 105329, 105651).
  -Wno-array-bounds -Wno-restrict -Wno-stringop-overflow -Wno-stringop-overread
  # Sums must round alike on every machine: pixels, hashes and statistics are compared bit for bit.
  -ffp-contract=off
  # Joined sources look like headers to GCC.
  $<$<BOOL:${CMAKE_UNITY_BUILD}>:-Wno-subobject-linkage>)
target_include_directories(vrft_options INTERFACE ${PROJECT_SOURCE_DIR})
target_compile_definitions(vrft_options INTERFACE VRFT_VERSION="${PROJECT_VERSION}")
if(VRFT_SANITIZE)
  target_compile_options(vrft_options INTERFACE -fsanitize=address,undefined -fno-omit-frame-pointer
                         -fno-sanitize-recover=undefined
                         -Wno-maybe-uninitialized) # GCC 12 reports it falsely in <regex> with sanitizers (bug 105562)
  target_link_options(vrft_options INTERFACE -fsanitize=address,undefined)
endif()

if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
  target_compile_options(vrft_options INTERFACE -Wno-unknown-warning-option)
endif()
if(VRFT_FUZZ)
  target_compile_options(vrft_options INTERFACE -fsanitize=fuzzer-no-link)
endif()

# For sources that only wire things or test them: less optimised, they take two thirds of the time to compile. The
# precompiled headers of the optimised build stay valid (GCC compares macros, and -O1 defines the same).
add_library(vrft_quick INTERFACE)
target_compile_options(vrft_quick INTERFACE $<$<CONFIG:Release>:-O1>)

# vrft_find_library(NAME header library): an interface target vrft_NAME; for libraries without a CMake package.
function(vrft_find_library name header library)
  find_path(VRFT_${name}_INCLUDE ${header} REQUIRED)
  find_library(VRFT_${name}_LIBRARY ${library} REQUIRED)
  add_library(vrft_${name} INTERFACE)
  target_include_directories(vrft_${name} SYSTEM INTERFACE ${VRFT_${name}_INCLUDE})
  target_link_libraries(vrft_${name} INTERFACE ${VRFT_${name}_LIBRARY})
endfunction()

# vrft_library(NAME SOURCES a.cpp ... PUBLIC lib ... PRIVATE lib ... [TORCH])
# A static library named vrft_NAME; TORCH chooses the precompiled header that includes LibTorch.
function(vrft_library name)
  cmake_parse_arguments(arg "TORCH" "" "SOURCES;PUBLIC;PRIVATE" ${ARGN})
  add_library(vrft_${name} STATIC ${arg_SOURCES})
  target_link_libraries(vrft_${name} PUBLIC vrft_options ${arg_PUBLIC} PRIVATE ${arg_PRIVATE})
  _vrft_pch(vrft_${name} ${arg_TORCH})
endfunction()

# vrft_program(NAME SOURCES ... PRIVATE lib ... [TORCH]): an executable NAME in bin/.
function(vrft_program name)
  cmake_parse_arguments(arg "TORCH" "" "SOURCES;PRIVATE" ${ARGN})
  add_executable(${name} ${arg_SOURCES})
  target_link_libraries(${name} PRIVATE vrft_options vrft_quick ${arg_PRIVATE})
  _vrft_pch(${name} ${arg_TORCH})
endfunction()

# vrft_doctest(NAME SOURCES x_test.cpp ... PRIVATE lib ... [TORCH] [SEPARATE] [LABELS fast|slow]): one doctest
# program and one ctest entry. SEPARATE: its sources have helpers of the same name and are never joined. Tests find the source tree in VRFT_SOURCE_DIR and the programs in VRFT_BIN_DIR; one whose
# every case was skipped (tests/support/skip.h) ends with 77.
function(vrft_doctest name)
  cmake_parse_arguments(arg "TORCH;SEPARATE" "" "SOURCES;PRIVATE;LABELS" ${ARGN})
  _vrft_doctest_main()
  add_executable(${name} ${arg_SOURCES} $<TARGET_OBJECTS:vrft_doctest_main>)
  target_link_libraries(${name} PRIVATE vrft_options vrft_quick doctest::doctest ${arg_PRIVATE})
  target_compile_definitions(${name} PRIVATE
    VRFT_SOURCE_DIR="${PROJECT_SOURCE_DIR}" VRFT_BIN_DIR="${CMAKE_RUNTIME_OUTPUT_DIRECTORY}")
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/tests)
  _vrft_pch(${name} ${arg_TORCH})
  if(arg_SEPARATE)
    set_target_properties(${name} PROPERTIES UNITY_BUILD OFF)
  endif()
  add_test(NAME ${name} COMMAND ${name})
  set_tests_properties(${name} PROPERTIES TIMEOUT 600 SKIP_RETURN_CODE 77
    ENVIRONMENT "OMP_NUM_THREADS=1;OPENBLAS_NUM_THREADS=1")
  if(arg_LABELS)
    set_tests_properties(${name} PROPERTIES LABELS "${arg_LABELS}")
  endif()
endfunction()

# doctest itself, compiled once for all its programs.
function(_vrft_doctest_main)
  find_package(doctest REQUIRED)
  if(NOT TARGET vrft_doctest_main)
    add_library(vrft_doctest_main OBJECT ${PROJECT_SOURCE_DIR}/tests/support/doctest_main.cpp)
    target_link_libraries(vrft_doctest_main PRIVATE vrft_options vrft_quick doctest::doctest)
  endif()
endfunction()

function(_vrft_pch target torch)
  if(torch)
    target_link_libraries(${target} PRIVATE vrft_torch)
    target_precompile_headers(${target} REUSE_FROM vrft_pch_torch)
  else()
    target_precompile_headers(${target} REUSE_FROM vrft_pch)
  endif()
endfunction()
