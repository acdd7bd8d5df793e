//! Workers, started ahead: one does one job at a time, and is ended when it takes too long or nobody waits for it.

use std::io;
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use bytes::Bytes;
use tokio::io::AsyncWriteExt;
use tokio::sync::Semaphore;
use tokio::time::{Instant, sleep, timeout, timeout_at};

use crate::serve::budget::Counted;
use crate::serve::frame::{Tag, message, receive};
use crate::serve::job::{Duty, End, Fault, Head, Job, Problem};
use crate::serve::process::{Recipe, Worker};
use crate::serve::{Event, Tell};

/// How long after its deadline a worker is ended that did not end by itself.
const GRACE: Duration = Duration::from_millis(500);

/// How long the work that nobody waits for any more may go on: less than a worker takes to start.
const LINGER: Duration = Duration::from_millis(200);

/// How long the pool waits before it starts a worker again that did not start: each time twice as long.
const AGAIN: (Duration, Duration) = (Duration::from_millis(500), Duration::from_secs(60));

/// How often those that wait are looked at.
const TENDED: Duration = Duration::from_secs(1);

/// Workers for one version of the dataset.
pub(super) struct Pool {
    recipe: Recipe,
    idle: Mutex<Vec<Worker>>,
    free: Semaphore,
    state: Mutex<State>,
    count: usize,
    tell: Tell,
}

/// How the workers are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct State {
    /// Workers that are being started.
    pub(super) starting: usize,
    /// Why the last one did not start; none since one has.
    pub(super) broken: Option<String>,
    /// When the next attempt is made.
    again: Option<Instant>,
    /// How many had to be started anew.
    pub(super) replaced: u64,
}

/// Why no worker takes a job.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Unavailable {
    /// Why.
    pub(super) message: String,
    /// When to come again, in seconds.
    pub(super) retry: u64,
}

impl Pool {
    /// Starts workers; all must be ready.
    ///
    /// # Errors
    /// If one cannot start.
    pub(super) async fn start(recipe: Recipe, count: usize, tell: Tell) -> io::Result<Arc<Self>> {
        let count = count.max(1);
        let mut starting = tokio::task::JoinSet::new();
        for _ in 0..count {
            let recipe = recipe.clone();
            starting.spawn(async move { Worker::start(&recipe).await });
        }
        let mut idle = Vec::with_capacity(count);
        let failed = |error: io::Error| io::Error::new(error.kind(), format!("no worker can start: {error}"));
        while let Some(started) = starting.join_next().await {
            idle.push(started.map_err(io::Error::other)?.map_err(failed)?);
        }
        let (free, state) = (Semaphore::new(idle.len()), Mutex::default());
        let pool = Arc::new(Self { recipe, idle: Mutex::new(idle), free, state, count, tell });
        let tended = Arc::downgrade(&pool);
        tokio::spawn(async move {
            while let Some(pool) = tended.upgrade() {
                pool.tend();
                drop(pool);
                sleep(TENDED).await;
            }
        });
        Ok(pool)
    }

    /// Replaces workers that died while they waited.
    pub(super) fn tend(self: &Arc<Self>) {
        let mut gone = Vec::new();
        let mut idle = self.idle();
        for place in (0..idle.len()).rev() {
            // Each that waits has a permit, but for one that somebody is about to take.
            if idle[place].ended()
                && let Ok(permit) = self.free.try_acquire()
            {
                permit.forget();
                gone.push(idle.swap_remove(place));
            }
        }
        drop(idle);
        gone.iter().for_each(|_| self.replace());
    }

    /// What answers may take.
    pub(super) fn duty(&self) -> &Duty {
        &self.recipe.opening.duty
    }

