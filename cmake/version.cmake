# Writes OUTPUT, the C file with hpmsim_version(): VERSION, and the commit where SOURCE is a git
# checkout ("+": with changes); and hpmsim_date(), the commit's day. Run at each build; the file changes only when its content does.
set(text "${VERSION}")
set(date "")
find_program(GIT git)
if(GIT AND EXISTS ${SOURCE}/.git)
    execute_process(COMMAND ${GIT} -C ${SOURCE} rev-parse --short=9 HEAD
                    OUTPUT_VARIABLE commit OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
    execute_process(COMMAND ${GIT} -C ${SOURCE} log -1 --format=%cs
                    OUTPUT_VARIABLE date OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
    execute_process(COMMAND ${GIT} -C ${SOURCE} status --porcelain --untracked-files=no
                    OUTPUT_VARIABLE changes ERROR_QUIET)
    if(commit)
        set(text "${text} (${commit}")
        if(changes)
            set(text "${text}+")
        endif()
        set(text "${text})")
    endif()
endif()
file(WRITE ${OUTPUT}.new
     "#include \"base/base.h\"\n\nconst char *hpmsim_version(void) {\n    return \"${text}\";\n}\n\n\
const char *hpmsim_date(void) {\n    return \"${date}\";\n}\n")
file(COPY_FILE ${OUTPUT}.new ${OUTPUT} ONLY_IF_DIFFERENT)
