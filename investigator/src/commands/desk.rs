//! `dauys desk`: the cases in a browser of this machine.

use std::net::{Ipv4Addr, TcpListener};

use actix_web::web::Data;

use crate::backup::Staging;
use crate::cli::{self, Global};
use crate::desk::{Desk, serve};
use crate::failure::{Exit, Failure};
use crate::home::Home;
use crate::print::Print;
use crate::{memory, message};

pub(super) fn run(args: &cli::Desk, global: &Global, print: &Print) -> Result<(), Failure> {
    memory::show_nobody();
    let listener =
        TcpListener::bind((Ipv4Addr::LOCALHOST, args.port)).map_err(|reason| failed(&reason))?;
    let port = listener.local_addr().map_err(|reason| failed(&reason))?.port();
    // Of a desk that was ended while a backup was put back, which had all of its cases.
    Staging::sweep(&Home::locate(global.home.as_ref()));
    let desk = Desk::new(port, global.home.clone(), global.lang, print.text().language());
    let desk = Data::new(desk.by(args.proxy.clone()));
    print.say(&message!("desk-open"));
    print.line(&desk.address());
    print.say(&message!("desk-once"));
    actix_web::rt::System::new().block_on(serve(listener, desk)).map_err(|reason| failed(&reason))
}

fn failed(reason: &std::io::Error) -> Failure {
    Failure::new(Exit::Failed, message!("desk-failed", reason = reason.to_string()))
}
