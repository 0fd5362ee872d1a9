//! Builds the table that gives each word its small number.

use copydesk::model::retrieval::{fingerprint, places};

/// Cells for each word: below 1.23 the peeling fails.
const CELLS_PER_WORD: f64 = 1.24;

/// The table of `pairs` (hash of the word, value below 1,024), as `Retrieval` reads it. Hashes must differ.
pub fn build(pairs: &[(u64, u16)]) -> Vec<u8> {
    let block = (pairs.len() as f64 * CELLS_PER_WORD / 3.0).ceil() as u32 + 32;
    let (seed, order) = (1..).find_map(|seed| Some((seed, peel(pairs, seed, block)?))).unwrap_or_default();
    let mut cells = vec![0u16; block as usize * 3];
    for &(pair, free) in order.iter().rev() {
        let (key, value) = pairs[pair as usize];
        let others = places(key, seed, block).iter().fold(0, |x, &p| x ^ cells[p as usize]);
        cells[free as usize] ^= others ^ value ^ fingerprint(key);
    }
    let mut out = block.to_le_bytes().to_vec();
    out.extend_from_slice(&seed.to_le_bytes());
    cells.iter().for_each(|cell| out.extend_from_slice(&cell.to_le_bytes()));
    out
}

/// An order in which each word has a cell that no later one uses; `None` where this seed has no such order.
fn peel(pairs: &[(u64, u16)], seed: u32, block: u32) -> Option<Vec<(u32, u32)>> {
    let mut count = vec![0u32; block as usize * 3];
    let mut xor = vec![0u32; block as usize * 3];
    for (i, (key, _)) in pairs.iter().enumerate() {
        for p in places(*key, seed, block) {
            count[p as usize] += 1;
            xor[p as usize] ^= i as u32;
        }
    }
    let mut queue: Vec<u32> = (0..block * 3).filter(|&p| count[p as usize] == 1).collect();
    let mut order = Vec::with_capacity(pairs.len());
    while let Some(cell) = queue.pop() {
        if count[cell as usize] != 1 {
            continue;
        }
        let pair = xor[cell as usize];
        order.push((pair, cell));
        for p in places(pairs[pair as usize].0, seed, block) {
            count[p as usize] -= 1;
            xor[p as usize] ^= pair;
            if count[p as usize] == 1 {
                queue.push(p);
            }
        }
    }
    (order.len() == pairs.len()).then_some(order)
}
