//! From where a command is given: at a terminal, where each one opens the desk anew, or on the page of a
//! desk that is open.

use std::cell::{RefCell, RefMut};
use std::ops::{Deref, DerefMut};

use crate::cli::Global;
use crate::failure::Failure;
use crate::print::Print;
use crate::workplace::Workplace;

/// From where.
pub enum Seat<'a> {
    /// The passphrase is asked for.
    Terminal(&'a Global),
    /// It is open.
    Page(&'a RefCell<Workplace>),
}

/// An open desk, for as long as one command takes.
pub enum AtWork<'a> {
    /// Of this command alone.
    Own(Box<Workplace>),
    /// Of the page.
    Shared(RefMut<'a, Workplace>),
}

impl Seat<'_> {
    /// Opens the desk, if it is not open.
    pub fn sit(&self, print: &Print) -> Result<AtWork<'_>, Failure> {
        match self {
            Self::Terminal(global) => Ok(AtWork::Own(Box::new(Workplace::unlock(global, print)?))),
            // No command gives another one, so that nobody else can sit here.
            Self::Page(workplace) => Ok(AtWork::Shared(workplace.borrow_mut())),
        }
    }
}

impl Deref for AtWork<'_> {
    type Target = Workplace;

    fn deref(&self) -> &Workplace {
        match self {
            Self::Own(workplace) => workplace,
            Self::Shared(workplace) => workplace,
        }
    }
}

impl DerefMut for AtWork<'_> {
    fn deref_mut(&mut self) -> &mut Workplace {
        match self {
            Self::Own(workplace) => workplace,
            Self::Shared(workplace) => workplace,
        }
    }
}
