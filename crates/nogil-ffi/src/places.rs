//! Where objects stand: a table of places that are used again, each time under a new generation.
//!
//! # Keeps true
//!
//! A handle fits the object that it was made for, and nothing that stands in the same place before or after it.
//!
//! Nothing here knows of threads: whoever calls holds the GIL ([`s3_objects`](crate::s3_objects)).

use crate::error::Error;

/// Names an object, as long as there is one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Handle {
    pub(crate) place: u32,
    pub(crate) generation: u32,
}

#[derive(Default)]
pub(crate) struct Places {
    places: Vec<Place>,
    free: Vec<u32>,
}

pub(crate) struct Place {
    generation: u32,
    /// Zero: this place is free.
    pub(crate) references: usize,
    pub(crate) value: i64,
}

impl Places {
    pub(crate) fn make(&mut self, value: i64) -> Handle {
        let place = self.free.pop().unwrap_or_else(|| {
            // A generation is never zero, and so is no handle: to C, 0 is no object.
            self.places.push(Place { generation: 1, references: 0, value: 0 });
            u32::try_from(self.places.len() - 1).expect("memory ends before the places do")
        });
        let here = &mut self.places[place as usize];
        (here.references, here.value) = (1, value);
        Handle { place, generation: here.generation }
    }

    /// The object of this handle.
    pub(crate) fn find(&mut self, handle: Handle) -> Result<&mut Place, Error> {
        let place = self.places.get_mut(handle.place as usize).ok_or(Error::NoSuchObject)?;
        if place.generation == handle.generation && place.references > 0 { Ok(place) } else { Err(Error::NoSuchObject) }
    }

    /// `Py_DECREF`.
    pub(crate) fn decref(&mut self, handle: Handle) -> Result<(), Error> {
        let place = self.find(handle)?;
        place.references -= 1;
        if place.references == 0 {
            place.generation = place.generation.wrapping_add(1);
            // After four thousand million objects a place retires: its next generation would be one that it had.
            if place.generation != 0 {
                self.free.push(handle.place);
            }
        }
        Ok(())
    }
}
