//! Packs learned weights: small rows are left out, the others become bytes with a scale of their own.

use copydesk::model::linear::scale;

/// The table of `weights`, 2^`bits` rows of `labels` numbers, as `Linear` reads it, and how many rows were kept.
pub fn pack(weights: &[f32], bits: u8, labels: usize, threshold: f32) -> (Vec<u8>, usize) {
    let mut bitmap = vec![0u64; (1 << bits) / 64];
    let mut rows = Vec::new();
    let mut kept = 0u32;
    for (i, row) in weights.chunks_exact(labels).enumerate() {
        let largest = row.iter().fold(0f32, |a, w| a.max(w.abs()));
        if largest < threshold {
            continue;
        }
        kept += 1;
        bitmap[i / 64] |= 1 << (i % 64);
        let exponent = (largest / 127.0).log2().ceil().clamp(-120.0, 120.0) as i8;
        rows.push(exponent as u8);
        rows.extend(row.iter().map(|w| (w / scale(exponent)).round().clamp(-127.0, 127.0) as i8 as u8));
    }
    let mut out = vec![bits, labels as u8];
    out.extend_from_slice(&kept.to_le_bytes());
    bitmap.iter().for_each(|word| out.extend_from_slice(&word.to_le_bytes()));
    out.extend(rows);
    (out, kept as usize)
}
