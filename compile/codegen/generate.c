/* compile/codegen/generate.c: one function for one model, from frozen IR to machine code:
 *
 *     lower -> allocate -> (verify) -> lay out the frame -> emit
 *
 * Layout of a function's code:
 *
 *     prologue, stores of parameters     before point 0
 *     per operation, at point_at[n]:     copies before, the operation, copies after, stores
 *     edges that fall through:           their copies, between blocks
 *     edge code, trap stubs, literals    behind the last operation
 */
#include <assert.h>

#include "compile/codegen/generate.h"
#include "isa/shadow.h"

struct generator {
    const struct program *program;
    const struct ir_function *f;
    struct lowered *l;
    struct allocation *al;
    struct emitter *e;
    struct compiled_function *out;
    u32 *block_label;
    regset *live; /* per point: real registers that hold something; NULL without shadow ones */
    ARRAY(struct pending_edge) edges; /* edge code to be emitted behind the function */
};

struct pending_edge {
    u32 label, edge;
};

/* ---- Frame ------------------------------------------------------------------------------ */

static bool calls_something(const struct ir_function *f) {
    for (u32 n = 0; n < f->ins_count; n++)
        if (op_info[f->ins[n].op].flags & OP_C) return true;
    return false;
}

static void lay_out_frame(struct generator *g) {
    const struct isa *isa = g->l->model->isa;
    struct frame *frame = &g->e->frame;
    u32 word = isa->word_bytes, at = g->l->outgoing_words * word;
    *frame = (struct frame){.link_offset = -1};
    frame->slot_offset = at = (u32)align_up(at, 8);
    frame->home_bytes = home_words(g->l) * word;
    at += g->al->slot_words * word;
    at = (u32)align_up(at, 8);
    reg saved[64];
    u32 count = saved_in_order(g->l->model, g->al->used & g->l->model->callee_saved, saved);
    u32 shadow_bytes = 0;
    for (u32 k = 0; k < count; k++)
        if (regset_has(g->l->model->shadow, saved[k])) {
            frame->shadow_saved[frame->shadow_count++] = saved[k];
            shadow_bytes += register_bytes(isa, saved[k]);
        }
    frame->saved_offset = at = (u32)align_up(at + shadow_bytes, 8);
    frame->shadow_offset = at - shadow_bytes;
    for (u32 k = frame->shadow_count; k < count; k++) {
        frame->saved[frame->saved_count++] = saved[k];
        at += register_bytes(isa, saved[k]);
    }
    /* A far frame needs the link register to reach its slots (isa/aarch64). */
    if (isa->link != NO_REG && (calls_something(g->f) || at > 2000)) {
        frame->link_offset = (i32)at;
        at += word;
    }
    if (isa->call_pushes) at += word;
    frame->frame_bytes = (u32)align_up(at, isa->stack_align);
}

/* ---- Shadow registers ------------------------------------------------------------------- */

/* What real registers hold at points, as the map says. */
static void find_live(struct generator *g, struct arena *a) {
    const struct model *m = g->l->model;
    if (!m->shadow) return;
    regset unsaved = m->callee_saved & ~m->shadow & ~g->al->used; /* the caller's */
    g->live = ARENA_ARRAY(a, regset, g->f->ins_count + 1);
    for (u32 n = 0; n <= g->f->ins_count; n++) g->live[n] = unsaved;
    for (u32 k = 0; k < g->al->range_count; k++) {
        const struct map_range *r = &g->al->ranges[k];
        if (r->loc.kind != LOC_REG || regset_has(m->shadow, (reg)r->loc.index)) continue;
        for (u32 n = r->first; n < r->end; n++) g->live[n] |= regset_of((reg)r->loc.index);
    }
}

/* Registers of operands that the convention added. */
static regset convention_registers(const struct lowered *l, u32 n) {
    regset s = 0;
    for (u32 k = l->operand_first[n]; k < l->isa_first[n]; k++)
        if (l->operands[k].loc.kind == LOC_REG) s |= regset_of((reg)l->operands[k].loc.index);
    return s & ~l->model->shadow;
}

/* Operation n's operands with real registers in place of shadow ones. */
static void stand_in(struct generator *g, u32 n, struct shadow_answer *out) {
    const struct lowered *l = g->l;
    enum op op = g->f->ins[n].op;
    struct shadow_question q = {.model = l->model,
                                .operands = l->operands + l->isa_first[n],
                                .count = l->operand_first[n + 1] - l->isa_first[n],
                                .clobbers = l->clobbers[n],
                                .live = g->live[n + 1],
                                .busy = convention_registers(l, n)};
    q.leaves = op == OP_BRANCH || op == OP_SWITCH || op == OP_CALL_INDIRECT;
    if (q.leaves) q.live = REGSET_INT | REGSET_FLOAT;
    shadow_answer(&q, out);
}

