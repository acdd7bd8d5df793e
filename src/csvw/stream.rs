//! Tables to whatever is made of their triples, on several threads, in the order of the rows.
//!
//! The calling thread reads records, compares keys and hands over; others turn chunks of records into triples. A chunk
//! is the same whatever the number of threads, so what comes out is too. What is in memory at one time does not depend on
//! the size of the tables, but for their keys.

use std::collections::VecDeque;
use std::io;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::scope;

use oxrdf::TripleRef;

use crate::csvw::chunk::Chunk;
use crate::csvw::convert::{Conversion, Open, Options};
use crate::csvw::keys::Keys;
use crate::csvw::metadata::{Column, TableGroup};
use crate::csvw::plan::{Scratch, Taker};
use crate::csvw::reading::{Compiled, Reading};
use crate::csvw::row_keys::RowKeys;
use crate::csvw::rows::Row;
use crate::csvw::schema::Compatibility;
use crate::diagnostic::Diagnostics;

/// Makes something of triples, such as lines of text, on any thread.
pub trait Encoder: Send {
    /// A chunk begins: what was made before was delivered and may be forgotten.
    fn begin(&mut self);

    /// A triple with the cell that it came from.
    fn triple(&mut self, at: At, triple: TripleRef<'_>);
}

/// A cell, also one of a virtual column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct At {
    /// The index of the table in the group, from 0.
    pub table: usize,
    /// The index of the column in the table, from 0.
    pub column: usize,
    /// The row in the file, from 1.
    pub row: u64,
}

/// Chunks that are on their way for each thread.
const AHEAD: usize = 3;

/// A chunk of records and what becomes of it.
struct Work<E> {
    table: Option<Arc<Compiled>>,
    first: u64,
    chunk: Chunk,
    keys: RowKeys,
    diagnostics: Diagnostics,
    encoder: E,
}

/// The way to a thread and back.
struct Worker<E> {
    jobs: Sender<Work<E>>,
    done: Receiver<Work<E>>,
}

/// What a thread keeps from chunk to chunk.
#[derive(Default)]
struct Kept {
    scratch: Scratch,
    /// The columns of the table of the last chunk: regular expressions that threads share wait for each other.
    columns: Vec<Column>,
    table: Option<Arc<Compiled>>,
}

/// Converts all tables of `group` in minimal mode. `make` makes the encoders; each comes back to `deliver` after every
/// chunk, in the order of the tables and rows, with whether no row so far had an error, and is used again. Ends when
/// `deliver` says false; all that is wrong is reported otherwise.
///
/// # Errors
/// An error of reading a table.
pub fn stream<E: Encoder>(
    group: &TableGroup,
    open: &Open<'_>,
    options: &Options<'_>,
    threads: usize,
    make: &dyn Fn() -> E,
    deliver: &mut dyn FnMut(&mut E, bool) -> bool,
) -> io::Result<Conversion> {
    scope(|scope| {
        let workers: Vec<Worker<E>> = (0..threads)
            .map(|_| {
                let (send, jobs) = channel::<Work<E>>();
                let (done, receive) = channel();
                scope.spawn(move || {
                    let mut kept = Kept::default();
                    for mut work in jobs {
                        convert_chunk(&mut work, &mut kept);
                        if done.send(work).is_err() {
                            break;
                        }
                    }
                });
                Worker { jobs: send, done: receive }
            })
            .collect();
        let mut run = Run {
            group,
            keys: Keys::new(group),
            conversion: Conversion::default(),
            workers,
            under_way: VecDeque::new(),
            next: 0,
            spare: Vec::new(),
            inline: Kept::default(),
            make,
            deliver,
            going: true,
        };
        run.tables(open, options)?;
        Ok(run.conversion)
    })
}

/// The side that reads and hands over.
struct Run<'a, E> {
    group: &'a TableGroup,
    keys: Keys,
    conversion: Conversion,
    workers: Vec<Worker<E>>,
    /// The workers of chunks that are under way, the oldest first.
    under_way: VecDeque<usize>,
    next: usize,
    spare: Vec<Work<E>>,
    inline: Kept,
    make: &'a dyn Fn() -> E,
    deliver: &'a mut dyn FnMut(&mut E, bool) -> bool,
    going: bool,
}

