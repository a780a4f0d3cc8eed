;; dump: final
;; Locals become block parameters where they differ; what does not lead back to a loop's header
;; moves behind the loop, what ends in unreachable to the end.
(module
  (memory 1)
  (func (param i32 i32) (result i32) (local i32 i32)
    (loop
      (if (i32.eq (local.get 0) (i32.const 13)) (then unreachable))
      (if (i32.eq (local.get 0) (i32.const 17))
        (then
          (i32.store (i32.const 16) (local.get 2))
          (return (local.get 2))))
      (local.set 2 (i32.add (local.get 2) (local.get 0)))
      (local.set 0 (i32.add (local.get 0) (i32.const 1)))
      (br_if 0 (i32.lt_u (local.get 0) (local.get 1))))
    (i32.add (local.get 2) (local.get 3)))
  (func (param i32) (result i32) (local i32)
    (block (block (block (br_table 0 1 2 (local.get 0)))
      (local.set 1 (i32.const 10)) (br 1))
      (local.set 1 (i32.const 20)))
    (local.get 1)))
