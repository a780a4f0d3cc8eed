/* tests/isa/test_ops.c: every operation of isa/ir.h on every ISA, against plain C.
 *
 * For each ISA that is linked in, each operation and type becomes a function of one operation
 * (ops_case.c), gets registers at random, is emitted, and runs on edge values and random ones.
 * Of calls only the call itself is here; arguments, results, host services and returns are what
 * the compiler makes of moves, and tested with it. */
#include "ops_call.h"
#include "ops_frame.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

/* ---- Values ----------------------------------------------------------------------------- */

static const u64 edges_i32[] = {
    0,          1,          2,          3,          7,          31,        32,      33,
    0x7f,       0x80,       0xff,       0x7fff,     0x8000,     0xffff,    0x10000, 0x12345678,
    0x7fffffff, 0x80000000, 0x80000001, 0xfffffff0, 0xfffffffe, 0xffffffff};
static const u64 edges_i64[] = {0,
                                1,
                                2,
                                63,
                                64,
                                0x80,
                                0x8000,
                                0x7fffffff,
                                0x80000000,
                                0xffffffff,
                                0x100000000,
                                0x100000001,
                                0x180000000,
                                0x123456789abcdef0,
                                0x7fffffff00000000,
                                0x7fffffffffffffff,
                                0x8000000000000000,
                                0x8000000000000001,
                                0xffffffff00000000,
                                0xffffffff7fffffff,
                                0xffffffff80000000,
                                0xfffffffffffffffe,
                                0xffffffffffffffff};
static const u64 edges_f32[] = {
    0x00000000, 0x80000000, 0x3f800000, 0xbf800000, 0x3f000000, 0xbf000000, /* 0 1 0.5 */
    0x3fc00000, 0xbfc00000, 0x40200000, 0xc0200000, 0x3effffff, 0xbf7fffff, /* 1.5 2.5 <.5 <1 */
    0x7f800000, 0xff800000, 0x7fc00000, 0xffc00000, 0x7f800001, 0xffa12345, /* inf, NaNs */
    0x00000001, 0x80000001, 0x007fffff, 0x00800000, 0x7f7fffff, 0xff7fffff, /* tiny, greatest */
    0x4effffff, 0x4f000000, 0x4f7fffff, 0x4f800000, 0xcf000000, 0xcf000001, /* 2^31, 2^32 */
    0x5effffff, 0x5f000000, 0x5f7fffff, 0x5f800000, 0xdf000000, 0xdf000001, /* 2^63, 2^64 */
    0x4b000000, 0x4b000001, 0x4a800001, 0xcb000001, 0x4b7fffff, 0x4b800000, /* 2^23, 2^24 */
    0x40490fdb, 0x42f6e979,
};
static const u64 edges_f64[] = {
    0x0000000000000000, 0x8000000000000000, 0x3ff0000000000000, 0xbff0000000000000,
    0x3fe0000000000000, 0xbfe0000000000000, 0x3ff8000000000000, 0xbff8000000000000,
    0x4004000000000000, 0xc004000000000000, 0x3fdfffffffffffff, 0xbfefffffffffffff,
    0x7ff0000000000000, 0xfff0000000000000, 0x7ff8000000000000, 0xfff8000000000000,
    0x7ff0000000000001, 0xfff4123456789abc, 0x0000000000000001, 0x8000000000000001,
    0x000fffffffffffff, 0x0010000000000000, 0x7fefffffffffffff, 0xffefffffffffffff,
    0x41dfffffffc00000, 0x41e0000000000000, 0x41dfffffffe00000, /* 2^31 - 1, 2^31, between */
    0xc1e0000000000000, 0xc1e0000000100000, 0xc1e0000000200000, /* -2^31, less by .5 and 1 */
    0x41efffffffe00000, 0x41effffffff00000, 0x41f0000000000000, /* 2^32 - 1, and 2^32 */
    0x43dfffffffffffff, 0x43e0000000000000, 0xc3e0000000000000, 0xc3e0000000000001,
    0x43efffffffffffff, 0x43f0000000000000, 0x4330000000000000, 0x4330000000000001,
    0x432fffffffffffff, 0x4320000000000001, 0xc330000000000001, 0x4340000000000000,
    0x400921fb54442d18, 0x36a0000000000000, 0x47efffffe0000000, 0x47effffff0000000,
    0x369fffffffffffff, 0x3690000000000000, 0x380fffffffffffff, 0x405edd2f1a9fbe77,
};

struct edges {
    const u64 *at;
    u32 count;
};
static struct edges edges_of(enum type t) {
    switch (t) {
    case I32: return (struct edges){edges_i32, COUNT_OF(edges_i32)};
    case I64: return (struct edges){edges_i64, COUNT_OF(edges_i64)};
    case F32: return (struct edges){edges_f32, COUNT_OF(edges_f32)};
    default: return (struct edges){edges_f64, COUNT_OF(edges_f64)};
    }
}

