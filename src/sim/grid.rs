//! Which movers are near a stretch of the plane: cells that hold whoever's current piece touches
//! them.

use mem_prefetch::prefetch_read_data;

use crate::base::geo::Pos;
use crate::base::num;

/// So many cells at most, and so many more for each item: with more of them a look touches more
/// cells, with fewer it meets more items in vain.
const CELLS: f64 = 512.0;
const CELLS_AN_ITEM: f64 = 0.17;

/// A box on the plane: least and greatest corner.
#[derive(Clone, Copy, Debug)]
pub struct Extent {
    /// Least corner.
    pub low: Pos,
    /// Greatest corner.
    pub high: Pos,
}

impl Extent {
    /// The box around a straight piece, with a margin.
    pub fn around(a: Pos, b: Pos, margin: f64) -> Self {
        Self {
            low: Pos::new(a.x.min(b.x) - margin, a.y.min(b.y) - margin),
            high: Pos::new(a.x.max(b.x) + margin, a.y.max(b.y) + margin),
        }
    }

    /// Whether two boxes have a place in common.
    pub fn meets(&self, other: &Self) -> bool {
        self.low.x <= other.high.x
            && other.low.x <= self.high.x
            && self.low.y <= other.high.y
            && other.low.y <= self.high.y
    }

    /// The box with a margin.
    pub fn widened(&self, margin: f64) -> Self {
        Self::around(self.low, self.high, margin)
    }
}

/// So many items a cell holds in itself.
const ROOM: usize = 4;
/// No item.
const NONE: u32 = u32::MAX;
/// What is more in a cell than it has room for is kept elsewhere: its last place then says where.
const MORE: u32 = 1 << 31;

/// Items in one cell; what there is comes first.
type Cell = [u32; ROOM];

/// Two cells by two: a line of the cache, so that a box that touches a few cells touches few lines.
#[derive(Clone)]
#[repr(align(64))]
struct Block([Cell; 4]);

/// Blocks a side of a tile. What is near on the plane is near in memory, whichever way it lies.
const TILE: usize = 4;

/// Cells, as first and last column and row.
pub type Cells = (u16, u16, u16, u16);

/// Nowhere: no column lies in it.
pub const NOWHERE: Cells = (1, 0, 1, 0);

/// So many columns and rows at most.
const SIDE_MAX: f64 = 60_000.0;

/// A grid of cells that hold small numbers.
#[derive(Default)]
pub struct Grid {
    low: Pos,
    per_m: f64,
    columns: usize,
    rows: usize,
    /// Tiles in a row of tiles.
    tiles: usize,
    blocks: Vec<Block>,
    more: Vec<Vec<u32>>,
}

impl Grid {
    /// A grid over a box with cells of about `cell_m`, for so many items.
    pub fn new(extent: Extent, cell_m: f64, items: usize) -> Self {
        let (width, height) = (extent.high.x - extent.low.x, extent.high.y - extent.low.y);
        let most = CELLS + CELLS_AN_ITEM * items as f64;
        let wanted = cell_m.max(1.0);
        // Where that would be too many cells they are larger.
        let crowd = (width / wanted + 1.0) * (height / wanted + 1.0) / most;
        let least = width.max(height) / SIDE_MAX;
        let cell = (wanted * num::sqrt(crowd.max(1.0))).max(least);
        let columns = (width / cell) as usize + 1;
        let rows = (height / cell) as usize + 1;
        let tiles = columns.div_ceil(2 * TILE);
        let empty = Block([[NONE; ROOM]; 4]);
        Self {
            low: extent.low,
            per_m: 1.0 / cell,
            columns,
            rows,
            tiles,
            blocks: vec![empty; tiles * rows.div_ceil(2 * TILE) * TILE * TILE],
            more: Vec::new(),
        }
    }

    /// The cells that a box touches; what lies outside counts to the edge.
    pub fn cells_of(&self, e: &Extent) -> Cells {
        let cut = |x: f64, n: usize| (x.max(0.0) as usize).min(n - 1) as u16;
        (
            cut((e.low.x - self.low.x) * self.per_m, self.columns),
            cut((e.high.x - self.low.x) * self.per_m, self.columns),
            cut((e.low.y - self.low.y) * self.per_m, self.rows),
            cut((e.high.y - self.low.y) * self.per_m, self.rows),
        )
    }

