//! Work that a request has done by a worker: its share, its turn, and the answer as a whole.

use std::net::IpAddr;

use bytes::{Bytes, BytesMut};

use crate::serve::budget::Work;
use crate::serve::job::{End, Fault, Head, Job, Problem, Task};
use crate::serve::pool::{Running, Said};
use crate::serve::refusal::Refusal;
use crate::serve::routes::Shared;
use crate::serve::version::Version;

/// What a worker answered.
pub(super) struct Done {
    pub(super) head: Head,
    pub(super) bytes: Bytes,
    /// Whether something that was asked on the way failed.
    pub(super) failed: bool,
}

/// Why there is no answer.
pub(super) enum Undone {
    /// The client has used its share, or no worker is free.
    Refused(Refusal),
    /// The worker says so, or ended.
    Problem(Problem),
}

impl From<Undone> for Refusal {
    fn from(undone: Undone) -> Self {
        match undone {
            Undone::Refused(refusal) => refusal,
            Undone::Problem(problem) => problem.into(),
        }
    }
}

/// Has a task done. It counts against the share of a client, if there is one, and waits for its turn.
pub(super) async fn done(
    shared: &Shared,
    version: &Version,
    client: Option<(IpAddr, Work)>,
    task: Task,
) -> Result<Done, Undone> {
    let counted = match client {
        Some((client, work)) => Some(shared.turn(client, work).await.map_err(Undone::Refused)?),
        None => None,
    };
    let job = Job { deadline: shared.limits.deadline, task };
    let running = version.pool.run(&job, shared.limits.patience, counted).await;
    let mut running = running.map_err(|unavailable| Undone::Refused(unavailable.into()))?;
    whole(shared, &mut running).await.map_err(|problem| {
        // What is wrong with a request costs nothing; what wears the server out counts.
        if matches!(problem.fault, Fault::Deadline | Fault::Memory | Fault::TooLong | Fault::Engine) {
            running.fail();
        }
        Undone::Problem(problem)
    })
}

async fn whole(shared: &Shared, running: &mut Running) -> Result<Done, Problem> {
    let (mut head, mut held) = (Head::default(), BytesMut::new());
    loop {
        match running.next().await? {
            Said::Head(said) => head = said,
            Said::Part(part) => held.extend_from_slice(&part),
            Said::End(End { failed, .. }) => {
                if failed {
                    running.fail();
                }
                return Ok(Done { head, bytes: held.freeze(), failed });
            }
        }
        if held.len() as u64 > shared.limits.answer {
            let message = format!("the answer is longer than {} bytes", shared.limits.answer);
            return Err(Problem { fault: Fault::TooLong, message, hint: Some("ask in parts".to_owned()) });
        }
    }
}
