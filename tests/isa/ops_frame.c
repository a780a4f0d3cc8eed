/* tests/isa/ops_frame.c: see the header. Places in the frame are computed here from the drawing
 * in isa/emit.h, not by emitter_memory. */
#include "ops_frame.h"

#include <stdio.h>
#include <stdlib.h>

static struct emitter emitter;

static void done_here(struct emitter *e, u64 what) {
    array_push(&e->sites, ((struct site){e->code.count, e->point, what, SITE_DONE}));
    e->isa->host_call(e);
}

/* Starts a piece of code; small and big frames. */
static struct emitter *begin(struct tester *t, bool big, bool link_saved) {
    struct emitter *e = &emitter;
    emitter_init(e, &t->models[0]);
    emitter_reset(e);
    u32 bytes = big ? 40000 : 512;
    e->frame.frame_bytes = bytes;
    e->frame.slot_offset = big ? 8000 : 128;
    e->frame.link_offset =
        link_saved && t->isa->link != NO_REG ? (i32)bytes - t->isa->word_bytes : -1;
    return e;
}

static u32 finish(struct tester *t) {
    emitter_finish(&emitter);
    u32 at = machine_room(&t->m, emitter.code.count);
    if (!machine_link(&t->m, &emitter, at))
        tester_fail(t, NULL, NULL, "a fixup does not reach");
    t->codes++;
    return at;
}

static void end(void) {
    emitter_free(&emitter);
}

static const char *place_name(struct tester *t, struct loc l, char *out, size_t size) {
    static const char *const kinds[] = {"none", "reg", "slot", "in", "out", "host", "const"};
    if (l.kind == LOC_REG)
        snprintf(out, size, "%s", t->isa->registers[l.index].name);
    else
        snprintf(out, size, "%s %u", kinds[l.kind], l.index);
    return out;
}

static void report(struct tester *t, u32 at, enum type type, struct loc to, struct loc from,
                   const char *what) {
    static const char *const types[] = {"-", "i32", "i64", "f32", "f64"};
    struct text code = {0};
    char a[32], b[32];
    machine_disassemble(&t->m, at, MIN(emitter.code.count, 200), &code);
    tester_fail(t, NULL, NULL, "%s: %s <- %s (%s, frame of %u):\n%s", what,
                place_name(t, to, a, sizeof a), place_name(t, from, b, sizeof b), types[type],
                emitter.frame.frame_bytes, text_string(&code));
    text_free(&code);
}

/* The bytes that a place in memory is. */
static u8 *place_bytes(struct tester *t, struct loc l) {
    const struct frame *fr = &emitter.frame;
    u64 sp = machine_sp(&t->m), words = (u64)l.index * t->isa->word_bytes;
    switch (l.kind) {
    case LOC_SLOT: return machine_stack(&t->m, sp + fr->slot_offset + words);
    case LOC_INCOMING: return machine_stack(&t->m, sp + fr->frame_bytes + words);
    case LOC_OUTGOING: return machine_stack(&t->m, sp + words);
    default:
        return t->m.context + CONTEXT_HOST + (l.index & 0xff) * 8 + (l.index & 0x100 ? 4 : 0);
    }
}

static u64 read_place(struct tester *t, struct loc l, enum type type) {
    u64 v = 0;
    u32 bytes = type_bytes(type);
    if (l.kind != LOC_HOST) return machine_read(t->isa, place_bytes(t, l), bytes);
    memcpy(&v, place_bytes(t, l), bytes); /* little-endian everywhere */
    return v;
}

static void write_place(struct tester *t, struct loc l, enum type type, u64 bits) {
    u32 bytes = type_bytes(type);
    if (l.kind == LOC_HOST)
        memcpy(place_bytes(t, l), &bits, bytes);
    else
        machine_write(t->isa, place_bytes(t, l), bytes, bits);
}

/* ---- Moves and constants ---------------------------------------------------------------- */

static regset scratch_registers(const struct isa *isa) {
    regset s = 0;
    for (u32 r = 0; r < 64; r++)
        if (isa->registers[r].name && isa->registers[r].role == ROLE_SCRATCH)
            s |= regset_of((reg)r);
    return s;
}

