/* migrate/capture.c: from registers and native frames to the abstract state.
 *
 * The walk goes from the innermost frame outwards. `where` follows each register: what a
 * frame's caller had in a callee-saved register is in the machine's register until a frame on
 * the way has saved it, and from there on in that frame's save area.
 */
#include "migrate/migrate.h"
#include "migrate/walk.h"

struct capture {
    struct view view;
    struct machine_state regs;
    const u8 *where[64]; /* NULL: in regs */
    struct image *image;
    struct image *to; /* frames that are the same there are kept as bytes; NULL: none */
    const struct program *program;
    struct state *out;
    struct status *st;
    u32 known_return; /* in recursion, where the frame before returned to, too */
    struct point_id known_call;
};

void state_free(struct state *s) {
    array_free(&s->frames);
    array_free(&s->cells);
    array_free(&s->bytes);
}

void state_clear(struct state *s) {
    s->frames.count = s->cells.count = s->bytes.count = 0;
}

static u64 read_reg(const struct capture *c, reg r, u32 size) {
    u64 x = c->regs.regs[r];
    if (c->where[r]) x = load_bytes(c->view.isa, c->where[r], register_bytes(c->view.isa, r));
    return size == 4 ? (u32)x : x;
}

/* NaNs that arithmetic made become alike: the machine that the process goes to may take for
 * granted that it makes no others. */
static u64 canonical(enum type t, u64 bits) {
    if (t == F32) return (bits & 0x7fffffff) > 0x7f800000 ? 0x7fc00000 : bits;
    return (bits & ~(1ull << 63)) > 0x7ffull << 52 ? 0x7ff8ull << 48 : bits;
}

static bool capture_frame(struct capture *c, const struct point_map *map, u64 sp,
                          struct point_id at) {
    struct state *s = c->out;
    struct state_frame frame = {.at = at, .first = s->cells.count};
    array_reserve(&s->cells, s->cells.count + map->count);
    struct cell *cell = NULL;
    const u8 *types = c->program->functions[at.function].value_types;
    for (u32 k = 0; k < map->count; k++) {
        const struct placed *p = &map->at[k];
        if (p->is_const || p->home) continue;
        u32 size = type_bytes(p->type);
        u64 bits;
        if (p->in_reg) {
            bits = read_reg(c, p->reg, size);
        } else {
            const u8 *from = view_at(&c->view, sp + (u64)(i64)p->offset, size);
            if (!from)
                return status_fail(c->st, FAULT_INTERNAL,
                                   "capture: a slot of function %u lies outside the stack",
                                   at.function);
            bits = load_bytes(c->view.isa, from, size);
        }
        if (types[p->value] & VALUE_ANY_NAN) bits = canonical(p->type, bits);
        if (!cell || cell->value != p->value) {
            cell = &s->cells.at[s->cells.count++];
            *cell = (struct cell){.value = p->value};
        }
        cell->bits |= p->part ? bits << 32 : bits;
        cell->parts |= p->part ? 2 : size == 8 ? 3 : 1;
    }
    frame.count = s->cells.count - frame.first;
    array_push(&s->frames, frame);
    return true;
}

/* NaNs in the copy of a frame's homes. */
static void canonical_homes(struct capture *c, struct point_id at, u8 *homes) {
    const struct image_function *f = &c->image->functions[at.function];
    const u8 *types = c->program->functions[at.function].value_types;
    struct point_map map = image_call_map(c->image, c->program, at);
    for (u32 k = 0; k < map.count; k++) {
        const struct placed *p = &map.at[k];
        u32 size = type_bytes(p->type);
        i64 home = (i64)p->offset - f->slot_offset;
        if (!(types[p->value] & VALUE_ANY_NAN) || p->in_reg || home < 0 ||
            home + size > f->home_bytes)
            continue;
        u64 bits = load_bytes(c->view.isa, homes + home, size);
        store_bytes(c->view.isa, homes + home, size, canonical(p->type, bits));
    }
}

/* Keeps a frame's homes as they are. */
static bool copy_frame(struct capture *c, u64 sp, struct point_id at) {
    struct state *s = c->out;
    const struct image_function *f = &c->image->functions[at.function];
    const u8 *from = view_at(&c->view, sp + f->slot_offset, f->home_bytes);
    if (!from)
        return status_fail(c->st, FAULT_INTERNAL,
                           "capture: the homes of function %u lie outside the stack",
                           at.function);
    array_push(
        &s->frames,
        ((struct state_frame){
            .at = at, .first = s->cells.count, .copied = true, .bytes_first = s->bytes.count}));
    if (!f->home_bytes) return true;
    u8 *homes = array_extend(&s->bytes, f->home_bytes);
    memcpy(homes, from, f->home_bytes);
    if (c->program->functions[at.function].any_nans) canonical_homes(c, at, homes);
    return true;
}

