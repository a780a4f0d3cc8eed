/* compile/codegen/verify_homes.c: where a model asks for homes (struct homes), the claims of the
 * map keep these laws, besides those of all maps:
 *
 *   - a vreg whose value has a home is in no other spill slot;
 *   - what the map has while a function is suspended in a call, it has in homes and nowhere
 *     else: the frame is the same on all machines;
 *   - where a loop begins, all that the code still reads is in its home.
 *
 * Which values must have a home is not asked of homes.c: these laws say it. That no two values
 * share a home while both live is proved with all other claims. */
#include "compile/codegen/verify.h"

static bool is_home(const struct checker *c, const struct map_range *r) {
    return vreg_has_home(c->l, r->vreg) && loc_same(r->loc, vreg_home(c->l, r->vreg));
}

/* Whether a range holds during some call: it is in force behind it, and not its result. */
static bool spans_call(const struct checker *c, const u32 *calls_before,
                       const struct map_range *r) {
    const struct value *v = &c->f->values[c->l->value_of[r->vreg]];
    u32 n = r->first ? r->first - 1 : 0; /* the first operation that it could be suspended in */
    if (v->kind == VALUE_RESULT && v->def == n) n++;
    return r->end >= n + 2 && calls_before[r->end - 1] > calls_before[n];
}

void check_home_ranges(struct checker *c) {
    if (!c->l->homes) return;
    u32 *calls_before = ARENA_ARRAY(c->a, u32, c->f->ins_count + 1);
    for (u32 n = 0; n < c->f->ins_count; n++)
        calls_before[n + 1] = calls_before[n] + !!(op_info[c->f->ins[n].op].flags & OP_C);
    c->point = NO_VALUE;
    for (u32 k = 0; k < c->al->range_count; k++) {
        const struct map_range *r = &c->al->ranges[k];
        if (is_home(c, r)) continue;
        if (vreg_has_home(c->l, r->vreg) && r->loc.kind != LOC_REG)
            verify_fail(c, "the map has %s in %s, which is not its home",
                        verify_name(c, r->vreg), place_name(c, r->loc));
        else if (spans_call(c, calls_before, r))
            verify_fail(c, "the map has %s in %s during a call, which is not its home",
                        verify_name(c, r->vreg), place_name(c, r->loc));
    }
}

static void check_wanted(struct checker *c, u32 vreg, u32 block) {
    u32 point = c->f->blocks[block].ins_first;
    if (vreg_is_const(c->l, vreg) || !live_at(&c->wanted, vreg, block, point)) return;
    if (!vreg_has_home(c->l, vreg) || !c->cover[1][vreg])
        verify_fail(c, "a loop begins, and %s is not in its home", verify_name(c, vreg));
}

void check_loop_homes(struct checker *c, u32 block) {
    const struct block *b = &c->f->blocks[block];
    if (!c->l->homes || !c->f->loop_end[block]) return;
    for (u32 k = c->wanted_in.first[block]; k < c->wanted_in.first[block + 1]; k++)
        check_wanted(c, c->wanted_in.ids[k], block);
    struct vreg_span params = block_params(c->l, b);
    for (u32 v = params.first; v < params.end; v++) check_wanted(c, v, block);
}