/* Runs the code and compares the place `to`, all registers but `free`, and the words around. */
static void run_and_check(struct tester *t, u32 at, enum type type, struct loc to,
                          struct loc from, u64 bits, regset free) {
    struct machine *m = &t->m;
    u32 word = t->isa->word_bytes, bytes = MAX(type_bytes(type), word);
    if (to.kind == LOC_HOST) bytes = type_bytes(type);
    u8 around[32] = {0};
    if (to.kind != LOC_REG) memcpy(around, place_bytes(t, to) - 8, 24);
    machine_run(m, machine_pc_of(m, at));
    t->runs++;
    u64 what;
    if (machine_outcome(m, &emitter, at, &what) != OUT_DONE) {
        report(t, at, type, to, from, "does not come to its end");
        return;
    }
    if (to.kind == LOC_REG) {
        free |= regset_of((reg)to.index);
        if (!machine_form_is(t->isa, type, m->after[to.index].words[0], bits))
            report(t, at, type, to, from, "wrong content");
    } else {
        u8 *now = place_bytes(t, to) - 8;
        if (read_place(t, to, type) != bits) report(t, at, type, to, from, "wrong content");
        if (memcmp(now, around, 8) != 0 ||
            memcmp(now + 8 + bytes, around + 8 + bytes, 16 - bytes))
            report(t, at, type, to, from, "neighbours have changed");
    }
    for (u32 n = 0; n < m->count; n++) {
        reg r = m->regs[n];
        if (regset_has(free, r) || m->before[r].words[0] == m->after[r].words[0]) continue;
        char line[80];
        snprintf(line, sizeof line, "changes %s", t->isa->registers[r].name);
        report(t, at, type, to, from, line);
    }
}

static void one_move(struct tester *t, enum type type, struct loc to, struct loc from, bool big,
                     bool link_saved) {
    struct emitter *e = begin(t, big, link_saved);
    u64 bits = random_next(&t->seed);
    if (type_bytes(type) == 4) bits = (u32)bits;
    t->isa->move(e, type, to, from);
    done_here(e, 0);
    u32 at = finish(t);
    machine_randomise(&t->m, &t->seed, machine_sp(&t->m));
    if (from.kind == LOC_REG)
        t->m.before[from.index].words[0] = machine_form(t->isa, type, bits);
    else
        write_place(t, from, type, bits);
    regset free = link_saved && t->isa->link != NO_REG ? regset_of(t->isa->link) : 0;
    run_and_check(t, at, type, to, from, bits, free);
    end();
}

static reg random_register(struct tester *t, enum type type) {
    regset s = t->models[0].allocatable | regset_of(t->isa->scratch[type_class(type)]);
    s &= type_is_float(type) ? REGSET_FLOAT : REGSET_INT;
    u32 n = (u32)(random_next(&t->seed) % (u32)count_bits(s));
    while (n--) s &= s - 1;
    return (reg)lowest_bit(s);
}

static struct loc random_memory(struct tester *t, enum type type, bool big) {
    u64 draw = random_next(&t->seed) / 4;
    u32 wide = type_bytes(type) > t->isa->word_bytes ? 2 : 1;
    switch (random_next(&t->seed) % 4) {
    case 0: return (struct loc){LOC_SLOT, draw % (big ? 3800 : 40) / wide * wide};
    case 1: return (struct loc){LOC_INCOMING, draw % 16 / wide * wide};
    case 2: return (struct loc){LOC_OUTGOING, draw % (big ? 900 : 14) / wide * wide};
    default: {
        u32 high = type == I32 && t->isa->parts == 2 && draw & 64 ? 0x100 : 0;
        return (struct loc){LOC_HOST, (draw & 15) | high};
    }
    }
}

static bool vreg_has_type(const struct isa *isa, enum type type) {
    return type != I64 || isa->parts == 1;
}

void check_moves(struct tester *t) {
    for (enum type type = I32; type <= F64; type++) {
        if (!vreg_has_type(t->isa, type)) continue;
        for (u32 n = 0; n < 300; n++) {
            struct loc x = loc_reg(random_register(t, type));
            struct loc y = loc_reg(random_register(t, type));
            bool big = n % 2, link_saved = n % 4 / 2;
            one_move(t, type, x, y, big, link_saved);
            one_move(t, type, x, random_memory(t, type, big), big, link_saved);
            one_move(t, type, random_memory(t, type, big), x, big, link_saved);
        }
    }
}

