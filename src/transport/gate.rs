//! The in-flight limits: permits by count and by bytes that travel with each message.

use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Bytes are counted in units of this size, so that a semaphore's 32-bit permits span 4 TiB.
const UNIT_BYTES: usize = 1024;

/// Lets in so many messages and so many bytes at a time.
#[derive(Clone)]
pub struct Gate {
    messages: Arc<Semaphore>,
    bytes: Arc<Semaphore>,
    messages_max: usize,
    units_max: usize,
    /// Permits that are kept from everybody while the gate is narrow.
    kept: Arc<Mutex<Option<OwnedSemaphorePermit>>>,
}

/// A message's share of the limits; dropping it makes room.
#[derive(Debug)]
pub struct Permit {
    _message: OwnedSemaphorePermit,
    _bytes: OwnedSemaphorePermit,
    bytes: usize,
}

/// Room that was set aside before the messages that will fill it are there.
pub struct Room {
    messages: OwnedSemaphorePermit,
    bytes: OwnedSemaphorePermit,
}

impl Gate {
    /// `bytes_max` is rounded up to whole KiB.
    pub fn new(messages_max: usize, bytes_max: usize) -> Self {
        let units_max = bytes_max.div_ceil(UNIT_BYTES).max(1);
        let messages_max = messages_max.max(1);
        Self {
            messages: Arc::new(Semaphore::new(messages_max)),
            bytes: Arc::new(Semaphore::new(units_max)),
            messages_max,
            units_max,
            kept: Arc::default(),
        }
    }

    /// Waits until `bytes` and at least `messages_min` messages fit, then takes as many messages as are free, at most
    /// `messages_max`. Both are cut to what the gate can ever hold.
    pub async fn room(&self, messages_min: usize, messages_max: usize, bytes: usize) -> Room {
        let units = bytes.div_ceil(UNIT_BYTES).clamp(1, self.units_max) as u32;
        let least = messages_min.clamp(1, self.messages_max) as u32;
        let bytes = acquire(&self.bytes, units).await;
        let mut messages = acquire(&self.messages, least).await;
        let more = messages_max.saturating_sub(least as usize).min(self.messages.available_permits());
        if more > 0
            && let Ok(extra) = self.messages.clone().try_acquire_many_owned(more as u32)
        {
            messages.merge(extra);
        }
        Room { messages, bytes }
    }

    /// The most messages that it ever lets in.
    pub fn messages_max(&self) -> usize {
        self.messages_max
    }

    /// Lets in `messages` at a time from now on, 1 to the most; narrowing takes effect as messages settle, so that it
    /// may have to be said again.
    pub fn narrow_to(&self, messages: usize) {
        let wanted = self.messages_max - messages.clamp(1, self.messages_max);
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let have = kept.as_ref().map_or(0, OwnedSemaphorePermit::num_permits);
        if wanted < have {
            drop(kept.as_mut().and_then(|kept| kept.split(have - wanted)));
        }
        let more = wanted.saturating_sub(have).min(self.messages.available_permits());
        if more > 0
            && let Ok(more) = self.messages.clone().try_acquire_many_owned(more as u32)
        {
            match kept.as_mut() {
                Some(kept) => kept.merge(more),
                None => *kept = Some(more),
            }
        }
    }

    fn kept(&self) -> usize {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.as_ref().map_or(0, OwnedSemaphorePermit::num_permits)
    }

    /// Messages that hold a permit or room now.
    pub fn in_flight(&self) -> usize {
        self.messages_max.saturating_sub(self.messages.available_permits() + self.kept())
    }

    /// Bytes that hold a permit or room now.
    pub fn in_flight_bytes(&self) -> usize {
        (self.units_max - self.bytes.available_permits()) * UNIT_BYTES
    }
}

impl Room {
    /// Messages that still fit.
    pub fn messages(&self) -> usize {
        self.messages.num_permits()
    }

    /// Bytes that still fit.
    pub fn bytes(&self) -> usize {
        self.bytes.num_permits() * UNIT_BYTES
    }

    /// Hands a part of the room to one message; `None` when no message fits any more. A message larger than the bytes
    /// left takes all of them: the broker sends at most one such.
    pub fn take(&mut self, bytes: usize) -> Option<Permit> {
        let message = self.messages.split(1)?;
        let units = bytes.div_ceil(UNIT_BYTES).min(self.bytes.num_permits());
        let share = self.bytes.split(units)?;
        Some(Permit { _message: message, _bytes: share, bytes })
    }
}

impl Permit {
    /// Bytes of the message that it was given for.
    pub fn bytes(&self) -> usize {
        self.bytes
    }
}

async fn acquire(semaphore: &Arc<Semaphore>, permits: u32) -> OwnedSemaphorePermit {
    match semaphore.clone().acquire_many_owned(permits).await {
        Ok(permit) => permit,
        Err(_) => unreachable!("the gate never closes its semaphores"),
    }
}

#[cfg(test)]
#[path = "gate_tests.rs"]
mod tests;
