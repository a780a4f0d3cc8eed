/* tests/compile/ir_interpreter.c: see ir_interpreter.h. */
#include "tests/compile/ir_interpreter.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { DEPTH_MAX = 1200, PAGE = 1 << 16, PAGES_MAX = 31744 };

static float as_f32(u64 bits) {
    u32 low = (u32)bits;
    float x;
    memcpy(&x, &low, sizeof x);
    return x;
}
static double as_f64(u64 bits) {
    double x;
    memcpy(&x, &bits, sizeof x);
    return x;
}
static u64 of_f32(float x) {
    u32 bits;
    memcpy(&bits, &x, sizeof bits);
    return bits;
}
static u64 of_f64(double x) {
    u64 bits;
    memcpy(&bits, &x, sizeof bits);
    return bits;
}
static bool is_nan(enum type t, u64 bits) {
    return t == F32 ? isnan(as_f32(bits)) : isnan(as_f64(bits));
}
/* A result of arithmetic: NaNs are as odd as an ISA could make them. */
static u64 arithmetic(enum type t, u64 bits) {
    if (!is_nan(t, bits)) return bits;
    return t == F32 ? 0xffc0dead : 0xfff8dead0000beef;
}

/* ---- Pure operations -------------------------------------------------------------------- */

static bool compare(enum cc cc, enum type t, u64 x, u64 y) {
    bool narrow = type_bytes(t) == 4;
    i64 sx = narrow ? (i32)(u32)x : (i64)x, sy = narrow ? (i32)(u32)y : (i64)y;
    double fx = 0, fy = 0;
    if (cc_is_float(cc)) {
        fx = narrow ? as_f32(x) : as_f64(x);
        fy = narrow ? as_f32(y) : as_f64(y);
    }
    switch (cc) {
    case CC_EQ: return x == y;
    case CC_NE: return x != y;
    case CC_LT_S: return sx < sy;
    case CC_LT_U: return x < y;
    case CC_GT_S: return sx > sy;
    case CC_GT_U: return x > y;
    case CC_LE_S: return sx <= sy;
    case CC_LE_U: return x <= y;
    case CC_GE_S: return sx >= sy;
    case CC_GE_U: return x >= y;
    case CC_FEQ: return fx == fy;
    case CC_FNE: return fx != fy;
    case CC_FLT: return fx < fy;
    case CC_FGT: return fx > fy;
    case CC_FLE: return fx <= fy;
    case CC_FGE: return fx >= fy;
    case CC_FNLT: return !(fx < fy);
    case CC_FNGT: return !(fx > fy);
    case CC_FNLE: return !(fx <= fy);
    case CC_FNGE: return !(fx >= fy);
    default: return false;
    }
}

static u64 shift_right_signed(u64 x, u32 by, u32 width) {
    u64 sign = x >> (width - 1) & 1 ? ~0ull : 0;
    if (width == 32) x |= sign << 32;
    return by ? x >> by | sign << (64 - by) : x;
}

/* Integer operations on `width` bits; operands zero-extended, result to be cut. */
static u64 integer(enum op op, u32 width, u64 x, u64 y, u32 shift) {
    u32 by = (u32)(y & (width - 1));
    u64 mask = width == 32 ? 0xffffffff : ~0ull;
    switch (op) {
    case OP_ADD: return x + y;
    case OP_SUB: return x - y;
    case OP_MUL: return x * y;
    case OP_AND: return x & y;
    case OP_OR: return x | y;
    case OP_XOR: return x ^ y;
    case OP_SHL: return x << by;
    case OP_SHR_U: return x >> by;
    case OP_SHR_S: return shift_right_signed(x, by, width);
    case OP_ROTL: return by ? x << by | (x & mask) >> (width - by) : x;
    case OP_ROTR: return by ? (x & mask) >> by | x << (width - by) : x;
    case OP_ADD_SHL: return x + (y << shift);
    case OP_CLZ: return x ? (u64)__builtin_clzll(x) - (64 - width) : width;
    case OP_CTZ: return x ? (u64)__builtin_ctzll(x) : width;
    case OP_POPCNT: return (u64)__builtin_popcountll(x);
    case OP_EXTEND_8S: return (u64)(i64)(i8)(u8)x;
    case OP_EXTEND_16S: return (u64)(i64)(i16)(u16)x;
    default: return (u64)(i64)(i32)(u32)x; /* EXTEND_32S */
    }
}

