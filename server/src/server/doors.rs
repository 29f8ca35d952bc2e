//! Where the server listens, and what it answers with there.

use std::io;
use std::net::{SocketAddr, TcpListener};
use std::time::Duration;

use actix_web::dev::ServerHandle;
use actix_web::web::Data;
use actix_web::{App, HttpServer, middleware, rt};

use super::StartError;
use crate::config::Config;
use crate::context::Context;
use crate::http::{head, plain as without_tls};
use crate::listen::{Listen, Listener, Who};
use crate::tls::Tls;
use crate::{metrics, routes};

/// A worker that is to stop tells a connection so and lets it linger at most so long.
const LINGER: Duration = Duration::from_secs(5);

/// What it listens at.
pub(super) struct Doors {
    main: Listener,
    plain: Option<TcpListener>,
    metrics: Option<Listener>,
}

impl Doors {
    /// Listens everywhere; nobody is answered yet.
    pub(super) fn bind(config: &Config) -> Result<Self, StartError> {
        let refuse = |place: &Listen| {
            let place = place.clone();
            move |error| StartError::Listen(place, error)
        };
        let main = config.listen.bind(Who::Everyone).map_err(refuse(&config.listen))?;
        let bind = |address: SocketAddr| {
            TcpListener::bind(address).map_err(refuse(&Listen::Address(address)))
        };
        let plain = config.listen_plain.map(bind).transpose()?;
        let bind = |place: &Listen| place.bind(Who::Group).map_err(refuse(place));
        let metrics = config.metrics.as_ref().map(bind).transpose()?;
        Ok(Self { main, plain, metrics })
    }

    /// Where the first of them is indeed.
    pub(super) fn place(&self, config: &Config) -> io::Result<Listen> {
        self.main.place(&config.listen)
    }

    /// Answers at each.
    pub(super) fn open(
        self,
        config: &Config,
        context: &Data<Context>,
    ) -> io::Result<Vec<ServerHandle>> {
        let Self { main, plain, metrics } = self;
        let metrics = metrics.map(|door| metrics::serve(context.clone(), door)).transpose()?;
        let main = serve(config, context.clone(), main, plain)?;
        Ok([Some(main), metrics].into_iter().flatten().collect())
    }
}

/// Leaves no sockets behind.
pub(super) fn leave(config: &Config) {
    config.listen.leave();
    config.metrics.iter().for_each(Listen::leave);
}

fn serve(
    config: &Config,
    context: Data<Context>,
    main: Listener,
    plain: Option<TcpListener>,
) -> io::Result<ServerHandle> {
    let accepting = context.tls.as_ref().map(Tls::accepting).transpose();
    let accepting = accepting.map_err(io::Error::other)?;
    let application = move || {
        App::new()
            .app_data(context.clone())
            .wrap(middleware::from_fn(without_tls::turn_away))
            .wrap(middleware::from_fn(head::wrap))
            .configure(routes::configure)
    };
    let server = HttpServer::new(application)
        .workers(config.workers)
        .worker_max_blocking_threads(config.readers)
        .max_connections(config.max_connections.div_ceil(config.workers))
        .keep_alive(config.idle_time)
        .client_request_timeout(config.head_time)
        .client_disconnect_timeout(LINGER)
        // Otherwise the last piece of an answer waits 40 ms for a receiver who waits for it.
        .tcp_nodelay(true)
        .shutdown_timeout(config.grace_time.as_secs())
        .tls_handshake_timeout(config.head_time)
        .disable_signals();
    let server = match (main, accepting) {
        (Listener::Address(listener), None) => server.listen(listener)?,
        (Listener::Address(listener), Some(tls)) => server.listen_rustls_0_23(listener, tls)?,
        (Listener::Socket(listener), _) => server.listen_uds(listener)?,
    };
    let server = match plain {
        Some(listener) => server.listen(listener)?,
        None => server,
    };
    let server = server.run();
    let handle = server.handle();
    rt::spawn(server);
    Ok(handle)
}
