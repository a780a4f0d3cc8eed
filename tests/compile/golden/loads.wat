;; dump: gvn
;; Equal loads are one, up to the next store; loads that nobody needs stay.
(module
  (memory 1)
  (func (param i32) (result i32)
    (drop (i32.load8_u (local.get 0)))
    (i32.add (i32.load (local.get 0)) (i32.load (local.get 0))))
  (func (param i32) (result i32) (local i32)
    (local.set 1 (i32.load (local.get 0)))
    (i32.store (local.get 0) (i32.const 1))
    (i32.add (local.get 1) (i32.load (local.get 0)))))