/* Where this frame returns to, and where it saved what its caller has in registers. */
static bool leave_frame(struct capture *c, u32 function, u64 *sp, u32 *return_at) {
    const struct image_function *f = &c->image->functions[function];
    const struct isa *isa = c->view.isa;
    u32 word = isa->word_bytes;
    u64 address = c->regs.link;
    i64 link_at = isa->call_pushes ? (i64)f->frame_bytes - word : f->link_offset;
    if (link_at >= 0) {
        const u8 *at = view_at(&c->view, *sp + (u64)link_at, word);
        if (!at) return status_fail(c->st, FAULT_INTERNAL, "capture: walked off the stack");
        address = load_bytes(isa, at, word);
    }
    u64 at = *sp + f->saved_offset;
    reg saved[64];
    u32 count = saved_in_order(&c->image->model, f->saved, saved);
    for (u32 k = 0; k < count; k++) {
        u32 bytes = register_bytes(isa, saved[k]);
        c->where[saved[k]] = view_at(&c->view, at, bytes);
        at += bytes;
    }
    *sp += f->frame_bytes;
    *return_at = (u32)(address - c->image->code_base);
    return true;
}

/* A frame that is suspended in a call. */
static bool capture_outer(struct capture *c, u64 sp, struct point_id call) {
    if (c->to && image_same_layout(c->image, c->to, call.function))
        return copy_frame(c, sp, call);
    struct point_map map = image_call_map(c->image, c->program, call);
    return capture_frame(c, &map, sp, call);
}

static bool find_call(struct capture *c, u32 return_at, struct point_id *call) {
    if (c->known_return != return_at &&
        !image_call_returning_to(c->image, return_at, &c->known_call))
        return status_fail(c->st, FAULT_INTERNAL, "capture: nothing returns to %08x",
                           return_at);
    c->known_return = return_at;
    *call = c->known_call;
    return true;
}

static bool capture(struct machine *m, struct image *to, const struct program *p,
                    const struct point_id *here, struct state *s, struct status *st) {
    struct capture c = {.image = machine_image(m), .to = to, .program = p, .out = s, .st = st};
    c.known_return = NO_OFFSET;
    c.view = (struct view){machine_stack(m), machine_isa(m)};
    machine_get(m, c.image->model.allocatable, &c.regs);
    state_clear(s);
    struct point_id at;
    bool found = image_point_at(c.image, c.regs.pc, &at);
    if (here) {
        found = image_point_offset(c.image, *here) == c.regs.pc;
        at = *here;
    }
    if (!found)
        return status_fail(st, FAULT_INTERNAL, "capture: the machine is not at the point");
    u64 sp = c.regs.sp;
    struct point_map map = image_map(c.image, p, at);
    if (!capture_frame(&c, &map, sp, at)) return false;
    for (;;) {
        u32 return_at;
        if (!leave_frame(&c, at.function, &sp, &return_at)) return false;
        if (return_at == c.image->done_at) return true;
        if (!find_call(&c, return_at, &at) || !capture_outer(&c, sp, at)) return false;
    }
}

bool state_capture(struct machine *m, const struct program *p, const struct point_id *here,
                   struct state *s, struct status *st) {
    return capture(m, NULL, p, here, s, st);
}

bool state_capture_for(struct machine *m, struct image *to, const struct program *p,
                       const struct point_id *here, struct state *s, struct status *st) {
    return capture(m, to, p, here, s, st);
}

static bool is_return(const struct capture *c, u32 at) {
    struct point_id call;
    return at == c->image->done_at || image_call_returning_to(c->image, at, &call);
}

/* Leaves a frame that a prologue has not quite made, or an epilogue has taken away in part: the
 * return address is the first on the stack, or still in the link register. */
