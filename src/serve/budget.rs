//! What one client may use: queries at once, time and failures in a minute.

use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::{Duration, Instant};

use tokio::sync::Notify;
use tokio::time::timeout_at;

/// The stretch that is counted.
const MINUTE: Duration = Duration::from_secs(60);

/// Clients beyond which those that have not asked for a minute are forgotten.
const MANY: usize = 10_000;

/// What one client has used.
#[derive(Clone, Debug)]
struct Used {
    since: Instant,
    time: Duration,
    failures: u32,
    running: usize,
}

/// What clients may use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Allowance {
    /// Queries at once.
    pub(super) running: usize,
    /// Time in a minute.
    pub(super) time: Duration,
    /// Failures in a minute.
    pub(super) failures: u32,
}

/// Who has used what.
pub(super) struct Budgets {
    allowance: Allowance,
    used: Mutex<BTreeMap<IpAddr, Used>>,
    /// Tells that a query has ended.
    ended: Notify,
}

/// A query that counts until it is dropped.
pub(super) struct Counted {
    budgets: Arc<Budgets>,
    client: IpAddr,
    begun: Instant,
    failed: bool,
}

/// What a client asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Work {
    /// A query, or what is asked by one: whoever has had too many that failed waits.
    Query,
    /// A page, a list of names, a thing.
    Other,
}

/// Why a client must wait, and how long.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Wait {
    /// Why.
    pub(super) reason: String,
    /// How long, at least a second.
    pub(super) seconds: u64,
    /// Whether it is for a query of the same client that runs.
    pub(super) running: bool,
}

impl Budgets {
    pub(super) fn new(allowance: Allowance) -> Arc<Self> {
        Arc::new(Self { allowance, used: Mutex::default(), ended: Notify::new() })
    }

    fn used(&self) -> MutexGuard<'_, BTreeMap<IpAddr, Used>> {
        self.used.lock().expect("no thread panics while it holds the budgets")
    }

    /// Counts a query of a client, or says how long the client must wait.
    pub(super) fn enter(self: &Arc<Self>, client: IpAddr, now: Instant) -> Result<Counted, Wait> {
        self.admit(client, now, Work::Query)
    }

    fn admit(self: &Arc<Self>, client: IpAddr, now: Instant, work: Work) -> Result<Counted, Wait> {
        let client = household(client);
        let mut all = self.used();
        if all.len() > MANY {
            all.retain(|_, used| used.running > 0 || now.duration_since(used.since) < MINUTE);
        }
        let used = all.entry(client).or_insert(Used { since: now, time: Duration::ZERO, failures: 0, running: 0 });
        if now.duration_since(used.since) >= MINUTE {
            (used.since, used.time, used.failures) = (now, Duration::ZERO, 0);
        }
        let rest = (MINUTE - now.duration_since(used.since).min(MINUTE)).as_secs().max(1);
        let allowed = &self.allowance;
        if used.running >= allowed.running {
            return Err(Wait {
                reason: format!("{} queries of yours are running", used.running),
                seconds: 1,
                running: true,
            });
        }
        if used.time >= allowed.time {
            let reason = format!("your queries took {} s in this minute", used.time.as_secs());
            return Err(Wait { reason, seconds: rest, running: false });
        }
        if work == Work::Query && used.failures >= allowed.failures {
            let reason = format!("{} queries of yours failed in this minute", used.failures);
            return Err(Wait { reason, seconds: rest, running: false });
        }
        used.running += 1;
        Ok(Counted { budgets: Arc::clone(self), client, begun: now, failed: false })
    }

    /// The same, but waits for a query of the client that runs, for so long.
    pub(super) async fn turn(
        self: &Arc<Self>,
        client: IpAddr,
        work: Work,
        patience: Duration,
    ) -> Result<Counted, Wait> {
        let end = tokio::time::Instant::now() + patience;
        loop {
            // What ends between the look and the wait is heard too.
            let mut ended = std::pin::pin!(self.ended.notified());
            ended.as_mut().enable();
            match self.admit(client, Instant::now(), work) {
                Err(wait) if wait.running => timeout_at(end, ended).await.map_err(|_| wait)?,
                decided => return decided,
            }
        }
    }
}

impl Counted {
    /// The query failed.
    pub(super) fn fail(&mut self) {
        self.failed = true;
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        if let Some(used) = self.budgets.used().get_mut(&self.client) {
            used.running = used.running.saturating_sub(1);
            used.time += self.begun.elapsed();
            used.failures += u32::from(self.failed);
        }
        self.budgets.ended.notify_waiters();
    }
}

/// One client may have as many IPv6 addresses as it likes: the network of 64 bits counts.
pub(super) fn household(client: IpAddr) -> IpAddr {
    match client.to_canonical() {
        IpAddr::V6(address) => {
            let parts = address.segments();
            Ipv6Addr::new(parts[0], parts[1], parts[2], parts[3], 0, 0, 0, 0).into()
        }
        address @ IpAddr::V4(_) => address,
    }
}

#[cfg(test)]
mod tests {
    use super::{Allowance, Budgets, MINUTE};
    use std::net::IpAddr;
    use std::time::{Duration, Instant};

    #[test]
    fn clients_wait_for_their_own_queries_only() {
        let budgets = Budgets::new(Allowance { running: 1, time: Duration::from_secs(60), failures: 2 });
        let (one, other): (IpAddr, IpAddr) =
            ("10.0.0.1".parse().expect("an address"), "10.0.0.2".parse().expect("an address"));
        let now = Instant::now();
        let first = budgets.enter(one, now).expect("free");
        assert_eq!(budgets.enter(one, now).err().expect("busy").seconds, 1);
        assert!(budgets.enter(other, now).is_ok());
        drop(first);
        for _ in 0..2 {
            budgets.enter(one, now).expect("free").fail();
        }
        let wait = budgets.enter(one, now).err().expect("too many failures");
        assert!(wait.seconds > 50 && wait.reason.contains("failed"), "{wait:?}");
        assert!(budgets.enter(one, now + MINUTE).is_ok(), "a minute later");
    }

    #[test]
    fn a_network_of_ipv6_is_one_client() {
        let budgets = Budgets::new(Allowance { running: 1, time: MINUTE, failures: 9 });
        let at = |text: &str| text.parse::<IpAddr>().expect("an address");
        let now = Instant::now();
        let _first = budgets.enter(at("2001:db8::1"), now).expect("free");
        assert!(budgets.enter(at("2001:db8::ffff"), now).is_err());
        assert!(budgets.enter(at("2001:db8:1::1"), now).is_ok());
        assert!(budgets.enter(at("::ffff:10.0.0.1"), now).is_ok());
    }
}
