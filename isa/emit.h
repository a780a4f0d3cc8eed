/* isa/emit.h: the growing code of one function (or of an image's helpers), and what emission
 * must tell the rest of the image: where labels are, which calls want linking, where the host
 * is called and why.
 *
 *     frame of a function, sp-relative          (word = the ISA's word)
 *
 *     sp + frame_bytes + ...   caller's outgoing area: stack arguments, then extra results
 *     sp + frame_bytes         ------------------------------------------------ (entry sp, or
 * one return address, where the call instruction pushes it      word above it) saved link
 * register, where there is one and it is saved saved callee-saved registers spill slots sp + 0
 * outgoing area
 *
 * frame_bytes counts all between the body's sp and the caller's sp before the call instruction,
 * so it includes a pushed return address.
 */
#ifndef HPMSIM_ISA_EMIT_H
#define HPMSIM_ISA_EMIT_H

#include "isa/isa.h"

/* Labels are resolved within a function; the others when the image is linked, as only then is
 * the function's own address known. */
enum fixup_target {
    FIX_LABEL,    /* target: label */
    FIX_FUNCTION, /* target: function index */
    FIX_HELPER,   /* target: the ISA's own helper number */
    FIX_CONTEXT,  /* target: byte offset from layout.context_base */
    FIX_TABLES,   /* target: byte offset from layout.tables_base */
    FIX_ROWS      /* target: byte offset from layout.code_base, where the function array is */
};
struct fixup {
    u32 at; /* offset in code of the instruction */
    u32 target;
    u8 kind; /* the ISA's own: which field to patch */
    u8 what; /* enum fixup_target */
};

/* A place where code calls the host: a service, or a trap. Found by the address of the host
 * call instruction. */
enum site_kind { SITE_HOST, SITE_TRAP, SITE_DONE };
struct site {
    u32 at;    /* offset in code of the host call instruction */
    u32 point; /* of the operation it belongs to */
    u64 what;  /* SITE_HOST: the operation's imm; SITE_TRAP: enum trap */
    u8 kind;
};

/* What an instruction is there for. ORDER DUTY */
enum duty {
    DUTY_OPERATION, /* the program's own: part of an operation, or of a helper */
    DUTY_FILL,      /* loads a value from its spill slot */
    DUTY_SPILL,     /* stores a value to its spill slot */
    DUTY_MOVE,      /* copies a value from register to register for the allocator */
    DUTY_CONSTANT,  /* makes a constant again for the allocator */
    DUTY_TAKE,      /* loads an argument or result that lies in memory */
    DUTY_PASS,      /* stores one */
    DUTY_SAVE,      /* stores a callee-saved register or a return address */
    DUTY_RESTORE,   /* loads it again */
    DUTY_AREA_LOAD, /* loads from the register area (isa/shadow.h) */
    DUTY_AREA_STORE,
    DUTY_COUNT
};
extern const char *const duty_names[DUTY_COUNT]; /* "operation" ... */
/* Of a move between two places, or of a constant made (from LOC_CONST) in one. */
enum duty duty_of_move(struct loc to, struct loc from);
/* An instruction that touches memory or that the allocator put there (profiles count these).
 * One that moves a pair of registers makes two accesses. */
struct mark {
    u32 at; /* offset in code */
    u8 duty, loads, stores;
};

struct pending_trap { /* a trap's host call, emitted behind the function's code */
    u32 label;
    u32 point;
    u8 trap;
};

struct pending_literal { /* a constant in memory, placed behind the function's code */
    u32 label;
    u8 bytes;
    u64 bits;
};

/* Code that is seldom run, placed behind the function's code: `write` emits it, and ends it
 * with a jump to `back` or a trap. It belongs to operation `point`; it may ask for traps and
 * literals. What write needs to know of the operation is in regs and data. */
struct pending_code {
    void (*write)(struct emitter *e, const struct pending_code *p);
    u32 label, back; /* where it begins, where it ends; back is for the ISA to place */
    u32 point;
    reg regs[4];
    u64 data;
};

struct reach { /* of a fixup on the first try */
    i64 distance;
    u32 between; /* how many fixups of labels lie between it and its label */
};

struct frame {
    u32 frame_bytes;
    u32 slot_offset;   /* of spill slot 0 */
    u32 home_bytes;    /* of the spill slots, from slot 0 on: values' homes (struct model) */
    u32 saved_offset;  /* of the first saved register */
    u32 shadow_offset; /* of the first saved shadow register; they end at saved_offset */
    i32 link_offset;   /* of the saved link register; -1: not saved */
    u8 saved_count;
    reg saved[64]; /* in order of increasing offset: saved[k] at saved_offset + sum of sizes;
                      integer registers first (a word each), then floats (8 bytes each) */
    u8 shadow_count;
    reg shadow_saved[64]; /* the same at shadow_offset; not the prologue's to save */
};