impl<E: Encoder> Run<'_, E> {
    fn tables(&mut self, open: &Open<'_>, options: &Options<'_>) -> io::Result<()> {
        let compatibility = if options.validate { Compatibility::Warned } else { Compatibility::Lenient };
        for (index, table) in self.group.tables.iter().enumerate() {
            let mut found = Diagnostics::new();
            let mut reading = Reading::begin(table, index, open, options, compatibility, &mut found)?;
            let mut compiled = None;
            while self.going {
                let mut work = self.spare.pop().unwrap_or_else(|| Work {
                    table: None,
                    first: 0,
                    chunk: Chunk::default(),
                    keys: RowKeys::default(),
                    diagnostics: Diagnostics::new(),
                    encoder: (self.make)(),
                });
                let Some(first) = reading.read(&mut work.chunk, &mut found)? else {
                    self.spare.push(work);
                    break;
                };
                let compiled = compiled.get_or_insert_with(|| Arc::new(reading.compiled(&self.keys)));
                work.table = Some(Arc::clone(compiled));
                work.first = first;
                self.give(work);
            }
            self.conversion.diagnostics.append(found);
            self.conversion.rows.push(reading.rows());
        }
        while let Some(worker) = self.under_way.pop_front() {
            self.take(worker);
        }
        if options.validate && self.going {
            self.keys.check(self.group, options.name, &mut self.conversion.diagnostics);
        }
        Ok(())
    }

    /// Gives a chunk to the next worker, after taking back the oldest where enough are under way.
    fn give(&mut self, mut work: Work<E>) {
        if self.workers.is_empty() {
            convert_chunk(&mut work, &mut self.inline);
            self.handle(work);
            return;
        }
        if self.under_way.len() >= self.workers.len() * AHEAD
            && let Some(worker) = self.under_way.pop_front()
        {
            self.take(worker);
        }
        let worker = self.next;
        self.next = (self.next + 1) % self.workers.len();
        self.going &= self.workers[worker].jobs.send(work).is_ok();
        self.under_way.push_back(worker);
    }

    fn take(&mut self, worker: usize) {
        match self.workers[worker].done.recv() {
            Ok(work) => self.handle(work),
            // The worker panicked; so does the scope when it ends.
            Err(_) => self.going = false,
        }
    }

    /// Compares the keys of a chunk and delivers what was made of it.
    fn handle(&mut self, mut work: Work<E>) {
        self.conversion.diagnostics.append(std::mem::take(&mut work.diagnostics));
        if let Some(table) = work.table.take() {
            let found = &mut self.conversion.diagnostics;
            self.keys.add(table.index, &table.keys, &table.columns, &work.keys, &table.file, found);
        }
        if self.going {
            let well = self.conversion.diagnostics.errors() == 0;
            self.going = (self.deliver)(&mut work.encoder, well);
        }
        self.spare.push(work);
    }
}

fn convert_chunk<E: Encoder>(work: &mut Work<E>, kept: &mut Kept) {
    let Some(table) = &work.table else { return };
    if !kept.table.as_ref().is_some_and(|known| Arc::ptr_eq(known, table)) {
        kept.table = Some(Arc::clone(table));
        kept.columns.clone_from(&table.columns);
    }
    work.keys.clear();
    work.encoder.begin();
    for (number, raw) in (work.first..).zip(work.chunk.iter()) {
        let row = table.rows(&kept.columns).read(&raw, number, &mut work.diagnostics);
        table.keys.write(&row, &kept.columns, &mut work.keys);
        if table.suppressed {
            continue;
        }
        let mut encoding =
            Encoding { table, row: &row, encoder: &mut work.encoder, diagnostics: &mut work.diagnostics };
        table.plan.row(&row, &kept.columns, &mut kept.scratch, &mut encoding);
    }
}

/// Gives the triples of a row to an encoder.
struct Encoding<'a, E> {
    table: &'a Compiled,
    row: &'a Row<'a>,
    encoder: &'a mut E,
    diagnostics: &'a mut Diagnostics,
}

impl<E: Encoder> Taker for Encoding<'_, E> {
    fn triple(&mut self, column: usize, triple: TripleRef<'_>) {
        let at = At { table: self.table.index, column, row: self.row.source };
        self.encoder.triple(at, triple);
    }

    fn bad(&mut self, column: usize, text: &str) {
        self.diagnostics.push(self.table.no_iri(self.row, column, text));
    }
}
