/* image/map_class.c: the classes of operations in the head of a map. See image/map_class.h. */
#include "image/map_class.h"

static u32 value_of(u64 bits, struct field f, u32 width) {
    u32 low = (u32)(bits >> f.at) & ((1u << width) - 1);
    u32 top = f.top < TOP_ZERO ? bits >> f.top & 1 : f.top == TOP_ONE;
    return (low | top << width) % NUMBERS;
}

void operation_look(const struct map_classes *m, const struct map_shape *s, u32 at, u32 end,
                    struct operation_look *out) {
    for (u32 k = 0; k < out->named_count; k++) out->flags[out->named[k]] = 0;
    out->first = out->last = out->length = out->named_count = out->def_count = 0;
    out->edge = at >= end;
    while (at < end) {
        u64 bits = instruction_bits(s, at);
        u32 class = class_of(m, bits);
        if (out->length++ == 0) out->first = class;
        out->last = class;
        out->edge |= m->fields[class].edge;
        for (u32 k = 0; k < FIELDS; k++) {
            struct field f = m->fields[class].at[k];
            if (f.at == FIELD_NONE) continue;
            u32 number = value_of(bits, f, m->width);
            if (!out->flags[number]) out->named[out->named_count++] = (u8)number;
            out->flags[number] |= (u8)(1 << k);
            if (k == DEF && out->def_count < NAMED_MOST)
                out->defs[out->def_count++] = (u8)number;
        }
        at = instruction_end(s, at, end);
    }
}

/* ---- The head ------------------------------------------------------------------------ */

struct class_models {
    struct bit_model inner[8], bit[64], edge, at[FIELDS][128], top[FIELDS][128];
};

static void code_fields(struct coder *c, struct class_models *m, struct class_fields *fields) {
    fields->edge = (u8)code_bit(c, &m->edge, fields->edge);
    for (u32 k = 0; k < FIELDS; k++) {
        struct field *f = &fields->at[k];
        f->at = (u8)code_tree(c, m->at[k], f->at, 7);
        if (f->at >= FIELD_NONE)
            f->top = TOP_ZERO;
        else
            f->top = (u8)code_tree(c, m->top[k], f->top, 7);
        if (f->at > FIELD_NONE || f->top > TOP_ONE) c->bad = true;
    }
}

/* The tree in preorder. Reading, nodes and classes get their numbers in that order, so that
 * every path comes to an end; writing, they have them already. */
static u32 code_node(struct coder *c, struct class_models *m, struct map_classes *classes,
                     u32 at, u32 depth, u32 *nodes) {
    bool decoding = c->mode == CODER_DECODE;
    u32 inner = code_bit(c, &m->inner[MIN(depth, 7)], at < CLASS_LEAF);
    if (coder_failed(c)) return CLASS_LEAF;
    if (!inner) {
        u32 class = decoding ? classes->count++ : at - CLASS_LEAF;
        if (class >= CLASSES) {
            c->bad = true;
            return CLASS_LEAF;
        }
        code_fields(c, m, &classes->fields[class]);
        return CLASS_LEAF + class;
    }
    u32 node = decoding ? (*nodes)++ : at;
    if (node >= CLASSES) {
        c->bad = true;
        return CLASS_LEAF;
    }
    struct class_node *n = &classes->nodes[node];
    n->bit = (u8)code_tree(c, m->bit, n->bit, 6);
    for (u32 k = 0; k < 2; k++)
        n->next[k] = (u8)code_node(c, m, classes, n->next[k], depth + 1, nodes);
    return node;
}

bool code_classes(struct coder *c, struct map_classes *classes) {
    struct class_models m;
    struct bit_model *all = (struct bit_model *)&m;
    for (u32 k = 0; k < sizeof m / sizeof *all; k++) all[k] = BIT_MODEL_NEW;
    u32 nodes = 0, root = classes->count > 2 ? 0 : CLASS_LEAF + 1;
    if (c->mode == CODER_DECODE) {
        *classes = (struct map_classes){.count = 1};
        classes->fields[0] = NO_FIELDS;
    }
    classes->width = (u8)(3 + code_raw(c, classes->width - 3u, 2));
    if (classes->width > 5) c->bad = true;
    root = code_node(c, &m, classes, root, 0, &nodes);
    if (coder_failed(c)) return false;
    if (root >= CLASS_LEAF) /* no node: one that leads to the only class, either way */
        classes->nodes[0] = (struct class_node){0, {(u8)root, (u8)root}};
    return true;
}
