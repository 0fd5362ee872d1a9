//! Maps and sets by hash, seeded anew in every process: a quicker hasher than the standard library's, for words by the
//! thousand.

use foldhash::fast::RandomState;

pub type HashMap<K, V> = std::collections::HashMap<K, V, RandomState>;
pub type HashSet<T> = std::collections::HashSet<T, RandomState>;
