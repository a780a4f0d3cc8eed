/* isa/isa.h: what an instruction set is, to the rest of the house.
 *
 * A base ISA is a table of registers, a row of facts and a handful of functions; it is found in
 * one list (isa_find). A *model* narrows a base ISA to the registers that an experiment
 * studies; it is data (JSON), never a separate path.
 *
 * How an operation of the IR becomes machine code:
 *   1. constrain: the ISA says where the operation wants its operands and what it destroys;
 *   2. the allocator (compile/) gives every operand a place that meets the wish, and lists the
 *      moves that this takes, before and after the operation and on edges;
 *   3. emit: the ISA writes the instructions for those places.
 * Emission never asks for a register that constrain did not name, except the ISA's own scratch
 * registers (one per class, never allocatable).
 *
 * A *virtual register* (vreg) is an IR value, or half of one: on machines of 32 bits an i64 is
 * two vregs, the low half first. While a function is compiled, vregs are numbered one after the
 * other in the order of values: on 64-bit ISAs vreg = value. In maps vreg = value * parts + part,
 * where parts is the ISA's.
 */
#ifndef HPMSIM_ISA_ISA_H
#define HPMSIM_ISA_ISA_H

#include "base/base.h"
#include "isa/ir.h"

/* ---- Registers ----------------------------------------------------------------------------
 */

/* Registers are numbered per base ISA: 0..31 integer, 32..63 float, in the order of the table
 * of registers. A regset has bit r set for register r. */
typedef u8 reg;
typedef u64 regset;
#define NO_REG      0xff
#define FIRST_FLOAT 32
static inline regset regset_of(reg r) {
    return 1ull << r;
}
static inline bool regset_has(regset s, reg r) {
    return s >> r & 1;
}
#define REGSET_INT   0xffffffffull
#define REGSET_FLOAT (~REGSET_INT)

enum reg_class { CLASS_INT, CLASS_FLOAT, CLASS_COUNT };
static inline enum reg_class reg_class_of(reg r) {
    return r < FIRST_FLOAT ? CLASS_INT : CLASS_FLOAT;
}

/* ROLE_CONSTANT: holds, at every point, the value that emulation.setup gives it. */
enum reg_role {
    ROLE_GENERAL,
    ROLE_STACK,
    ROLE_LINK,
    ROLE_CONTEXT,
    ROLE_SCRATCH,
    ROLE_ZERO,
    ROLE_CONSTANT
};
struct reg_info {
    const char *name;  /* NULL: no such register */
    const char *alias; /* ABI name or NULL */
    u8 hardware;       /* number in encodings */
    u8 role;           /* enum reg_role */
    int unicorn_id;
    int dwarf;
};

/* ---- Places -------------------------------------------------------------------------------
 */

/* Where a vreg is. Words are of the ISA's word size; a value wider than a word takes two. */
enum loc_kind {
    LOC_NONE,
    LOC_REG,      /* index = reg */
    LOC_SLOT,     /* spill slot: word index in this frame's spill area */
    LOC_INCOMING, /* word index in the caller's outgoing area: stack arguments, extra results */
    LOC_OUTGOING, /* word index in this frame's outgoing area */
    LOC_HOST,     /* argument or result number of a host service, in the context page; +0x100
                     for the high half */
    LOC_CONST,    /* no place: the value is a constant and can be made again */
    LOC_AREA      /* register area in the context: index = register; +0x100 for the high half.
                     In emission only; elsewhere a shadow register is a LOC_REG like others */
};
struct loc {
    u32 kind : 4;
    u32 index : 28;
};
static inline struct loc loc_reg(reg r) {
    return (struct loc){LOC_REG, r};
}
static inline bool loc_same(struct loc x, struct loc y) {
    return x.kind == y.kind && x.index == y.index;
}

/* ---- Constraints --------------------------------------------------------------------------
 */

enum operand_kind { OPERAND_USE, OPERAND_DEF, OPERAND_TEMP };
enum operand_at {
    AT_REG,   /* any allocatable register of the class */
    AT_ANY,   /* USE only: a register, or straight from the stack (x86 memory operands) */
    AT_FIXED, /* register `index` */
    AT_SAME,  /* DEF only: the register of USE operand number `index`, which is itself AT_REG or
                 AT_FIXED; the allocator copies that use first when its value lives on */
    AT_LOC /* place `loc`, in memory: OUTGOING, INCOMING, HOST (calls, returns, host services)
            */
};
/* Unless `early`, a DEF may share the register of a USE that dies at this operation, so emit
 * must have read all uses before it writes a def. TEMPs never share with anything. Uses may
 * share a register with each other when they are the same vreg. */