/* Random, of any magnitude. */
static u64 random_of(u64 *seed, enum type t) {
    u64 bits = random_next(seed), shift = random_next(seed) % 64;
    if (!type_is_float(t)) bits = (u64)((i64)bits >> shift);
    return type_bytes(t) == 4 ? (u32)bits : bits;
}

/* Vectors of arguments, reused from case to case. */
struct vectors {
    u64 at[4096][ARGS];
    u32 count;
};
static struct vectors vectors;

static void add(u64 x, u64 y, u64 z, u64 w) {
    assert_true(vectors.count < COUNT_OF(vectors.at));
    u64 *to = vectors.at[vectors.count++];
    to[0] = x;
    to[1] = y;
    to[2] = z;
    to[3] = w;
}

static void one_argument(u64 *seed, enum type t, u32 randoms) {
    struct edges e = edges_of(t);
    vectors.count = 0;
    for (u32 k = 0; k < e.count; k++) add(e.at[k], e.at[k], e.at[k], 0);
    for (u32 k = 0; k < randoms; k++) {
        u64 x = random_of(seed, t);
        add(x, x, x, 0);
    }
}

static void two_arguments(u64 *seed, enum type t, u32 randoms) {
    struct edges e = edges_of(t);
    vectors.count = 0;
    for (u32 j = 0; j < e.count; j++)
        for (u32 k = 0; k < e.count; k++) add(e.at[j], e.at[k], 0, 0);
    for (u32 k = 0; k < randoms; k++) add(random_of(seed, t), random_of(seed, t), 0, 0);
}

static struct reference expect_plain(struct tester *t, const struct op_case *oc,
                                     const u64 *in) {
    (void)t;
    u64 arg[ARGS];
    for (u32 k = 0; k < ARGS; k++) {
        u32 source = oc->same_as[k];
        arg[k] = oc->const_mask >> source & 1 ? oc->const_bits[source] : in[source];
    }
    return reference_of(&oc->ins, arg);
}

static void run_plain(struct tester *t, const struct op_case *oc, u32 assignments, u32 stride) {
    run_case(t, oc, vectors.at, vectors.count, assignments, stride, expect_plain);
}

/* ---- Integers --------------------------------------------------------------------------- */

static const u64 constants[] = {0,
                                1,
                                2,
                                3,
                                5,
                                7,
                                8,
                                12,
                                24,
                                31,
                                32,
                                63,
                                100,
                                255,
                                256,
                                257,
                                2047,
                                2048,
                                4095,
                                4096,
                                0xfff000,
                                0xffff,
                                0x10000,
                                0x12345678,
                                0x7fffffff,
                                0x80000000,
                                0xffffffff,
                                0x100000000,
                                0x0000ffff0000ffff,
                                0x123456789abcdef0,
                                0x4000000000000000,
                                0x7fffffffffffffff,
                                0x8000000000000000,
                                (u64)-2,
                                (u64)-5,
                                (u64)-255,
                                (u64)-256,
                                (u64)-2047,
                                (u64)-2048,
                                (u64)-2049,
                                (u64)-4096,
                                (u64)-65536,
                                0xffffffff80000000,
                                ~0ull};

/* The case with constants in place of arguments: each argument in turn, then both. */
static void with_constants(struct tester *t, struct op_case oc) {
    enum type type = oc.arg_type[0];
    u64 mask = type == I32 ? 0xffffffff : ~0ull;
    for (u32 k = 0; k < COUNT_OF(constants); k++) {
        if (type == I32 && constants[k] >> 32 && constants[k] >> 31 != 0x1ffffffff) continue;
        for (u32 side = 0; side < 2; side++) {
            oc.const_mask = (u8)(1 << side);
            oc.const_bits[side] = constants[k] & mask;
            one_argument(&t->seed, type, 4);
            run_plain(t, &oc, 2, 2);
        }
        oc.const_mask = 3;
        oc.const_bits[0] = constants[(k * 7 + 3) % COUNT_OF(constants)] & mask;
        oc.const_bits[1] = constants[k] & mask;
        vectors.count = 1;
        run_plain(t, &oc, 2, 1);
    }
}

static void integer_pairs(struct tester *t, enum op op, enum type type, u32 shift) {
    struct op_case oc = op_case_of(op, type, TYPE_NONE, 2);
    oc.ins.shift = (u8)shift;
    two_arguments(&t->seed, type, 100);
    run_plain(t, &oc, 9, 11);
    with_constants(t, oc);
    oc.same_as[1] = 0;
    one_argument(&t->seed, type, 10);
    run_plain(t, &oc, 6, 3);
}

