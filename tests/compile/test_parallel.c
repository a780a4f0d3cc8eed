/* Parallel copies as sequences of moves: random groups, carried out on a machine that knows
 * nothing but moves, must leave in each target what its source held before, and nothing else
 * changed but scratch registers. */
#include "tests/compile/allocations.h"

enum { REGISTERS = 7, WORDS = 12, SCRATCH_INT = 20, SCRATCH_FLOAT = 60 };

/* Some of the registers are words of the register area. */
static const struct model wide = {.shadow = 0x70ull | 0x70ull << FIRST_FLOAT}, narrow;

/* Words of memory and registers; the emitter is first, so that moves find the rest. */
struct machine {
    struct emitter e;
    u64 registers[64];
    u64 words[WORDS + 1];
    u32 word_bytes;
    regset shadow;
};

static u64 mask_of(u32 bytes) {
    return bytes == 4 ? 0xffffffffu : ~0ull;
}

static u64 read_place(const struct machine *m, enum type t, struct loc l) {
    u32 bytes = type_bytes(t);
    if (l.kind == LOC_REG) return m->registers[l.index] & mask_of(bytes);
    if (l.kind == LOC_AREA)
        return m->registers[l.index & 0xff] >> (l.index & 0x100 ? 32 : 0) & mask_of(bytes);
    u64 low = m->words[l.index] & mask_of(MIN(bytes, m->word_bytes));
    return bytes > m->word_bytes ? low | m->words[l.index + 1] << 32 : low;
}

static void write_place(struct machine *m, enum type t, struct loc l, u64 bits) {
    u32 bytes = type_bytes(t);
    if (l.kind == LOC_AREA) {
        u64 *word = &m->registers[l.index & 0xff], mask = mask_of(bytes);
        u32 shift = l.index & 0x100 ? 32 : 0;
        *word = (*word & ~(mask << shift)) | (bits & mask) << shift;
        return;
    }
    if (l.kind == LOC_REG) {
        m->registers[l.index] = bits & mask_of(bytes);
        return;
    }
    m->words[l.index] = bits & mask_of(MIN(bytes, m->word_bytes));
    if (bytes > m->word_bytes) m->words[l.index + 1] = bits >> 32;
}

static void do_move(struct emitter *e, enum type t, struct loc to, struct loc from) {
    struct machine *m = (struct machine *)e;
    assert_true(to.kind == LOC_REG || from.kind == LOC_REG);
    assert_true(to.kind != LOC_REG || !regset_has(m->shadow, (reg)to.index));
    assert_true(from.kind != LOC_REG || !regset_has(m->shadow, (reg)from.index));
    assert_true(to.kind != LOC_REG || reg_class_of((reg)to.index) == type_class(t));
    assert_true(from.kind != LOC_REG || reg_class_of((reg)from.index) == type_class(t));
    write_place(m, t, to, read_place(m, t, from));
}

/* May use the scratch registers. */
static void do_constant(struct emitter *e, enum type t, struct loc to, u64 bits) {
    struct machine *m = (struct machine *)e;
    m->registers[SCRATCH_INT] = m->registers[SCRATCH_FLOAT] = 0xdead;
    write_place(m, t, to, bits);
}

/* ---- Groups ------------------------------------------------------------------------------ */

struct group {
    u64 random;
    u32 word_bytes, count;
    bool shadows;
    struct copy copies[24];
    struct lowered l;
    struct ir_function f;
    struct value values[24];
    u8 types[24];
    u32 vreg_first[25]; /* = the value: none is a half */
};

static u32 below(struct group *g, u32 n) {
    return (u32)(random_next(&g->random) >> 11) % n;
}

static struct loc any_place(struct group *g, enum type t) {
    if (below(g, 100) < 60)
        return loc_reg((reg)(below(g, REGISTERS) + (type_is_float(t) ? 32 : 0)));
    return (struct loc){LOC_SLOT, below(g, WORDS - 1)};
}

static u32 words_of(const struct group *g, struct loc l, enum type t) {
    return l.kind == LOC_SLOT && type_bytes(t) > g->word_bytes ? 2 : 1;
}

/* Places overlap, but are not the same. */
static bool half_overlap(const struct group *g, struct loc x, enum type tx, struct loc y,
                         enum type ty) {
    if (x.kind != LOC_SLOT || y.kind != LOC_SLOT || x.index == y.index) return false;
    return x.index < y.index + words_of(g, y, ty) && y.index < x.index + words_of(g, x, tx);
}

