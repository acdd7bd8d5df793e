//! Workers, started ahead: one answers one query at a time, and is ended when it takes too long or nobody waits for it.

use std::io;
use std::path::PathBuf;
use std::process::Stdio;
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use bytes::Bytes;
use tokio::io::AsyncWriteExt;
use tokio::process::{Child, ChildStdin, ChildStdout, Command};
use tokio::sync::Semaphore;
use tokio::time::{Instant, sleep, timeout, timeout_at};

use crate::serve::frame::{End, Fault, Head, Job, Problem, Tag, message, receive};

/// How a worker is started.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Recipe {
    /// The program: this one.
    pub(super) program: PathBuf,
    /// Its arguments.
    pub(super) arguments: Vec<String>,
}

/// How long a worker may take to read the dataset.
const START: Duration = Duration::from_secs(900);

/// How long after its deadline a worker is ended that did not end by itself.
const GRACE: Duration = Duration::from_millis(500);

/// How long the pool waits before it starts a worker again that did not start.
const AGAIN: Duration = Duration::from_millis(500);

/// A worker that waits for a job.
struct Worker {
    child: Child,
    input: ChildStdin,
    output: ChildStdout,
}

impl Worker {
    async fn start(recipe: &Recipe) -> io::Result<Self> {
        let mut child = Command::new(&recipe.program)
            .args(&recipe.arguments)
            // What its allocator keeps for later is not data, so that it does not count.
            .env("MIMALLOC_ARENA_EAGER_COMMIT", "0")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()?;
        let gone = || io::Error::other("a worker ended before it was ready");
        let (input, mut output) = (child.stdin.take().ok_or_else(gone)?, child.stdout.take().ok_or_else(gone)?);
        match timeout(START, receive(&mut output)).await {
            Ok(Ok(Some((Tag::Ready, _)))) => Ok(Self { child, input, output }),
            Ok(Ok(_)) => Err(gone()),
            Ok(Err(error)) => Err(error),
            Err(_) => Err(io::ErrorKind::TimedOut.into()),
        }
    }
}

/// Workers for one version of the dataset.
pub(super) struct Pool {
    recipe: Recipe,
    idle: Mutex<Vec<Worker>>,
    free: Semaphore,
}

impl Pool {
    /// Starts workers; all must be ready.
    ///
    /// # Errors
    /// If one cannot start.
    pub(super) async fn start(recipe: Recipe, count: usize) -> io::Result<Arc<Self>> {
        let mut starting = tokio::task::JoinSet::new();
        for _ in 0..count.max(1) {
            let recipe = recipe.clone();
            starting.spawn(async move { Worker::start(&recipe).await });
        }
        let mut idle = Vec::with_capacity(count);
        while let Some(started) = starting.join_next().await {
            idle.push(started.map_err(io::Error::other)??);
        }
        let free = Semaphore::new(idle.len());
        Ok(Arc::new(Self { recipe, idle: Mutex::new(idle), free }))
    }

    fn idle(&self) -> MutexGuard<'_, Vec<Worker>> {
        self.idle.lock().expect("no thread panics while it holds the list")
    }

    /// Gives a job to a worker that is free within `patience`; `None` if there is none.
    pub(super) async fn run(self: &Arc<Self>, job: &Job, patience: Duration) -> Option<Running> {
        let permit = timeout(patience, self.free.acquire()).await.ok()?.ok()?;
        // The permit comes back with the worker, or with the one that replaces it.
        permit.forget();
        let worker = self.idle().pop();
        let mut running = Running {
            worker,
            pool: Arc::clone(self),
            deadline: Instant::now() + job.deadline + GRACE,
            taken: job.deadline,
        };
        let bytes = message(Tag::Job, job).ok()?;
        if let Some(worker) = &mut running.worker {
            let sent = async {
                worker.input.write_all(&bytes).await?;
                worker.input.flush().await
            };
            // A worker that does not take its job is told of by what is read next.
            let _ = timeout_at(running.deadline, sent).await;
        }
        Some(running)
    }

    fn back(&self, worker: Worker) {
        self.idle().push(worker);
        self.free.add_permits(1);
    }

    /// Starts a worker instead of one that is gone.
    fn replace(self: &Arc<Self>) {
        let pool = Arc::downgrade(self);
        let recipe = self.recipe.clone();
        // Outside of the runtime there is nobody left who could ask.
        let Ok(runtime) = tokio::runtime::Handle::try_current() else { return };
        runtime.spawn(async move {
            while pool.strong_count() > 0 {
                if let Ok(worker) = Worker::start(&recipe).await {
                    if let Some(pool) = pool.upgrade() {
                        pool.back(worker);
                    }
                    return;
                }
                sleep(AGAIN).await;
            }
        });
    }
}

/// A worker at work. Dropped before its end, it is ended.
pub(super) struct Running {
    worker: Option<Worker>,
    pool: Arc<Pool>,
    deadline: Instant,
    taken: Duration,
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
    /// The next message, or why there is none.
    pub(super) async fn next(&mut self) -> Result<Said, Problem> {
        let Some(worker) = &mut self.worker else { return Err(gone()) };
        let heard = match timeout_at(self.deadline, receive(&mut worker.output)).await {
            Err(_) => return Err(late(self.taken)),
            Ok(Ok(Some(heard))) => heard,
            Ok(_) => return Err(gone()),
        };
        let broken = |_| gone();
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
            (Tag::Ready | Tag::Job, _) => Err(gone()),
        }
    }

    /// The worker is free again, or gone.
    fn release(&mut self, leaves: bool) {
        match self.worker.take() {
            Some(worker) if !leaves => self.pool.back(worker),
            _ => self.pool.replace(),
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        if let Some(mut worker) = self.worker.take() {
            // It is ended at once; the system collects it when it is dropped.
            let _ = worker.child.start_kill();
            self.pool.replace();
        }
    }
}

fn late(taken: Duration) -> Problem {
    Problem {
        fault: Fault::Deadline,
        message: format!("the query took longer than {} s and was ended", taken.as_secs_f64()),
        hint: Some("ask for less: fewer patterns, a LIMIT, no products of patterns that share no variable".to_owned()),
    }
}

/// A worker that ends without a word was ended by the system: it asked for more memory than it may have.
fn gone() -> Problem {
    Problem {
        fault: Fault::Memory,
        message: "the query needed more memory than a worker may have, and was ended".to_owned(),
        hint: Some("ask for less: a LIMIT, no ORDER BY or GROUP BY over products".to_owned()),
    }
}
