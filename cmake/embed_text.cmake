# Writes OUTPUT, a C file that holds the text file INPUT as `const char SYMBOL[]`. Run by the
# build: cmake -DOUTPUT=... -DINPUT=... -DSYMBOL=... -P this.
file(READ "${INPUT}" hex HEX)
string(REGEX REPLACE "(..)" "0x\\1,\n" bytes "${hex}")
file(WRITE "${OUTPUT}" "extern const char ${SYMBOL}[];\nconst char ${SYMBOL}[] = {\n${bytes}0};\n")
