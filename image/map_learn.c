/* image/map_learn.c: learns from an image what its instructions tell about its map.
 *
 * Classes: a decision tree over the bits of an instruction, grown where it tells most about
 * what the operation does (of how many instructions it is, whether it calls, whether it makes a
 * value) and where registers are named, as long as that pays for the room that a class takes
 * (after CART: Breiman and others, 1984).
 *
 * Fields: for each class, the bits where the register of the value made is named most often,
 * and those where registers are named whose values end there. */
#include <assert.h>
#include <stdlib.h>

#include "image/map_class.h"

/* KINDS_OF: length * 4 + makes a value * 2 + calls. */
enum { LENGTHS = 6, KINDS_OF = LENGTHS * 4, BITS = 64, DIED_MOST = 3, SAMPLES_MOST = 16000 };
/* In bits of the map: what a class costs; what a register is worth that is named. */
enum {
    SPLIT_COST = 60,
    DEF_WORTH = 3,
    USE_WORTH = 1,
    EDGE_WORTH = 2,
    LOG_BITS = 8,
    NO_KIND = KINDS_OF,
    ENOUGH = 800
};

struct sample { /* an instruction */
    u64 bits;
    u8 kind; /* what the operation does that it begins or ends; NO_KIND inside */
    u8 class;
    u8 def;             /* hardware number of the register of the value made, or NO_REG */
    u8 died[DIED_MOST]; /* of registers whose value ends here, or NO_REG */
    u8 edge;            /* more changes behind the operation than it can do itself */
};

struct class_learner {
    const struct isa *isa;
    ARRAY(struct sample) samples;
    u32 width;
    u16 log[SAMPLES_MOST + 1]; /* log2 in 1/256 */
};

struct class_learner *class_learner_new(const struct isa *isa) {
    struct class_learner *l = xcalloc(1, sizeof *l);
    l->isa = isa;
    for (u32 n = 2; n <= SAMPLES_MOST; n++) {
        /* log2(1 + x) for x in [0, 1): x * (4 - x) / 3 is off by 0.01 at most */
        u32 top = 31 - (u32)__builtin_clz(n);
        u64 x = ((u64)n << 16 >> top) - 65536;
        u64 fraction = x * (4 * 65536 - x) / (3 * 65536) >> (16 - LOG_BITS);
        l->log[n] = (u16)(top << LOG_BITS | fraction);
    }
    return l;
}

void class_learner_free(struct class_learner *l) {
    array_free(&l->samples);
    free(l);
}

/* ---- Samples ---------------------------------------------------------------------------- */

struct effect { /* of an operation */
    u8 def, died[DIED_MOST];
    bool is_call, makes, edge;
};

static void find_effects(const struct class_learner *l, const struct map_shape *s,
                         const struct point_table *t, const struct map_range *ranges,
                         u32 range_count, struct effect *at) {
    for (u32 n = 0; n < t->count; n++)
        at[n] = (struct effect){.def = NO_REG, .died = {NO_REG, NO_REG, NO_REG}};
    for (u32 k = 0; k < t->call_count; k++) at[t->calls[k]].is_call = true;
    u8 *seen = xcalloc(s->value_count + 1, 1); /* per value */
    for (u32 k = 0; k < range_count; k++) {
        const struct map_range *r = &ranges[k];
        u32 value = r->vreg / l->isa->parts;
        if (r->first > 0 && (seen[value] || at[r->first - 1].makes))
            at[r->first - 1].edge = k == 0 || ranges[k - 1].vreg / l->isa->parts != value;
        seen[value] = 1;
        if (r->loc.kind != LOC_REG) continue;
        u8 number = (u8)field_number(l->isa, r->loc);
        if (r->first > 0) {
            at[r->first - 1].makes = true;
            at[r->first - 1].def = number;
        }
        u8 *died = at[r->end - 1].died;
        for (u32 j = 0; j < DIED_MOST; j++)
            if (died[j] == NO_REG) {
                died[j] = number;
                break;
            }
    }
    free(seen);
}

/* One sample per instruction: the first knows the operation's length; the last, which is often
 * the one that counts, passes for an operation of its own. */