static u64 float_minmax(enum type t, bool is_max, u64 x, u64 y) {
    if (is_nan(t, x) || is_nan(t, y)) return t == F32 ? 0x7fc00000 : 0x7ff8000000000000;
    double fx = t == F32 ? as_f32(x) : as_f64(x), fy = t == F32 ? as_f32(y) : as_f64(y);
    if (fx == fy) return is_max ? x & y : x | y; /* zeroes of different sign */
    return (fx < fy) != is_max ? x : y;
}

static u64 float_op(enum op op, enum type t, u64 x, u64 y) {
    u64 sign = t == F32 ? 1ull << 31 : 1ull << 63;
    switch (op) {
    case OP_FABS: return x & ~sign;
    case OP_FNEG: return x ^ sign;
    case OP_FCOPYSIGN: return (x & ~sign) | (y & sign);
    case OP_FCANON:
        if (!is_nan(t, x)) return x;
        return t == F32 ? 0x7fc00000 : 0x7ff8000000000000;
    case OP_FMIN:
    case OP_FMAX: return arithmetic(t, float_minmax(t, op == OP_FMAX, x, y));
    default: break;
    }
    float fx = as_f32(x), fy = as_f32(y);
    double dx = as_f64(x), dy = as_f64(y);
    bool f = t == F32;
    u64 r;
    switch (op) {
    case OP_FADD: r = f ? of_f32(fx + fy) : of_f64(dx + dy); break;
    case OP_FSUB: r = f ? of_f32(fx - fy) : of_f64(dx - dy); break;
    case OP_FMUL: r = f ? of_f32(fx * fy) : of_f64(dx * dy); break;
    case OP_FDIV: r = f ? of_f32(fx / fy) : of_f64(dx / dy); break;
    case OP_FSQRT: r = f ? of_f32(sqrtf(fx)) : of_f64(sqrt(dx)); break;
    case OP_FCEIL: r = f ? of_f32(ceilf(fx)) : of_f64(ceil(dx)); break;
    case OP_FFLOOR: r = f ? of_f32(floorf(fx)) : of_f64(floor(dx)); break;
    case OP_FTRUNC: r = f ? of_f32(truncf(fx)) : of_f64(trunc(dx)); break;
    default: r = f ? of_f32(rintf(fx)) : of_f64(rint(dx)); break; /* FNEAREST */
    }
    return arithmetic(t, r);
}

static bool trap(struct interpreter *in, enum trap t) {
    in->trap = t;
    return false;
}

static bool divide(struct interpreter *in, enum op op, u32 width, u64 x, u64 y, u64 *r) {
    if (!y) return trap(in, TRAP_DIVIDE_BY_ZERO);
    i64 sx = width == 32 ? (i32)(u32)x : (i64)x, sy = width == 32 ? (i32)(u32)y : (i64)y;
    switch (op) {
    case OP_DIV_U: *r = x / y; return true;
    case OP_REM_U: *r = x % y; return true;
    case OP_DIV_S:
        if (sy == -1 && x == 1ull << (width - 1)) return trap(in, TRAP_INTEGER_OVERFLOW);
        *r = (u64)(sy == -1 ? -sx : sx / sy);
        return true;
    default: *r = sy == -1 ? 0 : (u64)(sx % sy); return true;
    }
}

/* Float to integer; saturates or traps. */
static bool truncate(struct interpreter *in, const struct ins *i, u64 bits, u64 *r) {
    double x = i->type2 == F32 ? as_f32(bits) : as_f64(bits);
    bool sat = i->op == OP_TRUNC_SAT_S || i->op == OP_TRUNC_SAT_U;
    bool is_signed = i->op == OP_TRUNC_S || i->op == OP_TRUNC_SAT_S, wide = i->type == I64;
    if (isnan(x)) {
        *r = 0;
        return sat || trap(in, TRAP_BAD_CONVERSION);
    }
    x = trunc(x);
    double low = !is_signed ? 0 : wide ? -0x1p63 : -0x1p31;
    double high = is_signed ? wide ? 0x1p63 : 0x1p31
                  : wide    ? 0x1p64
                            : 0x1p32; /* first beyond */
    if (x < low || x >= high) {
        if (!sat) return trap(in, TRAP_INTEGER_OVERFLOW);
        u32 width = wide ? 64 : 32;
        if (x < low)
            *r = is_signed ? 1ull << (width - 1) : 0;
        else
            *r = is_signed ? (1ull << (width - 1)) - 1 : ~0ull;
        return true;
    }
    *r = is_signed ? (u64)(i64)x : (u64)x;
    return true;
}

