/* compile/wasm/segments.c: constant expressions, element and data segments. */
#include "compile/wasm/module.h"

/* ---- Constant expressions --------------------------------------------------------------- */

static void read_global_get(struct decoder *d, const u8 *at, struct init *out, u8 *value_type) {
    u32 index = reader_u32(&d->r);
    if (d->r.failed) return;
    if (index >= d->p->imported_global_count) { /* the program's own ones don't count here */
        reader_fail(&d->r, at, "unknown global %u", index);
        return;
    }
    const struct global *g = &d->p->globals[index];
    if (g->mutable)
        reader_fail(&d->r, at, "constant expression required: global %u is mutable", index);
    *out = (struct init){INIT_GLOBAL, g->type, index};
    *value_type = g->value_type;
}

/* A function's index, which code may then take a reference of. */
static u32 read_function_index(struct decoder *d) {
    const u8 *at = d->r.at;
    u32 index = reader_u32(&d->r);
    if (d->r.failed) return 0;
    if (index >= d->p->function_count) {
        reader_fail(&d->r, at, "unknown function %u", index);
        return 0;
    }
    bits_add(&d->declared, index);
    return index;
}

static u64 little_endian(const u8 *bytes, u32 count) {
    u64 value = 0;
    for (u32 n = count; bytes && n-- > 0;) value = value << 8 | bytes[n];
    return value;
}

/* One instruction of a constant expression; *value_type is 0 when it is no constant. */
static void read_constant(struct decoder *d, u8 op, const u8 *at, struct init *out,
                          u8 *value_type) {
    struct reader *r = &d->r;
    switch (op) {
    case WASM_I32_CONST:
        *value_type = WASM_TYPE_I32;
        out->bits = (u32)reader_s32(r);
        break;
    case WASM_I64_CONST:
        *value_type = WASM_TYPE_I64;
        out->bits = (u64)reader_s64(r);
        break;
    case WASM_F32_CONST:
        *value_type = WASM_TYPE_F32;
        out->bits = little_endian(reader_skip(r, 4), 4);
        break;
    case WASM_F64_CONST:
        *value_type = WASM_TYPE_F64;
        out->bits = little_endian(reader_skip(r, 8), 8);
        break;
    case WASM_REF_NULL:
        *value_type = read_ref_type(d);
        out->bits = NULL_REFERENCE;
        break;
    case WASM_REF_FUNC:
        *value_type = WASM_TYPE_FUNCREF;
        *out = (struct init){INIT_FUNCTION, I32, read_function_index(d)};
        break;
    case WASM_GLOBAL_GET: read_global_get(d, at, out, value_type); break;
    default:
        if (op == WASM_PREFIX || wasm_op_info[op].name) {
            reader_fail(r, at, "constant expression required");
        } else {
            reader_fail(r, at, "illegal opcode 0x%02x%s", op, reader_unsupported_op(op));
        }
    }
}

bool read_init(struct decoder *d, u8 value_type, struct init *out) {
    struct reader *r = &d->r;
    const u8 *first = r->at;
    u32 count = 0;
    u8 found = 0;
    for (;;) {
        const u8 *at = r->at;
        u8 op = reader_u8(r);
        if (r->failed) return false;
        if (op == WASM_END) break;
        *out = (struct init){.kind = INIT_CONST};
        read_constant(d, op, at, out, &found);
        if (r->failed) return false;
        out->type = (u8)machine_type(found);
        count++;
    }
    if (count != 1)
        return reader_fail(r, first,
                           "type mismatch: a constant expression is one %s, found %u "
                           "values",
                           wasm_type_name(value_type), count);
    if (found != value_type)
        return reader_fail(r, first, "type mismatch: expected a constant of type %s, found %s",
                           wasm_type_name(value_type), wasm_type_name(found));
    return true;
}

/* ---- Element segments -----------------------------------------------------------------------
 *
 *   flags  bit 0: passive or declared   bit 1: table index given (of passive ones: declared)
 *          bit 2: items are expressions, not function indexes
 *
 *   0  expr               functions      4  expr             expressions
 *   1       kind          functions      5       reftype     expressions
 *   2  table expr kind    functions      6  table expr reftype expressions
 *   3       kind          functions      7       reftype     expressions */

enum { ELEMENT_NOT_ACTIVE = 1, ELEMENT_EXPLICIT = 2, ELEMENT_EXPRESSIONS = 4 };

