//! The searches of one reader, one keystroke after another: narrows to what was found before, and remembers it for Backspace.
//!
//! Owned by the worker that searches. Results equal those of [`run`](super::run()) with the same query, whatever was typed before.

use std::sync::Arc;

use super::run::Partial;
use super::{How, Index, Query, Results, run_within};
use crate::corpus::Corpus;

/// Queries remembered at most.
const DEPTH: usize = 32;
/// Hits remembered at most, over all queries: 12 bytes each.
const HITS: usize = 1_000_000;

/// What was searched for lately in one corpus. Throw it away when the corpus changes.
#[derive(Debug)]
pub struct Session {
    stack: Vec<(Query, Arc<Results>)>,
    threads: usize,
    examined: u64,
}

impl Default for Session {
    fn default() -> Self {
        Self::new()
    }
}

impl Session {
    /// A session that remembers nothing yet and searches on one thread.
    pub fn new() -> Self {
        Self::on(1)
    }

    /// A session that may use this many threads.
    pub fn on(threads: usize) -> Self {
        Self { stack: Vec::new(), threads, examined: 0 }
    }

    /// How many articles were looked into by all searches so far: the work done, whatever the time it took.
    pub fn examined(&self) -> u64 {
        self.examined
    }

    /// Results of a query, at once where they are remembered, else by searching within the narrowest results remembered that hold
    /// them. `None` when told to stop; then nothing is remembered.
    pub fn search(
        &mut self,
        corpus: &Corpus,
        index: &Index,
        query: &Query,
        go_on: &dyn Fn() -> bool,
        publish: &mut dyn FnMut(&Partial<'_>),
    ) -> Option<Arc<Results>> {
        if let Some(at) = self.stack.iter().position(|(known, _)| known.typed() == query.typed()) {
            return Some(self.stack[at].1.clone());
        }
        let within = self.stack.iter().filter(|(known, _)| query.narrows(known)).min_by_key(|(_, results)| results.hits.len());
        let within = within.map(|(_, results)| results.clone());
        let how = How { within: within.as_deref(), threads: self.threads };
        let mut examined = 0;
        let found = run_within(corpus, index, query, how, go_on, &mut |partial| {
            examined = partial.examined();
            publish(partial);
        });
        self.examined += examined as u64;
        let results = Arc::new(found?);
        self.remember(query.clone(), results.clone());
        Some(results)
    }

    /// An upper bound of the number of articles a query can find, known before it is searched.
    pub fn bound(&self, query: &Query) -> Option<usize> {
        // A condition that turns out to be met by nothing is looked for as text, where it may find more.
        if query.has_conditions() {
            return None;
        }
        self.stack.iter().filter(|(known, _)| query.narrows(known)).map(|(_, results)| results.hits.len()).min()
    }

    fn remember(&mut self, query: Query, results: Arc<Results>) {
        self.stack.push((query, results));
        let mut hits: usize = self.stack.iter().map(|(_, results)| results.hits.len()).sum();
        while self.stack.len() > 1 && (self.stack.len() > DEPTH || hits > HITS) {
            hits -= self.stack.remove(0).1.hits.len();
        }
    }
}
