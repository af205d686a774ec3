//! Which movers are near a stretch of the plane: cells that hold whoever's current piece touches
//! them.

use smallvec::SmallVec;

use crate::base::geo::Pos;
use crate::base::num;

/// About so many cells at most, and so many more for each item, so that an empty grid costs little
/// memory.
const CELLS_MAX: f64 = 16_384.0;
const CELLS_AN_ITEM: f64 = 0.25;

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
}

/// Cells a side of a tile. What is near on the plane is near in memory, whichever way it lies.
const TILE: usize = 8;

/// Cells, as first and last column and row.
type Cells = (u32, u32, u32, u32);

/// A grid of cells that hold small numbers.
#[derive(Default)]
pub struct Grid {
    low: Pos,
    per_m: f64,
    columns: usize,
    rows: usize,
    /// Tiles in a row of tiles.
    tiles: usize,
    cells: Vec<SmallVec<[u32; 4]>>,
    held: Vec<Option<Cells>>,
}

impl Grid {
    /// A grid over a box with cells of about `cell_m`, for items numbered below `items`.
    pub fn new(extent: Extent, cell_m: f64, items: usize) -> Self {
        let (width, height) = (extent.high.x - extent.low.x, extent.high.y - extent.low.y);
        let most = CELLS_MAX + CELLS_AN_ITEM * items as f64;
        let wanted = cell_m.max(1.0);
        // Where that would be too many cells they are larger.
        let crowd = (width / wanted + 1.0) * (height / wanted + 1.0) / most;
        let cell = wanted * num::sqrt(crowd.max(1.0));
        let columns = (width / cell) as usize + 1;
        let rows = (height / cell) as usize + 1;
        let tiles = columns.div_ceil(TILE);
        Self {
            low: extent.low,
            per_m: 1.0 / cell,
            columns,
            rows,
            tiles,
            cells: vec![SmallVec::new(); tiles * rows.div_ceil(TILE) * TILE * TILE],
            held: vec![None; items],
        }
    }

    /// The cells that a box touches; what lies outside counts to the edge.
    fn cells_of(&self, e: &Extent) -> Cells {
        let cut = |x: f64, n: usize| (x.max(0.0) as usize).min(n - 1) as u32;
        (
            cut((e.low.x - self.low.x) * self.per_m, self.columns),
            cut((e.high.x - self.low.x) * self.per_m, self.columns),
            cut((e.low.y - self.low.y) * self.per_m, self.rows),
            cut((e.high.y - self.low.y) * self.per_m, self.rows),
        )
    }

    /// Puts an item where its box is, or moves it there.
    pub fn put(&mut self, item: u32, extent: &Extent) {
        let cells = self.cells_of(extent);
        if self.held[item as usize] == Some(cells) {
            return;
        }
        self.remove(item);
        self.held[item as usize] = Some(cells);
        self.each(cells, |list| list.push(item));
    }

    /// Takes an item out.
    pub fn remove(&mut self, item: u32) {
        if let Some(cells) = self.held[item as usize].take() {
            self.each(cells, |list| {
                if let Some(i) = list.iter().position(|&x| x == item) {
                    list.swap_remove(i);
                }
            });
        }
    }

    /// The place of a cell in memory: tile by tile.
    fn place(&self, x: u32, y: u32) -> usize {
        let (x, y) = (x as usize, y as usize);
        let tile = (y / TILE) * self.tiles + x / TILE;
        (tile * TILE + y % TILE) * TILE + x % TILE
    }

    fn each(&mut self, (x0, x1, y0, y1): Cells, mut f: impl FnMut(&mut SmallVec<[u32; 4]>)) {
        for y in y0..=y1 {
            for x in x0..=x1 {
                let place = self.place(x, y);
                f(&mut self.cells[place]);
            }
        }
    }

    /// Calls `f` with every item in the cells of a box; an item may come several times.
    pub fn near(&self, extent: &Extent, mut f: impl FnMut(u32)) {
        let (x0, x1, y0, y1) = self.cells_of(extent);
        for y in y0..=y1 {
            for x in x0..=x1 {
                let list = &self.cells[self.place(x, y)];
                list.iter().for_each(|&item| f(item));
            }
        }
    }
}