static void check_integers(struct tester *t) {
    static const u8 pairs[] = {OP_ADD,   OP_SUB,   OP_MUL,   OP_DIV_S, OP_DIV_U,
                               OP_REM_S, OP_REM_U, OP_AND,   OP_OR,    OP_XOR,
                               OP_SHL,   OP_SHR_S, OP_SHR_U, OP_ROTL,  OP_ROTR};
    static const u8 singles[] = {OP_CLZ,       OP_CTZ,        OP_POPCNT,
                                 OP_EXTEND_8S, OP_EXTEND_16S, OP_EXTEND_32S};
    for (enum type type = I32; type <= I64; type++) {
        for (u32 k = 0; k < COUNT_OF(pairs); k++) integer_pairs(t, pairs[k], type, 0);
        for (u32 shift = 1; shift <= 3; shift++) integer_pairs(t, OP_ADD_SHL, type, shift);
        for (u32 k = 0; k < COUNT_OF(singles); k++) {
            if (singles[k] == OP_EXTEND_32S && type == I32) continue;
            struct op_case oc = op_case_of(singles[k], type, TYPE_NONE, 1);
            one_argument(&t->seed, type, 200);
            run_plain(t, &oc, 9, 3);
            oc.const_mask = 1;
            vectors.count = 1;
            for (u32 c = 0; c < COUNT_OF(constants); c += 5) {
                oc.const_bits[0] = type == I32 ? (u32)constants[c] : constants[c];
                run_plain(t, &oc, 2, 1);
            }
        }
    }
}

/* ---- Conditions ------------------------------------------------------------------------- */

static bool condition_fits(enum cc cc, enum type type) {
    return cc_is_float(cc) == type_is_float(type);
}

static void check_compare(struct tester *t) {
    for (enum type type = I32; type <= F64; type++)
        for (enum cc cc = 0; cc < CC_COUNT; cc++) {
            if (!condition_fits(cc, type)) continue;
            struct op_case oc = op_case_of(OP_COMPARE, I32, type, 2);
            oc.ins.cc = (u8)cc;
            two_arguments(&t->seed, type, 20);
            run_plain(t, &oc, 6, 7);
            if (!type_is_float(type)) with_constants(t, oc);
            oc.same_as[1] = 0;
            one_argument(&t->seed, type, 0);
            run_plain(t, &oc, 3, 1);
        }
}

/* Operands of the condition as pairs, with fresh values to choose between. */
static void select_vectors(struct tester *t, enum type type2, enum type type) {
    two_arguments(&t->seed, type2, 0);
    u32 kept = 0;
    for (u32 k = 0; k < vectors.count; k++) {
        bool equal = vectors.at[k][0] == vectors.at[k][1];
        if (!equal && random_next(&t->seed) % 8) continue;
        memmove(vectors.at[kept], vectors.at[k], sizeof vectors.at[0]);
        vectors.at[kept][2] = random_of(&t->seed, type);
        vectors.at[kept][3] = random_of(&t->seed, type);
        kept++;
    }
    vectors.count = kept;
}

static void select_cases(struct tester *t, enum cc cc, enum type type2, enum type type) {
    struct op_case plain = op_case_of(OP_SELECT, type, type2, 4);
    plain.ins.cc = (u8)cc;
    plain.arg_type[2] = plain.arg_type[3] = (u8)type;
    select_vectors(t, type2, type);
    run_plain(t, &plain, 4, 5);
    for (u32 n = 0; n < 10; n++) { /* constants and shared values anywhere */
        struct op_case oc = plain;
        for (u32 k = 0; k < ARGS; k++) {
            u64 draw = random_next(&t->seed);
            enum type own = oc.arg_type[k];
            if (draw % 3 == 0) {
                struct edges e = edges_of(own);
                u64 c = draw & 64 ? e.at[draw / 128 % e.count]
                                  : constants[draw / 128 % COUNT_OF(constants)];
                if (draw & 32 && !(draw & 64) && type_is_float(own)) c = 0;
                oc.const_mask |= (u8)(1 << k);
                oc.const_bits[k] = type_bytes(own) == 4 ? (u32)c : c;
            } else if (k >= 1 && draw % 3 == 1) {
                u32 other = (u32)(draw / 128 % k);
                if (oc.arg_type[other] == own && oc.same_as[other] == other)
                    oc.same_as[k] = (u8)other;
            }
        }
        run_plain(t, &oc, 2, 3);
    }
}

static void check_select(struct tester *t) {
    for (enum type type2 = I32; type2 <= F64; type2++)
        for (enum cc cc = 0; cc < CC_COUNT; cc++) {
            if (!condition_fits(cc, type2)) continue;
            for (enum type type = I32; type <= F64; type++) select_cases(t, cc, type2, type);
        }
}

