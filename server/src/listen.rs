//! Where the server listens: an address, or a socket in the file system, which a proxy or Tor on the
//! same machine connects to.

use std::fmt;
use std::fs::{self, Permissions, set_permissions};
use std::io::{self, ErrorKind};
use std::net::{SocketAddr, TcpListener};
use std::os::unix::fs::{FileTypeExt as _, PermissionsExt as _};
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::{Path, PathBuf};
use std::str::FromStr;

use serde::{Deserialize, Deserializer, de};

/// What stands before the path of a socket, as in nginx.
const SOCKET: &str = "unix:";
/// Who may connect to a socket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Who {
    /// As with an address of this machine: the proxy has an account of its own.
    Everyone,
    /// The account of the server, and its group.
    Group,
}

impl Who {
    const fn mode(self) -> u32 {
        match self {
            Self::Everyone => 0o666,
            Self::Group => 0o660,
        }
    }
}

/// Where to listen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Listen {
    /// On an address and a port.
    Address(SocketAddr),
    /// On a socket in the file system.
    Socket(PathBuf),
}

/// Not a place to listen at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("neither an address like 127.0.0.1:8080 nor a socket like unix:/run/dauys/socket")]
pub struct NoPlace;

/// A place that is listened at.
#[derive(Debug)]
pub(crate) enum Listener {
    Address(TcpListener),
    Socket(UnixListener),
}

impl FromStr for Listen {
    type Err = NoPlace;

    fn from_str(text: &str) -> Result<Self, NoPlace> {
        match text.strip_prefix(SOCKET).map(Path::new) {
            Some(path) if path.is_absolute() => Ok(Self::Socket(path.to_owned())),
            Some(_) => Err(NoPlace),
            None => text.parse().map(Self::Address).map_err(|_| NoPlace),
        }
    }
}

impl fmt::Display for Listen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Address(address) => address.fmt(f),
            Self::Socket(path) => write!(f, "{SOCKET}{}", path.display()),
        }
    }
}

impl<'de> Deserialize<'de> for Listen {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

impl Listen {
    /// Listens there. A socket that a server left behind which was killed is replaced; one that
    /// somebody answers at is not.
    pub(crate) fn bind(&self, who: Who) -> io::Result<Listener> {
        match self {
            Self::Address(address) => TcpListener::bind(address).map(Listener::Address),
            Self::Socket(path) => {
                clear(path)?;
                let listener = UnixListener::bind(path)?;
                set_permissions(path, Permissions::from_mode(who.mode()))?;
                Ok(Listener::Socket(listener))
            }
        }
    }

    /// Leaves no socket behind.
    pub(crate) fn leave(&self) {
        if let Self::Socket(path) = self {
            // Nobody is harmed by one that stays: the next start replaces it.
            let _ = fs::remove_file(path);
        }
    }
}

impl Listener {
    /// Where it listens indeed: port 0 has become another.
    pub(crate) fn place(&self, wanted: &Listen) -> io::Result<Listen> {
        match self {
            Self::Address(listener) => listener.local_addr().map(Listen::Address),
            Self::Socket(_) => Ok(wanted.clone()),
        }
    }
}

fn clear(path: &Path) -> io::Result<()> {
    match fs::symlink_metadata(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error),
        Ok(about) if !about.file_type().is_socket() => Err(ErrorKind::AlreadyExists.into()),
        Ok(_) => match UnixStream::connect(path) {
            Err(error) if error.kind() == ErrorKind::ConnectionRefused => fs::remove_file(path),
            Err(error) => Err(error),
            Ok(_) => Err(ErrorKind::AddrInUse.into()),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_an_address_or_a_socket_with_its_whole_path() {
        for text in ["127.0.0.1:8080", "[::]:443", "unix:/run/dauys/socket"] {
            assert_eq!(text.parse::<Listen>().unwrap().to_string(), text);
        }
        for text in ["", "8080", "localhost:80", "unix:", "unix:socket", "/run/dauys/socket"] {
            assert_eq!(text.parse::<Listen>(), Err(NoPlace), "{text}");
        }
    }

    #[test]
    fn a_socket_left_behind_is_replaced_and_nothing_else_is() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("socket");
        let place = Listen::Socket(path.clone());
        let listener = place.bind(Who::Group).unwrap();
        assert_eq!(place.bind(Who::Group).unwrap_err().kind(), ErrorKind::AddrInUse);
        drop(listener);
        assert!(path.exists(), "it stays when its owner is killed");
        drop(place.bind(Who::Group).unwrap());
        place.leave();
        assert!(!path.exists());
        fs::write(&path, "somebody's file").unwrap();
        assert_eq!(place.bind(Who::Group).unwrap_err().kind(), ErrorKind::AlreadyExists);
        assert_eq!(fs::read(&path).unwrap(), b"somebody's file");
    }
}
