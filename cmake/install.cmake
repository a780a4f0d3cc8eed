# What is installed, and the Debian package of it. Included by the top CMakeLists.txt.
#   cmake --install build --prefix PREFIX    or    ./dev install PREFIX
#   cpack -G DEB --config build/CPackConfig.cmake    or    ./dev package
# Nothing here knows where it will be installed: the ready models are part of the program, and
# experiments find their workloads by relative paths, so that the whole can be moved.
#
# hpmsim has no public library and so no headers and no pkg-config file: its folders are static
# libraries that only the program is linked from.

include(GNUInstallDirs)
set(HPMSIM_ZSH_DIR ${CMAKE_INSTALL_DATADIR}/zsh/site-functions
    CACHE STRING "Where zsh's completion function is installed, below the prefix")
set(share ${CMAKE_INSTALL_DATADIR}/hpmsim)

# Manual pages and completions come out of the program's own tables.
set(documents ${CMAKE_BINARY_DIR}/documents)
add_custom_command(
    OUTPUT ${documents}/commands.json
    COMMAND ${CMAKE_COMMAND} -DHPMSIM=$<TARGET_FILE:hpmsim> -DOUTPUT=${documents}
            -P ${CMAKE_SOURCE_DIR}/cmake/documents.cmake
    DEPENDS hpmsim cmake/documents.cmake
    COMMENT "Making manual pages and completions" VERBATIM)
add_custom_target(documents ALL DEPENDS ${documents}/commands.json)

# `cmake --install` and cpack take what is there; ./dev builds it first.
set(CMAKE_SKIP_INSTALL_ALL_DEPENDENCY ON)

install(TARGETS hpmsim)
install(DIRECTORY experiments workloads DESTINATION ${share})
install(DIRECTORY ${documents}/man/ DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(FILES ${documents}/hpmsim.bash RENAME hpmsim
        DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions)
install(FILES ${documents}/_hpmsim DESTINATION ${HPMSIM_ZSH_DIR})
install(FILES README.md DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(DIRECTORY docs DESTINATION ${CMAKE_INSTALL_DOCDIR})
# where "$schema" of the installed experiments says
install(FILES docs/experiment.schema.json docs/model.schema.json DESTINATION ${share}/docs)

# ---- Packages -------------------------------------------------------------------------------

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME hpmsim)
set(CPACK_PACKAGE_VENDOR hpmsim)
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "testbed for heterogeneous process migration")
set(CPACK_PACKAGE_DESCRIPTION
    "hpmsim moves running processes between emulated machines whose instruction\n\
sets, register counts and word sizes differ. Programs are C or WebAssembly;\n\
the machines are Unicorn engines that run real machine code, each narrowed to\n\
the number of registers that an experiment studies.")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)

set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_MAINTAINER "hpmsim maintainers <maintainers@hpmsim.example>"
    CACHE STRING "Maintainer of the Debian package: NAME <ADDRESS>")
set(CPACK_DEBIAN_PACKAGE_SECTION science)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
# What loads programs in C (clang ...) and .wat files (wabt).
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "clang, lld, wasi-libc, libclang-rt-14-dev-wasm32, wabt")
set(CPACK_PRE_BUILD_SCRIPTS ${CMAKE_SOURCE_DIR}/cmake/debian.cmake)
include(CPack)