static const u64 interesting[] = {0,
                                  1,
                                  5,
                                  255,
                                  256,
                                  2047,
                                  2048,
                                  4095,
                                  4096,
                                  0xfff,
                                  0x1001,
                                  0x7fff,
                                  0x8000,
                                  0xffff,
                                  0x10000,
                                  0x12345,
                                  0xff00ff,
                                  0x12345678,
                                  0x7ffff800,
                                  0x7fffffff,
                                  0x80000000,
                                  0xffffffff,
                                  0x100000000,
                                  0x5555555555555555,
                                  0x3333333333333333,
                                  0x0f0f0f0f0f0f0f0f,
                                  0x00ff00ff00ff00ff,
                                  0x123456789abcdef0,
                                  0x3ff0000000000000,
                                  0x4024000000000000,
                                  0x3fb999999999999a,
                                  0x3f800000,
                                  0x41200000,
                                  0x3dcccccd,
                                  0x7fc00000,
                                  0x7ff8000000000000,
                                  0x8000000000000000,
                                  0x7fffffffffffffff,
                                  0xffffffff00000000,
                                  0xfffffffffffff800,
                                  0xfffffffffffff7ff,
                                  0xffffffff80000000,
                                  0xffffffff7fffffff,
                                  ~0ull,
                                  0xffff0000ffff0000,
                                  0x0000ffff00000000};

static void one_constant(struct tester *t, enum type type, struct loc to, u64 bits, bool big) {
    const struct isa *isa = t->isa;
    struct emitter *e = begin(t, big, false);
    isa->constant(e, type, to, bits);
    u32 size = e->code.count;
    done_here(e, 0);
    u32 at = finish(t);
    machine_randomise(&t->m, &t->seed, machine_sp(&t->m));
    struct loc from = {LOC_CONST, 0};
    run_and_check(t, at, type, to, from, bits, scratch_registers(isa));
    u32 cost = isa->constant_cost(&t->models[0], type, bits);
    bool exact = isa->instruction_bytes > 0 && to.kind == LOC_REG;
    if (exact && cost * isa->instruction_bytes != size) {
        char line[80];
        snprintf(line, sizeof line, "constant_cost of %#llx is %u", (unsigned long long)bits,
                 cost);
        report(t, at, type, to, from, line);
    }
    end();
}

void check_constants(struct tester *t) {
    for (enum type type = I32; type <= F64; type++) {
        if (!vreg_has_type(t->isa, type)) continue;
        for (u32 n = 0; n < COUNT_OF(interesting) + 200; n++) {
            u64 bits = random_next(&t->seed) >> n % 64;
            bits ^= 0 - (u64)(n & 1);
            if (n < COUNT_OF(interesting)) bits = interesting[n];
            if (type_bytes(type) == 4) bits = (u32)bits;
            one_constant(t, type, loc_reg(random_register(t, type)), bits, false);
            one_constant(t, type, random_memory(t, type, n % 2), bits, n % 2);
        }
    }
}

/* ---- Prologue and epilogue -------------------------------------------------------------- */

/* The registers saved, in the order of struct frame, and offsets as isa/emit.h draws them. */
static void random_frame(struct tester *t, struct frame *fr, u32 max_words) {
    const struct isa *isa = t->isa;
    u32 word = isa->word_bytes, offset;
    regset saved = t->models[0].callee_saved & random_next(&t->seed);
    if (random_next(&t->seed) % 4 == 0) saved = 0;
    if (random_next(&t->seed) % 4 == 0) saved = t->models[0].callee_saved;
    offset = (u32)(random_next(&t->seed) % 8) * word;
    fr->slot_offset = offset = (u32)align_up(offset, 8);
    offset += (u32)(random_next(&t->seed) % max_words) * word;
    fr->saved_offset = offset = (u32)align_up(offset, 8);
    fr->saved_count = 0;
    for (reg r = 0; r < 64; r++) {
        if (!regset_has(saved, r)) continue;
        fr->saved[fr->saved_count++] = r;
        offset += reg_class_of(r) == CLASS_INT ? word : 8;
    }
    fr->link_offset = -1;
    if (isa->link != NO_REG && random_next(&t->seed) % 2) {
        fr->link_offset = (i32)offset;
        offset += word;
    }
    if (isa->call_pushes) offset += word;
    fr->frame_bytes = (u32)align_up(offset, isa->stack_align);
}

static void frame_fails(struct tester *t, u32 at, const char *what, const char *name) {
    const struct frame *fr = &emitter.frame;
    struct text code = {0};
    machine_disassemble(&t->m, at, MIN(emitter.code.count, 400), &code);
    tester_fail(t, NULL, NULL, "%s %s; frame of %u, saved at %u, link at %d:\n%s", what, name,
                fr->frame_bytes, fr->saved_offset, fr->link_offset, text_string(&code));
    text_free(&code);
}