static u8 read_element_kind(struct decoder *d, u32 flags) {
    if (!(flags & (ELEMENT_NOT_ACTIVE | ELEMENT_EXPLICIT))) return WASM_TYPE_FUNCREF;
    if (flags & ELEMENT_EXPRESSIONS) return read_ref_type(d);
    const u8 *at = d->r.at;
    u8 kind = reader_u8(&d->r);
    if (!d->r.failed && kind != 0) reader_fail(&d->r, at, "malformed element kind: %u", kind);
    return WASM_TYPE_FUNCREF;
}

static void read_element_items(struct decoder *d, u32 flags, u8 ref,
                               struct element_segment *e) {
    struct reader *r = &d->r;
    bool expressions = flags & ELEMENT_EXPRESSIONS;
    u32 count = reader_count(r, MAX_ELEMENTS, "elements");
    e->items = ARENA_ARRAY(&d->p->arena, struct init, count);
    for (; e->count < count && !r->failed; e->count++) {
        if (expressions) {
            read_init(d, ref, &e->items[e->count]);
        } else {
            e->items[e->count] = (struct init){INIT_FUNCTION, I32, read_function_index(d)};
        }
    }
}

static void read_element(struct decoder *d, struct element_segment *e) {
    struct reader *r = &d->r;
    const u8 *at = r->at;
    u32 flags = reader_u32(r);
    if (!r->failed && flags > 7)
        reader_fail(r, at, "malformed elements segment kind: flags %u", flags);
    if (r->failed) return;
    e->mode = !(flags & ELEMENT_NOT_ACTIVE) ? SEGMENT_ACTIVE
              : flags & ELEMENT_EXPLICIT    ? SEGMENT_DECLARED
                                            : SEGMENT_PASSIVE;
    bool active = e->mode == SEGMENT_ACTIVE;
    if (active) {
        if (flags & ELEMENT_EXPLICIT) e->table = reader_u32(r);
        if (!r->failed && e->table >= d->p->table_count)
            reader_fail(r, at, "unknown table %u", e->table);
        if (!r->failed) read_init(d, WASM_TYPE_I32, &e->offset);
    }
    const u8 *kind_at = r->at;
    u8 ref = read_element_kind(d, flags);
    if (r->failed) return;
    e->ref = ref == WASM_TYPE_FUNCREF ? REF_FUNCTION : REF_EXTERN;
    if (active && e->ref != d->p->tables[e->table].ref) {
        reader_fail(r, kind_at, "type mismatch: elements of type %s, table %u has another",
                    wasm_type_name(ref), e->table);
        return;
    }
    read_element_items(d, flags, ref, e);
}

void read_elements(struct decoder *d) {
    struct program *p = d->p;
    u32 count = reader_count(&d->r, MAX_ELEMENT_SEGMENTS, "element segments");
    p->elements = ARENA_ARRAY(&p->arena, struct element_segment, count);
    for (; p->element_count < count && !d->r.failed; p->element_count++)
        read_element(d, &p->elements[p->element_count]);
}

/* ---- Data segments --------------------------------------------------------------------------
 * flags 0: expr bytes   1: bytes (passive)   2: memory expr bytes */

static void read_data_segment(struct decoder *d, struct data_segment *s) {
    struct reader *r = &d->r;
    const u8 *at = r->at;
    u32 flags = reader_u32(r);
    if (!r->failed && flags > 2)
        reader_fail(r, at, "malformed data segment kind: flags %u", flags);
    if (r->failed) return;
    s->mode = flags == 1 ? SEGMENT_PASSIVE : SEGMENT_ACTIVE;
    if (s->mode == SEGMENT_ACTIVE) {
        u32 memory = flags == 2 ? reader_u32(r) : 0;
        if (!r->failed && memory >= d->p->has_memory)
            reader_fail(r, at, "unknown memory %u", memory);
        if (!r->failed) read_init(d, WASM_TYPE_I32, &s->offset);
    }
    s->size = reader_count(r, UINT32_MAX, "bytes of data");
    s->bytes = reader_skip(r, s->size);
}

void read_data(struct decoder *d) {
    struct program *p = d->p;
    u32 count = reader_count(&d->r, MAX_DATA_SEGMENTS, "data segments");
    p->datas = ARENA_ARRAY(&p->arena, struct data_segment, count);
    for (; p->data_count < count && !d->r.failed; p->data_count++)
        read_data_segment(d, &p->datas[p->data_count]);
}