/* Of what emit is called with; operands of returns and host services are just places. */
static bool has_shadows(const struct generator *g, u32 n) {
    const struct lowered *l = g->l;
    enum op op = g->f->ins[n].op;
    return g->live && op != OP_RETURN && op != OP_HOST &&
           shadow_concerns(l->model, l->operands + l->isa_first[n],
                           l->operand_first[n + 1] - l->isa_first[n]);
}

/* ---- Operations ------------------------------------------------------------------------- */

static void emit_copies(struct generator *g, struct copies group, u32 *counter) {
    if (group.count)
        *counter += copies_emit(g->e, g->l, g->al->copies + group.first, group.count);
}

/* A label to branch to for an edge: the block itself, or the edge's own code. */
static u32 edge_label(struct generator *g, u32 edge) {
    if (!g->al->on_edge[edge].count) return g->block_label[g->f->edges[edge].to];
    struct pending_edge p = {emitter_label(g->e), edge};
    array_push(&g->edges, p);
    return p.label;
}

/* Goes along an edge: its copies, then a jump unless the block comes next. */
static void follow_edge(struct generator *g, u32 edge, u32 next_block) {
    emit_copies(g, g->al->on_edge[edge], &g->out->counts.moves);
    if (g->f->edges[edge].to != next_block)
        g->e->isa->jump(g->e, g->block_label[g->f->edges[edge].to]);
}

static void emit_branch(struct generator *g, const struct ins *i, const struct operand *o,
                        const struct shadow_answer *shadows, u32 next_block) {
    u32 yes = i->edge_first, no = i->edge_first + 1;
    bool invert = g->f->edges[yes].to == next_block;
    u32 taken = invert ? no : yes, label;
    if (g->al->early[taken]) {
        emit_copies(g, g->al->on_edge[taken], &g->out->counts.moves);
        label = g->block_label[g->f->edges[taken].to];
    } else {
        label = edge_label(g, taken);
    }
    if (shadows->before_count) shadow_moves_emit(g->e, shadows->before, shadows->before_count);
    g->e->isa->branch(g->e, g->f, i, o, invert, label);
    follow_edge(g, invert ? yes : no, next_block);
}

static void emit_switch(struct generator *g, const struct ins *i, const struct operand *o) {
    u32 *labels = xmalloc(sizeof *labels * (i->edge_count + 1));
    for (u32 k = 0; k < i->edge_count; k++) labels[k] = edge_label(g, i->edge_first + k);
    g->e->isa->switch_to(g->e, g->f, i, o, labels, i->edge_count);
    array_release((void **)&labels);
}

static void emit_host(struct generator *g, u32 n) {
    array_push(&g->e->sites, ((struct site){g->e->code.count, n, g->f->ins[n].imm, SITE_HOST}));
    g->e->isa->host_call(g->e);
}

static void emit_operation(struct generator *g, u32 n, u32 next_block) {
    const struct ins *i = &g->f->ins[n];
    const struct operand *o = g->l->operands + g->l->isa_first[n];
    struct emitter *e = g->e;
    struct shadow_answer shadows;
    shadows.before_count = shadows.after_count = 0;
    e->point = n;
    e->return_at = NO_OFFSET;
    g->out->point_at[n] = e->code.count;
    emit_copies(g, g->al->before[n], &g->out->counts.moves);
    if (has_shadows(g, n)) {
        stand_in(g, n, &shadows);
        o = shadows.operands;
        if (i->op != OP_BRANCH) shadow_moves_emit(e, shadows.before, shadows.before_count);
    }
    switch (i->op) {
    case OP_JUMP: follow_edge(g, i->edge_first, next_block); break;
    case OP_BRANCH: emit_branch(g, i, o, &shadows, next_block); break;
    case OP_SWITCH: emit_switch(g, i, o); break;
    case OP_RETURN:
        e->duty = DUTY_RESTORE;
        shadow_restore_emit(e);
        e->isa->epilogue(e);
        e->duty = DUTY_OPERATION;
        break;
    case OP_HOST: emit_host(g, n); break;
    case OP_UNREACHABLE:
        array_push(&e->sites, ((struct site){e->code.count, n, TRAP_UNREACHABLE, SITE_TRAP}));
        e->isa->host_call(e);
        break;
    default: e->isa->emit(e, g->f, i, o); break;
    }
    g->out->return_at[n] = e->return_at;
    if (shadows.after_count) shadow_moves_emit(e, shadows.after, shadows.after_count);
    emit_copies(g, g->al->after[n], &g->out->counts.moves);
    emit_copies(g, g->al->stores[n], &g->out->counts.spills);
}