    fn idle(&self) -> MutexGuard<'_, Vec<Worker>> {
        self.idle.lock().expect("no thread panics while it holds the list")
    }

    fn held(&self) -> MutexGuard<'_, State> {
        self.state.lock().expect("no thread panics while it holds the state")
    }

    /// How the workers are.
    pub(super) fn state(&self) -> State {
        self.held().clone()
    }

    /// How many workers there should be, and how many wait for a job.
    pub(super) fn workers(&self) -> (usize, usize) {
        (self.count, self.free.available_permits())
    }

    /// Gives a job to a worker that is free within `patience`. The share of the client that it counts against is given back
    /// when the worker is free again.
    pub(super) async fn run(
        self: &Arc<Self>,
        job: &Job,
        patience: Duration,
        counted: Option<Counted>,
    ) -> Result<Running, Unavailable> {
        let free = async {
            loop {
                let permit = timeout(patience, self.free.acquire()).await.ok()?.ok()?;
                // The permit comes back with the worker, or with the one that replaces it.
                permit.forget();
                // One that died while it waited has no job to lose.
                let mut worker = self.idle().pop()?;
                if !worker.ended() {
                    return Some(worker);
                }
                self.replace();
            }
        };
        let worker = match self.gone() {
            Some(unavailable) => return Err(unavailable),
            None => free.await.ok_or_else(|| self.gone().unwrap_or_else(|| busy(patience)))?,
        };
        let mut running = Running {
            worker: Some(worker),
            pool: Arc::clone(self),
            deadline: Instant::now() + job.deadline + GRACE,
            taken: job.deadline,
            counted,
        };
        let bytes = message(Tag::Job, job).map_err(|error| Unavailable { message: error.to_string(), retry: 1 })?;
        if let Some(worker) = &mut running.worker {
            let sent = async {
                worker.input.write_all(&bytes).await?;
                worker.input.flush().await
            };
            // A worker that does not take its job is told of by what is read next.
            let _ = timeout_at(running.deadline, sent).await;
        }
        Ok(running)
    }

    /// That all workers are gone and none can be started, if so.
    fn gone(&self) -> Option<Unavailable> {
        let state = self.held();
        let broken = state.broken.as_ref().filter(|_| state.starting >= self.count)?;
        let wait = state.again.map_or(Duration::ZERO, |again| again.saturating_duration_since(Instant::now()));
        Some(Unavailable { message: format!("no worker can start: {broken}"), retry: wait.as_secs() + 1 })
    }

    fn back(&self, worker: Worker) {
        self.idle().push(worker);
        self.free.add_permits(1);
    }

    /// Starts a worker instead of one that is gone; tries again, less and less often, until one starts.
    fn replace(self: &Arc<Self>) {
        // Outside of the runtime there is nobody left who could ask.
        let Ok(runtime) = tokio::runtime::Handle::try_current() else { return };
        let mut state = self.held();
        (state.starting, state.replaced) = (state.starting + 1, state.replaced + 1);
        drop(state);
        let (pool, recipe) = (Arc::downgrade(self), self.recipe.clone());
        runtime.spawn(async move {
            let mut pause = AGAIN.0;
            loop {
                let started = Worker::start(&recipe).await;
                let Some(pool) = pool.upgrade() else { return };
                match started {
                    Ok(worker) => {
                        let mut state = pool.held();
                        state.starting -= 1;
                        let was_broken = state.broken.take().is_some();
                        drop(state);
                        if was_broken {
                            (pool.tell)(Event::Repaired);
                        }
                        pool.back(worker);
                        return;
                    }
                    Err(error) => {
                        let (mut state, now) = (pool.held(), Instant::now());
                        state.broken = Some(error.to_string());
                        // Those that fail together are told once.
                        let is_told = state.again.is_some_and(|again| again > now);
                        state.again = state.again.max(Some(now + pause));
                        drop(state);
                        if !is_told {
                            (pool.tell)(Event::Broken { reason: error.to_string(), pause });
                        }
                    }
                }
                drop(pool);
                sleep(pause).await;
                pause = (pause * 2).min(AGAIN.1);
            }
        });
    }
}

