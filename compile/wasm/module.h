/* compile/wasm/module.h: what the parts of the decoder share. */
#ifndef HPMSIM_COMPILE_WASM_MODULE_H
#define HPMSIM_COMPILE_WASM_MODULE_H

#include "compile/wasm/opcodes.h"
#include "compile/wasm/reader.h"
#include "image/program.h"

/* What a module may have at most, beyond what its bytes can hold. Most are the limits that
 * browsers share; tables and element segments are numbered in 16 bits by the host's services.
 */
enum {
    MAX_MODULE_BYTES = 1 << 30,
    MAX_TYPES = 1000000,
    MAX_FUNCTIONS = 1000000,
    MAX_IMPORTS = 1000000,
    MAX_EXPORTS = 1000000,
    MAX_GLOBALS = 1000000,
    MAX_DATA_SEGMENTS = 100000,
    MAX_ELEMENT_SEGMENTS = 1 << 16,
    MAX_ELEMENTS = 10000000,
    MAX_TABLES = 1 << 16,
    MAX_PARAMS = 1000,
    MAX_RESULTS = 1000,
    MAX_LOCALS = 50000,
    MAX_NESTING = 100000,  /* of blocks in a function */
    MAX_OPERANDS = 1 << 20 /* on the operand stack of a function */
};

struct validator;

struct decoder {
    struct program *p;
    struct reader r;
    struct arena scratch;        /* dies with the decoder */
    struct bits declared;        /* functions that code may take a reference of */
    u32 declared_data_count;     /* of the DataCount section */
    u32 code_count;              /* bodies seen */
    const u8 *names, *names_end; /* content of the name section; NULL: none */
    struct validator *validator;
};

/* ---- decode.c */
bool is_ref_type(u8 type);
bool is_value_type(u8 type);
enum type machine_type(u8 value_type);
/* Reads a reference type; 0 on failure. */
u8 read_ref_type(struct decoder *d);

/* ---- segments.c */
/* A constant expression of the given value type. */
bool read_init(struct decoder *d, u8 value_type, struct init *out);
void read_elements(struct decoder *d);
void read_data(struct decoder *d);

/* ---- names.c: names for all functions, from the name section, imports and exports. */
void read_names(struct decoder *d);

/* ---- validate.c */
/* For the bodies between here and r.end. */
struct validator *validator_new(struct decoder *d);
void validator_free(struct validator *v);
/* Validates the body between r.at and r.end: locals and code. */
void validate_body(struct validator *v, u32 function);

#endif
