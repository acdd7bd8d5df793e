//! How many connections there may be, in all and of one address; and which go when there is no room for another.
//!
//! A connection that waits, for the head of its first request or for another request, goes before one that is answered.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, MutexGuard};

use tokio::sync::Notify;

use crate::serve::budget::household;

/// What is let in.
pub(super) struct Doors {
    /// The most connections.
    all: usize,
    /// The most of one address.
    each: usize,
    inside: Mutex<Inside>,
}

#[derive(Default)]
struct Inside {
    guests: BTreeMap<u64, Seat>,
    /// How many of an address.
    of: BTreeMap<IpAddr, usize>,
    last: u64,
}

struct Seat {
    who: IpAddr,
    /// Requests that are answered.
    busy: usize,
    /// When it began to wait: a number that only grows.
    since: u64,
    leave: Arc<Notify>,
}

/// A connection that was let in; it leaves when this is dropped.
pub(super) struct Guest {
    number: u64,
    doors: Arc<Doors>,
    leave: Arc<Notify>,
}

/// A request that is answered on a connection, until this is dropped.
pub(super) struct Busy {
    number: u64,
    doors: Arc<Doors>,
}

impl Doors {
    pub(super) fn new(all: usize, each: usize) -> Arc<Self> {
        Arc::new(Self { all, each, inside: Mutex::default() })
    }

    fn inside(&self) -> MutexGuard<'_, Inside> {
        self.inside.lock().expect("no thread panics while it holds the doors")
    }

    /// Lets a connection in, if there is room or one that waits can go. A proxy stands for many: `proxy` knows no limit of its
    /// own.
    pub(super) fn enter(self: &Arc<Self>, peer: IpAddr, proxy: bool) -> Option<Guest> {
        let who = household(peer);
        let mut inside = self.inside();
        if !proxy && inside.of.get(&who).is_some_and(|count| *count >= self.each) {
            inside.send_away(|seat| seat.who == who)?;
        } else if inside.guests.len() >= self.all {
            // Of the address that has the most, so that one that has many cannot keep others out.
            let most = inside.of.iter().max_by_key(|(_, count)| **count).map(|(who, _)| *who)?;
            inside.send_away(|seat| seat.who == most).or_else(|| inside.send_away(|_| true))?;
        }
        inside.last += 1;
        let (number, leave) = (inside.last, Arc::new(Notify::new()));
        inside.guests.insert(number, Seat { who, busy: 0, since: number, leave: Arc::clone(&leave) });
        *inside.of.entry(who).or_default() += 1;
        Some(Guest { number, doors: Arc::clone(self), leave })
    }

    /// How many there are.
    pub(super) fn count(&self) -> usize {
        self.inside().guests.len()
    }
}

impl Inside {
    /// Sends the connection away that has waited longest, of those that may go.
    fn send_away(&mut self, may: impl Fn(&Seat) -> bool) -> Option<()> {
        let waiting = self.guests.iter().filter(|(_, seat)| seat.busy == 0 && may(seat));
        let (number, leave) =
            waiting.min_by_key(|(_, seat)| seat.since).map(|(number, seat)| (*number, Arc::clone(&seat.leave)))?;
        self.forget(number);
        leave.notify_one();
        Some(())
    }

    fn forget(&mut self, number: u64) {
        let Some(seat) = self.guests.remove(&number) else { return };
        if let Some(count) = self.of.get_mut(&seat.who) {
            *count -= 1;
            if *count == 0 {
                self.of.remove(&seat.who);
            }
        }
    }
}

impl Guest {
    /// Waits until it has to leave.
    pub(super) async fn sent_away(&self) {
        self.leave.notified().await;
    }

    /// A request has come.
    pub(super) fn busy(&self) -> Busy {
        if let Some(seat) = self.doors.inside().guests.get_mut(&self.number) {
            seat.busy += 1;
        }
        Busy { number: self.number, doors: Arc::clone(&self.doors) }
    }
}

impl Drop for Guest {
    fn drop(&mut self) {
        self.doors.inside().forget(self.number);
    }
}

impl Drop for Busy {
    fn drop(&mut self) {
        let mut inside = self.doors.inside();
        inside.last += 1;
        let now = inside.last;
        if let Some(seat) = inside.guests.get_mut(&self.number) {
            (seat.busy, seat.since) = (seat.busy.saturating_sub(1), now);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Doors;
    use std::net::IpAddr;
    use std::time::Duration;
    use tokio::time::timeout;

    fn ip(last: u8) -> IpAddr {
        [10, 0, 0, last].into()
    }

    async fn is_sent_away(guest: &super::Guest) -> bool {
        timeout(Duration::from_millis(1), guest.sent_away()).await.is_ok()
    }

    #[tokio::test(flavor = "current_thread")]
    async fn who_waits_longest_goes_first_and_who_is_answered_stays() {
        let doors = Doors::new(4, 2);
        let first = doors.enter(ip(1), false).expect("room");
        let second = doors.enter(ip(1), false).expect("room");
        let busy = first.busy();
        let _third = doors.enter(ip(1), false).expect("the one that waits goes");
        assert!(is_sent_away(&second).await && !is_sent_away(&first).await);
        assert_eq!(doors.count(), 2);
        drop(busy);
        let _fourth = doors.enter(ip(1), false).expect("the other waits longer now");
        assert!(!is_sent_away(&first).await && is_sent_away(&_third).await);
    }

    #[tokio::test(flavor = "current_thread")]
    async fn others_are_let_in_when_one_has_many() {
        let doors = Doors::new(6, 100);
        let many: Vec<_> = (0..5).map(|_| doors.enter(ip(1), false).expect("room")).collect();
        let other = doors.enter(ip(2), false).expect("room");
        let _third = doors.enter(ip(3), false).expect("one of the many goes");
        assert!(is_sent_away(&many[0]).await && !is_sent_away(&other).await);
        let answered: Vec<_> = many.iter().map(super::Guest::busy).collect();
        let _busy = other.busy();
        let _fourth = doors.enter(ip(4), false).expect("one that waits goes, of whomever");
        assert_eq!(doors.count(), 6);
        drop(answered);
        drop(many);
        assert_eq!(doors.count(), 2);
    }

    #[tokio::test(flavor = "current_thread")]
    async fn nobody_goes_if_all_are_answered() {
        let doors = Doors::new(9, 1);
        let only = doors.enter(ip(1), false).expect("room");
        let _busy = only.busy();
        assert!(doors.enter(ip(1), false).is_none());
        assert!(doors.enter(ip(1), true).is_some(), "a proxy stands for many");
        assert!(doors.enter(ip(2), false).is_some());
    }
}
