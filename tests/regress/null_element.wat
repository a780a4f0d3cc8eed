;; A call of a null function trapped as one of the wrong type: both have no matching row.
(module
  (table 4 funcref)
  (elem (i32.const 0) $f)
  (func $f (param i32) (result i32) (local.get 0))
  (func (export "run") (result i32)
    (call_indirect (param i32) (result i32) (i32.const 7)
      (call_indirect (param i32) (result i32) (i32.const 2) (i32.const 0)))))
