;; dump: facts
;; Loops that count to a constant, signed facts, sums of one value
(module
  (memory 1)
  (func (param i32 i32 f64) (local i32 i32)
    ;; nested: the pointer of the inner loop starts at that of the outer
    (loop $outer
      (local.set 4 (local.get 3))
      (local.set 0 (i32.const 0))
      (loop $inner
        (f64.store (i32.add (local.get 4) (i32.const 2000)) (local.get 2))
        (local.set 4 (i32.add (local.get 4) (i32.const 8)))
        (br_if $inner (i32.ne (local.tee 0 (i32.add (local.get 0) (i32.const 1))) (i32.const 40))))
      (local.set 3 (i32.add (local.get 3) (i32.const 320)))
      (br_if $outer (i32.ne (local.get 3) (i32.const 12800)))))
  (func (param i32 i32) (result i32) (local i32)
    ;; x + 1000 did not trap: then x + 1000 + a byte is not negative either
    (i32.store (i32.add (local.get 0) (i32.const 1000)) (i32.const 1))
    (local.set 2 (i32.add (local.get 0) (i32.and (local.get 1) (i32.const 255))))
    (i32.load (i32.add (local.get 2) (i32.const 1004))))
  (func (param i32) (result i32)
    ;; the lowest of three sums is made for all
    (i32.add (i32.load (i32.add (local.get 0) (i32.const 1008)))
      (i32.add (i32.load (i32.add (local.get 0) (i32.const 1000)))
        (i32.load (i32.add (local.get 0) (i32.const 1012))))))
  (func (param i32)
    ;; not across a store
    (i32.store (i32.add (local.get 0) (i32.const 1008)) (i32.const 1))
    (i32.store (i32.add (local.get 0) (i32.const 1000)) (i32.const 2))))
