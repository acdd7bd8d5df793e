//! When EXISTS and MINUS are the same as a join over keys.

use spargebra::algebra::GraphPattern;

use crate::query::plan::variables::{Scope, Vars, is_correlatable, mentioned_in, scope, shared};

/// The keys of a pattern that is asked for each solution.
pub(super) type Correlated = Vars;

/// The variables that a pattern shares with solutions of the scope `outer`, if asking for it with each solution given is
/// the same as looking up these keys among all its solutions. It is where the pattern shares at least one variable, binds
/// each shared one in every solution as the outer pattern does, names no other variable of the outer pattern, not even in
/// a filter or hidden in a subquery, and may be evaluated with values given.
pub(super) fn correlated(pattern: &GraphPattern, outer: &Scope) -> Option<Correlated> {
    let own = scope(pattern);
    let keys = shared(&own.possible, &outer.possible);
    let fits = !keys.is_empty()
        && keys.is_subset(&own.certain)
        && keys.is_subset(&outer.certain)
        && shared(&mentioned_in(pattern), &outer.possible) == keys
        && is_correlatable(pattern, &outer.possible);
    fits.then_some(keys)
}
