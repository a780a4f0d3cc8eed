/* isa/riscv/rows.c: the encoding rows as a table, and encoding and decoding by their operands.
 */
#include "isa/riscv/riscv.h"

const struct rv_row rv_rows[RV_COUNT] = {
#define ROW(enumerator, name, match, mask, operands) {name, match, mask, operands},
    RV_ROWS(ROW)
#undef ROW
};

u32 rv_encode(const struct rv_row *row, struct rv_fields fields) {
    u32 word = row->match, v = (u32)fields.value;
    for (const char *o = row->operands; *o; o++) switch (*o) {
        case 'd':
        case 'D': word |= (fields.d & 31u) << 7; break;
        case 's':
        case 'S': word |= (fields.s & 31u) << 15; break;
        case 't':
        case 'T': word |= (fields.t & 31u) << 20; break;
        case 'm': word |= (fields.rounding & 7u) << 12; break;
        case 'i': word |= v << 20; break;
        case 'z': word |= (v & 63) << 20; break;
        case 'w': word |= (v & 31) << 20; break;
        case 'o': word |= (v >> 5 & 0x7f) << 25 | (v & 31) << 7; break;
        case 'u': word |= v << 12; break;
        case 'b': word |= rv_bits_b(fields.value); break;
        case 'j': word |= rv_bits_j(fields.value); break;
        }
    return word;
}

/* Bits high..low of a word, at `to`. */
static u32 field(u32 word, u32 high, u32 low, u32 to) {
    return (word >> low & ((1u << (high - low + 1)) - 1)) << to;
}

static i64 sign_extend(u32 v, u32 bits) {
    return (i64)((u64)v << (64 - bits)) >> (64 - bits);
}

static i64 immediate(u32 word, char operand) {
    switch (operand) {
    case 'i': return sign_extend(word >> 20, 12);
    case 'z': return field(word, 25, 20, 0);
    case 'w': return field(word, 24, 20, 0);
    case 'o': return sign_extend(field(word, 31, 25, 5) | field(word, 11, 7, 0), 12);
    case 'u': return word >> 12;
    case 'b':
        return sign_extend(field(word, 31, 31, 12) | field(word, 7, 7, 11) |
                               field(word, 30, 25, 5) | field(word, 11, 8, 1),
                           13);
    case 'j':
        return sign_extend(field(word, 31, 31, 20) | field(word, 19, 12, 12) |
                               field(word, 20, 20, 11) | field(word, 30, 21, 1),
                           21);
    default: return 0;
    }
}

const struct rv_row *rv_decode(u32 word, struct rv_fields *fields) {
    const struct rv_row *row = rv_rows;
    while (row < rv_rows + RV_COUNT && (word & row->mask) != row->match) row++;
    if (row == rv_rows + RV_COUNT) return NULL;
    *fields = (struct rv_fields){0};
    for (const char *o = row->operands; *o; o++) switch (*o) {
        case 'd':
        case 'D': fields->d = (u8)field(word, 11, 7, 0); break;
        case 's':
        case 'S': fields->s = (u8)field(word, 19, 15, 0); break;
        case 't':
        case 'T': fields->t = (u8)field(word, 24, 20, 0); break;
        case 'm': fields->rounding = (u8)field(word, 14, 12, 0); break;
        case '(':
        case ')':
        case ',': break;
        default: fields->value = immediate(word, *o);
        }
    return row;
}
