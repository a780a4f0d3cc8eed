/* tests/image/tiny.c: see tests/image/tiny.h. */
#include "tests/image/tiny.h"

/* ---- The ISAs --------------------------------------------------------------------------- */

static void tiny_host_call(struct emitter *e) {
    emitter_start(e);
    if (e->isa->instruction_bytes)
        emit_u32(e, 0xdead0001);
    else
        emit_u16(e, 0xcc0f);
}

/* Two helpers; the second calls the first and uses the context. */
static void tiny_helpers(struct emitter *e) {
    for (u32 n = 0; n < 2; n++) {
        array_push(&e->helper_at, e->code.count);
        if (n == 1) {
            emitter_fixup(e, TINY_FAR, FIX_HELPER, 0);
            emitter_start(e);
            emit_u32(e, 0);
            emitter_fixup(e, TINY_FAR, FIX_CONTEXT, 8);
            emitter_start(e);
            emit_u32(e, 0);
        }
        emitter_start(e);
        emit_u32(e, 0x11111111 * (n + 1));
    }
}

static void put(u8 *code, u32 v) {
    for (u32 k = 0; k < 4; k++) code[k] = (u8)(v >> (24 - 8 * k));
}

static bool tiny_patch(u8 *code, u8 kind, i64 distance) {
    if (kind == TINY_NEAR) {
        if (distance < -(1 << 19) || distance >= 1 << 19) return false;
        put(code, (u32)code[0] << 24 | ((u32)distance & 0xfffff));
        return true;
    }
    put(code, (u32)distance);
    return true;
}

