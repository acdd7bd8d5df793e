//! Who asks: the address of the connection, or what proxies in front of the server say.
//!
//! Clients write what they like into the headers of proxies; what a known proxy has seen itself stands to the right of it.

use std::net::{IpAddr, SocketAddr};
use std::str::FromStr;

use axum::http::HeaderMap;

/// A network of proxies: an address and how many of its bits count.
///
/// ```
/// use sauat::serve::Network;
/// let network: Network = "10.1.0.0/16".parse().unwrap();
/// assert!(network.holds("10.1.2.3".parse().unwrap()) && !network.holds("10.2.2.3".parse().unwrap()));
/// assert!("10.1.0.0/33".parse::<Network>().is_err());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Network {
    address: IpAddr,
    bits: u32,
}

impl FromStr for Network {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong = || format!("`{text}` is no network: write an address, or one with its bits, such as 10.0.0.0/8");
        let (address, bits) = text.split_once('/').map_or((text, None), |(address, bits)| (address, Some(bits)));
        let address = address.parse::<IpAddr>().map_err(|_| wrong())?.to_canonical();
        let most = if address.is_ipv4() { 32 } else { 128 };
        let bits = bits.map_or(Ok(most), |bits| bits.parse().map_err(|_| wrong()))?;
        if bits > most { Err(wrong()) } else { Ok(Self { address, bits }) }
    }
}

impl Network {
    /// Whether an address is one of the network.
    #[must_use]
    pub fn holds(&self, address: IpAddr) -> bool {
        match (self.address, address.to_canonical()) {
            (IpAddr::V4(own), IpAddr::V4(other)) => {
                (own.to_bits() ^ other.to_bits()).checked_shr(32 - self.bits).unwrap_or(0) == 0
            }
            (IpAddr::V6(own), IpAddr::V6(other)) => {
                (own.to_bits() ^ other.to_bits()).checked_shr(128 - self.bits).unwrap_or(0) == 0
            }
            _ => false,
        }
    }
}

/// Whose headers are believed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Proxies {
    /// Nobody's: clients connect themselves.
    #[default]
    None,
    /// Whoever connects is a proxy, and the only one.
    Peer,
    /// Those of known networks, one behind the other.
    Known(Vec<Network>),
}

impl Proxies {
    /// Whether an address that connects is a proxy.
    pub(super) fn trust(&self, peer: IpAddr) -> bool {
        match self {
            Self::None => false,
            Self::Peer => true,
            Self::Known(networks) => networks.iter().any(|network| network.holds(peer)),
        }
    }

    fn is_known(&self, address: IpAddr) -> bool {
        matches!(self, Self::Known(networks) if networks.iter().any(|network| network.holds(address)))
    }

    /// Who asks over a connection: the right-most address that is no known proxy.
    pub(super) fn client(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        if !self.trust(peer) {
            return peer;
        }
        let forwarded_for = lines(headers, "x-forwarded-for");
        let for_ = self.first_unknown(peer, forwarded_for.iter().rev().flat_map(|line| line.rsplit(',')).map(Some));
        let parts = forwarded(headers);
        let forwarded = self.first_unknown(peer, parts.iter().rev().map(|part| part.for_.as_deref()));
        match (forwarded_for.is_empty(), parts.is_empty()) {
            (true, true) => peer,
            (false, true) => for_,
            (true, false) => forwarded,
            // A proxy sets one of them, and a client may have set the other: what they do not agree on is nobody's word.
            (false, false) => {
                if for_ == forwarded {
                    for_
                } else {
                    peer
                }
            }
        }
    }

    /// The first address that is no known proxy, from the nearest on; who told of something else counts for it.
    fn first_unknown<'a>(&self, peer: IpAddr, nodes: impl Iterator<Item = Option<&'a str>>) -> IpAddr {
        let mut last = peer;
        for node in nodes {
            let Some(address) = node.and_then(address) else { return last };
            last = address;
            if !self.is_known(address) {
                break;
            }
        }
        last
    }

    /// Whether the nearest proxy was reached by https.
    pub(super) fn is_secure(&self, peer: IpAddr, headers: &HeaderMap) -> bool {
        if !self.trust(peer) {
            return false;
        }
        let told = lines(headers, "x-forwarded-proto");
        let told = told.last().and_then(|line| line.rsplit(',').next()).map(str::trim);
        let parts = forwarded(headers);
        let other = parts.last().and_then(|part| part.proto.as_deref());
        told.or(other).is_some_and(|scheme| scheme.eq_ignore_ascii_case("https"))
    }
}

