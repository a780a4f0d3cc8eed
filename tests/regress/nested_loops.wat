;; A back edge over more than 16 headers of loops that only jump on stopped at one of them, and
;; the edge into the loops did not: a loop without an entry, and a crash in the compiler.
(module
  (func (export "run") (result i32) (local $n i32) (local $sum i32)
    (local.set $n (i32.const 40))
    (block
      loop loop loop loop loop loop loop loop loop loop
      loop loop loop loop loop loop loop loop loop loop
      loop loop loop loop loop loop loop loop loop loop
      loop loop loop loop loop loop loop loop loop loop
      (local.set $sum (i32.add (local.get $sum) (local.get $n)))
      (local.set $n (i32.sub (local.get $n) (i32.const 1)))
      (br_table 40
        0 1 2 3 4 5 6 7 8 9
        10 11 12 13 14 15 16 17 18 19
        20 21 22 23 24 25 26 27 28 29
        30 31 32 33 34 35 36 37 38 39
        (local.get $n))
      end end end end end end end end end end
      end end end end end end end end end end
      end end end end end end end end end end
      end end end end end end end end end end)
    (local.get $sum)))
