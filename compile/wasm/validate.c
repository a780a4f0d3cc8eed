/* compile/wasm/validate.c: function bodies, by the standard's own algorithm.
 *
 * One pass over the instructions with a stack of operand types and a stack of open blocks.
 * Behind an unconditional branch the operand stack is polymorphic: popping below the block's
 * height yields TYPE_ANY, which matches every type. Nothing recurs; both stacks are kept from
 * body to body. Work is linear in the size of the body, times the length of the type lists that
 * calls and branches name. */
#include "compile/wasm/module.h"

#include <stdlib.h>

enum { TYPE_ANY = 0 }; /* among value types: unknown, in code that can't be reached */

struct open_block {
    const u8 *params, *results; /* value types */
    u32 param_count, result_count;
    u32 height; /* of the operand stack, below the parameters */
    u8 op;      /* BLOCK (also the function itself), LOOP, IF or ELSE */
    bool unreachable;
};

struct validator {
    struct decoder *d;
    const struct program *p;
    struct reader *r;
    const u8 *at;          /* the instruction being validated */
    const u8 *section_end; /* of all bodies */
    u32 function;
    u8 *operands; /* value types, TYPE_ANY; room for MAX_OPERANDS and what one instruction adds */
    u32 operand_count;
    ARRAY(struct open_block) blocks;
    struct open_block *top; /* the innermost of blocks */
    u8 *locals;             /* value types; room for MAX_LOCALS */
    u32 local_count;
};

struct validator *validator_new(struct decoder *d) {
    struct validator *v = xcalloc(1, sizeof *v);
    v->d = d;
    v->section_end = d->r.end;
    v->p = d->p;
    v->r = &d->r;
    v->locals = xmalloc(MAX_LOCALS);
    v->operands = xmalloc(MAX_OPERANDS + 8);
    return v;
}

void validator_free(struct validator *v) {
    if (!v) return;
    free(v->operands);
    array_free(&v->blocks);
    free(v->locals);
    free(v);
}

/* Fails at the current instruction. Always returns false. */
PRINTF_LIKE(2, 3) static bool fail(struct validator *v, const char *fmt, ...) {
    struct text message = {0};
    va_list args;
    va_start(args, fmt);
    text_vprintf(&message, fmt, args);
    va_end(args);
    reader_fail(v->r, v->at, "%s (in func[%u])", text_string(&message), v->function);
    text_free(&message);
    return false;
}

/* ---- Operands --------------------------------------------------------------------------- */

/* The text of the current instruction, for messages. */
static const char *op_text(const struct validator *v) {
    const u8 *at = v->at;
    u32 op = *at != WASM_PREFIX ? *at : 0x100 + (at[1] & 0x7fu);
    return op < WASM_OP_COUNT && wasm_op_info[op].name ? wasm_op_info[op].name : "code";
}

static inline void push(struct validator *v, u8 type) {
    v->operands[v->operand_count++] = type;
}

static bool push_all(struct validator *v, const u8 *types, u32 count) {
    if (v->operand_count + count > MAX_OPERANDS)
        return fail(v, "too many operands: at most %d are supported", MAX_OPERANDS);
    if (count) memcpy(v->operands + v->operand_count, types, count);
    v->operand_count += count;
    return true;
}

static bool fail_operand(struct validator *v, u8 expected, u8 found) {
    if (!found)
        return fail(v, "type mismatch: %s needs a value of type %s, the operand stack is empty",
                    op_text(v), expected ? wasm_type_name(expected) : "any");
    return fail(v, "type mismatch: %s needs %s, found %s", op_text(v), wasm_type_name(expected),
                wasm_type_name(found));
}

/* Pops an operand of any type. */
static inline bool pop_any(struct validator *v, u8 *type) {
    if (v->operand_count > v->top->height) {
        *type = v->operands[--v->operand_count];
        return true;
    }
    *type = TYPE_ANY;
    return v->top->unreachable || fail_operand(v, 0, 0);
}