fn busy(patience: Duration) -> Unavailable {
    Unavailable { message: "all workers are busy".to_owned(), retry: patience.as_secs().max(1) }
}

/// A worker at work. Dropped before its end, it is ended, unless it is about to be done.
pub(super) struct Running {
    worker: Option<Worker>,
    pool: Arc<Pool>,
    deadline: Instant,
    taken: Duration,
    counted: Option<Counted>,
}

/// What a worker says next.
pub(super) enum Said {
    /// The answer begins.
    Head(Head),
    /// A part of it.
    Part(Bytes),
    /// It is complete.
    End(End),
}

impl Running {
    /// What it does counts as failed.
    pub(super) fn fail(&mut self) {
        if let Some(counted) = &mut self.counted {
            counted.fail();
        }
    }

    /// The next message, or why there is none.
    pub(super) async fn next(&mut self) -> Result<Said, Problem> {
        let Some(worker) = &mut self.worker else { return Err(out_of_order()) };
        let heard = match timeout_at(self.deadline, receive(&mut worker.output)).await {
            Err(_) => return Err(late(self.taken)),
            Ok(Ok(Some(heard))) => heard,
            Ok(_) => return Err(self.bury().await),
        };
        let broken = |_| out_of_order();
        match heard {
            (Tag::Head, payload) => Ok(Said::Head(serde_json::from_slice(&payload).map_err(broken)?)),
            (Tag::Part, payload) => Ok(Said::Part(payload.into())),
            (Tag::End, payload) => {
                let end: End = serde_json::from_slice(&payload).map_err(broken)?;
                self.release(end.leaves);
                Ok(Said::End(end))
            }
            (Tag::Problem, payload) => {
                let mut problem: Problem = serde_json::from_slice(&payload).map_err(broken)?;
                self.release(false);
                if problem.fault == Fault::Deadline {
                    problem = late(self.taken);
                }
                Err(problem)
            }
            (Tag::Open | Tag::Ready | Tag::Job, _) => Err(out_of_order()),
        }
    }

    /// The worker is free again, or gone.
    fn release(&mut self, leaves: bool) {
        match self.worker.take() {
            Some(worker) if !leaves => self.pool.back(worker),
            _ => self.pool.replace(),
        }
    }

    /// What a worker says that ended at its work.
    async fn bury(&mut self) -> Problem {
        let Some(worker) = self.worker.take() else { return out_of_order() };
        self.pool.replace();
        worker.epitaph().await.of_work()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let Some(mut worker) = self.worker.take() else { return };
        let (pool, counted) = (Arc::clone(&self.pool), self.counted.take());
        let Ok(runtime) = tokio::runtime::Handle::try_current() else { return };
        // What takes a moment is finished, so that clients that leave do not end worker after worker; the rest is ended.
        let patience = LINGER.min(self.deadline.saturating_duration_since(Instant::now()));
        runtime.spawn(async move {
            let done = timeout(patience, async {
                loop {
                    match receive(&mut worker.output).await {
                        Ok(Some((Tag::End, payload))) => {
                            return serde_json::from_slice::<End>(&payload).is_ok_and(|end| !end.leaves);
                        }
                        Ok(Some((Tag::Problem, _))) => return true,
                        Ok(Some(_)) => {}
                        _ => return false,
                    }
                }
            });
            if matches!(done.await, Ok(true)) {
                pool.back(worker);
            } else {
                worker.end();
                pool.replace();
            }
            drop(counted);
        });
    }
}

fn late(taken: Duration) -> Problem {
    Problem {
        fault: Fault::Deadline,
        message: format!("the query took longer than {} s and was ended", taken.as_secs_f64()),
        hint: Some("ask for less: fewer patterns, a LIMIT, no products of patterns that share no variable".to_owned()),
    }
}

/// What a worker says makes no sense where it says it.
pub(super) fn out_of_order() -> Problem {
    Problem { message: "a worker answered out of order".to_owned(), ..Problem::default() }
}
