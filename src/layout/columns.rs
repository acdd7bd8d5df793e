//! Columns from left to right: order within columns by the places of neighbours, heights by least squares, ties through
//! gaps that are kept open for them.

use std::collections::BTreeMap;

use crate::layout::{Layout, Options, Point, Problem, Rect, route};

/// Sweeps that look for an order with fewer crossings, and that settle heights.
const SWEEPS: usize = 24;

/// The most pieces that a column is split into.
const MOST_PARTS: usize = 7;

/// The height that a tie needs where it passes a column.
const LANE: f64 = 7.0;

/// A box, or the place where a tie passes a column.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Cell {
    Box(usize),
    Lane(usize),
}

struct Table {
    cells: Vec<Cell>,
    /// The column of each cell.
    column: Vec<usize>,
    /// The order of cells in each column, from the top.
    order: Vec<Vec<usize>>,
    /// Cells in neighbouring columns that each is tied to.
    left: Vec<Vec<usize>>,
    right: Vec<Vec<usize>>,
    /// The lanes of each tie, from left to right.
    lanes: BTreeMap<usize, Vec<usize>>,
}

/// Lays out boxes in columns: `ranks` gives the column of each, counted from the left; columns that are too high for the
/// page are split. Ties of one bundle that begin at one box run on one line as far as their ways are the same; `bundles` gives
/// the bundle of each tie, or nothing at all.
pub(super) fn columns(problem: &Problem, ranks: &[usize], bundles: &[usize], options: &Options) -> Layout {
    if problem.sizes.is_empty() {
        return Layout::default();
    }
    let mut known: Vec<usize> = ranks.to_vec();
    known.sort_unstable();
    known.dedup();
    let plain: Vec<usize> = ranks.iter().map(|rank| known.binary_search(rank).unwrap_or(0)).collect();
    let mut table = Table::new(problem, &plain, bundles);
    table.untangle();
    let heights: Vec<f64> = (0..known.len()).map(|rank| height(problem, &plain, rank, options.gap)).collect();
    let tallest = heights.iter().copied().fold(0.0, f64::max);
    // Of some ways to split, the one that comes out largest on a page of the wanted proportions.
    let mut best: Option<(f64, Table, Vec<f64>, Vec<Rect>)> = None;
    for parts in 1..=MOST_PARTS {
        let target = tallest / parts as f64;
        let pieces: Vec<usize> =
            heights.iter().map(|h| (h / target.max(1.0) - 1e-9).ceil().max(1.0) as usize).collect();
        let mut tried = Table::new(problem, &split(&plain, &table, &pieces), bundles);
        tried.untangle();
        let settled = tried.heights(problem, options.gap);
        let boxes = tried.boxes(problem, &settled, options);
        let whole = crate::layout::geometry::bounds(boxes.iter().copied());
        let size = f64::min(options.aspect / whole.width.max(1.0), 1.0 / whole.height.max(1.0));
        if best.as_ref().is_none_or(|(most, ..)| size > *most * 1.02) {
            best = Some((size, tried, settled, boxes));
        }
    }
    let Some((_, table, heights, boxes)) = best else { return Layout::default() };
    let plainly = route::routes(&boxes, &problem.edges, options.gap / 3.0);
    let routes = table.routes(problem, bundles, &boxes, &heights, plainly);
    Layout { boxes, routes }
}

/// The height of a column, with gaps.
fn height(problem: &Problem, ranks: &[usize], rank: usize, gap: f64) -> f64 {
    let own = ranks.iter().zip(&problem.sizes).filter(|(r, _)| **r == rank);
    own.map(|(_, (_, h))| h + gap).sum()
}