static bool leave_part(struct capture *c, u32 function, u64 *sp, u32 *return_at) {
    const struct image_function *f = &c->image->functions[function];
    const struct isa *isa = c->view.isa;
    u32 word = isa->word_bytes;
    if (!isa->call_pushes) {
        *return_at = (u32)(c->regs.link - c->image->code_base);
        if (c->regs.pc > f->code_start && c->regs.pc < f->points_start) *sp += f->frame_bytes;
        return is_return(c, *return_at);
    }
    for (u32 at = 0; at < f->frame_bytes; at += word) {
        const u8 *from = view_at(&c->view, *sp + at, word);
        if (!from) return false;
        u64 address = load_bytes(isa, from, word);
        *return_at = (u32)(address - c->image->code_base);
        if (address - c->image->code_base != *return_at || !is_return(c, *return_at)) continue;
        *sp += at + word;
        return true;
    }
    return false;
}

/* From the innermost frame, wherever the machine stands in its function. */
static bool leave_innermost(struct capture *c, u32 function, u64 *sp, u32 *return_at) {
    const struct image_function *f = &c->image->functions[function];
    u64 entered = *sp;
    if (c->regs.pc >= f->points_start && leave_frame(c, function, sp, return_at) &&
        is_return(c, *return_at))
        return true;
    *sp = entered;
    return leave_part(c, function, sp, return_at);
}

u32 stack_trace(struct machine *m, struct point_id *out, u32 max) {
    struct status st = {0};
    struct capture c = {.image = machine_image(m), .st = &st};
    c.view = (struct view){machine_stack(m), machine_isa(m)};
    machine_get(m, 0, &c.regs);
    u32 n = 0, return_at = 0;
    u64 sp = c.regs.sp;
    i64 function = image_function_at(c.image, c.regs.pc);
    struct point_id at = {(u32)function, 0};
    if (!machine_trap_point(m, &at)) image_operation_at(c.image, c.regs.pc, &at);
    if (function < 0 || !max) goto out;
    out[n++] = at;
    bool left = leave_innermost(&c, at.function, &sp, &return_at);
    while (left && n < max && return_at != c.image->done_at &&
           image_call_returning_to(c.image, return_at, &at)) {
        out[n++] = at;
        left = leave_frame(&c, at.function, &sp, &return_at);
    }
out:
    status_free(&st);
    return n;
}

/* ---- Comparing -------------------------------------------------------------------------- */

static bool same_frame(const struct state *x, const struct state *y, u32 n, u32 *value) {
    const struct state_frame *fx = &x->frames.at[n], *fy = &y->frames.at[n];
    for (u32 j = 0, k = 0; j < fx->count && k < fy->count;) {
        const struct cell *a = &x->cells.at[fx->first + j], *b = &y->cells.at[fy->first + k];
        if (a->value < b->value) {
            j++;
        } else if (b->value < a->value) {
            k++;
        } else {
            u8 both = a->parts & b->parts;
            u64 mask = (both & 1 ? 0xffffffffull : 0) | (both & 2 ? 0xffffffffull << 32 : 0);
            *value = a->value;
            if ((a->bits ^ b->bits) & mask) return false;
            j++, k++;
        }
    }
    return true;
}

bool state_same(const struct program *p, const struct state *x, const struct state *y,
                struct status *st) {
    (void)p;
    if (x->frames.count != y->frames.count)
        return status_fail(st, FAULT_INTERNAL, "state check: %u frames before, %u after",
                           x->frames.count, y->frames.count);
    for (u32 n = 0; n < x->frames.count; n++) {
        struct point_id a = x->frames.at[n].at, b = y->frames.at[n].at;
        u32 value = 0;
        if (a.function != b.function || a.point != b.point)
            return status_fail(
                st, FAULT_INTERNAL,
                "state check: frame %u at function %u point %u before, %u %u after", n,
                a.function, a.point, b.function, b.point);
        if (!same_frame(x, y, n, &value))
            return status_fail(st, FAULT_INTERNAL,
                               "state check: frame %u, function %u point %u: value %u differs",
                               n, a.function, a.point, value);
    }
    return true;
}

static u32 count_copied(const struct state *s) {
    u32 n = 0;
    for (u32 k = 0; k < s->frames.count; k++) n += s->frames.at[k].copied;
    return n;
}

bool state_arrived(struct machine *from, struct machine *to, const struct program *p,
                   const struct state *s, struct state *again, struct status *st) {
    const struct point_id *at = &s->frames.at[0].at;
    struct state whole = {0};
    bool ok = state_capture(to, p, at, again, st) && state_same(p, s, again, st);
    if (ok && count_copied(s))
        ok = state_capture(from, p, at, &whole, st) && state_same(p, &whole, again, st);
    state_free(&whole);
    return ok;
}
