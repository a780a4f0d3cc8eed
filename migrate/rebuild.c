/* migrate/rebuild.c: from the abstract state to registers and native frames.
 *
 * Frames are made from the outermost inwards, on a model of the register file: a frame's values
 * are put into registers and slots; on entering the next frame, what that one saves is stored
 * as it is in the model then.
 */
#include "migrate/migrate.h"
#include "migrate/walk.h"

struct rebuild {
    struct view view;
    struct machine_state regs;
    struct image *image;
    const struct program *program;
    const struct state *state;
    struct status *st;
};

/* The form in which a register keeps a value narrower than itself. */
static u64 formed(const struct isa *isa, enum type t, u64 bits) {
    if (t == I32) {
        if (isa->word_bytes == 8 && isa->i32_form == FORM_SIGN) return (u64)(i64)(i32)bits;
        return (u32)bits;
    }
    if (t == F32) return isa->f32_form == FORM_BOXED ? bits | 0xffffffffull << 32 : (u32)bits;
    return bits;
}

static u64 const_bits(const struct rebuild *b, u32 function, u32 value) {
    return b->program->functions[function].const_bits[value];
}

/* The bits of a value in a frame: cells and the map are in the same order. A value that the map
 * wants must be there; a half that is missing was dead where the state was captured. */
static const struct cell *find_cell(const struct rebuild *b, const struct state_frame *f,
                                    u32 value, u32 *at) {
    while (*at < f->count && b->state->cells.at[f->first + *at].value < value) ++*at;
    const struct cell *c = &b->state->cells.at[f->first + *at];
    return *at < f->count && c->value == value ? c : NULL;
}

static bool fill_frame(struct rebuild *b, const struct state_frame *f,
                       const struct point_map *map, u64 sp) {
    u32 at = 0;
    for (u32 k = 0; k < map->count; k++) {
        const struct placed *p = &map->at[k];
        u64 bits;
        if (p->is_const) {
            bits = const_bits(b, f->at.function, p->value);
        } else {
            const struct cell *c = find_cell(b, f, p->value, &at);
            if (!c)
                return status_fail(b->st, FAULT_INTERNAL,
                                   "rebuild: function %u point %u: no value %u in the state",
                                   f->at.function, f->at.point, p->value);
            bits = c->bits;
        }
        if (p->part) bits >>= 32;
        u32 size = type_bytes(p->type);
        if (p->in_reg) {
            b->regs.regs[p->reg] = formed(b->view.isa, p->type, bits);
        } else {
            u8 *to = view_at(&b->view, sp + (u64)(i64)p->offset, size);
            if (!to)
                return status_fail(b->st, FAULT_INTERNAL, "rebuild: a slot outside the stack");
            store_bytes(b->view.isa, to, size, bits);
        }
    }
    return true;
}

/* Puts the homes of a frame where the map has them. */
static bool copy_frame(struct rebuild *b, const struct state_frame *f, u64 sp) {
    const struct image_function *function = &b->image->functions[f->at.function];
    u32 size = function->home_bytes;
    u8 *to = view_at(&b->view, sp + function->slot_offset, size);
    if (!to || size > b->state->bytes.count - f->bytes_first)
        return status_fail(b->st, FAULT_INTERNAL, "rebuild: homes outside the stack");
    if (size) memcpy(to, b->state->bytes.at + f->bytes_first, size);
    return true;
}

static bool translate_frame(struct rebuild *b, const struct state_frame *f, bool innermost,
                            u64 sp) {
    struct point_map map = innermost ? image_map(b->image, b->program, f->at)
                                     : image_call_map(b->image, b->program, f->at);
    return fill_frame(b, f, &map, sp);
}

/* Stores what the prologue of `function` would have stored. */
static bool enter_frame(struct rebuild *b, u32 function, u64 sp, u64 return_address) {
    const struct image_function *f = &b->image->functions[function];
    const struct isa *isa = b->view.isa;
    u32 word = isa->word_bytes;
    u64 at = sp + f->saved_offset;
    if (!view_at(&b->view, sp, f->frame_bytes))
        return status_fail(b->st, FAULT_INTERNAL, "rebuild: a frame outside the stack");
    reg saved[64];
    u32 count = saved_in_order(&b->image->model, f->saved, saved);
    for (u32 k = 0; k < count; k++) {
        u32 bytes = register_bytes(isa, saved[k]);
        store_bytes(isa, view_at(&b->view, at, bytes), bytes, b->regs.regs[saved[k]]);
        at += bytes;
    }
    i64 link_at = isa->call_pushes ? (i64)f->frame_bytes - word : f->link_offset;
    if (link_at >= 0)
        store_bytes(isa, view_at(&b->view, sp + (u64)link_at, word), word, return_address);
    b->regs.link = return_address;
    return true;
}