static struct reference expect_branch(struct tester *t, const struct op_case *oc,
                                      const u64 *in) {
    struct op_case compare = *oc;
    compare.ins.op = OP_COMPARE;
    compare.ins.type = I32;
    return expect_plain(t, &compare, in);
}

static void run_branch(struct tester *t, const struct op_case *oc, u32 assignments) {
    run_case(t, oc, vectors.at, vectors.count, assignments, 3, expect_branch);
}

static void branch_cases(struct tester *t, enum cc cc, enum type type) {
    struct op_case oc = op_case_of(OP_BRANCH, TYPE_NONE, type, 2);
    oc.ins.cc = (u8)cc;
    for (u32 invert = 0; invert < 2; invert++) {
        oc.invert = invert;
        oc.const_mask = 0;
        oc.same_as[1] = 1;
        for (u32 far = 0; far < 2; far++) {
            oc.filler = far ? 9000 : 0;
            select_vectors(t, type, type);
            run_branch(t, &oc, far ? 1 : 4);
        }
        oc.filler = 0;
        oc.same_as[1] = 0;
        one_argument(&t->seed, type, 0);
        run_branch(t, &oc, 1);
        oc.same_as[1] = 1;
        for (u32 k = 0; k < COUNT_OF(constants); k++) {
            u64 c = type == I32 ? (u32)constants[k] : constants[k];
            if (type_is_float(type)) {
                struct edges e = edges_of(type);
                if (k >= 6) break;
                c = e.at[k * 3];
            }
            for (u32 mask = 1; mask <= 3; mask++) {
                oc.const_mask = (u8)mask;
                oc.const_bits[0] = c;
                oc.const_bits[1] = mask == 3 && k % 2 ? c + 1 : c;
                if (type == I32) oc.const_bits[1] = (u32)oc.const_bits[1];
                one_argument(&t->seed, type, 0);
                if (mask == 3) vectors.count = 1;
                run_branch(t, &oc, 1);
            }
        }
    }
}

static void check_branch(struct tester *t) {
    for (enum type type = I32; type <= F64; type++)
        for (enum cc cc = 0; cc < CC_COUNT; cc++)
            if (condition_fits(cc, type)) branch_cases(t, cc, type);
}

static struct reference expect_switch(struct tester *t, const struct op_case *oc,
                                      const u64 *in) {
    (void)t;
    u64 x = oc->const_mask ? oc->const_bits[0] : in[0];
    return (struct reference){.bits = MIN(x, (u64)oc->labels - 1)};
}

static void check_switch(struct tester *t) {
    static const u16 counts[] = {1, 2, 3, 4, 5, 6, 7, 17, 64, 300};
    for (u32 n = 0; n < COUNT_OF(counts); n++)
        for (u32 far = 0; far < 2; far++) {
            struct op_case oc = op_case_of(OP_SWITCH, TYPE_NONE, I32, 1);
            oc.labels = counts[n];
            oc.filler = far ? 9000 : 0;
            one_argument(&t->seed, I32, 0);
            for (u32 k = 0; k < MIN(oc.labels + 2, 20); k++) add(k, 0, 0, 0);
            for (u32 k = 0; k < 3; k++) add(oc.labels - 2 + k, 0, 0, 0);
            run_case(t, &oc, vectors.at, vectors.count, 3, 2, expect_switch);
            for (u32 k = 0; k < 4; k++) {
                oc.const_mask = 1;
                oc.const_bits[0] = k == 3 ? 0xffffffff : k;
                run_case(t, &oc, vectors.at, 1, 2, 1, expect_switch);
            }
        }
}

/* ---- Floats and conversions ------------------------------------------------------------- */

static void check_floats(struct tester *t) {
    static const u8 pairs[] = {OP_FADD, OP_FSUB, OP_FMUL,     OP_FDIV,
                               OP_FMIN, OP_FMAX, OP_FCOPYSIGN};
    static const u8 singles[] = {OP_FABS,   OP_FNEG,   OP_FSQRT,    OP_FCEIL,
                                 OP_FFLOOR, OP_FTRUNC, OP_FNEAREST, OP_FCANON};
    for (enum type type = F32; type <= F64; type++) {
        for (u32 k = 0; k < COUNT_OF(pairs); k++) {
            struct op_case oc = op_case_of(pairs[k], type, TYPE_NONE, 2);
            two_arguments(&t->seed, type, 200);
            run_plain(t, &oc, 6, 7);
            for (u32 mask = 1; mask <= 3; mask++) {
                oc.const_mask = (u8)mask;
                for (u32 c = 0; c < 9; c++) {
                    oc.const_bits[0] = edges_of(type).at[c * 3];
                    oc.const_bits[1] = edges_of(type).at[c];
                    one_argument(&t->seed, type, 0);
                    run_plain(t, &oc, 1, 1);
                }
            }
            oc.const_mask = 0;
            oc.same_as[1] = 0;
            one_argument(&t->seed, type, 20);
            run_plain(t, &oc, 3, 2);
        }
        for (u32 k = 0; k < COUNT_OF(singles); k++) {
            struct op_case oc = op_case_of(singles[k], type, TYPE_NONE, 1);
            one_argument(&t->seed, type, 300);
            if (singles[k] == OP_FCANON && t->nan_exact) /* only NaNs that arithmetic makes */
                for (u32 n = 0; n < vectors.count; n++)
                    if (reference_is_nan(type, vectors.at[n][0]))
                        vectors.at[n][0] = type == F32 ? CANONICAL_F32 : CANONICAL_F64;
            run_plain(t, &oc, 6, 3);
        }
    }
}