static inline bool pop(struct validator *v, u8 expected) {
    if (v->operand_count > v->top->height) {
        u8 found = v->operands[--v->operand_count];
        return found == expected || !found || !expected || fail_operand(v, expected, found);
    }
    return v->top->unreachable || fail_operand(v, expected, 0);
}

/* Whether the topmost operands have the given types, the last on top; they stay. */
static bool match_all(struct validator *v, const u8 *types, u32 count) {
    u32 present = MIN(count, v->operand_count - v->top->height), missing = count - present;
    if (present) {
        const u8 *found = &v->operands[v->operand_count - present];
        if (memcmp(found, types + missing, present))
            for (u32 n = present; n-- > 0;)
                if (found[n] && found[n] != types[missing + n])
                    return fail_operand(v, types[missing + n], found[n]);
    }
    return !missing || v->top->unreachable || fail_operand(v, types[missing - 1], 0);
}

static bool pop_all(struct validator *v, const u8 *types, u32 count) {
    if (!match_all(v, types, count)) return false;
    v->operand_count -= MIN(count, v->operand_count - v->top->height);
    return true;
}

/* The code behind can't be reached. */
static void set_unreachable(struct validator *v) {
    v->operand_count = v->top->height;
    v->top->unreachable = true;
}

/* ---- Blocks ----------------------------------------------------------------------------- */

static bool open_block(struct validator *v, struct open_block b) {
    if (v->blocks.count == MAX_NESTING)
        return fail(v, "nesting too deep: at most %d blocks are supported", MAX_NESTING);
    b.height = v->operand_count;
    array_push(&v->blocks, b);
    v->top = &v->blocks.at[v->blocks.count - 1];
    return push_all(v, b.params, b.param_count);
}

static bool fail_rest(struct validator *v) {
    return fail(v,
                "type mismatch: %u values are left on the operand stack at the end of a block",
                v->operand_count - v->top->height);
}

/* Ends the innermost block, or the first half of an IF: its results, and nothing else, must be
 * on the operand stack; they are popped. */
static bool end_block(struct validator *v) {
    if (!pop_all(v, v->top->results, v->top->result_count)) return false;
    return v->operand_count == v->top->height || fail_rest(v);
}

static bool begin_block(struct validator *v, u8 op) {
    static const u8 all_types[] = {WASM_TYPE_I32, WASM_TYPE_I64,     WASM_TYPE_F32,
                                   WASM_TYPE_F64, WASM_TYPE_FUNCREF, WASM_TYPE_EXTERNREF};
    struct open_block b = {.op = op};
    struct reader *r = v->r;
    if (op == WASM_IF && !pop(v, WASM_TYPE_I32)) return false;
    if (r->at != r->end && *r->at == WASM_TYPE_EMPTY) {
        r->at++;
    } else if (r->at != r->end && is_value_type(*r->at)) {
        b.results = memchr(all_types, *r->at++, sizeof all_types);
        b.result_count = 1;
    } else {
        i64 type = reader_s33(r);
        if (r->failed) return false;
        if (type < 0 || type >= v->p->type_count)
            return fail(v, "unknown type %lld of a block", (long long)type);
        const struct function_type *t = &v->p->types[type];
        b.params = t->kinds;
        b.results = t->kinds + t->param_count;
        b.param_count = t->param_count;
        b.result_count = t->result_count;
    }
    return pop_all(v, b.params, b.param_count) && open_block(v, b);
}

static bool begin_else(struct validator *v) {
    if (v->top->op != WASM_IF) return fail(v, "unexpected token: else without if");
    if (!end_block(v)) return false;
    v->top->op = WASM_ELSE;
    v->top->unreachable = false;
    return push_all(v, v->top->params, v->top->param_count);
}