static void emit_body(struct generator *g) {
    const struct ir_function *f = g->f;
    g->e->duty = DUTY_SAVE;
    g->e->isa->prologue(g->e);
    shadow_save_emit(g->e);
    g->e->duty = DUTY_OPERATION;
    emit_copies(g, g->al->entry, &g->out->counts.spills);
    for (u32 b = 0; b < f->block_count; b++) {
        emitter_place(g->e, g->block_label[b]);
        for (u32 n = f->blocks[b].ins_first; n < f->blocks[b].ins_end; n++)
            emit_operation(g, n, b + 1);
    }
    g->out->point_at[f->ins_count] = g->e->code.count;
    for (u32 k = 0; k < g->edges.count; k++) {
        emitter_place(g->e, g->edges.at[k].label);
        follow_edge(g, g->edges.at[k].edge, NO_BLOCK);
    }
}

static bool emit_function(struct generator *g) {
    struct emitter *e = g->e;
    emitter_reset(e);
    lay_out_frame(g);
    g->edges.count = 0;
    g->out->counts = (struct function_counts){0};
    for (u32 b = 0; b < g->f->block_count; b++) g->block_label[b] = emitter_label(e);
    emit_body(g);
    return emitter_finish(e);
}

/* ---- Result ----------------------------------------------------------------------------- */

static void *keep(struct arena *a, const void *from, size_t size) {
    void *to = arena_alloc(a, size + 1);
    if (size) memcpy(to, from, size);
    return to;
}

/* Ranges number vregs as maps do. */
static struct map_range *keep_ranges(const struct generator *g, struct arena *a) {
    u32 count = g->al->range_count, parts = g->l->model->isa->parts;
    struct map_range *ranges = keep(a, g->al->ranges, sizeof *ranges * count);
    for (u32 k = 0; k < count && parts > 1; k++) {
        u32 vreg = ranges[k].vreg;
        ranges[k].vreg = g->l->value_of[vreg] * parts + vreg_part(g->l, vreg);
    }
    return ranges;
}

static void keep_result(struct generator *g, struct arena *a) {
    struct compiled_function *out = g->out;
    struct emitter *e = g->e;
    out->code = keep(a, e->code.at, e->code.count);
    out->code_size = e->code.count;
    out->fixups = keep(a, e->fixups.at, sizeof *e->fixups.at * e->fixups.count);
    out->fixup_count = e->fixups.count;
    out->sites = keep(a, e->sites.at, sizeof *e->sites.at * e->sites.count);
    out->site_count = e->sites.count;
    out->marks = keep(a, e->marks.at, sizeof *e->marks.at * e->marks.count);
    out->mark_count = e->marks.count;
    out->starts = keep(a, e->starts.at, sizeof *e->starts.at * e->starts.count);
    out->start_count = e->starts.count;
    out->ranges = keep_ranges(g, a);
    out->range_count = g->al->range_count;
    out->frame = e->frame;
    /* Bytes that machines of different byte orders don't share. */
    if (g->l->homes)
        out->layout = (g->l->homes->layout | 3) - g->l->model->isa->big_endian; /* not 0 */
    for (u32 k = 0; k < g->al->copy_count; k++) {
        const struct copy *c = &g->al->copies[k];
        if (c->why == WHY_RELOAD) out->counts.reloads++;
        if (c->why == WHY_REMAKE) out->counts.constants++;
    }
}

struct compiled_function *generate(const struct generate_options *o, const struct program *p,
                                   const struct ir_function *f, const struct model *model,
                                   struct emitter *e, struct arena *keep_in,
                                   struct arena *scratch, struct status *st) {
    struct generator g = {.program = p, .f = f, .e = e};
    g.out = ARENA_NEW(keep_in, struct compiled_function);
    g.l = lower(p, f, model, scratch);
    g.al = o->allocator->allocate(g.l, o->dump && o->dump_text);
    if (o->dump && o->dump_text && strstr(o->dump, "alloc"))
        allocation_print(g.al, p, o->dump_text);
    if (o->verify && !allocation_verify(g.al, st)) {
        status_prefix(st, "%s: function %u", model->name, f->index);
        return NULL;
    }
    g.out->point_count = f->ins_count;
    g.out->point_at = ARENA_ARRAY(keep_in, u32, f->ins_count + 1);
    g.out->return_at = ARENA_ARRAY(keep_in, u32, f->ins_count + 1);
    g.block_label = ARENA_ARRAY(scratch, u32, f->block_count);
    find_live(&g, scratch);
    e->far = false;
    if (!emit_function(&g)) {
        e->far = true;
        if (!emit_function(&g)) {
            status_fail(st, FAULT_USER, "function %u is too large for %s", f->index,
                        model->name);
            array_free(&g.edges);
            return NULL;
        }
    }
    keep_result(&g, keep_in);
    array_free(&g.edges);
    return g.out;
}