struct operand {
    u32 vreg;    /* NO_VALUE for TEMP */
    u8 kind;     /* enum operand_kind */
    u8 at;       /* enum operand_at */
    u8 type;     /* enum type of the vreg: I32 I64 F32 F64; halves are I32 */
    bool early;  /* DEF: written before all uses are read */
    bool either; /* DEF, AT_SAME: USE number index + 1 would do as well, if it is in a register
                    (commutative operations): the allocator may choose */
    u16 index;   /* AT_FIXED: reg; AT_SAME: operand number within the operation */
    struct loc loc; /* AT_LOC: the place. Else: filled in by the allocator */
    regset prefer;  /* AT_REG: better in one of these; 0 = no preference */
};
#define OPERANDS_MAX 24 /* of operations other than calls, host services and returns */
struct constraints {
    struct operand *operands; /* room is the caller's; see constraints_add */
    u32 count, capacity;
    const u32 *vreg_first; /* per value; the caller's */
    regset clobbers;       /* destroyed, besides defs and temps; never a def's register */
    u32 outgoing_words;    /* size of the outgoing area that the operation needs */
};
/* However few registers a model has, every operation must fit: at most 4 integer and 4 float
 * registers for uses, temps, early defs together, and as many for defs and temps. Fixed
 * registers must be allocatable in every model of the ISA that has 4 registers or more. */
/* Appends operands; return their number. Grow the array when full. */
u32 constrain_use(struct constraints *c, u32 vreg, enum type t, enum operand_at at);
u32 constrain_use_fixed(struct constraints *c, u32 vreg, enum type t, reg r);
u32 constrain_def(struct constraints *c, u32 vreg, enum type t);
u32 constrain_def_fixed(struct constraints *c, u32 vreg, enum type t, reg r);
u32 constrain_def_same(struct constraints *c, u32 vreg, enum type t, u32 use);
u32 constrain_temp(struct constraints *c, enum reg_class cl);
u32 constrain_temp_fixed(struct constraints *c, reg r);

/* ---- Models -------------------------------------------------------------------------------
 */

enum { MODEL_NAME_MAX = 28, MODEL_REGISTERS_LEAST = 4, MODEL_REGISTERS_MOST = 64 };
struct model {
    const struct isa *isa;
    char name[48]; /* of at most MODEL_NAME_MAX characters and the counts behind it */
    reg order[CLASS_COUNT][32]; /* allocatable registers, in order of preference */
    u8 count[CLASS_COUNT];
    reg args[CLASS_COUNT][16]; /* carry arguments; a subset of order */
    u8 arg_count[CLASS_COUNT];
    reg results[CLASS_COUNT][4]; /* carry results; a subset of order */
    u8 result_count[CLASS_COUNT];
    regset allocatable, callee_saved;
    /* Of a widened model: those of `allocatable` that are *shadow registers*, words in the
     * register area. They have numbers that the model leaves over; what the base ISA has under
     * such a number, if anything, is another register. */
    regset shadow;
    regset kept_back; /* real registers, not allocatable, that stand in for shadow registers
                         while an operation runs (isa/shadow.h) */
    /* Values that live across calls or into loops have homes in the frame, in a layout that all
     * such models share (struct homes in compile/). No register is callee-saved then, so that
     * what is suspended in a call holds nothing anywhere else. */
    bool homes;
};
/* Finds "aarch64", "aarch64/9" or a model by the path of its JSON file ("my.json",
 * "my.json/9"); K narrows the integer registers to the first K of the order (arguments, results
 * and callee-saved follow). */
bool model_find(const char *name, struct model *out, struct status *st);
/* Reads what a model's file holds (isa/model_form.h). */
bool model_read(struct json j, struct model *out, struct status *st);
bool model_narrow(struct model *m, enum reg_class cl, u32 count, struct status *st);
/* Leaves a class the registers of `wanted`, in the order that it has. */
void model_restrict(struct model *m, enum reg_class cl, regset wanted);
/* Narrows each class of all models to the smallest count among them, then arguments, results and
 * callee-saved registers to what all of them still have of each. */
