/* sim/profile.c: counters per block, found by a table over the code. What a block does is looked
 * up when the counts are asked for. */
#include "sim/profile.h"

#include <stdlib.h>

/* Blocks that begin at one address can have several sizes: where a run was to stop inside one,
 * the emulator made a shorter one of it. */
struct counted {
    u32 from, bytes;
    u32 next; /* in blocks, of another size; 0: none */
    u64 count;
};

enum arrival { ARRIVAL_CALL, ARRIVAL_PERHAPS };
struct entry {  /* the first instruction of a function */
    u8 arrival; /* PERHAPS: a loop begins there too, so it depends on where control comes from */
    u64 calls;
};

struct profile {
    struct image *image;
    u32 unit;         /* bytes that instructions are multiples of */
    u32 *index;       /* per unit of code: the first block there, in blocks; 0: none */
    u32 *entry_index; /* per unit of code, in entries; 0: none */
    ARRAY(struct counted) blocks;
    struct entry *entries; /* per function, from 1 */
};

void profile_counts_add(struct profile_counts *to, const struct profile_counts *more) {
    to->instructions += more->instructions;
    to->calls += more->calls;
    to->loads += more->loads;
    to->stores += more->stores;
    for (u32 k = 0; k < DUTY_COUNT; k++) to->duties[k] += more->duties[k];
}

struct profile *profile_new(struct image *image) {
    struct profile *p = xcalloc(1, sizeof *p);
    p->image = image;
    p->unit = image->model.isa->instruction_bytes ? image->model.isa->instruction_bytes : 1;
    u32 units = image->code_size / p->unit + 1;
    p->index = xcalloc(units, sizeof *p->index);
    p->entry_index = xcalloc(units, sizeof *p->entry_index);
    p->entries = xcalloc(image->function_count + 1, sizeof *p->entries);
    array_extend(&p->blocks, 1);
    for (u32 n = 0; n < image->function_count; n++) {
        const struct image_function *f = &image->functions[n];
        if (f->code_end == f->code_start) continue;
        p->entry_index[f->code_start / p->unit] = n + 1;
        p->entries[n + 1].arrival =
            f->points_start > f->code_start ? ARRIVAL_CALL : ARRIVAL_PERHAPS;
    }
    return p;
}

void profile_free(struct profile *p) {
    if (!p) return;
    array_free(&p->blocks);
    free(p->index);
    free(p->entry_index);
    free(p->entries);
    free(p);
}

/* ---- Counting --------------------------------------------------------------------------- */

static void add_block(struct profile *p, u32 from, u32 bytes) {
    u32 *first = &p->index[from / p->unit];
    array_push(&p->blocks, ((struct counted){from, bytes, *first, 1}));
    *first = p->blocks.count - 1;
}

void profile_block(struct profile *p, u32 from, u32 bytes) {
    if (from >= p->image->code_size) return;
    for (u32 k = p->index[from / p->unit]; k; k = p->blocks.at[k].next) {
        struct counted *b = &p->blocks.at[k];
        if (b->bytes != bytes) continue;
        b->count++;
        return;
    }
    add_block(p, from, bytes);
}

void profile_arrive(struct profile *p, u32 from, u32 before) {
    if (from >= p->image->code_size) return;
    u32 k = p->entry_index[from / p->unit];
    if (!k) return;
    struct point_id call;
    struct entry *e = &p->entries[k];
    if (e->arrival == ARRIVAL_CALL || image_call_returning_to(p->image, before, &call))
        e->calls++;
}

/* ---- Answering -------------------------------------------------------------------------- */

static bool counts_loads(enum duty d) {
    return d == DUTY_FILL || d == DUTY_TAKE || d == DUTY_RESTORE || d == DUTY_AREA_LOAD;
}
static bool counts_stores(enum duty d) {
    return d == DUTY_SPILL || d == DUTY_PASS || d == DUTY_SAVE || d == DUTY_AREA_STORE;
}

static void add_mark(struct profile_counts *c, const struct mark *m, u64 times) {
    u64 n = counts_loads(m->duty) ? m->loads : counts_stores(m->duty) ? m->stores : 1;
    if (m->duty != DUTY_OPERATION) c->duties[m->duty] += n * times;
    c->loads += m->loads * times;
    c->stores += m->stores * times;
}

static u32 first_mark(const struct mark *marks, u32 count, u32 from) {
    u32 low = 0, high = count;
    while (low < high) {
        u32 middle = low + (high - low) / 2;
        if (marks[middle].at < from)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

void profile_functions(const struct profile *p, struct profile_counts *out) {
    u32 count, functions = p->image->function_count;
    struct mark *marks = image_marks(p->image, &count);
    for (u32 n = 1; n < p->blocks.count; n++) {
        const struct counted *b = &p->blocks.at[n];
        i64 f = image_function_at(p->image, b->from);
        struct profile_counts *c = &out[f < 0 ? functions : f];
        u32 end = b->from + b->bytes;
        c->instructions += b->count * image_count_instructions(p->image, b->from, end);
        for (u32 k = first_mark(marks, count, b->from); k < count && marks[k].at < end; k++)
            add_mark(c, &marks[k], b->count);
    }
    for (u32 f = 0; f < functions; f++) out[f].calls += p->entries[f + 1].calls;
    free(marks);
}
