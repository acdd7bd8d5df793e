//! Engines that tests start on this machine: `oxigraph serve` and Virtuoso, each in a folder of its own.

use std::fs;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::peers::peers;
use crate::support::{sauat, transcript};

/// An engine that runs as long as this lives.
pub(crate) struct Engine {
    child: Child,
    /// Where queries go.
    pub(crate) query: String,
    /// What the program is told to open it.
    credentials: Option<(&'static str, &'static str)>,
    /// Where its files are, as long as it runs.
    _folder: tempfile::TempDir,
    kind: Kind,
}

enum Kind {
    Oxigraph,
    Virtuoso { sql: u16 },
}

impl Drop for Engine {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Engine {
    /// The program, with what opens the engine.
    pub(crate) fn sauat(&self) -> Command {
        let mut command = sauat();
        if let Some((user, password)) = self.credentials {
            command.env("SAUAT_STORE_USER", user).env("SAUAT_STORE_PASSWORD", password);
        }
        command
    }

    fn authority(&self) -> &str {
        self.query.split('/').nth(2).expect("an address")
    }

    /// Puts triples (N-Triples) into a graph, behind the program's back.
    pub(crate) fn load(&self, graph: &str, triples: &str) {
        match &self.kind {
            Kind::Oxigraph => {
                let path = format!("/store?graph={graph}");
                let answer = http(self.authority(), "POST", &path, "application/n-triples", triples.as_bytes());
                assert!(answer.starts_with("HTTP/1.1 20"), "{answer}");
            }
            Kind::Virtuoso { sql } => {
                let quoted = triples.replace('\'', "''");
                isql(*sql, &format!("DB.DBA.TTLP('{quoted}', '', '{graph}', 0);"));
            }
        }
    }

    /// What a graph holds, as text of any kind.
    pub(crate) fn holds(&self, graph: &str) -> String {
        let query = format!("SELECT ?s ?p ?o WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}");
        let path = self.query.splitn(4, '/').nth(3).expect("a path");
        let answer = http(self.authority(), "GET", &format!("/{path}?query={}", encoded(&query)), "", b"");
        let rows = answer.split_once("\"bindings\":").expect("rows").1;
        rows.trim_matches(|c: char| c.is_whitespace() || "[]}0".contains(c)).to_owned()
    }
}

/// Characters of an address.
fn encoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

/// One request and all of its answer.
fn http(authority: &str, method: &str, path: &str, media_type: &str, body: &[u8]) -> String {
    let mut stream = TcpStream::connect(authority).expect("it listens");
    stream.set_read_timeout(Some(Duration::from_secs(60))).expect("a time limit");
    let head = format!(
        "{method} {path} HTTP/1.1\r\nHost: {authority}\r\nConnection: close\r\nAccept: application/sparql-results+json\r\n\
         Content-Type: {media_type}\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes()).expect("sent");
    stream.write_all(body).expect("sent");
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).expect("an answer");
    String::from_utf8_lossy(&answer).into_owned()
}

/// A port that nobody has.
fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").expect("a port").local_addr().expect("an address").port()
}

/// Waits until an engine answers, at most a minute.
fn answers(child: &mut Child, authority: &str, path: &str) {
    let end = Instant::now() + Duration::from_secs(60);
    loop {
        if let Some(status) = child.try_wait().expect("a child") {
            panic!("the engine ended: {status}");
        }
        if let Ok(mut stream) = TcpStream::connect(authority) {
            let head = format!("GET {path} HTTP/1.1\r\nHost: {authority}\r\nConnection: close\r\n\r\n");
            let mut answer = Vec::new();
            if stream.write_all(head.as_bytes()).is_ok()
                && stream.read_to_end(&mut answer).is_ok()
                && !answer.is_empty()
            {
                return;
            }
        }
        assert!(Instant::now() < end, "the engine does not answer");
        std::thread::yield_now();
    }
}