    /// Puts an item where its box is, or moves it there from the cells that hold it.
    pub fn put(&mut self, item: u32, held: &mut Cells, extent: &Extent) {
        let cells = self.cells_of(extent);
        if *held != cells {
            self.remove(item, held);
            *held = cells;
            self.each(cells, |cell, more| add(cell, more, item));
        }
    }

    /// Takes an item out of the cells that hold it.
    pub fn remove(&mut self, item: u32, held: &mut Cells) {
        let cells = std::mem::replace(held, NOWHERE);
        self.each(cells, |cell, more| take(cell, more, item));
    }

    /// The place of a block in memory, tile by tile.
    fn block(&self, column: u16, row: u16) -> usize {
        let row = usize::from(row);
        (row / TILE * self.tiles * TILE + row % TILE) * TILE + self.along(column)
    }

    /// How far on a block of a row is from its first.
    fn along(&self, column: u16) -> usize {
        let column = usize::from(column);
        column / TILE * TILE * TILE + column % TILE
    }

    fn each(&mut self, (x0, x1, y0, y1): Cells, f: impl Fn(&mut Cell, &mut Vec<Vec<u32>>)) {
        for y in y0..=y1 {
            for x in x0..=x1 {
                let block = self.block(x / 2, y / 2);
                f(&mut self.blocks[block].0[place(x, y)], &mut self.more);
            }
        }
    }

    /// Adds every item in the cells of a box to a list, each once.
    pub fn near(&self, extent: &Extent, found: &mut Vec<u32>) {
        let mut sieve = Sieve::default();
        let first = found.len();
        self.each_in(self.cells_of(extent), |item| sieve.add(item, first, found));
    }

    /// Has the processor fetch the blocks of cells.
    pub fn prefetch_blocks(&self, (x0, x1, y0, y1): Cells) {
        if x0 <= x1 {
            for y in y0 / 2..=y1 / 2 {
                let row = self.block(0, y);
                for x in x0 / 2..=x1 / 2 {
                    prefetch_read_data::<_, 3>(&self.blocks[row + self.along(x)]);
                }
            }
        }
    }

    /// Calls `f` with every item in cells; an item may come several times.
    #[inline]
    pub fn each_in(&self, (x0, x1, y0, y1): Cells, mut f: impl FnMut(u32)) {
        for y in y0..=y1 {
            let row = self.block(0, y / 2);
            for x in x0..=x1 {
                let block = row + self.along(x / 2);
                for &item in &self.blocks[block].0[place(x, y)] {
                    if item < MORE {
                        f(item);
                    } else {
                        if item != NONE {
                            let more = &self.more[(item - MORE) as usize];
                            more.iter().for_each(|&item| f(item));
                        }
                        break;
                    }
                }
            }
        }
    }
}

/// Lets each number through once.
#[derive(Default)]
struct Sieve([u64; 16]);

impl Sieve {
    /// Adds a number to a list unless it is there already, from the first on.
    #[inline]
    fn add(&mut self, x: u32, first: usize, list: &mut Vec<u32>) {
        let (word, bit) = (&mut self.0[(x >> 6) as usize % 16], 1 << (x % 64));
        if *word & bit == 0 || !list[first..].contains(&x) {
            *word |= bit;
            list.push(x);
        }
    }
}

/// The place of a cell in its block.
fn place(x: u16, y: u16) -> usize {
    usize::from(y % 2 * 2 + x % 2)
}

/// How many items a cell holds in itself.
fn len(cell: &Cell) -> usize {
    cell.iter().position(|&there| there >= MORE).unwrap_or(ROOM)
}

/// Where more items of a cell are.
fn rest(cell: &Cell, len: usize) -> Option<usize> {
    let sign = *cell.get(len)?;
    (sign != NONE).then(|| (sign - MORE) as usize)
}