void model_narrow_common(struct model *models, u32 count);
/* Gives each class as many allocatable registers as like[class] has, if it has fewer: shadow
 * registers make up for those that are missing. With them it passes as many arguments and
 * results in registers and has as many callee-saved ones. The name tells: "x86-32/6+22" has 6
 * integer registers of its own and lacks 22. m must not be widened yet. */
void model_widen(struct model *m, const struct model *const like[CLASS_COUNT]);
/* Turns homes on (struct model). */
void model_use_homes(struct model *m);
/* Of an allocatable register: "x0", or of a shadow register "m8", "mf3" (m: in memory). Never
 * NULL. */
const char *model_register_name(const struct model *m, reg r);
/* Hash of everything in a model that shapes code. */
u64 model_hash(const struct model *m);

/* ---- Calling convention: the same rule for all ISAs, filled from the model -----------------
 * Parameters and results take their class's registers in turn (both halves of a pair, or none);
 * the rest go to the caller's outgoing area, results behind the arguments. */
struct convention {
    struct loc *at; /* one per vreg, in order (an i64 on a 32-bit ISA is two) */
    u8 *types;      /* enum type of each of those */
    u32 count;
    u32 words; /* size of the outgoing area so far, in words */
};
/* at/types are owned by the arena. first_word: where the stack part starts (0 for arguments,
 * the words of the arguments for results). LOC_OUTGOING places, as the caller sees them. */
struct convention convention_arguments(const struct model *m, const u8 *types, u32 n,
                                       struct arena *a);
struct convention convention_results(const struct model *m, const u8 *types, u32 n,
                                     u32 first_word, struct arena *a);

/* ---- The context region: what a process has beside its linear memory ------------------------
 * Little-endian on every machine, one mapping shared by all of them. */
enum {
    CONTEXT_MEMORY_PAGES = 0,  /* u32: size of linear memory in pages of 64 KiB */
    CONTEXT_HOST = 64,         /* arguments and results of host services, 8 bytes each */
    CONTEXT_HOST_MAX = 16,     /* how many */
    CONTEXT_TABLE_SIZES = 192, /* u32 each: elements in table i */
    CONTEXT_TABLES_MAX = 16,
    CONTEXT_AREA = 256,   /* register area: 8 bytes for each register number; belongs to the
                              machine that runs, means nothing to another one */
    CONTEXT_GLOBALS = 768 /* 8 bytes each; i32 and f32 in the low 4 */
};
/* Tables: table i is an array of u32 function indexes (or embedder's numbers) at
 * layout.tables_base + i * layout.table_stride; null is NULL_REFERENCE for the program, and
 * lies in memory as the number of functions, so that the image's function array has a row for
 * it that no signature matches. Table 0 .. n - 1 are shared, little-endian. */

/* The image's function array: at code_base, one row for each function and one for null, in the
 * machine's own byte order: a word that holds the code's guest address, then a word whose low
 * 32 bits are the canonical type index (0xffffffff for null). Row size: 2 words. */

/* ---- Base ISAs ----------------------------------------------------------------------------
 */

/* Forms that a register narrower than its content keeps. */
enum narrow_form { FORM_EXACT, FORM_ZERO, FORM_SIGN, FORM_BOXED };

struct layout {    /* guest addresses */
    u64 code_base; /* image: function array, helpers, code */
    u64 context_base;
    u64 tables_base, table_stride;
    u64 stack_base, stack_bytes; /* mapped; unmapped guard below it of at least 16 MiB */
    u64 memory_limit;            /* linear memory never grows beyond this many bytes */
};

/* How the emulator is set up; numbers are Unicorn's own enums. */
struct emulation {
    int arch, mode, cpu_model; /* cpu_model -1: default */
    int pc, sp;                /* Unicorn register ids */
    enum { HOSTCALL_INTR, HOSTCALL_SYSCALL } hostcall_hook;
    int hostcall_number; /* of the INTR hook */
    int hostcall_bytes;  /* length of the host call instruction */
    bool hostcall_pc_at; /* PC in the hook is the instruction itself, not the next one */
    /* Registers to set when an engine is opened: pairs of Unicorn id and value. */
    const struct register_setting {
        int id;
        u64 value;
    } * setup;
    u32 setup_count;
};

struct emitter;