/// `oxigraph serve` on an empty store; nothing if it is not installed, but not in CI.
pub(crate) fn oxigraph() -> Option<Engine> {
    let program = peers()?.join("engines/bin/oxigraph");
    let folder = tempfile::tempdir().expect("a folder");
    let authority = format!("127.0.0.1:{}", free_port());
    let mut child = Command::new(program)
        .args(["serve", "--bind", &authority, "--location"])
        .arg(folder.path().join("store"))
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("oxigraph can be started");
    answers(&mut child, &authority, "/");
    let query = format!("http://{authority}/query");
    Some(Engine { child, query, credentials: None, _folder: folder, kind: Kind::Oxigraph })
}

/// Virtuoso on an empty store, with a user who may write (`sauat`) and one who may not (`reader`); nothing if it is not
/// installed, but not in CI.
pub(crate) fn virtuoso() -> Option<Engine> {
    peers()?;
    let program =
        ["/usr/bin/virtuoso-t", "/usr/local/bin/virtuoso-t"].map(PathBuf::from).into_iter().find(|p| p.exists());
    let Some(program) = program else {
        assert!(std::env::var_os("CI").is_none(), "virtuoso-t is not installed: run tools/test.sh");
        println!("skipped: virtuoso-t is not installed");
        return None;
    };
    let folder = tempfile::tempdir().expect("a folder");
    let (sql, web) = (free_port(), free_port());
    fs::write(folder.path().join("virtuoso.ini"), settings(sql, web)).expect("written");
    let mut child = Command::new(program)
        .args(["+foreground", "+configfile", "virtuoso.ini"])
        .current_dir(folder.path())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("virtuoso can be started");
    let authority = format!("127.0.0.1:{web}");
    answers(&mut child, &authority, "/sparql");
    for user in ["sauat", "reader"] {
        isql(sql, &format!("DB.DBA.USER_CREATE('{user}', '{user}');"));
        isql(sql, &format!("grant SPARQL_SELECT to \"{user}\";"));
    }
    isql(sql, "grant SPARQL_UPDATE to \"sauat\";");
    isql(sql, "DB.DBA.RDF_DEFAULT_USER_PERMS_SET('sauat', 7);");
    isql(sql, "DB.DBA.RDF_DEFAULT_USER_PERMS_SET('reader', 1);");
    let query = format!("http://{authority}/sparql");
    Some(Engine { child, query, credentials: Some(("sauat", "sauat")), _folder: folder, kind: Kind::Virtuoso { sql } })
}

/// What Virtuoso is told: on loopback only, with the cap on rows that it is shipped with.
fn settings(sql: u16, web: u16) -> String {
    format!(
        "[Database]\nDatabaseFile = virtuoso.db\nErrorLogFile = virtuoso.log\nLockFile = virtuoso.lck\n\
         TransactionFile = virtuoso.trx\nxa_persistent_file = virtuoso.pxa\nFileExtend = 200\nMaxCheckpointRemap = 2000\n\
         [TempDatabase]\nDatabaseFile = virtuoso-temp.db\nTransactionFile = virtuoso-temp.trx\nMaxCheckpointRemap = 2000\n\
         [Parameters]\nServerPort = 127.0.0.1:{sql}\nDisableUnixSocket = 1\nNumberOfBuffers = 10000\nMaxDirtyBuffers = 6000\n\
         DirsAllowed = .\n\
         [HTTPServer]\nServerPort = 127.0.0.1:{web}\nServerRoot = .\nServerThreads = 20\n\
         [SPARQL]\nResultSetMaxRows = 10000\nMaxQueryExecutionTime = 120\n"
    )
}

/// One statement as the owner of the database.
fn isql(port: u16, statement: &str) -> String {
    let program = if Path::new("/usr/bin/isql-vt").exists() { "isql-vt" } else { "isql" };
    let output = Command::new(program)
        .args([&format!("127.0.0.1:{port}"), "dba", "dba", "VERBOSE=OFF", "BANNER=OFF", "ERRORS=STDOUT"])
        .arg(format!("exec={statement}"))
        .output()
        .expect("isql runs");
    let said = transcript(&output);
    assert!(output.status.success() && !said.contains("*** Error"), "{statement}\n{said}");
    said
}