static void add_operation(struct class_learner *l, const struct map_shape *s, u32 at, u32 end,
                          const struct effect *x) {
    u32 first = l->samples.count, flags = x->makes * 2u + x->is_call;
    while (at < end && l->samples.count < SAMPLES_MOST) {
        struct sample sample = {
            .bits = instruction_bits(s, at), .kind = NO_KIND, .def = NO_REG, .edge = x->edge};
        memcpy(sample.died, x->died, sizeof sample.died);
        array_push(&l->samples, sample);
        at = instruction_end(s, at, end);
    }
    u32 count = l->samples.count - first;
    if (count == 0 || at < end) return;
    l->samples.at[first].kind = (u8)(MIN(count, LENGTHS - 1) * 4 + (count == 1 ? flags : 0));
    struct sample *last = &l->samples.at[first + count - 1];
    if (count > 1) last->kind = (u8)(4 + flags);
    last->def = x->def;
}

void class_learner_add(struct class_learner *l, const struct map_shape *s,
                       const struct point_table *t, const struct map_range *ranges,
                       u32 range_count) {
    if (l->samples.count == SAMPLES_MOST) return;
    struct effect *effects = xmalloc(sizeof *effects * (t->count + 1));
    find_effects(l, s, t, ranges, range_count, effects);
    for (u32 n = 0; n < t->count; n++) add_operation(l, s, t->at[n], t->at[n + 1], &effects[n]);
    free(effects);
}

/* ---- Fields ----------------------------------------------------------------------------- */

struct hits { /* per bit: how often a register is named there */
    u32 def[BITS], use[BITS], samples;
};

static u32 instruction_size(const struct class_learner *l) {
    return l->isa->instruction_bytes ? l->isa->instruction_bytes * 8u : BITS;
}

/* The low bits of the registers whose values end, as a set. */
static u32 died_values(const struct sample *s, u32 width) {
    u32 set = 0;
    for (u32 k = 0; k < DIED_MOST; k++)
        if (s->died[k] != NO_REG) set |= 1u << (s->died[k] & ((1u << width) - 1));
    return set;
}

/* The bits from which on `width` bits are `value`. */
static u64 places_of(u64 bits, u32 value, u32 width) {
    u64 places = ~0ull;
    for (u32 k = 0; k < width; k++) places &= value >> k & 1 ? bits >> k : ~(bits >> k);
    return places;
}

static u64 places_of_all(u64 bits, u32 values, u32 width) {
    u64 places = 0;
    for (; values; values &= values - 1)
        places |= places_of(bits, (u32)lowest_bit(values), width);
    return places;
}

static void count_hits(const struct class_learner *l, u32 first, u32 end, u32 step, u32 width,
                       struct hits *h) {
    u32 size = instruction_size(l);
    u64 all = ~0ull >> (64 - (size - width + 1));
    *h = (struct hits){.samples = (end - first + step - 1) / step};
    for (u32 n = first; n < end; n += step) {
        const struct sample *s = &l->samples.at[n];
        u64 used = all & places_of_all(s->bits, died_values(s, width), width), def = 0;
        if (s->def != NO_REG)
            def = all & places_of(s->bits, s->def & ((1u << width) - 1), width);
        for (; def; def &= def - 1) h->def[lowest_bit(def)]++;
        for (; used; used &= used - 1) h->use[lowest_bit(used)]++;
    }
}

/* The bit with most hits, away from the fields already taken; FIELD_NONE when there are few. */
static u8 best_bit(const u32 *hits, u32 least, u32 width, const struct field *taken,
                   u32 count) {
    u32 best = least;
    u8 found = FIELD_NONE;
    for (u32 b = 0; b < BITS; b++) {
        if (hits[b] <= best) continue;
        bool free = true;
        for (u32 k = 0; k < count; k++)
            free &= taken[k].at == FIELD_NONE || b + width <= taken[k].at ||
                    b >= taken[k].at + width;
        if (!free) continue;
        best = hits[b];
        found = (u8)b;
    }
    return found;
}

/* Picks the fields of a group of samples; returns the worth of the hits. */
static u64 pick_fields(const struct hits *h, u32 width, struct class_fields *out) {
    u64 worth = 0;
    u32 least = h->samples / 16 + 2;
    *out = NO_FIELDS;
    for (u32 k = 0; k < FIELDS; k++) {
        const u32 *hits = k == DEF ? h->def : h->use;
        out->at[k].at = best_bit(hits, least, width, out->at + 1, k ? k - 1 : 0);
        if (out->at[k].at != FIELD_NONE)
            worth += (u64)hits[out->at[k].at] * (k == DEF ? DEF_WORTH : USE_WORTH);
    }
    return worth;
}

