//! What models ask: tools, resources, prompts, completion. The answer is the value or the mistake, as JSON.

use serde::Serialize;

use crate::publish::tools;
use crate::serve::job::{End, Fault, Head, Problem, ToolTask};
use crate::serve::work::here::Here;
use crate::serve::work::problem;
use crate::serve::work::query::{Out, written};
use crate::serve::work::room::Room;
use crate::store::Stop;

/// Answers a request.
pub(super) fn answer(room: &Room, task: &ToolTask, stop: &Stop, out: &mut dyn Out) -> Result<End, Problem> {
    let none = || problem(Fault::Missing, "the dataset has no tables and questions", None);
    let (site, terms) = room.pages.as_ref().ok_or_else(none)?;
    match task {
        ToolTask::Call { name, arguments } => {
            let here = Here::new(room, stop);
            let end = send(&tools::call(site, terms, name, arguments.clone(), &here), out)?;
            Ok(End { failed: here.failed.get(), ..end })
        }
        ToolTask::Read { uri } => send(&tools::read(site, uri), out),
        ToolTask::Prompt { name, arguments } => send(&tools::prompt(site, name, arguments), out),
        ToolTask::Complete { prompt, argument, typed, others } => {
            send(&Ok::<_, tools::Wrong>(tools::complete(site, prompt.as_deref(), argument, typed, others)), out)
        }
    }
}

fn send<T: Serialize>(told: &Result<T, tools::Wrong>, out: &mut dyn Out) -> Result<End, Problem> {
    let json = serde_json::to_vec(told).map_err(|error| problem(Fault::Engine, error.to_string(), None))?;
    let head = Head { status: 200, media_type: "application/json".to_owned(), repeatable: true, note: None };
    out.begin(head).map_err(|error| written(&error))?;
    out.write_all(&json).map_err(|error| written(&error))?;
    Ok(End::default())
}