static bool fits(const struct group *g, const struct copy *c, enum type t) {
    for (u32 k = 0; k <= g->count; k++) {
        const struct copy *d = k < g->count ? &g->copies[k] : c;
        enum type td = k < g->count ? g->types[k] : t;
        if (half_overlap(g, c->to, t, d->from, td) || half_overlap(g, c->from, t, d->to, td))
            return false;
        if (k == g->count) continue;
        if (loc_same(c->to, d->to) || half_overlap(g, c->to, t, d->to, td)) return false;
        /* One place holds values of one type. */
        if (loc_same(c->from, d->from) && t != td) return false;
    }
    return true;
}

static void make_group(struct group *g) {
    u32 wanted = 1 + below(g, COUNT_OF(g->copies)), constants = below(g, 30);
    g->count = 0;
    for (u32 tries = 0; tries < 200 && g->count < wanted; tries++) {
        enum type t = I32 + below(g, 4);
        if (t == I64 && g->word_bytes == 4) continue;
        struct copy c = {.vreg = g->count, .source = g->count};
        c.to = any_place(g, t);
        c.from = below(g, 100) < constants ? (struct loc){LOC_CONST, 0} : any_place(g, t);
        if (!fits(g, &c, t)) continue;
        g->values[g->count] = (struct value){.kind = VALUE_CONST, .type = (u8)t};
        g->values[g->count].bits = random_next(&g->random) & mask_of(type_bytes(t));
        g->types[g->count] = (u8)t;
        g->copies[g->count++] = c;
    }
    g->f.values = g->values;
    for (u32 v = 0; v < COUNT_OF(g->vreg_first); v++) g->vreg_first[v] = v;
    g->l = (struct lowered){.model = g->shadows ? &wide : &narrow,
                            .f = &g->f,
                            .vreg_first = g->vreg_first,
                            .value_of = g->vreg_first,
                            .vreg_type = g->types};
}

static void check_group(struct group *g) {
    struct isa isa = {.word_bytes = (u8)g->word_bytes,
                      .parts = 1,
                      .move = do_move,
                      .constant = do_constant,
                      .scratch = {SCRATCH_INT, SCRATCH_FLOAT}};
    struct machine m = {.word_bytes = g->word_bytes, .shadow = g->l.model->shadow}, expected;
    m.e.isa = &isa;
    for (u32 r = 0; r < 64; r++) m.registers[r] = random_next(&g->random);
    for (u32 n = 0; n <= WORDS; n++)
        m.words[n] = random_next(&g->random) & mask_of(g->word_bytes);
    expected = m;
    for (u32 k = 0; k < g->count; k++) {
        const struct copy *c = &g->copies[k];
        u64 bits = c->from.kind == LOC_CONST ? g->values[k].bits
                                             : read_place(&m, g->types[k], c->from);
        write_place(&expected, g->types[k], c->to, bits);
    }
    copies_emit(&m.e, &g->l, g->copies, g->count);
    for (u32 k = 0; k < g->count; k++)
        assert_true(read_place(&m, g->types[k], g->copies[k].to) ==
                    read_place(&expected, g->types[k], g->copies[k].to));
    for (u32 r = 0; r < 64; r++) {
        bool target = r == SCRATCH_INT || r == SCRATCH_FLOAT;
        for (u32 k = 0; k < g->count; k++) target |= loc_same(g->copies[k].to, loc_reg((reg)r));
        if (!target) assert_true(m.registers[r] == expected.registers[r]);
    }
    for (u32 n = 0; n <= WORDS; n++) {
        bool target = false;
        for (u32 k = 0; k < g->count; k++) {
            const struct copy *c = &g->copies[k];
            target |= c->to.kind == LOC_SLOT && n >= c->to.index &&
                      n < c->to.index + words_of(g, c->to, g->types[k]);
        }
        if (!target) assert_true(m.words[n] == expected.words[n]);
    }
}

static void copies_are_parallel(void **state) {
    (void)state;
    for (u64 seed = 1; seed <= 100000; seed++) {
        struct group g = {
            .random = seed, .word_bytes = seed % 2 ? 4 : 8, .shadows = seed % 4 < 2};
        make_group(&g);
        check_group(&g);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(copies_are_parallel)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