/* A field of fewer bits is always hit as often; one with bits too many, seldom. */
static void find_width(struct class_learner *l) {
    u64 best = 0;
    for (u32 width = 3; width <= 5; width++) {
        struct hits h;
        struct class_fields f;
        count_hits(l, 0, l->samples.count, l->samples.count / ENOUGH + 1, width, &h);
        u64 worth = pick_fields(&h, width, &f);
        if (width > 3 && worth < best * 3 / 4) break;
        best = MAX(best, worth);
        l->width = width;
    }
}

/* The register of a sample that a field names; NO_REG if it names none, or one of two. */
static u8 hit_register(const struct sample *s, u32 field, u32 at, u32 width) {
    u32 mask = (1u << width) - 1, value = s->bits >> at & mask;
    if (field == DEF) return s->def != NO_REG && (s->def & mask) == value ? s->def : NO_REG;
    u8 found = NO_REG;
    for (u32 k = 0; k < DIED_MOST; k++) {
        if (s->died[k] == NO_REG || (s->died[k] & mask) != value) continue;
        if (found != NO_REG) return NO_REG;
        found = s->died[k];
    }
    return found;
}

/* Where the highest bit of the registers' numbers comes from. */
static void find_top(const struct class_learner *l, u32 first, u32 end, u32 field,
                     struct field *f) {
    u32 right[TOP_ONE + 1] = {0}, bits = instruction_size(l);
    f->top = TOP_ZERO;
    if (f->at == FIELD_NONE || l->width == 5) return;
    for (u32 n = first; n < end; n++) {
        const struct sample *s = &l->samples.at[n];
        u8 r = hit_register(s, field, f->at, l->width);
        if (r == NO_REG) continue;
        bool one = r >> l->width & 1;
        u64 same = one ? s->bits : ~s->bits;
        for (u32 b = 0; b < bits; b++) right[b] += same >> b & 1;
        right[one ? TOP_ONE : TOP_ZERO]++;
    }
    for (u8 b = 0; b <= TOP_ONE; b++)
        if (right[b] > right[f->top]) f->top = b;
}

/* ---- The tree --------------------------------------------------------------------------- */

struct leaf {
    u32 first, end;   /* its samples */
    u32 parent, side; /* the node that leads here */
    u64 gain;         /* of its best split, in bits of the whole image */
    u8 bit;
};

enum { CANDIDATES = 8 };
struct tally { /* of the samples of a leaf in which a bit is set, or of all */
    u32 kinds[KINDS_OF + 1], edges[2];
    u32 def[CANDIDATES], use[CANDIDATES]; /* hits of candidate fields */
};

struct grower {
    struct class_learner *l;
    struct map_classes *out;
    struct leaf leaves[CLASSES];
    u32 leaf_count, node_count;
    struct tally *ones; /* per bit */
};

/* n * log2(n). */
static u64 n_log(const struct class_learner *l, u32 n) {
    return (u64)n * l->log[n];
}

/* Bits that it takes to tell the kinds of a group of samples apart, and those behind which more
 * changes, in 1/256. kinds: those that there are. */
static i64 disorder(const struct class_learner *l, const struct tally *t, const u8 *kinds,
                    u32 count) {
    u32 all = 0;
    u64 sum = 0, edges = n_log(l, t->edges[0] + t->edges[1]) - n_log(l, t->edges[0]) -
                         n_log(l, t->edges[1]);
    for (u32 k = 0; k < count; k++) {
        all += t->kinds[kinds[k]];
        sum += n_log(l, t->kinds[kinds[k]]);
    }
    return (i64)(n_log(l, all) - sum + edges * EDGE_WORTH);
}

/* What the candidate fields are worth to a group, in 1/256 bit. */
static u64 worth(const struct tally *t) {
    u32 def = 0, use = 0, second = 0;
    for (u32 k = 0; k < COUNT_OF(t->def); k++) {
        def = MAX(def, t->def[k]);
        if (t->use[k] > use) {
            second = use;
            use = t->use[k];
        } else {
            second = MAX(second, t->use[k]);
        }
    }
    return (u64)(def * DEF_WORTH + (use + second) * USE_WORTH) << LOG_BITS;
}