static bool close_block(struct validator *v) {
    struct open_block b = *v->top;
    if (!end_block(v)) return false;
    if (b.op == WASM_IF && (b.param_count != b.result_count ||
                            (b.param_count && memcmp(b.params, b.results, b.param_count))))
        return fail(v,
                    "type mismatch: if without else, but its results are not its parameters");
    v->blocks.count--;
    v->top = v->blocks.count ? &v->blocks.at[v->blocks.count - 1] : NULL;
    return !v->top || push_all(v, b.results, b.result_count);
}

/* Reads a label: the block it names; NULL on failure. */
static const struct open_block *read_label(struct validator *v) {
    u32 label = reader_u32(v->r);
    if (v->r->failed) return NULL;
    if (label < v->blocks.count) return &v->blocks.at[v->blocks.count - 1 - label];
    fail(v, "unknown label %u", label);
    return NULL;
}

/* What a branch to the block must provide. */
static const u8 *label_types(const struct open_block *b, u32 *count) {
    *count = b->op == WASM_LOOP ? b->param_count : b->result_count;
    return b->op == WASM_LOOP ? b->params : b->results;
}

static bool branch(struct validator *v, bool conditional) {
    if (conditional && !pop(v, WASM_TYPE_I32)) return false;
    const struct open_block *target = read_label(v);
    if (!target) return false;
    u32 count;
    const u8 *types = label_types(target, &count);
    if (!pop_all(v, types, count)) return false;
    if (conditional) return push_all(v, types, count);
    set_unreachable(v);
    return true;
}

static bool branch_table(struct validator *v) {
    if (!pop(v, WASM_TYPE_I32)) return false;
    u32 labels = reader_count(v->r, UINT32_MAX, "labels");
    const u8 *previous = NULL;
    u32 arity = 0;
    for (u64 n = 0; n <= labels; n++) { /* the default label is the last */
        const struct open_block *target = read_label(v);
        if (!target) return false;
        u32 count;
        const u8 *types = label_types(target, &count);
        if (n && count != arity)
            return fail(v, "type mismatch: labels of br_table take %u and %u values", arity,
                        count);
        arity = count;
        if (types != previous && !match_all(v, types, count)) return false;
        previous = types;
    }
    set_unreachable(v);
    return true;
}

/* ---- Indexes ---------------------------------------------------------------------------- */

/* Reads an index that must be below count. */
static inline bool read_index(struct validator *v, u32 count, const char *what, u32 *index) {
    *index = reader_u32(v->r);
    if (v->r->failed) return false;
    return *index < count || fail(v, "unknown %s %u", what, *index);
}

static u8 table_type(const struct validator *v, u32 table) {
    return v->p->tables[table].ref == REF_FUNCTION ? WASM_TYPE_FUNCREF : WASM_TYPE_EXTERNREF;
}

static bool need_memory(struct validator *v) {
    return v->p->has_memory || fail(v, "unknown memory 0");
}

static bool read_memory(struct validator *v) {
    const u8 *at = v->r->at;
    u8 zero = reader_u8(v->r);
    if (v->r->failed) return false;
    if (zero) return reader_fail(v->r, at, "zero byte expected, found 0x%02x", zero);
    return need_memory(v);
}

static bool read_data_index(struct validator *v) {
    u32 index;
    if (!v->p->has_data_count) return fail(v, "data count section required by %s", op_text(v));
    return read_index(v, v->d->declared_data_count, "data segment", &index);
}

/* Alignment and offset of a load or store. */
static bool read_memarg(struct validator *v, u32 natural) {
    u32 align = reader_u32(v->r);
    reader_u32(v->r);
    if (v->r->failed || !need_memory(v)) return false;
    return align <= natural || fail(v,
                                    "alignment must not be larger than natural: 2^%u, at most "
                                    "2^%u",
                                    align, natural);
}

/* ---- Instructions that are more than their row ------------------------------------------ */

static bool call(struct validator *v, u32 type) {
    const struct function_type *t = &v->p->types[type];
    return pop_all(v, t->kinds, t->param_count) &&
           push_all(v, t->kinds + t->param_count, t->result_count);
}

