;; dump: final
;; A loop with many back edges that bring bytes, although it is entered with 0: what is known of
;; the parameter is their join, so that its extension is one of a number that is not negative.
(module
  (memory 1)
  (func (param i32) (result i64) (local i32 i64)
    (loop
      (local.set 2 (i64.add (local.get 2) (i64.extend_i32_s (local.get 1))))
      (local.set 1 (i32.load8_u (local.get 0)))
      (br_if 0 (i32.eq (local.get 1) (i32.const 2)))
      (local.set 1 (i32.load8_u offset=1 (local.get 0)))
      (br_if 0 (i32.eq (local.get 1) (i32.const 3)))
      (local.set 1 (i32.load8_u offset=2 (local.get 0)))
      (br_if 0 (i32.eq (local.get 1) (i32.const 5)))
      (local.set 1 (i32.load8_u offset=3 (local.get 0)))
      (br_if 0 (i32.eq (local.get 1) (i32.const 7)))
      (local.set 1 (i32.load8_u offset=4 (local.get 0)))
      (br_if 0 (i32.eq (local.get 1) (i32.const 11)))
      (local.set 1 (i32.load8_u offset=5 (local.get 0)))
      (br_if 0 (i32.eq (local.get 1) (i32.const 13))))
    (local.get 2)))