/* The bits with most hits among a leaf's samples. */
static void find_candidates(const struct grower *g, const struct leaf *leaf, u32 step, u8 *def,
                            u8 *use) {
    struct hits h;
    count_hits(g->l, leaf->first, leaf->end, step, g->l->width, &h);
    for (u32 k = 0; k < CANDIDATES; k++) {
        def[k] = best_bit(h.def, 1, g->l->width, NULL, 0);
        use[k] = best_bit(h.use, 1, g->l->width, NULL, 0);
        if (def[k] != FIELD_NONE) h.def[def[k]] = 0;
        if (use[k] != FIELD_NONE) h.use[use[k]] = 0;
    }
}

/* Which of the candidates name a register of the sample. */
static void find_hits(const struct sample *s, u32 width, const u8 *def, const u8 *use,
                      u32 *defs, u32 *uses) {
    u32 mask = (1u << width) - 1, died = died_values(s, width);
    *defs = *uses = 0;
    for (u32 k = 0; k < CANDIDATES; k++) {
        if (def[k] != FIELD_NONE && s->def != NO_REG)
            *defs |= (u32)((s->bits >> def[k] & mask) == (s->def & mask)) << k;
        if (use[k] != FIELD_NONE) *uses |= (died >> (s->bits >> use[k] & mask) & 1) << k;
    }
}

static void add_to_tally(struct tally *t, const struct sample *s, u32 defs, u32 uses) {
    t->kinds[s->kind]++;
    t->edges[s->edge]++;
    for (; defs; defs &= defs - 1) t->def[lowest_bit(defs)]++;
    for (; uses; uses &= uses - 1) t->use[lowest_bit(uses)]++;
}

/* The bits that the tree may look at: the first bytes tell instructions of any length apart. */
static u64 tree_bits(const struct class_learner *l) {
    return l->isa->instruction_bytes == 4 ? 0xffffffffu : 0xffffffffffull;
}

/* What is left of `all` when `ones` are taken away. */
static void subtract(const struct tally *all, const struct tally *ones, struct tally *out) {
    for (u32 k = 0; k <= KINDS_OF; k++) out->kinds[k] = all->kinds[k] - ones->kinds[k];
    for (u32 k = 0; k < 2; k++) out->edges[k] = all->edges[k] - ones->edges[k];
    for (u32 k = 0; k < CANDIDATES; k++) {
        out->def[k] = all->def[k] - ones->def[k];
        out->use[k] = all->use[k] - ones->use[k];
    }
}

/* The best split of a leaf, judged by at most ENOUGH or so of its samples. */
static void find_split(struct grower *g, struct leaf *leaf) {
    const struct class_learner *l = g->l;
    u8 def[CANDIDATES], use[CANDIDATES];
    u32 step = (leaf->end - leaf->first) / ENOUGH + 1;
    u64 some = 0, every = ~0ull; /* bits that are set in some sample, in every one */
    struct tally all = {0}, zeros;
    find_candidates(g, leaf, step, def, use);
    memset(g->ones, 0, sizeof *g->ones * BITS);
    for (u32 n = leaf->first; n < leaf->end; n += step) {
        some |= l->samples.at[n].bits;
        every &= l->samples.at[n].bits;
    }
    some &= ~every & tree_bits(l);
    for (u32 n = leaf->first; n < leaf->end; n += step) {
        const struct sample *s = &l->samples.at[n];
        u32 defs, uses;
        find_hits(s, l->width, def, use, &defs, &uses);
        add_to_tally(&all, s, defs, uses);
        for (u64 set = s->bits & some; set; set &= set - 1)
            add_to_tally(&g->ones[lowest_bit(set)], s, defs, uses);
    }
    u8 kinds[KINDS_OF];
    u32 count = 0;
    for (u8 k = 0; k < KINDS_OF; k++)
        if (all.kinds[k]) kinds[count++] = k;
    i64 before = disorder(l, &all, kinds, count) - (i64)worth(&all), best = before;
    for (; some; some &= some - 1) {
        const struct tally *ones = &g->ones[lowest_bit(some)];
        subtract(&all, ones, &zeros);
        i64 after = disorder(l, ones, kinds, count) + disorder(l, &zeros, kinds, count) -
                    (i64)(worth(ones) + worth(&zeros));
        if (after >= best) continue;
        best = after;
        leaf->bit = (u8)lowest_bit(some);
    }
    leaf->gain = (u64)(before - best) * step >> LOG_BITS;
}