static bool call_indirect(struct validator *v) {
    u32 type, table;
    if (!read_index(v, v->p->type_count, "type", &type)) return false;
    if (!read_index(v, v->p->table_count, "table", &table)) return false;
    if (table_type(v, table) != WASM_TYPE_FUNCREF)
        return fail(v, "type mismatch: call_indirect through table %u of externref", table);
    return pop(v, WASM_TYPE_I32) && call(v, type);
}

static bool use_function(struct validator *v, u8 op) {
    u32 function;
    if (!read_index(v, v->p->function_count, "function", &function)) return false;
    if (op == WASM_CALL) return call(v, v->p->functions[function].type);
    if (!bits_has(&v->d->declared, function))
        return fail(v, "undeclared function reference: %u", function);
    push(v, WASM_TYPE_FUNCREF);
    return true;
}

static bool use_local(struct validator *v, u8 op) {
    u32 index;
    if (!read_index(v, v->local_count, "local", &index)) return false;
    u8 type = v->locals[index];
    if (op != WASM_LOCAL_GET && !pop(v, type)) return false;
    if (op != WASM_LOCAL_SET) push(v, type);
    return true;
}

static bool use_global(struct validator *v, u8 op) {
    u32 index;
    if (!read_index(v, v->p->global_count, "global", &index)) return false;
    const struct global *g = &v->p->globals[index];
    if (op == WASM_GLOBAL_GET) {
        push(v, g->value_type);
        return true;
    }
    if (!g->mutable) return fail(v, "global is immutable: %u", index);
    return pop(v, g->value_type);
}

static bool use_table(struct validator *v, u32 op) {
    u32 index;
    if (!read_index(v, v->p->table_count, "table", &index)) return false;
    u8 type = table_type(v, index);
    switch (op) {
    case WASM_TABLE_GET:
        if (!pop(v, WASM_TYPE_I32)) return false;
        push(v, type);
        return true;
    case WASM_TABLE_SET: return pop(v, type) && pop(v, WASM_TYPE_I32);
    case WASM_TABLE_GROW:
        if (!pop(v, WASM_TYPE_I32) || !pop(v, type)) return false;
        push(v, WASM_TYPE_I32);
        return true;
    case WASM_TABLE_FILL: return pop(v, WASM_TYPE_I32) && pop(v, type) && pop(v, WASM_TYPE_I32);
    default: return true; /* table.size: its row says the rest */
    }
}

static bool read_table_init(struct validator *v) {
    u32 table, segment = reader_u32(v->r);
    if (!read_index(v, v->p->table_count, "table", &table)) return false;
    if (segment >= v->p->element_count) return fail(v, "unknown elem segment %u", segment);
    return v->p->elements[segment].ref == v->p->tables[table].ref ||
           fail(v, "type mismatch: elem segment %u and table %u differ in type", segment,
                table);
}

static bool read_table_copy(struct validator *v) {
    u32 to, from;
    if (!read_index(v, v->p->table_count, "table", &to)) return false;
    if (!read_index(v, v->p->table_count, "table", &from)) return false;
    return v->p->tables[to].ref == v->p->tables[from].ref ||
           fail(v, "type mismatch: tables %u and %u differ in type", to, from);
}

/* select without a type: two numbers of one type. */
static bool select_number(struct validator *v) {
    u8 second, first;
    if (!pop(v, WASM_TYPE_I32) || !pop_any(v, &second) || !pop_any(v, &first)) return false;
    if (is_ref_type(first) || is_ref_type(second))
        return fail(v, "type mismatch: select of references needs its type spelled out");
    if (first && second && first != second)
        return fail(v, "type mismatch: select between %s and %s", wasm_type_name(first),
                    wasm_type_name(second));
    push(v, first ? first : second);
    return true;
}