/* Room above the outermost frame for its stack arguments and extra results. */
static u64 outermost_room(const struct program *p, u32 function) {
    const struct function_type *t = &p->types[p->functions[function].type];
    return align_up((u64)(t->param_count + t->result_count) * 8 + 64, 64);
}

static bool fits(struct rebuild *b, u64 room) {
    u64 need = room;
    for (u32 n = 0; n < b->state->frames.count; n++)
        need += b->image->functions[b->state->frames.at[n].at.function].frame_bytes;
    if (need + 4096 <= b->view.stack.bytes) return true;
    return status_fail(b->st, FAULT_USER,
                       "the stack of %s is too small: %u frames need %llu bytes, it has %llu",
                       b->image->model.name, b->state->frames.count, (unsigned long long)need,
                       (unsigned long long)b->view.stack.bytes);
}

static bool same_point(struct point_id x, struct point_id y) {
    return x.function == y.function && x.point == y.point;
}

bool state_rebuild(struct machine *m, const struct program *p, const struct state *s,
                   struct status *st) {
    struct rebuild b = {.image = machine_image(m), .program = p, .state = s, .st = st};
    b.view = (struct view){machine_stack(m), machine_isa(m)};
    u32 outermost = s->frames.at[s->frames.count - 1].at.function;
    u64 room = outermost_room(p, outermost);
    if (!fits(&b, room)) return false;
    u64 sp = b.view.stack.base + b.view.stack.bytes - room;
    u64 return_address = b.image->code_base + b.image->done_at;
    for (u32 n = s->frames.count; n-- > 0;) {
        const struct state_frame *f = &s->frames.at[n];
        sp -= b.image->functions[f->at.function].frame_bytes;
        if (!enter_frame(&b, f->at.function, sp, return_address)) return false;
        bool ok = f->copied ? copy_frame(&b, f, sp) : translate_frame(&b, f, n == 0, sp);
        if (!ok) return false;
        bool again = n && n + 1 < s->frames.count && same_point(f->at, f[1].at);
        if (again) continue; /* recursion: it returns to where its caller does */
        return_address = b.image->code_base + (n ? image_return_offset(b.image, f->at)
                                                 : image_point_offset(b.image, f->at));
    }
    b.regs.sp = sp;
    b.regs.pc = (u32)(return_address - b.image->code_base);
    machine_set(m, b.image->model.allocatable, &b.regs);
    return true;
}

/* ---- Starting and ending ---------------------------------------------------------------- */

bool process_start(struct machine *m, const struct program *p, u32 function, const u64 *args,
                   struct status *st) {
    const struct program_function *f = &p->functions[function];
    const struct function_type *t = &p->types[f->type];
    struct state s = {0};
    u32 value = 0; /* values are numbered constants first, then the parameters */
    while (value < f->value_count && f->value_types[value] & VALUE_IS_CONST) value++;
    for (u32 k = 0; k < t->param_count; k++)
        array_push(&s.cells, ((struct cell){value + k, 3, args[k]}));
    struct state_frame frame = {.at = {function, 0}, .count = t->param_count};
    array_push(&s.frames, frame);
    bool ok = state_rebuild(m, p, &s, st);
    state_free(&s);
    return ok;
}

void process_results(struct machine *m, const struct program *p, u32 function, u64 *results) {
    const struct function_type *t = &p->types[p->functions[function].type];
    struct image *image = machine_image(m);
    struct view view = {machine_stack(m), machine_isa(m)};
    struct machine_state regs;
    struct arena a;
    arena_init(&a);
    machine_get(m, image->model.allocatable, &regs);
    struct convention args = convention_arguments(&image->model, t->params, t->param_count, &a);
    struct convention at =
        convention_results(&image->model, t->results, t->result_count, args.words, &a);
    u32 n = 0;
    for (u32 k = 0; k < t->result_count; k++) {
        results[k] = 0;
        for (u32 part = 0; part < vreg_count_of_type(view.isa, t->results[k]); part++, n++) {
            u32 size = type_bytes(at.types[n]);
            u64 bits = regs.regs[at.at[n].index & 63];
            if (at.at[n].kind != LOC_REG)
                bits = load_bytes(
                    view.isa,
                    view_at(&view, regs.sp + at.at[n].index * view.isa->word_bytes, size),
                    size);
            if (size == 4) bits = (u32)bits;
            results[k] |= part ? bits << 32 : bits;
        }
    }
    arena_free(&a);
}
