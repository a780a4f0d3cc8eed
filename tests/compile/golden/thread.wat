;; dump: final
;; Jumps to blocks that only jump go on to the target; not if the block's parameter is needed.
(module
  (func $f (param i32) (result i32) (local i32)
    (block $out
      (block $mid
        (br_if $mid (i32.eq (local.get 0) (i32.const 1)))
        (br_if $mid (i32.eq (local.get 0) (i32.const 2)))
        (local.set 1 (i32.const 5))
        (br $out))
      (br $out))
    (local.get 1))
  ;; an endless loop that does nothing
  (func (loop (br 0)))
  (func (param f64 i32) (result f64) (local f64)
    (block $mid
      (local.set 2 (f64.add (local.get 0) (local.get 0)))
      (br_if $mid (local.get 1))
      (local.set 2 (f64.sqrt (local.get 0))))
    (block $last
      (br_if $last (i32.eq (local.get 1) (i32.const 7)))
      (drop (call $f (local.get 1))))
    (local.get 2)))