static bool select_typed(struct validator *v) {
    u32 count = reader_count(v->r, UINT32_MAX, "types");
    if (v->r->failed) return false;
    if (count != 1)
        return fail(v, "invalid result arity: select has one type, found %u", count);
    u8 type = reader_u8(v->r);
    if (!is_value_type(type)) return fail(v, "malformed value type: 0x%02x", type);
    if (!pop(v, WASM_TYPE_I32) || !pop(v, type) || !pop(v, type)) return false;
    push(v, type);
    return true;
}

/* Instructions without immediate whose types depend on the context. */
static bool validate_plain(struct validator *v, u8 op) {
    u8 type;
    switch (op) {
    case WASM_UNREACHABLE: set_unreachable(v); return true;
    case WASM_NOP: return true;
    case WASM_ELSE: return begin_else(v);
    case WASM_END: return close_block(v);
    case WASM_RETURN:
        if (!pop_all(v, v->blocks.at[0].results, v->blocks.at[0].result_count)) return false;
        set_unreachable(v);
        return true;
    case WASM_DROP: return pop_any(v, &type);
    case WASM_SELECT: return select_number(v);
    default: /* WASM_REF_IS_NULL */
        if (!pop_any(v, &type)) return false;
        if (type && !is_ref_type(type))
            return fail(v, "type mismatch: ref.is_null needs a reference, found %s",
                        wasm_type_name(type));
        push(v, WASM_TYPE_I32);
        return true;
    }
}

/* The immediate, and all that the row does not say. */
static bool validate_immediate(struct validator *v, u32 op, const struct wasm_op_info *info) {
    struct reader *r = v->r;
    u32 index;
    u8 type;
    switch (info->immediate) {
    case WASM_IMM_NONE: return info->fixed || validate_plain(v, (u8)op);
    case WASM_IMM_BLOCK: return begin_block(v, (u8)op);
    case WASM_IMM_LABEL: return branch(v, op == WASM_BR_IF);
    case WASM_IMM_LABELS: return branch_table(v);
    case WASM_IMM_FUNCTION: return use_function(v, (u8)op);
    case WASM_IMM_INDIRECT: return call_indirect(v);
    case WASM_IMM_TYPES: return select_typed(v);
    case WASM_IMM_LOCAL: return use_local(v, (u8)op);
    case WASM_IMM_GLOBAL: return use_global(v, (u8)op);
    case WASM_IMM_TABLE: return use_table(v, op);
    case WASM_IMM_MEM_8:
    case WASM_IMM_MEM_16:
    case WASM_IMM_MEM_32:
    case WASM_IMM_MEM_64: return read_memarg(v, info->immediate - WASM_IMM_MEM_8);
    case WASM_IMM_MEMORY: return read_memory(v);
    case WASM_IMM_I32: reader_s32(r); break;
    case WASM_IMM_I64: reader_s64(r); break;
    case WASM_IMM_F32: reader_skip(r, 4); break;
    case WASM_IMM_F64: reader_skip(r, 8); break;
    case WASM_IMM_REF_TYPE:
        type = read_ref_type(v->d);
        push(v, type);
        break;
    case WASM_IMM_DATA: return read_data_index(v);
    case WASM_IMM_DATA_MEMORY: return need_memory(v) && read_data_index(v) && read_memory(v);
    case WASM_IMM_MEMORY_MEMORY: return read_memory(v) && read_memory(v);
    case WASM_IMM_ELEMENT: return read_index(v, v->p->element_count, "elem segment", &index);
    case WASM_IMM_ELEMENT_TABLE: return read_table_init(v);
    case WASM_IMM_TABLE_TABLE: return read_table_copy(v);
    }
    return !r->failed;
}

/* ---- The body --------------------------------------------------------------------------- */

/* Reads an opcode; WASM_OP_COUNT after a failure. */
static u32 read_op(struct validator *v) {
    struct reader *r = v->r;
    v->at = r->at;
    u8 op = *r->at++;
    if (wasm_op_info[op].name) return op;
    if (op == WASM_PREFIX) {
        u32 sub = reader_u32(r);
        if (sub < WASM_OP_COUNT - 0x100) return r->failed ? WASM_OP_COUNT : 0x100 + sub;
        fail(v, "illegal opcode 0xfc %u", sub);
    } else {
        fail(v, "illegal opcode 0x%02x%s", op, reader_unsupported_op(op));
    }
    return WASM_OP_COUNT;
}

