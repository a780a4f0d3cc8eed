/* bench/bench.h: the project's promises, measured. What the sections share: where things are
 * built, which tools there are, how results are told, and engines that count instructions.
 *
 * Letters: b bench   t toolchain   g guest   others as in base/base.h.
 */
#ifndef HPMSIM_BENCH_BENCH_H
#define HPMSIM_BENCH_BENCH_H

#include "compile/compile.h"
#include "migrate/migrate.h"

/* ---- The bench ------------------------------------------------------------------------------
 */

enum verdict { VERDICT_KEPT, VERDICT_BROKEN, VERDICT_SKIPPED };
struct promise {
    const char *what, *bound;
    char *measured, *broken_by; /* broken_by: which of several breaks it, or "" */
    enum verdict verdict;
};
struct measure { /* one number, for --json */
    const char *section, *isa, *name, *metric;
    double value;
};

struct bench {
    struct arena arena; /* all strings here live as long as the bench */
    const char *source; /* the project's folder */
    const char *work;   /* where programs are built; kept between runs */
    bool quick;
    const char *only; /* names of kernels and programs, with commas between; NULL: all */
    ARRAY(const char *) isas; /* names of models to measure, in the order of isa_list */
    ARRAY(struct build) builds;
    ARRAY(struct promise) promises;
    ARRAY(struct measure) measures;
    struct text details; /* printed behind the table of promises */
    struct text trouble; /* what went wrong or was skipped: one line each */
};

/* Says on a terminal what is going on. */
void bench_progress(const char *fmt, ...) PRINTF_LIKE(1, 2);
/* Notes a line of trouble; the run goes on. Frees nothing, resets st. */
void bench_trouble(struct bench *b, struct status *st, const char *fmt, ...) PRINTF_LIKE(3, 4);
void bench_measure(struct bench *b, const char *section, const char *isa, const char *name,
                   const char *metric, double value);
/* `measured` is copied. */
void bench_promise(struct bench *b, const char *what, const char *bound, enum verdict verdict,
                   const char *measured, const char *broken_by);

/* Whether a word is in a list with commas between. */
bool in_list(const char *list, const char *word);

/* ---- Statistics (numbers.c) ------------------------------------------------------------- */

struct numbers {
    ARRAY(double) all;
};
void numbers_add(struct numbers *n, double value);
void numbers_free(struct numbers *n);
double numbers_geomean(const struct numbers *n); /* 0 when there are none */
double numbers_mean(const struct numbers *n);
/* Sorts. The smallest number that `share` (0..1) of all do not exceed. */
double numbers_percentile(struct numbers *n, double share);

/* ---- Tools (tools.c) -----------------------------------------------------------------------
 * Programs are built once, under a name that holds the hash of command, inputs and compiler. */
struct build {
    char *output;
    char **argv;    /* NULL at the end */
    char *messages; /* of a failed build; NULL while all is well */
    bool tried;
};
struct words { /* a growing list of strings, for commands */
    ARRAY(const char *) at;
};
void words_add(struct words *w, const char *word);
void words_split(struct bench *b, struct words *w, const char *text); /* at blanks */
/* Asks for a file made by a command; the word "%o" in it stands for the file. The inputs are
 * the words of the command that name existing files. Frees the words. Returns the path. */
const char *bench_want(struct bench *b, const char *name, const char *extension,
                       struct words *w);
/* Makes all that was asked for and is missing, several at a time. */
void bench_make(struct bench *b);
/* Whether a wanted file is there; else adds to st why not. */
bool bench_made(struct bench *b, const char *path, struct status *st);
/* Runs a command with stdout (and, where `errors`, stderr) into *out; its exit status, -1 when
 * it could not be run or was killed. *ns: host time it took; may be NULL. */
int tool_run(const char *const *argv, bool errors, struct text *out, u64 *ns);
/* Whether a tool is on the PATH. */
bool tool_exists(const char *name);

/* ---- Toolchains: what gcc needs for each ISA (toolchain.c) ------------------------------ */

struct toolchain {
    const char *isa;
    const char *prefix;  /* of gcc and objdump: "aarch64-linux-gnu" */
    const char *flags;   /* for code that runs anywhere */
    const char *more;    /* so that gcc may use what our machine has, and no more */
    const char *objdump; /* options for a text like our disassembler's */
    const char *qemu;    /* user-mode emulator */
    int argument, result, link, global; /* Unicorn registers; -1: the stack / none */
    const char *register_move, *load, *store, *branch, *call, *constant, *stack;
    /* regular expressions over disassembly, for the classes of --explain */
    const char *synonyms; /* mnemonics that --explain counts as others: "movz=mov movn=mov" */
};
const struct toolchain *toolchain_find(const char *isa);
/* Who compiles the other side: gcc -O2 without and with vectorization; clang, whose front end
 * is ours too, so that it tells what our back end makes of its work. */
enum { RIVAL_GCC, RIVAL_GCC_SIMD, RIVAL_CLANG, RIVALS };
extern const char *const rival_names[RIVALS];

/* ---- Engines that count (guest.c) ----------------------------------------------------------
 * A bare engine that runs one stretch of code and knows how often each byte of it was
 * executed. */