struct emitter {
    const struct model *model;
    const struct isa *isa;
    ARRAY(u8) code;
    ARRAY(u32) starts;        /* offset of each instruction; only where lengths vary */
    ARRAY(struct mark) marks; /* ascending */
    u8 duty;                  /* enum duty of what is being emitted */
    ARRAY(u32) labels;        /* offset in code, or NO_OFFSET while not placed */
    ARRAY(struct fixup) fixups;
    ARRAY(struct site) sites;
    ARRAY(struct pending_trap) traps;
    ARRAY(struct pending_literal) literals;
    ARRAY(struct pending_code) later;
    struct frame frame;
    const u32 *canonical_types; /* canonical type index of each type of the module */
    u32 point;                  /* the operation being emitted */
    /* The whole image is surely smaller than 1 MiB (say, its wasm code is below 192 KiB), so
     * that short calls reach any function. When patch refuses a FIX_FUNCTION all the same, the
     * driver makes the image again without. */
    bool near_calls;
    ARRAY(u32) helper_at;          /* while emitting helpers: offset of helper n in code */
    bool far;                      /* this is the second try: branches take their long forms */
    ARRAY(struct reach) first_try; /* per fixup, in the order of emission; if `far` */
    u32 return_at; /* set by emit of a call: offset in code of the return address */
};
#define NO_OFFSET 0xffffffffu

void emitter_init(struct emitter *e, const struct model *m);
void emitter_free(struct emitter *e);
/* Forgets one function's code, keeps the storage (and `far`, first_try, model,
 * canonical_types). */
void emitter_reset(struct emitter *e);
u32 emitter_label(struct emitter *e);             /* a new, unplaced label */
void emitter_place(struct emitter *e, u32 label); /* here */
/* Marks the start of an instruction; every instruction begins with it. */
static inline void emitter_start(struct emitter *e) {
    if (e->isa->instruction_bytes == 0) array_push(&e->starts, e->code.count);
}
/* Marks the instruction that begins here (call it before its bytes), if there is something to
 * tell of it: its duty, and how many accesses it makes to memory. */
static inline void emitter_mark(struct emitter *e, enum duty duty, u32 loads, u32 stores) {
    if (loads || stores || duty == DUTY_MOVE || duty == DUTY_CONSTANT)
        array_push(&e->marks, ((struct mark){e->code.count, (u8)duty, (u8)loads, (u8)stores}));
}
static inline void emit_u8(struct emitter *e, u8 byte) {
    array_push(&e->code, byte);
}
void emit_u16(struct emitter *e, u16 v); /* in the ISA's byte order */
void emit_u32(struct emitter *e, u32 v);
void emit_u64(struct emitter *e, u64 v);
/* A label that leads to a trap of the current operation (made behind the code; one stub for
 * each (point, trap)). */
u32 emitter_trap(struct emitter *e, enum trap trap);
/* A label of a constant in memory, aligned to its size (4 or 8 bytes, in the ISA's byte order),
 * behind the code; one for each (size, bits). */
u32 emitter_literal(struct emitter *e, u32 bytes, u64 bits);
/* Code for behind the function's: the caller fills in regs and data before it emits anything
 * else, branches to `label` and places `back`. */
struct pending_code *emitter_later(struct emitter *e,
                                   void (*write)(struct emitter *,
                                                 const struct pending_code *));
/* Will the next fixup, if it is of this label, lie less than `limit` bytes from it? Known for
 * labels behind; for those ahead, hoped on the first try and certain on the second, if the ISA
 * makes the same fixups in the same order on both, and none grows by more than 8 bytes. */
bool emitter_reaches(const struct emitter *e, u32 label, i64 limit);
/* Notes a fixup at the present end of the code: call it just before the instruction (or, if the
 * ISA's patch counts from there, the field) that it belongs to. */
void emitter_fixup(struct emitter *e, u8 kind, enum fixup_target what, u32 target);
/* The stack or context memory that a loc is: base register and byte offset. */
struct memory_operand {
    reg base;   /* isa->stack or isa->context; NO_REG: absolute (no context register) */
    i64 offset; /* absolute: the guest address */
};
struct memory_operand emitter_memory(const struct emitter *e, struct loc l);
/* Emits the pending code, traps and literals behind the function's code, then resolves the
 * fixups of labels (only the others remain). False when a branch does not reach: set `far`,
 * emitter_reset and emit the function again; a second try always reaches. */
bool emitter_finish(struct emitter *e);

/* The use/def operand number n, as a register that allocation gave it. */
static inline reg operand_reg(const struct operand *o) {
    return (reg)o->loc.index;
}

#endif