static bool stops_at(struct tester *t, u32 at, u64 site) {
    u64 what;
    t->runs++;
    return machine_outcome(&t->m, &emitter, at, &what) == OUT_DONE && what == site;
}

/* Behind the prologue: sp and the saved registers are where they should be. */
static void check_entered(struct tester *t, u32 at, u64 top, const struct contents *entry) {
    const struct isa *isa = t->isa;
    const struct frame *fr = &emitter.frame;
    u64 sp = top - fr->frame_bytes, offset = fr->saved_offset;
    if (t->m.after[isa->stack].words[0] != sp) frame_fails(t, at, "prologue: wrong sp", "");
    for (u32 k = 0; k < fr->saved_count; k++) {
        u32 bytes = reg_class_of(fr->saved[k]) == CLASS_INT ? isa->word_bytes : 8;
        u64 found = machine_read(isa, machine_stack(&t->m, sp + offset), bytes);
        if (found != entry[fr->saved[k]].words[0])
            frame_fails(t, at, "prologue does not save", isa->registers[fr->saved[k]].name);
        offset += bytes;
    }
    if (fr->link_offset < 0) return;
    u64 to = sp + (u32)fr->link_offset;
    if (machine_read(isa, machine_stack(&t->m, to), isa->word_bytes) !=
        entry[isa->link].words[0])
        frame_fails(t, at, "prologue does not save", "the link");
}

static void check_unchanged(struct tester *t, u32 at, const struct contents *entry,
                            regset except, const char *where) {
    for (u32 n = 0; n < t->m.count; n++) {
        reg r = t->m.regs[n];
        if (regset_has(except, r)) continue;
        if (t->m.after[r].words[0] != entry[r].words[0])
            frame_fails(t, at, where, t->isa->registers[r].name);
    }
}

static void one_frame(struct tester *t, u32 max_words) {
    const struct isa *isa = t->isa;
    struct machine *m = &t->m;
    struct emitter *e = begin(t, false, false);
    random_frame(t, &e->frame, max_words);
    const struct frame *fr = &e->frame;
    isa->prologue(e);
    done_here(e, 1);
    u32 resume = e->code.count;
    for (u32 k = 0; k < fr->saved_count; k++) {
        enum type type = reg_class_of(fr->saved[k]) == CLASS_FLOAT ? F64
                         : isa->parts == 1                         ? I64
                                                                   : I32;
        isa->constant(e, type, loc_reg(fr->saved[k]), 0x55);
    }
    if (fr->link_offset >= 0)
        isa->constant(e, isa->parts == 1 ? I64 : I32, loc_reg(isa->link), 1);
    isa->epilogue(e);
    u32 back = e->code.count;
    done_here(e, 2);
    u32 at = finish(t);

    u64 top = machine_sp(m), word = isa->word_bytes;
    machine_randomise(m, &t->seed, isa->call_pushes ? top - word : top);
    u64 return_to = machine_pc_of(m, at + back);
    if (isa->call_pushes)
        machine_write(isa, machine_stack(m, top - word), isa->word_bytes, return_to);
    else
        m->before[isa->link].words[0] = return_to;
    static struct contents entry[64];
    memcpy(entry, m->before, sizeof entry);
    regset scratch = scratch_registers(isa), stack = regset_of(isa->stack);

    machine_run(m, machine_pc_of(m, at));
    if (!stops_at(t, at, 1)) {
        frame_fails(t, at, "prologue does not come to its end", "");
    } else {
        check_entered(t, at, top, entry);
        regset link = fr->link_offset >= 0 ? regset_of(isa->link) : 0;
        check_unchanged(t, at, entry, scratch | stack | link, "prologue changes");
        memcpy(m->before, m->after, sizeof m->before);
        machine_run(m, machine_pc_of(m, at + resume));
        if (!stops_at(t, at, 2)) frame_fails(t, at, "epilogue does not return", "");
        check_unchanged(t, at, entry, scratch | stack, "epilogue does not restore");
        if (m->after[isa->stack].words[0] != top) frame_fails(t, at, "epilogue: wrong sp", "");
    }
    end();
}

void check_frames(struct tester *t) {
    for (u32 n = 0; n < 300; n++) one_frame(t, n % 3 == 0 ? 5000 : n % 3 == 1 ? 40 : 300);
}
