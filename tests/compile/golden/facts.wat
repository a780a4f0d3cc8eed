;; dump: final
;; What accesses and branches tell of addresses.
(module
  (memory 1)
  ;; a pointer that moves upward: after its first access it is known not to be negative
  (func (param i32 i32)
    (local.set 0 (i32.const 1024))
    (loop
      (i32.store (local.get 0) (i32.const 0))
      (i32.store offset=8 (local.get 0) (i32.const 1))
      (local.set 0 (i32.add (local.get 0) (i32.const 4)))
      (br_if 0 (i32.ne (local.get 0) (local.get 1)))))
  ;; an unknown pointer: only what its first access dominates
  (func (param i32) (result i32)
    (i32.add (i32.load (local.get 0)) (i32.load (i32.add (local.get 0) (i32.const 12)))))
  ;; an addition that may wrap does not become an offset
  (func (param i32) (result i32)
    (i32.load (i32.add (local.get 0) (i32.const 12))))
  ;; an index that is bounded by a branch
  (func (param i32) (result i32)
    (if (i32.lt_u (local.get 0) (i32.const 100))
      (then (return
        (i32.load offset=4096 (i32.shl (local.get 0) (i32.const 2))))))
    (i32.const 0))
  ;; base + index << 3
  (func (param i32 i32) (result f64)
    (f64.load offset=8
      (i32.add (local.get 0) (i32.shl (i32.and (local.get 1) (i32.const 255)) (i32.const 3)))))
  ;; signs
  (func (param i32) (result i64)
    (i64.extend_i32_s (i32.div_s (i32.shr_u (local.get 0) (i32.const 1)) (i32.const 10)))))