static u64 convert(const struct ins *i, u64 x) {
    bool is_signed = i->op == OP_CONVERT_S;
    i64 s = i->type2 == I32 ? (i32)(u32)x : (i64)x;
    if (i->type == F32) return of_f32(is_signed ? (float)s : (float)x);
    return of_f64(is_signed ? (double)s : (double)x);
}

/* ---- Memory ---------------------------------------------------------------------------------
 */

static void broken(struct interpreter *in, const struct ir_function *f, const struct ins *i,
                   const char *what) {
    if (!*in->broken)
        snprintf(in->broken, sizeof in->broken, "function %u, operation %u: %s", f->index,
                 (u32)(i - f->ins), what);
}

static u8 *address(struct interpreter *in, const struct ir_function *f, const struct ins *i,
                   const u64 *v, u32 size) {
    u64 wide = v[i->arg[0]];
    u32 sum = (u32)wide;
    if (i->arg[1] != NO_VALUE) {
        wide += v[i->arg[1]] << i->shift;
        sum += (u32)v[i->arg[1]] << i->shift;
    }
    if (i->flags & INS_NONNEG && sum >> 31) broken(in, f, i, "address is not below 2^31");
    if (i->flags & INS_NOWRAP && wide >> 32) broken(in, f, i, "address wraps");
    u64 at = (u64)sum + i->imm;
    if (at + size > (u64)in->pages * PAGE) {
        trap(in, TRAP_OUT_OF_BOUNDS);
        return NULL;
    }
    return in->memory + at;
}

static bool load(struct interpreter *in, const struct ir_function *f, const struct ins *i,
                 u64 *v) {
    u32 size = mem_bytes(i->cc);
    const u8 *at = address(in, f, i, v, size);
    if (!at) return false;
    u64 x = 0;
    for (u32 n = 0; n < size; n++) x |= (u64)at[n] << n * 8;
    switch (i->cc) {
    case MEM_8S: x = (u64)(i64)(i8)x; break;
    case MEM_16S: x = (u64)(i64)(i16)x; break;
    case MEM_32S: x = (u64)(i64)(i32)x; break;
    default: break;
    }
    v[i->result] = type_bytes(i->type) == 4 ? (u32)x : x;
    return true;
}

static bool store(struct interpreter *in, const struct ir_function *f, const struct ins *i,
                  const u64 *v) {
    u32 size = mem_bytes(i->cc);
    u8 *at = address(in, f, i, v, size);
    if (!at) return false;
    for (u32 n = 0; n < size; n++) at[n] = (u8)(v[i->arg[2]] >> n * 8);
    return true;
}

static u32 memory_grow(struct interpreter *in, u32 pages) {
    u32 old = in->pages;
    if (pages > in->max_pages || old > in->max_pages - pages) return UINT32_MAX;
    if (pages) {
        in->memory = xrealloc(in->memory, (size_t)(old + pages) * PAGE);
        memset(in->memory + (size_t)old * PAGE, 0, (size_t)pages * PAGE);
        in->pages += pages;
    }
    return old;
}

/* ---- Services of the host -------------------------------------------------------------------
 */

static bool table_ok(const struct interpreter_table *t, u64 at, u64 n) {
    return at + n <= t->count;
}

static u32 segment_item(const struct interpreter *in, const struct element_segment *s, u32 n) {
    const struct init *i = &s->items[n];
    return (u32)(i->kind == INIT_GLOBAL ? in->globals[i->bits] : i->bits);
}

static bool table_init(struct interpreter *in, u32 table, u32 segment, u32 to, u32 from,
                       u32 n) {
    struct interpreter_table *t = &in->tables[table];
    const struct element_segment *s = &in->p->elements[segment];
    u32 count = in->elem_dropped[segment] ? 0 : s->count;
    if ((u64)from + n > count || !table_ok(t, to, n)) return trap(in, TRAP_TABLE_BOUNDS);
    for (u32 k = 0; k < n; k++) t->items[to + k] = segment_item(in, s, from + k);
    return true;
}

static bool memory_init(struct interpreter *in, u32 segment, u32 to, u32 from, u32 n) {
    const struct data_segment *s = &in->p->datas[segment];
    u32 size = in->data_dropped[segment] ? 0 : s->size;
    if ((u64)from + n > size || (u64)to + n > (u64)in->pages * PAGE)
        return trap(in, TRAP_OUT_OF_BOUNDS);
    if (n) memcpy(in->memory + to, s->bytes + from, n);
    return true;
}

