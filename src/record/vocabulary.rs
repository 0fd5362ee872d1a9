//! Closed vocabularies: small enums whose members have a name in the field and a number in models.

/// Declares a vocabulary once: each member with its name, in the order of the numbers that models use.
macro_rules! vocabulary {
    ($(#[$about:meta])* pub enum $kind:ident; $($(#[$meta:meta])* $member:ident $name:literal),+ $(,)?) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[repr(u8)]
        pub enum $kind {
            $($(#[$meta])* $member),+
        }

        impl $kind {
            const ALL: &[($kind, &str)] = &[$(($kind::$member, $name)),+];
            pub const COUNT: usize = Self::ALL.len();

            /// The member of a number; the default one past the end.
            pub fn of_index(index: usize) -> Self {
                Self::ALL.get(index).map_or_else(Self::default, |row| row.0)
            }

            fn of_name(name: &str) -> Option<Self> {
                Self::ALL.iter().find(|row| row.1 == name).map(|row| row.0)
            }

            pub fn as_str(self) -> &'static str {
                match self {
                    $($kind::$member => $name),+
                }
            }
        }

        impl std::fmt::Display for $kind {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}

pub(super) use vocabulary;