/// The columns after those that are too high were split into pieces. Neighbours in a column go to different pieces, so that
/// each keeps the order.
fn split(ranks: &[usize], table: &Table, pieces: &[usize]) -> Vec<usize> {
    let count = pieces.len();
    let mut first = vec![0; count];
    for rank in 1..count {
        first[rank] = first[rank - 1] + pieces[rank - 1];
    }
    let mut columns = vec![0; ranks.len()];
    for (rank, order) in table.order.iter().enumerate() {
        let boxes = order.iter().filter_map(|cell| match table.cells[*cell] {
            Cell::Box(node) => Some(node),
            Cell::Lane(_) => None,
        });
        for (place, node) in boxes.enumerate() {
            columns[node] = first[rank] + place % pieces[rank];
        }
    }
    columns
}

impl Table {
    fn new(problem: &Problem, columns: &[usize], bundles: &[usize]) -> Self {
        let count = columns.iter().max().map_or(0, |most| most + 1);
        let mut table = Self {
            cells: (0..columns.len()).map(Cell::Box).collect(),
            column: columns.to_vec(),
            order: vec![Vec::new(); count],
            left: vec![Vec::new(); columns.len()],
            right: vec![Vec::new(); columns.len()],
            lanes: BTreeMap::new(),
        };
        let mut shared: BTreeMap<(usize, usize, usize), usize> = BTreeMap::new();
        for (tie, (a, b)) in problem.edges.iter().enumerate() {
            let (from, to) = if columns[*a] <= columns[*b] { (*a, *b) } else { (*b, *a) };
            if columns[from] == columns[to] {
                continue;
            }
            let mut before = from;
            let mut lanes = Vec::new();
            for column in columns[from] + 1..columns[to] {
                let key = bundles.get(tie).filter(|_| from == *a).map(|bundle| (from, *bundle, column));
                if let Some(cell) = key.and_then(|key| shared.get(&key)).copied() {
                    lanes.push(cell);
                    before = cell;
                    continue;
                }
                let cell = table.cells.len();
                shared.extend(key.map(|key| (key, cell)));
                table.cells.push(Cell::Lane(tie));
                table.column.push(column);
                table.left.push(Vec::new());
                table.right.push(Vec::new());
                table.join(before, cell);
                lanes.push(cell);
                before = cell;
            }
            table.join(before, to);
            table.lanes.insert(tie, lanes);
        }
        for cell in 0..table.cells.len() {
            table.order[table.column[cell]].push(cell);
        }
        // Groups begin together, so that what has no ties stands with its like.
        for order in &mut table.order {
            order.sort_by_key(|cell| match table.cells[*cell] {
                Cell::Box(node) => (problem.groups[node], *cell),
                Cell::Lane(_) => (usize::MAX, *cell),
            });
        }
        table
    }

    fn join(&mut self, from: usize, to: usize) {
        self.right[from].push(to);
        self.left[to].push(from);
    }

    /// Orders each column by the mean place of neighbours, to and fro, and keeps the order with the fewest crossings.
    fn untangle(&mut self) {
        let mut best = (self.crossings(), self.order.clone());
        for sweep in 0..SWEEPS {
            let forward = sweep % 2 == 0;
            let columns: Vec<usize> = if forward {
                (1..self.order.len()).collect()
            } else {
                (0..self.order.len().max(1) - 1).rev().collect()
            };
            for column in columns {
                let beside = if forward { column - 1 } else { column + 1 };
                let mut place = BTreeMap::new();
                for (position, cell) in self.order[beside].iter().enumerate() {
                    place.insert(*cell, position as f64 / self.order[beside].len().max(1) as f64);
                }
                let own = self.order[column].len().max(1) as f64;
                let mut keyed: Vec<(f64, usize)> = Vec::with_capacity(self.order[column].len());
                for (position, cell) in self.order[column].iter().enumerate() {
                    let tied = if forward { &self.left[*cell] } else { &self.right[*cell] };
                    let mean = if tied.is_empty() {
                        position as f64 / own
                    } else {
                        tied.iter().map(|other| place.get(other).copied().unwrap_or(0.0)).sum::<f64>()
                            / tied.len() as f64
                    };
                    keyed.push((mean, *cell));
                }
                keyed.sort_by(|a, b| a.0.total_cmp(&b.0));
                self.order[column] = keyed.into_iter().map(|(_, cell)| cell).collect();
            }
            let crossings = self.crossings();
            if crossings < best.0 {
                best = (crossings, self.order.clone());
            }
        }
        self.order = best.1;
    }

