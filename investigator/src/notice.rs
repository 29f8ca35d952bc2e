//! A notice on the desktop, which says that there is something to look at. It is seen by whoever passes by,
//! and kept by the desktop: **nothing of a case may stand in it, nor how much there is.**
//!
//! On Linux over D-Bus, as the Desktop Notifications Specification 1.2 has it. Each call opens the bus anew, so
//! that a desktop which ends and comes back is none of our business.

use crate::message;
use crate::text::Text;

/// Whoever is logged in, and the notice that is shown to them.
#[derive(Default)]
pub struct Notices {
    /// The desktop's number of the last one, which the next one takes the place of. 0 is none.
    last: u32,
}

impl Notices {
    /// Whether a desktop is there that shows them.
    pub async fn can_be_shown(&self) -> bool {
        bus::describe().await.is_some()
    }

    /// Shows it; whether a desktop took it.
    pub async fn show(&mut self, text: &Text) -> bool {
        let shown = bus::show(self.last, &text.say(&message!("watch-notice"))).await;
        self.last = shown.unwrap_or_default();
        shown.is_some()
    }
}

#[cfg(target_os = "linux")]
mod bus {
    use std::collections::HashMap;
    use std::time::Duration;

    use zbus::connection::Builder;
    use zbus::message::Message;
    use zbus::{DynamicType, Variant};

    const SERVICE: &str = "org.freedesktop.Notifications";
    const OBJECT: &str = "/org/freedesktop/Notifications";
    /// A desktop that does not answer must not keep the next round from its time.
    const PATIENCE: Duration = Duration::from_secs(10);

    /// Of this program, on the notice.
    const NAME: &str = "Dauys";
    const NO_ICON: &str = "";
    /// It stays until somebody takes it away.
    const NEVER: i32 = 0;

    /// Asks who is there; a desktop that is started on demand is started by that.
    pub(super) async fn describe() -> Option<()> {
        call("GetServerInformation", &()).await.map(drop)
    }

    /// Its number.
    pub(super) async fn show(replaces: u32, words: &str) -> Option<u32> {
        let (actions, hints) = (Vec::<&str>::new(), HashMap::<&str, Variant<'_>>::new());
        let notice = (NAME, replaces, NO_ICON, NAME, words, actions, hints, NEVER);
        call("Notify", &notice).await?.body().deserialize().ok()
    }

    async fn call(method: &str, body: &(impl serde::Serialize + DynamicType)) -> Option<Message> {
        let asked = async {
            let bus = Builder::session().build().await?;
            bus.call_method(Some(SERVICE), OBJECT, Some(SERVICE), method, body).await
        };
        tokio::time::timeout(PATIENCE, asked).await.ok()?.ok()
    }
}

/// Nobody is there.
#[cfg(not(target_os = "linux"))]
mod bus {
    pub(super) async fn describe() -> Option<()> {
        None
    }

    pub(super) async fn show(_replaces: u32, _words: &str) -> Option<u32> {
        None
    }
}
