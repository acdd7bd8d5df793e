//! Listening: connections with limits, an end without a failed request, a new build without a pause.

use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::Request;
use bytes::Bytes;
use hyper::body::{Frame, Incoming, SizeHint};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::{GracefulConnection, GracefulShutdown};
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::Handle;
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio::time::{sleep, timeout};
use tokio_io_timeout::TimeoutStream;
use tower::ServiceExt;

use crate::pipeline::MANIFEST;
use crate::serve::doors::{Busy, Guest};
use crate::serve::routes::{Shared, router};
use crate::serve::version::Version;
use crate::serve::{Config, LoadError, Source, Tell};

/// How long running requests may take after the server was asked to end.
const FAREWELL: Duration = Duration::from_secs(4);

/// What the server tells whoever runs it.
#[derive(Debug)]
pub enum Event {
    /// It listens.
    Listening(SocketAddr),
    /// The dataset is served without pages: so many triples are too many.
    Bare(usize),
    /// It reads its standard input.
    Reading,
    /// A new build is served.
    Renewed(String),
    /// A new build cannot be served; the old one is.
    Kept(LoadError),
    /// A worker cannot start; it is tried again.
    Broken {
        /// Why.
        reason: String,
        /// When it is tried again.
        pause: Duration,
    },
    /// Workers start again.
    Repaired,
    /// It takes no more connections and ends what is running.
    Ending,
}

/// Why a server does not run.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The dataset cannot be served.
    #[error(transparent)]
    Load(#[from] LoadError),
    /// The address cannot be listened at.
    #[error("{address} cannot be listened at: {error}")]
    Listen {
        /// The address.
        address: SocketAddr,
        /// Why.
        error: std::io::Error,
    },
    /// The client does not speak the protocol.
    #[error("{0}")]
    Talk(String),
    /// The system refused something.
    #[error("{0}")]
    Io(#[from] std::io::Error),
}

/// A server that runs.
pub struct Server {
    /// Where it listens.
    pub address: SocketAddr,
    stop: watch::Sender<bool>,
    accepting: JoinHandle<()>,
}

impl Server {
    /// Loads the dataset, starts the workers and listens.
    ///
    /// # Errors
    /// [`ServeError`].
    pub async fn start(config: Config, tell: impl Fn(Event) + Send + Sync + 'static) -> Result<Self, ServeError> {
        let config = Arc::new(config);
        let tell: Tell = Arc::new(tell);
        let listener = TcpListener::bind(config.address)
            .await
            .map_err(|error| ServeError::Listen { address: config.address, error })?;
        let address = listener.local_addr()?;
        // Looked at first: what is built while it is read is newer.
        let known = stamp(&config);
        let version = loaded(&config, &tell).await?;
        if let Some(triples) = version.bare {
            tell(Event::Bare(triples));
        }
        let shared = Shared::new(&config, version);
        let (stop, stopped) = watch::channel(false);
        if let Some(every) = config.watch {
            let known = (known, every);
            tokio::spawn(renew(Arc::clone(&shared), Arc::clone(&config), known, stopped.clone(), Arc::clone(&tell)));
        }
        tell(Event::Listening(address));
        let accepting = tokio::spawn(accept(listener, shared, config, stopped));
        Ok(Self { address, stop, accepting })
    }

    /// Takes no more connections, and waits until what is running has ended.
    pub async fn stop(self) {
        // Without a receiver the server has ended already.
        let _ = self.stop.send(true);
        let _ = self.accepting.await;
    }
}

/// Serves until the process is asked to end (SIGINT, SIGTERM).
///
/// # Errors
/// [`ServeError`].
pub fn serve(config: Config, tell: impl Fn(Event) + Clone + Send + Sync + 'static) -> Result<(), ServeError> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let ended = runtime.block_on(async {
        let server = Server::start(config, tell.clone()).await?;
        ending().await?;
        tell(Event::Ending);
        server.stop().await;
        Ok(())
    });
    // What still runs is not waited for.
    runtime.shutdown_background();
    ended
}

pub(super) async fn ending() -> std::io::Result<()> {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let mut end = signal(SignalKind::terminate())?;
        tokio::select! {
            done = tokio::signal::ctrl_c() => done,
            _ = end.recv() => Ok(()),
        }
    }
    #[cfg(not(unix))]
    tokio::signal::ctrl_c().await
}