    /// Crossings between neighbouring columns.
    fn crossings(&self) -> usize {
        let mut count = 0;
        for column in 1..self.order.len() {
            let mut place = BTreeMap::new();
            for (position, cell) in self.order[column].iter().enumerate() {
                place.insert(*cell, position);
            }
            let mut seen: Vec<usize> = Vec::new();
            for cell in &self.order[column - 1] {
                let mut ends: Vec<usize> = self.right[*cell].iter().filter_map(|r| place.get(r).copied()).collect();
                ends.sort_unstable();
                count += ends.iter().map(|end| seen.iter().filter(|other| *other > end).count()).sum::<usize>();
                seen.extend(ends);
            }
        }
        count
    }

    /// The middle of each cell from the top: as near to its neighbours' as the order and the sizes allow.
    fn heights(&self, problem: &Problem, gap: f64) -> Vec<f64> {
        let size = |cell: usize| match self.cells[cell] {
            Cell::Box(node) => problem.sizes[node].1 + gap,
            Cell::Lane(_) => LANE,
        };
        let mut y = vec![0.0; self.cells.len()];
        for order in &self.order {
            let mut top = 0.0;
            let whole: f64 = order.iter().map(|cell| size(*cell)).sum();
            for cell in order {
                y[*cell] = top + size(*cell) / 2.0 - whole / 2.0;
                top += size(*cell);
            }
        }
        let highest: f64 =
            self.order.iter().map(|order| order.iter().map(|cell| size(*cell)).sum::<f64>()).fold(0.0, f64::max);
        for sweep in 0..SWEEPS {
            let columns: Vec<usize> =
                if sweep % 2 == 0 { (0..self.order.len()).collect() } else { (0..self.order.len()).rev().collect() };
            for column in columns {
                let order = &self.order[column];
                let mut offset = 0.0;
                let mut offsets = Vec::with_capacity(order.len());
                let mut wanted = Vec::with_capacity(order.len());
                for (position, cell) in order.iter().enumerate() {
                    if position > 0 {
                        offset += (size(order[position - 1]) + size(*cell)) / 2.0;
                    }
                    let tied: Vec<usize> = self.left[*cell].iter().chain(&self.right[*cell]).copied().collect();
                    let mean = if tied.is_empty() {
                        y[*cell]
                    } else {
                        tied.iter().map(|other| y[*other]).sum::<f64>() / tied.len() as f64
                    };
                    // No column grows beyond the highest one.
                    let room = (highest - size(*cell)) / 2.0;
                    wanted.push(mean.clamp(-room, room) - offset);
                    offsets.push(offset);
                }
                let low = -highest / 2.0 + order.first().map_or(0.0, |cell| size(*cell) / 2.0);
                let high = highest / 2.0 - order.last().map_or(0.0, |cell| size(*cell) / 2.0) - offset;
                for ((cell, settled), offset) in order.iter().zip(rising(&wanted)).zip(&offsets) {
                    y[*cell] = settled.clamp(low.min(high), high.max(low)) + offset;
                }
            }
        }
        y
    }

