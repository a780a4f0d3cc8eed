add w2, w15, #1636, lsl #12
add w2, w15, #0x664, lsl #12
add x6, x3, #3327
add x6, x3, #0xcff
add w23, w1, #430, lsl #12
add w23, w1, #0x1ae, lsl #12
add x18, x20, #3410, lsl #12
add x18, x20, #0xd52, lsl #12
add w29, w17, #2710
add w29, w17, #0xa96
add x14, x0, #1837
add x14, x0, #0x72d
add w21, w15, #3620, lsl #12
add w21, w15, #0xe24, lsl #12
add x28, x17, #839, lsl #12
add x28, x17, #0x347, lsl #12
add w10, w7, #951
add w10, w7, #0x3b7
add x1, x0, #2462, lsl #12
add x1, x0, #0x99e, lsl #12
add w23, w7, #2726, lsl #12
add w23, w7, #0xaa6, lsl #12
add x30, x11, #401
add x30, x11, #0x191
add w19, w4, #2512
add w19, w4, #0x9d0
add x23, x5, #2188, lsl #12
add x23, x5, #0x88c, lsl #12
add w17, w3, #2103, lsl #12
add w17, w3, #0x837, lsl #12
add x13, x22, #552
add x13, x22, #0x228
add w15, w20, #1676, lsl #12
add w15, w20, #0x68c, lsl #12
add x13, x19, #919
add x13, x19, #0x397
add w4, w24, #2008
add w4, w24, #0x7d8
add x4, x22, #3663, lsl #12
add x4, x22, #0xe4f, lsl #12
add w24, w1, #1859, lsl #12
add w24, w1, #0x743, lsl #12
add x0, x1, #3530, lsl #12
add x0, x1, #0xdca, lsl #12
add w19, w7, #3263
add w19, w7, #0xcbf
add x27, x16, #1515, lsl #12
add x27, x16, #0x5eb, lsl #12
sub w13, w1, #1470
sub w13, w1, #0x5be
sub x15, x3, #1000, lsl #12
sub x15, x3, #0x3e8, lsl #12
sub w11, w26, #854
sub w11, w26, #0x356
sub x25, x12, #3782, lsl #12
sub x25, x12, #0xec6, lsl #12
sub w26, w1, #782, lsl #12
sub w26, w1, #0x30e, lsl #12
sub x18, x17, #1456
sub x18, x17, #0x5b0
sub w11, w27, #3187, lsl #12
sub w11, w27, #0xc73, lsl #12
sub x25, x20, #2423
sub x25, x20, #0x977
sub w10, w0, #1378
sub w10, w0, #0x562
sub x14, x4, #2205, lsl #12
sub x14, x4, #0x89d, lsl #12
sub w3, w16, #231
sub w3, w16, #0xe7
sub sp, x20, #1014, lsl #12
sub sp, x20, #0x3f6, lsl #12
sub w2, w15, #3595
sub w2, w15, #0xe0b
sub x4, x25, #3920, lsl #12
sub x4, x25, #0xf50, lsl #12
sub w5, w6, #2561, lsl #12
sub w5, w6, #0xa01, lsl #12
sub x30, x5, #1464, lsl #12
sub x30, x5, #0x5b8, lsl #12
sub w25, w8, #695, lsl #12
sub w25, w8, #0x2b7, lsl #12
sub x11, x27, #2261
sub x11, x27, #0x8d5
sub w5, w14, #3838
sub w5, w14, #0xefe
sub x28, x15, #213
sub x28, x15, #0xd5
sub w28, w10, #3983
sub w28, w10, #0xf8f
sub x7, x19, #1216
sub x7, x19, #0x4c0
sub w12, w14, #3921
sub w12, w14, #0xf51
sub x23, x12, #866
sub x23, x12, #0x362
cmp w3, #1365, lsl #12
cmp w3, #0x555, lsl #12
cmp x30, #61, lsl #12
cmp x30, #0x3d, lsl #12
cmp w27, #3601
cmp w27, #0xe11
cmp x20, #2539, lsl #12
cmp x20, #0x9eb, lsl #12
cmp w5, #1219
cmp w5, #0x4c3
cmp x16, #1818, lsl #12
cmp x16, #0x71a, lsl #12
cmp w21, #2802
cmp w21, #0xaf2
cmp x13, #1594
cmp x13, #0x63a
cmp w12, #1931, lsl #12
cmp w12, #0x78b, lsl #12
cmp x9, #2683
cmp x9, #0xa7b
cmp w20, #923, lsl #12
cmp w20, #0x39b, lsl #12
cmp x7, #465, lsl #12
cmp x7, #0x1d1, lsl #12
cmp w10, #1509, lsl #12
cmp w10, #0x5e5, lsl #12
cmp x15, #1041, lsl #12
cmp x15, #0x411, lsl #12
cmp w4, #2478, lsl #12
cmp w4, #0x9ae, lsl #12
cmp sp, #136, lsl #12
cmp sp, #0x88, lsl #12
cmp w18, #2188, lsl #12
cmp w18, #0x88c, lsl #12
cmp x11, #387
cmp x11, #0x183
cmp w27, #2234
cmp w27, #0x8ba
cmp x9, #538
cmp x9, #0x21a
cmp w28, #3615
cmp w28, #0xe1f
cmp x22, #2654
cmp x22, #0xa5e
cmp w9, #2893
cmp w9, #0xb4d
cmp x18, #4038, lsl #12
cmp x18, #0xfc6, lsl #12
cmn w10, #802, lsl #12
cmn w10, #0x322, lsl #12
cmn x15, #728, lsl #12
cmn x15, #0x2d8, lsl #12
cmn w29, #3451
cmn w29, #0xd7b
cmn x13, #3136, lsl #12
cmn x13, #0xc40, lsl #12
cmn w23, #2984
cmn w23, #0xba8
cmn x1, #2085, lsl #12
cmn x1, #0x825, lsl #12
cmn w20, #2402, lsl #12
cmn w20, #0x962, lsl #12
cmn x16, #4055
cmn x16, #0xfd7
cmn w4, #4046, lsl #12
cmn w4, #0xfce, lsl #12
cmn x26, #1151, lsl #12
cmn x26, #0x47f, lsl #12
cmn w28, #105, lsl #12
cmn w28, #0x69, lsl #12
cmn x28, #276, lsl #12
cmn x28, #0x114, lsl #12
cmn w19, #2568, lsl #12
cmn w19, #0xa08, lsl #12
cmn x14, #1365, lsl #12
cmn x14, #0x555, lsl #12
cmn w11, #2368, lsl #12
cmn w11, #0x940, lsl #12
cmn sp, #566, lsl #12
cmn sp, #0x236, lsl #12
cmn w21, #3112
cmn w21, #0xc28
cmn x21, #2666
cmn x21, #0xa6a
cmn w26, #660, lsl #12
cmn w26, #0x294, lsl #12
cmn x1, #1629, lsl #12
cmn x1, #0x65d, lsl #12
cmn w12, #3176, lsl #12
cmn w12, #0xc68, lsl #12
cmn x14, #2777, lsl #12
cmn x14, #0xad9, lsl #12
cmn w15, #6, lsl #12
cmn w15, #6, lsl #12
cmn x14, #2480
cmn x14, #0x9b0
and w24, w9, #0xfc003fff
and w24, w9, #0xfc003fff
and x10, x27, #0xffffe000ffffe
and x10, x27, #0xffffe000ffffe
and w10, w16, #0xffe00000
and w10, w16, #0xffe00000
and x12, x3, #0xfffffc7ffffffc7f
and x12, x3, #0xfffffc7ffffffc7f
and w27, w13, #0xf800ffff
and w27, w13, #0xf800ffff
and x30, x17, #0x3fffff00
and x30, x17, #0x3fffff00
and w28, w21, #0xf800f8
and w28, w21, #0xf800f8
and x3, x1, #0x3fffff8000
and x3, x1, #0x3fffff8000
and w13, w28, #0x7fffe0
and w13, w28, #0x7fffe0
and x19, x24, #0x7ffffffc0000
and x19, x24, #0x7ffffffc0000
and w14, w12, #0xfe00fe0
and w14, w12, #0xfe00fe0
and x12, x20, #0x3fffffffffff80
and x12, x20, #0x3fffffffffff80
and w27, w2, #0x3ffff8
and w27, w2, #0x3ffff8
and x18, x25, #0xefffffffefffffff
and x18, x25, #0xefffffffefffffff
and w2, w3, #0x300030
and w2, w3, #0x300030
and x15, x10, #0xff8
and x15, x10, #0xff8
and w5, w10, #0xffffc00f
and w5, w10, #0xffffc00f
and x19, x7, #0x7fffffffffffe
and x19, x7, #0x7fffffffffffe
and w4, w28, #0x87ffffff
and w4, w28, #0x87ffffff
and x28, x9, #0xfffffffff0000007
and x28, x9, #0xfffffffff0000007
and w10, w22, #0x10001
and w10, w22, #0x10001
and x13, x22, #0x1ffc000000
and x13, x22, #0x1ffc000000
and w2, w6, #0x3fffff00
and w2, w6, #0x3fffff00
and x9, x2, #0xc000007fc000007f
and x9, x2, #0xc000007fc000007f
orr w25, w8, #0xff80ff8
orr w25, w8, #0xff80ff8
orr x20, x11, #0xffffc00000003fff
orr x20, x11, #0xffffc00000003fff
orr w9, w28, #0xfe07ffff
orr w9, w28, #0xfe07ffff
orr x14, x22, #0x3ff000000
orr x14, x22, #0x3ff000000
orr wsp, w26, #0xffff87ff
orr wsp, w26, #0xffff87ff
orr x16, x1, #0x3fffff0000000
orr x16, x1, #0x3fffff0000000
orr w19, w0, #0xfff0003f
orr w19, w0, #0xfff0003f
orr x22, x25, #0x3ffffff00000000
orr x22, x25, #0x3ffffff00000000
orr w30, w25, #0x7ffe0000
orr w30, w25, #0x7ffe0000
orr x26, xzr, #0xc00000000000000
orr x26, xzr, #0xc00000000000000
orr w13, w29, #0x7fffffe
orr w13, w29, #0x7fffffe
orr x26, x23, #0xfff000ffffffffff
orr x26, x23, #0xfff000ffffffffff
orr w18, w14, #0xff3fff3f
orr w18, w14, #0xff3fff3f
orr x8, x27, #0xffff0000007fffff
orr x8, x27, #0xffff0000007fffff
orr w4, w4, #0xffc00003
orr w4, w4, #0xffc00003
orr x25, x10, #0xffff0000ffff00
orr x25, x10, #0xffff0000ffff00
orr w16, w30, #0xffffc1ff
orr w16, w30, #0xffffc1ff
orr x8, x30, #0x1e0000001e00
orr x8, x30, #0x1e0000001e00
orr w10, w6, #0xfffffe00
orr w10, w6, #0xfffffe00
orr x21, x24, #0x202020202020202
orr x21, x24, #0x202020202020202
orr w21, w13, #0x80008000
orr w21, w13, #0x80008000
orr x11, x24, #0xfffffffc0001ffff
orr x11, x24, #0xfffffffc0001ffff
orr w27, w4, #0x3e003e
orr w27, w4, #0x3e003e
orr x21, x29, #0xfc3ffffffc3fffff
orr x21, x29, #0xfc3ffffffc3fffff
eor w13, w20, #0x7fe00
eor w13, w20, #0x7fe00
eor x4, x13, #0xfffffc1ffffffc1f
eor x4, x13, #0xfffffc1ffffffc1f
eor w16, w16, #0xffff000f
eor w16, w16, #0xffff000f
eor x12, x21, #0xffffffe000000001
eor x12, x21, #0xffffffe000000001
eor w23, w23, #0xff8fffff
eor w23, w23, #0xff8fffff
eor x20, x4, #0xdfffffffffffffff
eor x20, x4, #0xdfffffffffffffff
eor w17, w14, #0x7ff800
eor w17, w14, #0x7ff800
eor x25, x16, #0x1fff000000000000
eor x25, x16, #0x1fff000000000000
eor w17, w29, #0x40004000
eor w17, w29, #0x40004000
eor x6, x22, #0xfff0ffffffffffff
eor x6, x22, #0xfff0ffffffffffff
eor w23, w17, #0xfffe0001
eor w23, w17, #0xfffe0001
eor x13, x5, #0xfc000003ffffffff
eor x13, x5, #0xfc000003ffffffff
eor w20, w23, #0xffe0ffe0
eor w20, w23, #0xffe0ffe0
eor x19, x3, #0xffffff0000
eor x19, x3, #0xffffff0000
eor w13, w18, #0x1e
eor w13, w18, #0x1e
eor x1, x17, #0xc000000000000fff
eor x1, x17, #0xc000000000000fff
eor w4, w2, #0xe0000fff
eor w4, w2, #0xe0000fff
eor x4, x12, #0xfffff001fffff001
eor x4, x12, #0xfffff001fffff001
eor w13, w20, #0xe07fe07f
eor w13, w20, #0xe07fe07f
eor x0, x22, #0xc00000000000003f
eor x0, x22, #0xc00000000000003f
eor w19, w24, #0x80000007
eor w19, w24, #0x80000007
eor x30, x1, #0x3800
eor x30, x1, #0x3800
eor w5, w26, #0x3c
eor w5, w26, #0x3c
eor x26, x7, #0xfffffffffffff83f
eor x26, x7, #0xfffffffffffff83f
movn w10, #49203, lsl #16
movn w10, #0xc033, lsl #16
movn x11, #65174, lsl #16
movn x11, #0xfe96, lsl #16
movn w18, #31464, lsl #0
movn w18, #0x7ae8
movn x21, #27505, lsl #0
movn x21, #0x6b71
movn w14, #50566, lsl #16
movn w14, #0xc586, lsl #16
movn x6, #55075, lsl #0
movn x6, #0xd723
movn w25, #47954, lsl #16
movn w25, #0xbb52, lsl #16
movn x12, #28737, lsl #32
movn x12, #0x7041, lsl #32
movn w10, #39947, lsl #0
movn w10, #0x9c0b
movn x14, #9081, lsl #48
movn x14, #0x2379, lsl #48
movn w11, #13544, lsl #16
movn w11, #0x34e8, lsl #16
movn x25, #53941, lsl #16
movn x25, #0xd2b5, lsl #16
movn w24, #36533, lsl #0
movn w24, #0x8eb5
movn x22, #63655, lsl #16
movn x22, #0xf8a7, lsl #16
movn w16, #60555, lsl #0
movn w16, #0xec8b
movn x4, #31448, lsl #48
movn x4, #0x7ad8, lsl #48
movn w6, #60710, lsl #16
movn w6, #0xed26, lsl #16
movn x15, #61351, lsl #0
movn x15, #0xefa7
movn w10, #26879, lsl #0
movn w10, #0x68ff
movn x15, #26054, lsl #48
movn x15, #0x65c6, lsl #48
movn w10, #32864, lsl #0
movn w10, #0x8060
movn x19, #2407, lsl #16
movn x19, #0x967, lsl #16
movn w21, #19953, lsl #0
movn w21, #0x4df1
movn x13, #52890, lsl #32
movn x13, #0xce9a, lsl #32
movz w1, #55087, lsl #16
movz w1, #0xd72f, lsl #16
movz x13, #51077, lsl #0
movz x13, #0xc785
movz w12, #1252, lsl #16
movz w12, #0x4e4, lsl #16
movz x15, #6626, lsl #16
movz x15, #0x19e2, lsl #16
movz w19, #15704, lsl #16
movz w19, #0x3d58, lsl #16
movz xzr, #6277, lsl #32
movz xzr, #0x1885, lsl #32
movz w12, #59161, lsl #0
movz w12, #0xe719
movz x13, #25036, lsl #16
movz x13, #0x61cc, lsl #16
movz w11, #52562, lsl #0
movz w11, #0xcd52
movz x2, #40842, lsl #48
movz x2, #0x9f8a, lsl #48
movz w20, #2773, lsl #16
movz w20, #0xad5, lsl #16
movz x2, #46166, lsl #48
movz x2, #0xb456, lsl #48
movz w3, #45413, lsl #16
movz w3, #0xb165, lsl #16
movz x11, #46696, lsl #32
movz x11, #0xb668, lsl #32
movz w4, #34156, lsl #16
movz w4, #0x856c, lsl #16
movz x11, #17478, lsl #48
movz x11, #0x4446, lsl #48
movz w12, #64707, lsl #0
movz w12, #0xfcc3
movz x24, #5216, lsl #16
movz x24, #0x1460, lsl #16
movz w2, #21000, lsl #0
movz w2, #0x5208
movz x10, #27072, lsl #32
movz x10, #0x69c0, lsl #32
movz w11, #60744, lsl #16
movz w11, #0xed48, lsl #16
movz x4, #38712, lsl #32
movz x4, #0x9738, lsl #32
movz w2, #55580, lsl #0
movz w2, #0xd91c
movz x7, #16420, lsl #16
movz x7, #0x4024, lsl #16
movk w27, #50318, lsl #0
movk w27, #0xc48e
movk x5, #52279, lsl #16
movk x5, #0xcc37, lsl #16
movk w19, #19419, lsl #0
movk w19, #0x4bdb
movk x28, #43606, lsl #0
movk x28, #0xaa56
movk w14, #19720, lsl #16
movk w14, #0x4d08, lsl #16
movk x12, #50291, lsl #48
movk x12, #0xc473, lsl #48
movk w20, #50889, lsl #16
movk w20, #0xc6c9, lsl #16
movk x19, #16369, lsl #0
movk x19, #0x3ff1
movk w3, #17544, lsl #0
movk w3, #0x4488
movk x17, #608, lsl #32
movk x17, #0x260, lsl #32
movk w7, #57932, lsl #16
movk w7, #0xe24c, lsl #16
movk x5, #61774, lsl #0
movk x5, #0xf14e
movk w1, #19632, lsl #0
movk w1, #0x4cb0
movk x12, #41745, lsl #32
movk x12, #0xa311, lsl #32
movk w28, #38080, lsl #0
movk w28, #0x94c0
movk x15, #40005, lsl #16
movk x15, #0x9c45, lsl #16
movk w10, #35849, lsl #16
movk w10, #0x8c09, lsl #16
movk x18, #30606, lsl #48
movk x18, #0x778e, lsl #48
movk w3, #42896, lsl #0
movk w3, #0xa790
movk x7, #9029, lsl #0
movk x7, #0x2345
movk w25, #33552, lsl #0
movk w25, #0x8310
movk x17, #52729, lsl #48
movk x17, #0xcdf9, lsl #48
movk w18, #15566, lsl #16
movk w18, #0x3cce, lsl #16
movk x15, #46999, lsl #0
movk x15, #0xb797
ubfm w14, w8, #6, #19
ubfx w14, w8, #6, #0xe
ubfm x27, xzr, #6, #55
ubfx x27, xzr, #6, #0x32
ubfm w0, w30, #8, #27
ubfx w0, w30, #8, #0x14
ubfm x12, x9, #4, #18
ubfx x12, x9, #4, #0xf
ubfm w14, w7, #24, #3
ubfiz w14, w7, #8, #4
ubfm x29, x11, #32, #19
ubfiz x29, x11, #0x20, #0x14
ubfm w27, w28, #19, #13
ubfiz w27, w28, #0xd, #0xe
ubfm x18, x27, #14, #9
ubfiz x18, x27, #0x32, #0xa
ubfm w18, w26, #31, #23
ubfiz w18, w26, #1, #0x18
ubfm x23, x26, #28, #45
ubfx x23, x26, #0x1c, #0x12
ubfm w8, w29, #4, #27
ubfx w8, w29, #4, #0x18
ubfm x19, x23, #8, #53
ubfx x19, x23, #8, #0x2e
ubfm w13, w21, #20, #29
ubfx w13, w21, #0x14, #0xa
ubfm x18, x14, #27, #51
ubfx x18, x14, #0x1b, #0x19
ubfm wzr, w18, #30, #6
ubfiz wzr, w18, #2, #7
ubfm x20, x14, #35, #17
ubfiz x20, x14, #0x1d, #0x12
ubfm w27, w20, #13, #2
ubfiz w27, w20, #0x13, #3
ubfm x10, x11, #38, #46
ubfx x10, x11, #0x26, #9
ubfm w8, w26, #28, #29
ubfx w8, w26, #0x1c, #2
ubfm x2, x25, #4, #20
ubfx x2, x25, #4, #0x11
ubfm w24, w25, #16, #18
ubfx w24, w25, #0x10, #3
ubfm x30, x23, #13, #14
ubfx x30, x23, #0xd, #2
ubfm w25, w4, #24, #6
ubfiz w25, w4, #8, #7
ubfm x27, x7, #13, #48
ubfx x27, x7, #0xd, #0x24
sbfm w30, w9, #3, #0
sbfiz w30, w9, #0x1d, #1
sbfm x29, x18, #1, #37
sbfx x29, x18, #1, #0x25
sbfm w30, w17, #31, #9
sbfiz w30, w17, #1, #0xa
sbfm x4, x29, #2, #52
sbfx x4, x29, #2, #0x33
sbfm w16, w0, #1, #29
sbfx w16, w0, #1, #0x1d
sbfm x12, x4, #38, #37
sbfiz x12, x4, #0x1a, #0x26
sbfm w27, w26, #4, #1
sbfiz w27, w26, #0x1c, #2
sbfm x24, x21, #63, #49
sbfiz x24, x21, #1, #0x32
sbfm w9, w29, #0, #22
sbfx w9, w29, #0, #0x17
sbfm x3, x6, #53, #34
sbfiz x3, x6, #0xb, #0x23
sbfm w15, w8, #9, #21
sbfx w15, w8, #9, #0xd
sbfm x15, x12, #48, #9
sbfiz x15, x12, #0x10, #0xa
sbfm w20, w30, #19, #21
sbfx w20, w30, #0x13, #3
sbfm xzr, x6, #49, #25
sbfiz xzr, x6, #0xf, #0x1a
sbfm w12, w30, #4, #23
sbfx w12, w30, #4, #0x14
sbfm x18, x12, #13, #12
sbfiz x18, x12, #0x33, #0xd
sbfm w30, w28, #27, #0
sbfiz w30, w28, #5, #1
sbfm x1, x22, #0, #37
sbfx x1, x22, #0, #0x26
sbfm w1, w10, #3, #15
sbfx w1, w10, #3, #0xd
sbfm x28, x7, #25, #42
sbfx x28, x7, #0x19, #0x12
sbfm w2, w1, #11, #30
sbfx w2, w1, #0xb, #0x14
sbfm x29, x3, #8, #36
sbfx x29, x3, #8, #0x1d
sbfm w4, w3, #12, #23
sbfx w4, w3, #0xc, #0xc
sbfm x5, x6, #57, #28
sbfiz x5, x6, #7, #0x1d
lsr w22, w4, #30
lsr w22, w4, #0x1e
lsr x20, x17, #23
lsr x20, x17, #0x17
lsr w27, w7, #28
lsr w27, w7, #0x1c
lsr x4, x18, #16
lsr x4, x18, #0x10
lsr w16, w18, #14
lsr w16, w18, #0xe
lsr x11, x9, #51
lsr x11, x9, #0x33
lsr w11, w16, #4
lsr w11, w16, #4
lsr x3, x14, #44
lsr x3, x14, #0x2c
lsr w5, w17, #17
lsr w5, w17, #0x11
lsr x29, x28, #39
lsr x29, x28, #0x27
lsr w9, w25, #31
lsr w9, w25, #0x1f
lsr x27, x21, #5
lsr x27, x21, #5
lsr w10, w0, #5
lsr w10, w0, #5
lsr x12, x25, #37
lsr x12, x25, #0x25
lsr w6, w17, #26
lsr w6, w17, #0x1a
lsr x27, x24, #49
lsr x27, x24, #0x31
lsr w26, w20, #2
lsr w26, w20, #2
lsr x17, x30, #23
lsr x17, x30, #0x17
lsr w3, w21, #20
lsr w3, w21, #0x14
lsr x23, x13, #27
lsr x23, x13, #0x1b
lsr w4, w23, #6
lsr w4, w23, #6
lsr x6, x24, #31
lsr x6, x24, #0x1f
lsr w9, w2, #31
lsr w9, w2, #0x1f
lsr x30, x23, #31
lsr x30, x23, #0x1f
asr w20, w14, #19
asr w20, w14, #0x13
asr x26, x11, #47
asr x26, x11, #0x2f
asr w29, w16, #30
asr w29, w16, #0x1e
asr x25, x16, #31
asr x25, x16, #0x1f
asr wzr, w4, #31
asr wzr, w4, #0x1f
asr x30, x11, #7
asr x30, x11, #7
asr w19, w7, #1
asr w19, w7, #1
asr x5, x30, #52
asr x5, x30, #0x34
asr w10, w6, #15
asr w10, w6, #0xf
asr x29, x16, #49
asr x29, x16, #0x31
asr w8, w29, #20
asr w8, w29, #0x14
asr x11, x11, #10
asr x11, x11, #0xa
asr w3, w3, #5
asr w3, w3, #5
asr x25, x20, #46
asr x25, x20, #0x2e
asr w9, w28, #18
asr w9, w28, #0x12
asr x4, x7, #30
asr x4, x7, #0x1e
asr w24, w19, #14
asr w24, w19, #0xe
asr xzr, x9, #30
asr xzr, x9, #0x1e
asr w13, w7, #10
asr w13, w7, #0xa
asr x0, x23, #19
asr x0, x23, #0x13
asr wzr, w9, #31
asr wzr, w9, #0x1f
asr x1, x14, #53
asr x1, x14, #0x35
asr w25, w25, #7
asr w25, w25, #7
asr x23, x10, #21
asr x23, x10, #0x15
sxtb w8, w25
sxtb w8, w25
sxtb x13, w27
sxtb x13, w27
sxtb w9, w17
sxtb w9, w17
sxtb x6, w23
sxtb x6, w23
sxtb w4, w23
sxtb w4, w23
sxtb x8, w7
sxtb x8, w7
sxtb w27, w14
sxtb w27, w14
sxtb x1, w11
sxtb x1, w11
sxtb w10, w29
sxtb w10, w29
sxtb x6, w28
sxtb x6, w28
sxtb w14, w21
sxtb w14, w21
sxtb x20, w14
sxtb x20, w14
sxtb w27, w5
sxtb w27, w5
sxtb x3, w0
sxtb x3, w0
sxtb w15, w16
sxtb w15, w16
sxtb x17, w14
sxtb x17, w14
sxtb w14, w20
sxtb w14, w20
sxtb x7, w10
sxtb x7, w10
sxtb w10, w27
sxtb w10, w27
sxtb x17, w7
sxtb x17, w7
sxtb w5, w2
sxtb w5, w2
sxtb x30, w29
sxtb x30, w29
sxtb w4, w18
sxtb w4, w18
sxtb x21, w23
sxtb x21, w23
sxth w9, w11
sxth w9, w11
sxth x27, w1
sxth x27, w1
sxth w22, w17
sxth w22, w17
sxth x25, w11
sxth x25, w11
sxth w27, w6
sxth w27, w6
sxth x26, w21
sxth x26, w21
sxth w16, w16
sxth w16, w16
sxth x6, w9
sxth x6, w9
sxth w9, w17
sxth w9, w17
sxth x22, w14
sxth x22, w14
sxth w17, w0
sxth w17, w0
sxth x20, w30
sxth x20, w30
sxth w2, w7
sxth w2, w7
sxth x12, w5
sxth x12, w5
sxth w5, w4
sxth w5, w4
sxth x16, wzr
sxth x16, wzr
sxth w14, w24
sxth w14, w24
sxth x18, w8
sxth x18, w8
sxth w1, w2
sxth w1, w2
sxth x29, w15
sxth x29, w15
sxth w6, w4
sxth w6, w4
sxth x4, w28
sxth x4, w28
sxth w0, w0
sxth w0, w0
sxth x28, w21
sxth x28, w21
sxtw x12, w17
sxtw x12, w17
sxtw x7, w3
sxtw x7, w3
sxtw x6, w7
sxtw x6, w7
sxtw x27, w27
sxtw x27, w27
sxtw x11, w16
sxtw x11, w16
sxtw x19, wzr
sxtw x19, wzr
sxtw x11, w8
sxtw x11, w8
sxtw x25, w18
sxtw x25, w18
sxtw x27, w9
sxtw x27, w9
sxtw x2, w12
sxtw x2, w12
sxtw x23, w10
sxtw x23, w10
sxtw x2, w6
sxtw x2, w6
sxtw x27, w7
sxtw x27, w7
sxtw x15, w26
sxtw x15, w26
sxtw x2, w28
sxtw x2, w28
sxtw x20, w9
sxtw x20, w9
sxtw x2, w18
sxtw x2, w18
sxtw x23, w9
sxtw x23, w9
sxtw x16, w8
sxtw x16, w8
sxtw x19, w23
sxtw x19, w23
sxtw x21, w5
sxtw x21, w5
sxtw x9, w24
sxtw x9, w24
sxtw x23, w30
sxtw x23, w30
sxtw x3, w19
sxtw x3, w19
extr w0, w8, w8, #31
ror w0, w8, #0x1f
extr x2, x23, x13, #12
extr x2, x23, x13, #0xc
extr w29, w21, w6, #19
extr w29, w21, w6, #0x13
extr x18, x7, x1, #4
extr x18, x7, x1, #4
extr w13, w12, w21, #15
extr w13, w12, w21, #0xf
extr x15, x14, x30, #37
extr x15, x14, x30, #0x25
extr w6, w3, w6, #23
extr w6, w3, w6, #0x17
extr x3, x27, x12, #12
extr x3, x27, x12, #0xc
extr w14, w29, w28, #3
extr w14, w29, w28, #3
extr x24, x20, x28, #26
extr x24, x20, x28, #0x1a
extr w6, w24, w26, #1
extr w6, w24, w26, #1
extr x2, x18, x27, #14
extr x2, x18, x27, #0xe
extr w9, w4, w19, #21
extr w9, w4, w19, #0x15
extr x5, x19, x19, #61
ror x5, x19, #0x3d
extr w30, w9, wzr, #7
extr w30, w9, wzr, #7
extr x2, x5, x3, #36
extr x2, x5, x3, #0x24
extr w6, w26, w18, #31
extr w6, w26, w18, #0x1f
extr x7, x13, x21, #21
extr x7, x13, x21, #0x15
extr w9, w4, w22, #23
extr w9, w4, w22, #0x17
extr x27, x6, x12, #57
extr x27, x6, x12, #0x39
extr w11, w1, w12, #14
extr w11, w1, w12, #0xe
extr x28, x15, x19, #59
extr x28, x15, x19, #0x3b
extr w17, w21, w2, #5
extr w17, w21, w2, #5
extr x27, x29, x20, #4
extr x27, x29, x20, #4
adr x27, #360520
adr x27, #0x58048
adr x9, #822224
adr x9, #0xc8bd0
adr x23, #-551132
adr x23, #0xfffffffffff79724
adr x16, #-991948
adr x16, #0xfffffffffff0dd34
adr x24, #-167144
adr x24, #0xfffffffffffd7318
adr x6, #-102532
adr x6, #0xfffffffffffe6f7c
adr x1, #-2568
adr x1, #0xfffffffffffff5f8
adr x22, #-806000
adr x22, #0xfffffffffff3b390
adr x1, #-49688
adr x1, #0xffffffffffff3de8
adr x20, #-391332
adr x20, #0xfffffffffffa075c
adr x25, #-908652
adr x25, #0xfffffffffff22294
adr x25, #630340
adr x25, #0x99e44
adr x9, #-930864
adr x9, #0xfffffffffff1cbd0
adr x7, #265432
adr x7, #0x40cd8
adr x24, #-920876
adr x24, #0xfffffffffff1f2d4
adr x7, #-896324
adr x7, #0xfffffffffff252bc
adr x22, #-1036264
adr x22, #0xfffffffffff03018
adr x22, #259156
adr x22, #0x3f454
adr x6, #351248
adr x6, #0x55c10
adr x12, #-117388
adr x12, #0xfffffffffffe3574
adr x7, #-993416
adr x7, #0xfffffffffff0d778
adr x5, #112200
adr x5, #0x1b648
adr x18, #909464
adr x18, #0xde098
adr x7, #-418156
adr x7, #0xfffffffffff99e94
add w1, w6, w11, lsl #22
add w1, w6, w11, lsl #22
add x27, x20, x26, lsl #41
add x27, x20, x26, lsl #41
add w29, w14, w13, lsl #9
add w29, w14, w13, lsl #9
add x10, x10, x12, lsl #40
add x10, x10, x12, lsl #40
add w2, w20, w30, lsl #17
add w2, w20, w30, lsl #17
add x0, x28, x30, lsl #31
add x0, x28, x30, lsl #31
add wzr, w23, w22, lsl #9
add wzr, w23, w22, lsl #9
add x21, x22, x27, lsl #2
add x21, x22, x27, lsl #2
add w26, w2, w6
add w26, w2, w6
add x28, x16, x19, lsl #29
add x28, x16, x19, lsl #29
add w30, w17, w20, lsl #10
add w30, w17, w20, lsl #10
add x16, x9, x3, lsl #7
add x16, x9, x3, lsl #7
add w5, w20, w15, lsl #3
add w5, w20, w15, lsl #3
add x27, x25, x1, lsl #35
add x27, x25, x1, lsl #35
add w26, w19, w12, lsl #18
add w26, w19, w12, lsl #18
add x4, x1, x6, lsl #36
add x4, x1, x6, lsl #36
add w0, w15, w28, lsl #31
add w0, w15, w28, lsl #31
add x16, x18, x7, lsl #55
add x16, x18, x7, lsl #55
add w25, w1, w3, lsl #29
add w25, w1, w3, lsl #29
add x8, x15, x17, lsl #33
add x8, x15, x17, lsl #33
add w27, w19, w25, lsl #2
add w27, w19, w25, lsl #2
add x10, x21, x0, lsl #13
add x10, x21, x0, lsl #13
add w16, w4, wzr, lsl #31
add w16, w4, wzr, lsl #31
add x0, x5, x9, lsl #60
add x0, x5, x9, lsl #60
sub w9, w20, w5, lsl #20
sub w9, w20, w5, lsl #20
sub x25, x1, x20, lsl #20
sub x25, x1, x20, lsl #20
sub w24, w1, w18, lsl #8
sub w24, w1, w18, lsl #8
sub x8, x29, x17, lsl #31
sub x8, x29, x17, lsl #31
sub w18, w25, w19, lsl #4
sub w18, w25, w19, lsl #4
sub x16, x8, x22, lsl #35
sub x16, x8, x22, lsl #35
sub w8, w3, w19, lsl #14
sub w8, w3, w19, lsl #14
sub x19, x22, x4, lsl #63
sub x19, x22, x4, lsl #63
sub w27, w18, w20, lsl #14
sub w27, w18, w20, lsl #14
sub x23, x8, x20, lsl #58
sub x23, x8, x20, lsl #58
sub w27, w13, w14, lsl #28
sub w27, w13, w14, lsl #28
sub x3, x12, x8, lsl #8
sub x3, x12, x8, lsl #8
sub w23, wzr, w0, lsl #19
neg w23, w0, lsl #19
sub x24, x23, x22, lsl #53
sub x24, x23, x22, lsl #53
sub w21, w29, w17, lsl #31
sub w21, w29, w17, lsl #31
sub x5, x26, x0, lsl #13
sub x5, x26, x0, lsl #13
sub w17, w25, wzr, lsl #18
sub w17, w25, wzr, lsl #18
sub x9, x27, x9, lsl #48
sub x9, x27, x9, lsl #48
sub w23, w20, w26, lsl #20
sub w23, w20, w26, lsl #20
sub x22, xzr, x23, lsl #37
neg x22, x23, lsl #37
sub w12, w8, w8, lsl #4
sub w12, w8, w8, lsl #4
sub x13, x24, x25, lsl #31
sub x13, x24, x25, lsl #31
sub w23, w2, w3, lsl #18
sub w23, w2, w3, lsl #18
sub xzr, x19, xzr, lsl #17
sub xzr, x19, xzr, lsl #17
neg w14, w23, lsl #29
neg w14, w23, lsl #29
neg x10, x27, lsl #52
neg x10, x27, lsl #52
neg w25, w12, lsl #18
neg w25, w12, lsl #18
neg x12, x5, lsl #31
neg x12, x5, lsl #31
neg w12, w26, lsl #26
neg w12, w26, lsl #26
neg x17, x1, lsl #16
neg x17, x1, lsl #16
neg w19, w28, lsl #28
neg w19, w28, lsl #28
neg x20, x20, lsl #44
neg x20, x20, lsl #44
neg w20, w28, lsl #15
neg w20, w28, lsl #15
neg x14, x4, lsl #12
neg x14, x4, lsl #12
neg w23, w22, lsl #6
neg w23, w22, lsl #6
neg x12, x30, lsl #7
neg x12, x30, lsl #7
neg w1, w4, lsl #1
neg w1, w4, lsl #1
neg x6, x10, lsl #2
neg x6, x10, lsl #2
neg w19, w10, lsl #23
neg w19, w10, lsl #23
neg x10, x20, lsl #57
neg x10, x20, lsl #57
neg w15, w15, lsl #11
neg w15, w15, lsl #11
neg x29, x0, lsl #40
neg x29, x0, lsl #40
neg w21, w4, lsl #29
neg w21, w4, lsl #29
neg x25, x6, lsl #17
neg x25, x6, lsl #17
neg w28, w13, lsl #14
neg w28, w13, lsl #14
neg x22, x29, lsl #56
neg x22, x29, lsl #56
neg w21, w12, lsl #15
neg w21, w12, lsl #15
neg x7, x27, lsl #26
neg x7, x27, lsl #26
cmp w16, w9
cmp w16, w9
cmp x3, x1
cmp x3, x1
cmp w17, w23
cmp w17, w23
cmp x21, x17
cmp x21, x17
cmp w25, w11
cmp w25, w11
cmp x20, x29
cmp x20, x29
cmp w13, w0
cmp w13, w0
cmp x22, x20
cmp x22, x20
cmp w1, w30
cmp w1, w30
cmp x22, x25
cmp x22, x25
cmp w10, w30
cmp w10, w30
cmp x8, x10
cmp x8, x10
cmp w11, w18
cmp w11, w18
cmp x1, x22
cmp x1, x22
cmp w11, w27
cmp w11, w27
cmp x19, x1
cmp x19, x1
cmp w25, w15
cmp w25, w15
cmp x30, x17
cmp x30, x17
cmp w3, w3
cmp w3, w3
cmp x29, x24
cmp x29, x24
cmp w26, w24
cmp w26, w24
cmp x2, x16
cmp x2, x16
cmp w21, w11
cmp w21, w11
cmp x19, x17
cmp x19, x17
cmp x16, w16, sxtw
cmp x16, w16, sxtw
cmp x24, w30, sxtw
cmp x24, w30, sxtw
cmp x22, w23, sxtw
cmp x22, w23, sxtw
cmp x13, w1, sxtw
cmp x13, w1, sxtw
cmp x12, w25, sxtw
cmp x12, w25, sxtw
cmp x15, w26, sxtw
cmp x15, w26, sxtw
cmp x1, w16, sxtw
cmp x1, w16, sxtw
cmp x6, w4, sxtw
cmp x6, w4, sxtw
cmp x14, w14, sxtw
cmp x14, w14, sxtw
cmp x28, w7, sxtw
cmp x28, w7, sxtw
cmp x4, w5, sxtw
cmp x4, w5, sxtw
cmp x17, w13, sxtw
cmp x17, w13, sxtw
cmp sp, wzr, sxtw
cmp sp, wzr, sxtw
cmp x18, w18, sxtw
cmp x18, w18, sxtw
cmp x24, w10, sxtw
cmp x24, w10, sxtw
cmp x21, w21, sxtw
cmp x21, w21, sxtw
cmp x22, w25, sxtw
cmp x22, w25, sxtw
cmp x14, wzr, sxtw
cmp x14, wzr, sxtw
cmp x21, wzr, sxtw
cmp x21, wzr, sxtw
cmp x10, w9, sxtw
cmp x10, w9, sxtw
cmp x6, w17, sxtw
cmp x6, w17, sxtw
cmp x0, w27, sxtw
cmp x0, w27, sxtw
cmp x26, w26, sxtw
cmp x26, w26, sxtw
cmp x4, w26, sxtw
cmp x4, w26, sxtw
cmp x18, w14, uxtw
cmp x18, w14, uxtw
cmp x23, w26, uxtw
cmp x23, w26, uxtw
cmp x12, w27, uxtw
cmp x12, w27, uxtw
cmp x16, w7, uxtw
cmp x16, w7, uxtw
cmp x22, w8, uxtw
cmp x22, w8, uxtw
cmp x8, w19, uxtw
cmp x8, w19, uxtw
cmp x9, w8, uxtw
cmp x9, w8, uxtw
cmp x20, w28, uxtw
cmp x20, w28, uxtw
cmp x11, w16, uxtw
cmp x11, w16, uxtw
cmp x30, w10, uxtw
cmp x30, w10, uxtw
cmp x1, w17, uxtw
cmp x1, w17, uxtw
cmp x12, w20, uxtw
cmp x12, w20, uxtw
cmp x0, w19, uxtw
cmp x0, w19, uxtw
cmp x15, w3, uxtw
cmp x15, w3, uxtw
cmp x9, w11, uxtw
cmp x9, w11, uxtw
cmp x15, w27, uxtw
cmp x15, w27, uxtw
cmp x14, w9, uxtw
cmp x14, w9, uxtw
cmp x28, w21, uxtw
cmp x28, w21, uxtw
cmp x17, w27, uxtw
cmp x17, w27, uxtw
cmp x23, w11, uxtw
cmp x23, w11, uxtw
cmp x25, w8, uxtw
cmp x25, w8, uxtw
cmp x21, w25, uxtw
cmp x21, w25, uxtw
cmp x21, w18, uxtw
cmp x21, w18, uxtw
cmp x9, w21, uxtw
cmp x9, w21, uxtw
add x16, x16, wzr, uxtw #2
add x16, x16, wzr, uxtw #2
add x28, x4, w2, uxtw #0
add x28, x4, w2, uxtw
add x10, x3, w22, uxtw #4
add x10, x3, w22, uxtw #4
add x4, x7, w13, uxtw #4
add x4, x7, w13, uxtw #4
add x25, x1, w5, uxtw #3
add x25, x1, w5, uxtw #3
add x20, x30, w12, uxtw #4
add x20, x30, w12, uxtw #4
add x28, x11, w20, uxtw #4
add x28, x11, w20, uxtw #4
add x2, x9, w16, uxtw #2
add x2, x9, w16, uxtw #2
add x19, x29, w8, uxtw #2
add x19, x29, w8, uxtw #2
add x16, x15, w14, uxtw #2
add x16, x15, w14, uxtw #2
add x25, x29, w19, uxtw #4
add x25, x29, w19, uxtw #4
add x18, x10, w2, uxtw #0
add x18, x10, w2, uxtw
add x21, x14, w27, uxtw #1
add x21, x14, w27, uxtw #1
add x17, x25, w19, uxtw #4
add x17, x25, w19, uxtw #4
add x12, x22, w23, uxtw #3
add x12, x22, w23, uxtw #3
add x21, x18, w27, uxtw #0
add x21, x18, w27, uxtw
add x4, x23, w6, uxtw #1
add x4, x23, w6, uxtw #1
add x10, x8, w25, uxtw #2
add x10, x8, w25, uxtw #2
add x25, x10, w3, uxtw #3
add x25, x10, w3, uxtw #3
add x4, x12, w6, uxtw #2
add x4, x12, w6, uxtw #2
add x26, x6, w6, uxtw #2
add x26, x6, w6, uxtw #2
add x13, x24, w15, uxtw #2
add x13, x24, w15, uxtw #2
add x16, x17, w8, uxtw #4
add x16, x17, w8, uxtw #4
add x3, x12, w12, uxtw #1
add x3, x12, w12, uxtw #1
and w9, w5, w24
and w9, w5, w24
and x26, x8, x26
and x26, x8, x26
and w16, w19, w10
and w16, w19, w10
and x19, x18, x9
and x19, x18, x9
and w27, w19, w26
and w27, w19, w26
and x20, x15, x16
and x20, x15, x16
and w2, w20, w26
and w2, w20, w26
and x28, x5, x26
and x28, x5, x26
and w25, w28, w2
and w25, w28, w2
and x17, x14, x27
and x17, x14, x27
and w13, w18, w1
and w13, w18, w1
and x10, x0, x22
and x10, x0, x22
and w5, w30, w0
and w5, w30, w0
and x19, x30, x25
and x19, x30, x25
and w17, w20, w12
and w17, w20, w12
and x11, x10, x9
and x11, x10, x9
and w10, w27, w26
and w10, w27, w26
and x23, x18, x30
and x23, x18, x30
and w5, w18, w0
and w5, w18, w0
and x21, x4, x10
and x21, x4, x10
and wzr, w8, w16
and wzr, w8, w16
and x3, x24, x4
and x3, x24, x4
and w30, wzr, w30
and w30, wzr, w30
and x17, x21, x3
and x17, x21, x3
orr w20, w1, w1
orr w20, w1, w1
orr x17, x26, x27
orr x17, x26, x27
orr w26, w17, w17
orr w26, w17, w17
orr x30, x22, x11
orr x30, x22, x11
orr w13, w3, w29
orr w13, w3, w29
orr x12, x19, x25
orr x12, x19, x25
orr w0, w24, w7
orr w0, w24, w7
orr x13, x19, x19
orr x13, x19, x19
orr w8, w6, w20
orr w8, w6, w20
orr x7, x20, x14
orr x7, x20, x14
orr w8, w25, w6
orr w8, w25, w6
orr x1, xzr, x16
mov x1, x16
orr w26, w5, w13
orr w26, w5, w13
orr x21, x21, x29
orr x21, x21, x29
orr w22, w18, w27
orr w22, w18, w27
orr x30, x14, x3
orr x30, x14, x3
orr w4, w25, w8
orr w4, w25, w8
orr x4, x22, xzr
orr x4, x22, xzr
orr w20, w10, w22
orr w20, w10, w22
orr x11, x15, x1
orr x11, x15, x1
orr w28, w4, w3
orr w28, w4, w3
orr x28, x9, xzr
orr x28, x9, xzr
orr w16, w5, w17
orr w16, w5, w17
orr x12, x23, x19
orr x12, x23, x19
eor w27, w30, w24
eor w27, w30, w24
eor x26, x8, x7
eor x26, x8, x7
eor w10, w27, w6
eor w10, w27, w6
eor x23, x16, x19
eor x23, x16, x19
eor w21, w29, w8
eor w21, w29, w8
eor x28, x27, x15
eor x28, x27, x15
eor w11, w15, w25
eor w11, w15, w25
eor x19, x27, x2
eor x19, x27, x2
eor w3, w8, w29
eor w3, w8, w29
eor x17, x22, x19
eor x17, x22, x19
eor w3, w9, w5
eor w3, w9, w5
eor x14, x16, xzr
eor x14, x16, xzr
eor w3, w9, w5
eor w3, w9, w5
eor x16, x3, x17
eor x16, x3, x17
eor w1, w28, w13
eor w1, w28, w13
eor x16, x19, x9
eor x16, x19, x9
eor w20, w17, w29
eor w20, w17, w29
eor x18, x16, x2
eor x18, x16, x2
eor w25, w15, w11
eor w25, w15, w11
eor x5, x23, xzr
eor x5, x23, xzr
eor w11, w4, w10
eor w11, w4, w10
eor x6, x25, x23
eor x6, x25, x23
eor w15, w15, w23
eor w15, w15, w23
eor x25, x9, x25
eor x25, x9, x25
mov w25, w21
mov w25, w21
mov x12, x8
mov x12, x8
mov w17, w24
mov w17, w24
mov x29, x28
mov x29, x28
mov w18, w22
mov w18, w22
mov x18, x24
mov x18, x24
mov w14, w24
mov w14, w24
mov x9, x9
mov x9, x9
mov w12, w24
mov w12, w24
mov x28, x24
mov x28, x24
mov w26, w24
mov w26, w24
mov x6, x21
mov x6, x21
mov w22, w8
mov w22, w8
mov x20, x10
mov x20, x10
mov w6, w15
mov w6, w15
mov x10, x17
mov x10, x17
mov w7, w21
mov w7, w21
mov x27, x17
mov x27, x17
mov w16, wzr
mov w16, wzr
mov x30, x3
mov x30, x3
mov w21, w1
mov w21, w1
mov x13, x20
mov x13, x20
mov w24, w24
mov w24, w24
mov x2, x20
mov x2, x20
mvn w12, w18
mvn w12, w18
mvn x7, x29
mvn x7, x29
mvn w27, w25
mvn w27, w25
mvn x23, x13
mvn x23, x13
mvn w2, w2
mvn w2, w2
mvn x0, x29
mvn x0, x29
mvn w28, w21
mvn w28, w21
mvn x3, x2
mvn x3, x2
mvn w21, w9
mvn w21, w9
mvn x16, x26
mvn x16, x26
mvn w30, w0
mvn w30, w0
mvn x22, x28
mvn x22, x28
mvn w16, w22
mvn w16, w22
mvn x8, x6
mvn x8, x6
mvn w3, w13
mvn w3, w13
mvn x10, x2
mvn x10, x2
mvn w5, w4
mvn w5, w4
mvn x6, x5
mvn x6, x5
mvn w20, w25
mvn w20, w25
mvn x30, x5
mvn x30, x5
mvn w24, w0
mvn w24, w0
mvn xzr, x11
mvn xzr, x11
mvn w1, w15
mvn w1, w15
mvn x29, x17
mvn x29, x17
lsl w5, w22, w28
lsl w5, w22, w28
lsl x7, x6, x30
lsl x7, x6, x30
lsl w6, w9, w3
lsl w6, w9, w3
lsl x5, x13, x8
lsl x5, x13, x8
lsl w0, w27, w22
lsl w0, w27, w22
lsl x15, x18, x8
lsl x15, x18, x8
lsl w13, w9, w11
lsl w13, w9, w11
lsl x19, x3, x8
lsl x19, x3, x8
lsl w14, w4, w23
lsl w14, w4, w23
lsl x16, x7, x17
lsl x16, x7, x17
lsl w6, w3, w27
lsl w6, w3, w27
lsl x23, x1, x16
lsl x23, x1, x16
lsl w26, w29, w6
lsl w26, w29, w6
lsl x17, x22, x13
lsl x17, x22, x13
lsl w24, w19, w19
lsl w24, w19, w19
lsl x29, x12, x2
lsl x29, x12, x2
lsl w19, w16, w29
lsl w19, w16, w29
lsl x6, x7, x5
lsl x6, x7, x5
lsl w1, w25, w23
lsl w1, w25, w23
lsl x1, x3, x27
lsl x1, x3, x27
lsl w30, w18, w1
lsl w30, w18, w1
lsl x15, x26, x1
lsl x15, x26, x1
lsl w6, w7, wzr
lsl w6, w7, wzr
lsl x29, x14, x12
lsl x29, x14, x12
lsr w2, w28, w10
lsr w2, w28, w10
lsr x4, x15, x28
lsr x4, x15, x28
lsr w16, w11, w30
lsr w16, w11, w30
lsr x30, x5, x16
lsr x30, x5, x16
lsr w27, w23, w10
lsr w27, w23, w10
lsr x12, x22, x11
lsr x12, x22, x11
lsr w13, w24, w13
lsr w13, w24, w13
lsr x12, x22, x14
lsr x12, x22, x14
lsr w7, w15, w29
lsr w7, w15, w29
lsr x6, x16, x21
lsr x6, x16, x21
lsr w26, w20, w24
lsr w26, w20, w24
lsr x20, x22, x11
lsr x20, x22, x11
lsr w17, w29, w24
lsr w17, w29, w24
lsr x27, x11, x13
lsr x27, x11, x13
lsr w16, w15, w5
lsr w16, w15, w5
lsr x8, x13, x17
lsr x8, x13, x17
lsr w12, wzr, w24
lsr w12, wzr, w24
lsr x4, x20, x26
lsr x4, x20, x26
lsr wzr, w22, w18
lsr wzr, w22, w18
lsr x7, x8, x5
lsr x7, x8, x5
lsr w6, w23, w0
lsr w6, w23, w0
lsr x7, x4, x23
lsr x7, x4, x23
lsr w7, wzr, w5
lsr w7, wzr, w5
lsr x4, x0, x27
lsr x4, x0, x27
asr w25, w10, w6
asr w25, w10, w6
asr x8, x27, x7
asr x8, x27, x7
asr w10, wzr, w30
asr w10, wzr, w30
asr x29, x5, x29
asr x29, x5, x29
asr w20, w12, w2
asr w20, w12, w2
asr x13, x4, x30
asr x13, x4, x30
asr w9, w12, w12
asr w9, w12, w12
asr x11, x27, x14
asr x11, x27, x14
asr w14, w30, w0
asr w14, w30, w0
asr x25, x27, x10
asr x25, x27, x10
asr w20, w3, w13
asr w20, w3, w13
asr x7, x17, x18
asr x7, x17, x18
asr w0, w28, w23
asr w0, w28, w23
asr x20, x8, x2
asr x20, x8, x2
asr w30, w23, w10
asr w30, w23, w10
asr x6, x25, x25
asr x6, x25, x25
asr w3, w11, w29
asr w3, w11, w29
asr x17, x1, x4
asr x17, x1, x4
asr w11, w28, w18
asr w11, w28, w18
asr x28, x21, x6
asr x28, x21, x6
asr w9, w3, w2
asr w9, w3, w2
asr x13, x18, x5
asr x13, x18, x5
asr w9, w26, wzr
asr w9, w26, wzr
asr x27, x16, x22
asr x27, x16, x22
ror wzr, w29, w8
ror wzr, w29, w8
ror x19, x4, x6
ror x19, x4, x6
ror w16, w30, w17
ror w16, w30, w17
ror x27, x24, x23
ror x27, x24, x23
ror w20, w16, w4
ror w20, w16, w4
ror x3, x14, x11
ror x3, x14, x11
ror w25, w7, w9
ror w25, w7, w9
ror x14, x23, x2
ror x14, x23, x2
ror w30, w4, w1
ror w30, w4, w1
ror x18, x1, x25
ror x18, x1, x25
ror w29, w9, w29
ror w29, w9, w29
ror x13, x3, x17
ror x13, x3, x17
ror w1, w29, w3
ror w1, w29, w3
ror x8, x14, x29
ror x8, x14, x29
ror w26, w12, w16
ror w26, w12, w16
ror x3, x6, x14
ror x3, x6, x14
ror w19, w24, w10
ror w19, w24, w10
ror x5, x23, x5
ror x5, x23, x5
ror w10, w4, w22
ror w10, w4, w22
ror x0, x21, x9
ror x0, x21, x9
ror w30, wzr, w30
ror w30, wzr, w30
ror x25, x21, x15
ror x25, x21, x15
ror wzr, w6, w3
ror wzr, w6, w3
ror x5, x15, x13
ror x5, x15, x13
mul w13, w3, w5
mul w13, w3, w5
mul x23, x19, x3
mul x23, x19, x3
mul w2, w21, w0
mul w2, w21, w0
mul x25, x0, x22
mul x25, x0, x22
mul w22, w19, w22
mul w22, w19, w22
mul x21, x18, x20
mul x21, x18, x20
mul w25, w25, w4
mul w25, w25, w4
mul x14, x23, x12
mul x14, x23, x12
mul w23, w9, w16
mul w23, w9, w16
mul x22, x5, x15
mul x22, x5, x15
mul w16, w12, w13
mul w16, w12, w13
mul x16, x1, x29
mul x16, x1, x29
mul w4, w1, w4
mul w4, w1, w4
mul x2, x18, x0
mul x2, x18, x0
mul w19, w1, w2
mul w19, w1, w2
mul xzr, x0, x30
mul xzr, x0, x30
mul w8, w5, w2
mul w8, w5, w2
mul x11, x8, x16
mul x11, x8, x16
mul w18, w2, w6
mul w18, w2, w6
mul x26, x16, x28
mul x26, x16, x28
mul w26, w25, w15
mul w26, w25, w15
mul x7, x18, x7
mul x7, x18, x7
mul w29, w14, w8
mul w29, w14, w8
mul x11, x17, x0
mul x11, x17, x0
msub w25, w26, w5, wzr
mneg w25, w26, w5
msub x15, x7, x16, x0
msub x15, x7, x16, x0
msub w13, w11, w17, w0
msub w13, w11, w17, w0
msub x28, x30, x30, x0
msub x28, x30, x30, x0
msub w18, w0, w29, w0
msub w18, w0, w29, w0
msub x17, x10, x2, x0
msub x17, x10, x2, x0
msub w4, w0, w21, w0
msub w4, w0, w21, w0
msub x5, x25, x9, x0
msub x5, x25, x9, x0
msub w1, w8, w14, w0
msub w1, w8, w14, w0
msub x21, x26, x15, x0
msub x21, x26, x15, x0
msub w16, w7, w8, w0
msub w16, w7, w8, w0
msub x6, x3, x29, x0
msub x6, x3, x29, x0
msub w7, w8, w20, w0
msub w7, w8, w20, w0
msub x14, x20, x20, x0
msub x14, x20, x20, x0
msub w15, w20, w13, w0
msub w15, w20, w13, w0
msub x0, x10, x11, x0
msub x0, x10, x11, x0
msub w12, w13, w23, w0
msub w12, w13, w23, w0
msub x11, x28, x6, x0
msub x11, x28, x6, x0
msub w6, w26, w4, w0
msub w6, w26, w4, w0
msub x6, x19, x9, x0
msub x6, x19, x9, x0
msub w14, w17, w23, w0
msub w14, w17, w23, w0
msub x11, x0, xzr, x0
msub x11, x0, xzr, x0
msub w30, w22, w30, w0
msub w30, w22, w30, w0
msub x1, x10, x22, x0
msub x1, x10, x22, x0
udiv wzr, wzr, w23
udiv wzr, wzr, w23
udiv x28, x26, x24
udiv x28, x26, x24
udiv w2, w9, w7
udiv w2, w9, w7
udiv x26, x6, x7
udiv x26, x6, x7
udiv w8, w19, w30
udiv w8, w19, w30
udiv x13, x16, x24
udiv x13, x16, x24
udiv w12, w11, w15
udiv w12, w11, w15
udiv x12, x12, x10
udiv x12, x12, x10
udiv w12, w8, w13
udiv w12, w8, w13
udiv x22, x17, x7
udiv x22, x17, x7
udiv w21, w13, w18
udiv w21, w13, w18
udiv x11, x27, x28
udiv x11, x27, x28
udiv w20, w0, w13
udiv w20, w0, w13
udiv x18, x6, x24
udiv x18, x6, x24
udiv w9, w18, w20
udiv w9, w18, w20
udiv x9, x13, x28
udiv x9, x13, x28
udiv w26, w30, w1
udiv w26, w30, w1
udiv x16, x19, x23
udiv x16, x19, x23
udiv w16, w7, w2
udiv w16, w7, w2
udiv x7, x19, x0
udiv x7, x19, x0
udiv w22, w9, w27
udiv w22, w9, w27
udiv x27, x0, x26
udiv x27, x0, x26
udiv w22, w27, w28
udiv w22, w27, w28
udiv x15, x29, x16
udiv x15, x29, x16
sdiv w20, w8, w7
sdiv w20, w8, w7
sdiv x23, x29, x13
sdiv x23, x29, x13
sdiv w30, w8, w5
sdiv w30, w8, w5
sdiv x13, x27, x12
sdiv x13, x27, x12
sdiv w0, w4, w7
sdiv w0, w4, w7
sdiv x28, x26, x10
sdiv x28, x26, x10
sdiv w24, w26, w10
sdiv w24, w26, w10
sdiv x8, x28, x1
sdiv x8, x28, x1
sdiv w7, w17, w25
sdiv w7, w17, w25
sdiv x27, x27, x3
sdiv x27, x27, x3
sdiv w29, w20, w25
sdiv w29, w20, w25
sdiv x1, x8, x11
sdiv x1, x8, x11
sdiv w3, w18, w19
sdiv w3, w18, w19
sdiv x16, x14, xzr
sdiv x16, x14, xzr
sdiv wzr, w20, w0
sdiv wzr, w20, w0
sdiv x18, x9, x24
sdiv x18, x9, x24
sdiv w17, w29, w25
sdiv w17, w29, w25
sdiv x13, x10, x25
sdiv x13, x10, x25
sdiv w6, w23, w15
sdiv w6, w23, w15
sdiv x28, x19, x26
sdiv x28, x19, x26
sdiv w30, w23, w25
sdiv w30, w23, w25
sdiv x5, x7, x19
sdiv x5, x7, x19
sdiv w24, w6, w4
sdiv w24, w6, w4
sdiv x2, x18, x18
sdiv x2, x18, x18
clz w18, w15
clz w18, w15
clz x23, x20
clz x23, x20
clz wzr, w16
clz wzr, w16
clz x22, x22
clz x22, x22
clz w9, w17
clz w9, w17
clz x16, x22
clz x16, x22
clz w29, w23
clz w29, w23
clz x17, x13
clz x17, x13
clz w21, w18
clz w21, w18
clz x20, x8
clz x20, x8
clz w2, w22
clz w2, w22
clz x15, x6
clz x15, x6
clz w15, w13
clz w15, w13
clz x7, x4
clz x7, x4
clz w12, w28
clz w12, w28
clz x21, x3
clz x21, x3
clz w26, w10
clz w26, w10
clz x20, x15
clz x20, x15
clz w21, w26
clz w21, w26
clz x20, x13
clz x20, x13
clz w19, w19
clz w19, w19
clz x7, x27
clz x7, x27
clz w23, w13
clz w23, w13
clz x26, x16
clz x26, x16
rbit w26, w8
rbit w26, w8
rbit x5, x7
rbit x5, x7
rbit w21, w8
rbit w21, w8
rbit x26, x3
rbit x26, x3
rbit w30, w4
rbit w30, w4
rbit x15, x29
rbit x15, x29
rbit w30, w12
rbit w30, w12
rbit x3, x14
rbit x3, x14
rbit w26, w30
rbit w26, w30
rbit x17, x8
rbit x17, x8
rbit w11, w5
rbit w11, w5
rbit x26, x20
rbit x26, x20
rbit w3, w13
rbit w3, w13
rbit x14, x20
rbit x14, x20
rbit w8, w10
rbit w8, w10
rbit x15, x11
rbit x15, x11
rbit w7, w8
rbit w7, w8
rbit x29, x27
rbit x29, x27
rbit w16, w24
rbit w16, w24
rbit x14, x5
rbit x14, x5
rbit w25, w14
rbit w25, w14
rbit x7, x20
rbit x7, x20
rbit w28, w8
rbit w28, w8
rbit x9, x3
rbit x9, x3
ccmp w28, #12, #5, vs
ccmp w28, #0xc, #5, vs
ccmp x16, #31, #3, lo
ccmp x16, #0x1f, #3, lo
ccmp w1, #24, #1, lo
ccmp w1, #0x18, #1, lo
ccmp x2, #15, #10, ge
ccmp x2, #0xf, #0xa, ge
ccmp w4, #6, #0, lt
ccmp w4, #6, #0, lt
ccmp x25, #16, #2, pl
ccmp x25, #0x10, #2, pl
ccmp w6, #18, #8, eq
ccmp w6, #0x12, #8, eq
ccmp x30, #21, #4, hi
ccmp x30, #0x15, #4, hi
ccmp w30, #6, #15, ne
ccmp w30, #6, #0xf, ne
ccmp x3, #31, #8, ne
ccmp x3, #0x1f, #8, ne
ccmp w28, #1, #10, le
ccmp w28, #1, #0xa, le
ccmp x20, #6, #14, vs
ccmp x20, #6, #0xe, vs
ccmp w8, #24, #9, gt
ccmp w8, #0x18, #9, gt
ccmp x5, #26, #14, vs
ccmp x5, #0x1a, #0xe, vs
ccmp w5, #29, #4, lt
ccmp w5, #0x1d, #4, lt
ccmp x22, #23, #8, pl
ccmp x22, #0x17, #8, pl
ccmp w6, #16, #1, mi
ccmp w6, #0x10, #1, mi
ccmp x21, #20, #15, vc
ccmp x21, #0x14, #0xf, vc
ccmp w16, #8, #3, mi
ccmp w16, #8, #3, mi
ccmp x30, #15, #9, lo
ccmp x30, #0xf, #9, lo
ccmp w8, #31, #10, ne
ccmp w8, #0x1f, #0xa, ne
ccmp x23, #25, #6, mi
ccmp x23, #0x19, #6, mi
ccmp w25, #5, #12, lt
ccmp w25, #5, #0xc, lt
ccmp x25, #22, #13, lt
ccmp x25, #0x16, #0xd, lt
csel w27, w10, w0, mi
csel w27, w10, w0, mi
csel x2, x9, x11, lt
csel x2, x9, x11, lt
csel wzr, w4, w30, lt
csel wzr, w4, w30, lt
csel x17, x23, x8, vs
csel x17, x23, x8, vs
csel w12, w21, w23, gt
csel w12, w21, w23, gt
csel x5, x29, x0, gt
csel x5, x29, x0, gt
csel w21, w21, w27, mi
csel w21, w21, w27, mi
csel x27, x13, x26, ls
csel x27, x13, x26, ls
csel w4, w29, w19, lo
csel w4, w29, w19, lo
csel x6, x9, x20, mi
csel x6, x9, x20, mi
csel w19, w19, w28, pl
csel w19, w19, w28, pl
csel x1, x24, x20, ge
csel x1, x24, x20, ge
csel w16, w6, w25, ls
csel w16, w6, w25, ls
csel xzr, x24, x19, gt
csel xzr, x24, x19, gt
csel w14, w13, w2, le
csel w14, w13, w2, le
csel x11, x26, x18, ge
csel x11, x26, x18, ge
csel w3, w26, w14, pl
csel w3, w26, w14, pl
csel x30, x11, x16, ls
csel x30, x11, x16, ls
csel w18, w6, w8, vs
csel w18, w6, w8, vs
csel x27, x6, x12, gt
csel x27, x6, x12, gt
csel w1, w9, w9, lo
csel w1, w9, w9, lo
csel x3, x16, x25, lt
csel x3, x16, x25, lt
csel w7, w13, w2, hs
csel w7, w13, w2, hs
csel x22, x26, x21, pl
csel x22, x26, x21, pl
csinc w13, w27, w26, lt
csinc w13, w27, w26, lt
csinc x30, x12, xzr, hi
csinc x30, x12, xzr, hi
csinc w15, w2, w11, ge
csinc w15, w2, w11, ge
csinc x12, x11, xzr, lo
csinc x12, x11, xzr, lo
csinc w0, w10, w19, hi
csinc w0, w10, w19, hi
csinc x18, x28, x21, hi
csinc x18, x28, x21, hi
csinc w6, wzr, w30, vs
csinc w6, wzr, w30, vs
csinc x13, x3, x6, lt
csinc x13, x3, x6, lt
csinc w12, w21, w6, lo
csinc w12, w21, w6, lo
csinc x6, x15, x20, pl
csinc x6, x15, x20, pl
csinc w17, w28, w1, hi
csinc w17, w28, w1, hi
csinc x29, x30, x5, vs
csinc x29, x30, x5, vs
csinc w29, w15, w26, hs
csinc w29, w15, w26, hs
csinc x17, xzr, x20, hs
csinc x17, xzr, x20, hs
csinc w28, w29, w3, lo
csinc w28, w29, w3, lo
csinc x2, x1, x9, pl
csinc x2, x1, x9, pl
csinc w23, w12, w12, gt
cinc w23, w12, le
csinc x1, x7, x29, lt
csinc x1, x7, x29, lt
csinc w12, w28, w21, pl
csinc w12, w28, w21, pl
csinc x24, x2, x4, ge
csinc x24, x2, x4, ge
csinc w22, w20, w10, vc
csinc w22, w20, w10, vc
csinc x7, x10, x8, lo
csinc x7, x10, x8, lo
csinc w0, w3, w25, vs
csinc w0, w3, w25, vs
csinc x18, x20, x17, hi
csinc x18, x20, x17, hi
csinv w5, w9, w23, le
csinv w5, w9, w23, le
csinv x26, x18, x10, gt
csinv x26, x18, x10, gt
csinv w3, w10, w29, pl
csinv w3, w10, w29, pl
csinv x13, x12, x21, lo
csinv x13, x12, x21, lo
csinv w7, w29, w4, ge
csinv w7, w29, w4, ge
csinv x26, x12, x27, hi
csinv x26, x12, x27, hi
csinv w16, w8, w28, mi
csinv w16, w8, w28, mi
csinv x27, x26, x8, eq
csinv x27, x26, x8, eq
csinv w9, w20, w12, hs
csinv w9, w20, w12, hs
csinv x23, x24, x1, ne
csinv x23, x24, x1, ne
csinv w4, w18, w20, hi
csinv w4, w18, w20, hi
csinv x20, x16, xzr, pl
csinv x20, x16, xzr, pl
csinv w30, w22, w25, ls
csinv w30, w22, w25, ls
csinv x15, x25, x12, lo
csinv x15, x25, x12, lo
csinv w3, w5, w28, hs
csinv w3, w5, w28, hs
csinv x13, x26, x19, pl
csinv x13, x26, x19, pl
csinv w11, w30, w20, gt
csinv w11, w30, w20, gt
csinv x25, x9, x30, mi
csinv x25, x9, x30, mi
csinv w2, w15, w21, hs
csinv w2, w15, w21, hs
csinv x20, x26, x5, pl
csinv x20, x26, x5, pl
csinv w22, w16, w27, lo
csinv w22, w16, w27, lo
csinv x10, x16, x16, lt
cinv x10, x16, ge
csinv w23, w15, w18, lt
csinv w23, w15, w18, lt
csinv x5, x12, x12, lo
cinv x5, x12, hs
b #31628516
b #0x1e29ce4
b #87670104
b #0x539bd58
b #27964264
b #0x1aab368
b #-65300172
b #0xfffffffffc1b9934
b #-88376180
b #0xfffffffffabb7c8c
b #111899200
b #0x6ab7240
b #-130088928
b #0xfffffffff83f0020
b #96070768
b #0x5b9ec70
b #-133350244
b #0xfffffffff80d3c9c
b #-117642860
b #0xfffffffff8fce994
b #-1061740
b #0xffffffffffefcc94
b #61960552
b #0x3b17168
b #-27624052
b #0xfffffffffe5a7d8c
b #108171156
b #0x6728f94
b #74565888
b #0x471c900
b #37710972
b #0x23f6c7c
b #-18734288
b #0xfffffffffee22330
b #-25949476
b #0xfffffffffe740adc
b #30495568
b #0x1d15350
b #42494204
b #0x28868fc
b #-130994936
b #0xfffffffff8312d08
b #-69316732
b #0xfffffffffbde4f84
b #-75396516
b #0xfffffffffb818a5c
b #9149596
b #0x8b9c9c
bl #105241404
bl #0x645db3c
bl #77384296
bl #0x49cca68
bl #71180116
bl #0x43e1f54
bl #97363552
bl #0x5cda660
bl #113971332
bl #0x6cb1084
bl #-94357776
bl #0xfffffffffa6036f0
bl #12942456
bl #0xc57c78
bl #-76512460
bl #0xfffffffffb708334
bl #94981960
bl #0x5a94f48
bl #-96403936
bl #0xfffffffffa40fe20
bl #92846228
bl #0x588b894
bl #-85831788
bl #0xfffffffffae24f94
bl #-90965772
bl #0xfffffffffa93f8f4
bl #-65110688
bl #0xfffffffffc1e7d60
bl #-86728512
bl #0xfffffffffad4a0c0
bl #38540476
bl #0x24c14bc
bl #-81581552
bl #0xfffffffffb232a10
bl #116170900
bl #0x6eca094
bl #103280560
bl #0x627efb0
bl #-105978388
bl #0xfffffffff9aee5ec
bl #71804568
bl #0x447a698
bl #103279340
bl #0x627eaec
bl #88976332
bl #0x54dabcc
bl #-96320212
bl #0xfffffffffa42452c
b.lt #538948
b.lt #0x83944
b.hi #823888
b.hi #0xc9250
b.pl #-299240
b.pl #0xfffffffffffb6f18
b.vc #857476
b.vc #0xd1584
b.lt #1036372
b.lt #0xfd054
b.hi #-580108
b.hi #0xfffffffffff725f4
b.lo #-177144
b.lo #0xfffffffffffd4c08
b.lo #84368
b.lo #0x14990
b.vc #922488
b.vc #0xe1378
b.hs #351884
b.hs #0x55e8c
b.le #852736
b.le #0xd0300
b.gt #-268832
b.gt #0xfffffffffffbe5e0
b.eq #620196
b.eq #0x976a4
b.ne #132848
b.ne #0x206f0
b.vc #-206748
b.vc #0xfffffffffffcd864
b.lo #787312
b.lo #0xc0370
b.mi #-38892
b.mi #0xffffffffffff6814
b.ge #55460
b.ge #0xd8a4
b.ge #320496
b.ge #0x4e3f0
b.ne #-508064
b.ne #0xfffffffffff83f60
b.pl #-984232
b.pl #0xfffffffffff0fb58
b.ls #-871524
b.ls #0xfffffffffff2b39c
b.eq #-169276
b.eq #0xfffffffffffd6ac4
b.ne #60140
b.ne #0xeaec
cbz w0, #817940
cbz w0, #0xc7b14
cbz x1, #916076
cbz x1, #0xdfa6c
cbz w2, #598804
cbz w2, #0x92314
cbz x3, #258248
cbz x3, #0x3f0c8
cbz w4, #-136472
cbz w4, #0xfffffffffffdeae8
cbz x5, #631256
cbz x5, #0x9a1d8
cbz w6, #-491076
cbz w6, #0xfffffffffff881bc
cbz x7, #1021124
cbz x7, #0xf94c4
cbz w8, #211488
cbz w8, #0x33a20
cbz x9, #173844
cbz x9, #0x2a714
cbz w10, #942488
cbz w10, #0xe6198
cbz x11, #889540
cbz x11, #0xd92c4
cbz w12, #440944
cbz w12, #0x6ba70
cbz x13, #-839300
cbz x13, #0xfffffffffff3317c
cbz w14, #783040
cbz w14, #0xbf2c0
cbz x15, #918280
cbz x15, #0xe0308
cbz w16, #529640
cbz w16, #0x814e8
cbz x17, #992544
cbz x17, #0xf2520
cbz w18, #-1025964
cbz w18, #0xfffffffffff05854
cbz x19, #-887864
cbz x19, #0xfffffffffff273c8
cbz w20, #-304484
cbz w20, #0xfffffffffffb5a9c
cbz x21, #-556728
cbz x21, #0xfffffffffff78148
cbz w22, #338456
cbz w22, #0x52a18
cbz x23, #146960
cbz x23, #0x23e10
cbnz w0, #-566256
cbnz w0, #0xfffffffffff75c10
cbnz x1, #1027524
cbnz x1, #0xfadc4
cbnz w2, #853392
cbnz w2, #0xd0590
cbnz x3, #-62444
cbnz x3, #0xffffffffffff0c14
cbnz w4, #446084
cbnz w4, #0x6ce84
cbnz x5, #-317620
cbnz x5, #0xfffffffffffb274c
cbnz w6, #-289168
cbnz w6, #0xfffffffffffb9670
cbnz x7, #246128
cbnz x7, #0x3c170
cbnz w8, #889976
cbnz w8, #0xd9478
cbnz x9, #38684
cbnz x9, #0x971c
cbnz w10, #-398288
cbnz w10, #0xfffffffffff9ec30
cbnz x11, #-980916
cbnz x11, #0xfffffffffff1084c
cbnz w12, #867428
cbnz w12, #0xd3c64
cbnz x13, #325228
cbnz x13, #0x4f66c
cbnz w14, #48376
cbnz w14, #0xbcf8
cbnz x15, #-943576
cbnz x15, #0xfffffffffff19a28
cbnz w16, #526512
cbnz w16, #0x808b0
cbnz x17, #-96816
cbnz x17, #0xfffffffffffe85d0
cbnz w18, #13896
cbnz w18, #0x3648
cbnz x19, #665968
cbnz x19, #0xa2970
cbnz w20, #448292
cbnz w20, #0x6d724
cbnz x21, #540896
cbnz x21, #0x840e0
cbnz w22, #240500
cbnz w22, #0x3ab74
cbnz x23, #577468
cbnz x23, #0x8cfbc
tbz w0, #22, #6308
tbz w0, #0x16, #0x18a4
tbz w1, #25, #3896
tbz w1, #0x19, #0xf38
tbz w2, #12, #26072
tbz w2, #0xc, #0x65d8
tbz w3, #10, #-8784
tbz w3, #0xa, #0xffffffffffffddb0
tbz w4, #21, #4200
tbz w4, #0x15, #0x1068
tbz w5, #4, #-25544
tbz w5, #4, #0xffffffffffff9c38
tbz w6, #10, #10980
tbz w6, #0xa, #0x2ae4
tbz w7, #15, #-15008
tbz w7, #0xf, #0xffffffffffffc560
tbz w8, #28, #-10488
tbz w8, #0x1c, #0xffffffffffffd708
tbz w9, #30, #4224
tbz w9, #0x1e, #0x1080
tbz w10, #10, #31076
tbz w10, #0xa, #0x7964
tbz w11, #13, #22084
tbz w11, #0xd, #0x5644
tbz w12, #15, #-6196
tbz w12, #0xf, #0xffffffffffffe7cc
tbz w13, #26, #12292
tbz w13, #0x1a, #0x3004
tbz w14, #2, #-4440
tbz w14, #2, #0xffffffffffffeea8
tbz w15, #2, #12116
tbz w15, #2, #0x2f54
tbz w16, #20, #12104
tbz w16, #0x14, #0x2f48
tbz w17, #21, #27708
tbz w17, #0x15, #0x6c3c
tbz w18, #17, #13716
tbz w18, #0x11, #0x3594
tbz w19, #4, #-4996
tbz w19, #4, #0xffffffffffffec7c
tbz w20, #22, #-13608
tbz w20, #0x16, #0xffffffffffffcad8
tbz w21, #26, #-31148
tbz w21, #0x1a, #0xffffffffffff8654
tbz w22, #17, #6532
tbz w22, #0x11, #0x1984
tbz w23, #15, #14752
tbz w23, #0xf, #0x39a0
tbnz w0, #4, #436
tbnz w0, #4, #0x1b4
tbnz w1, #9, #6480
tbnz w1, #9, #0x1950
tbnz w2, #2, #3704
tbnz w2, #2, #0xe78
tbnz w3, #27, #10048
tbnz w3, #0x1b, #0x2740
tbnz w4, #24, #27740
tbnz w4, #0x18, #0x6c5c
tbnz w5, #29, #8120
tbnz w5, #0x1d, #0x1fb8
tbnz w6, #2, #-1404
tbnz w6, #2, #0xfffffffffffffa84
tbnz w7, #1, #20048
tbnz w7, #1, #0x4e50
tbnz w8, #22, #-17380
tbnz w8, #0x16, #0xffffffffffffbc1c
tbnz w9, #6, #10556
tbnz w9, #6, #0x293c
tbnz w10, #8, #-31648
tbnz w10, #8, #0xffffffffffff8460
tbnz w11, #30, #-9804
tbnz w11, #0x1e, #0xffffffffffffd9b4
tbnz w12, #23, #-14468
tbnz w12, #0x17, #0xffffffffffffc77c
tbnz w13, #26, #-8832
tbnz w13, #0x1a, #0xffffffffffffdd80
tbnz w14, #20, #-17908
tbnz w14, #0x14, #0xffffffffffffba0c
tbnz w15, #28, #24188
tbnz w15, #0x1c, #0x5e7c
tbnz w16, #7, #-4008
tbnz w16, #7, #0xfffffffffffff058
tbnz w17, #25, #-29900
tbnz w17, #0x19, #0xffffffffffff8b34
tbnz w18, #14, #-27784
tbnz w18, #0xe, #0xffffffffffff9378
tbnz w19, #19, #360
tbnz w19, #0x13, #0x168
tbnz w20, #9, #11424
tbnz w20, #9, #0x2ca0
tbnz w21, #19, #26420
tbnz w21, #0x13, #0x6734
tbnz w22, #24, #-8500
tbnz w22, #0x18, #0xffffffffffffdecc
tbnz w23, #0, #8876
tbnz w23, #0, #0x22ac
tbz x0, #63, #-30920
tbz x0, #0x3f, #0xffffffffffff8738
tbz x1, #63, #9900
tbz x1, #0x3f, #0x26ac
tbz x2, #63, #-20128
tbz x2, #0x3f, #0xffffffffffffb160
tbz x3, #63, #-24748
tbz x3, #0x3f, #0xffffffffffff9f54
tbz x4, #63, #4828
tbz x4, #0x3f, #0x12dc
tbz x5, #63, #15416
tbz x5, #0x3f, #0x3c38
tbz x6, #63, #24832
tbz x6, #0x3f, #0x6100
tbz x7, #63, #1064
tbz x7, #0x3f, #0x428
tbz x8, #63, #24056
tbz x8, #0x3f, #0x5df8
tbz x9, #63, #28460
tbz x9, #0x3f, #0x6f2c
tbz x10, #63, #10392
tbz x10, #0x3f, #0x2898
tbz x11, #63, #-13212
tbz x11, #0x3f, #0xffffffffffffcc64
tbz x12, #63, #-19972
tbz x12, #0x3f, #0xffffffffffffb1fc
tbz x13, #63, #-11040
tbz x13, #0x3f, #0xffffffffffffd4e0
tbz x14, #63, #8176
tbz x14, #0x3f, #0x1ff0
tbz x15, #63, #24732
tbz x15, #0x3f, #0x609c
tbz x16, #63, #3152
tbz x16, #0x3f, #0xc50
tbz x17, #63, #27312
tbz x17, #0x3f, #0x6ab0
tbz x18, #63, #52
tbz x18, #0x3f, #0x34
tbz x19, #63, #-7376
tbz x19, #0x3f, #0xffffffffffffe330
tbz x20, #63, #9564
tbz x20, #0x3f, #0x255c
tbz x21, #63, #21936
tbz x21, #0x3f, #0x55b0
tbz x22, #63, #-28568
tbz x22, #0x3f, #0xffffffffffff9068
tbz x23, #63, #-19132
tbz x23, #0x3f, #0xffffffffffffb544
tbnz x0, #63, #3972
tbnz x0, #0x3f, #0xf84
tbnz x1, #63, #21132
tbnz x1, #0x3f, #0x528c
tbnz x2, #63, #31316
tbnz x2, #0x3f, #0x7a54
tbnz x3, #63, #32508
tbnz x3, #0x3f, #0x7efc
tbnz x4, #63, #-11288
tbnz x4, #0x3f, #0xffffffffffffd3e8
tbnz x5, #63, #19468
tbnz x5, #0x3f, #0x4c0c
tbnz x6, #63, #-19432
tbnz x6, #0x3f, #0xffffffffffffb418
tbnz x7, #63, #-25124
tbnz x7, #0x3f, #0xffffffffffff9ddc
tbnz x8, #63, #14636
tbnz x8, #0x3f, #0x392c
tbnz x9, #63, #-27028
tbnz x9, #0x3f, #0xffffffffffff966c
tbnz x10, #63, #-20376
tbnz x10, #0x3f, #0xffffffffffffb068
tbnz x11, #63, #-19240
tbnz x11, #0x3f, #0xffffffffffffb4d8
tbnz x12, #63, #-27088
tbnz x12, #0x3f, #0xffffffffffff9630
tbnz x13, #63, #-25652
tbnz x13, #0x3f, #0xffffffffffff9bcc
tbnz x14, #63, #5148
tbnz x14, #0x3f, #0x141c
tbnz x15, #63, #-19236
tbnz x15, #0x3f, #0xffffffffffffb4dc
tbnz x16, #63, #6108
tbnz x16, #0x3f, #0x17dc
tbnz x17, #63, #-3156
tbnz x17, #0x3f, #0xfffffffffffff3ac
tbnz x18, #63, #8460
tbnz x18, #0x3f, #0x210c
tbnz x19, #63, #-7384
tbnz x19, #0x3f, #0xffffffffffffe328
tbnz x20, #63, #-19560
tbnz x20, #0x3f, #0xffffffffffffb398
tbnz x21, #63, #-12984
tbnz x21, #0x3f, #0xffffffffffffcd48
tbnz x22, #63, #-27736
tbnz x22, #0x3f, #0xffffffffffff93a8
tbnz x23, #63, #-31036
tbnz x23, #0x3f, #0xffffffffffff86c4
br x11
br x11
br x3
br x3
br x28
br x28
br x1
br x1
br x14
br x14
br x10
br x10
br x24
br x24
br x27
br x27
br x13
br x13
br x30
br x30
br x15
br x15
br x4
br x4
br x3
br x3
br x8
br x8
br x20
br x20
br x14
br x14
br x22
br x22
br xzr
br xzr
br x27
br x27
br x1
br x1
br x16
br x16
br x28
br x28
br x18
br x18
br x9
br x9
blr x20
blr x20
blr x28
blr x28
blr x21
blr x21
blr x4
blr x4
blr x26
blr x26
blr x23
blr x23
blr x25
blr x25
blr x17
blr x17
blr x3
blr x3
blr x29
blr x29
blr xzr
blr xzr
blr x14
blr x14
blr x14
blr x14
blr x26
blr x26
blr xzr
blr xzr
blr x4
blr x4
blr x23
blr x23
blr x22
blr x22
blr x9
blr x9
blr x6
blr x6
blr x28
blr x28
blr x7
blr x7
blr x3
blr x3
blr x17
blr x17
ret x8
ret x8
ret x8
ret x8
ret x24
ret x24
ret x11
ret x11
ret x1
ret x1
ret xzr
ret xzr
ret x8
ret x8
ret x3
ret x3
ret x27
ret x27
ret x2
ret x2
ret x8
ret x8
ret x27
ret x27
ret x27
ret x27
ret x5
ret x5
ret x17
ret x17
ret x10
ret x10
ret x26
ret x26
ret x11
ret x11
ret x1
ret x1
ret x1
ret x1
ret x11
ret x11
ret xzr
ret xzr
ret x29
ret x29
ret x14
ret x14
svc #25828
svc #0x64e4
svc #53692
svc #0xd1bc
svc #38664
svc #0x9708
svc #63528
svc #0xf828
svc #53002
svc #0xcf0a
svc #61204
svc #0xef14
svc #62427
svc #0xf3db
svc #20346
svc #0x4f7a
svc #14752
svc #0x39a0
svc #43967
svc #0xabbf
svc #31875
svc #0x7c83
svc #10303
svc #0x283f
svc #21951
svc #0x55bf
svc #25256
svc #0x62a8
svc #7005
svc #0x1b5d
svc #3406
svc #0xd4e
svc #11974
svc #0x2ec6
svc #9532
svc #0x253c
svc #64747
svc #0xfceb
svc #56001
svc #0xdac1
svc #49329
svc #0xc0b1
svc #48524
svc #0xbd8c
svc #55163
svc #0xd77b
svc #61374
svc #0xefbe
ldrb w0, [x17, #3773]
ldrb w0, [x17, #0xebd]
ldrb w1, [x29, #3292]
ldrb w1, [x29, #0xcdc]
ldrb w2, [x15, #1649]
ldrb w2, [x15, #0x671]
ldrb w3, [x26, #2971]
ldrb w3, [x26, #0xb9b]
ldrb w4, [x7, #406]
ldrb w4, [x7, #0x196]
ldrb w5, [x21, #3194]
ldrb w5, [x21, #0xc7a]
ldrb w6, [x15, #252]
ldrb w6, [x15, #0xfc]
ldrb w7, [x23, #3719]
ldrb w7, [x23, #0xe87]
ldrb w8, [x18, #3467]
ldrb w8, [x18, #0xd8b]
ldrb w9, [x13, #1059]
ldrb w9, [x13, #0x423]
ldrb w10, [x17, #3581]
ldrb w10, [x17, #0xdfd]
ldrb w11, [x25, #1211]
ldrb w11, [x25, #0x4bb]
ldrb w12, [x24, #3530]
ldrb w12, [x24, #0xdca]
ldrb w13, [x18, #1666]
ldrb w13, [x18, #0x682]
ldrb w14, [x5, #3846]
ldrb w14, [x5, #0xf06]
ldrb w15, [x28, #3763]
ldrb w15, [x28, #0xeb3]
ldrb w16, [x18, #329]
ldrb w16, [x18, #0x149]
ldrb w17, [x22, #2698]
ldrb w17, [x22, #0xa8a]
ldrb w18, [x5, #1479]
ldrb w18, [x5, #0x5c7]
ldrb w19, [x29, #2779]
ldrb w19, [x29, #0xadb]
ldrb w20, [x22, #832]
ldrb w20, [x22, #0x340]
ldrb w21, [x26, #3489]
ldrb w21, [x26, #0xda1]
ldrb w22, [x9, #401]
ldrb w22, [x9, #0x191]
ldrb w23, [x18, #3784]
ldrb w23, [x18, #0xec8]
ldurb w0, [x14, #26]
ldurb w0, [x14, #0x1a]
ldurb w1, [x3, #-45]
ldurb w1, [x3, #-0x2d]
ldurb w2, [x25, #40]
ldurb w2, [x25, #0x28]
ldurb w3, [x2, #-109]
ldurb w3, [x2, #-0x6d]
ldurb w4, [x25, #237]
ldurb w4, [x25, #0xed]
ldurb w5, [x21, #-228]
ldurb w5, [x21, #-0xe4]
ldurb w6, [x1, #58]
ldurb w6, [x1, #0x3a]
ldurb w7, [x25, #-14]
ldurb w7, [x25, #-0xe]
ldurb w8, [x13, #12]
ldurb w8, [x13, #0xc]
ldurb w9, [x9, #-19]
ldurb w9, [x9, #-0x13]
ldurb w10, [x30, #-158]
ldurb w10, [x30, #-0x9e]
ldurb w11, [x20, #72]
ldurb w11, [x20, #0x48]
ldurb w12, [x14, #-87]
ldurb w12, [x14, #-0x57]
ldurb w13, [x27, #137]
ldurb w13, [x27, #0x89]
ldurb w14, [x4, #20]
ldurb w14, [x4, #0x14]
ldurb w15, [x29, #111]
ldurb w15, [x29, #0x6f]
ldurb w16, [x26, #-80]
ldurb w16, [x26, #-0x50]
ldurb w17, [sp, #-114]
ldurb w17, [sp, #-0x72]
ldurb w18, [x6, #238]
ldurb w18, [x6, #0xee]
ldurb w19, [x26, #28]
ldurb w19, [x26, #0x1c]
ldurb w20, [x16, #185]
ldurb w20, [x16, #0xb9]
ldurb w21, [x20, #176]
ldurb w21, [x20, #0xb0]
ldurb w22, [x0, #76]
ldurb w22, [x0, #0x4c]
ldurb w23, [x25, #-88]
ldurb w23, [x25, #-0x58]
ldrb w0, [x20, x7]
ldrb w0, [x20, x7]
ldrb w1, [x17, x24]
ldrb w1, [x17, x24]
ldrb w2, [sp, x0]
ldrb w2, [sp, x0]
ldrb w3, [x22, x11]
ldrb w3, [x22, x11]
ldrb w4, [x30, x0]
ldrb w4, [x30, x0]
ldrb w5, [x14, x14]
ldrb w5, [x14, x14]
ldrb w6, [x17, x10]
ldrb w6, [x17, x10]
ldrb w7, [x0, x21]
ldrb w7, [x0, x21]
ldrb w8, [x14, x28]
ldrb w8, [x14, x28]
ldrb w9, [x15, x16]
ldrb w9, [x15, x16]
ldrb w10, [x10, x25]
ldrb w10, [x10, x25]
ldrb w11, [x28, x15]
ldrb w11, [x28, x15]
ldrb w12, [x7, x1]
ldrb w12, [x7, x1]
ldrb w13, [x9, x26]
ldrb w13, [x9, x26]
ldrb w14, [x16, xzr]
ldrb w14, [x16, xzr]
ldrb w15, [x12, x9]
ldrb w15, [x12, x9]
ldrb w16, [sp, x19]
ldrb w16, [sp, x19]
ldrb w17, [x25, x8]
ldrb w17, [x25, x8]
ldrb w18, [x17, x14]
ldrb w18, [x17, x14]
ldrb w19, [x16, x9]
ldrb w19, [x16, x9]
ldrb w20, [x22, x29]
ldrb w20, [x22, x29]
ldrb w21, [x1, x24]
ldrb w21, [x1, x24]
ldrb w22, [x11, x14]
ldrb w22, [x11, x14]
ldrb w23, [x25, x30]
ldrb w23, [x25, x30]
ldrsb w0, [x12, #114]
ldrsb w0, [x12, #0x72]
ldrsb w1, [sp, #1632]
ldrsb w1, [sp, #0x660]
ldrsb w2, [x1, #601]
ldrsb w2, [x1, #0x259]
ldrsb w3, [x20, #2288]
ldrsb w3, [x20, #0x8f0]
ldrsb w4, [x23, #2598]
ldrsb w4, [x23, #0xa26]
ldrsb w5, [x25, #3771]
ldrsb w5, [x25, #0xebb]
ldrsb w6, [x3, #1700]
ldrsb w6, [x3, #0x6a4]
ldrsb w7, [x0, #2217]
ldrsb w7, [x0, #0x8a9]
ldrsb w8, [x18, #3858]
ldrsb w8, [x18, #0xf12]
ldrsb w9, [x15, #2071]
ldrsb w9, [x15, #0x817]
ldrsb w10, [sp, #2086]
ldrsb w10, [sp, #0x826]
ldrsb w11, [x23, #2460]
ldrsb w11, [x23, #0x99c]
ldrsb w12, [x23, #590]
ldrsb w12, [x23, #0x24e]
ldrsb w13, [x22, #1103]
ldrsb w13, [x22, #0x44f]
ldrsb w14, [x28, #2409]
ldrsb w14, [x28, #0x969]
ldrsb w15, [x24, #1947]
ldrsb w15, [x24, #0x79b]
ldrsb w16, [x6, #422]
ldrsb w16, [x6, #0x1a6]
ldrsb w17, [x29, #1718]
ldrsb w17, [x29, #0x6b6]
ldrsb w18, [x20, #1155]
ldrsb w18, [x20, #0x483]
ldrsb w19, [x18, #1457]
ldrsb w19, [x18, #0x5b1]
ldrsb w20, [x0, #3904]
ldrsb w20, [x0, #0xf40]
ldrsb w21, [x28, #1019]
ldrsb w21, [x28, #0x3fb]
ldrsb w22, [x26, #2193]
ldrsb w22, [x26, #0x891]
ldrsb w23, [x13, #3355]
ldrsb w23, [x13, #0xd1b]
ldursb w0, [x24, #-109]
ldursb w0, [x24, #-0x6d]
ldursb w1, [x28, #212]
ldursb w1, [x28, #0xd4]
ldursb w2, [x16, #225]
ldursb w2, [x16, #0xe1]
ldursb w3, [x20, #77]
ldursb w3, [x20, #0x4d]
ldursb w4, [x6, #251]
ldursb w4, [x6, #0xfb]
ldursb w5, [x9, #252]
ldursb w5, [x9, #0xfc]
ldursb w6, [x11, #107]
ldursb w6, [x11, #0x6b]
ldursb w7, [x15, #-69]
ldursb w7, [x15, #-0x45]
ldursb w8, [x17, #231]
ldursb w8, [x17, #0xe7]
ldursb w9, [x19, #241]
ldursb w9, [x19, #0xf1]
ldursb w10, [x2, #233]
ldursb w10, [x2, #0xe9]
ldursb w11, [x8, #-39]
ldursb w11, [x8, #-0x27]
ldursb w12, [x28, #-69]
ldursb w12, [x28, #-0x45]
ldursb w13, [x19, #-146]
ldursb w13, [x19, #-0x92]
ldursb w14, [x14, #41]
ldursb w14, [x14, #0x29]
ldursb w15, [x30, #-45]
ldursb w15, [x30, #-0x2d]
ldursb w16, [x21, #248]
ldursb w16, [x21, #0xf8]
ldursb w17, [x6, #-143]
ldursb w17, [x6, #-0x8f]
ldursb w18, [x16, #192]
ldursb w18, [x16, #0xc0]
ldursb w19, [x20, #-162]
ldursb w19, [x20, #-0xa2]
ldursb w20, [x20, #123]
ldursb w20, [x20, #0x7b]
ldursb w21, [x15, #185]
ldursb w21, [x15, #0xb9]
ldursb w22, [x28, #-243]
ldursb w22, [x28, #-0xf3]
ldursb w23, [x28, #-184]
ldursb w23, [x28, #-0xb8]
ldrsb w0, [x16, x9]
ldrsb w0, [x16, x9]
ldrsb w1, [x3, x11]
ldrsb w1, [x3, x11]
ldrsb w2, [x28, x16]
ldrsb w2, [x28, x16]
ldrsb w3, [x15, x21]
ldrsb w3, [x15, x21]
ldrsb w4, [x17, x8]
ldrsb w4, [x17, x8]
ldrsb w5, [x16, x22]
ldrsb w5, [x16, x22]
ldrsb w6, [x5, x1]
ldrsb w6, [x5, x1]
ldrsb w7, [x30, x29]
ldrsb w7, [x30, x29]
ldrsb w8, [x20, x10]
ldrsb w8, [x20, x10]
ldrsb w9, [x22, x25]
ldrsb w9, [x22, x25]
ldrsb w10, [x21, x6]
ldrsb w10, [x21, x6]
ldrsb w11, [x15, x14]
ldrsb w11, [x15, x14]
ldrsb w12, [x2, x11]
ldrsb w12, [x2, x11]
ldrsb w13, [x8, x8]
ldrsb w13, [x8, x8]
ldrsb w14, [x16, x25]
ldrsb w14, [x16, x25]
ldrsb w15, [x0, x9]
ldrsb w15, [x0, x9]
ldrsb w16, [x30, x17]
ldrsb w16, [x30, x17]
ldrsb w17, [x8, x1]
ldrsb w17, [x8, x1]
ldrsb w18, [x3, x10]
ldrsb w18, [x3, x10]
ldrsb w19, [x9, x3]
ldrsb w19, [x9, x3]
ldrsb w20, [x0, x18]
ldrsb w20, [x0, x18]
ldrsb w21, [x25, x16]
ldrsb w21, [x25, x16]
ldrsb w22, [x0, x6]
ldrsb w22, [x0, x6]
ldrsb w23, [x29, x22]
ldrsb w23, [x29, x22]
ldrsb x0, [x0, #3714]
ldrsb x0, [x0, #0xe82]
ldrsb x1, [x20, #1353]
ldrsb x1, [x20, #0x549]
ldrsb x2, [x28, #467]
ldrsb x2, [x28, #0x1d3]
ldrsb x3, [x8, #390]
ldrsb x3, [x8, #0x186]
ldrsb x4, [x21, #1300]
ldrsb x4, [x21, #0x514]
ldrsb x5, [x3, #1683]
ldrsb x5, [x3, #0x693]
ldrsb x6, [x19, #1548]
ldrsb x6, [x19, #0x60c]
ldrsb x7, [x13, #764]
ldrsb x7, [x13, #0x2fc]
ldrsb x8, [x18, #460]
ldrsb x8, [x18, #0x1cc]
ldrsb x9, [x7, #2259]
ldrsb x9, [x7, #0x8d3]
ldrsb x10, [x2, #46]
ldrsb x10, [x2, #0x2e]
ldrsb x11, [x12, #2309]
ldrsb x11, [x12, #0x905]
ldrsb x12, [x15, #228]
ldrsb x12, [x15, #0xe4]
ldrsb x13, [x16, #3999]
ldrsb x13, [x16, #0xf9f]
ldrsb x14, [x1, #1656]
ldrsb x14, [x1, #0x678]
ldrsb x15, [x7, #3977]
ldrsb x15, [x7, #0xf89]
ldrsb x16, [x6, #3431]
ldrsb x16, [x6, #0xd67]
ldrsb x17, [x2, #818]
ldrsb x17, [x2, #0x332]
ldrsb x18, [x29, #3372]
ldrsb x18, [x29, #0xd2c]
ldrsb x19, [x25, #520]
ldrsb x19, [x25, #0x208]
ldrsb x20, [x8, #3504]
ldrsb x20, [x8, #0xdb0]
ldrsb x21, [x7, #3983]
ldrsb x21, [x7, #0xf8f]
ldrsb x22, [x4, #2395]
ldrsb x22, [x4, #0x95b]
ldrsb x23, [x30, #447]
ldrsb x23, [x30, #0x1bf]
ldursb x0, [sp, #-119]
ldursb x0, [sp, #-0x77]
ldursb x1, [x14, #-227]
ldursb x1, [x14, #-0xe3]
ldursb x2, [x26, #179]
ldursb x2, [x26, #0xb3]
ldursb x3, [x2, #-177]
ldursb x3, [x2, #-0xb1]
ldursb x4, [x26, #-16]
ldursb x4, [x26, #-0x10]
ldursb x5, [x28, #187]
ldursb x5, [x28, #0xbb]
ldursb x6, [x17, #-25]
ldursb x6, [x17, #-0x19]
ldursb x7, [x20, #-59]
ldursb x7, [x20, #-0x3b]
ldursb x8, [x20, #-105]
ldursb x8, [x20, #-0x69]
ldursb x9, [x11, #-231]
ldursb x9, [x11, #-0xe7]
ldursb x10, [sp, #-226]
ldursb x10, [sp, #-0xe2]
ldursb x11, [x9, #-174]
ldursb x11, [x9, #-0xae]
ldursb x12, [x3, #225]
ldursb x12, [x3, #0xe1]
ldursb x13, [x1, #-219]
ldursb x13, [x1, #-0xdb]
ldursb x14, [x29, #106]
ldursb x14, [x29, #0x6a]
ldursb x15, [x3, #-58]
ldursb x15, [x3, #-0x3a]
ldursb x16, [x29, #191]
ldursb x16, [x29, #0xbf]
ldursb x17, [x24, #-94]
ldursb x17, [x24, #-0x5e]
ldursb x18, [x8, #85]
ldursb x18, [x8, #0x55]
ldursb x19, [x8, #13]
ldursb x19, [x8, #0xd]
ldursb x20, [x14, #-25]
ldursb x20, [x14, #-0x19]
ldursb x21, [x19, #33]
ldursb x21, [x19, #0x21]
ldursb x22, [x2, #-253]
ldursb x22, [x2, #-0xfd]
ldursb x23, [x12, #-42]
ldursb x23, [x12, #-0x2a]
ldrsb x0, [x9, x12]
ldrsb x0, [x9, x12]
ldrsb x1, [x1, x8]
ldrsb x1, [x1, x8]
ldrsb x2, [x10, x18]
ldrsb x2, [x10, x18]
ldrsb x3, [x5, x13]
ldrsb x3, [x5, x13]
ldrsb x4, [x3, x18]
ldrsb x4, [x3, x18]
ldrsb x5, [x15, x3]
ldrsb x5, [x15, x3]
ldrsb x6, [x28, x30]
ldrsb x6, [x28, x30]
ldrsb x7, [x14, x24]
ldrsb x7, [x14, x24]
ldrsb x8, [x16, x17]
ldrsb x8, [x16, x17]
ldrsb x9, [x17, x5]
ldrsb x9, [x17, x5]
ldrsb x10, [x26, x5]
ldrsb x10, [x26, x5]
ldrsb x11, [x13, x3]
ldrsb x11, [x13, x3]
ldrsb x12, [x15, x7]
ldrsb x12, [x15, x7]
ldrsb x13, [x15, x26]
ldrsb x13, [x15, x26]
ldrsb x14, [x17, x30]
ldrsb x14, [x17, x30]
ldrsb x15, [x20, x3]
ldrsb x15, [x20, x3]
ldrsb x16, [x2, x13]
ldrsb x16, [x2, x13]
ldrsb x17, [x30, x27]
ldrsb x17, [x30, x27]
ldrsb x18, [x9, x7]
ldrsb x18, [x9, x7]
ldrsb x19, [x7, x4]
ldrsb x19, [x7, x4]
ldrsb x20, [x24, x7]
ldrsb x20, [x24, x7]
ldrsb x21, [x12, x5]
ldrsb x21, [x12, x5]
ldrsb x22, [x3, x19]
ldrsb x22, [x3, x19]
ldrsb x23, [x17, x6]
ldrsb x23, [x17, x6]
ldrh w0, [x8, #5134]
ldrh w0, [x8, #0x140e]
ldrh w1, [x12, #3140]
ldrh w1, [x12, #0xc44]
ldrh w2, [x13, #4458]
ldrh w2, [x13, #0x116a]
ldrh w3, [x24, #2052]
ldrh w3, [x24, #0x804]
ldrh w4, [x21, #5462]
ldrh w4, [x21, #0x1556]
ldrh w5, [x25, #1762]
ldrh w5, [x25, #0x6e2]
ldrh w6, [x7, #2134]
ldrh w6, [x7, #0x856]
ldrh w7, [x10, #7654]
ldrh w7, [x10, #0x1de6]
ldrh w8, [x7, #4392]
ldrh w8, [x7, #0x1128]
ldrh w9, [x21, #7698]
ldrh w9, [x21, #0x1e12]
ldrh w10, [x15, #8102]
ldrh w10, [x15, #0x1fa6]
ldrh w11, [x27, #4106]
ldrh w11, [x27, #0x100a]
ldrh w12, [x21, #2340]
ldrh w12, [x21, #0x924]
ldrh w13, [x2, #3430]
ldrh w13, [x2, #0xd66]
ldrh w14, [x9, #3850]
ldrh w14, [x9, #0xf0a]
ldrh w15, [x20, #5644]
ldrh w15, [x20, #0x160c]
ldrh w16, [x25, #5174]
ldrh w16, [x25, #0x1436]
ldrh w17, [x5, #5586]
ldrh w17, [x5, #0x15d2]
ldrh w18, [x28, #5680]
ldrh w18, [x28, #0x1630]
ldrh w19, [x10, #1864]
ldrh w19, [x10, #0x748]
ldrh w20, [x25, #5164]
ldrh w20, [x25, #0x142c]
ldrh w21, [x6, #7146]
ldrh w21, [x6, #0x1bea]
ldrh w22, [x18, #952]
ldrh w22, [x18, #0x3b8]
ldrh w23, [x20, #5494]
ldrh w23, [x20, #0x1576]
ldurh w0, [x27, #237]
ldurh w0, [x27, #0xed]
ldurh w1, [x10, #-157]
ldurh w1, [x10, #-0x9d]
ldurh w2, [x21, #242]
ldurh w2, [x21, #0xf2]
ldurh w3, [x22, #70]
ldurh w3, [x22, #0x46]
ldurh w4, [x30, #-169]
ldurh w4, [x30, #-0xa9]
ldurh w5, [x0, #182]
ldurh w5, [x0, #0xb6]
ldurh w6, [x12, #-131]
ldurh w6, [x12, #-0x83]
ldurh w7, [x0, #-96]
ldurh w7, [x0, #-0x60]
ldurh w8, [x21, #25]
ldurh w8, [x21, #0x19]
ldurh w9, [x23, #106]
ldurh w9, [x23, #0x6a]
ldurh w10, [x15, #225]
ldurh w10, [x15, #0xe1]
ldurh w11, [x20, #-92]
ldurh w11, [x20, #-0x5c]
ldurh w12, [x26, #-134]
ldurh w12, [x26, #-0x86]
ldurh w13, [x20, #-6]
ldurh w13, [x20, #-6]
ldurh w14, [x15, #54]
ldurh w14, [x15, #0x36]
ldurh w15, [x24, #-112]
ldurh w15, [x24, #-0x70]
ldurh w16, [x24, #215]
ldurh w16, [x24, #0xd7]
ldurh w17, [x24, #201]
ldurh w17, [x24, #0xc9]
ldurh w18, [x19, #192]
ldurh w18, [x19, #0xc0]
ldurh w19, [x10, #231]
ldurh w19, [x10, #0xe7]
ldurh w20, [x27, #-32]
ldurh w20, [x27, #-0x20]
ldurh w21, [x5, #25]
ldurh w21, [x5, #0x19]
ldurh w22, [x13, #-46]
ldurh w22, [x13, #-0x2e]
ldurh w23, [x9, #197]
ldurh w23, [x9, #0xc5]
ldrh w0, [x13, x4]
ldrh w0, [x13, x4]
ldrh w1, [x19, x17]
ldrh w1, [x19, x17]
ldrh w2, [x6, x3, lsl #1]
ldrh w2, [x6, x3, lsl #1]
ldrh w3, [x3, x19]
ldrh w3, [x3, x19]
ldrh w4, [x21, x11, lsl #1]
ldrh w4, [x21, x11, lsl #1]
ldrh w5, [x18, x3, lsl #1]
ldrh w5, [x18, x3, lsl #1]
ldrh w6, [x26, x30, lsl #1]
ldrh w6, [x26, x30, lsl #1]
ldrh w7, [x26, x0, lsl #1]
ldrh w7, [x26, x0, lsl #1]
ldrh w8, [x21, x2, lsl #1]
ldrh w8, [x21, x2, lsl #1]
ldrh w9, [x24, x17]
ldrh w9, [x24, x17]
ldrh w10, [x3, x16]
ldrh w10, [x3, x16]
ldrh w11, [x28, x21]
ldrh w11, [x28, x21]
ldrh w12, [x21, x15, lsl #1]
ldrh w12, [x21, x15, lsl #1]
ldrh w13, [x27, x13]
ldrh w13, [x27, x13]
ldrh w14, [x1, x5, lsl #1]
ldrh w14, [x1, x5, lsl #1]
ldrh w15, [x3, x18]
ldrh w15, [x3, x18]
ldrh w16, [x27, x26]
ldrh w16, [x27, x26]
ldrh w17, [x30, x30]
ldrh w17, [x30, x30]
ldrh w18, [x1, x17]
ldrh w18, [x1, x17]
ldrh w19, [x0, x2, lsl #1]
ldrh w19, [x0, x2, lsl #1]
ldrh w20, [sp, x21, lsl #1]
ldrh w20, [sp, x21, lsl #1]
ldrh w21, [x7, x0]
ldrh w21, [x7, x0]
ldrh w22, [x30, x15]
ldrh w22, [x30, x15]
ldrh w23, [x10, x6, lsl #1]
ldrh w23, [x10, x6, lsl #1]
ldrsh w0, [x2, #8148]
ldrsh w0, [x2, #0x1fd4]
ldrsh w1, [x6, #3324]
ldrsh w1, [x6, #0xcfc]
ldrsh w2, [x17, #3178]
ldrsh w2, [x17, #0xc6a]
ldrsh w3, [x11, #3080]
ldrsh w3, [x11, #0xc08]
ldrsh w4, [x8, #4056]
ldrsh w4, [x8, #0xfd8]
ldrsh w5, [x15, #7322]
ldrsh w5, [x15, #0x1c9a]
ldrsh w6, [x0, #502]
ldrsh w6, [x0, #0x1f6]
ldrsh w7, [x19, #8080]
ldrsh w7, [x19, #0x1f90]
ldrsh w8, [x3, #2204]
ldrsh w8, [x3, #0x89c]
ldrsh w9, [sp, #2860]
ldrsh w9, [sp, #0xb2c]
ldrsh w10, [x21, #8162]
ldrsh w10, [x21, #0x1fe2]
ldrsh w11, [x1, #2894]
ldrsh w11, [x1, #0xb4e]
ldrsh w12, [sp, #5032]
ldrsh w12, [sp, #0x13a8]
ldrsh w13, [x30, #5534]
ldrsh w13, [x30, #0x159e]
ldrsh w14, [x1, #2878]
ldrsh w14, [x1, #0xb3e]
ldrsh w15, [x29, #6862]
ldrsh w15, [x29, #0x1ace]
ldrsh w16, [x0, #5316]
ldrsh w16, [x0, #0x14c4]
ldrsh w17, [x4, #4322]
ldrsh w17, [x4, #0x10e2]
ldrsh w18, [x29, #1798]
ldrsh w18, [x29, #0x706]
ldrsh w19, [x2, #4206]
ldrsh w19, [x2, #0x106e]
ldrsh w20, [x25, #2570]
ldrsh w20, [x25, #0xa0a]
ldrsh w21, [x2, #2924]
ldrsh w21, [x2, #0xb6c]
ldrsh w22, [x12, #7632]
ldrsh w22, [x12, #0x1dd0]
ldrsh w23, [x15, #6954]
ldrsh w23, [x15, #0x1b2a]
ldursh w0, [x24, #157]
ldursh w0, [x24, #0x9d]
ldursh w1, [x1, #246]
ldursh w1, [x1, #0xf6]
ldursh w2, [x9, #-203]
ldursh w2, [x9, #-0xcb]
ldursh w3, [x30, #49]
ldursh w3, [x30, #0x31]
ldursh w4, [x15, #-151]
ldursh w4, [x15, #-0x97]
ldursh w5, [x0, #-179]
ldursh w5, [x0, #-0xb3]
ldursh w6, [x2, #-203]
ldursh w6, [x2, #-0xcb]
ldursh w7, [x21, #-120]
ldursh w7, [x21, #-0x78]
ldursh w8, [x24, #-170]
ldursh w8, [x24, #-0xaa]
ldursh w9, [x28, #-161]
ldursh w9, [x28, #-0xa1]
ldursh w10, [x5, #-97]
ldursh w10, [x5, #-0x61]
ldursh w11, [x21, #-156]
ldursh w11, [x21, #-0x9c]
ldursh w12, [x4, #-193]
ldursh w12, [x4, #-0xc1]
ldursh w13, [sp, #-21]
ldursh w13, [sp, #-0x15]
ldursh w14, [x23, #-152]
ldursh w14, [x23, #-0x98]
ldursh w15, [x21, #-239]
ldursh w15, [x21, #-0xef]
ldursh w16, [x12, #55]
ldursh w16, [x12, #0x37]
ldursh w17, [sp, #26]
ldursh w17, [sp, #0x1a]
ldursh w18, [x0, #-34]
ldursh w18, [x0, #-0x22]
ldursh w19, [x8, #46]
ldursh w19, [x8, #0x2e]
ldursh w20, [x24, #198]
ldursh w20, [x24, #0xc6]
ldursh w21, [x24, #73]
ldursh w21, [x24, #0x49]
ldursh w22, [x23, #-56]
ldursh w22, [x23, #-0x38]
ldursh w23, [x8, #-60]
ldursh w23, [x8, #-0x3c]
ldrsh w0, [x17, x17]
ldrsh w0, [x17, x17]
ldrsh w1, [x0, x14, lsl #1]
ldrsh w1, [x0, x14, lsl #1]
ldrsh w2, [x28, x22, lsl #1]
ldrsh w2, [x28, x22, lsl #1]
ldrsh w3, [x28, x11, lsl #1]
ldrsh w3, [x28, x11, lsl #1]
ldrsh w4, [x16, xzr]
ldrsh w4, [x16, xzr]
ldrsh w5, [x15, xzr, lsl #1]
ldrsh w5, [x15, xzr, lsl #1]
ldrsh w6, [sp, x17, lsl #1]
ldrsh w6, [sp, x17, lsl #1]
ldrsh w7, [x28, x14, lsl #1]
ldrsh w7, [x28, x14, lsl #1]
ldrsh w8, [x17, x11]
ldrsh w8, [x17, x11]
ldrsh w9, [x21, x21, lsl #1]
ldrsh w9, [x21, x21, lsl #1]
ldrsh w10, [x12, x7, lsl #1]
ldrsh w10, [x12, x7, lsl #1]
ldrsh w11, [sp, x27, lsl #1]
ldrsh w11, [sp, x27, lsl #1]
ldrsh w12, [x8, x0, lsl #1]
ldrsh w12, [x8, x0, lsl #1]
ldrsh w13, [x15, x9, lsl #1]
ldrsh w13, [x15, x9, lsl #1]
ldrsh w14, [x12, x3]
ldrsh w14, [x12, x3]
ldrsh w15, [x14, x19]
ldrsh w15, [x14, x19]
ldrsh w16, [x13, x12, lsl #1]
ldrsh w16, [x13, x12, lsl #1]
ldrsh w17, [x14, x10, lsl #1]
ldrsh w17, [x14, x10, lsl #1]
ldrsh w18, [x25, x3]
ldrsh w18, [x25, x3]
ldrsh w19, [x5, x10]
ldrsh w19, [x5, x10]
ldrsh w20, [x11, x13, lsl #1]
ldrsh w20, [x11, x13, lsl #1]
ldrsh w21, [x7, x9, lsl #1]
ldrsh w21, [x7, x9, lsl #1]
ldrsh w22, [x22, x26, lsl #1]
ldrsh w22, [x22, x26, lsl #1]
ldrsh w23, [x2, x12]
ldrsh w23, [x2, x12]
ldrsh x0, [x4, #5810]
ldrsh x0, [x4, #0x16b2]
ldrsh x1, [x12, #3584]
ldrsh x1, [x12, #0xe00]
ldrsh x2, [x26, #6952]
ldrsh x2, [x26, #0x1b28]
ldrsh x3, [x21, #2752]
ldrsh x3, [x21, #0xac0]
ldrsh x4, [x7, #7414]
ldrsh x4, [x7, #0x1cf6]
ldrsh x5, [x16, #7476]
ldrsh x5, [x16, #0x1d34]
ldrsh x6, [x0, #1834]
ldrsh x6, [x0, #0x72a]
ldrsh x7, [x6, #3226]
ldrsh x7, [x6, #0xc9a]
ldrsh x8, [x9, #4302]
ldrsh x8, [x9, #0x10ce]
ldrsh x9, [x23, #652]
ldrsh x9, [x23, #0x28c]
ldrsh x10, [x24, #386]
ldrsh x10, [x24, #0x182]
ldrsh x11, [x21, #4710]
ldrsh x11, [x21, #0x1266]
ldrsh x12, [x18, #620]
ldrsh x12, [x18, #0x26c]
ldrsh x13, [x29, #2028]
ldrsh x13, [x29, #0x7ec]
ldrsh x14, [x10, #5776]
ldrsh x14, [x10, #0x1690]
ldrsh x15, [x2, #4416]
ldrsh x15, [x2, #0x1140]
ldrsh x16, [x22, #4040]
ldrsh x16, [x22, #0xfc8]
ldrsh x17, [x7, #894]
ldrsh x17, [x7, #0x37e]
ldrsh x18, [x0, #3354]
ldrsh x18, [x0, #0xd1a]
ldrsh x19, [x28, #1120]
ldrsh x19, [x28, #0x460]
ldrsh x20, [x22, #7936]
ldrsh x20, [x22, #0x1f00]
ldrsh x21, [x3, #7646]
ldrsh x21, [x3, #0x1dde]
ldrsh x22, [x10, #1626]
ldrsh x22, [x10, #0x65a]
ldrsh x23, [x1, #1968]
ldrsh x23, [x1, #0x7b0]
ldursh x0, [x3, #-157]
ldursh x0, [x3, #-0x9d]
ldursh x1, [x0, #-103]
ldursh x1, [x0, #-0x67]
ldursh x2, [x1, #-4]
ldursh x2, [x1, #-4]
ldursh x3, [x27, #166]
ldursh x3, [x27, #0xa6]
ldursh x4, [x0, #6]
ldursh x4, [x0, #6]
ldursh x5, [x28, #245]
ldursh x5, [x28, #0xf5]
ldursh x6, [x10, #-146]
ldursh x6, [x10, #-0x92]
ldursh x7, [x4, #16]
ldursh x7, [x4, #0x10]
ldursh x8, [x1, #73]
ldursh x8, [x1, #0x49]
ldursh x9, [x28, #86]
ldursh x9, [x28, #0x56]
ldursh x10, [x16, #131]
ldursh x10, [x16, #0x83]
ldursh x11, [x17, #231]
ldursh x11, [x17, #0xe7]
ldursh x12, [x9, #249]
ldursh x12, [x9, #0xf9]
ldursh x13, [x6, #88]
ldursh x13, [x6, #0x58]
ldursh x14, [x3, #161]
ldursh x14, [x3, #0xa1]
ldursh x15, [x21, #-17]
ldursh x15, [x21, #-0x11]
ldursh x16, [x27, #219]
ldursh x16, [x27, #0xdb]
ldursh x17, [x5, #-17]
ldursh x17, [x5, #-0x11]
ldursh x18, [x13, #10]
ldursh x18, [x13, #0xa]
ldursh x19, [x14, #-195]
ldursh x19, [x14, #-0xc3]
ldursh x20, [x20, #57]
ldursh x20, [x20, #0x39]
ldursh x21, [x26, #-26]
ldursh x21, [x26, #-0x1a]
ldursh x22, [x27, #200]
ldursh x22, [x27, #0xc8]
ldursh x23, [x15, #-132]
ldursh x23, [x15, #-0x84]
ldrsh x0, [x25, x4, lsl #1]
ldrsh x0, [x25, x4, lsl #1]
ldrsh x1, [x7, x9]
ldrsh x1, [x7, x9]
ldrsh x2, [x10, x14]
ldrsh x2, [x10, x14]
ldrsh x3, [x5, x6]
ldrsh x3, [x5, x6]
ldrsh x4, [x10, x5]
ldrsh x4, [x10, x5]
ldrsh x5, [x21, x11]
ldrsh x5, [x21, x11]
ldrsh x6, [x14, x21]
ldrsh x6, [x14, x21]
ldrsh x7, [x15, x13]
ldrsh x7, [x15, x13]
ldrsh x8, [x25, x27]
ldrsh x8, [x25, x27]
ldrsh x9, [x13, x29]
ldrsh x9, [x13, x29]
ldrsh x10, [x16, x7, lsl #1]
ldrsh x10, [x16, x7, lsl #1]
ldrsh x11, [x27, x27]
ldrsh x11, [x27, x27]
ldrsh x12, [x20, x5, lsl #1]
ldrsh x12, [x20, x5, lsl #1]
ldrsh x13, [x2, x29, lsl #1]
ldrsh x13, [x2, x29, lsl #1]
ldrsh x14, [x29, x8, lsl #1]
ldrsh x14, [x29, x8, lsl #1]
ldrsh x15, [x0, x0, lsl #1]
ldrsh x15, [x0, x0, lsl #1]
ldrsh x16, [x30, x28]
ldrsh x16, [x30, x28]
ldrsh x17, [x11, x27, lsl #1]
ldrsh x17, [x11, x27, lsl #1]
ldrsh x18, [x12, x9]
ldrsh x18, [x12, x9]
ldrsh x19, [x28, x5, lsl #1]
ldrsh x19, [x28, x5, lsl #1]
ldrsh x20, [x2, x27, lsl #1]
ldrsh x20, [x2, x27, lsl #1]
ldrsh x21, [x1, x22, lsl #1]
ldrsh x21, [x1, x22, lsl #1]
ldrsh x22, [x28, x4]
ldrsh x22, [x28, x4]
ldrsh x23, [x19, x1]
ldrsh x23, [x19, x1]
ldr w0, [x29, #13932]
ldr w0, [x29, #0x366c]
ldr w1, [x0, #14336]
ldr w1, [x0, #0x3800]
ldr w2, [x22, #2424]
ldr w2, [x22, #0x978]
ldr w3, [x21, #7456]
ldr w3, [x21, #0x1d20]
ldr w4, [x27, #3036]
ldr w4, [x27, #0xbdc]
ldr w5, [x8, #8716]
ldr w5, [x8, #0x220c]
ldr w6, [x8, #3836]
ldr w6, [x8, #0xefc]
ldr w7, [x30, #11856]
ldr w7, [x30, #0x2e50]
ldr w8, [x15, #4904]
ldr w8, [x15, #0x1328]
ldr w9, [x27, #9344]
ldr w9, [x27, #0x2480]
ldr w10, [x5, #10524]
ldr w10, [x5, #0x291c]
ldr w11, [x24, #10208]
ldr w11, [x24, #0x27e0]
ldr w12, [x0, #6400]
ldr w12, [x0, #0x1900]
ldr w13, [x14, #10796]
ldr w13, [x14, #0x2a2c]
ldr w14, [x22, #14356]
ldr w14, [x22, #0x3814]
ldr w15, [x30, #13036]
ldr w15, [x30, #0x32ec]
ldr w16, [x19, #24]
ldr w16, [x19, #0x18]
ldr w17, [x23, #2816]
ldr w17, [x23, #0xb00]
ldr w18, [x5, #10012]
ldr w18, [x5, #0x271c]
ldr w19, [x26, #12980]
ldr w19, [x26, #0x32b4]
ldr w20, [x13, #13384]
ldr w20, [x13, #0x3448]
ldr w21, [x11, #3944]
ldr w21, [x11, #0xf68]
ldr w22, [x3, #3604]
ldr w22, [x3, #0xe14]
ldr w23, [x14, #11440]
ldr w23, [x14, #0x2cb0]
ldur w0, [x18, #253]
ldur w0, [x18, #0xfd]
ldur w1, [x21, #85]
ldur w1, [x21, #0x55]
ldur w2, [x5, #-2]
ldur w2, [x5, #-2]
ldur w3, [x8, #-143]
ldur w3, [x8, #-0x8f]
ldur w4, [x14, #45]
ldur w4, [x14, #0x2d]
ldur w5, [x23, #87]
ldur w5, [x23, #0x57]
ldur w6, [x9, #-79]
ldur w6, [x9, #-0x4f]
ldur w7, [x13, #255]
ldur w7, [x13, #0xff]
ldur w8, [x15, #158]
ldur w8, [x15, #0x9e]
ldur w9, [x0, #-30]
ldur w9, [x0, #-0x1e]
ldur w10, [x14, #168]
ldur w10, [x14, #0xa8]
ldur w11, [x11, #-248]
ldur w11, [x11, #-0xf8]
ldur w12, [x25, #180]
ldur w12, [x25, #0xb4]
ldur w13, [x17, #-213]
ldur w13, [x17, #-0xd5]
ldur w14, [x19, #172]
ldur w14, [x19, #0xac]
ldur w15, [x5, #93]
ldur w15, [x5, #0x5d]
ldur w16, [x5, #236]
ldur w16, [x5, #0xec]
ldur w17, [x18, #178]
ldur w17, [x18, #0xb2]
ldur w18, [x0, #-126]
ldur w18, [x0, #-0x7e]
ldur w19, [x16, #51]
ldur w19, [x16, #0x33]
ldur w20, [x5, #109]
ldur w20, [x5, #0x6d]
ldur w21, [x14, #-129]
ldur w21, [x14, #-0x81]
ldur w22, [x6, #244]
ldur w22, [x6, #0xf4]
ldur w23, [x7, #56]
ldur w23, [x7, #0x38]
ldr w0, [x27, x6, lsl #2]
ldr w0, [x27, x6, lsl #2]
ldr w1, [sp, x21]
ldr w1, [sp, x21]
ldr w2, [x24, x30]
ldr w2, [x24, x30]
ldr w3, [x30, x18, lsl #2]
ldr w3, [x30, x18, lsl #2]
ldr w4, [x22, x16]
ldr w4, [x22, x16]
ldr w5, [x10, x6, lsl #2]
ldr w5, [x10, x6, lsl #2]
ldr w6, [x1, x18]
ldr w6, [x1, x18]
ldr w7, [x6, x28, lsl #2]
ldr w7, [x6, x28, lsl #2]
ldr w8, [x29, x4, lsl #2]
ldr w8, [x29, x4, lsl #2]
ldr w9, [x10, x5, lsl #2]
ldr w9, [x10, x5, lsl #2]
ldr w10, [x29, x3, lsl #2]
ldr w10, [x29, x3, lsl #2]
ldr w11, [x14, x24, lsl #2]
ldr w11, [x14, x24, lsl #2]
ldr w12, [x17, x3]
ldr w12, [x17, x3]
ldr w13, [x2, x19]
ldr w13, [x2, x19]
ldr w14, [x17, x15]
ldr w14, [x17, x15]
ldr w15, [x3, x25, lsl #2]
ldr w15, [x3, x25, lsl #2]
ldr w16, [x21, xzr, lsl #2]
ldr w16, [x21, xzr, lsl #2]
ldr w17, [x24, x17]
ldr w17, [x24, x17]
ldr w18, [x9, x19, lsl #2]
ldr w18, [x9, x19, lsl #2]
ldr w19, [x26, x16]
ldr w19, [x26, x16]
ldr w20, [x3, x13, lsl #2]
ldr w20, [x3, x13, lsl #2]
ldr w21, [x17, x9, lsl #2]
ldr w21, [x17, x9, lsl #2]
ldr w22, [x17, x29, lsl #2]
ldr w22, [x17, x29, lsl #2]
ldr w23, [x2, x10]
ldr w23, [x2, x10]
ldrsw x0, [x24, #5544]
ldrsw x0, [x24, #0x15a8]
ldrsw x1, [x11, #15544]
ldrsw x1, [x11, #0x3cb8]
ldrsw x2, [x18, #14064]
ldrsw x2, [x18, #0x36f0]
ldrsw x3, [x6, #1972]
ldrsw x3, [x6, #0x7b4]
ldrsw x4, [x28, #13196]
ldrsw x4, [x28, #0x338c]
ldrsw x5, [x22, #4436]
ldrsw x5, [x22, #0x1154]
ldrsw x6, [x23, #13368]
ldrsw x6, [x23, #0x3438]
ldrsw x7, [x6, #4352]
ldrsw x7, [x6, #0x1100]
ldrsw x8, [x17, #14000]
ldrsw x8, [x17, #0x36b0]
ldrsw x9, [x18, #5864]
ldrsw x9, [x18, #0x16e8]
ldrsw x10, [x24, #3416]
ldrsw x10, [x24, #0xd58]
ldrsw x11, [x8, #9224]
ldrsw x11, [x8, #0x2408]
ldrsw x12, [sp, #11264]
ldrsw x12, [sp, #0x2c00]
ldrsw x13, [x22, #6736]
ldrsw x13, [x22, #0x1a50]
ldrsw x14, [x8, #8028]
ldrsw x14, [x8, #0x1f5c]
ldrsw x15, [x9, #752]
ldrsw x15, [x9, #0x2f0]
ldrsw x16, [x9, #1464]
ldrsw x16, [x9, #0x5b8]
ldrsw x17, [sp, #15176]
ldrsw x17, [sp, #0x3b48]
ldrsw x18, [sp, #14072]
ldrsw x18, [sp, #0x36f8]
ldrsw x19, [x29, #7608]
ldrsw x19, [x29, #0x1db8]
ldrsw x20, [x24, #4128]
ldrsw x20, [x24, #0x1020]
ldrsw x21, [x22, #7060]
ldrsw x21, [x22, #0x1b94]
ldrsw x22, [x18, #13896]
ldrsw x22, [x18, #0x3648]
ldrsw x23, [x16, #13076]
ldrsw x23, [x16, #0x3314]
ldursw x0, [x7, #181]
ldursw x0, [x7, #0xb5]
ldursw x1, [x14, #55]
ldursw x1, [x14, #0x37]
ldursw x2, [x18, #115]
ldursw x2, [x18, #0x73]
ldursw x3, [x10, #-44]
ldursw x3, [x10, #-0x2c]
ldursw x4, [x17, #210]
ldursw x4, [x17, #0xd2]
ldursw x5, [x27, #-50]
ldursw x5, [x27, #-0x32]
ldursw x6, [x17, #86]
ldursw x6, [x17, #0x56]
ldursw x7, [x16, #-222]
ldursw x7, [x16, #-0xde]
ldursw x8, [x16, #210]
ldursw x8, [x16, #0xd2]
ldursw x9, [x22, #-19]
ldursw x9, [x22, #-0x13]
ldursw x10, [x14, #-181]
ldursw x10, [x14, #-0xb5]
ldursw x11, [x17, #-239]
ldursw x11, [x17, #-0xef]
ldursw x12, [x14, #-243]
ldursw x12, [x14, #-0xf3]
ldursw x13, [x26, #-140]
ldursw x13, [x26, #-0x8c]
ldursw x14, [x29, #106]
ldursw x14, [x29, #0x6a]
ldursw x15, [x8, #-105]
ldursw x15, [x8, #-0x69]
ldursw x16, [x1, #-175]
ldursw x16, [x1, #-0xaf]
ldursw x17, [x14, #250]
ldursw x17, [x14, #0xfa]
ldursw x18, [x25, #-184]
ldursw x18, [x25, #-0xb8]
ldursw x19, [x19, #-148]
ldursw x19, [x19, #-0x94]
ldursw x20, [x24, #127]
ldursw x20, [x24, #0x7f]
ldursw x21, [x30, #178]
ldursw x21, [x30, #0xb2]
ldursw x22, [x2, #23]
ldursw x22, [x2, #0x17]
ldursw x23, [x20, #-210]
ldursw x23, [x20, #-0xd2]
ldrsw x0, [x20, x14]
ldrsw x0, [x20, x14]
ldrsw x1, [x28, x19]
ldrsw x1, [x28, x19]
ldrsw x2, [x10, x14]
ldrsw x2, [x10, x14]
ldrsw x3, [x3, x16, lsl #2]
ldrsw x3, [x3, x16, lsl #2]
ldrsw x4, [x4, x13]
ldrsw x4, [x4, x13]
ldrsw x5, [x26, x28, lsl #2]
ldrsw x5, [x26, x28, lsl #2]
ldrsw x6, [x26, x19]
ldrsw x6, [x26, x19]
ldrsw x7, [x13, x5, lsl #2]
ldrsw x7, [x13, x5, lsl #2]
ldrsw x8, [x27, x10, lsl #2]
ldrsw x8, [x27, x10, lsl #2]
ldrsw x9, [x1, x26, lsl #2]
ldrsw x9, [x1, x26, lsl #2]
ldrsw x10, [x9, x24, lsl #2]
ldrsw x10, [x9, x24, lsl #2]
ldrsw x11, [x13, x14]
ldrsw x11, [x13, x14]
ldrsw x12, [x0, x8, lsl #2]
ldrsw x12, [x0, x8, lsl #2]
ldrsw x13, [x25, x0, lsl #2]
ldrsw x13, [x25, x0, lsl #2]
ldrsw x14, [x14, x21]
ldrsw x14, [x14, x21]
ldrsw x15, [x28, x18]
ldrsw x15, [x28, x18]
ldrsw x16, [x0, x28]
ldrsw x16, [x0, x28]
ldrsw x17, [x29, x23, lsl #2]
ldrsw x17, [x29, x23, lsl #2]
ldrsw x18, [x22, x16, lsl #2]
ldrsw x18, [x22, x16, lsl #2]
ldrsw x19, [x29, x13]
ldrsw x19, [x29, x13]
ldrsw x20, [x23, x25]
ldrsw x20, [x23, x25]
ldrsw x21, [x21, x5, lsl #2]
ldrsw x21, [x21, x5, lsl #2]
ldrsw x22, [x25, x13]
ldrsw x22, [x25, x13]
ldrsw x23, [x24, x12, lsl #2]
ldrsw x23, [x24, x12, lsl #2]
ldr x0, [x27, #30328]
ldr x0, [x27, #0x7678]
ldr x1, [x4, #15264]
ldr x1, [x4, #0x3ba0]
ldr x2, [x25, #7000]
ldr x2, [x25, #0x1b58]
ldr x3, [x19, #18776]
ldr x3, [x19, #0x4958]
ldr x4, [x30, #23376]
ldr x4, [x30, #0x5b50]
ldr x5, [x28, #3480]
ldr x5, [x28, #0xd98]
ldr x6, [sp, #10672]
ldr x6, [sp, #0x29b0]
ldr x7, [x16, #7016]
ldr x7, [x16, #0x1b68]
ldr x8, [x12, #20080]
ldr x8, [x12, #0x4e70]
ldr x9, [x20, #13064]
ldr x9, [x20, #0x3308]
ldr x10, [x20, #12024]
ldr x10, [x20, #0x2ef8]
ldr x11, [x16, #22264]
ldr x11, [x16, #0x56f8]
ldr x12, [x1, #26872]
ldr x12, [x1, #0x68f8]
ldr x13, [x0, #17024]
ldr x13, [x0, #0x4280]
ldr x14, [x18, #25920]
ldr x14, [x18, #0x6540]
ldr x15, [x8, #11504]
ldr x15, [x8, #0x2cf0]
ldr x16, [x29, #2000]
ldr x16, [x29, #0x7d0]
ldr x17, [x9, #568]
ldr x17, [x9, #0x238]
ldr x18, [x18, #752]
ldr x18, [x18, #0x2f0]
ldr x19, [x27, #19088]
ldr x19, [x27, #0x4a90]
ldr x20, [x19, #32328]
ldr x20, [x19, #0x7e48]
ldr x21, [x0, #26896]
ldr x21, [x0, #0x6910]
ldr x22, [x8, #7376]
ldr x22, [x8, #0x1cd0]
ldr x23, [x5, #32296]
ldr x23, [x5, #0x7e28]
ldur x0, [x0, #-63]
ldur x0, [x0, #-0x3f]
ldur x1, [sp, #-141]
ldur x1, [sp, #-0x8d]
ldur x2, [x0, #158]
ldur x2, [x0, #0x9e]
ldur x3, [sp, #186]
ldur x3, [sp, #0xba]
ldur x4, [x20, #-130]
ldur x4, [x20, #-0x82]
ldur x5, [x21, #43]
ldur x5, [x21, #0x2b]
ldur x6, [x19, #15]
ldur x6, [x19, #0xf]
ldur x7, [x15, #213]
ldur x7, [x15, #0xd5]
ldur x8, [x17, #137]
ldur x8, [x17, #0x89]
ldur x9, [x16, #-74]
ldur x9, [x16, #-0x4a]
ldur x10, [x29, #-54]
ldur x10, [x29, #-0x36]
ldur x11, [x13, #-108]
ldur x11, [x13, #-0x6c]
ldur x12, [x8, #137]
ldur x12, [x8, #0x89]
ldur x13, [x4, #20]
ldur x13, [x4, #0x14]
ldur x14, [x4, #-116]
ldur x14, [x4, #-0x74]
ldur x15, [x11, #175]
ldur x15, [x11, #0xaf]
ldur x16, [sp, #31]
ldur x16, [sp, #0x1f]
ldur x17, [x3, #-190]
ldur x17, [x3, #-0xbe]
ldur x18, [x28, #-28]
ldur x18, [x28, #-0x1c]
ldur x19, [x27, #-228]
ldur x19, [x27, #-0xe4]
ldur x20, [x29, #-110]
ldur x20, [x29, #-0x6e]
ldur x21, [x25, #-23]
ldur x21, [x25, #-0x17]
ldur x22, [sp, #-92]
ldur x22, [sp, #-0x5c]
ldur x23, [x22, #-52]
ldur x23, [x22, #-0x34]
ldr x0, [x5, x25, lsl #3]
ldr x0, [x5, x25, lsl #3]
ldr x1, [x11, x17, lsl #3]
ldr x1, [x11, x17, lsl #3]
ldr x2, [x21, x5, lsl #3]
ldr x2, [x21, x5, lsl #3]
ldr x3, [sp, x8, lsl #3]
ldr x3, [sp, x8, lsl #3]
ldr x4, [x24, x9, lsl #3]
ldr x4, [x24, x9, lsl #3]
ldr x5, [sp, x17, lsl #3]
ldr x5, [sp, x17, lsl #3]
ldr x6, [x29, x27, lsl #3]
ldr x6, [x29, x27, lsl #3]
ldr x7, [x20, x13, lsl #3]
ldr x7, [x20, x13, lsl #3]
ldr x8, [x11, x30]
ldr x8, [x11, x30]
ldr x9, [x23, x28]
ldr x9, [x23, x28]
ldr x10, [x2, x30]
ldr x10, [x2, x30]
ldr x11, [x8, x4, lsl #3]
ldr x11, [x8, x4, lsl #3]
ldr x12, [x19, x13, lsl #3]
ldr x12, [x19, x13, lsl #3]
ldr x13, [x22, x16, lsl #3]
ldr x13, [x22, x16, lsl #3]
ldr x14, [x25, x10, lsl #3]
ldr x14, [x25, x10, lsl #3]
ldr x15, [x8, x13, lsl #3]
ldr x15, [x8, x13, lsl #3]
ldr x16, [x6, x6]
ldr x16, [x6, x6]
ldr x17, [x9, x3]
ldr x17, [x9, x3]
ldr x18, [x16, x12, lsl #3]
ldr x18, [x16, x12, lsl #3]
ldr x19, [x21, x29, lsl #3]
ldr x19, [x21, x29, lsl #3]
ldr x20, [x16, x4, lsl #3]
ldr x20, [x16, x4, lsl #3]
ldr x21, [x13, x0, lsl #3]
ldr x21, [x13, x0, lsl #3]
ldr x22, [x7, x23]
ldr x22, [x7, x23]
ldr x23, [x3, x30]
ldr x23, [x3, x30]
ldr s0, [x18, #16012]
ldr s0, [x18, #0x3e8c]
ldr s1, [x1, #15584]
ldr s1, [x1, #0x3ce0]
ldr s2, [x26, #8576]
ldr s2, [x26, #0x2180]
ldr s3, [x30, #11952]
ldr s3, [x30, #0x2eb0]
ldr s4, [x15, #1968]
ldr s4, [x15, #0x7b0]
ldr s5, [x23, #16116]
ldr s5, [x23, #0x3ef4]
ldr s6, [x11, #9256]
ldr s6, [x11, #0x2428]
ldr s7, [x21, #9104]
ldr s7, [x21, #0x2390]
ldr s8, [x8, #4768]
ldr s8, [x8, #0x12a0]
ldr s9, [x28, #9764]
ldr s9, [x28, #0x2624]
ldr s10, [x28, #3576]
ldr s10, [x28, #0xdf8]
ldr s11, [x26, #10476]
ldr s11, [x26, #0x28ec]
ldr s12, [x5, #11664]
ldr s12, [x5, #0x2d90]
ldr s13, [x15, #10588]
ldr s13, [x15, #0x295c]
ldr s14, [x28, #14544]
ldr s14, [x28, #0x38d0]
ldr s15, [x12, #14020]
ldr s15, [x12, #0x36c4]
ldr s16, [x12, #3404]
ldr s16, [x12, #0xd4c]
ldr s17, [x7, #2020]
ldr s17, [x7, #0x7e4]
ldr s18, [x18, #4192]
ldr s18, [x18, #0x1060]
ldr s19, [x4, #4872]
ldr s19, [x4, #0x1308]
ldr s20, [x24, #9964]
ldr s20, [x24, #0x26ec]
ldr s21, [x15, #1896]
ldr s21, [x15, #0x768]
ldr s22, [x18, #9444]
ldr s22, [x18, #0x24e4]
ldr s23, [x12, #13964]
ldr s23, [x12, #0x368c]
ldur s0, [x27, #-207]
ldur s0, [x27, #-0xcf]
ldur s1, [x18, #114]
ldur s1, [x18, #0x72]
ldur s2, [x18, #-51]
ldur s2, [x18, #-0x33]
ldur s3, [x12, #-242]
ldur s3, [x12, #-0xf2]
ldur s4, [x10, #-179]
ldur s4, [x10, #-0xb3]
ldur s5, [x3, #-74]
ldur s5, [x3, #-0x4a]
ldur s6, [x17, #-38]
ldur s6, [x17, #-0x26]
ldur s7, [x10, #-30]
ldur s7, [x10, #-0x1e]
ldur s8, [x11, #91]
ldur s8, [x11, #0x5b]
ldur s9, [x26, #-188]
ldur s9, [x26, #-0xbc]
ldur s10, [x28, #96]
ldur s10, [x28, #0x60]
ldur s11, [x30, #-50]
ldur s11, [x30, #-0x32]
ldur s12, [x10, #238]
ldur s12, [x10, #0xee]
ldur s13, [x23, #-137]
ldur s13, [x23, #-0x89]
ldur s14, [x23, #-36]
ldur s14, [x23, #-0x24]
ldur s15, [x17, #39]
ldur s15, [x17, #0x27]
ldur s16, [x4, #27]
ldur s16, [x4, #0x1b]
ldur s17, [x2, #211]
ldur s17, [x2, #0xd3]
ldur s18, [x26, #-117]
ldur s18, [x26, #-0x75]
ldur s19, [x16, #-18]
ldur s19, [x16, #-0x12]
ldur s20, [x16, #190]
ldur s20, [x16, #0xbe]
ldur s21, [x0, #222]
ldur s21, [x0, #0xde]
ldur s22, [x0, #42]
ldur s22, [x0, #0x2a]
ldur s23, [x19, #-4]
ldur s23, [x19, #-4]
ldr s0, [x12, x0, lsl #2]
ldr s0, [x12, x0, lsl #2]
ldr s1, [x14, x29, lsl #2]
ldr s1, [x14, x29, lsl #2]
ldr s2, [x23, x7, lsl #2]
ldr s2, [x23, x7, lsl #2]
ldr s3, [x9, x10]
ldr s3, [x9, x10]
ldr s4, [x10, x21, lsl #2]
ldr s4, [x10, x21, lsl #2]
ldr s5, [x6, x1]
ldr s5, [x6, x1]
ldr s6, [x12, x23]
ldr s6, [x12, x23]
ldr s7, [x2, x23]
ldr s7, [x2, x23]
ldr s8, [x27, x6, lsl #2]
ldr s8, [x27, x6, lsl #2]
ldr s9, [x1, x14]
ldr s9, [x1, x14]
ldr s10, [x24, x21]
ldr s10, [x24, x21]
ldr s11, [x17, x8]
ldr s11, [x17, x8]
ldr s12, [x28, x27, lsl #2]
ldr s12, [x28, x27, lsl #2]
ldr s13, [x23, x27, lsl #2]
ldr s13, [x23, x27, lsl #2]
ldr s14, [x3, x2]
ldr s14, [x3, x2]
ldr s15, [sp, x20]
ldr s15, [sp, x20]
ldr s16, [x23, x27, lsl #2]
ldr s16, [x23, x27, lsl #2]
ldr s17, [x6, x17, lsl #2]
ldr s17, [x6, x17, lsl #2]
ldr s18, [x5, x21]
ldr s18, [x5, x21]
ldr s19, [sp, x28, lsl #2]
ldr s19, [sp, x28, lsl #2]
ldr s20, [x2, x17, lsl #2]
ldr s20, [x2, x17, lsl #2]
ldr s21, [x27, x6]
ldr s21, [x27, x6]
ldr s22, [x28, x18]
ldr s22, [x28, x18]
ldr s23, [x23, x7, lsl #2]
ldr s23, [x23, x7, lsl #2]
ldr d0, [x7, #17328]
ldr d0, [x7, #0x43b0]
ldr d1, [x22, #19552]
ldr d1, [x22, #0x4c60]
ldr d2, [x20, #31976]
ldr d2, [x20, #0x7ce8]
ldr d3, [x10, #30728]
ldr d3, [x10, #0x7808]
ldr d4, [x1, #2320]
ldr d4, [x1, #0x910]
ldr d5, [x4, #14576]
ldr d5, [x4, #0x38f0]
ldr d6, [x11, #27896]
ldr d6, [x11, #0x6cf8]
ldr d7, [x2, #19872]
ldr d7, [x2, #0x4da0]
ldr d8, [x10, #3104]
ldr d8, [x10, #0xc20]
ldr d9, [x4, #26256]
ldr d9, [x4, #0x6690]
ldr d10, [x0, #8984]
ldr d10, [x0, #0x2318]
ldr d11, [x2, #12696]
ldr d11, [x2, #0x3198]
ldr d12, [x28, #11320]
ldr d12, [x28, #0x2c38]
ldr d13, [x9, #29568]
ldr d13, [x9, #0x7380]
ldr d14, [x16, #24504]
ldr d14, [x16, #0x5fb8]
ldr d15, [x11, #12272]
ldr d15, [x11, #0x2ff0]
ldr d16, [x20, #32728]
ldr d16, [x20, #0x7fd8]
ldr d17, [x9, #8712]
ldr d17, [x9, #0x2208]
ldr d18, [x10, #4800]
ldr d18, [x10, #0x12c0]
ldr d19, [x0, #104]
ldr d19, [x0, #0x68]
ldr d20, [x10, #13688]
ldr d20, [x10, #0x3578]
ldr d21, [x5, #7776]
ldr d21, [x5, #0x1e60]
ldr d22, [x3, #10848]
ldr d22, [x3, #0x2a60]
ldr d23, [x21, #29504]
ldr d23, [x21, #0x7340]
ldur d0, [x27, #-29]
ldur d0, [x27, #-0x1d]
ldur d1, [x11, #113]
ldur d1, [x11, #0x71]
ldur d2, [x13, #-75]
ldur d2, [x13, #-0x4b]
ldur d3, [x2, #-175]
ldur d3, [x2, #-0xaf]
ldur d4, [x14, #-168]
ldur d4, [x14, #-0xa8]
ldur d5, [x4, #-48]
ldur d5, [x4, #-0x30]
ldur d6, [x13, #-103]
ldur d6, [x13, #-0x67]
ldur d7, [x5, #164]
ldur d7, [x5, #0xa4]
ldur d8, [x11, #-33]
ldur d8, [x11, #-0x21]
ldur d9, [x25, #187]
ldur d9, [x25, #0xbb]
ldur d10, [x11, #-247]
ldur d10, [x11, #-0xf7]
ldur d11, [x15, #-54]
ldur d11, [x15, #-0x36]
ldur d12, [x18, #36]
ldur d12, [x18, #0x24]
ldur d13, [x30, #239]
ldur d13, [x30, #0xef]
ldur d14, [x6, #192]
ldur d14, [x6, #0xc0]
ldur d15, [x8, #-35]
ldur d15, [x8, #-0x23]
ldur d16, [x5, #-97]
ldur d16, [x5, #-0x61]
ldur d17, [x13, #-138]
ldur d17, [x13, #-0x8a]
ldur d18, [x9, #-248]
ldur d18, [x9, #-0xf8]
ldur d19, [x11, #43]
ldur d19, [x11, #0x2b]
ldur d20, [x28, #-147]
ldur d20, [x28, #-0x93]
ldur d21, [x10, #138]
ldur d21, [x10, #0x8a]
ldur d22, [x4, #172]
ldur d22, [x4, #0xac]
ldur d23, [x23, #-242]
ldur d23, [x23, #-0xf2]
ldr d0, [x2, x1]
ldr d0, [x2, x1]
ldr d1, [x24, x21]
ldr d1, [x24, x21]
ldr d2, [x1, x29, lsl #3]
ldr d2, [x1, x29, lsl #3]
ldr d3, [sp, x14]
ldr d3, [sp, x14]
ldr d4, [x23, x23, lsl #3]
ldr d4, [x23, x23, lsl #3]
ldr d5, [x17, x0, lsl #3]
ldr d5, [x17, x0, lsl #3]
ldr d6, [x18, x28]
ldr d6, [x18, x28]
ldr d7, [x30, x12, lsl #3]
ldr d7, [x30, x12, lsl #3]
ldr d8, [x5, x23, lsl #3]
ldr d8, [x5, x23, lsl #3]
ldr d9, [x21, x25]
ldr d9, [x21, x25]
ldr d10, [x10, x24, lsl #3]
ldr d10, [x10, x24, lsl #3]
ldr d11, [x5, x2]
ldr d11, [x5, x2]
ldr d12, [x12, x0]
ldr d12, [x12, x0]
ldr d13, [x2, x24]
ldr d13, [x2, x24]
ldr d14, [x3, x12, lsl #3]
ldr d14, [x3, x12, lsl #3]
ldr d15, [x18, x14, lsl #3]
ldr d15, [x18, x14, lsl #3]
ldr d16, [x15, x22]
ldr d16, [x15, x22]
ldr d17, [x30, x28]
ldr d17, [x30, x28]
ldr d18, [x15, x17, lsl #3]
ldr d18, [x15, x17, lsl #3]
ldr d19, [x29, x19, lsl #3]
ldr d19, [x29, x19, lsl #3]
ldr d20, [x20, x21]
ldr d20, [x20, x21]
ldr d21, [x15, x29]
ldr d21, [x15, x29]
ldr d22, [x27, x29]
ldr d22, [x27, x29]
ldr d23, [x23, x18, lsl #3]
ldr d23, [x23, x18, lsl #3]
strb w0, [x13, #1521]
strb w0, [x13, #0x5f1]
strb w1, [x24, #2971]
strb w1, [x24, #0xb9b]
strb w2, [x10, #562]
strb w2, [x10, #0x232]
strb w3, [x28, #1654]
strb w3, [x28, #0x676]
strb w4, [x7, #1241]
strb w4, [x7, #0x4d9]
strb w5, [x1, #3081]
strb w5, [x1, #0xc09]
strb w6, [x26, #3022]
strb w6, [x26, #0xbce]
strb w7, [x21, #592]
strb w7, [x21, #0x250]
strb w8, [x15, #3002]
strb w8, [x15, #0xbba]
strb w9, [x17, #1935]
strb w9, [x17, #0x78f]
strb w10, [x21, #1786]
strb w10, [x21, #0x6fa]
strb w11, [x23, #2671]
strb w11, [x23, #0xa6f]
strb w12, [x13, #3076]
strb w12, [x13, #0xc04]
strb w13, [x5, #3209]
strb w13, [x5, #0xc89]
strb w14, [sp, #2253]
strb w14, [sp, #0x8cd]
strb w15, [x20, #1026]
strb w15, [x20, #0x402]
strb w16, [x26, #3997]
strb w16, [x26, #0xf9d]
strb w17, [x25, #919]
strb w17, [x25, #0x397]
strb w18, [x7, #3981]
strb w18, [x7, #0xf8d]
strb w19, [x28, #713]
strb w19, [x28, #0x2c9]
strb w20, [x14, #8]
strb w20, [x14, #8]
strb w21, [x13, #1695]
strb w21, [x13, #0x69f]
strb w22, [x11, #51]
strb w22, [x11, #0x33]
strb w23, [x9, #3183]
strb w23, [x9, #0xc6f]
sturb w0, [x11, #41]
sturb w0, [x11, #0x29]
sturb w1, [x29, #-235]
sturb w1, [x29, #-0xeb]
sturb w2, [x24, #69]
sturb w2, [x24, #0x45]
sturb w3, [x16, #253]
sturb w3, [x16, #0xfd]
sturb w4, [sp, #-61]
sturb w4, [sp, #-0x3d]
sturb w5, [x2, #-80]
sturb w5, [x2, #-0x50]
sturb w6, [x26, #-143]
sturb w6, [x26, #-0x8f]
sturb w7, [x11, #-37]
sturb w7, [x11, #-0x25]
sturb w8, [x2, #224]
sturb w8, [x2, #0xe0]
sturb w9, [sp, #59]
sturb w9, [sp, #0x3b]
sturb w10, [x2, #138]
sturb w10, [x2, #0x8a]
sturb w11, [x6, #-252]
sturb w11, [x6, #-0xfc]
sturb w12, [sp, #-149]
sturb w12, [sp, #-0x95]
sturb w13, [x23, #-52]
sturb w13, [x23, #-0x34]
sturb w14, [x13, #21]
sturb w14, [x13, #0x15]
sturb w15, [x6, #-211]
sturb w15, [x6, #-0xd3]
sturb w16, [x0, #71]
sturb w16, [x0, #0x47]
sturb w17, [x9, #-115]
sturb w17, [x9, #-0x73]
sturb w18, [x12, #-176]
sturb w18, [x12, #-0xb0]
sturb w19, [x20, #-138]
sturb w19, [x20, #-0x8a]
sturb w20, [x28, #-115]
sturb w20, [x28, #-0x73]
sturb w21, [x13, #218]
sturb w21, [x13, #0xda]
sturb w22, [x29, #79]
sturb w22, [x29, #0x4f]
sturb w23, [x29, #16]
sturb w23, [x29, #0x10]
strb w0, [x10, x22]
strb w0, [x10, x22]
strb w1, [x7, xzr]
strb w1, [x7, xzr]
strb w2, [x25, x0]
strb w2, [x25, x0]
strb w3, [x4, x11]
strb w3, [x4, x11]
strb w4, [x26, x29]
strb w4, [x26, x29]
strb w5, [x6, x23]
strb w5, [x6, x23]
strb w6, [x19, x15]
strb w6, [x19, x15]
strb w7, [x25, x3]
strb w7, [x25, x3]
strb w8, [x16, x27]
strb w8, [x16, x27]
strb w9, [x1, x11]
strb w9, [x1, x11]
strb w10, [x4, x15]
strb w10, [x4, x15]
strb w11, [x1, x1]
strb w11, [x1, x1]
strb w12, [x15, x10]
strb w12, [x15, x10]
strb w13, [x17, x12]
strb w13, [x17, x12]
strb w14, [x15, x22]
strb w14, [x15, x22]
strb w15, [x24, x15]
strb w15, [x24, x15]
strb w16, [x13, x30]
strb w16, [x13, x30]
strb w17, [x21, x14]
strb w17, [x21, x14]
strb w18, [x14, x13]
strb w18, [x14, x13]
strb w19, [x3, x16]
strb w19, [x3, x16]
strb w20, [sp, x25]
strb w20, [sp, x25]
strb w21, [x23, x12]
strb w21, [x23, x12]
strb w22, [x3, xzr]
strb w22, [x3, xzr]
strb w23, [x17, x3]
strb w23, [x17, x3]
strh w0, [x25, #4122]
strh w0, [x25, #0x101a]
strh w1, [x8, #5184]
strh w1, [x8, #0x1440]
strh w2, [x23, #5836]
strh w2, [x23, #0x16cc]
strh w3, [x3, #3574]
strh w3, [x3, #0xdf6]
strh w4, [x20, #216]
strh w4, [x20, #0xd8]
strh w5, [x19, #5978]
strh w5, [x19, #0x175a]
strh w6, [x23, #7132]
strh w6, [x23, #0x1bdc]
strh w7, [x28, #6632]
strh w7, [x28, #0x19e8]
strh w8, [x9, #1414]
strh w8, [x9, #0x586]
strh w9, [x3, #4850]
strh w9, [x3, #0x12f2]
strh w10, [sp, #1728]
strh w10, [sp, #0x6c0]
strh w11, [x2, #130]
strh w11, [x2, #0x82]
strh w12, [x11, #6418]
strh w12, [x11, #0x1912]
strh w13, [x2, #1998]
strh w13, [x2, #0x7ce]
strh w14, [sp, #5984]
strh w14, [sp, #0x1760]
strh w15, [x8, #5980]
strh w15, [x8, #0x175c]
strh w16, [x25, #3198]
strh w16, [x25, #0xc7e]
strh w17, [x30, #5576]
strh w17, [x30, #0x15c8]
strh w18, [x21, #6728]
strh w18, [x21, #0x1a48]
strh w19, [x11, #7952]
strh w19, [x11, #0x1f10]
strh w20, [x5, #6964]
strh w20, [x5, #0x1b34]
strh w21, [x20, #3124]
strh w21, [x20, #0xc34]
strh w22, [x14, #5980]
strh w22, [x14, #0x175c]
strh w23, [x14, #3038]
strh w23, [x14, #0xbde]
sturh w0, [x18, #66]
sturh w0, [x18, #0x42]
sturh w1, [x17, #206]
sturh w1, [x17, #0xce]
sturh w2, [x8, #170]
sturh w2, [x8, #0xaa]
sturh w3, [x7, #-7]
sturh w3, [x7, #-7]
sturh w4, [x0, #-175]
sturh w4, [x0, #-0xaf]
sturh w5, [x0, #-190]
sturh w5, [x0, #-0xbe]
sturh w6, [x19, #169]
sturh w6, [x19, #0xa9]
sturh w7, [x22, #39]
sturh w7, [x22, #0x27]
sturh w8, [x9, #-187]
sturh w8, [x9, #-0xbb]
sturh w9, [x22, #113]
sturh w9, [x22, #0x71]
sturh w10, [x29, #-97]
sturh w10, [x29, #-0x61]
sturh w11, [x11, #40]
sturh w11, [x11, #0x28]
sturh w12, [x12, #-217]
sturh w12, [x12, #-0xd9]
sturh w13, [x4, #182]
sturh w13, [x4, #0xb6]
sturh w14, [x12, #-75]
sturh w14, [x12, #-0x4b]
sturh w15, [x7, #37]
sturh w15, [x7, #0x25]
sturh w16, [x17, #-6]
sturh w16, [x17, #-6]
sturh w17, [x14, #192]
sturh w17, [x14, #0xc0]
sturh w18, [x14, #-26]
sturh w18, [x14, #-0x1a]
sturh w19, [x28, #3]
sturh w19, [x28, #3]
sturh w20, [x24, #-147]
sturh w20, [x24, #-0x93]
sturh w21, [x29, #-144]
sturh w21, [x29, #-0x90]
sturh w22, [x3, #141]
sturh w22, [x3, #0x8d]
sturh w23, [x10, #-35]
sturh w23, [x10, #-0x23]
strh w0, [x13, x10, lsl #1]
strh w0, [x13, x10, lsl #1]
strh w1, [x4, x20, lsl #1]
strh w1, [x4, x20, lsl #1]
strh w2, [x26, x14]
strh w2, [x26, x14]
strh w3, [x27, x30, lsl #1]
strh w3, [x27, x30, lsl #1]
strh w4, [x20, xzr, lsl #1]
strh w4, [x20, xzr, lsl #1]
strh w5, [x13, x14]
strh w5, [x13, x14]
strh w6, [x25, x12, lsl #1]
strh w6, [x25, x12, lsl #1]
strh w7, [x5, x5, lsl #1]
strh w7, [x5, x5, lsl #1]
strh w8, [x29, x18]
strh w8, [x29, x18]
strh w9, [x17, x26, lsl #1]
strh w9, [x17, x26, lsl #1]
strh w10, [x23, x4, lsl #1]
strh w10, [x23, x4, lsl #1]
strh w11, [x6, x27]
strh w11, [x6, x27]
strh w12, [x18, x21]
strh w12, [x18, x21]
strh w13, [x5, x26]
strh w13, [x5, x26]
strh w14, [x18, x4]
strh w14, [x18, x4]
strh w15, [x13, x28]
strh w15, [x13, x28]
strh w16, [x16, x20]
strh w16, [x16, x20]
strh w17, [x18, x15, lsl #1]
strh w17, [x18, x15, lsl #1]
strh w18, [x18, x30]
strh w18, [x18, x30]
strh w19, [x0, x17, lsl #1]
strh w19, [x0, x17, lsl #1]
strh w20, [x28, x19, lsl #1]
strh w20, [x28, x19, lsl #1]
strh w21, [x14, x2]
strh w21, [x14, x2]
strh w22, [x7, x5, lsl #1]
strh w22, [x7, x5, lsl #1]
strh w23, [x20, x20, lsl #1]
strh w23, [x20, x20, lsl #1]
str w0, [x28, #11228]
str w0, [x28, #0x2bdc]
str w1, [x17, #6576]
str w1, [x17, #0x19b0]
str w2, [x15, #2268]
str w2, [x15, #0x8dc]
str w3, [x2, #15048]
str w3, [x2, #0x3ac8]
str w4, [x21, #9444]
str w4, [x21, #0x24e4]
str w5, [x25, #6244]
str w5, [x25, #0x1864]
str w6, [x7, #5104]
str w6, [x7, #0x13f0]
str w7, [x0, #4740]
str w7, [x0, #0x1284]
str w8, [x10, #10548]
str w8, [x10, #0x2934]
str w9, [x21, #9648]
str w9, [x21, #0x25b0]
str w10, [x7, #15120]
str w10, [x7, #0x3b10]
str w11, [x29, #10096]
str w11, [x29, #0x2770]
str w12, [x21, #6980]
str w12, [x21, #0x1b44]
str w13, [x30, #5224]
str w13, [x30, #0x1468]
str w14, [x24, #232]
str w14, [x24, #0xe8]
str w15, [x0, #2020]
str w15, [x0, #0x7e4]
str w16, [x29, #9008]
str w16, [x29, #0x2330]
str w17, [x15, #15132]
str w17, [x15, #0x3b1c]
str w18, [x16, #11984]
str w18, [x16, #0x2ed0]
str w19, [x19, #9736]
str w19, [x19, #0x2608]
str w20, [x23, #1488]
str w20, [x23, #0x5d0]
str w21, [x21, #696]
str w21, [x21, #0x2b8]
str w22, [sp, #11560]
str w22, [sp, #0x2d28]
str w23, [x28, #13008]
str w23, [x28, #0x32d0]
stur w0, [x1, #98]
stur w0, [x1, #0x62]
stur w1, [x25, #138]
stur w1, [x25, #0x8a]
stur w2, [x3, #-147]
stur w2, [x3, #-0x93]
stur w3, [x26, #-205]
stur w3, [x26, #-0xcd]
stur w4, [x9, #211]
stur w4, [x9, #0xd3]
stur w5, [x19, #111]
stur w5, [x19, #0x6f]
stur w6, [x23, #-48]
stur w6, [x23, #-0x30]
stur w7, [x6, #-110]
stur w7, [x6, #-0x6e]
stur w8, [x1, #191]
stur w8, [x1, #0xbf]
stur w9, [x9, #9]
stur w9, [x9, #9]
stur w10, [x25, #-256]
stur w10, [x25, #-0x100]
stur w11, [x30, #-128]
stur w11, [x30, #-0x80]
stur w12, [x12, #-151]
stur w12, [x12, #-0x97]
stur w13, [x29, #232]
stur w13, [x29, #0xe8]
stur w14, [x13, #-248]
stur w14, [x13, #-0xf8]
stur w15, [x1, #89]
stur w15, [x1, #0x59]
stur w16, [x25, #-216]
stur w16, [x25, #-0xd8]
stur w17, [x16, #-161]
stur w17, [x16, #-0xa1]
stur w18, [x30, #7]
stur w18, [x30, #7]
stur w19, [x23, #-211]
stur w19, [x23, #-0xd3]
stur w20, [x17, #71]
stur w20, [x17, #0x47]
stur w21, [x8, #-24]
stur w21, [x8, #-0x18]
stur w22, [x22, #-135]
stur w22, [x22, #-0x87]
stur w23, [x18, #45]
stur w23, [x18, #0x2d]
str w0, [x1, x20]
str w0, [x1, x20]
str w1, [x4, x20, lsl #2]
str w1, [x4, x20, lsl #2]
str w2, [x30, x8, lsl #2]
str w2, [x30, x8, lsl #2]
str w3, [x23, x29, lsl #2]
str w3, [x23, x29, lsl #2]
str w4, [x28, x28, lsl #2]
str w4, [x28, x28, lsl #2]
str w5, [x0, x20, lsl #2]
str w5, [x0, x20, lsl #2]
str w6, [x6, x14, lsl #2]
str w6, [x6, x14, lsl #2]
str w7, [x8, x7, lsl #2]
str w7, [x8, x7, lsl #2]
str w8, [x2, x9]
str w8, [x2, x9]
str w9, [x23, x4, lsl #2]
str w9, [x23, x4, lsl #2]
str w10, [x10, x8]
str w10, [x10, x8]
str w11, [x30, x2, lsl #2]
str w11, [x30, x2, lsl #2]
str w12, [x23, x0, lsl #2]
str w12, [x23, x0, lsl #2]
str w13, [x20, x10, lsl #2]
str w13, [x20, x10, lsl #2]
str w14, [x15, x2, lsl #2]
str w14, [x15, x2, lsl #2]
str w15, [x4, x21, lsl #2]
str w15, [x4, x21, lsl #2]
str w16, [x22, x0, lsl #2]
str w16, [x22, x0, lsl #2]
str w17, [x14, x6]
str w17, [x14, x6]
str w18, [x20, x7]
str w18, [x20, x7]
str w19, [sp, x17]
str w19, [sp, x17]
str w20, [x13, x2, lsl #2]
str w20, [x13, x2, lsl #2]
str w21, [x13, x29]
str w21, [x13, x29]
str w22, [x7, x22, lsl #2]
str w22, [x7, x22, lsl #2]
str w23, [x2, x8]
str w23, [x2, x8]
str x0, [x1, #1272]
str x0, [x1, #0x4f8]
str x1, [x20, #11320]
str x1, [x20, #0x2c38]
str x2, [x11, #30904]
str x2, [x11, #0x78b8]
str x3, [x1, #5680]
str x3, [x1, #0x1630]
str x4, [x17, #28224]
str x4, [x17, #0x6e40]
str x5, [x16, #31760]
str x5, [x16, #0x7c10]
str x6, [x8, #18480]
str x6, [x8, #0x4830]
str x7, [x16, #15464]
str x7, [x16, #0x3c68]
str x8, [x26, #19712]
str x8, [x26, #0x4d00]
str x9, [x23, #15456]
str x9, [x23, #0x3c60]
str x10, [x22, #30736]
str x10, [x22, #0x7810]
str x11, [x2, #16632]
str x11, [x2, #0x40f8]
str x12, [x9, #18528]
str x12, [x9, #0x4860]
str x13, [sp, #1464]
str x13, [sp, #0x5b8]
str x14, [x7, #28352]
str x14, [x7, #0x6ec0]
str x15, [x14, #26544]
str x15, [x14, #0x67b0]
str x16, [x7, #13368]
str x16, [x7, #0x3438]
str x17, [x30, #4176]
str x17, [x30, #0x1050]
str x18, [x21, #19296]
str x18, [x21, #0x4b60]
str x19, [x30, #30128]
str x19, [x30, #0x75b0]
str x20, [x27, #19768]
str x20, [x27, #0x4d38]
str x21, [x8, #9448]
str x21, [x8, #0x24e8]
str x22, [x14, #8792]
str x22, [x14, #0x2258]
str x23, [x28, #5712]
str x23, [x28, #0x1650]
stur x0, [x6, #-128]
stur x0, [x6, #-0x80]
stur x1, [x20, #-176]
stur x1, [x20, #-0xb0]
stur x2, [x14, #239]
stur x2, [x14, #0xef]
stur x3, [x1, #98]
stur x3, [x1, #0x62]
stur x4, [x23, #-81]
stur x4, [x23, #-0x51]
stur x5, [x17, #44]
stur x5, [x17, #0x2c]
stur x6, [x25, #-39]
stur x6, [x25, #-0x27]
stur x7, [x5, #-51]
stur x7, [x5, #-0x33]
stur x8, [x6, #198]
stur x8, [x6, #0xc6]
stur x9, [x23, #-31]
stur x9, [x23, #-0x1f]
stur x10, [x29, #-26]
stur x10, [x29, #-0x1a]
stur x11, [x20, #201]
stur x11, [x20, #0xc9]
stur x12, [x16, #94]
stur x12, [x16, #0x5e]
stur x13, [x1, #-78]
stur x13, [x1, #-0x4e]
stur x14, [x5, #-59]
stur x14, [x5, #-0x3b]
stur x15, [x4, #250]
stur x15, [x4, #0xfa]
stur x16, [x6, #-156]
stur x16, [x6, #-0x9c]
stur x17, [x24, #43]
stur x17, [x24, #0x2b]
stur x18, [x20, #-168]
stur x18, [x20, #-0xa8]
stur x19, [x23, #-140]
stur x19, [x23, #-0x8c]
stur x20, [x5, #125]
stur x20, [x5, #0x7d]
stur x21, [x25, #-22]
stur x21, [x25, #-0x16]
stur x22, [x29, #121]
stur x22, [x29, #0x79]
stur x23, [x26, #-106]
stur x23, [x26, #-0x6a]
str x0, [x19, x0]
str x0, [x19, x0]
str x1, [sp, x15]
str x1, [sp, x15]
str x2, [x28, x27, lsl #3]
str x2, [x28, x27, lsl #3]
str x3, [x2, x2]
str x3, [x2, x2]
str x4, [x15, x27]
str x4, [x15, x27]
str x5, [x7, x6, lsl #3]
str x5, [x7, x6, lsl #3]
str x6, [x8, x22]
str x6, [x8, x22]
str x7, [x26, x17]
str x7, [x26, x17]
str x8, [x16, x27]
str x8, [x16, x27]
str x9, [x24, x25, lsl #3]
str x9, [x24, x25, lsl #3]
str x10, [x3, x4, lsl #3]
str x10, [x3, x4, lsl #3]
str x11, [x12, xzr]
str x11, [x12, xzr]
str x12, [x17, x24, lsl #3]
str x12, [x17, x24, lsl #3]
str x13, [sp, x21]
str x13, [sp, x21]
str x14, [x14, x19]
str x14, [x14, x19]
str x15, [sp, x27, lsl #3]
str x15, [sp, x27, lsl #3]
str x16, [x30, x11, lsl #3]
str x16, [x30, x11, lsl #3]
str x17, [x28, x27]
str x17, [x28, x27]
str x18, [x13, x22]
str x18, [x13, x22]
str x19, [x10, x26]
str x19, [x10, x26]
str x20, [x25, x14]
str x20, [x25, x14]
str x21, [x16, x22]
str x21, [x16, x22]
str x22, [x23, x18]
str x22, [x23, x18]
str x23, [x6, x0, lsl #3]
str x23, [x6, x0, lsl #3]
str s0, [x18, #15124]
str s0, [x18, #0x3b14]
str s1, [x16, #5648]
str s1, [x16, #0x1610]
str s2, [x21, #2936]
str s2, [x21, #0xb78]
str s3, [x30, #11900]
str s3, [x30, #0x2e7c]
str s4, [x26, #11928]
str s4, [x26, #0x2e98]
str s5, [x1, #8924]
str s5, [x1, #0x22dc]
str s6, [x25, #4324]
str s6, [x25, #0x10e4]
str s7, [x10, #8348]
str s7, [x10, #0x209c]
str s8, [x16, #724]
str s8, [x16, #0x2d4]
str s9, [x11, #14500]
str s9, [x11, #0x38a4]
str s10, [x10, #1192]
str s10, [x10, #0x4a8]
str s11, [x12, #12832]
str s11, [x12, #0x3220]
str s12, [x12, #14612]
str s12, [x12, #0x3914]
str s13, [x9, #11940]
str s13, [x9, #0x2ea4]
str s14, [x23, #6940]
str s14, [x23, #0x1b1c]
str s15, [x19, #14992]
str s15, [x19, #0x3a90]
str s16, [x29, #3548]
str s16, [x29, #0xddc]
str s17, [x28, #14780]
str s17, [x28, #0x39bc]
str s18, [x9, #8580]
str s18, [x9, #0x2184]
str s19, [x19, #15052]
str s19, [x19, #0x3acc]
str s20, [x17, #148]
str s20, [x17, #0x94]
str s21, [x22, #14856]
str s21, [x22, #0x3a08]
str s22, [x16, #2972]
str s22, [x16, #0xb9c]
str s23, [x30, #4576]
str s23, [x30, #0x11e0]
stur s0, [x3, #16]
stur s0, [x3, #0x10]
stur s1, [x25, #82]
stur s1, [x25, #0x52]
stur s2, [x16, #-71]
stur s2, [x16, #-0x47]
stur s3, [x13, #249]
stur s3, [x13, #0xf9]
stur s4, [x16, #51]
stur s4, [x16, #0x33]
stur s5, [x24, #69]
stur s5, [x24, #0x45]
stur s6, [x13, #33]
stur s6, [x13, #0x21]
stur s7, [x26, #176]
stur s7, [x26, #0xb0]
stur s8, [x29, #45]
stur s8, [x29, #0x2d]
stur s9, [x10, #95]
stur s9, [x10, #0x5f]
stur s10, [x14, #-145]
stur s10, [x14, #-0x91]
stur s11, [x10, #-210]
stur s11, [x10, #-0xd2]
stur s12, [x24, #-80]
stur s12, [x24, #-0x50]
stur s13, [x22, #-238]
stur s13, [x22, #-0xee]
stur s14, [x8, #114]
stur s14, [x8, #0x72]
stur s15, [x20, #212]
stur s15, [x20, #0xd4]
stur s16, [x5, #-175]
stur s16, [x5, #-0xaf]
stur s17, [x23, #155]
stur s17, [x23, #0x9b]
stur s18, [x24, #244]
stur s18, [x24, #0xf4]
stur s19, [x14, #194]
stur s19, [x14, #0xc2]
stur s20, [x12, #-106]
stur s20, [x12, #-0x6a]
stur s21, [sp, #163]
stur s21, [sp, #0xa3]
stur s22, [x6, #245]
stur s22, [x6, #0xf5]
stur s23, [x8, #124]
stur s23, [x8, #0x7c]
str s0, [x27, x8]
str s0, [x27, x8]
str s1, [x18, x28, lsl #2]
str s1, [x18, x28, lsl #2]
str s2, [x12, x12]
str s2, [x12, x12]
str s3, [x14, x17]
str s3, [x14, x17]
str s4, [x14, x7]
str s4, [x14, x7]
str s5, [x12, x10, lsl #2]
str s5, [x12, x10, lsl #2]
str s6, [x4, x28, lsl #2]
str s6, [x4, x28, lsl #2]
str s7, [x16, x14, lsl #2]
str s7, [x16, x14, lsl #2]
str s8, [x16, x4, lsl #2]
str s8, [x16, x4, lsl #2]
str s9, [x2, x17, lsl #2]
str s9, [x2, x17, lsl #2]
str s10, [x13, x2]
str s10, [x13, x2]
str s11, [x22, x22]
str s11, [x22, x22]
str s12, [x28, x23, lsl #2]
str s12, [x28, x23, lsl #2]
str s13, [x11, x12, lsl #2]
str s13, [x11, x12, lsl #2]
str s14, [x9, x28, lsl #2]
str s14, [x9, x28, lsl #2]
str s15, [x9, x13, lsl #2]
str s15, [x9, x13, lsl #2]
str s16, [x5, x19, lsl #2]
str s16, [x5, x19, lsl #2]
str s17, [x10, x3, lsl #2]
str s17, [x10, x3, lsl #2]
str s18, [x26, x18, lsl #2]
str s18, [x26, x18, lsl #2]
str s19, [x23, x9]
str s19, [x23, x9]
str s20, [x19, x19]
str s20, [x19, x19]
str s21, [x28, x11, lsl #2]
str s21, [x28, x11, lsl #2]
str s22, [x10, x23, lsl #2]
str s22, [x10, x23, lsl #2]
str s23, [x10, x24, lsl #2]
str s23, [x10, x24, lsl #2]
str d0, [x16, #5000]
str d0, [x16, #0x1388]
str d1, [x14, #11776]
str d1, [x14, #0x2e00]
str d2, [x24, #5504]
str d2, [x24, #0x1580]
str d3, [x12, #26672]
str d3, [x12, #0x6830]
str d4, [x0, #17360]
str d4, [x0, #0x43d0]
str d5, [x6, #27856]
str d5, [x6, #0x6cd0]
str d6, [x15, #31736]
str d6, [x15, #0x7bf8]
str d7, [x9, #17312]
str d7, [x9, #0x43a0]
str d8, [x22, #7896]
str d8, [x22, #0x1ed8]
str d9, [x21, #4008]
str d9, [x21, #0xfa8]
str d10, [x8, #976]
str d10, [x8, #0x3d0]
str d11, [x15, #14960]
str d11, [x15, #0x3a70]
str d12, [x29, #29048]
str d12, [x29, #0x7178]
str d13, [x22, #18152]
str d13, [x22, #0x46e8]
str d14, [x14, #30728]
str d14, [x14, #0x7808]
str d15, [x16, #26584]
str d15, [x16, #0x67d8]
str d16, [x5, #23224]
str d16, [x5, #0x5ab8]
str d17, [x17, #3712]
str d17, [x17, #0xe80]
str d18, [x15, #20248]
str d18, [x15, #0x4f18]
str d19, [x12, #12992]
str d19, [x12, #0x32c0]
str d20, [x1, #8056]
str d20, [x1, #0x1f78]
str d21, [x18, #22520]
str d21, [x18, #0x57f8]
str d22, [x7, #23600]
str d22, [x7, #0x5c30]
str d23, [x1, #31928]
str d23, [x1, #0x7cb8]
stur d0, [x18, #-209]
stur d0, [x18, #-0xd1]
stur d1, [x19, #-8]
stur d1, [x19, #-8]
stur d2, [x12, #133]
stur d2, [x12, #0x85]
stur d3, [x13, #-32]
stur d3, [x13, #-0x20]
stur d4, [x9, #253]
stur d4, [x9, #0xfd]
stur d5, [x13, #-28]
stur d5, [x13, #-0x1c]
stur d6, [sp, #175]
stur d6, [sp, #0xaf]
stur d7, [x24, #-193]
stur d7, [x24, #-0xc1]
stur d8, [x13, #25]
stur d8, [x13, #0x19]
stur d9, [x9, #249]
stur d9, [x9, #0xf9]
stur d10, [x27, #57]
stur d10, [x27, #0x39]
stur d11, [x14, #-71]
stur d11, [x14, #-0x47]
stur d12, [x5, #-143]
stur d12, [x5, #-0x8f]
stur d13, [sp, #-128]
stur d13, [sp, #-0x80]
stur d14, [x17, #-64]
stur d14, [x17, #-0x40]
stur d15, [x28, #163]
stur d15, [x28, #0xa3]
stur d16, [x13, #198]
stur d16, [x13, #0xc6]
stur d17, [x1, #249]
stur d17, [x1, #0xf9]
stur d18, [x7, #-67]
stur d18, [x7, #-0x43]
stur d19, [x6, #-76]
stur d19, [x6, #-0x4c]
stur d20, [x21, #74]
stur d20, [x21, #0x4a]
stur d21, [x13, #143]
stur d21, [x13, #0x8f]
stur d22, [x7, #237]
stur d22, [x7, #0xed]
stur d23, [x23, #-148]
stur d23, [x23, #-0x94]
str d0, [x26, x7]
str d0, [x26, x7]
str d1, [x24, x8, lsl #3]
str d1, [x24, x8, lsl #3]
str d2, [x19, x28]
str d2, [x19, x28]
str d3, [x6, x29, lsl #3]
str d3, [x6, x29, lsl #3]
str d4, [x17, x23]
str d4, [x17, x23]
str d5, [x24, x10]
str d5, [x24, x10]
str d6, [x30, x9]
str d6, [x30, x9]
str d7, [x1, x3, lsl #3]
str d7, [x1, x3, lsl #3]
str d8, [sp, x7, lsl #3]
str d8, [sp, x7, lsl #3]
str d9, [x16, x21]
str d9, [x16, x21]
str d10, [x17, x10, lsl #3]
str d10, [x17, x10, lsl #3]
str d11, [x0, x17, lsl #3]
str d11, [x0, x17, lsl #3]
str d12, [x14, x18]
str d12, [x14, x18]
str d13, [x10, x24, lsl #3]
str d13, [x10, x24, lsl #3]
str d14, [x24, x2]
str d14, [x24, x2]
str d15, [x17, x0]
str d15, [x17, x0]
str d16, [x13, x22, lsl #3]
str d16, [x13, x22, lsl #3]
str d17, [x27, x11]
str d17, [x27, x11]
str d18, [x28, x14, lsl #3]
str d18, [x28, x14, lsl #3]
str d19, [x3, x20, lsl #3]
str d19, [x3, x20, lsl #3]
str d20, [x3, x21, lsl #3]
str d20, [x3, x21, lsl #3]
str d21, [x29, x16, lsl #3]
str d21, [x29, x16, lsl #3]
str d22, [x29, x30]
str d22, [x29, x30]
str d23, [x2, x10, lsl #3]
str d23, [x2, x10, lsl #3]
ldr x0, #-650176
ldr x0, #0xfffffffffff61440
ldr x1, #-730456
ldr x1, #0xfffffffffff4daa8
ldr x2, #592988
ldr x2, #0x90c5c
ldr x3, #745768
ldr x3, #0xb6128
ldr x4, #-425200
ldr x4, #0xfffffffffff98310
ldr x5, #-516404
ldr x5, #0xfffffffffff81ecc
ldr x6, #-541976
ldr x6, #0xfffffffffff7bae8
ldr x7, #-81044
ldr x7, #0xfffffffffffec36c
ldr x8, #438476
ldr x8, #0x6b0cc
ldr x9, #543052
ldr x9, #0x8494c
ldr x10, #51880
ldr x10, #0xcaa8
ldr x11, #-754680
ldr x11, #0xfffffffffff47c08
ldr x12, #80340
ldr x12, #0x139d4
ldr x13, #-8776
ldr x13, #0xffffffffffffddb8
ldr x14, #90844
ldr x14, #0x162dc
ldr x15, #-764208
ldr x15, #0xfffffffffff456d0
ldr x16, #293248
ldr x16, #0x47980
ldr x17, #463496
ldr x17, #0x71288
ldr x18, #877216
ldr x18, #0xd62a0
ldr x19, #268016
ldr x19, #0x416f0
ldr x20, #-176340
ldr x20, #0xfffffffffffd4f2c
ldr x21, #895604
ldr x21, #0xdaa74
ldr x22, #1043200
ldr x22, #0xfeb00
ldr x23, #-579012
ldr x23, #0xfffffffffff72a3c
ldr s0, #-756596
ldr s0, #0xfffffffffff4748c
ldr s1, #-654536
ldr s1, #0xfffffffffff60338
ldr s2, #466988
ldr s2, #0x7202c
ldr s3, #-592992
ldr s3, #0xfffffffffff6f3a0
ldr s4, #595832
ldr s4, #0x91778
ldr s5, #-847108
ldr s5, #0xfffffffffff312fc
ldr s6, #-674212
ldr s6, #0xfffffffffff5b65c
ldr s7, #431524
ldr s7, #0x695a4
ldr s8, #763740
ldr s8, #0xba75c
ldr s9, #706268
ldr s9, #0xac6dc
ldr s10, #439124
ldr s10, #0x6b354
ldr s11, #-910976
ldr s11, #0xfffffffffff21980
ldr s12, #952384
ldr s12, #0xe8840
ldr s13, #-515984
ldr s13, #0xfffffffffff82070
ldr s14, #-685420
ldr s14, #0xfffffffffff58a94
ldr s15, #-839408
ldr s15, #0xfffffffffff33110
ldr s16, #937244
ldr s16, #0xe4d1c
ldr s17, #993156
ldr s17, #0xf2784
ldr s18, #-74968
ldr s18, #0xfffffffffffedb28
ldr s19, #-675692
ldr s19, #0xfffffffffff5b094
ldr s20, #739620
ldr s20, #0xb4924
ldr s21, #325000
ldr s21, #0x4f588
ldr s22, #326408
ldr s22, #0x4fb08
ldr s23, #-927944
ldr s23, #0xfffffffffff1d738
ldr d0, #141700
ldr d0, #0x22984
ldr d1, #508036
ldr d1, #0x7c084
ldr d2, #268260
ldr d2, #0x417e4
ldr d3, #600872
ldr d3, #0x92b28
ldr d4, #-747916
ldr d4, #0xfffffffffff49674
ldr d5, #-672084
ldr d5, #0xfffffffffff5beac
ldr d6, #-387860
ldr d6, #0xfffffffffffa14ec
ldr d7, #-616724
ldr d7, #0xfffffffffff696ec
ldr d8, #-225764
ldr d8, #0xfffffffffffc8e1c
ldr d9, #-125272
ldr d9, #0xfffffffffffe16a8
ldr d10, #-741720
ldr d10, #0xfffffffffff4aea8
ldr d11, #-277216
ldr d11, #0xfffffffffffbc520
ldr d12, #-798484
ldr d12, #0xfffffffffff3d0ec
ldr d13, #-453156
ldr d13, #0xfffffffffff915dc
ldr d14, #-262828
ldr d14, #0xfffffffffffbfd54
ldr d15, #-324592
ldr d15, #0xfffffffffffb0c10
ldr d16, #399856
ldr d16, #0x619f0
ldr d17, #-198572
ldr d17, #0xfffffffffffcf854
ldr d18, #911924
ldr d18, #0xdea34
ldr d19, #-384784
ldr d19, #0xfffffffffffa20f0
ldr d20, #-223116
ldr d20, #0xfffffffffffc9874
ldr d21, #-327100
ldr d21, #0xfffffffffffb0244
ldr d22, #-1033728
ldr d22, #0xfffffffffff03a00
ldr d23, #-294500
ldr d23, #0xfffffffffffb819c
stp x0, xzr, [x28, #-384]
stp x0, xzr, [x28, #-0x180]
stp x1, x0, [x29, #-328]
stp x1, x0, [x29, #-0x148]
stp x2, x0, [x30, #296]
stp x2, x0, [x30, #0x128]
stp x3, x0, [sp, #120]
stp x3, x0, [sp, #0x78]
stp x4, x0, [x28, #464]
stp x4, x0, [x28, #0x1d0]
stp x5, x0, [x29, #-304]
stp x5, x0, [x29, #-0x130]
stp x6, x0, [x30, #96]
stp x6, x0, [x30, #0x60]
stp x7, x0, [sp, #136]
stp x7, x0, [sp, #0x88]
stp x8, x0, [x28, #-112]
stp x8, x0, [x28, #-0x70]
stp x9, x0, [x29, #224]
stp x9, x0, [x29, #0xe0]
stp x10, x0, [x30, #504]
stp x10, x0, [x30, #0x1f8]
stp x11, x0, [sp, #-488]
stp x11, x0, [sp, #-0x1e8]
stp x12, x0, [x28, #-256]
stp x12, x0, [x28, #-0x100]
stp x13, x0, [x29, #80]
stp x13, x0, [x29, #0x50]
stp x14, x0, [x30, #56]
stp x14, x0, [x30, #0x38]
stp x15, x0, [sp, #88]
stp x15, x0, [sp, #0x58]
stp x16, x0, [x28, #488]
stp x16, x0, [x28, #0x1e8]
stp x17, x0, [x29, #-96]
stp x17, x0, [x29, #-0x60]
stp x18, x0, [x30, #488]
stp x18, x0, [x30, #0x1e8]
stp x19, x0, [sp, #-64]
stp x19, x0, [sp, #-0x40]
stp x20, x0, [x28, #48]
stp x20, x0, [x28, #0x30]
stp x21, x0, [x29, #-232]
stp x21, x0, [x29, #-0xe8]
stp x22, x0, [x30, #-480]
stp x22, x0, [x30, #-0x1e0]
stp x23, x0, [sp, #112]
stp x23, x0, [sp, #0x70]
ldp x0, xzr, [x28, #32]
ldp x0, xzr, [x28, #0x20]
ldp x1, x0, [x29, #472]
ldp x1, x0, [x29, #0x1d8]
ldp x2, x0, [x30, #-304]
ldp x2, x0, [x30, #-0x130]
ldp x3, x0, [sp, #312]
ldp x3, x0, [sp, #0x138]
ldp x4, x0, [x28, #312]
ldp x4, x0, [x28, #0x138]
ldp x5, x0, [x29, #464]
ldp x5, x0, [x29, #0x1d0]
ldp x6, x0, [x30, #-320]
ldp x6, x0, [x30, #-0x140]
ldp x7, x0, [sp, #-496]
ldp x7, x0, [sp, #-0x1f0]
ldp x8, x0, [x28, #-328]
ldp x8, x0, [x28, #-0x148]
ldp x9, x0, [x29, #432]
ldp x9, x0, [x29, #0x1b0]
ldp x10, x0, [x30, #-416]
ldp x10, x0, [x30, #-0x1a0]
ldp x11, x0, [sp, #152]
ldp x11, x0, [sp, #0x98]
ldp x12, x0, [x28, #56]
ldp x12, x0, [x28, #0x38]
ldp x13, x0, [x29, #176]
ldp x13, x0, [x29, #0xb0]
ldp x14, x0, [x30, #-496]
ldp x14, x0, [x30, #-0x1f0]
ldp x15, x0, [sp, #-296]
ldp x15, x0, [sp, #-0x128]
ldp x16, x0, [x28, #-448]
ldp x16, x0, [x28, #-0x1c0]
ldp x17, x0, [x29, #-416]
ldp x17, x0, [x29, #-0x1a0]
ldp x18, x0, [x30, #-128]
ldp x18, x0, [x30, #-0x80]
ldp x19, x0, [sp, #-480]
ldp x19, x0, [sp, #-0x1e0]
ldp x20, x0, [x28, #-192]
ldp x20, x0, [x28, #-0xc0]
ldp x21, x0, [x29, #-128]
ldp x21, x0, [x29, #-0x80]
ldp x22, x0, [x30, #400]
ldp x22, x0, [x30, #0x190]
ldp x23, x0, [sp, #-216]
ldp x23, x0, [sp, #-0xd8]
stp x0, xzr, [x28, #-464]!
stp x0, xzr, [x28, #-0x1d0]!
stp x1, x0, [x29, #-40]!
stp x1, x0, [x29, #-0x28]!
stp x2, x0, [x30, #200]!
stp x2, x0, [x30, #0xc8]!
stp x3, x0, [sp, #400]!
stp x3, x0, [sp, #0x190]!
stp x4, x0, [x28, #-392]!
stp x4, x0, [x28, #-0x188]!
stp x5, x0, [x29, #-80]!
stp x5, x0, [x29, #-0x50]!
stp x6, x0, [x30, #-304]!
stp x6, x0, [x30, #-0x130]!
stp x7, x0, [sp, #392]!
stp x7, x0, [sp, #0x188]!
stp x8, x0, [x28, #160]!
stp x8, x0, [x28, #0xa0]!
stp x9, x0, [x29, #-440]!
stp x9, x0, [x29, #-0x1b8]!
stp x10, x0, [x30, #88]!
stp x10, x0, [x30, #0x58]!
stp x11, x0, [sp, #120]!
stp x11, x0, [sp, #0x78]!
stp x12, x0, [x28, #-88]!
stp x12, x0, [x28, #-0x58]!
stp x13, x0, [x29, #408]!
stp x13, x0, [x29, #0x198]!
stp x14, x0, [x30, #-360]!
stp x14, x0, [x30, #-0x168]!
stp x15, x0, [sp, #-288]!
stp x15, x0, [sp, #-0x120]!
stp x16, x0, [x28, #-416]!
stp x16, x0, [x28, #-0x1a0]!
stp x17, x0, [x29, #200]!
stp x17, x0, [x29, #0xc8]!
stp x18, x0, [x30, #240]!
stp x18, x0, [x30, #0xf0]!
stp x19, x0, [sp, #-200]!
stp x19, x0, [sp, #-0xc8]!
stp x20, x0, [x28, #128]!
stp x20, x0, [x28, #0x80]!
stp x21, x0, [x29, #224]!
stp x21, x0, [x29, #0xe0]!
stp x22, x0, [x30, #336]!
stp x22, x0, [x30, #0x150]!
stp x23, x0, [sp, #376]!
stp x23, x0, [sp, #0x178]!
ldp x0, xzr, [x28], #-112
ldp x0, xzr, [x28], #-0x70
ldp x1, x0, [x29], #-104
ldp x1, x0, [x29], #-0x68
ldp x2, x0, [x30], #-168
ldp x2, x0, [x30], #-0xa8
ldp x3, x0, [sp], #224
ldp x3, x0, [sp], #0xe0
ldp x4, x0, [x28], #432
ldp x4, x0, [x28], #0x1b0
ldp x5, x0, [x29], #-144
ldp x5, x0, [x29], #-0x90
ldp x6, x0, [x30], #320
ldp x6, x0, [x30], #0x140
ldp x7, x0, [sp], #208
ldp x7, x0, [sp], #0xd0
ldp x8, x0, [x28], #-328
ldp x8, x0, [x28], #-0x148
ldp x9, x0, [x29], #384
ldp x9, x0, [x29], #0x180
ldp x10, x0, [x30], #112
ldp x10, x0, [x30], #0x70
ldp x11, x0, [sp], #-304
ldp x11, x0, [sp], #-0x130
ldp x12, x0, [x28], #280
ldp x12, x0, [x28], #0x118
ldp x13, x0, [x29], #-24
ldp x13, x0, [x29], #-0x18
ldp x14, x0, [x30], #-88
ldp x14, x0, [x30], #-0x58
ldp x15, x0, [sp], #-216
ldp x15, x0, [sp], #-0xd8
ldp x16, x0, [x28], #56
ldp x16, x0, [x28], #0x38
ldp x17, x0, [x29], #-312
ldp x17, x0, [x29], #-0x138
ldp x18, x0, [x30], #112
ldp x18, x0, [x30], #0x70
ldp x19, x0, [sp], #408
ldp x19, x0, [sp], #0x198
ldp x20, x0, [x28], #416
ldp x20, x0, [x28], #0x1a0
ldp x21, x0, [x29], #-72
ldp x21, x0, [x29], #-0x48
ldp x22, x0, [x30], #-400
ldp x22, x0, [x30], #-0x190
ldp x23, x0, [sp], #360
ldp x23, x0, [sp], #0x168
stp d0, d31, [x28, #-480]
stp d0, d31, [x28, #-0x1e0]
stp d1, d0, [x29, #160]
stp d1, d0, [x29, #0xa0]
stp d2, d0, [x30, #-264]
stp d2, d0, [x30, #-0x108]
stp d3, d0, [sp, #360]
stp d3, d0, [sp, #0x168]
stp d4, d0, [x28, #376]
stp d4, d0, [x28, #0x178]
stp d5, d0, [x29, #-488]
stp d5, d0, [x29, #-0x1e8]
stp d6, d0, [x30, #-320]
stp d6, d0, [x30, #-0x140]
stp d7, d0, [sp, #-120]
stp d7, d0, [sp, #-0x78]
stp d8, d0, [x28, #-496]
stp d8, d0, [x28, #-0x1f0]
stp d9, d0, [x29, #264]
stp d9, d0, [x29, #0x108]
stp d10, d0, [x30, #224]
stp d10, d0, [x30, #0xe0]
stp d11, d0, [sp, #-352]
stp d11, d0, [sp, #-0x160]
stp d12, d0, [x28, #40]
stp d12, d0, [x28, #0x28]
stp d13, d0, [x29, #312]
stp d13, d0, [x29, #0x138]
stp d14, d0, [x30, #80]
stp d14, d0, [x30, #0x50]
stp d15, d0, [sp, #504]
stp d15, d0, [sp, #0x1f8]
stp d16, d0, [x28, #456]
stp d16, d0, [x28, #0x1c8]
stp d17, d0, [x29, #-48]
stp d17, d0, [x29, #-0x30]
stp d18, d0, [x30, #32]
stp d18, d0, [x30, #0x20]
stp d19, d0, [sp, #-64]
stp d19, d0, [sp, #-0x40]
stp d20, d0, [x28, #-256]
stp d20, d0, [x28, #-0x100]
stp d21, d0, [x29, #424]
stp d21, d0, [x29, #0x1a8]
stp d22, d0, [x30, #-240]
stp d22, d0, [x30, #-0xf0]
stp d23, d0, [sp, #-120]
stp d23, d0, [sp, #-0x78]
ldp d0, d31, [x28, #48]
ldp d0, d31, [x28, #0x30]
ldp d1, d0, [x29, #32]
ldp d1, d0, [x29, #0x20]
ldp d2, d0, [x30, #80]
ldp d2, d0, [x30, #0x50]
ldp d3, d0, [sp, #-112]
ldp d3, d0, [sp, #-0x70]
ldp d4, d0, [x28, #-128]
ldp d4, d0, [x28, #-0x80]
ldp d5, d0, [x29, #-88]
ldp d5, d0, [x29, #-0x58]
ldp d6, d0, [x30, #-72]
ldp d6, d0, [x30, #-0x48]
ldp d7, d0, [sp, #-376]
ldp d7, d0, [sp, #-0x178]
ldp d8, d0, [x28, #-232]
ldp d8, d0, [x28, #-0xe8]
ldp d9, d0, [x29, #-16]
ldp d9, d0, [x29, #-0x10]
ldp d10, d0, [x30, #120]
ldp d10, d0, [x30, #0x78]
ldp d11, d0, [sp, #-392]
ldp d11, d0, [sp, #-0x188]
ldp d12, d0, [x28, #-496]
ldp d12, d0, [x28, #-0x1f0]
ldp d13, d0, [x29, #-408]
ldp d13, d0, [x29, #-0x198]
ldp d14, d0, [x30, #-328]
ldp d14, d0, [x30, #-0x148]
ldp d15, d0, [sp, #208]
ldp d15, d0, [sp, #0xd0]
ldp d16, d0, [x28, #-64]
ldp d16, d0, [x28, #-0x40]
ldp d17, d0, [x29, #-344]
ldp d17, d0, [x29, #-0x158]
ldp d18, d0, [x30, #200]
ldp d18, d0, [x30, #0xc8]
ldp d19, d0, [sp, #-496]
ldp d19, d0, [sp, #-0x1f0]
ldp d20, d0, [x28, #-504]
ldp d20, d0, [x28, #-0x1f8]
ldp d21, d0, [x29, #-336]
ldp d21, d0, [x29, #-0x150]
ldp d22, d0, [x30, #-72]
ldp d22, d0, [x30, #-0x48]
ldp d23, d0, [sp, #-352]
ldp d23, d0, [sp, #-0x160]
stp d0, d31, [x28, #-392]!
stp d0, d31, [x28, #-0x188]!
stp d1, d0, [x29, #464]!
stp d1, d0, [x29, #0x1d0]!
stp d2, d0, [x30, #8]!
stp d2, d0, [x30, #8]!
stp d3, d0, [sp, #-48]!
stp d3, d0, [sp, #-0x30]!
stp d4, d0, [x28, #272]!
stp d4, d0, [x28, #0x110]!
stp d5, d0, [x29, #-384]!
stp d5, d0, [x29, #-0x180]!
stp d6, d0, [x30, #344]!
stp d6, d0, [x30, #0x158]!
stp d7, d0, [sp, #-248]!
stp d7, d0, [sp, #-0xf8]!
stp d8, d0, [x28, #488]!
stp d8, d0, [x28, #0x1e8]!
stp d9, d0, [x29, #32]!
stp d9, d0, [x29, #0x20]!
stp d10, d0, [x30, #472]!
stp d10, d0, [x30, #0x1d8]!
stp d11, d0, [sp, #304]!
stp d11, d0, [sp, #0x130]!
stp d12, d0, [x28, #128]!
stp d12, d0, [x28, #0x80]!
stp d13, d0, [x29, #120]!
stp d13, d0, [x29, #0x78]!
stp d14, d0, [x30, #-160]!
stp d14, d0, [x30, #-0xa0]!
stp d15, d0, [sp, #16]!
stp d15, d0, [sp, #0x10]!
stp d16, d0, [x28, #280]!
stp d16, d0, [x28, #0x118]!
stp d17, d0, [x29, #368]!
stp d17, d0, [x29, #0x170]!
stp d18, d0, [x30, #-296]!
stp d18, d0, [x30, #-0x128]!
stp d19, d0, [sp, #256]!
stp d19, d0, [sp, #0x100]!
stp d20, d0, [x28, #368]!
stp d20, d0, [x28, #0x170]!
stp d21, d0, [x29, #-248]!
stp d21, d0, [x29, #-0xf8]!
stp d22, d0, [x30, #96]!
stp d22, d0, [x30, #0x60]!
stp d23, d0, [sp, #-72]!
stp d23, d0, [sp, #-0x48]!
ldp d0, d31, [x28], #80
ldp d0, d31, [x28], #0x50
ldp d1, d0, [x29], #288
ldp d1, d0, [x29], #0x120
ldp d2, d0, [x30], #184
ldp d2, d0, [x30], #0xb8
ldp d3, d0, [sp], #336
ldp d3, d0, [sp], #0x150
ldp d4, d0, [x28], #472
ldp d4, d0, [x28], #0x1d8
ldp d5, d0, [x29], #400
ldp d5, d0, [x29], #0x190
ldp d6, d0, [x30], #384
ldp d6, d0, [x30], #0x180
ldp d7, d0, [sp], #32
ldp d7, d0, [sp], #0x20
ldp d8, d0, [x28], #-416
ldp d8, d0, [x28], #-0x1a0
ldp d9, d0, [x29], #8
ldp d9, d0, [x29], #8
ldp d10, d0, [x30], #-320
ldp d10, d0, [x30], #-0x140
ldp d11, d0, [sp], #-392
ldp d11, d0, [sp], #-0x188
ldp d12, d0, [x28], #-368
ldp d12, d0, [x28], #-0x170
ldp d13, d0, [x29], #-8
ldp d13, d0, [x29], #-8
ldp d14, d0, [x30], #40
ldp d14, d0, [x30], #0x28
ldp d15, d0, [sp], #-352
ldp d15, d0, [sp], #-0x160
ldp d16, d0, [x28], #392
ldp d16, d0, [x28], #0x188
ldp d17, d0, [x29], #-216
ldp d17, d0, [x29], #-0xd8
ldp d18, d0, [x30], #88
ldp d18, d0, [x30], #0x58
ldp d19, d0, [sp], #384
ldp d19, d0, [sp], #0x180
ldp d20, d0, [x28], #496
ldp d20, d0, [x28], #0x1f0
ldp d21, d0, [x29], #448
ldp d21, d0, [x29], #0x1c0
ldp d22, d0, [x30], #-360
ldp d22, d0, [x30], #-0x168
ldp d23, d0, [sp], #40
ldp d23, d0, [sp], #0x28
fadd s0, s19, s16
fadd s0, s19, s16
fadd s2, s16, s23
fadd s2, s16, s23
fadd d12, d2, d16
fadd d12, d2, d16
fadd d20, d25, d14
fadd d20, d25, d14
fadd s18, s25, s27
fadd s18, s25, s27
fadd s20, s11, s31
fadd s20, s11, s31
fadd d20, d31, d22
fadd d20, d31, d22
fadd d3, d19, d3
fadd d3, d19, d3
fadd s31, s15, s16
fadd s31, s15, s16
fadd s17, s30, s21
fadd s17, s30, s21
fadd d27, d29, d25
fadd d27, d29, d25
fadd d0, d11, d24
fadd d0, d11, d24
fadd s23, s24, s4
fadd s23, s24, s4
fadd s4, s2, s11
fadd s4, s2, s11
fadd d17, d7, d6
fadd d17, d7, d6
fadd d13, d18, d11
fadd d13, d18, d11
fadd s12, s5, s28
fadd s12, s5, s28
fadd s28, s3, s30
fadd s28, s3, s30
fadd d11, d30, d22
fadd d11, d30, d22
fadd d27, d3, d19
fadd d27, d3, d19
fadd s24, s8, s18
fadd s24, s8, s18
fadd s27, s16, s20
fadd s27, s16, s20
fadd d11, d2, d31
fadd d11, d2, d31
fadd d15, d26, d31
fadd d15, d26, d31
fsub s5, s11, s16
fsub s5, s11, s16
fsub s10, s18, s24
fsub s10, s18, s24
fsub d14, d11, d13
fsub d14, d11, d13
fsub d23, d11, d11
fsub d23, d11, d11
fsub s25, s19, s1
fsub s25, s19, s1
fsub s29, s18, s16
fsub s29, s18, s16
fsub d2, d19, d1
fsub d2, d19, d1
fsub d6, d14, d23
fsub d6, d14, d23
fsub s21, s4, s14
fsub s21, s4, s14
fsub s18, s14, s1
fsub s18, s14, s1
fsub d16, d15, d28
fsub d16, d15, d28
fsub d27, d17, d14
fsub d27, d17, d14
fsub s11, s0, s6
fsub s11, s0, s6
fsub s16, s5, s4
fsub s16, s5, s4
fsub d14, d25, d29
fsub d14, d25, d29
fsub d16, d29, d4
fsub d16, d29, d4
fsub s26, s25, s16
fsub s26, s25, s16
fsub s26, s15, s0
fsub s26, s15, s0
fsub d3, d9, d0
fsub d3, d9, d0
fsub d20, d26, d12
fsub d20, d26, d12
fsub s23, s12, s30
fsub s23, s12, s30
fsub s30, s9, s21
fsub s30, s9, s21
fsub d29, d27, d26
fsub d29, d27, d26
fsub d28, d10, d25
fsub d28, d10, d25
fmul s11, s2, s22
fmul s11, s2, s22
fmul s8, s18, s4
fmul s8, s18, s4
fmul d12, d24, d22
fmul d12, d24, d22
fmul d16, d4, d30
fmul d16, d4, d30
fmul s25, s31, s21
fmul s25, s31, s21
fmul s4, s24, s21
fmul s4, s24, s21
fmul d27, d8, d21
fmul d27, d8, d21
fmul d28, d30, d15
fmul d28, d30, d15
fmul s6, s21, s18
fmul s6, s21, s18
fmul s22, s15, s30
fmul s22, s15, s30
fmul d11, d10, d19
fmul d11, d10, d19
fmul d17, d8, d12
fmul d17, d8, d12
fmul s19, s20, s3
fmul s19, s20, s3
fmul s2, s7, s13
fmul s2, s7, s13
fmul d0, d17, d4
fmul d0, d17, d4
fmul d11, d9, d2
fmul d11, d9, d2
fmul s10, s0, s22
fmul s10, s0, s22
fmul s17, s14, s20
fmul s17, s14, s20
fmul d27, d9, d28
fmul d27, d9, d28
fmul d13, d5, d29
fmul d13, d5, d29
fmul s29, s21, s15
fmul s29, s21, s15
fmul s13, s5, s18
fmul s13, s5, s18
fmul d0, d20, d18
fmul d0, d20, d18
fmul d11, d31, d11
fmul d11, d31, d11
fdiv s11, s17, s21
fdiv s11, s17, s21
fdiv s19, s6, s7
fdiv s19, s6, s7
fdiv d8, d23, d2
fdiv d8, d23, d2
fdiv d15, d30, d25
fdiv d15, d30, d25
fdiv s23, s2, s25
fdiv s23, s2, s25
fdiv s16, s14, s15
fdiv s16, s14, s15
fdiv d0, d28, d18
fdiv d0, d28, d18
fdiv d15, d3, d12
fdiv d15, d3, d12
fdiv s10, s13, s7
fdiv s10, s13, s7
fdiv s11, s1, s28
fdiv s11, s1, s28
fdiv d25, d4, d13
fdiv d25, d4, d13
fdiv d13, d1, d13
fdiv d13, d1, d13
fdiv s4, s23, s23
fdiv s4, s23, s23
fdiv s8, s20, s27
fdiv s8, s20, s27
fdiv d27, d18, d31
fdiv d27, d18, d31
fdiv d16, d1, d30
fdiv d16, d1, d30
fdiv s0, s24, s29
fdiv s0, s24, s29
fdiv s29, s14, s30
fdiv s29, s14, s30
fdiv d3, d15, d16
fdiv d3, d15, d16
fdiv d29, d17, d24
fdiv d29, d17, d24
fdiv s15, s20, s5
fdiv s15, s20, s5
fdiv s10, s15, s29
fdiv s10, s15, s29
fdiv d0, d3, d7
fdiv d0, d3, d7
fdiv d12, d15, d1
fdiv d12, d15, d1
fmax s21, s17, s11
fmax s21, s17, s11
fmax s28, s23, s23
fmax s28, s23, s23
fmax d13, d11, d10
fmax d13, d11, d10
fmax d24, d5, d12
fmax d24, d5, d12
fmax s10, s7, s28
fmax s10, s7, s28
fmax s14, s13, s12
fmax s14, s13, s12
fmax d14, d14, d5
fmax d14, d14, d5
fmax d26, d6, d20
fmax d26, d6, d20
fmax s17, s23, s22
fmax s17, s23, s22
fmax s12, s7, s17
fmax s12, s7, s17
fmax d11, d28, d9
fmax d11, d28, d9
fmax d21, d23, d3
fmax d21, d23, d3
fmax s11, s8, s23
fmax s11, s8, s23
fmax s11, s19, s16
fmax s11, s19, s16
fmax d20, d17, d10
fmax d20, d17, d10
fmax d22, d19, d29
fmax d22, d19, d29
fmax s12, s19, s17
fmax s12, s19, s17
fmax s20, s17, s9
fmax s20, s17, s9
fmax d6, d4, d20
fmax d6, d4, d20
fmax d31, d5, d16
fmax d31, d5, d16
fmax s18, s29, s15
fmax s18, s29, s15
fmax s4, s8, s23
fmax s4, s8, s23
fmax d0, d3, d3
fmax d0, d3, d3
fmax d20, d8, d25
fmax d20, d8, d25
fmin s2, s8, s0
fmin s2, s8, s0
fmin s2, s23, s10
fmin s2, s23, s10
fmin d22, d21, d4
fmin d22, d21, d4
fmin d29, d19, d19
fmin d29, d19, d19
fmin s8, s2, s29
fmin s8, s2, s29
fmin s19, s5, s18
fmin s19, s5, s18
fmin d8, d5, d10
fmin d8, d5, d10
fmin d14, d10, d10
fmin d14, d10, d10
fmin s4, s23, s26
fmin s4, s23, s26
fmin s15, s6, s16
fmin s15, s6, s16
fmin d2, d22, d29
fmin d2, d22, d29
fmin d4, d30, d8
fmin d4, d30, d8
fmin s26, s19, s31
fmin s26, s19, s31
fmin s12, s14, s15
fmin s12, s14, s15
fmin d3, d16, d20
fmin d3, d16, d20
fmin d24, d0, d1
fmin d24, d0, d1
fmin s9, s15, s23
fmin s9, s15, s23
fmin s18, s15, s0
fmin s18, s15, s0
fmin d22, d5, d24
fmin d22, d5, d24
fmin d18, d18, d8
fmin d18, d18, d8
fmin s24, s10, s24
fmin s24, s10, s24
fmin s13, s14, s25
fmin s13, s14, s25
fmin d7, d5, d25
fmin d7, d5, d25
fmin d4, d17, d24
fmin d4, d17, d24
fmov s25, s18
fmov s25, s18
fmov s27, s13
fmov s27, s13
fmov d10, d16
fmov d10, d16
fmov d17, d12
fmov d17, d12
fmov s9, s2
fmov s9, s2
fmov s11, s6
fmov s11, s6
fmov d18, d1
fmov d18, d1
fmov d31, d12
fmov d31, d12
fmov s5, s26
fmov s5, s26
fmov s20, s1
fmov s20, s1
fmov d31, d17
fmov d31, d17
fmov d11, d27
fmov d11, d27
fmov s23, s10
fmov s23, s10
fmov s6, s14
fmov s6, s14
fmov d27, d10
fmov d27, d10
fmov d29, d6
fmov d29, d6
fmov s11, s5
fmov s11, s5
fmov s0, s9
fmov s0, s9
fmov d8, d22
fmov d8, d22
fmov d2, d28
fmov d2, d28
fmov s4, s18
fmov s4, s18
fmov s8, s6
fmov s8, s6
fmov d4, d14
fmov d4, d14
fmov d29, d0
fmov d29, d0
fabs s2, s18
fabs s2, s18
fabs s27, s1
fabs s27, s1
fabs d5, d18
fabs d5, d18
fabs d16, d23
fabs d16, d23
fabs s8, s26
fabs s8, s26
fabs s6, s15
fabs s6, s15
fabs d24, d10
fabs d24, d10
fabs d2, d16
fabs d2, d16
fabs s7, s22
fabs s7, s22
fabs s27, s10
fabs s27, s10
fabs d19, d3
fabs d19, d3
fabs d3, d14
fabs d3, d14
fabs s1, s8
fabs s1, s8
fabs s18, s29
fabs s18, s29
fabs d23, d16
fabs d23, d16
fabs d23, d13
fabs d23, d13
fabs s27, s23
fabs s27, s23
fabs s16, s11
fabs s16, s11
fabs d12, d23
fabs d12, d23
fabs d13, d5
fabs d13, d5
fabs s14, s6
fabs s14, s6
fabs s13, s9
fabs s13, s9
fabs d27, d11
fabs d27, d11
fabs d26, d5
fabs d26, d5
fneg s7, s10
fneg s7, s10
fneg s22, s28
fneg s22, s28
fneg d0, d24
fneg d0, d24
fneg d10, d10
fneg d10, d10
fneg s9, s18
fneg s9, s18
fneg s3, s2
fneg s3, s2
fneg d23, d4
fneg d23, d4
fneg d25, d18
fneg d25, d18
fneg s26, s22
fneg s26, s22
fneg s9, s25
fneg s9, s25
fneg d13, d27
fneg d13, d27
fneg d1, d4
fneg d1, d4
fneg s16, s8
fneg s16, s8
fneg s7, s3
fneg s7, s3
fneg d19, d9
fneg d19, d9
fneg d29, d9
fneg d29, d9
fneg s22, s26
fneg s22, s26
fneg s26, s17
fneg s26, s17
fneg d15, d7
fneg d15, d7
fneg d24, d23
fneg d24, d23
fneg s27, s14
fneg s27, s14
fneg s19, s27
fneg s19, s27
fneg d29, d3
fneg d29, d3
fneg d23, d10
fneg d23, d10
fsqrt s27, s29
fsqrt s27, s29
fsqrt s1, s28
fsqrt s1, s28
fsqrt d15, d17
fsqrt d15, d17
fsqrt d9, d10
fsqrt d9, d10
fsqrt s14, s13
fsqrt s14, s13
fsqrt s23, s12
fsqrt s23, s12
fsqrt d30, d17
fsqrt d30, d17
fsqrt d29, d18
fsqrt d29, d18
fsqrt s16, s26
fsqrt s16, s26
fsqrt s17, s20
fsqrt s17, s20
fsqrt d14, d23
fsqrt d14, d23
fsqrt d15, d25
fsqrt d15, d25
fsqrt s24, s18
fsqrt s24, s18
fsqrt s22, s31
fsqrt s22, s31
fsqrt d22, d25
fsqrt d22, d25
fsqrt d13, d20
fsqrt d13, d20
fsqrt s1, s15
fsqrt s1, s15
fsqrt s20, s18
fsqrt s20, s18
fsqrt d18, d11
fsqrt d18, d11
fsqrt d1, d15
fsqrt d1, d15
fsqrt s9, s1
fsqrt s9, s1
fsqrt s9, s10
fsqrt s9, s10
fsqrt d2, d20
fsqrt d2, d20
fsqrt d17, d13
fsqrt d17, d13
frintn s31, s8
frintn s31, s8
frintn s30, s25
frintn s30, s25
frintn d14, d3
frintn d14, d3
frintn d17, d16
frintn d17, d16
frintn s26, s23
frintn s26, s23
frintn s16, s5
frintn s16, s5
frintn d14, d0
frintn d14, d0
frintn d24, d7
frintn d24, d7
frintn s25, s24
frintn s25, s24
frintn s16, s13
frintn s16, s13
frintn d5, d18
frintn d5, d18
frintn d6, d22
frintn d6, d22
frintn s10, s9
frintn s10, s9
frintn s4, s31
frintn s4, s31
frintn d28, d16
frintn d28, d16
frintn d25, d18
frintn d25, d18
frintn s22, s20
frintn s22, s20
frintn s20, s8
frintn s20, s8
frintn d12, d27
frintn d12, d27
frintn d4, d29
frintn d4, d29
frintn s22, s11
frintn s22, s11
frintn s24, s2
frintn s24, s2
frintn d17, d19
frintn d17, d19
frintn d15, d20
frintn d15, d20
frintp s18, s19
frintp s18, s19
frintp s27, s29
frintp s27, s29
frintp d17, d7
frintp d17, d7
frintp d10, d6
frintp d10, d6
frintp s16, s13
frintp s16, s13
frintp s21, s1
frintp s21, s1
frintp d16, d5
frintp d16, d5
frintp d1, d4
frintp d1, d4
frintp s15, s2
frintp s15, s2
frintp s13, s0
frintp s13, s0
frintp d11, d16
frintp d11, d16
frintp d10, d24
frintp d10, d24
frintp s0, s20
frintp s0, s20
frintp s31, s25
frintp s31, s25
frintp d15, d30
frintp d15, d30
frintp d0, d15
frintp d0, d15
frintp s19, s0
frintp s19, s0
frintp s4, s9
frintp s4, s9
frintp d0, d25
frintp d0, d25
frintp d12, d26
frintp d12, d26
frintp s31, s9
frintp s31, s9
frintp s21, s12
frintp s21, s12
frintp d24, d3
frintp d24, d3
frintp d9, d30
frintp d9, d30
frintm s6, s10
frintm s6, s10
frintm s9, s1
frintm s9, s1
frintm d12, d24
frintm d12, d24
frintm d16, d24
frintm d16, d24
frintm s12, s8
frintm s12, s8
frintm s29, s20
frintm s29, s20
frintm d21, d13
frintm d21, d13
frintm d24, d15
frintm d24, d15
frintm s13, s25
frintm s13, s25
frintm s7, s5
frintm s7, s5
frintm d25, d23
frintm d25, d23
frintm d19, d15
frintm d19, d15
frintm s19, s25
frintm s19, s25
frintm s7, s9
frintm s7, s9
frintm d28, d17
frintm d28, d17
frintm d27, d0
frintm d27, d0
frintm s13, s29
frintm s13, s29
frintm s8, s15
frintm s8, s15
frintm d18, d4
frintm d18, d4
frintm d6, d3
frintm d6, d3
frintm s7, s7
frintm s7, s7
frintm s10, s8
frintm s10, s8
frintm d17, d30
frintm d17, d30
frintm d14, d21
frintm d14, d21
frintz s26, s11
frintz s26, s11
frintz s28, s28
frintz s28, s28
frintz d1, d17
frintz d1, d17
frintz d11, d3
frintz d11, d3
frintz s30, s28
frintz s30, s28
frintz s3, s14
frintz s3, s14
frintz d14, d14
frintz d14, d14
frintz d28, d2
frintz d28, d2
frintz s19, s29
frintz s19, s29
frintz s5, s29
frintz s5, s29
frintz d23, d24
frintz d23, d24
frintz d16, d1
frintz d16, d1
frintz s28, s23
frintz s28, s23
frintz s19, s0
frintz s19, s0
frintz d30, d4
frintz d30, d4
frintz d14, d30
frintz d14, d30
frintz s6, s11
frintz s6, s11
frintz s22, s10
frintz s22, s10
frintz d31, d15
frintz d31, d15
frintz d29, d13
frintz d29, d13
frintz s3, s18
frintz s3, s18
frintz s19, s9
frintz s19, s9
frintz d26, d20
frintz d26, d20
frintz d31, d23
frintz d31, d23
fcvt d21, s5
fcvt d21, s5
fcvt d22, s21
fcvt d22, s21
fcvt d25, s17
fcvt d25, s17
fcvt d6, s14
fcvt d6, s14
fcvt d15, s29
fcvt d15, s29
fcvt d11, s24
fcvt d11, s24
fcvt d12, s18
fcvt d12, s18
fcvt d28, s27
fcvt d28, s27
fcvt d28, s13
fcvt d28, s13
fcvt d29, s20
fcvt d29, s20
fcvt d16, s27
fcvt d16, s27
fcvt d14, s3
fcvt d14, s3
fcvt d21, s19
fcvt d21, s19
fcvt d18, s14
fcvt d18, s14
fcvt d19, s30
fcvt d19, s30
fcvt d9, s23
fcvt d9, s23
fcvt d19, s1
fcvt d19, s1
fcvt d9, s29
fcvt d9, s29
fcvt d10, s16
fcvt d10, s16
fcvt d27, s14
fcvt d27, s14
fcvt d1, s17
fcvt d1, s17
fcvt d8, s3
fcvt d8, s3
fcvt d12, s20
fcvt d12, s20
fcvt d4, s6
fcvt d4, s6
fcvt s23, d22
fcvt s23, d22
fcvt s2, d16
fcvt s2, d16
fcvt s25, d13
fcvt s25, d13
fcvt s26, d19
fcvt s26, d19
fcvt s21, d13
fcvt s21, d13
fcvt s30, d24
fcvt s30, d24
fcvt s1, d14
fcvt s1, d14
fcvt s29, d27
fcvt s29, d27
fcvt s15, d28
fcvt s15, d28
fcvt s29, d17
fcvt s29, d17
fcvt s19, d22
fcvt s19, d22
fcvt s8, d9
fcvt s8, d9
fcvt s5, d20
fcvt s5, d20
fcvt s9, d0
fcvt s9, d0
fcvt s18, d4
fcvt s18, d4
fcvt s6, d14
fcvt s6, d14
fcvt s17, d18
fcvt s17, d18
fcvt s10, d5
fcvt s10, d5
fcvt s0, d24
fcvt s0, d24
fcvt s20, d0
fcvt s20, d0
fcvt s3, d17
fcvt s3, d17
fcvt s15, d10
fcvt s15, d10
fcvt s5, d3
fcvt s5, d3
fcvt s26, d4
fcvt s26, d4
fcmp s23, s4
fcmp s23, s4
fcmp s3, s5
fcmp s3, s5
fcmp d27, d19
fcmp d27, d19
fcmp d23, d4
fcmp d23, d4
fcmp s14, s3
fcmp s14, s3
fcmp s24, s6
fcmp s24, s6
fcmp d8, d2
fcmp d8, d2
fcmp d25, d3
fcmp d25, d3
fcmp s21, s31
fcmp s21, s31
fcmp s3, s4
fcmp s3, s4
fcmp d5, d16
fcmp d5, d16
fcmp d26, d5
fcmp d26, d5
fcmp s15, s16
fcmp s15, s16
fcmp s9, s17
fcmp s9, s17
fcmp d9, d1
fcmp d9, d1
fcmp d11, d13
fcmp d11, d13
fcmp s30, s20
fcmp s30, s20
fcmp s9, s5
fcmp s9, s5
fcmp d15, d3
fcmp d15, d3
fcmp d2, d7
fcmp d2, d7
fcmp s3, s21
fcmp s3, s21
fcmp s23, s17
fcmp s23, s17
fcmp d22, d29
fcmp d22, d29
fcmp d6, d19
fcmp d6, d19
fcmp s26, #0.0
fcmp s26, #0.0
fcmp s8, #0.0
fcmp s8, #0.0
fcmp d3, #0.0
fcmp d3, #0.0
fcmp d10, #0.0
fcmp d10, #0.0
fcmp s14, #0.0
fcmp s14, #0.0
fcmp s9, #0.0
fcmp s9, #0.0
fcmp d15, #0.0
fcmp d15, #0.0
fcmp d26, #0.0
fcmp d26, #0.0
fcmp s20, #0.0
fcmp s20, #0.0
fcmp s19, #0.0
fcmp s19, #0.0
fcmp d21, #0.0
fcmp d21, #0.0
fcmp d1, #0.0
fcmp d1, #0.0
fcmp s25, #0.0
fcmp s25, #0.0
fcmp s30, #0.0
fcmp s30, #0.0
fcmp d22, #0.0
fcmp d22, #0.0
fcmp d7, #0.0
fcmp d7, #0.0
fcmp s2, #0.0
fcmp s2, #0.0
fcmp s6, #0.0
fcmp s6, #0.0
fcmp d30, #0.0
fcmp d30, #0.0
fcmp d16, #0.0
fcmp d16, #0.0
fcmp s21, #0.0
fcmp s21, #0.0
fcmp s26, #0.0
fcmp s26, #0.0
fcmp d3, #0.0
fcmp d3, #0.0
fcmp d14, #0.0
fcmp d14, #0.0
fccmp s1, s3, #15, ge
fccmp s1, s3, #0xf, ge
fccmp s1, s29, #7, ne
fccmp s1, s29, #7, ne
fccmp d23, d16, #4, lo
fccmp d23, d16, #4, lo
fccmp d15, d29, #1, hi
fccmp d15, d29, #1, hi
fccmp s23, s7, #9, vs
fccmp s23, s7, #9, vs
fccmp s7, s12, #6, hs
fccmp s7, s12, #6, hs
fccmp d8, d6, #0, hs
fccmp d8, d6, #0, hs
fccmp d18, d27, #2, ls
fccmp d18, d27, #2, ls
fccmp s0, s14, #0, pl
fccmp s0, s14, #0, pl
fccmp s1, s5, #11, hi
fccmp s1, s5, #0xb, hi
fccmp d13, d22, #6, ls
fccmp d13, d22, #6, ls
fccmp d21, d10, #11, ls
fccmp d21, d10, #0xb, ls
fccmp s17, s4, #13, le
fccmp s17, s4, #0xd, le
fccmp s26, s15, #8, ls
fccmp s26, s15, #8, ls
fccmp d16, d8, #6, ne
fccmp d16, d8, #6, ne
fccmp d4, d14, #14, gt
fccmp d4, d14, #0xe, gt
fccmp s31, s10, #3, mi
fccmp s31, s10, #3, mi
fccmp s6, s29, #1, ls
fccmp s6, s29, #1, ls
fccmp d28, d31, #6, ge
fccmp d28, d31, #6, ge
fccmp d15, d16, #2, hs
fccmp d15, d16, #2, hs
fccmp s4, s11, #1, lt
fccmp s4, s11, #1, lt
fccmp s22, s30, #11, pl
fccmp s22, s30, #0xb, pl
fccmp d18, d9, #15, vs
fccmp d18, d9, #0xf, vs
fccmp d10, d4, #2, hi
fccmp d10, d4, #2, hi
fcsel s18, s30, s17, pl
fcsel s18, s30, s17, pl
fcsel s4, s12, s29, vs
fcsel s4, s12, s29, vs
fcsel d15, d28, d17, hs
fcsel d15, d28, d17, hs
fcsel d0, d29, d6, ne
fcsel d0, d29, d6, ne
fcsel s7, s10, s20, pl
fcsel s7, s10, s20, pl
fcsel s1, s15, s25, le
fcsel s1, s15, s25, le
fcsel d17, d16, d21, le
fcsel d17, d16, d21, le
fcsel d20, d2, d5, hs
fcsel d20, d2, d5, hs
fcsel s30, s31, s11, lt
fcsel s30, s31, s11, lt
fcsel s9, s25, s17, mi
fcsel s9, s25, s17, mi
fcsel d13, d0, d11, eq
fcsel d13, d0, d11, eq
fcsel d4, d10, d4, gt
fcsel d4, d10, d4, gt
fcsel s19, s1, s30, hs
fcsel s19, s1, s30, hs
fcsel s20, s20, s5, ls
fcsel s20, s20, s5, ls
fcsel d7, d31, d8, hi
fcsel d7, d31, d8, hi
fcsel d9, d24, d21, le
fcsel d9, d24, d21, le
fcsel s21, s3, s17, lt
fcsel s21, s3, s17, lt
fcsel s1, s30, s16, vc
fcsel s1, s30, s16, vc
fcsel d21, d13, d15, hs
fcsel d21, d13, d15, hs
fcsel d7, d7, d0, hi
fcsel d7, d7, d0, hi
fcsel s27, s18, s18, hs
fcsel s27, s18, s18, hs
fcsel s25, s28, s21, hs
fcsel s25, s28, s21, hs
fcsel d26, d1, d16, lo
fcsel d26, d1, d16, lo
fcsel d31, d22, d2, ls
fcsel d31, d22, d2, ls
fmov s28, #-13
fmov s28, #-13.00000000
fmov s24, #-0.328125
fmov s24, #-0.32812500
fmov d31, #30
fmov d31, #30.00000000
fmov d19, #-6.75
fmov d19, #-6.75000000
fmov s31, #4.75
fmov s31, #4.75000000
fmov s31, #-3.25
fmov s31, #-3.25000000
fmov d14, #-13.5
fmov d14, #-13.50000000
fmov d16, #-2.625
fmov d16, #-2.62500000
fmov s4, #3.375
fmov s4, #3.37500000
fmov s16, #22
fmov s16, #22.00000000
fmov d27, #30
fmov d27, #30.00000000
fmov d26, #0.328125
fmov d26, #0.32812500
fmov s5, #-13.5
fmov s5, #-13.50000000
fmov s15, #-7
fmov s15, #-7.00000000
fmov d23, #14
fmov d23, #14.00000000
fmov d23, #-0.1796875
fmov d23, #-0.17968750
fmov s1, #5.5
fmov s1, #5.50000000
fmov s26, #-17
fmov s26, #-17.00000000
fmov d4, #-6.5
fmov d4, #-6.50000000
fmov d20, #-1
fmov d20, #-1.00000000
fmov s21, #-0.1484375
fmov s21, #-0.14843750
fmov s1, #18
fmov s1, #18.00000000
fmov d25, #4.25
fmov d25, #4.25000000
fmov d16, #5.75
fmov d16, #5.75000000
scvtf s22, w17
scvtf s22, w17
scvtf s9, x21
scvtf s9, x21
scvtf d9, w14
scvtf d9, w14
scvtf d9, x15
scvtf d9, x15
scvtf s31, w18
scvtf s31, w18
scvtf s3, x11
scvtf s3, x11
scvtf d0, w4
scvtf d0, w4
scvtf d4, x29
scvtf d4, x29
scvtf s7, w16
scvtf s7, w16
scvtf s27, x27
scvtf s27, x27
scvtf d11, w7
scvtf d11, w7
scvtf d22, x3
scvtf d22, x3
scvtf s15, wzr
scvtf s15, wzr
scvtf s12, x10
scvtf s12, x10
scvtf d23, w22
scvtf d23, w22
scvtf d7, x18
scvtf d7, x18
scvtf s10, w6
scvtf s10, w6
scvtf s16, x16
scvtf s16, x16
scvtf d16, w12
scvtf d16, w12
scvtf d2, x2
scvtf d2, x2
scvtf s0, w9
scvtf s0, w9
scvtf s11, x24
scvtf s11, x24
scvtf d6, w12
scvtf d6, w12
scvtf d23, x1
scvtf d23, x1
ucvtf s22, w13
ucvtf s22, w13
ucvtf s1, x4
ucvtf s1, x4
ucvtf d11, w25
ucvtf d11, w25
ucvtf d14, x18
ucvtf d14, x18
ucvtf s2, w8
ucvtf s2, w8
ucvtf s4, x1
ucvtf s4, x1
ucvtf d12, w3
ucvtf d12, w3
ucvtf d21, x5
ucvtf d21, x5
ucvtf s15, w8
ucvtf s15, w8
ucvtf s3, x13
ucvtf s3, x13
ucvtf d29, w26
ucvtf d29, w26
ucvtf d30, x0
ucvtf d30, x0
ucvtf s31, w19
ucvtf s31, w19
ucvtf s8, x0
ucvtf s8, x0
ucvtf d16, w6
ucvtf d16, w6
ucvtf d22, x2
ucvtf d22, x2
ucvtf s18, w9
ucvtf s18, w9
ucvtf s23, x11
ucvtf s23, x11
ucvtf d12, w10
ucvtf d12, w10
ucvtf d13, x26
ucvtf d13, x26
ucvtf s23, w5
ucvtf s23, w5
ucvtf s8, x15
ucvtf s8, x15
ucvtf d8, w10
ucvtf d8, w10
ucvtf d22, x8
ucvtf d22, x8
fcvtzs w1, s11
fcvtzs w1, s11
fcvtzs x14, s19
fcvtzs x14, s19
fcvtzs w19, d29
fcvtzs w19, d29
fcvtzs x11, d17
fcvtzs x11, d17
fcvtzs wzr, s20
fcvtzs wzr, s20
fcvtzs x24, s9
fcvtzs x24, s9
fcvtzs w19, d3
fcvtzs w19, d3
fcvtzs x1, d12
fcvtzs x1, d12
fcvtzs w5, s13
fcvtzs w5, s13
fcvtzs x26, s9
fcvtzs x26, s9
fcvtzs w9, d2
fcvtzs w9, d2
fcvtzs x3, d28
fcvtzs x3, d28
fcvtzs w20, s5
fcvtzs w20, s5
fcvtzs x30, s8
fcvtzs x30, s8
fcvtzs w19, d22
fcvtzs w19, d22
fcvtzs x1, d27
fcvtzs x1, d27
fcvtzs w1, s0
fcvtzs w1, s0
fcvtzs x18, s21
fcvtzs x18, s21
fcvtzs w9, d4
fcvtzs w9, d4
fcvtzs x21, d1
fcvtzs x21, d1
fcvtzs w22, s5
fcvtzs w22, s5
fcvtzs x25, s21
fcvtzs x25, s21
fcvtzs w27, d21
fcvtzs w27, d21
fcvtzs x18, d4
fcvtzs x18, d4
fcvtzu w5, s12
fcvtzu w5, s12
fcvtzu x7, s4
fcvtzu x7, s4
fcvtzu w27, d23
fcvtzu w27, d23
fcvtzu x4, d0
fcvtzu x4, d0
fcvtzu w21, s29
fcvtzu w21, s29
fcvtzu x29, s28
fcvtzu x29, s28
fcvtzu w21, d26
fcvtzu w21, d26
fcvtzu x11, d14
fcvtzu x11, d14
fcvtzu wzr, s28
fcvtzu wzr, s28
fcvtzu x24, s0
fcvtzu x24, s0
fcvtzu w2, d9
fcvtzu w2, d9
fcvtzu x20, d31
fcvtzu x20, d31
fcvtzu w0, s11
fcvtzu w0, s11
fcvtzu x18, s22
fcvtzu x18, s22
fcvtzu wzr, d19
fcvtzu wzr, d19
fcvtzu x2, d21
fcvtzu x2, d21
fcvtzu w18, s30
fcvtzu w18, s30
fcvtzu x11, s6
fcvtzu x11, s6
fcvtzu wzr, d0
fcvtzu wzr, d0
fcvtzu xzr, d18
fcvtzu xzr, d18
fcvtzu w24, s9
fcvtzu w24, s9
fcvtzu x12, s13
fcvtzu x12, s13
fcvtzu w16, d1
fcvtzu w16, d1
fcvtzu x23, d30
fcvtzu x23, d30
fmov s6, w22
fmov s6, w22
fmov d25, x18
fmov d25, x18
fmov s5, w1
fmov s5, w1
fmov d25, x20
fmov d25, x20
fmov s7, w16
fmov s7, w16
fmov d21, x0
fmov d21, x0
fmov s8, w17
fmov s8, w17
fmov d10, x12
fmov d10, x12
fmov s11, w8
fmov s11, w8
fmov d24, x29
fmov d24, x29
fmov s5, w24
fmov s5, w24
fmov d6, x22
fmov d6, x22
fmov s28, w30
fmov s28, w30
fmov d26, x24
fmov d26, x24
fmov s4, w9
fmov s4, w9
fmov d27, x3
fmov d27, x3
fmov s11, w25
fmov s11, w25
fmov d11, x6
fmov d11, x6
fmov s7, w23
fmov s7, w23
fmov d1, x1
fmov d1, x1
fmov s0, w20
fmov s0, w20
fmov d12, x22
fmov d12, x22
fmov s2, w2
fmov s2, w2
fmov d8, x16
fmov d8, x16
fmov w13, s7
fmov w13, s7
fmov x1, d0
fmov x1, d0
fmov w12, s12
fmov w12, s12
fmov x10, d8
fmov x10, d8
fmov w5, s11
fmov w5, s11
fmov x10, d9
fmov x10, d9
fmov w19, s0
fmov w19, s0
fmov x13, d14
fmov x13, d14
fmov w20, s0
fmov w20, s0
fmov x9, d19
fmov x9, d19
fmov w27, s8
fmov w27, s8
fmov x30, d11
fmov x30, d11
fmov wzr, s6
fmov wzr, s6
fmov x30, d4
fmov x30, d4
fmov w22, s28
fmov w22, s28
fmov x27, d27
fmov x27, d27
fmov w14, s5
fmov w14, s5
fmov x10, d25
fmov x10, d25
fmov w17, s27
fmov w17, s27
fmov x8, d2
fmov x8, d2
fmov w15, s18
fmov w15, s18
fmov x10, d26
fmov x10, d26
fmov w24, s26
fmov w24, s26
fmov x16, d11
fmov x16, d11
cnt v28.8b, v0.8b
cnt v28.8b, v0.8b
cnt v26.8b, v25.8b
cnt v26.8b, v25.8b
cnt v3.8b, v7.8b
cnt v3.8b, v7.8b
cnt v20.8b, v13.8b
cnt v20.8b, v13.8b
cnt v14.8b, v24.8b
cnt v14.8b, v24.8b
cnt v30.8b, v1.8b
cnt v30.8b, v1.8b
cnt v17.8b, v9.8b
cnt v17.8b, v9.8b
cnt v19.8b, v20.8b
cnt v19.8b, v20.8b
cnt v1.8b, v28.8b
cnt v1.8b, v28.8b
cnt v27.8b, v3.8b
cnt v27.8b, v3.8b
cnt v18.8b, v4.8b
cnt v18.8b, v4.8b
cnt v19.8b, v6.8b
cnt v19.8b, v6.8b
cnt v3.8b, v23.8b
cnt v3.8b, v23.8b
cnt v1.8b, v24.8b
cnt v1.8b, v24.8b
cnt v21.8b, v24.8b
cnt v21.8b, v24.8b
cnt v21.8b, v2.8b
cnt v21.8b, v2.8b
cnt v19.8b, v13.8b
cnt v19.8b, v13.8b
cnt v19.8b, v26.8b
cnt v19.8b, v26.8b
cnt v2.8b, v29.8b
cnt v2.8b, v29.8b
cnt v23.8b, v9.8b
cnt v23.8b, v9.8b
cnt v1.8b, v26.8b
cnt v1.8b, v26.8b
cnt v15.8b, v3.8b
cnt v15.8b, v3.8b
cnt v27.8b, v8.8b
cnt v27.8b, v8.8b
cnt v4.8b, v1.8b
cnt v4.8b, v1.8b
addv b11, v16.8b
addv b11, v16.8b
addv b31, v2.8b
addv b31, v2.8b
addv b2, v22.8b
addv b2, v22.8b
addv b18, v24.8b
addv b18, v24.8b
addv b9, v25.8b
addv b9, v25.8b
addv b26, v24.8b
addv b26, v24.8b
addv b12, v11.8b
addv b12, v11.8b
addv b10, v30.8b
addv b10, v30.8b
addv b17, v7.8b
addv b17, v7.8b
addv b16, v18.8b
addv b16, v18.8b
addv b1, v11.8b
addv b1, v11.8b
addv b2, v2.8b
addv b2, v2.8b
addv b25, v9.8b
addv b25, v9.8b
addv b22, v16.8b
addv b22, v16.8b
addv b18, v18.8b
addv b18, v18.8b
addv b8, v14.8b
addv b8, v14.8b
addv b17, v5.8b
addv b17, v5.8b
addv b8, v24.8b
addv b8, v24.8b
addv b5, v17.8b
addv b5, v17.8b
addv b1, v20.8b
addv b1, v20.8b
addv b26, v7.8b
addv b26, v7.8b
addv b12, v26.8b
addv b12, v26.8b
addv b19, v25.8b
addv b19, v25.8b
addv b1, v4.8b
addv b1, v4.8b
movi d9, #0x0000000000000000
movi d9, #0000000000000000
movi d22, #0x0000000000000000
movi d22, #0000000000000000
movi d26, #0x0000000000000000
movi d26, #0000000000000000
movi d20, #0x0000000000000000
movi d20, #0000000000000000
movi d10, #0x0000000000000000
movi d10, #0000000000000000
movi d21, #0x0000000000000000
movi d21, #0000000000000000
movi d27, #0x0000000000000000
movi d27, #0000000000000000
movi d14, #0x0000000000000000
movi d14, #0000000000000000
movi d15, #0x0000000000000000
movi d15, #0000000000000000
movi d6, #0x0000000000000000
movi d6, #0000000000000000
movi d21, #0x0000000000000000
movi d21, #0000000000000000
movi d8, #0x0000000000000000
movi d8, #0000000000000000
movi d22, #0x0000000000000000
movi d22, #0000000000000000
movi d13, #0x0000000000000000
movi d13, #0000000000000000
movi d23, #0x0000000000000000
movi d23, #0000000000000000
movi d4, #0x0000000000000000
movi d4, #0000000000000000
movi d12, #0x0000000000000000
movi d12, #0000000000000000
movi d0, #0x0000000000000000
movi d0, #0000000000000000
movi d8, #0x0000000000000000
movi d8, #0000000000000000
movi d18, #0x0000000000000000
movi d18, #0000000000000000
movi d31, #0x0000000000000000
movi d31, #0000000000000000
movi d30, #0x0000000000000000
movi d30, #0000000000000000
movi d5, #0x0000000000000000
movi d5, #0000000000000000
movi d4, #0x0000000000000000
movi d4, #0000000000000000
movi v4.2d, #0x0000000000000000
movi v4.2d, #0000000000000000
movi v21.2d, #0x0000000000000000
movi v21.2d, #0000000000000000
movi v10.2d, #0x0000000000000000
movi v10.2d, #0000000000000000
movi v20.2d, #0x0000000000000000
movi v20.2d, #0000000000000000
movi v1.2d, #0x0000000000000000
movi v1.2d, #0000000000000000
movi v2.2d, #0x0000000000000000
movi v2.2d, #0000000000000000
movi v14.2d, #0x0000000000000000
movi v14.2d, #0000000000000000
movi v12.2d, #0x0000000000000000
movi v12.2d, #0000000000000000
movi v23.2d, #0x0000000000000000
movi v23.2d, #0000000000000000
movi v18.2d, #0x0000000000000000
movi v18.2d, #0000000000000000
movi v2.2d, #0x0000000000000000
movi v2.2d, #0000000000000000
movi v0.2d, #0x0000000000000000
movi v0.2d, #0000000000000000
movi v24.2d, #0x0000000000000000
movi v24.2d, #0000000000000000
movi v28.2d, #0x0000000000000000
movi v28.2d, #0000000000000000
movi v30.2d, #0x0000000000000000
movi v30.2d, #0000000000000000
movi v20.2d, #0x0000000000000000
movi v20.2d, #0000000000000000
movi v30.2d, #0x0000000000000000
movi v30.2d, #0000000000000000
movi v26.2d, #0x0000000000000000
movi v26.2d, #0000000000000000
movi v3.2d, #0x0000000000000000
movi v3.2d, #0000000000000000
movi v3.2d, #0x0000000000000000
movi v3.2d, #0000000000000000
movi v30.2d, #0x0000000000000000
movi v30.2d, #0000000000000000
movi v15.2d, #0x0000000000000000
movi v15.2d, #0000000000000000
movi v10.2d, #0x0000000000000000
movi v10.2d, #0000000000000000
movi v2.2d, #0x0000000000000000
movi v2.2d, #0000000000000000
movi v20.2s, #0x80, lsl #24
movi v20.2s, #0x80, lsl #24
movi v0.2s, #0x80, lsl #24
movi v0.2s, #0x80, lsl #24
movi v8.2s, #0x80, lsl #24
movi v8.2s, #0x80, lsl #24
movi v24.2s, #0x80, lsl #24
movi v24.2s, #0x80, lsl #24
movi v20.2s, #0x80, lsl #24
movi v20.2s, #0x80, lsl #24
movi v23.2s, #0x80, lsl #24
movi v23.2s, #0x80, lsl #24
movi v27.2s, #0x80, lsl #24
movi v27.2s, #0x80, lsl #24
movi v11.2s, #0x80, lsl #24
movi v11.2s, #0x80, lsl #24
movi v4.2s, #0x80, lsl #24
movi v4.2s, #0x80, lsl #24
movi v18.2s, #0x80, lsl #24
movi v18.2s, #0x80, lsl #24
movi v31.2s, #0x80, lsl #24
movi v31.2s, #0x80, lsl #24
movi v8.2s, #0x80, lsl #24
movi v8.2s, #0x80, lsl #24
movi v25.2s, #0x80, lsl #24
movi v25.2s, #0x80, lsl #24
movi v1.2s, #0x80, lsl #24
movi v1.2s, #0x80, lsl #24
movi v4.2s, #0x80, lsl #24
movi v4.2s, #0x80, lsl #24
movi v9.2s, #0x80, lsl #24
movi v9.2s, #0x80, lsl #24
movi v0.2s, #0x80, lsl #24
movi v0.2s, #0x80, lsl #24
movi v2.2s, #0x80, lsl #24
movi v2.2s, #0x80, lsl #24
movi v21.2s, #0x80, lsl #24
movi v21.2s, #0x80, lsl #24
movi v17.2s, #0x80, lsl #24
movi v17.2s, #0x80, lsl #24
movi v23.2s, #0x80, lsl #24
movi v23.2s, #0x80, lsl #24
movi v6.2s, #0x80, lsl #24
movi v6.2s, #0x80, lsl #24
movi v16.2s, #0x80, lsl #24
movi v16.2s, #0x80, lsl #24
movi v27.2s, #0x80, lsl #24
movi v27.2s, #0x80, lsl #24
fneg v8.2d, v4.2d
fneg v8.2d, v4.2d
fneg v7.2d, v14.2d
fneg v7.2d, v14.2d
fneg v6.2d, v7.2d
fneg v6.2d, v7.2d
fneg v31.2d, v25.2d
fneg v31.2d, v25.2d
fneg v0.2d, v5.2d
fneg v0.2d, v5.2d
fneg v29.2d, v12.2d
fneg v29.2d, v12.2d
fneg v31.2d, v18.2d
fneg v31.2d, v18.2d
fneg v30.2d, v22.2d
fneg v30.2d, v22.2d
fneg v21.2d, v28.2d
fneg v21.2d, v28.2d
fneg v28.2d, v30.2d
fneg v28.2d, v30.2d
fneg v29.2d, v12.2d
fneg v29.2d, v12.2d
fneg v6.2d, v5.2d
fneg v6.2d, v5.2d
fneg v15.2d, v22.2d
fneg v15.2d, v22.2d
fneg v23.2d, v10.2d
fneg v23.2d, v10.2d
fneg v24.2d, v14.2d
fneg v24.2d, v14.2d
fneg v27.2d, v27.2d
fneg v27.2d, v27.2d
fneg v7.2d, v27.2d
fneg v7.2d, v27.2d
fneg v16.2d, v30.2d
fneg v16.2d, v30.2d
fneg v8.2d, v4.2d
fneg v8.2d, v4.2d
fneg v10.2d, v12.2d
fneg v10.2d, v12.2d
fneg v7.2d, v28.2d
fneg v7.2d, v28.2d
fneg v11.2d, v14.2d
fneg v11.2d, v14.2d
fneg v25.2d, v1.2d
fneg v25.2d, v1.2d
fneg v9.2d, v19.2d
fneg v9.2d, v19.2d
bit v21.8b, v19.8b, v11.8b
bit v21.8b, v19.8b, v11.8b
bit v7.8b, v17.8b, v0.8b
bit v7.8b, v17.8b, v0.8b
bit v28.8b, v14.8b, v17.8b
bit v28.8b, v14.8b, v17.8b
bit v14.8b, v22.8b, v27.8b
bit v14.8b, v22.8b, v27.8b
bit v22.8b, v6.8b, v23.8b
bit v22.8b, v6.8b, v23.8b
bit v30.8b, v26.8b, v20.8b
bit v30.8b, v26.8b, v20.8b
bit v14.8b, v14.8b, v3.8b
bit v14.8b, v14.8b, v3.8b
bit v17.8b, v14.8b, v29.8b
bit v17.8b, v14.8b, v29.8b
bit v10.8b, v5.8b, v20.8b
bit v10.8b, v5.8b, v20.8b
bit v4.8b, v8.8b, v2.8b
bit v4.8b, v8.8b, v2.8b
bit v5.8b, v29.8b, v28.8b
bit v5.8b, v29.8b, v28.8b
bit v9.8b, v16.8b, v26.8b
bit v9.8b, v16.8b, v26.8b
bit v13.8b, v12.8b, v1.8b
bit v13.8b, v12.8b, v1.8b
bit v10.8b, v12.8b, v11.8b
bit v10.8b, v12.8b, v11.8b
bit v5.8b, v5.8b, v30.8b
bit v5.8b, v5.8b, v30.8b
bit v21.8b, v1.8b, v4.8b
bit v21.8b, v1.8b, v4.8b
bit v17.8b, v21.8b, v8.8b
bit v17.8b, v21.8b, v8.8b
bit v4.8b, v3.8b, v10.8b
bit v4.8b, v3.8b, v10.8b
bit v30.8b, v6.8b, v23.8b
bit v30.8b, v6.8b, v23.8b
bit v31.8b, v17.8b, v20.8b
bit v31.8b, v17.8b, v20.8b
bit v1.8b, v22.8b, v25.8b
bit v1.8b, v22.8b, v25.8b
bit v21.8b, v25.8b, v26.8b
bit v21.8b, v25.8b, v26.8b
bit v1.8b, v4.8b, v29.8b
bit v1.8b, v4.8b, v29.8b
bit v25.8b, v21.8b, v24.8b
bit v25.8b, v21.8b, v24.8b
