# SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
# SPDX-License-Identifier: Apache-2.0
# LibTorch: the distribution's package, or the folder given as VRFT_LIBTORCH (a PyTorch's folder torch, 1.13 to 2.x).
# Leaves TORCH_INCLUDE_DIRS, TORCH_LIBRARIES and TORCH_CXX_FLAGS.
if(NOT VRFT_LIBTORCH)
  find_package(Torch REQUIRED)
  return()
endif()
if(NOT EXISTS ${VRFT_LIBTORCH}/lib/libtorch_cuda.so AND NOT VRFT_PLAIN_LIBTORCH)
  list(PREPEND CMAKE_PREFIX_PATH ${VRFT_LIBTORCH})
  find_package(Torch REQUIRED)
  return()
endif()

# The package of a CUDA build looks for the whole CUDA toolkit, compiler included. This program holds no kernels of its
# own: the libraries and headers in the folder are enough, and they find their CUDA libraries themselves.
set(TORCH_INCLUDE_DIRS ${VRFT_LIBTORCH}/include ${VRFT_LIBTORCH}/include/torch/csrc/api/include)
if(NOT EXISTS ${VRFT_LIBTORCH}/lib/libtorch.so OR NOT EXISTS ${VRFT_LIBTORCH}/include/torch/csrc/api/include/torch/types.h)
  message(FATAL_ERROR "No LibTorch in ${VRFT_LIBTORCH}: lib/libtorch.so or its headers are missing there")
endif()
# Wheels of CUDA export a std::filesystem of their own that crashes: the system's comes first. The shared one: LibTorch
# uses it, and a second copy in the program (of a compiler that brings the archive alone) gives it the wrong facets.
execute_process(COMMAND ${CMAKE_CXX_COMPILER} -print-file-name=libstdc++.so.6 OUTPUT_VARIABLE vrft_stdcxx
  OUTPUT_STRIP_TRAILING_WHITESPACE)
if(NOT EXISTS "${vrft_stdcxx}")
  find_library(VRFT_STDCXX NAMES libstdc++.so.6 PATHS /usr/lib /usr/lib64
    PATH_SUFFIXES ${CMAKE_SYSTEM_PROCESSOR}-linux-gnu)
  set(vrft_stdcxx ${VRFT_STDCXX})
endif()
if(NOT EXISTS "${vrft_stdcxx}")
  message(FATAL_ERROR "No libstdc++.so.6 here, which LibTorch in ${VRFT_LIBTORCH} uses")
endif()
set(TORCH_LIBRARIES -Wl,--no-as-needed ${vrft_stdcxx})
foreach(part torch torch_cpu torch_cuda c10_cuda c10)
  if(EXISTS ${VRFT_LIBTORCH}/lib/lib${part}.so)
    list(APPEND TORCH_LIBRARIES ${VRFT_LIBTORCH}/lib/lib${part}.so)
  endif()
endforeach()
list(APPEND TORCH_LIBRARIES -Wl,--as-needed -Wl,--allow-shlib-undefined)
# Wheels before 2.7 may have been built with the old std::string.
file(STRINGS ${VRFT_LIBTORCH}/share/cmake/Torch/TorchConfig.cmake abi_line REGEX "_GLIBCXX_USE_CXX11_ABI=0")
if(abi_line)
  add_compile_definitions(_GLIBCXX_USE_CXX11_ABI=0)
endif()
message(STATUS "Found Torch: ${VRFT_LIBTORCH} (its libraries alone)")