static void conversion(struct tester *t, enum op op, enum type type, enum type from,
                       u32 flags) {
    struct op_case oc = op_case_of(op, type, from, 1);
    oc.ins.flags = (u8)flags;
    one_argument(&t->seed, from, 200);
    if (from == F32 || from == F64) { /* magnitudes around those of integers */
        for (u32 k = 0; k < 300; k++) {
            u64 exponent = random_next(&t->seed) % 70, sign = random_next(&t->seed) & 1;
            u64 x = random_next(&t->seed);
            add(from == F32 ? sign << 31 | (124 + exponent) << 23 | (x & 0x7fffff)
                            : sign << 63 | (1020 + exponent) << 52 | (x & 0xfffffffffffff),
                0, 0, 0);
        }
    }
    if (flags & INS_NONNEG)
        for (u32 k = 0; k < vectors.count; k++) vectors.at[k][0] &= 0x7fffffff;
    run_plain(t, &oc, 6, 4);
    oc.const_mask = 1;
    vectors.count = 1;
    for (u32 k = 0; k < edges_of(from).count; k++) {
        oc.const_bits[0] = edges_of(from).at[k];
        if (flags & INS_NONNEG) oc.const_bits[0] &= 0x7fffffff;
        run_plain(t, &oc, 1, 1);
    }
}

static void check_conversions(struct tester *t) {
    conversion(t, OP_WRAP, I32, I64, 0);
    conversion(t, OP_EXTEND_S, I64, I32, 0);
    conversion(t, OP_EXTEND_U, I64, I32, 0);
    conversion(t, OP_EXTEND_U, I64, I32, INS_NONNEG);
    for (enum type i = I32; i <= I64; i++)
        for (enum type f = F32; f <= F64; f++) {
            conversion(t, OP_TRUNC_S, i, f, 0);
            conversion(t, OP_TRUNC_U, i, f, 0);
            conversion(t, OP_TRUNC_SAT_S, i, f, 0);
            conversion(t, OP_TRUNC_SAT_U, i, f, 0);
            conversion(t, OP_CONVERT_S, f, i, 0);
            conversion(t, OP_CONVERT_U, f, i, 0);
        }
    conversion(t, OP_DEMOTE, F32, F64, 0);
    conversion(t, OP_PROMOTE, F64, F32, 0);
    conversion(t, OP_REINTERPRET, I32, F32, 0);
    conversion(t, OP_REINTERPRET, I64, F64, 0);
    conversion(t, OP_REINTERPRET, F32, I32, 0);
    conversion(t, OP_REINTERPRET, F64, I64, 0);
}

/* ---- Memory ----------------------------------------------------------------------------- */

struct access {
    u8 mem, type;
};
static const struct access loads[] = {
    {MEM_8S, I32},  {MEM_8U, I32}, {MEM_16S, I32}, {MEM_16U, I32}, {MEM_32, I32},
    {MEM_8S, I64},  {MEM_8U, I64}, {MEM_16S, I64}, {MEM_16U, I64}, {MEM_32S, I64},
    {MEM_32U, I64}, {MEM_64, I64}, {MEM_F32, F32}, {MEM_F64, F64}};
static const struct access stores[] = {{MEM_8U, I32}, {MEM_16U, I32}, {MEM_32, I32},
                                       {MEM_8U, I64}, {MEM_16U, I64}, {MEM_32U, I64},
                                       {MEM_64, I64}, {MEM_F32, F32}, {MEM_F64, F64}};

static u64 argument(const struct op_case *oc, const u64 *in, u32 k) {
    u32 source = oc->same_as[k];
    return oc->const_mask >> source & 1 ? oc->const_bits[source] : in[source];
}