    fn boxes(&self, problem: &Problem, heights: &[f64], options: &Options) -> Vec<Rect> {
        let count = self.order.len();
        let mut widths = vec![0.0_f64; count];
        for (node, (w, _)) in problem.sizes.iter().enumerate() {
            widths[self.column[node]] = widths[self.column[node]].max(*w);
        }
        let (low, high) = problem.sizes.iter().enumerate().fold((f64::MAX, f64::MIN), |(low, high), (node, (_, h))| {
            (low.min(heights[node] - h / 2.0), high.max(heights[node] + h / 2.0))
        });
        let whole: f64 = widths.iter().sum();
        let least = options.gap * 4.0;
        let room = ((high - low) * options.aspect - whole) / (count.max(2) - 1) as f64;
        let between = room.clamp(least, least.max(240.0));
        let mut left = 0.0;
        let mut middles = Vec::with_capacity(count);
        for width in &widths {
            middles.push(left + width / 2.0);
            left += width + between;
        }
        let place = |(node, (w, h)): (usize, &(f64, f64))| {
            Rect::new(Point::new(middles[self.column[node]], heights[node]), *w, *h)
        };
        problem.sizes.iter().enumerate().map(place).collect()
    }

    /// Ties through their lanes, where these are free; else as they go round boxes by themselves.
    fn routes(
        &self,
        problem: &Problem,
        bundles: &[usize],
        boxes: &[Rect],
        heights: &[f64],
        plainly: Vec<Vec<Point>>,
    ) -> Vec<Vec<Point>> {
        let mut users: BTreeMap<usize, usize> = BTreeMap::new();
        self.lanes.values().flatten().for_each(|lane| *users.entry(*lane).or_default() += 1);
        let alone = |lanes: &[usize]| bundles.is_empty() || lanes.iter().all(|lane| users.get(lane) == Some(&1));
        let mut spans: Vec<(f64, f64)> = vec![(f64::MAX, f64::MIN); self.order.len()];
        for (node, each) in boxes.iter().enumerate() {
            let [left, _, right, _] = each.sides();
            let span = &mut spans[self.column[node]];
            *span = (span.0.min(left), span.1.max(right));
        }
        let mut lines = plainly;
        for (tie, lanes) in &self.lanes {
            if lanes.is_empty() || lines[*tie].len() <= 2 && alone(lanes) {
                continue;
            }
            let (a, b) = problem.edges[*tie];
            let (from, to) = if self.column[a] <= self.column[b] { (a, b) } else { (b, a) };
            let mut line = vec![boxes[from].middle];
            for lane in lanes {
                let (left, right) = spans[self.column[*lane]];
                line.push(Point::new(left - 2.0, heights[*lane]));
                line.push(Point::new(right + 2.0, heights[*lane]));
            }
            line.push(boxes[to].middle);
            let hits = |number: usize, each: &Rect| {
                number != from
                    && number != to
                    && line.windows(2).any(|p| each.padded(1.0).entered_by(p[0], p[1]).is_some())
            };
            if boxes.iter().enumerate().any(|(number, each)| hits(number, each)) {
                continue;
            }
            let last = line.len() - 1;
            line[0] = boxes[from].exit_towards(line[1]);
            line[last] = boxes[to].exit_towards(line[last - 1]);
            if from != a {
                line.reverse();
            }
            lines[*tie] = line;
        }
        lines
    }
}

/// The rising numbers nearest to given ones by least squares (pool adjacent violators).
fn rising(wanted: &[f64]) -> Vec<f64> {
    let mut blocks: Vec<(f64, usize)> = Vec::new();
    for value in wanted {
        blocks.push((*value, 1));
        while let [.., (before, n), (last, m)] = blocks.as_slice()
            && before > last
        {
            let merged = ((before * *n as f64 + last * *m as f64) / (n + m) as f64, n + m);
            blocks.truncate(blocks.len() - 2);
            blocks.push(merged);
        }
    }
    blocks.into_iter().flat_map(|(value, count)| std::iter::repeat_n(value, count)).collect()
}

#[cfg(test)]
mod tests {
    use super::rising;

    #[test]
    fn numbers_rise_with_least_change() {
        assert_eq!(rising(&[1.0, 3.0, 2.0, 4.0]), [1.0, 2.5, 2.5, 4.0]);
        assert_eq!(rising(&[3.0, 2.0, 1.0]), [2.0, 2.0, 2.0]);
    }
}
