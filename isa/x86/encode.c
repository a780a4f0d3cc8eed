/* isa/x86/encode.c: from a row and its operands to bytes.
 *
 *   [66 F2 F3] [REX | VEX] [0F [38|3A]] opcode  modrm [sib] [disp8|disp32]  [imm]
 */
#include "isa/x86/x86.h"

#include <assert.h>

const struct x86_row x86_rows[X86_INSN_COUNT] = {
#define W  X86_W
#define W1 X86_W1
#define BR X86_BR
#define BM X86_BM
#define C  X86_C
#define WR X86_WR
#define UP X86_UP
#define PK X86_PK
#define AO X86_AO
#define ROW(enumerator, mnemonic, form, prefix, map, opcode, extension, flags) \
    [X86_##enumerator] = {mnemonic, FORM_##form, prefix, map, opcode, extension, flags},
    X86_ROWS(ROW)
#undef ROW
#undef W
#undef W1
#undef BR
#undef BM
#undef C
#undef WR
#undef UP
#undef PK
#undef AO
};

/* What forms are made of. ORDER x86_form */
static const struct form {
    u8 immediate; /* bytes; SHORT: 1 if that is enough, which bit 1 of the opcode tells, or 4 */
    bool reg;     /* modrm has a register besides the operand */
    bool in_opcode; /* the operand is a register in the opcode's low bits */
    bool none;      /* there is no operand */
    bool vex;
} forms[] = {
#define SHORT 0xff
    [FORM_RM] = {.reg = true},
    [FORM_MR] = {.reg = true},
    [FORM_M] = {0},
    [FORM_N] = {.none = true},
    [FORM_MI] = {.immediate = SHORT},
    [FORM_RMI] = {.immediate = SHORT, .reg = true},
    [FORM_MI8] = {.immediate = 1},
    [FORM_RMI8] = {.immediate = 1, .reg = true},
    [FORM_MRI8] = {.immediate = 1, .reg = true},
    [FORM_MI16] = {.immediate = 2},
    [FORM_MI32] = {.immediate = 4},
    [FORM_O] = {.in_opcode = true},
    [FORM_OI] = {.immediate = 4, .in_opcode = true},
    [FORM_OI64] = {.immediate = 8, .in_opcode = true},
    [FORM_VRMV] = {.reg = true, .vex = true},
    [FORM_VRMI8] = {.immediate = 1, .reg = true, .vex = true},
};

/* The hardware's number of a register is the low 4 bits of ours. */
static u8 low(reg r) {
    return r & 7;
}
/* Bit 3 of a register's number, in its place of a REX byte. */
static u8 high(reg r, u8 bit) {
    return r == NO_REG ? 0 : (r >> 3 & 1) * bit;
}

/* Instructions are written at `to`, behind the code, where there is room for the longest and
 * what a short immediate overwrites; what writes returns where it ended. */
enum { LONGEST = 24 };

static u8 *put_u32(u8 *to, u32 v) {
    for (u32 n = 0; n < 4; n++) *to++ = (u8)(v >> 8 * n);
    return to;
}

/* A displacement whose value hangs on where the code will lie; `trailing` bytes follow it. */
static u8 *put_fixed_up(struct emitter *e, u8 *to, struct x86_rm m, bool absolute,
                        u32 trailing) {
    enum fixup_target what = m.kind == RM_LABEL ? FIX_LABEL : FIX_HELPER;
    e->code.count = (u32)(to - e->code.at);
    emitter_fixup(e, X86_FIX_RELATIVE, what, m.target);
    if (absolute) emitter_fixup(e, X86_FIX_ABSOLUTE, FIX_ROWS, 0);
    return put_u32(to, absolute ? 0 : (u32) - (4 + trailing));
}

/* modrm, sib, displacement of memory; `field` in its place of modrm. */
static u8 *put_memory(struct emitter *e, u8 *to, u8 field, struct x86_rm m, u32 trailing) {
    bool fixed_up = m.kind != RM_MEM;
    bool sib = m.index != NO_REG || (m.base != NO_REG && low(m.base) == RSP);
    u8 index = (u8)(m.shift << 6 | (m.index == NO_REG ? 4 : low(m.index)) << 3);
    if (m.base == NO_REG) {
        /* Without base and sib, x86-64 means relative to the next instruction. */
        bool relative = x86_is_64(e->isa) && !sib;
        sib |= relative && !fixed_up;
        *to++ = field | (sib ? 4 : 5);
        if (sib) *to++ = index | 5;
        return fixed_up ? put_fixed_up(e, to, m, !relative, trailing)
                        : put_u32(to, (u32)m.disp);
    }
    assert(!fixed_up && m.index != RSP);
    u8 mod = m.disp == 0 && low(m.base) != RBP ? 0 : fits_i8(m.disp) ? 0x40 : 0x80;
    *to++ = mod | field | (sib ? 4 : low(m.base));
    if (sib) *to++ = index | low(m.base);
    if (mod == 0x40) *to++ = (u8)m.disp;
    return mod == 0x80 ? put_u32(to, (u32)m.disp) : to;
}

static u8 *put_operand(struct emitter *e, u8 *to, u8 field, struct x86_rm m, u32 trailing) {
    field = (u8)(field << 3);
    if (m.kind != RM_REG) return put_memory(e, to, field, m, trailing);
    *to++ = 0xc0 | field | low(m.base);
    return to;
}

static u8 *put_vex(u8 *to, const struct x86_row *row, u32 w, reg r, struct x86_rm m,
                   reg second) {
    static const u8 prefixes[4] = {0, 0x66, 0xf3, 0xf2};
    u8 pp = 0;
    while (prefixes[pp] != row->prefix) pp++;
    u8 high_bits = high(r, 0x80) | high(m.index, 0x40) | high(m.base, 0x20);
    *to++ = 0xc4;
    *to++ = (~high_bits & 0xe0) | row->map;
    *to++ = (u8)((w == 8 && row->flags & X86_W ? 0x80 : 0) | (~second & 15) << 3 | pp);
    return to;
}

static u8 *put_rex(u8 *to, const struct x86_row *row, u32 w, reg r, struct x86_rm m) {
    u8 rex = high(r, 4) | high(m.index, 2) | high(m.base, 1);
    bool empty = false;
    if (row->flags & (X86_W | X86_W1 | X86_BR | X86_BM)) {
        if (row->flags & X86_W1 || (row->flags & X86_W && w == 8)) rex |= 8;
        /* spl bpl sil dil need an empty REX, else they would be ah ch dh bh. */
        empty = (row->flags & X86_BR && r >= 4) ||
                (row->flags & X86_BM && m.kind == RM_REG && m.base >= 4);
    }
    if (rex || empty) *to++ = 0x40 | rex;
    return to;
}

static u8 *put_prefixes(const struct emitter *e, u8 *to, const struct x86_row *row, u32 w,
                        reg r, struct x86_rm m) {
    if (row->prefix) *to++ = row->prefix;
    if (x86_is_64(e->isa)) to = put_rex(to, row, w, r, m);
#ifdef HPMSIM_DEBUG
    else {
        u8 rex[1];
        assert(put_rex(rex, row, w, r, m) == rex);
    }
#endif
    if (!row->map) return to;
    *to++ = 0x0f;
    if (row->map == 2) *to++ = 0x38;
    if (row->map == 3) *to++ = 0x3a;
    return to;
}

static u8 *put_immediate(u8 *to, u32 bytes, i64 imm) {
    put_u32(to, (u32)imm);
    if (bytes == 8) put_u32(to + 4, (u32)(imm >> 32));
    return to + bytes;
}

/* An operation may read a spilled value, an argument, a shadow register where it lies. */
static enum duty duty_of(const struct emitter *e, struct x86_rm m) {
    const struct frame *f = &e->frame;
    if (e->duty != DUTY_OPERATION || m.kind != RM_MEM || m.index != NO_REG)
        return (enum duty)e->duty;
    if (m.base == NO_REG) {
        u32 at = (u32)m.disp - (u32)e->isa->layout.context_base;
        return at >= CONTEXT_AREA && at < CONTEXT_GLOBALS ? DUTY_AREA_LOAD : DUTY_OPERATION;
    }
    if (m.base != RSP || !f->frame_bytes || m.disp < (i32)f->slot_offset) return DUTY_OPERATION;
    if (m.disp < (i32)f->saved_offset) return DUTY_FILL;
    return m.disp >= (i32)f->frame_bytes ? DUTY_TAKE : DUTY_OPERATION;
}

/* Accesses to the stack that instructions make besides those to their operands. */
static const struct {
    u8 loads, stores;
} implied[X86_INSN_COUNT] = {
    [X86_PUSH] = {0, 1}, [X86_POP] = {1, 0}, [X86_CALL_M] = {0, 1}, [X86_RET] = {1, 0}};

static void mark_access(struct emitter *e, enum x86_insn insn, struct x86_rm m) {
    u8 flags = x86_rows[insn].flags;
    u32 loads = implied[insn].loads, stores = implied[insn].stores;
    enum duty duty = (enum duty)e->duty;
    if (m.kind != RM_REG) {
        duty = duty_of(e, m);
        if ((flags & X86_AO) != X86_AO) {
            stores += (flags & X86_AO) != 0;
            loads += flags & X86_WR ? 0 : flags & X86_PK ? 2 : 1;
        }
    }
    emitter_mark(e, insn == X86_CALL_M ? DUTY_SAVE : duty, loads, stores);
}

void x86_put(struct emitter *e, enum x86_insn insn, u32 w, reg r, struct x86_rm m, i64 imm) {
    const struct x86_row *row = &x86_rows[insn];
    const struct form *form = &forms[row->form];
    u32 bytes = form->immediate;
    u8 opcode = row->opcode;
    if (bytes == SHORT) {
        bytes = fits_i8(imm) ? 1 : 4;
        if (bytes == 1) opcode |= 2;
    }
    if (row->flags & X86_C) opcode += (u8)imm;
    if (!form->reg) r = 0;

    emitter_start(e);
    mark_access(e, insn, m);
    array_reserve(&e->code, (u64)e->code.count + LONGEST);
    u8 *to = e->code.at + e->code.count;
    if (form->vex)
        to = put_vex(to, row, w, r, m, bytes ? 0 : (reg)imm);
    else
        to = put_prefixes(e, to, row, w, r, m);
    *to++ = form->in_opcode ? opcode + low(m.base) : opcode;
    if (!form->in_opcode && !form->none)
        to = put_operand(e, to, form->reg ? low(r) : row->extension, m, bytes);
    if (bytes) to = put_immediate(to, bytes, imm);
    e->code.count = (u32)(to - e->code.at);
}

/* ---- Jumps and calls ----------------------------------------------------------------------
 */

/* Is the label placed, and within reach of a short jump that starts here? */
static bool is_near(const struct emitter *e, u32 label, u8 *distance) {
    u32 at = e->labels.at[label];
    i64 d = (i64)at - (e->code.count + 2);
    *distance = (u8)d;
    return at != NO_OFFSET && fits_i8(d);
}

static void put_relative(struct emitter *e, enum fixup_target what, u32 target) {
    emitter_fixup(e, X86_FIX_RELATIVE, what, target);
    emit_u32(e, (u32)-4);
}

void x86_jump(struct emitter *e, u32 label) {
    u8 distance;
    emitter_start(e);
    if (is_near(e, label, &distance)) {
        emit_u8(e, 0xeb);
        emit_u8(e, distance);
    } else {
        emit_u8(e, 0xe9);
        put_relative(e, FIX_LABEL, label);
    }
}

void x86_jcc(struct emitter *e, enum x86_cc cc, u32 label) {
    u8 distance;
    emitter_start(e);
    if (is_near(e, label, &distance)) {
        emit_u8(e, 0x70 | cc);
        emit_u8(e, distance);
    } else {
        emit_u8(e, 0x0f);
        emit_u8(e, 0x80 | cc);
        put_relative(e, FIX_LABEL, label);
    }
}

void x86_call(struct emitter *e, enum fixup_target what, u32 target) {
    emitter_start(e);
    emitter_mark(e, what == FIX_FUNCTION ? DUTY_SAVE : (enum duty)e->duty, 0, 1);
    emit_u8(e, 0xe8);
    put_relative(e, what, target);
}

void x86_host_call(struct emitter *e) {
    if (x86_is_64(e->isa)) {
        x86_n(e, X86_SYSCALL, 4);
        return;
    }
    emitter_start(e);
    emit_u8(e, 0xcd);
    emit_u8(e, 0x80);
}

/* ---- Fixups -------------------------------------------------------------------------------
 */

static u32 read_field(const u8 *at) {
    return (u32)at[0] | (u32)at[1] << 8 | (u32)at[2] << 16 | (u32)at[3] << 24;
}

static void write_field(u8 *at, u32 v) {
    for (u32 n = 0; n < 4; n++) at[n] = (u8)(v >> 8 * n);
}

static bool patch(u8 *code, u8 kind, i64 distance, u64 code_base) {
    i64 addend = (i32)read_field(code);
    if (kind == X86_FIX_ABSOLUTE) {
        write_field(code, (u32)addend + (u32)(code_base - (u64)distance));
        return true;
    }
    if (!fits_i32(addend + distance)) return false;
    write_field(code, (u32)(addend + distance));
    return true;
}

bool x86_patch_64(u8 *code, u8 kind, i64 distance) {
    return patch(code, kind, distance, X86_64_CODE_BASE);
}

bool x86_patch_32(u8 *code, u8 kind, i64 distance) {
    return patch(code, kind, distance, X86_32_CODE_BASE);
}