static bool host_table(struct interpreter *in, u32 service, u32 argument, const u64 *a,
                       u64 *r) {
    struct interpreter_table *t = &in->tables[argument & 0xffff];
    switch (service) {
    case HOST_TABLE_GET:
        if (!table_ok(t, a[0], 1)) return trap(in, TRAP_TABLE_BOUNDS);
        *r = t->items[a[0]];
        return true;
    case HOST_TABLE_SET:
        if (!table_ok(t, a[0], 1)) return trap(in, TRAP_TABLE_BOUNDS);
        t->items[a[0]] = (u32)a[1];
        return true;
    case HOST_TABLE_SIZE: *r = t->count; return true;
    case HOST_TABLE_GROW: {
        u32 n = (u32)a[1];
        *r = UINT32_MAX;
        if (n > t->max || t->count > t->max - n) return true;
        *r = t->count;
        t->items = xrealloc(t->items, (t->count + n) * sizeof(u32));
        for (u32 k = 0; k < n; k++) t->items[t->count++] = (u32)a[0];
        return true;
    }
    case HOST_TABLE_FILL:
        if (!table_ok(t, a[0], a[2])) return trap(in, TRAP_TABLE_BOUNDS);
        for (u32 k = 0; k < a[2]; k++) t->items[a[0] + k] = (u32)a[1];
        return true;
    case HOST_TABLE_COPY: {
        const struct interpreter_table *from = &in->tables[argument >> 16];
        if (!table_ok(t, a[0], a[2]) || !table_ok(from, a[1], a[2]))
            return trap(in, TRAP_TABLE_BOUNDS);
        if (a[2]) memmove(t->items + a[0], from->items + a[1], a[2] * sizeof(u32));
        return true;
    }
    default:
        return table_init(in, argument & 0xffff, argument >> 16, (u32)a[0], (u32)a[1],
                          (u32)a[2]);
    }
}

static bool host(struct interpreter *in, const struct ins *i, const u64 *a, u64 *r) {
    u32 service = (u32)i->imm, argument = (u32)(i->imm >> 32);
    u64 size = (u64)in->pages * PAGE;
    switch (service) {
    case HOST_IMPORT: return in->import(in, argument, a, r);
    case HOST_MEMORY_GROW: *r = memory_grow(in, (u32)a[0]); return true;
    case HOST_MEMORY_COPY:
        if (a[0] + a[2] > size || a[1] + a[2] > size) return trap(in, TRAP_OUT_OF_BOUNDS);
        if (a[2]) memmove(in->memory + a[0], in->memory + a[1], a[2]);
        return true;
    case HOST_MEMORY_FILL:
        if (a[0] + a[2] > size) return trap(in, TRAP_OUT_OF_BOUNDS);
        if (a[2]) memset(in->memory + a[0], (u8)a[1], a[2]);
        return true;
    case HOST_MEMORY_INIT: return memory_init(in, argument, (u32)a[0], (u32)a[1], (u32)a[2]);
    case HOST_DATA_DROP: in->data_dropped[argument] = true; return true;
    case HOST_ELEM_DROP: in->elem_dropped[argument] = true; return true;
    default: return host_table(in, service, argument, a, r);
    }
}

/* ---- Calls and control ------------------------------------------------------------------ */

static bool call(struct interpreter *in, const struct ir_function *f, const struct ins *i,
                 u64 *v) {
    u64 few_args[16], few_results[16];
    u64 *args = i->list_count > 16 ? xmalloc(i->list_count * sizeof *args) : few_args;
    u64 *results =
        i->result_count > 16 ? xmalloc(i->result_count * sizeof *results) : few_results;
    for (u32 n = 0; n < i->list_count; n++) args[n] = v[f->lists[i->list_first + n]];
    bool ok;
    if (i->op == OP_HOST) {
        ok = host(in, i, args, results);
    } else if (i->op == OP_CALL) {
        ok = interpreter_call(in, (u32)i->imm, args, results);
    } else {
        const struct interpreter_table *t = &in->tables[i->imm >> 32];
        u64 index = args[i->list_count - 1];
        u32 function = index < t->count ? t->items[index] : NULL_REFERENCE;
        if (index >= t->count)
            ok = trap(in, TRAP_UNDEFINED_ELEMENT);
        else if (function == NULL_REFERENCE)
            ok = trap(in, TRAP_NULL_ELEMENT);
        else if (in->p->types[in->p->functions[function].type].canonical !=
                 in->p->types[(u32)i->imm].canonical)
            ok = trap(in, TRAP_BAD_SIGNATURE);
        else
            ok = interpreter_call(in, function, args, results);
    }
    for (u32 n = 0; ok && n < i->result_count; n++) v[i->result + n] = results[n];
    if (args != few_args) free(args);
    if (results != few_results) free(results);
    return ok;
}

