//! `dauys shares`: the key to backups in parts on paper, and the key out of them.

pub(crate) mod join;
pub(crate) mod make;

use crate::cli::{Global, Shares, SharesStep};
use crate::failure::Failure;
use crate::print::Print;

pub(super) fn run(args: Shares, global: &Global, print: &Print) -> Result<(), Failure> {
    match args.step {
        SharesStep::Make(step) => make::run(&step, global, print),
        SharesStep::Join(step) => join::run(&step, global, print),
    }
}