/* Puts the samples whose bit is 0 before the others; returns where those begin. */
static u32 partition(struct class_learner *l, const struct leaf *leaf) {
    u32 low = leaf->first, high = leaf->end;
    while (low < high) {
        if (!(l->samples.at[low].bits >> leaf->bit & 1)) {
            low++;
            continue;
        }
        struct sample moved = l->samples.at[--high];
        l->samples.at[high] = l->samples.at[low];
        l->samples.at[low] = moved;
    }
    return low;
}

static void split(struct grower *g, u32 index) {
    struct leaf *low = &g->leaves[index], *high = &g->leaves[g->leaf_count++];
    u32 node = g->node_count++;
    if (node > 0) g->out->nodes[low->parent].next[low->side] = (u8)node;
    g->out->nodes[node].bit = low->bit;
    u32 middle = partition(g->l, low);
    *high = (struct leaf){.first = middle, .end = low->end, .parent = node, .side = 1};
    *low = (struct leaf){.first = low->first, .end = middle, .parent = node, .side = 0};
    find_split(g, low);
    find_split(g, high);
}

static void grow(struct grower *g) {
    g->leaves[0] = (struct leaf){.end = g->l->samples.count};
    g->leaf_count = 1;
    find_split(g, &g->leaves[0]);
    while (g->leaf_count + 1 < CLASSES) {
        u32 best = 0;
        for (u32 k = 1; k < g->leaf_count; k++)
            if (g->leaves[k].gain > g->leaves[best].gain) best = k;
        if (g->leaves[best].gain < SPLIT_COST) break;
        split(g, best);
    }
}

/* ---- Classes ---------------------------------------------------------------------------- */

/* A leaf becomes a class: they get their numbers in the order of the tree, as a reader gives
 * them. */
static void number_leaf(struct grower *g, u32 leaf, u8 *next) {
    u32 class = g->out->count++;
    struct hits h;
    *next = (u8)(CLASS_LEAF + class);
    const struct leaf *of = &g->leaves[leaf];
    struct class_fields *fields = &g->out->fields[class];
    count_hits(g->l, of->first, of->end, 1, g->l->width, &h);
    pick_fields(&h, g->l->width, fields);
    u32 edges = 0;
    for (u32 n = of->first; n < of->end; n++) edges += g->l->samples.at[n].edge;
    fields->edge = edges * 2 > of->end - of->first;
    for (u32 k = 0; k < FIELDS; k++) find_top(g->l, of->first, of->end, k, &fields->at[k]);
}

static void number_classes(struct grower *g, u32 at, const u32 (*leaf_at)[2]) {
    for (u32 side = 0; side < 2; side++) {
        u32 leaf = leaf_at[at][side];
        if (leaf == NO_VALUE)
            number_classes(g, g->out->nodes[at].next[side], leaf_at);
        else
            number_leaf(g, leaf, &g->out->nodes[at].next[side]);
    }
}

void class_learner_finish(struct class_learner *l, struct map_classes *out) {
    struct grower g = {.l = l, .out = out};
    u32 leaf_at[CLASSES][2];
    *out = (struct map_classes){.count = 1};
    out->fields[0] = NO_FIELDS;
    g.ones = xmalloc(sizeof *g.ones * BITS);
    find_width(l);
    out->width = (u8)l->width;
    grow(&g);
    memset(leaf_at, 0xff, sizeof leaf_at);
    for (u32 k = 0; k < g.leaf_count && g.node_count; k++)
        leaf_at[g.leaves[k].parent][g.leaves[k].side] = k;
    if (g.node_count) {
        number_classes(&g, 0, (const u32(*)[2])leaf_at);
    } else { /* one class: a node that leads there either way */
        number_leaf(&g, 0, &out->nodes[0].next[0]);
        out->nodes[0].next[1] = out->nodes[0].next[0];
    }
    classes_prepare(out);
    free(g.ones);
}
