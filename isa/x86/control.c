/* isa/x86/control.c: calls, jump tables, frames. */
#include "isa/x86/x86.h"

/* Constrain is not called for CALL: the convention has said it all. */
void ask_call(const struct x86_ask *a) {
    (void)a;
}

void do_call(struct x86_job *j) {
    x86_call(j->e, FIX_FUNCTION, (u32)j->i->imm);
    j->e->return_at = j->e->code.count;
}

/* CALL_INDIRECT: the index is checked against the table's size, the function's row against the
 * type. The null row has a type that no signature is. */
static u32 index_of(const struct ir_function *f, const struct ins *i) {
    return f->lists[i->list_first + i->list_count - 1];
}

void ask_call_indirect(const struct x86_ask *a) {
    ask_source(a, index_of(a->f, a->i), 0);
}

/* The row of function number s, or, on x86-64, of number s / 16: two words. */
static struct x86_rm row_of(const struct emitter *e) {
    i32 rows = (i32)(u32)e->isa->layout.code_base;
    reg s = x86_scratch(e);
    return x86_is_64(e->isa) ? x86_at(s, rows) : x86_indexed(NO_REG, s, 3, rows);
}

/* Behind the code: the function is null, whose row has address 0, or of another type. */
static void write_wrong_element(struct emitter *e, const struct pending_code *p) {
    (void)p;
    x86_mi(e, X86_CMP_MI, 4, row_of(e), 0);
    x86_jcc(e, X86_E, emitter_trap(e, TRAP_NULL_ELEMENT));
    x86_jump(e, emitter_trap(e, TRAP_BAD_SIGNATURE));
}

void do_call_indirect(struct x86_job *j) {
    struct emitter *e = j->e;
    const struct layout *layout = &e->isa->layout;
    u32 type = e->canonical_types[(u32)j->i->imm], table = (u32)(j->i->imm >> 32);
    bool is_64 = x86_is_64(e->isa);
    reg s = x86_scratch(e);
    struct x86_src from = take_source(j, index_of(j->f, j->i), 0);
    reg index = src_is_reg(from) ? from.m.base : s;
    x86_load(e, 4, index, from);
    x86_rm(e, X86_CMP_RM, 4, index, x86_context(e, CONTEXT_TABLE_SIZES + 4 * table));
    x86_jcc(e, X86_AE, emitter_trap(e, TRAP_UNDEFINED_ELEMENT));
    i32 elements = (i32)(u32)(layout->tables_base + table * layout->table_stride);
    x86_rm(e, X86_MOV_RM, 4, s, x86_indexed(NO_REG, index, 2, elements));
    /* A row is two words: 16 bytes are more than an index can be scaled by. */
    if (is_64) x86_ri(e, X86_SHL_I, 4, s, 4);
    struct x86_rm row = row_of(e), row_type = row;
    row_type.disp += e->isa->word_bytes;
    x86_mi(e, X86_CMP_MI, 4, row_type, (i32)type);
    struct pending_code *p = emitter_later(e, write_wrong_element);
    emitter_place(e, p->back); /* nothing comes back */
    x86_jcc(e, X86_NE, p->label);
    x86_m(e, X86_CALL_M, 4, row);
    e->return_at = e->code.count;
}

/* ---- SWITCH -------------------------------------------------------------------------------
 */

/* The table behind the jump: a word with each label's address. */
static void put_table(struct emitter *e, const u32 *labels, u32 n) {
    emitter_start(e); /* for those who walk the code by starts: one long instruction */
    for (u32 k = 0; k < n; k++) {
        emitter_fixup(e, X86_FIX_RELATIVE, FIX_LABEL, labels[k]);
        emitter_fixup(e, X86_FIX_ABSOLUTE, FIX_ROWS, 0);
        emit_u32(e, 0);
        if (x86_is_64(e->isa)) emit_u32(e, (u32)(X86_64_CODE_BASE >> 32));
    }
}

void x86_switch_to(struct emitter *e, const struct ir_function *f, const struct ins *i,
                   const struct operand *operands, const u32 *labels, u32 n) {
    (void)f;
    (void)i;
    struct x86_src from = src_rm(x86_place(e, operands[0].loc));
    u32 otherwise = labels[n - 1], cases = n - 1;
    if (cases <= 3) { /* a compare decides two cases */
        for (u32 k = 0; k < cases; k++) {
            bool two = k + 1 < cases;
            u32 test = k + two;
            x86_compare(e, 4, from, src_imm(test));
            if (two) x86_jcc(e, X86_B, labels[k]);
            x86_jcc(e, X86_E, labels[test]);
            k += two;
        }
        x86_jump(e, otherwise);
        return;
    }
    u32 table = emitter_label(e);
    reg index = src_is_reg(from) ? from.m.base : x86_scratch(e);
    x86_load(e, 4, index, from);
    x86_ri(e, X86_CMP_MI, 4, index, cases);
    x86_jcc(e, X86_AE, otherwise);
    struct x86_rm entry = x86_label(table);
    entry.index = index;
    entry.shift = x86_is_64(e->isa) ? 3 : 2;
    x86_m(e, X86_JMP_M, 4, entry);
    emitter_place(e, table);
    put_table(e, labels, cases);
}

/* ---- Frames -------------------------------------------------------------------------------
 */

static void adjust_stack(struct emitter *e, enum x86_insn row, u32 bytes) {
    if (bytes) x86_ri(e, row, e->isa->word_bytes, RSP, bytes);
}

static u32 saved_integers(const struct frame *f) {
    u32 n = 0;
    while (n < f->saved_count && f->saved[n] < FIRST_FLOAT) n++;
    return n;
}

/* Are the saved registers just what pushes below the return address would save? */
static bool saves_by_push(const struct emitter *e) {
    const struct frame *f = &e->frame;
    u32 word = e->isa->word_bytes;
    return saved_integers(f) == f->saved_count &&
           f->saved_offset + f->saved_count * word == f->frame_bytes - word;
}

/* Stores or loads the saved registers where the frame has them. */
static void move_saved(struct emitter *e, bool store) {
    u32 at = e->frame.saved_offset;
    for (u32 n = 0; n < e->frame.saved_count; n++) {
        reg r = e->frame.saved[n];
        struct x86_rm m = x86_at(RSP, (i32)at);
        if (r >= FIRST_FLOAT) {
            x86_rm(e, store ? X86_MOVSD_MR : X86_MOVSD, 4, r, m);
            at += 8;
        } else {
            x86_rm(e, store ? X86_MOV_MR : X86_MOV_RM, e->isa->word_bytes, r, m);
            at += e->isa->word_bytes;
        }
    }
}

void x86_prologue(struct emitter *e) {
    const struct frame *f = &e->frame;
    if (saves_by_push(e)) {
        for (u32 n = f->saved_count; n-- > 0;) x86_r(e, X86_PUSH, 4, f->saved[n]);
        adjust_stack(e, X86_SUB_MI, f->saved_offset);
    } else {
        adjust_stack(e, X86_SUB_MI, f->frame_bytes - e->isa->word_bytes);
        move_saved(e, true);
    }
}

void x86_epilogue(struct emitter *e) {
    const struct frame *f = &e->frame;
    if (saves_by_push(e)) {
        adjust_stack(e, X86_ADD_MI, f->saved_offset);
        for (u32 n = 0; n < f->saved_count; n++) x86_r(e, X86_POP, 4, f->saved[n]);
    } else {
        move_saved(e, false);
        adjust_stack(e, X86_ADD_MI, f->frame_bytes - e->isa->word_bytes);
    }
    x86_n(e, X86_RET, 4);
}
