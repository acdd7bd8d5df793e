//! Bytes that are sent to a server: it answers or hangs up, and answers others as before.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::time::Duration;

use sauat::serve::{Config, Limits, Offer, Program, Proxies, Server, Source};

/// A request after which the server hangs up.
const LAST: &[u8] = b"GET /robots.txt HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";

/// The checkout: this package lies in it, or is it.
fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().find(|folder| folder.join("data/csv-metadata.json").is_file()).unwrap_or(here).to_owned()
}

/// A server for all bytes.
fn address() -> SocketAddr {
    static SERVER: OnceLock<(tokio::runtime::Runtime, Server)> = OnceLock::new();
    let (_, server) = SERVER.get_or_init(|| {
        let program = std::env::var_os("SAUAT_PROGRAM").map(PathBuf::from);
        let program = program.or_else(|| option_env!("CARGO_BIN_EXE_sauat").map(PathBuf::from)).expect("SAUAT_PROGRAM");
        let limits = Limits {
            deadline: Duration::from_millis(500),
            arrival: Duration::from_millis(300),
            workers: 2,
            failures: u32::MAX,
            budget: Duration::from_secs(1_000_000),
            per_client: 2,
            ..Limits::default()
        };
        let config = Config {
            source: Source::Folder(root()),
            offer: Offer::Everything,
            address: ([127, 0, 0, 1], 0).into(),
            program: Program::open(&program),
            generator: "sauat fuzz".to_owned(),
            limits,
            origin: None,
            proxies: Proxies::Peer,
            watch: None,
        };
        let runtime =
            tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("a runtime");
        let server = runtime.block_on(Server::start(config, |_| {})).expect("a server");
        (runtime, server)
    });
    server.address
}

fn answer(bytes: &[u8]) -> Vec<u8> {
    let mut stream = TcpStream::connect(address()).expect("the server listens");
    stream.set_read_timeout(Some(Duration::from_secs(20))).expect("a time limit");
    // A server that has heard enough hangs up while the rest is sent. Behind a whole request comes a last one, so that the
    // end is not waited for.
    let _ = stream.write_all(bytes).and_then(|()| stream.write_all(LAST));
    let mut text = Vec::new();
    if let Err(error) = stream.read_to_end(&mut text) {
        assert_ne!(error.kind(), std::io::ErrorKind::WouldBlock, "no answer and no end");
    }
    text
}

/// Sends bytes.
pub(crate) fn sent(bytes: &[u8]) {
    let text = answer(bytes);
    if !text.is_empty() {
        let line = text.split(|byte| *byte == b'\r').next().unwrap_or_default();
        let status = line.strip_prefix(b"HTTP/1.1 ").or_else(|| line.strip_prefix(b"HTTP/1.0 "));
        let status = status.and_then(|rest| std::str::from_utf8(rest.get(..3)?).ok()?.parse::<u16>().ok());
        let status = status.unwrap_or_else(|| panic!("no answer: {}", String::from_utf8_lossy(line)));
        assert!(status != 500, "{}", String::from_utf8_lossy(&text));
    }
    // Now and then, and after what was no request, a plain one.
    if bytes.first().is_none_or(|byte| byte % 16 == 0) {
        let fine = answer(b"");
        assert!(fine.starts_with(b"HTTP/1.1 200"), "{}", String::from_utf8_lossy(&fine));
    }
}
