//! What the ring's memory is made of: words of 8 bytes, and how messages get in and out.
//!
//! # Keeps true
//!
//! For the program, a word is a Relaxed atomic. The ring's two numbers say whose a word is, and so order would be kept without
//! any atomic here; but another *process* is bound by no such rule, and against an atomic its writes are harmless.
//!
//! For the model, a word is a plain cell. So the model rejects every two accesses that the two numbers do not order, which no
//! atomic would let it see.

/// A word, as the program has it.
#[cfg(not(feature = "model"))]
pub type Word = std::sync::atomic::AtomicU64;

/// A word, as the model has it.
#[cfg(feature = "model")]
#[derive(Default)]
pub struct Word(std::cell::UnsafeCell<u64>);

#[cfg(feature = "model")]
// SAFETY: the model stops the program at the first two accesses that nothing orders.
unsafe impl Sync for Word {}

/// Relaxed: the ring's two numbers, which are loaded with Acquire and stored with Release, say whose this word is.
#[cfg(not(feature = "model"))]
pub(super) fn read(word: &Word) -> u64 {
    word.load(std::sync::atomic::Ordering::Relaxed)
}

#[cfg(feature = "model")]
pub(super) fn read(word: &Word) -> u64 {
    // SAFETY: see `Sync`.
    word.0.with(|word| unsafe { *word })
}

/// Relaxed: see [`read`].
#[cfg(not(feature = "model"))]
pub(super) fn write(word: &Word, value: u64) {
    word.store(value, std::sync::atomic::Ordering::Relaxed);
}

#[cfg(feature = "model")]
pub(super) fn write(word: &Word, value: u64) {
    // SAFETY: see `Sync`.
    word.0.with_mut(|word| unsafe { *word = value });
}

/// How many words so many bytes take.
pub(super) fn words(bytes: u64) -> u64 {
    bytes.div_ceil(8)
}

/// Copies `bytes` into these words, the first ones of the two pieces; the last word is filled up with zeros.
pub(super) fn copy_in(pieces: [&[Word]; 2], bytes: &[u8]) {
    let (first, second) = bytes.split_at(bytes.len().min(pieces[0].len() * 8));
    for (words, bytes) in pieces.into_iter().zip([first, second]) {
        let (whole, rest) = bytes.as_chunks();
        for (word, bytes) in words.iter().zip(whole) {
            write(word, u64::from_ne_bytes(*bytes));
        }
        if !rest.is_empty() {
            let mut bytes = [0; 8];
            bytes[..rest.len()].copy_from_slice(rest);
            write(&words[whole.len()], u64::from_ne_bytes(bytes));
        }
    }
}

/// Fills `bytes` from these words, the first ones of the two pieces.
pub(super) fn copy_out(pieces: [&[Word]; 2], bytes: &mut [u8]) {
    let (first, second) = bytes.split_at_mut(bytes.len().min(pieces[0].len() * 8));
    for (words, bytes) in pieces.into_iter().zip([first, second]) {
        let (whole, rest) = bytes.as_chunks_mut();
        for (word, bytes) in words.iter().zip(&mut *whole) {
            *bytes = read(word).to_ne_bytes();
        }
        if !rest.is_empty() {
            rest.copy_from_slice(&read(&words[whole.len()]).to_ne_bytes()[..rest.len()]);
        }
    }
}
