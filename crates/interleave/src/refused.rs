//! What std has and a model cannot have: each is refused when it is compiled, with the name of what to use.
//!
//! To fall through to the real std, or to give a pointer past the model, would be worse than an error: the model would not
//! see the operation, and accept what is wrong.

/// Refuses `as_ptr` of the atomics.
#[diagnostic::on_unimplemented(
    message = "a pointer past an atomic (`as_ptr`) cannot be used inside a model",
    label = "this is not part of a model",
    note = "use the atomic's operations: a model does not see what is done through a pointer"
)]
pub trait NoPointerPast {}

/// Refuses `from_ptr` of the atomics.
#[diagnostic::on_unimplemented(
    message = "an atomic around other memory (`from_ptr`) cannot be used inside a model",
    label = "this is not part of a model",
    note = "make the atomic with `new`, and share references to it: a model's atomic is more than its value"
)]
pub trait NoAtomicAround {}

/// Refuses `Builder::spawn_unchecked`.
#[diagnostic::on_unimplemented(
    message = "`Builder::spawn_unchecked` cannot be used inside a model",
    label = "this is not part of a model",
    note = "use `Builder::spawn_scoped` in a `thread::scope`: the compiler then checks what you would have to promise"
)]
pub trait NoThreadUnchecked {}

/// Refuses `UnsafeCell::from_mut`.
#[diagnostic::on_unimplemented(
    message = "`UnsafeCell::from_mut` cannot be used inside a model",
    label = "this is not part of a model",
    note = "use `UnsafeCell::new`: a model's cell is more than its value"
)]
pub trait NoCellAround {}