/* Any operation that does not end a block. */
static bool step(struct interpreter *in, const struct ir_function *f, const struct ins *i,
                 u64 *v) {
    u64 r, x = i->arg[0] == NO_VALUE ? 0 : v[i->arg[0]],
           y = i->arg[1] == NO_VALUE ? 0 : v[i->arg[1]];
    u32 width = type_bytes(i->type) * 8;
    switch ((enum op)i->op) {
    case OP_DIV_S:
    case OP_DIV_U:
    case OP_REM_S:
    case OP_REM_U:
        if (!divide(in, i->op, width, x, y, &r)) return false;
        break;
    case OP_COMPARE: r = compare(i->cc, i->type2, x, y); break;
    case OP_SELECT: r = compare(i->cc, i->type2, x, y) ? v[i->arg[2]] : v[i->arg[3]]; break;
    case OP_WRAP: r = x; break;
    case OP_EXTEND_S: r = (u64)(i64)(i32)(u32)x; break;
    case OP_EXTEND_U:
        if (i->flags & INS_NONNEG && x >> 31) broken(in, f, i, "operand is negative");
        r = x;
        break;
    case OP_TRUNC_S:
    case OP_TRUNC_U:
    case OP_TRUNC_SAT_S:
    case OP_TRUNC_SAT_U:
        if (!truncate(in, i, x, &r)) return false;
        break;
    case OP_CONVERT_S:
    case OP_CONVERT_U: r = convert(i, x); break;
    case OP_DEMOTE: r = arithmetic(F32, of_f32((float)as_f64(x))); break;
    case OP_PROMOTE: r = arithmetic(F64, of_f64((double)as_f32(x))); break;
    case OP_REINTERPRET: r = x; break;
    case OP_LOAD: return load(in, f, i, v);
    case OP_STORE: return store(in, f, i, v);
    case OP_GLOBAL_GET: r = in->globals[i->imm]; break;
    case OP_GLOBAL_SET: in->globals[i->imm] = x; return true;
    case OP_MEMORY_SIZE: r = in->pages; break;
    case OP_CALL:
    case OP_CALL_INDIRECT:
    case OP_HOST: return call(in, f, i, v);
    default:
        r = type_is_float(i->type) ? float_op(i->op, i->type, x, y)
                                   : integer(i->op, width, x, y, i->shift);
    }
    v[i->result] = width == 32 ? (u32)r : r;
    return true;
}

static u32 take_edge(const struct ir_function *f, u32 e, u64 *v, u64 *moved) {
    const struct edge *edge = &f->edges[e];
    for (u32 n = 0; n < edge->arg_count; n++) moved[n] = v[f->lists[edge->arg_first + n]];
    if (edge->arg_count)
        memcpy(v + f->blocks[edge->to].param_first, moved, edge->arg_count * sizeof *v);
    return edge->to;
}

static bool run(struct interpreter *in, const struct ir_function *f, u64 *v, u64 *results) {
    u64 *moved = v + f->value_count;
    u32 block = 0;
    for (;;) {
        for (u32 ii = f->blocks[block].ins_first;; ii++) {
            const struct ins *i = &f->ins[ii];
            in->operations++;
            switch (i->op) {
            case OP_JUMP: block = take_edge(f, i->edge_first, v, moved); break;
            case OP_BRANCH:
                block = take_edge(
                    f, i->edge_first + !compare(i->cc, i->type2, v[i->arg[0]], v[i->arg[1]]), v,
                    moved);
                break;
            case OP_SWITCH: {
                u64 n = MIN(v[i->arg[0]], (u64)i->edge_count - 1);
                block = take_edge(f, i->edge_first + (u32)n, v, moved);
                break;
            }
            case OP_RETURN:
                for (u32 n = 0; n < i->list_count; n++)
                    results[n] = v[f->lists[i->list_first + n]];
                return true;
            case OP_UNREACHABLE: return trap(in, TRAP_UNREACHABLE);
            default:
                if (!step(in, f, i, v)) return false;
                continue;
            }
            break;
        }
    }
}