struct isa {
    const char *name;  /* "aarch64" */
    const char *title; /* "Arm A64" */
    u8 word_bytes;     /* 4 or 8 */
    u8 parts;          /* vregs of an i64: 8 / word_bytes */
    bool big_endian;
    u8 stack_align;
    u8 instruction_bytes; /* 4 where all are; 0 where lengths vary */
    bool call_pushes;     /* the call instruction pushes the return address */
    enum narrow_form i32_form, f32_form;
    const struct reg_info *registers; /* 64 rows; name NULL where there is none */
    reg stack, link, context;         /* NO_REG where there is none */
    reg scratch[CLASS_COUNT];
    regset required; /* registers that constrain fixes: every model must have them; at most 4
                        of a class */
    /* Registers of a class that a widened model keeps back: as many as BRANCH, SWITCH and
     * CALL_INDIRECT ask for besides fixed ones and those AT_ANY, since what these borrow can't
     * be given back behind them. There are as many that aren't required in 4 of a class. */
    u8 keep_back[CLASS_COUNT];
    struct layout layout;
    struct emulation emulation;
    /* Adds the constraints of operation i; not called for CALL, HOST, RETURN (done by the
     * convention), JUMP and UNREACHABLE. For CALL_INDIRECT it is called after the convention
     * has added the arguments (fixed) and should add the use of the table index and temps. */
    void (*constrain)(const struct model *m, const struct ir_function *f, const struct ins *i,
                      struct constraints *c);
    /* Emission; see isa/emit.h for the emitter. `operands` are those that constrain added, in
     * its order (for CALL: none; for CALL_INDIRECT: behind the convention's). emit is called
     * for CALL and CALL_INDIRECT (just the call itself, arguments are in place; sets
     * e->return_at), and not for HOST, RETURN, JUMP, BRANCH, SWITCH. Both scratch registers may
     * be used here. */
    void (*emit)(struct emitter *e, const struct ir_function *f, const struct ins *i,
                 const struct operand *operands);
    /* BRANCH: goes to label when cc (inverted if `invert`) holds, else falls through. */
    void (*branch)(struct emitter *e, const struct ir_function *f, const struct ins *i,
                   const struct operand *operands, bool invert, u32 label);
    void (*jump)(struct emitter *e, u32 label);
    /* SWITCH over n labels; the last is for everything beyond. */
    void (*switch_to)(struct emitter *e, const struct ir_function *f, const struct ins *i,
                      const struct operand *operands, const u32 *labels, u32 n);
    /* Moves between two registers of a class, or a register and memory (stack or context; in
     * the context always little-endian). Destroys no other register, not even scratch: the
     * mover above may have parked a value there. `to` and `from` may be the class's scratch
     * register. */
    void (*move)(struct emitter *e, enum type t, struct loc to, struct loc from);
    /* A constant of type t into a register or memory; may use the scratch registers. */
    void (*constant)(struct emitter *e, enum type t, struct loc to, u64 bits);
    /* Instructions that `constant` takes to a register: the allocator's cost of making it
     * again. */
    u32 (*constant_cost)(const struct model *m, enum type t, u64 bits);
    void (*prologue)(struct emitter *e);
    void (*epilogue)(struct emitter *e);  /* up to and with the return instruction */
    void (*host_call)(struct emitter *e); /* just the instruction */
    void (*helpers)(
        struct emitter *e); /* routines that operations call; at the image's start */
    /* Resolves a fixup (isa/emit.h) of the ISA's own kind: distance = address of the target
     * less address of the instruction at `code`. False: out of reach. */
    bool (*patch)(u8 *code, u8 kind, i64 distance);
    /* Disassembles one instruction at guest address pc; returns its length, 0 if it is none. */
    u32 (*disassemble)(const struct isa *isa, const u8 *code, size_t size, u64 pc, char *out,
                       size_t out_size);
};

/* All base ISAs, in the order in which they are listed to users. */
extern const struct isa *const isa_list[];
extern const u32 isa_count;
const struct isa *isa_find(const char *name);

/* vregs of a value; part 0 is the whole or the low half. */
static inline u32 vreg_of(const struct constraints *c, u32 value, u32 part) {
    return c->vreg_first[value] + part;
}
static inline u32 vreg_count_of_type(const struct isa *isa, enum type t) {
    return t == I64 ? isa->parts : 1;
}
/* Type of a part of a value: halves are I32. */
static inline enum type vreg_type(const struct isa *isa, enum type t) {
    return t == I64 && isa->parts == 2 ? I32 : t;
}
static inline enum reg_class type_class(enum type t) {
    return type_is_float(t) ? CLASS_FLOAT : CLASS_INT;
}

/* Of Capstone: major << 24 | minor << 16; it doesn't tell more. */
u32 disassembler_version(void);

#endif
