;; Goes down as many calls as it is told, with a few values in each frame, and comes back.
(module
  (global $deepest (mut i32) (i32.const 0))
  (func $down (param $n i32) (param $x i64) (param $y f64) (result i64) (local $z i64)
    (if (i32.eqz (local.get $n)) (then (return (local.get $x))))
    (global.set $deepest (i32.add (global.get $deepest) (i32.const 1)))
    (local.set $z (i64.mul (local.get $x) (i64.const 0x9e3779b97f4a7c15)))
    (i64.add
      (i64.xor (local.get $z) (i64.trunc_sat_f64_s (local.get $y)))
      (call $down (i32.sub (local.get $n) (i32.const 1))
        (i64.rotl (local.get $z) (i64.extend_i32_u (local.get $n)))
        (f64.add (local.get $y) (f64.const 0.5)))))
  (func (export "run") (param $n i32) (result i64)
    (call $down (local.get $n) (i64.const 1) (f64.const -3))))
