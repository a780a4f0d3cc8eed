/* isa/aarch64/encode.c: from rows to instruction words, and what fits in their immediates. */
#include "isa/aarch64/aarch64.h"

#include <assert.h>

const struct a64_row a64_rows[A64_COUNT] = {
#define ROW(NAME, mnemonic, bits, fields, syntax) {mnemonic, bits, fields, syntax},
    A64_ROWS(ROW)
#undef ROW
};

/* Where a field lies: as many ones as it is wide, and what a 1 in its lowest bit adds to the
 * instruction. */
#define ONES(width) ((1u << (width)) - 1)
static const struct field {
    u32 mask, unit;
} fields['z' + 1] = {
    ['f'] = {ONES(1), 1u << 31},  ['F'] = {ONES(1), 0x80400000}, ['l'] = {ONES(1), 0x80408000},
    ['e'] = {ONES(1), 1u << 22},  ['d'] = {ONES(5), 1},          ['t'] = {ONES(5), 1},
    ['n'] = {ONES(5), 1u << 5},   ['m'] = {ONES(5), 1u << 16},   ['u'] = {ONES(5), 1u << 10},
    ['i'] = {ONES(12), 1u << 10}, ['s'] = {ONES(1), 1u << 22},   ['b'] = {ONES(13), 1u << 10},
    ['r'] = {ONES(6), 1u << 16},  ['z'] = {ONES(6), 1u << 10},   ['k'] = {ONES(16), 1u << 5},
    ['h'] = {ONES(2), 1u << 21},  ['x'] = {ONES(3), 1u << 10},   ['S'] = {ONES(1), 1u << 12},
    ['c'] = {ONES(4), 1u << 12},  ['C'] = {ONES(4), 1},          ['v'] = {ONES(4), 1},
    ['5'] = {ONES(5), 1u << 16},  ['p'] = {ONES(7), 1u << 15},   ['9'] = {ONES(9), 1u << 12},
    ['w'] = {ONES(19), 1u << 5},  ['W'] = {ONES(26), 1},         ['j'] = {ONES(14), 1u << 5},
    ['q'] = {ONES(5), 1u << 19},  ['8'] = {ONES(8), 1u << 13},
};

u32 a64_encode(enum a64 row, const u32 *values) {
    u32 bits = a64_rows[row].bits;
    for (const char *letter = a64_rows[row].fields; *letter; letter++, values++) {
        const struct field *field = &fields[(u8)*letter];
        bits |= (*values & field->mask) * field->unit;
    }
    return bits;
}

/* Loads and stores are those with bits 27 and 25 at 1 and 0. The top bits tell literals and
 * pairs from the rest; literals are loads, elsewhere bits 22 and 23 are 0 in a store. */
static void mark_access(struct emitter *e, u32 word) {
    bool access = (word & 0x0a000000) == 0x08000000;
    bool literal = access && (word & 0x3b000000) == 0x18000000;
    u32 count = access ? 1 + ((word & 0x3a000000) == 0x28000000) : 0;
    bool pair = count == 2;
    bool store = !literal && !(word & (pair ? 0x00400000 : 0x00c00000));
    emitter_mark(e, e->duty, store ? 0 : count, store ? count : 0);
}

void a64_emit(struct emitter *e, enum a64 row, const u32 *values, u32 count) {
    assert(a64_rows[row].fields[count] == 0); /* as many numbers as letters */
    (void)count;
    u32 word = a64_encode(row, values);
    mark_access(e, word);
    emit_u32(e, word);
}

bool a64_patch(u8 *code, u8 kind, i64 distance) {
    /* ORDER a64_fixup */
    static const struct {
        char field;
        u8 width;
    } places[] = {{'W', 26}, {'w', 19}, {'j', 14}};
    u8 width = places[kind].width;
    u32 unit = fields[(u8)places[kind].field].unit;
    i64 words = distance / 4;
    if (distance % 4 != 0 || words >= 1ll << (width - 1) || words < -(1ll << (width - 1)))
        return false;
    u32 mask = (1u << width) - 1;
    u32 word = (u32)code[0] | (u32)code[1] << 8 | (u32)code[2] << 16 | (u32)code[3] << 24;
    word = (word & ~(mask * unit)) | ((u32)words & mask) * unit;
    for (u32 k = 0; k < 4; k++) code[k] = (u8)(word >> 8 * k);
    return true;
}

