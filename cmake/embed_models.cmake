# Writes OUTPUT, a C file that holds the JSON files MODELS (a list separated by |) as the table
# model_texts[], sorted by name. Run by the build: cmake -DOUTPUT=... -DMODELS=... -P this.
# The texts are written as numbers, so that nothing in them can upset CMake or C.
string(REPLACE "|" ";" models "${MODELS}")
list(SORT models)
set(count 0)
set(texts "")
set(table "")
foreach(model IN LISTS models)
    get_filename_component(name "${model}" NAME_WE)
    file(READ "${model}" hex HEX)
    string(LENGTH "${hex}" size)
    math(EXPR size "${size} / 2")
    string(REGEX REPLACE "(..)" "0x\\1,\n" bytes "${hex}")
    string(APPEND texts "static const unsigned char text_${count}[] = {\n${bytes}0};\n")
    string(APPEND table "    {\"${name}\", (const char *)text_${count}, ${size}},\n")
    math(EXPR count "${count} + 1")
endforeach()
file(WRITE "${OUTPUT}" "/* Made by the build out of isa/models/. */
#include \"isa/model_text.h\"

${texts}
const struct model_text model_texts[] = {
${table}    {NULL, NULL, 0},
};
const u32 model_text_count = ${count};
")