/* The sum of base and index: exact, and as it wraps. */
static u64 exact_sum(const struct op_case *oc, const u64 *in) {
    u64 index = oc->arg_type[1] == TYPE_NONE ? 0 : argument(oc, in, 1) << oc->ins.shift;
    return argument(oc, in, 0) + index;
}
static u64 address_of(const struct op_case *oc, const u64 *in) {
    return (u32)exact_sum(oc, in) + oc->ins.imm;
}
static bool in_bounds(const struct op_case *oc, const u64 *in) {
    return address_of(oc, in) + mem_bytes(oc->ins.cc) <= MEMORY_BYTES;
}
/* Do the flags that the case has promise the truth? */
static bool flags_hold(const struct op_case *oc, const u64 *in) {
    u64 sum = exact_sum(oc, in);
    if (oc->ins.flags & INS_NONNEG && (u32)sum >> 31) return false;
    return !(oc->ins.flags & INS_NOWRAP) || sum >> 32 == 0;
}

static struct reference expect_load(struct tester *t, const struct op_case *oc, const u64 *in) {
    if (!in_bounds(oc, in))
        return (struct reference){.traps = true, .trap = TRAP_OUT_OF_BOUNDS};
    const u8 *at = t->m.memory + address_of(oc, in);
    return (struct reference){.bits = reference_load(oc->ins.cc, oc->ins.type, at)};
}

static const u64 offsets[] = {0,          1,          4,          255,       256,     257,
                              2047,       2048,       2049,       4088,      4094,    4095,
                              4096,       0x7ff8,     0x12340,    0x12345,   0x3fff0, 0x1000000,
                              0x7fffffff, 0x80000000, 0xfffffff8, 0xffffffff};

/* Addresses worth trying: within, over the end, and far beyond, both ways round. */
static u32 random_address(u64 *seed, u32 bytes, u64 offset) {
    u64 draw = random_next(seed);
    u32 in = (u32)(random_next(seed) % (MEMORY_BYTES - 8)), end = MEMORY_BYTES - bytes;
    switch (draw % 12) {
    case 0: return end;
    case 1: return end + 1;
    case 2: return MEMORY_BYTES;
    case 3: return MEMORY_BYTES - 1;
    case 4: return (u32)random_next(seed);
    case 5: return 0;
    case 6: return (u32)(0 - draw / 16 % 16);          /* just below 0 */
    case 7: return 0x80000000 + (u32)(draw / 16 % 64); /* the sign changes */
    case 8: return (u32)(in + offset);                 /* the base is `in` */
    default: return in;
    }
}

/* Bases (and indexes) so that the address, less the offset, is what was drawn. */
static void memory_vectors(struct tester *t, const struct op_case *oc, u32 n) {
    vectors.count = 0;
    for (u32 k = 0; k < 40 * n && vectors.count < n; k++) {
        u32 bytes = mem_bytes(oc->ins.cc);
        u32 sum = random_address(&t->seed, bytes, oc->ins.imm) - (u32)oc->ins.imm;
        u64 index = 0, base = sum;
        if (oc->arg_type[1] != TYPE_NONE) {
            u32 s = oc->ins.shift;
            u64 draw = random_next(&t->seed);
            if (oc->const_mask & 1) /* index << shift is the rest, as far as may be */
                index = (u32)(sum - (u32)oc->const_bits[0]) >> s;
            else if (oc->const_mask & 2)
                index = oc->const_bits[1];
            else
                index = draw & 1 ? (u32)random_next(&t->seed) : (u32)draw / 2 % (sum / 8 + 1);
            base = (u32)(sum - (u32)(index << s));
        }
        u64 value = random_of(&t->seed, oc->ins.type);
        u64 in[ARGS] = {base, index, value, 0};
        if (flags_hold(oc, in)) add(base, index, value, 0);
    }
}

static void run_loads(struct tester *t, const struct op_case *oc, u32 n, u32 assignments) {
    memory_vectors(t, oc, n);
    run_case(t, oc, vectors.at, vectors.count, assignments, 2, expect_load);
}

/* Stores are checked by the memory around the address after each run, and by all of the memory
 * once in a while. */
static u8 mirror[MEMORY_BYTES];