struct guest {
    struct uc_struct *uc;
    const struct isa *isa;
    u64 base; /* code: [base, base + bytes) */
    u32 bytes;
    i64 *
        steps; /* per offset: executions of the instruction here less those of the one before */
    u8 *leaders;       /* per offset: a block began or ended here */
    const u8 *repeats; /* length of the x86 instruction here if it repeats itself; NULL: none */
    u32 last_end;      /* offset of the end of the block last begun */
    u64 last_block, hostcall; /* guest address */
    bool called;              /* it stopped at a host call */
    struct status *st;
};
bool guest_open(struct guest *g, const struct isa *isa, u64 base, u32 bytes, struct status *st);
/* rights: UC_PROT_... */
bool guest_map(struct guest *g, u64 at, u64 bytes, u32 rights, void *host, struct status *st);
void guest_set(struct guest *g, int unicorn_id, u64 value);
u64 guest_get(struct guest *g, int unicorn_id);
/* Runs from pc to `until` or to a host call. False: it did something else. */
bool guest_run(struct guest *g, u64 pc, u64 until, struct status *st);
/* Executions per offset (only those where instructions start mean something), owned by the
 * caller. */
u64 *guest_counts(const struct guest *g);
void guest_close(struct guest *g);

/* ---- What was executed (profile.c) ---------------------------------------------------------
 * One side of a comparison, instruction by instruction. */
struct step {     /* an instruction that was executed or lies beside one */
    u32 at;       /* offset from base */
    u32 function; /* in profile.functions */
    u64 count;
    bool leader; /* begins a block */
    char *text;  /* disassembly; on our side NULL until asked for */
};
struct kernel_profile {
    struct arena arena;
    u64 base;
    u64 total; /* instructions executed */
    u32 result;
    ARRAY(struct step) steps;
    ARRAY(const char *) functions;
};
void kernel_profile_free(struct kernel_profile *p);

/* The other side (elf.c): runs `kernel(n)` of a static executable. */
bool elf_profile(const struct toolchain *t, const char *path, u32 n, struct kernel_profile *out,
                 struct status *st);

/* Our side (ours.c). */
struct ours {
    struct program *program;
    struct image *image;
    struct compile_numbers numbers;
};
bool ours_load(struct ours *o, const char *wasm, const char *model, const char *dump,
               struct text *dump_text, struct status *st);
void ours_free(struct ours *o);
/* Runs kernel(n); *counted is what the machine itself counts, to compare with out->total. */
bool ours_profile(const struct ours *o, u32 n, struct kernel_profile *out, u64 *counted,
                  struct status *st);

/* ---- Kernels (kernels.c) ---------------------------------------------------------------- */

struct kernel {
    const char *name;
    u32 quick, full;   /* n */
    u32 known, answer; /* from workloads/README.md */
};
extern const struct kernel kernels[];
extern const u32 kernel_count;
const struct kernel *kernel_find(const char *name);
const char *kernel_wasm(struct bench *b, const struct kernel *k);
const char *kernel_rival(struct bench *b, const struct kernel *k, const struct toolchain *t,
                         u32 rival);

/* ---- Whole programs (programs.c) -------------------------------------------------------- */

struct workload {
    const char *name, *quick, *full; /* arguments */
    bool libc; /* most of its work is done by the C library, which differs: wasi-libc, glibc */
};
extern const struct workload workloads[];
extern const u32 workload_count;
/* Quick runs take every third program, and --only what it says. */
bool workload_skipped(const struct bench *b, u32 n);
u32 workloads_taken(const struct bench *b);
const char *workload_wasm(struct bench *b, const struct workload *w);
const char *workload_gcc(struct bench *b, const struct workload *w, const struct toolchain *t);
/* A module that bench_want made, decoded. NULL on failure. */
struct program *program_made(struct bench *b, const char *path, struct status *st);
/* A process of a workload, at _start on a machine; output is captured. Frees nothing on
 * failure: run_free does. */
struct run {
    struct process *process;
    struct machine *machine;
};
bool run_open(struct run *r, struct bench *b, struct program *p, struct image *image,
              const char *name, const char *arguments, bool counting, struct status *st);
/* Runs to the end; *executed may be NULL. False when it doesn't end well. */
bool run_to_end(struct run *r, u64 *executed, struct status *st);
/* Whether a run that stopped so has come to a good end. */
bool run_ended(const struct run *r, enum stop stop, struct status *st);
void run_free(struct run *r);

/* A C program of that many functions (big.c); it compiles, and is not for running. */
void big_program(struct text *t, u32 functions);

/* ---- Sections --------------------------------------------------------------------------- */

void section_instructions(struct bench *b);
void section_time(struct bench *b);
void section_images(struct bench *b);
void section_distance(struct bench *b);
void section_translation(struct bench *b);
void section_compile(struct bench *b);
/* --explain: why a kernel takes the instructions it takes. Prints to stdout; exit status. */
int explain(struct bench *b, const char *kernel, const char *isa, u32 n, u32 blocks,
            u32 variant);

#endif