/* Takes the operands of an instruction whose row says all, and leaves its result. As a rule they
 * are just what it needs: then they are compared at once. */
static bool apply_fixed(struct validator *v, const struct wasm_op_info *info) {
    static const u8 masks[][4] = {{0}, {255}, {255, 255}, {255, 255, 255}};
    u32 n = info->operand_count, found, needed, mask;
    if (v->operand_count - v->top->height >= n) {
        memcpy(&found, v->operands + v->operand_count - n, sizeof found);
        memcpy(&needed, info->operands, sizeof needed);
        memcpy(&mask, masks[n], sizeof mask);
        if (!((found ^ needed) & mask)) {
            v->operand_count -= n;
            n = 0;
        }
    }
    while (n-- > 0)
        if (!pop(v, info->operands[n])) return false;
    if (info->result) push(v, info->result);
    return true;
}

/* The most frequent instruction by far in its shortest form; false for anything else. */
static inline bool read_local_get(struct validator *v) {
    const u8 *at = v->r->at;
    if (*at != WASM_LOCAL_GET || reader_left(v->r) < 2 || at[1] >= MIN(v->local_count, 0x80) ||
        v->operand_count >= MAX_OPERANDS)
        return false;
    push(v, v->locals[at[1]]);
    v->r->at += 2;
    return true;
}

static void validate_code(struct validator *v) {
    struct reader *r = v->r;
    while (r->at != r->end) {
        if (read_local_get(v)) continue;
        u32 op = read_op(v);
        if (op == WASM_OP_COUNT) return;
        const struct wasm_op_info *info = &wasm_op_info[op];
        if ((info->immediate || !info->fixed) && !validate_immediate(v, op, info)) return;
        if (info->fixed && !apply_fixed(v, info)) return;
        if (v->operand_count > MAX_OPERANDS) {
            fail(v, "too many operands: at most %d are supported", MAX_OPERANDS);
            return;
        }
        if (!v->blocks.count) break;
    }
    if (r->failed) return;
    if (v->blocks.count) {
        reader_fail(r, r->at, "%s: func[%u] has no end",
                    r->end == v->section_end ? "unexpected end of section or function"
                                             : "END opcode expected",
                    v->function);
    } else if (r->at != r->end) {
        reader_fail(r, r->at, "section size mismatch: %zu bytes behind the end of func[%u]",
                    reader_left(r), v->function);
    }
}

static void read_locals(struct validator *v, const struct function_type *t) {
    struct reader *r = v->r;
    if (t->param_count) memcpy(v->locals, t->kinds, t->param_count);
    v->local_count = t->param_count;
    u32 groups = reader_count(r, UINT32_MAX, "groups of locals");
    for (u32 n = 0; n < groups && !r->failed; n++) {
        const u8 *at = r->at;
        u32 count = reader_u32(r);
        if (count > MAX_LOCALS - v->local_count) {
            reader_fail(r, at, "too many locals: func[%u] has more than %d", v->function,
                        MAX_LOCALS);
            break;
        }
        at = r->at;
        u8 type = reader_u8(r);
        if (!r->failed && !is_value_type(type)) reader_fail_type(r, at, type);
        memset(v->locals + v->local_count, type, count);
        v->local_count += count;
    }
}

void validate_body(struct validator *v, u32 function) {
    const struct function_type *t = &v->p->types[v->p->functions[function].type];
    v->function = function;
    v->at = v->r->at;
    v->operand_count = v->blocks.count = 0;
    read_locals(v, t);
    if (v->r->failed) return;
    struct open_block whole = {.results = t->kinds + t->param_count,
                               .result_count = t->result_count,
                               .op = WASM_BLOCK};
    if (open_block(v, whole)) validate_code(v);
}
