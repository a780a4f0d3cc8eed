# Run by cpack between installing and packing: makes of the files what Debian's policy asks for.
# CPACK_TEMPORARY_DIRECTORY is the folder that becomes the root of the package.
set(root ${CPACK_TEMPORARY_DIRECTORY}${CPACK_PACKAGING_INSTALL_PREFIX})
set(doc ${root}/share/doc/hpmsim)

string(TIMESTAMP date "%a, %d %b %Y %H:%M:%S +0000" UTC)
file(WRITE ${doc}/changelog "hpmsim (${CPACK_PACKAGE_VERSION}) unstable; urgency=medium\n\n\
  * Built from the source tree with cpack.\n\n -- ${CPACK_DEBIAN_PACKAGE_MAINTAINER}  ${date}\n")
file(WRITE ${doc}/copyright "hpmsim: a testbed for heterogeneous process migration.\n\n\
Copyright 2026 the authors of hpmsim.\n\n\
The source tree names no licence; ask the authors before you pass this package on.\n")
# man pages and the changelog are compressed, without names and times of files
file(GLOB pages ${root}/share/man/man1/*.1)
execute_process(COMMAND gzip -9 -n -f ${pages} ${doc}/changelog COMMAND_ERROR_IS_FATAL ANY)

# zsh looks for what packages bring in a folder of its own
if(EXISTS ${root}/share/zsh/site-functions)
    file(RENAME ${root}/share/zsh/site-functions ${root}/share/zsh/vendor-completions)
endif()

file(GLOB_RECURSE files LIST_DIRECTORIES true ${CPACK_TEMPORARY_DIRECTORY}/usr/*)
foreach(file IN LISTS files)
    if(IS_DIRECTORY ${file} OR file MATCHES "/usr/bin/|\\.sh$")
        file(CHMOD ${file} PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE
             GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
    else()
        file(CHMOD ${file} PERMISSIONS OWNER_READ OWNER_WRITE GROUP_READ WORLD_READ)
    endif()
endforeach()