struct ir_function *interpreter_function(struct interpreter *in, u32 function) {
    if (!in->functions[function])
        in->functions[function] = ir_build(in->p, function, &in->arena, &in->arena, NULL, NULL);
    return in->functions[function];
}

bool interpreter_call(struct interpreter *in, u32 function, const u64 *args, u64 *results) {
    if (in->p->functions[function].imported) return in->import(in, function, args, results);
    if (in->depth >= DEPTH_MAX) return trap(in, TRAP_STACK_EXHAUSTED);
    const struct ir_function *f = interpreter_function(in, function);
    u32 most = 0;
    for (u32 b = 0; b < f->block_count; b++) most = MAX(most, f->blocks[b].param_count);
    u64 *v = xmalloc((f->value_count + most) * sizeof *v);
    for (u32 n = 0; n < f->value_count; n++) v[n] = f->values[n].bits;
    if (f->param_count) memcpy(v + f->blocks[0].param_first, args, f->param_count * sizeof *v);
    in->depth++;
    bool ok = run(in, f, v, results);
    in->depth--;
    free(v);
    return ok;
}

/* ---- Instances ------------------------------------------------------------------------------
 */

static u64 imported_global(enum type t) {
    switch (t) {
    case F32: return of_f32(666.6f);
    case F64: return of_f64(666.6);
    default: return 666;
    }
}

void interpreter_open(struct interpreter *in, struct program *p, interpreter_import *import) {
    *in = (struct interpreter){.p = p, .import = import};
    arena_init(&in->arena);
    in->functions = xcalloc(p->function_count, sizeof *in->functions);
    in->max_pages = p->memory.has_max ? MIN(p->memory.max, PAGES_MAX) : PAGES_MAX;
    if (p->memory_imported) in->max_pages = MIN(in->max_pages, 2); /* the suite's memory */
    if (p->has_memory) memory_grow(in, MAX(p->memory.min, p->memory_imported ? 1u : 0u));
    in->globals = xcalloc(p->global_count, sizeof *in->globals);
    for (u32 n = 0; n < p->global_count; n++) {
        const struct global *g = &p->globals[n];
        if (g->imported)
            in->globals[n] = imported_global(g->type);
        else
            in->globals[n] =
                g->init.kind == INIT_GLOBAL ? in->globals[g->init.bits] : g->init.bits;
    }
    in->tables = xcalloc(p->table_count, sizeof *in->tables);
    for (u32 n = 0; n < p->table_count; n++) {
        struct interpreter_table *t = &in->tables[n];
        const struct limits *l = &p->tables[n].limits;
        t->count = p->tables[n].imported ? MAX(l->min, 10) : l->min;
        t->max = l->has_max ? l->max : 10000000;
        t->items = xmalloc(t->count * sizeof(u32));
        memset(t->items, 0xff, t->count * sizeof(u32));
    }
    in->data_dropped = xcalloc(p->data_count, sizeof(bool));
    in->elem_dropped = xcalloc(p->element_count, sizeof(bool));
}

static u32 init_value(const struct interpreter *in, const struct init *i) {
    return (u32)(i->kind == INIT_GLOBAL ? in->globals[i->bits] : i->bits);
}

bool interpreter_start(struct interpreter *in) {
    struct program *p = in->p;
    for (u32 n = 0; n < p->element_count; n++) {
        const struct element_segment *s = &p->elements[n];
        if (s->mode == SEGMENT_PASSIVE) continue;
        if (s->mode == SEGMENT_ACTIVE &&
            !table_init(in, s->table, n, init_value(in, &s->offset), 0, s->count))
            return false;
        in->elem_dropped[n] = true;
    }
    for (u32 n = 0; n < p->data_count; n++) {
        const struct data_segment *s = &p->datas[n];
        if (s->mode != SEGMENT_ACTIVE) continue;
        if (!memory_init(in, n, init_value(in, &s->offset), 0, s->size)) return false;
        in->data_dropped[n] = true;
    }
    return !p->has_start || interpreter_call(in, p->start, NULL, NULL);
}

void interpreter_close(struct interpreter *in) {
    for (u32 n = 0; n < in->p->table_count; n++) free(in->tables[n].items);
    free(in->tables);
    free(in->functions);
    free(in->memory);
    free(in->globals);
    free(in->data_dropped);
    free(in->elem_dropped);
    arena_free(&in->arena);
    *in = (struct interpreter){0};
}
