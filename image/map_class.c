/* image/map_class.c: the classes of operations in the head of a map. See image/map_class.h. */
#include "image/map_class.h"

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
            u32 number = field_value(bits, f, m->width);
            if (!out->flags[number]) out->named[out->named_count++] = (u8)number;
            out->flags[number] |= (u8)(1 << k);
            if (k == DEF && out->def_count < NAMED_MOST)
                out->defs[out->def_count++] = (u8)number;
        }
        at = instruction_end(s, at, end);
    }
}

/* ---- The tree --------------------------------------------------------------------------- */

/* The distinct bits that nodes look at, level by level from the root, up to QUICK_BITS. */
static u32 find_quick_bits(struct map_classes *m) {
    u8 queue[CLASSES] = {0};
    u32 count = 0;
    for (u32 first = 0, end = 1; first < end; first++) {
        const struct class_node *n = &m->nodes[queue[first]];
        bool known = false;
        for (u32 k = 0; k < count; k++) known |= m->quick_bits[k] == n->bit;
        if (!known && count == QUICK_BITS) break;
        if (!known) m->quick_bits[count++] = n->bit;
        for (u32 k = 0; k < 2; k++)
            if (n->next[k] < CLASS_LEAF) queue[end++] = n->next[k];
    }
    return count;
}

void classes_prepare(struct map_classes *m) {
    u32 count = find_quick_bits(m);
    for (u32 k = count; k < QUICK_BITS; k++) m->quick_bits[k] = m->quick_bits[0];
    for (u32 value = 0; value < 1 << QUICK_BITS; value++) {
        u32 at = 0;
        for (u32 k = 0; k < count && at < CLASS_LEAF; k++) {
            if (m->quick_bits[k] != m->nodes[at].bit) continue;
            at = m->nodes[at].next[value >> k & 1];
            k = NO_VALUE; /* from the first bit again */
        }
        m->quick[value] = (u8)at;
    }
}

/* ---- The head --------------------------------------------------------------------------- */

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
    if (c->mode != CODER_DECODE) return true;
    if (root >= CLASS_LEAF) /* no node: one that leads to the only class, either way */
        classes->nodes[0] = (struct class_node){0, {(u8)root, (u8)root}};
    classes_prepare(classes);
    return true;
}
