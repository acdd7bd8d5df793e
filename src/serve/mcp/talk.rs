//! A conversation over the standard input and output of this process, from its beginning to its end.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use rmcp::serve_server;
use rmcp::service::ServerInitializeError;
use tokio::sync::watch;
use tokio::time::timeout;

use crate::serve::listen::{ending, loaded, renew, stamp};
use crate::serve::mcp::handler::Handler;
use crate::serve::mcp::pipes::Pipes;
use crate::serve::routes::Shared;
use crate::serve::{Config, Event, ServeError, Tell};

/// How long the last answers may take to be written.
const FAREWELL: Duration = Duration::from_secs(5);

/// Talks until the input ends or the process is asked to end (SIGINT, SIGTERM). Only the protocol goes to the output.
///
/// # Errors
/// [`ServeError`].
pub fn converse(config: Config, tell: impl Fn(Event) + Clone + Send + Sync + 'static) -> Result<(), ServeError> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let ended = runtime.block_on(async {
        let config = Arc::new(config);
        let tell: Tell = Arc::new(tell);
        let known = stamp(&config);
        let shared = Shared::new(&config, loaded(&config, &tell).await?);
        let (stop, stopped) = watch::channel(false);
        if let Some(every) = config.watch {
            tokio::spawn(renew(Arc::clone(&shared), Arc::clone(&config), (known, every), stopped, Arc::clone(&tell)));
        }
        let limits = &config.limits;
        let patience = limits.deadline + limits.patience;
        let (pipes, writer) = Pipes::open(io::stdin(), io::stdout(), limits.body, patience);
        tell(Event::Reading);
        let ended = tokio::select! {
            ended = talk(Handler::newest(shared), pipes) => ended,
            asked = ending() => {
                tell(Event::Ending);
                asked.map_err(ServeError::from)
            }
        };
        // Without a receiver nobody looks for new builds.
        let _ = stop.send(true);
        let _ = timeout(FAREWELL, tokio::task::spawn_blocking(move || writer.join())).await;
        ended
    });
    // What still runs is not waited for.
    runtime.shutdown_background();
    ended
}

async fn talk(handler: Handler, pipes: Pipes) -> Result<(), ServeError> {
    match serve_server(handler, pipes).await {
        Ok(running) => running.waiting().await.map(drop).map_err(|error| ServeError::Io(io::Error::other(error))),
        // Who leaves before the first word says nothing wrong.
        Err(ServerInitializeError::ConnectionClosed(_)) => Ok(()),
        Err(error) => Err(ServeError::Talk(error.to_string())),
    }
}