enum a64_cond a64_cond(enum cc cc) {
    /* fcmp sets N: less, Z and C: equal, C: greater, C and V: unordered. ORDER CC */
    static const u8 conds[CC_COUNT] = {
        [CC_EQ] = COND_EQ,   [CC_NE] = COND_NE,   [CC_LT_S] = COND_LT, [CC_LT_U] = COND_LO,
        [CC_GT_S] = COND_GT, [CC_GT_U] = COND_HI, [CC_LE_S] = COND_LE, [CC_LE_U] = COND_LS,
        [CC_GE_S] = COND_GE, [CC_GE_U] = COND_HS, [CC_FEQ] = COND_EQ,  [CC_FNE] = COND_NE,
        [CC_FLT] = COND_MI,  [CC_FGT] = COND_GT,  [CC_FLE] = COND_LS,  [CC_FGE] = COND_GE,
        [CC_FNLT] = COND_PL, [CC_FNGT] = COND_LE, [CC_FNLE] = COND_HI, [CC_FNGE] = COND_LT,
    };
    return conds[cc];
}

/* ---- Immediates ------------------------------------------------------------------------- */

bool a64_fits_add(i64 c) {
    u64 size = c < 0 ? 0 - (u64)c : (u64)c;
    return size < 0x1000 || (size < 0x1000000 && size % 0x1000 == 0);
}

/* A bitmask immediate is an element of 2, 4, ... 64 bits, repeated; the element is a run of
 * ones, rotated right by immr. imms says the size of the element and, less 1, that of the run.
 */
bool a64_fits_bitmask(u64 bits, bool wide, u32 *field) {
    if (!wide) bits = (bits & 0xffffffff) | bits << 32;
    if (bits == 0 || ~bits == 0) return false;
    u32 size = 64;
    while (size > 2) {
        u64 half = (1ull << size / 2) - 1;
        if ((bits & half) != (bits >> size / 2 & half)) break;
        size /= 2;
    }
    u64 mask = size == 64 ? ~0ull : (1ull << size) - 1;
    u64 element = bits & mask;
    u32 ones = (u32)count_bits(element);
    u32 low; /* where the run begins */
    if (element & 1 && element >> (size - 1) & 1)
        low = size - (u32)(ones - (u32)lowest_bit(~element)); /* it wraps round */
    else
        low = (u32)lowest_bit(element);
    u64 run = (1ull << ones) - 1;
    u64 turned = low == 0 ? run : ((run << low) | (run >> (size - low))) & mask;
    if (turned != element) return false;
    u32 immr = (size - low) % size;
    u32 imms = (0x3f & ~(2 * size - 1)) | (ones - 1);
    *field = (u32)(size == 64) << 12 | immr << 6 | imms;
    return true;
}

/* fmov's 8 bits abcdefgh stand for sign a, exponent not(b) b...b c d, fraction e f g h. */
bool a64_fits_float(enum type t, u64 bits, u32 *field) {
    u32 fraction_bits = t == F64 ? 52 : 23, exponent_bits = t == F64 ? 11 : 8;
    u64 sign = bits >> (fraction_bits + exponent_bits) & 1;
    u64 exponent = bits >> fraction_bits & ((1ull << exponent_bits) - 1);
    u64 fraction = bits & ((1ull << fraction_bits) - 1);
    if (fraction & ((1ull << (fraction_bits - 4)) - 1)) return false;
    u64 high = exponent >> 2;
    u64 middle = 1ull << (exponent_bits - 3); /* b = 0: 100..0; b = 1: 011..1 */
    if (high != middle && high != middle - 1) return false;
    *field = (u32)(sign << 7 | (u64)(high == middle - 1) << 6 | (exponent & 3) << 4 |
                   fraction >> (fraction_bits - 4));
    return true;
}