#define ROW(n) \
    { .name = "r" #n, .hardware = (n) % 32 }
#define ROWS(n)                                                                             \
    ROW(n##0), ROW(n##1), ROW(n##2), ROW(n##3), ROW(n##4), ROW(n##5), ROW(n##6), ROW(n##7), \
        ROW(n##8), ROW(n##9)
static const struct reg_info registers[64] = {
    ROW(0),  ROW(1),  ROW(2),  ROW(3),  ROW(4),  ROW(5),  ROW(6),  ROW(7),  ROW(8), ROW(9),
    ROWS(1), ROWS(2), ROWS(3), ROWS(4), ROWS(5), ROW(60), ROW(61), ROW(62), ROW(63)};

#define LAYOUT(base)                               \
    .layout = {.code_base = (base),                \
               .context_base = (base) + 0x1000000, \
               .tables_base = (base) + 0x1100000,  \
               .table_stride = 0x100000,           \
               .stack_base = (base) + 0x8000000,   \
               .stack_bytes = 0x100000}

const struct isa tiny = {.name = "tiny",
                         .title = "Tiny",
                         .word_bytes = 4,
                         .parts = 2,
                         .big_endian = true,
                         .stack_align = 8,
                         .instruction_bytes = 4,
                         .registers = registers,
                         .stack = 30,
                         .link = 29,
                         .context = 28,
                         LAYOUT(0x40000000),
                         .host_call = tiny_host_call,
                         .helpers = tiny_helpers,
                         .patch = tiny_patch};

const struct isa tinywide = {.name = "tinywide",
                             .title = "Tiny, wide",
                             .word_bytes = 8,
                             .parts = 1,
                             .stack_align = 16,
                             .call_pushes = true,
                             .registers = registers,
                             .stack = 30,
                             .link = NO_REG,
                             .context = 28,
                             LAYOUT(0x200000000),
                             .host_call = tiny_host_call,
                             .helpers = tiny_helpers,
                             .patch = tiny_patch};

const struct isa *tiny_find(const char *name) {
    if (!strcmp(name, "tiny")) return &tiny;
    return strcmp(name, "tinywide") ? NULL : &tinywide;
}

struct model tiny_model(const struct isa *isa) {
    struct model m = {.isa = isa, .name = "tiny-model"};
    u8 count = isa == &tiny ? 4 : 16;
    for (u32 cl = 0; cl < CLASS_COUNT; cl++) {
        m.count[cl] = count;
        for (u8 r = 0; r < count; r++) {
            m.order[cl][r] = (reg)(cl * FIRST_FLOAT + count - 1 - r);
            m.allocatable |= regset_of(m.order[cl][r]);
        }
        m.arg_count[cl] = 2;
        m.args[cl][0] = m.order[cl][1];
        m.args[cl][1] = m.order[cl][0];
        m.result_count[cl] = 1;
        m.results[cl][0] = m.order[cl][1];
        m.callee_saved |= regset_of(m.order[cl][3]);
    }
    return m;
}

/* ---- Programs --------------------------------------------------------------------------- */

struct program *tiny_program(u32 count, u32 imported) {
    struct program *p = xcalloc(1, sizeof *p);
    arena_init(&p->arena);
    p->name = arena_strdup(&p->arena, "tiny.wasm");
    p->hash = 0x1234567890abcdefull + count;
    p->type_count = 2;
    p->types = ARENA_ARRAY(&p->arena, struct function_type, 2);
    p->types[1].canonical = 1;
    p->function_count = count;
    p->imported_function_count = imported;
    p->functions = ARENA_ARRAY(&p->arena, struct program_function, count);
    for (u32 n = 0; n < count; n++) {
        p->functions[n].name = arena_printf(&p->arena, "f%u", n);
        p->functions[n].imported = n < imported;
        p->functions[n].type = n < imported;
    }
    return p;
}

u32 below(u64 *seed, u32 n) {
    return n ? (u32)(random_next(seed) >> 11) % n : 0;
}

/* ---- Functions -------------------------------------------------------------------------- */

struct maker {
    struct program *p;
    const struct isa *isa;
    struct compiled_function *f;
    struct program_function *pf;
    u64 *seed;
    u32 registers;
    ARRAY(struct map_range) ranges;
    u32 *free_from; /* per vreg and kind of place: it has no range from here on */
};

/* Integers are more common than floats, short values than long ones. */
static u8 some_type(u64 *seed) {
    static const u8 types[] = {I32, I32, I32, I32, I64, I64, F64, F32};
    return types[below(seed, COUNT_OF(types))];
}

static void make_values(struct maker *k, u32 consts, u32 values) {
    struct program_function *pf = k->pf;
    pf->value_count = consts + values;
    pf->value_types = arena_alloc(&k->p->arena, pf->value_count + 1);
    for (u32 n = 0; n < pf->value_count; n++)
        pf->value_types[n] = some_type(k->seed) | (n < consts ? VALUE_IS_CONST : 0);
}

static bool exists(const struct maker *k, u32 vreg) {
    enum type t = k->pf->value_types[vreg / k->isa->parts] & VALUE_TYPE;
    return vreg % k->isa->parts < vreg_count_of_type(k->isa, t);
}

static void add(struct maker *k, u32 vreg, u32 first, u32 end, struct loc loc) {
    u32 *from = &k->free_from[vreg * 2 + (loc.kind != LOC_REG)];
    first = MAX(first, *from);
    end = MIN(end, k->f->point_count);
    if (first >= end || !exists(k, vreg)) return;
    array_push(&k->ranges, ((struct map_range){vreg, first, end, loc}));
    *from = end;
}

static struct loc some_reg(struct maker *k, u32 vreg) {
    enum type t = k->pf->value_types[vreg / k->isa->parts] & VALUE_TYPE;
    return loc_reg((reg)(type_class(t) * FIRST_FLOAT + below(k->seed, k->registers)));
}

static u32 some_length(u64 *seed) {
    u32 bits = below(seed, 8);
    return 1 + below(seed, bits < 5 ? 3 : bits < 7 ? 12 : 200);
}

/* Values in order of definition, with holes that end at the same points, moves and slots. */
static void ranges_by_blocks(struct maker *k) {
    u32 n = k->f->point_count, parts = k->isa->parts, hole = n, hole_end = n;
    for (u32 v = 0; v < k->pf->value_count; v++) {
        bool is_const = k->pf->value_types[v] & VALUE_IS_CONST;
        u32 first = (u32)((u64)v * n / k->pf->value_count);
        if (is_const) first = below(k->seed, n);
        if (below(k->seed, 6) == 0) {
            hole = first + 1 + below(k->seed, 10);
            hole_end = hole + 1 + below(k->seed, 12);
        }
        u32 end = first + some_length(k->seed);
        for (u32 part = 0; part < parts; part++) {
            u32 vreg = v * parts + part, middle = first + 1 + below(k->seed, end - first);
            struct loc r = some_reg(k, vreg), slot = {LOC_SLOT, below(k->seed, 20)};
            if (first < hole && end > hole_end) {
                add(k, vreg, first, hole, r);
                add(k, vreg, hole_end, end, below(k->seed, 5) ? r : some_reg(k, vreg));
            } else if (below(k->seed, 8) == 0 && !is_const) {
                add(k, vreg, first, middle, r);
                add(k, vreg, first + below(k->seed, 2), end, slot);
                add(k, vreg, middle + below(k->seed, 3), end, some_reg(k, vreg));
            } else if (v < 12 && !is_const && below(k->seed, 4) == 0) {
                add(k, vreg, 0, end, (struct loc){LOC_INCOMING, below(k->seed, 9)});
            } else {
                add(k, vreg, first, end, r);
            }
        }
    }
}

static void ranges_at_random(struct maker *k) {
    u32 vregs = k->pf->value_count * k->isa->parts, n = k->f->point_count;
    u32 count = below(k->seed, 3 * n + 3);
    for (u32 c = 0; c < count; c++) {
        u32 vreg = below(k->seed, vregs), first = below(k->seed, n);
        u32 kind = below(k->seed, 12);
        struct loc loc = loc_reg((reg)below(k->seed, 64));
        if (kind < 5) loc = some_reg(k, vreg);
        if (kind > 8) loc = (struct loc){LOC_SLOT, below(k->seed, 1u << below(k->seed, 29))};
        if (kind == 11)
            loc = (struct loc){LOC_INCOMING, below(k->seed, 1u << below(k->seed, 29))};
        u32 most = below(k->seed, 4) ? 9 : n;
        add(k, vreg, first, first + 1 + below(k->seed, most), loc);
        if (below(k->seed, 40) == 0) add(k, vreg, 0, n, loc);
    }
}

static int by_first(const void *x, const void *y) {
    const struct map_range *p = x, *q = y;
    if (p->first != q->first) return p->first < q->first ? -1 : 1;
    if (p->vreg != q->vreg) return p->vreg < q->vreg ? -1 : 1;
    return (int)p->loc.kind - (int)q->loc.kind;
}

static void make_code(struct maker *k) {
    struct compiled_function *f = k->f;
    struct arena *a = &k->p->arena;
    u32 n = f->point_count, at = 4 * (1 + below(k->seed, 5));
    ARRAY(u32) starts = {0};
    f->point_at = ARENA_ARRAY(a, u32, n + 1);
    f->return_at = ARENA_ARRAY(a, u32, n + 1);
    for (u32 s = 0; s < at; s += 4) array_push(&starts, s);
    for (u32 p = 0; p <= n; p++) {
        f->point_at[p] = at;
        f->return_at[p] = NO_OFFSET;
        if (p == n) break;
        u32 begin = at,
            count = below(k->seed, 10) == 0 ? below(k->seed, 40) : below(k->seed, 4);
        for (u32 c = 0; c < count; c++) {
            array_push(&starts, at);
            at += k->isa->instruction_bytes ? k->isa->instruction_bytes : 1 + below(k->seed, 9);
        }
        if (count && below(k->seed, 8) == 0 && p + 1 < n)
            f->return_at[p] = below(k->seed, 3) || count == 1 || k->isa->instruction_bytes == 0
                                  ? at
                                  : begin + 4 * (1 + below(k->seed, count));
    }
    for (u32 c = below(k->seed, 5); c > 0; c--) {
        array_push(&starts, at);
        at += 4;
    }
    f->code_size = at;
    f->code = arena_alloc(a, at + 1);
    for (u32 c = 0; c < at; c++) f->code[c] = (u8)random_next(k->seed);
    f->start_count = k->isa->instruction_bytes ? 0 : starts.count;
    f->starts = arena_alloc(a, sizeof(u32) * (starts.count + 1));
    if (starts.count) memcpy(f->starts, starts.at, sizeof(u32) * starts.count);
    array_free(&starts);
}

/* Instructions name the registers that their operations' values are in, as real ones do: so
 * that the codec finds something to learn. */
static void name_registers(struct maker *k) {
    const struct compiled_function *f = k->f;
    for (u32 n = 0; n < f->range_count; n++) {
        const struct map_range *r = &f->ranges[n];
        if (r->loc.kind != LOC_REG) continue;
        u32 made = r->first ? f->point_at[r->first] : 0, used = f->point_at[r->end - 1];
        if (r->first && made > f->point_at[r->first - 1])
            f->code[made - 1] = (u8)((f->code[made - 1] & 0xe0) | (r->loc.index & 31));
        f->code[used] = (u8)((f->code[used] & 0xe0) | (r->loc.index & 31));
    }
}

struct compiled_function *tiny_function(struct program *p, u32 index, const struct isa *isa,
                                        u32 points, enum ranges_style style, u64 *seed) {
    struct arena *a = &p->arena;
    struct maker k = {.p = p, .isa = isa, .pf = &p->functions[index], .seed = seed};
    struct compiled_function *f = k.f = ARENA_NEW(a, struct compiled_function);
    k.registers = isa == &tiny ? 4 : 16;
    k.pf->point_count = f->point_count = points;
    make_code(&k);
    make_values(&k, below(seed, 1 + points / 4), 1 + below(seed, 1 + points));
    k.free_from = ARENA_ARRAY(a, u32, k.pf->value_count * isa->parts * 2 + 2);
    if (style == RANGES_BLOCKS)
        ranges_by_blocks(&k);
    else
        ranges_at_random(&k);
    if (k.ranges.count) qsort(k.ranges.at, k.ranges.count, sizeof *k.ranges.at, by_first);
    f->range_count = k.ranges.count;
    f->ranges = arena_alloc(a, sizeof *f->ranges * (k.ranges.count + 1));
    if (k.ranges.count) memcpy(f->ranges, k.ranges.at, sizeof *f->ranges * k.ranges.count);
    array_free(&k.ranges);
    if (style == RANGES_BLOCKS) name_registers(&k);

    f->frame = (struct frame){.frame_bytes = 160, .slot_offset = 16, .saved_offset = 120};
    f->frame.link_offset = isa->link == NO_REG ? -1 : 152;
    f->frame.home_bytes = 16;
    f->frame.saved_count = 1;
    f->frame.saved[0] = 3;
    f->layout = 0x123456789abcdef0 + index;
    f->counts = (struct function_counts){1, 2, 3, 4};
    f->sites = ARENA_ARRAY(a, struct site, 1);
    f->sites[0] = (struct site){f->code_size - 4, points ? points - 1 : 0, 7, SITE_TRAP};
    f->site_count = 1;
    return f;
}

void same_placed(const struct placed *x, const struct placed *y) {
    assert_int_equal(x->value, y->value);
    assert_int_equal(x->part, y->part);
    assert_int_equal(x->type, y->type);
    assert_int_equal(x->in_reg, y->in_reg);
    assert_int_equal(x->is_const, y->is_const);
    assert_int_equal(x->home, y->home);
    assert_int_equal(x->reg, y->reg);
    assert_int_equal(x->offset, y->offset);
}
