/* image/map_class.h: private to the codec of location maps: what the code itself tells.
 *
 * Much of a map can be guessed from the code that it belongs to: an operation's instructions
 * say how many they are, whether they call, whether they make a value, and they name the
 * registers that they read and write. The codec knows no ISA, but it need not: the encoder
 * learns from the image at hand which bits of an instruction tell them apart (a decision tree,
 * whose leaves are *classes*) and, per class, at which bits registers are named. What it has
 * learnt goes into the map's head (a few hundred bytes). A wrong guess costs bits, nothing
 * else.
 */
#ifndef HPMSIM_IMAGE_MAP_CLASS_H
#define HPMSIM_IMAGE_MAP_CLASS_H

#include "image/coder.h"
#include "image/private.h"

/* Class 0 is that of operations without code. A field names a register by `width` bits from bit
 * `at` of the instruction on and, on top, one bit from elsewhere (as REX.R and REX.B do). */
enum { CLASSES = 48, FIELDS = 4, DEF = 0, NUMBERS = 32 };
enum { FIELD_NONE = 64, TOP_ZERO = 64, TOP_ONE = 65 };
struct field {
    u8 at;  /* FIELD_NONE: there is none */
    u8 top; /* a bit, TOP_ZERO or TOP_ONE */
};
struct class_fields {
    struct field at[FIELDS]; /* DEF: what the instruction makes; the others: what it uses */
    u8 edge; /* 1: more changes behind such instructions than they do themselves: they branch */
};
#define NO_FIELD  ((struct field){FIELD_NONE, TOP_ZERO})
#define NO_FIELDS ((struct class_fields){{NO_FIELD, NO_FIELD, NO_FIELD, NO_FIELD}, 1})
struct class_node {
    u8 bit;     /* of the instruction */
    u8 next[2]; /* by the bit: a node, or CLASS_LEAF + class */
};
enum { CLASS_LEAF = 0x80, QUICK_BITS = 9 };
struct map_classes {
    u8 width; /* bits of a field */
    u8 count; /* classes, with class 0 */
    struct class_node nodes[CLASSES];
    struct class_fields fields[CLASSES];
    u8 quick_bits[QUICK_BITS]; /* bits that the upper part of the tree looks at */
    u8 quick[1 << QUICK_BITS]; /* by these bits: the node or leaf that they lead to */
};

/* ---- Instructions ----------------------------------------------------------------------- */

/* Where an instruction that starts at `at` (relative to the function) ends: the next start, at
 * most `end`. */
static inline u32 instruction_end(const struct map_shape *s, u32 at, u32 end) {
    if (s->isa->instruction_bytes) return MIN(at + s->isa->instruction_bytes, end);
    for (at++; at < end; at++)
        if (s->starts[(s->code_start + at) / 8] >> (s->code_start + at) % 8 & 1) break;
    return MIN(at, end);
}

/* An instruction as a number: its word, or its first 8 bytes. CODE_SLACK bytes behind `at` are
 * readable. */
static inline u64 instruction_bits(const struct map_shape *s, u32 at) {
    const u8 *code = s->code + at;
    if (s->isa->instruction_bytes == 4 && s->isa->big_endian)
        return (u32)code[0] << 24 | (u32)code[1] << 16 | (u32)code[2] << 8 | code[3];
    u64 bits = 0;
    u32 bytes = s->isa->instruction_bytes ? s->isa->instruction_bytes : 8;
    for (u32 k = 0; k < bytes; k++) bits |= (u64)code[k] << 8 * k;
    return bits;
}

/* The tree is walked for a few of its bits at once: `quick` says where that leads. */
static inline u32 class_of(const struct map_classes *m, u64 bits) {
    u32 at = 0;
    for (u32 k = 0; k < QUICK_BITS; k++) at |= (u32)(bits >> m->quick_bits[k] & 1) << k;
    at = m->quick[at];
    while (at < CLASS_LEAF) at = m->nodes[at].next[bits >> m->nodes[at].bit & 1];
    return at - CLASS_LEAF;
}
/* Fills in `quick`. */
void classes_prepare(struct map_classes *m);

/* The number of the register that a field of an instruction names. */
static inline u32 field_value(u64 bits, struct field f, u32 width) {
    u32 low = (u32)(bits >> f.at) & ((1u << width) - 1);
    u32 top = f.top < TOP_ZERO ? bits >> f.top & 1 : f.top == TOP_ONE;
    return (low | top << width) % NUMBERS;
}
/* The number of a register as fields have it. */
static inline u32 field_number(const struct isa *isa, struct loc loc) {
    return isa->registers[loc.index & 63].hardware % NUMBERS;
}

/* ---- Operations ------------------------------------------------------------------------- */

enum { NAMINGS = 1 << FIELDS, NAMED_MOST = 16 };
struct operation_look {
    u32 first, last;   /* classes of its first and last instruction; 0 without code */
    u32 length;        /* instructions */
    bool edge;         /* one of them branches, or there are none */
    u8 flags[NUMBERS]; /* per register number: which fields name it */
    u8 named[NUMBERS]; /* those that are named, in order */
    u32 named_count;
    u8 defs[NAMED_MOST]; /* those that DEF fields name, in order; of many the first */
    u32 def_count;
};
/* Looks at the code at [at, end). *out is zeroed or has been used before. */
void operation_look(const struct map_classes *m, const struct map_shape *s, u32 at, u32 end,
                    struct operation_look *out);

/* Both directions; false when what was read is no tree. */
bool code_classes(struct coder *c, struct map_classes *m);

/* ---- Learning (image/map_learn.c) ------------------------------------------------------- */

struct class_learner;
struct class_learner *class_learner_new(const struct isa *isa);
void class_learner_free(struct class_learner *l);
/* Shows a function; t and ranges as the codec has them. */
void class_learner_add(struct class_learner *l, const struct map_shape *s,
                       const struct point_table *t, const struct map_range *ranges,
                       u32 range_count);
void class_learner_finish(struct class_learner *l, struct map_classes *out);

#endif
