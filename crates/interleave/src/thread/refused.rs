//! What a model has not of `std::thread`; see `sync::refused`.

use std::marker::PhantomData;

/// Refuses `std::thread::Builder`.
#[diagnostic::on_unimplemented(
    message = "`std::thread::Builder` cannot be used inside a model",
    label = "this is not part of a model",
    note = "use `std::thread::spawn`"
)]
pub trait NoBuilder {}

/// `std::thread::Builder`: not part of a model.
pub type Builder = BuilderOf<()>;

/// What [`Builder`] stands for.
#[derive(Debug)]
pub struct BuilderOf<T: NoBuilder>(PhantomData<T>);

impl<T: NoBuilder> BuilderOf<T> {
    /// Not part of a model.
    #[allow(clippy::new_without_default)]
    pub const fn new() -> Self {
        BuilderOf(PhantomData)
    }
}
