;; Goes round as often as it is told, with a call in each round.
(module
  (memory 1)
  (func $step (param i64) (result i64)
    (i64.add (i64.mul (local.get 0) (i64.const 6364136223846793005)) (i64.const 1442695040888963407)))
  (func (export "run") (param $n i32) (result i64) (local $x i64)
    (loop $next
      (local.set $x (i64.xor (call $step (local.get $x)) (i64.load (i32.and (local.get $n) (i32.const 0xff8)))))
      (i64.store (i32.and (i32.wrap_i64 (local.get $x)) (i32.const 0xff8)) (local.get $x))
      (br_if $next (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
    (local.get $x)))
