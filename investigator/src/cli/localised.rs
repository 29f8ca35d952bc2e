//! Texts in three languages, as flags.

use clap::Args;
use dauys_wire::roster::Localised;

/// A text in three languages, as flags. What is missing is asked for.
macro_rules! localised_flags {
    ($(#[$doc:meta])* $name:ident, $kk:ident, $ru:ident, $en:ident, $what:literal) => {
        $(#[$doc])*
        #[derive(Debug, Default, Args)]
        pub struct $name {
            #[doc = concat!($what, ", in Kazakh")]
            #[arg(long, value_name = "TEXT", help = concat!($what, ", in Kazakh"))]
            pub $kk: Option<String>,
            #[doc = concat!($what, ", in Russian")]
            #[arg(long, value_name = "TEXT", help = concat!($what, ", in Russian"))]
            pub $ru: Option<String>,
            #[doc = concat!($what, ", in English")]
            #[arg(long, value_name = "TEXT", help = concat!($what, ", in English"))]
            pub $en: Option<String>,
        }

        impl $name {
            /// In the order Kazakh, Russian, English.
            pub fn into_parts(self) -> [Option<String>; 3] {
                [self.$kk, self.$ru, self.$en]
            }

            /// All three, if all three were given.
            pub fn whole(self) -> Option<Localised> {
                Some(Localised { kk: self.$kk?, ru: self.$ru?, en: self.$en? })
            }
        }
    };
}

localised_flags!(
    /// A name.
    NameFlags, name_kk, name_ru, name_en, "Name"
);
localised_flags!(
    /// A position.
    RoleFlags, role_kk, role_ru, role_en, "Position"
);
localised_flags!(
    /// A sentence on a channel.
    AboutFlags, about_kk, about_ru, about_en, "One sentence on who they are"
);
