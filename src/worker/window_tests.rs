//! The window follows the broker, within its bounds.

use super::*;

fn after(window: &Window, publishes: usize, took: Duration) -> Option<usize> {
    (0..publishes).for_each(|_| window.observe(took));
    window.size()
}

#[test]
fn a_slow_broker_narrows_it_and_a_quick_one_widens_it_again() {
    let window = Window::over(Gate::new(128, 1 << 20));
    assert_eq!(after(&window, 128, 2 * SLOW), Some(89));
    assert_eq!(after(&window, 2_000, 2 * SLOW), Some(8));
    assert_eq!(after(&window, 8, SLOW / 100), Some(16));
    assert_eq!(after(&window, 5_000, SLOW / 100), Some(128));
}

#[test]
fn one_slow_publish_among_quick_ones_is_no_reason() {
    let window = Window::over(Gate::new(64, 1 << 20));
    window.observe(5 * SLOW);
    assert_eq!(after(&window, 63, SLOW / 100), Some(64));
}

#[test]
fn a_small_gate_stays_as_it_is() {
    let window = Window::over(Gate::new(2, 1 << 20));
    assert_eq!(after(&window, 100, 2 * SLOW), Some(2));
}
