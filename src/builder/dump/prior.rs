//! How often news is likely to name a thing, from 0 to 255.

/// The best known items have articles in some 350 encyclopedias.
const SITELINKS_TOP: f64 = 350.0;
/// The most linked articles of the English encyclopedia have some two million links.
const LINKS_TOP: f64 = 2e6;
/// The largest cities; a place that no encyclopedia has is at most half as well known as its size says.
const POPULATION_TOP: f64 = 2.5e7;

/// By encyclopedias with an article, and by links where those were counted: the mean of both logarithms.
pub fn of_item(sitelinks: u32, links: Option<u32>) -> u8 {
    let known = scaled(sitelinks, SITELINKS_TOP);
    let linked = links.map_or(known, |links| scaled(links, LINKS_TOP));
    (255.0 * (known + linked) / 2.0).round() as u8
}

pub fn of_population(population: u64) -> u8 {
    let population = u32::try_from(population).unwrap_or(u32::MAX);
    (255.0 * scaled(population, POPULATION_TOP) / 2.0).round() as u8
}

fn scaled(count: u32, top: f64) -> f64 {
    (f64::from(count).ln_1p() / top.ln_1p()).min(1.0)
}