/// Puts an item into a cell.
fn add(cell: &mut Cell, more: &mut Vec<Vec<u32>>, item: u32) {
    let len = len(cell);
    match rest(cell, len) {
        Some(rest) if len + 1 == ROOM => more[rest].push(item),
        None if len == ROOM => {
            let sign = MORE + more.len() as u32;
            more.push(vec![std::mem::replace(&mut cell[ROOM - 1], sign), item]);
        }
        _ => {
            // Whatever is behind the items moves on by one place.
            if len + 1 < ROOM {
                cell[len + 1] = cell[len];
            }
            cell[len] = item;
        }
    }
}

/// Takes an item out of a cell; another one takes its place.
fn take(cell: &mut Cell, more: &mut [Vec<u32>], item: u32) {
    let len = len(cell);
    let rest = rest(cell, len).map(|rest| &mut more[rest]);
    if let Some(place) = cell[..len].iter().position(|&there| there == item) {
        if let Some(other) = rest.and_then(Vec::pop) {
            cell[place] = other;
        } else {
            cell.copy_within(place + 1.., place);
            cell[ROOM - 1] = NONE;
        }
    } else if let Some(rest) = rest
        && let Some(place) = rest.iter().position(|&there| there == item)
    {
        rest.swap_remove(place);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::rng::{Purpose, Seed};

    #[test]
    fn boxes_meet_where_they_have_a_place_in_common() {
        let extent = |x0, y0, x1, y1| Extent::around(Pos::new(x0, y0), Pos::new(x1, y1), 0.0);
        let square = extent(0.0, 0.0, 10.0, 10.0);
        for (other, meets) in [
            (extent(2.0, 3.0, 4.0, 5.0), true),
            (extent(-5.0, -5.0, 15.0, 15.0), true),
            (extent(10.0, 10.0, 12.0, 12.0), true),
            (extent(4.0, -9.0, 5.0, 19.0), true),
            (extent(10.1, 0.0, 12.0, 10.0), false),
            (extent(-3.0, 0.0, -0.1, 10.0), false),
            (extent(0.0, 10.1, 10.0, 12.0), false),
            (extent(0.0, -3.0, 10.0, -0.1), false),
        ] {
            assert_eq!(square.meets(&other), meets, "{other:?}");
            assert_eq!(other.meets(&square), meets, "{other:?}");
        }
    }

    #[test]
    fn whoever_is_in_reach_is_found_once_wherever_things_come_and_go() {
        const ITEMS: usize = 60;
        let all = Extent::around(Pos::new(0.0, 0.0), Pos::new(9_000.0, 5_000.0), 0.0);
        let mut grid = Grid::new(all, 1_000.0, ITEMS);
        let mut boxes: Vec<Option<Extent>> = vec![None; ITEMS];
        let mut held = [NOWHERE; ITEMS];
        let mut draw = Seed(5).stream(Purpose::Arrival, &[1]);
        let mut place = || Pos::new(draw.range(-500.0, 9_500.0), draw.range(-500.0, 5_500.0));
        for step in 0..4_000_usize {
            // Many boxes in few cells, and then few, so that cells run over and empty again.
            let item = step * 7 % ITEMS;
            if step % 500 < 300 || step.is_multiple_of(3) {
                let (a, b) = (place(), place());
                let extent = Extent::around(a, if step.is_multiple_of(5) { b } else { a }, 0.0);
                grid.put(item as u32, &mut held[item], &extent);
                boxes[item] = Some(extent);
            } else {
                grid.remove(item as u32, &mut held[item]);
                boxes[item] = None;
            }
            let seek = Extent::around(place(), place(), 0.0);
            let mut found = Vec::new();
            grid.near(&seek, &mut found);
            // Told apart by one axis after the other, not as the grid does it.
            let overlap = |e: &Extent| {
                let x = e.low.x.max(seek.low.x) <= e.high.x.min(seek.high.x);
                x && e.low.y.max(seek.low.y) <= e.high.y.min(seek.high.y)
            };
            let mut once = found.clone();
            once.sort_unstable();
            once.dedup();
            assert_eq!(found.len(), once.len(), "each once");
            for (item, extent) in boxes.iter().enumerate() {
                match extent {
                    Some(e) if overlap(e) => assert!(once.binary_search(&(item as u32)).is_ok()),
                    Some(_) => {}
                    None => assert!(once.binary_search(&(item as u32)).is_err()),
                }
            }
        }
    }
}