pub(super) async fn loaded(config: &Arc<Config>, tell: &Tell) -> Result<Version, LoadError> {
    let (reading, runtime, tell) = (Arc::clone(config), Handle::current(), Arc::clone(tell));
    let read = tokio::task::spawn_blocking(move || Version::load(&reading, &runtime, &tell));
    read.await.map_err(std::io::Error::other)?
}

/// What tells one build from the next.
pub(super) fn stamp(config: &Config) -> Option<String> {
    match &config.source {
        // The whole of it: a build of changed questions has the same triples and other pages.
        Source::Folder(root) => std::fs::read_to_string(root.join("exports").join(MANIFEST)).ok(),
        Source::Store(stored) => stored.watched.as_ref().and_then(|path| std::fs::read_to_string(path).ok()),
        Source::Dump { .. } => None,
    }
}

/// Looks for a build that is newer than the one that was `known` before it was read; requests that run keep the version that they began with.
pub(super) async fn renew(
    shared: Arc<Shared>,
    config: Arc<Config>,
    (mut known, every): (Option<String>, Duration),
    mut stopped: watch::Receiver<bool>,
    tell: Tell,
) {
    loop {
        tokio::select! {
            () = sleep(every) => {}
            _ = stopped.changed() => return,
        }
        let now = stamp(&config);
        if now == known || now.is_none() {
            continue;
        }
        known = now;
        match loaded(&config, &tell).await {
            Ok(version) => {
                let digest = version.digest.clone();
                shared.renew(version);
                tell(Event::Renewed(digest));
            }
            Err(error) => tell(Event::Kept(error)),
        }
    }
}

async fn accept(listener: TcpListener, shared: Arc<Shared>, config: Arc<Config>, mut stopped: watch::Receiver<bool>) {
    let (doors, proxies) = (Arc::clone(&shared.doors), shared.proxies.clone());
    let routes = router(shared, config.offer);
    let graceful = GracefulShutdown::new();
    loop {
        let (stream, peer) = tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok(accepted) => accepted,
                // Too many open files, or a client that left at once: the next may be better.
                Err(_) => {
                    sleep(Duration::from_millis(20)).await;
                    continue;
                }
            },
            _ = stopped.changed() => break,
        };
        // Beyond the limit, connections are closed at once: a queue would only hide that there are too many.
        let Some(guest) = doors.enter(peer.ip(), proxies.trust(peer.ip())) else { continue };
        let guest = Arc::new(guest);
        let connection = connection(stream, peer, routes.clone(), config.limits.arrival, Arc::clone(&guest));
        let connection = graceful.watch(connection);
        tokio::spawn(async move {
            // What goes wrong with a connection is the client's: it left, was too slow, or spoke no HTTP.
            tokio::select! {
                _ = connection => {}
                () = guest.sent_away() => {}
            }
        });
    }
    drop(listener);
    let _ = timeout(FAREWELL, graceful.shutdown()).await;
}

/// HTTP/1.1 on a connection; heads of requests must arrive in time.
fn connection(
    stream: TcpStream,
    peer: SocketAddr,
    routes: Router,
    arrival: Duration,
    guest: Arc<Guest>,
) -> impl GracefulConnection<Error = hyper::Error> + Send {
    let service = service_fn(move |mut request: Request<Incoming>| {
        request.extensions_mut().insert(peer);
        // Until the last byte of the answer is on its way.
        let busy = guest.busy();
        let answer = routes.clone().oneshot(request.map(Body::new));
        async move { answer.await.map(|answer| answer.map(|body| Answered { body, _busy: busy })) }
    });
    let mut stream = TimeoutStream::new(stream);
    // A client that takes nothing of its answer is as good as gone.
    stream.set_write_timeout(Some(arrival));
    http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(arrival)
        .max_buf_size(64 << 10)
        .serve_connection(TokioIo::new(Box::pin(stream)), service)
}

/// The body of an answer; its connection is busy with it.
struct Answered {
    body: Body,
    _busy: Busy,
}

impl hyper::body::Body for Answered {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        Pin::new(&mut self.body).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