/// The lines of a header; one that is no text is an empty one.
fn lines<'a>(headers: &'a HeaderMap, name: &str) -> Vec<&'a str> {
    headers.get_all(name).iter().map(|value| value.to_str().unwrap_or_default()).collect()
}

/// An address as proxies write it, perhaps with a port.
fn address(node: &str) -> Option<IpAddr> {
    let node = node.trim();
    let bare = node.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(node);
    let address = bare.parse::<IpAddr>().ok().or_else(|| node.parse::<SocketAddr>().ok().map(|both| both.ip()));
    address.map(|address| address.to_canonical())
}

/// What one proxy says (RFC 7239).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Part {
    for_: Option<String>,
    proto: Option<String>,
}

/// The elements of all lines of `Forwarded`, the nearest last. What is not written as it should be is an element that says
/// nothing.
fn forwarded(headers: &HeaderMap) -> Vec<Part> {
    lines(headers, "forwarded")
        .iter()
        .flat_map(|line| split(line, ','))
        .map(|element| {
            let mut part = Part::default();
            for pair in split(&element, ';') {
                let Some((name, value)) = pair.split_once('=') else { continue };
                let value = unquoted(value.trim());
                match name.trim().to_ascii_lowercase().as_str() {
                    "for" => part.for_ = Some(value),
                    "proto" => part.proto = Some(value),
                    _ => {}
                }
            }
            part
        })
        .collect()
}

/// The parts of a text between separators that stand outside of quotation marks.
fn split(text: &str, separator: char) -> Vec<String> {
    let (mut parts, mut quoted, mut escaped) = (vec![String::new()], false, false);
    for c in text.chars() {
        if c == separator && !quoted {
            parts.push(String::new());
            continue;
        }
        if let Some(part) = parts.last_mut() {
            part.push(c);
        }
        quoted ^= c == '"' && !escaped;
        escaped = quoted && c == '\\' && !escaped;
    }
    parts
}

fn unquoted(text: &str) -> String {
    let Some(inner) = text.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) else { return text.to_owned() };
    let mut letters = inner.chars();
    std::iter::from_fn(|| letters.next().and_then(|c| if c == '\\' { letters.next() } else { Some(c) })).collect()
}

#[cfg(test)]
mod tests {
    use super::{Network, Proxies};
    use axum::http::{HeaderMap, HeaderName, HeaderValue};
    use std::net::IpAddr;

    fn ip(text: &str) -> IpAddr {
        text.parse().expect("an address")
    }