static void run_stores(struct tester *t, const struct op_case *oc, u32 n, u32 assignments) {
    static struct built b;
    memory_vectors(t, oc, n);
    for (u32 k = 0; k < assignments; k++) {
        if (!built_make(&b, t, oc, tester_model(t, k))) {
            built_free(&b);
            continue;
        }
        memcpy(mirror, t->m.memory, MEMORY_BYTES);
        for (u32 v = k; v < vectors.count; v += k ? 2 : 1) {
            const u64 *in = vectors.at[v];
            struct reference expected = {.traps = !in_bounds(oc, in),
                                         .trap = TRAP_OUT_OF_BOUNDS};
            u64 what, at = address_of(oc, in);
            enum outcome outcome = built_run(&b, t, in, &what);
            if (!expected.traps) reference_store(oc->ins.cc, mirror + at, argument(oc, in, 2));
            /* Unicorn writes the first bytes of a store over the end before it faults. */
            if (outcome == OUT_FAULT && at < MEMORY_BYTES)
                memcpy(t->m.memory + at, mirror + at, MEMORY_BYTES - at);
            bool good = built_check(&b, t, in, outcome, what, &expected);
            u64 low = MIN(at, (u64)MEMORY_BYTES - 64);
            low = low < 64 ? 0 : low - 64;
            if (memcmp(mirror + low, t->m.memory + low, 128) != 0) {
                tester_fail(t, &b, in, "memory at %#llx is not as expected",
                            (unsigned long long)at);
                good = false;
            }
            if (!good) break;
        }
        if (memcmp(mirror, t->m.memory, MEMORY_BYTES) != 0) {
            tester_fail(t, &b, NULL, "memory has changed elsewhere");
            memcpy(t->m.memory, mirror, MEMORY_BYTES);
        }
        built_free(&b);
    }
}

typedef void run_accesses(struct tester *t, const struct op_case *oc, u32 n, u32 assignments);

/* All forms of address for one kind of access. */
static void access_cases(struct tester *t, struct op_case oc, run_accesses *run) {
    static const u32 bases[] = {0, 4, 2047, 4096, 0x12345, 0x3fffc, 0x80000000, 0xfffffff0};
    for (u32 n = 0; n < COUNT_OF(offsets); n++)
        for (u32 flags = 0; flags < 4; flags++) {
            oc.ins.imm = offsets[n];
            oc.ins.flags = (u8)flags;
            oc.const_mask = 0;
            oc.arg_type[1] = TYPE_NONE;
            oc.ins.shift = 0;
            if (!(flags & INS_NOWRAP)) {
                run(t, &oc, 24, 2);
                oc.const_mask = 1;
                oc.const_bits[0] = bases[(n + flags) % COUNT_OF(bases)];
                if (!flags || oc.const_bits[0] < 0x80000000) run(t, &oc, 1, 1);
            }
            oc.arg_type[1] = I32;
            oc.ins.shift = (u8)(random_next(&t->seed) % 4);
            for (oc.const_mask = 0; oc.const_mask < 3; oc.const_mask++) {
                oc.const_bits[0] = bases[random_next(&t->seed) % COUNT_OF(bases)];
                u64 index = random_next(&t->seed);
                oc.const_bits[1] = index % 4 == 0   ? index / 4 % 100
                                   : index % 4 == 1 ? (u32)(0 - index / 4 % 3000)
                                   : index % 4 == 2 ? (u32)(index >> 32)
                                                    : 24;
                run(t, &oc, oc.const_mask ? 8 : 20, oc.const_mask ? 1 : 2);
            }
        }
}

static void check_loads(struct tester *t) {
    for (u32 n = 0; n < COUNT_OF(loads); n++) {
        struct op_case oc = op_case_of(OP_LOAD, loads[n].type, TYPE_NONE, 2);
        oc.ins.cc = loads[n].mem;
        oc.arg_type[0] = I32;
        access_cases(t, oc, run_loads);
    }
}

static void check_stores(struct tester *t) {
    for (u32 n = 0; n < COUNT_OF(stores); n++) {
        struct op_case oc = op_case_of(OP_STORE, stores[n].type, TYPE_NONE, 3);
        oc.ins.cc = stores[n].mem;
        oc.arg_type[0] = I32;
        access_cases(t, oc, run_stores);
        for (u32 k = 0; k < 12; k++) { /* constant values, and the base as the value */
            oc.ins.imm = k % 4 * 3000;
            oc.ins.flags = k % 2 ? INS_NONNEG : 0;
            oc.arg_type[1] = k % 3 ? I32 : TYPE_NONE;
            oc.const_mask = 4;
            oc.const_bits[2] = k < 6 ? 0 : k < 9 ? 0x85 : edges_of(oc.ins.type).at[k];
            run_stores(t, &oc, 8, 2);
            oc.const_mask = 0;
            if (oc.ins.type != I32) continue;
            oc.same_as[2] = k % 3 == 1;
            run_stores(t, &oc, 8, 2);
            oc.same_as[2] = 2;
        }
    }
}

/* ---- The context ------------------------------------------------------------------------ */

static u64 context_read(struct tester *t, u32 offset, u32 bytes) {
    u64 v = 0;
    memcpy(&v, t->m.context + offset, bytes); /* little-endian on every machine */
    return v;
}

static struct reference expect_global(struct tester *t, const struct op_case *oc,
                                      const u64 *in) {
    (void)in;
    u32 at = CONTEXT_GLOBALS + (u32)oc->ins.imm * 8;
    return (struct reference){.bits = context_read(t, at, type_bytes(oc->ins.type))};
}
static struct reference expect_pages(struct tester *t, const struct op_case *oc,
                                     const u64 *in) {
    (void)oc;
    (void)in;
    return (struct reference){.bits = context_read(t, CONTEXT_MEMORY_PAGES, 4)};
}