    fn headers(lines: &[(&'static str, &str)]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for (name, value) in lines {
            headers.append(HeaderName::from_static(name), HeaderValue::from_str(value).expect("a header"));
        }
        headers
    }

    fn known(networks: &[&str]) -> Proxies {
        Proxies::Known(networks.iter().map(|text| text.parse::<Network>().expect("a network")).collect())
    }

    #[test]
    fn the_rightmost_address_that_is_no_proxy_counts() {
        const FOR: &str = "x-forwarded-for";
        const STD: &str = "forwarded";
        let one = Proxies::Peer;
        let many = known(&["10.0.0.0/8", "2001:db8:ffff::/48"]);
        type Case<'a> = (&'a Proxies, &'a [(&'static str, &'a str)], &'a str);
        let cases: &[Case<'_>] = &[
            (&Proxies::None, &[(FOR, "1.1.1.1")], "10.0.0.9"),
            (&one, &[], "10.0.0.9"),
            (&one, &[(FOR, "1.1.1.1")], "1.1.1.1"),
            (&one, &[(FOR, "9.9.9.9, 1.1.1.1")], "1.1.1.1"),
            // HAProxy adds a line of its own behind what the client wrote.
            (&one, &[(FOR, "9.9.9.9"), (FOR, "1.1.1.1")], "1.1.1.1"),
            (&one, &[(FOR, "1.1.1.1:4711")], "1.1.1.1"),
            (&one, &[(FOR, "[2001:db8::1]:443")], "2001:db8::1"),
            (&one, &[(FOR, "2001:db8::1")], "2001:db8::1"),
            (&one, &[(FOR, "::ffff:1.1.1.1")], "1.1.1.1"),
            (&one, &[(FOR, "9.9.9.9, unknown")], "10.0.0.9"),
            (&one, &[(FOR, "")], "10.0.0.9"),
            (&many, &[(FOR, "9.9.9.9, 1.1.1.1, 10.0.0.2, 10.0.0.3")], "1.1.1.1"),
            (&many, &[(FOR, "9.9.9.9, 1.1.1.1"), (FOR, "10.0.0.2")], "1.1.1.1"),
            (&many, &[(FOR, "10.0.0.1, 10.0.0.2")], "10.0.0.1"),
            (&many, &[(FOR, "1.1.1.1, _hidden, 10.0.0.2")], "10.0.0.2"),
            (&many, &[(FOR, "1.1.1.1, 2001:db8:ffff::7")], "1.1.1.1"),
            (&known(&["192.168.0.0/16"]), &[(FOR, "1.1.1.1")], "10.0.0.9"),
            (&one, &[(STD, "for=1.1.1.1;proto=https")], "1.1.1.1"),
            (&one, &[(STD, "for=9.9.9.9, For=\"[2001:db8::1]:4711\"; by=10.0.0.1")], "2001:db8::1"),
            (&one, &[(STD, "for=9.9.9.9"), (STD, "for=\"1.1.1.1:80\"")], "1.1.1.1"),
            (&one, &[(STD, "for=\"a,for=9.9.9.9\"")], "10.0.0.9"),
            (&one, &[(STD, "by=1.1.1.1")], "10.0.0.9"),
            (&many, &[(STD, "for=1.1.1.1, for=10.0.0.4")], "1.1.1.1"),
            (&one, &[(STD, "for=1.1.1.1"), (FOR, "1.1.1.1")], "1.1.1.1"),
            (&one, &[(STD, "for=9.9.9.9"), (FOR, "1.1.1.1")], "10.0.0.9"),
        ];
        for (proxies, lines, client) in cases {
            assert_eq!(proxies.client(ip("10.0.0.9"), &headers(lines)), ip(client), "{proxies:?} {lines:?}");
        }
    }

    #[test]
    fn the_scheme_is_that_of_the_nearest_proxy() {
        let secure =
            |proxies: &Proxies, lines: &[(&'static str, &str)]| proxies.is_secure(ip("10.0.0.9"), &headers(lines));
        assert!(secure(&Proxies::Peer, &[("x-forwarded-proto", "https")]));
        assert!(secure(&Proxies::Peer, &[("forwarded", "for=1.1.1.1;Proto=HTTPS")]));
        assert!(!secure(&Proxies::Peer, &[("x-forwarded-proto", "https"), ("x-forwarded-proto", "http")]));
        assert!(!secure(&Proxies::None, &[("x-forwarded-proto", "https")]));
    }

    #[test]
    fn networks_are_read() {
        for (network, inside, outside) in [
            ("10.0.0.0/8", "10.255.0.1", "11.0.0.1"),
            ("127.0.0.1", "127.0.0.1", "127.0.0.2"),
            ("0.0.0.0/0", "8.8.8.8", "::1"),
            ("2001:db8::/32", "2001:db8:1::1", "2001:db9::1"),
            ("::1", "::1", "::2"),
            ("10.0.0.0/8", "::ffff:10.1.1.1", "::ffff:11.1.1.1"),
        ] {
            let read: Network = network.parse().expect("a network");
            assert!(read.holds(ip(inside)) && !read.holds(ip(outside)), "{network}");
        }
        for wrong in ["", "10.0.0.0/33", "10.0.0/8", "::/129", "a/8", "10.0.0.0/", "10.0.0.0/-1"] {
            assert!(wrong.parse::<Network>().is_err(), "{wrong}");
        }
    }
}