static void set_global(struct tester *t, enum type type, u32 index, bool constant) {
    static struct built b;
    struct op_case oc = op_case_of(OP_GLOBAL_SET, TYPE_NONE, type, 1);
    u32 at = CONTEXT_GLOBALS + index * 8;
    oc.ins.imm = index;
    one_argument(&t->seed, type, 0);
    for (u32 n = 0; n < vectors.count; n++) {
        u64 *in = vectors.at[n], what;
        oc.const_mask = constant;
        oc.const_bits[0] = in[0];
        if (built_make(&b, t, &oc, tester_model(t, n))) {
            struct reference nothing = {0};
            u64 before[2] = {~in[0], random_next(&t->seed)};
            memcpy(t->m.context + at, before, sizeof before);
            enum outcome outcome = built_run(&b, t, in, &what);
            built_check(&b, t, in, outcome, what, &nothing);
            if (context_read(t, at, type_bytes(type)) != in[0] ||
                context_read(t, at + 8, 8) != before[1])
                tester_fail(t, &b, in, "global %u is not as expected", index);
        }
        built_free(&b);
    }
}

static void check_context(struct tester *t) {
    static const u32 indexes[] = {0, 1, 31, 100, 223, 224, 300, 511, 600, 4096};
    u64 seed = 5;
    for (u32 k = CONTEXT_GLOBALS; k < CONTEXT_BYTES; k += 8) {
        u64 noise = random_next(&seed);
        memcpy(t->m.context + k, &noise, 8);
    }
    vectors.count = 1;
    struct op_case pages = op_case_of(OP_MEMORY_SIZE, I32, TYPE_NONE, 0);
    run_case(t, &pages, vectors.at, 1, 4, 1, expect_pages);
    for (enum type type = I32; type <= F64; type++)
        for (u32 n = 0; n < COUNT_OF(indexes); n++) {
            struct op_case oc = op_case_of(OP_GLOBAL_GET, type, TYPE_NONE, 0);
            oc.ins.imm = indexes[n];
            vectors.count = 1;
            run_case(t, &oc, vectors.at, 1, 4, 1, expect_global);
            set_global(t, type, indexes[n], false);
            if (n % 3 == 0) set_global(t, type, indexes[n], true);
        }
}

/* ---- The run ---------------------------------------------------------------------------- */

static const struct check {
    const char *name;
    void (*run)(struct tester *t);
} checks[] = {
    {"integers", check_integers},
    {"compare", check_compare},
    {"select", check_select},
    {"branch", check_branch},
    {"switch", check_switch},
    {"floats", check_floats},
    {"conversions", check_conversions},
    {"loads", check_loads},
    {"stores", check_stores},
    {"context", check_context},
    {"moves", check_moves},
    {"constants", check_constants},
    {"frames", check_frames},
    {"calls", check_calls},
};

struct job {
    const struct isa *isa;
    const struct check *check;
    char name[64];
};

static void run_job(void **state) {
    const struct job *job = *state;
    static struct tester t;
    tester_open(&t, job->isa);
    u64 start = time_now_ns();
    job->check->run(&t);
    print_message("%s: %u codes, %u runs, %.2f s\n", job->name, t.codes, t.runs,
                  (double)(time_now_ns() - start) / 1e9);
    u32 failures = t.failures;
    tester_close(&t);
    if (failures) fail_msg("%s: %u failures", job->name, failures);
}

/* Without arguments all ISAs; else those named. OPS_CHECK=name: only that check. */
int main(int argc, char **argv) {
    static struct job jobs[16 * COUNT_OF(checks)];
    static struct CMUnitTest tests[COUNT_OF(jobs)];
    u32 n = 0;
    const char *only = getenv("OPS_CHECK");
    for (u32 k = 0; k < isa_count; k++) {
        bool wanted = argc == 1;
        for (int a = 1; a < argc; a++) wanted |= strcmp(argv[a], isa_list[k]->name) == 0;
        for (u32 c = 0; wanted && c < COUNT_OF(checks) && n < COUNT_OF(jobs); c++, n++) {
            if (only && strcmp(only, checks[c].name) != 0) {
                n--;
                continue;
            }
            jobs[n] = (struct job){.isa = isa_list[k], .check = &checks[c]};
            snprintf(jobs[n].name, sizeof jobs[n].name, "%s %s", isa_list[k]->name,
                     checks[c].name);
            tests[n] = (struct CMUnitTest){
                .name = jobs[n].name, .test_func = run_job, .initial_state = &jobs[n]};
        }
    }
    return _cmocka_run_group_tests("operations", tests, n, NULL, NULL);
}
