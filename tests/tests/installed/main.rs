//! A new Debian, the package, and the commands of docs/OPERATING.md, typed as they are printed: then the
//! story, over TLS; and after the machine was lost and its backup put back, once more.
//!
//! All of it happens in a network of its own, where the ports 80 and 443 are free and nobody else is.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod alone;
mod authority;
mod debian;

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use dauys_tests::device::{Browser, Device};
use dauys_tests::folder::Folder;
use dauys_tests::manual::Manual;
use dauys_tests::organisation::{Charter, DINA, ERLAN, MARAT, Organisation};
use dauys_tests::{programs, reporter};

use crate::authority::Authority;
use crate::debian::Debian;

const MANUAL: &str = include_str!("../../../docs/OPERATING.md");
const HOST: &str = "dauys.example";
/// A desk believes the authorities built into it and no other, so those of the story come through a
/// program that speaks TLS for them.
const DESK: &str = "http://127.0.0.1:8443";

const STORY: &str = "Бастығым мені түнде кеңсеге шақырды, есікті жауып алды.\nКуәгер жоқ.";
const ANSWER: &str = "Хабарламаңызды алдық, үш күнде жауап береміз.";
const MORE: &str = "Бүгін тағы да шақырды, бармадым.";
const ANOTHER: &str = "Басқа бөлімде де осындай болды, мен көрдім.";

#[test]
fn from_the_package_to_an_answer_and_back_from_a_backup() {
    let name = "from_the_package_to_an_answer_and_back_from_a_backup";
    let Some(debian) = alone::enter(name, Debian::install) else { return };
    let world = World::make(debian);
    world.programs_need_nothing_of_the_machine();
    let (installed, poster) = world.install();
    world.the_story(&poster, &installed);
}

/// The new machine, the organisation that it is for, and an authority.
struct World {
    folder: Folder,
    debian: Debian,
    manual: Manual,
    authority: Authority,
}

/// Installed, for this organisation.
struct Installed {
    organisation: Organisation,
    _to_tls: alone::Ended,
}

impl World {
    fn make(debian: PathBuf) -> Self {
        let folder = Folder::make();
        let debian = Debian::at_home_in(debian);
        let authority = Authority::start(80);
        debian.write(
            "etc/dauys/certificate.env",
            &format!(
                "DAUYS_AUTHORITY={}\nDAUYS_AUTHORITY_ROOTS=/etc/dauys/authority.pem\n",
                authority.directory
            ),
        );
        debian.write("etc/dauys/authority.pem", &authority.own);
        fs::copy(
            package("dauys-server_0.1.0-1_amd64.deb"),
            debian.at("root/dauys-server_0.1.0-1_amd64.deb"),
        )
        .unwrap();
        Self { folder, debian, manual: Manual::read(MANUAL, "sh"), authority }
    }

    /// Where there is no file but the program itself, it runs.
    fn programs_need_nothing_of_the_machine(&self) {
        for name in ["dauys", "dauys-server"] {
            let empty = self.folder.path().join(format!("only-{name}"));
            fs::create_dir(&empty).unwrap();
            fs::copy(package(name), empty.join(name)).unwrap();
            let mut alone = Command::new("chroot");
            let said = programs::must(alone.arg(&empty).arg(format!("/{name}")).arg("--version"));
            assert!(said.starts_with(name), "{said}");
        }
    }

    fn backup_key(&self) -> PathBuf {
        self.folder.path().join("backup.key")
    }

    /// Everything down to the certificate. Also tells the address on the poster.
    fn install(&self) -> (Installed, String) {
        let said = self.debian.must(self.manual.after("apt-get install"));
        let key = said.lines().last().unwrap();
        let data = self.debian.at("var/lib/dauys");
        let organisation = Organisation::found(&Charter::default(), self.folder.path(), &data);
        assert!(dauys_wire::PublicKey::parse(key).is_ok(), "{said}");
        let home = self.debian.at("root");
        organisation.sign_for(&[&format!("https://{HOST}"), DESK], &home);
        self.debian.must(self.manual.after("install -o dauys"));

        let made = Command::new("age-keygen").arg("-o").arg(self.backup_key()).output().unwrap();
        let made = String::from_utf8(made.stderr).unwrap();
        let backup_to = made.trim().rsplit(' ').next().unwrap().to_owned();
        let poster = organisation.check()["addresses"][0].as_str().unwrap().to_owned();
        let root = poster.rsplit("k=").next().unwrap().split('&').next().unwrap();
        let own = self.manual.after("ROOT=");
        let filled = own
            .replace("the key behind k=", root)
            .replace("the key that begins with age1", &backup_to);
        assert_ne!(filled, own);
        self.debian.must(&filled);
        self.debian.must(self.manual.after("cat > /etc/dauys"));
        self.debian.must(self.manual.after("systemctl start dauys-server-certificate"));

        let to_tls = alone::Ended::start(
            Command::new("socat")
                .arg("TCP-LISTEN:8443,bind=127.0.0.1,fork,reuseaddr")
                .arg(format!(
                    "OPENSSL:127.0.0.1:443,commonname={HOST},cafile={}",
                    self.authority.root().display()
                ))
                .stdin(Stdio::null()),
        );
        (Installed { organisation, _to_tls: to_tls }, poster)
    }

    fn the_story(&self, poster: &str, installed: &Installed) {
        let device = Device::new(Browser::Chromium).believing(HOST, &self.authority.root());
        let organisation = &installed.organisation;
        let desk = organisation.check()["addresses"][1].as_str().unwrap().to_owned();
        let [union, lawyer, shut_out] =
            [MARAT, DINA, ERLAN].map(|person| organisation.investigator(&person));

        let reported = reporter::report(&device, poster, STORY, &[ERLAN.name]);
        let foreign = reported.watch.requests.iter();
        let foreign: Vec<_> =
            foreign.filter(|asked| !asked.contains(&format!(" https://{HOST}/"))).collect();
        assert!(foreign.is_empty(), "{foreign:?}");
        assert_eq!(reported.watch.complaints, [""; 0]);
        assert_eq!(shut_out.first_sync(&desk)["opened"], 0);
        assert_eq!(union.first_sync(&desk)["opened"], 1);
        let case = union.list()[0]["case"].as_str().unwrap().to_owned();
        union.reply(&case, ANSWER);

        self.nothing_is_wrong_but_the_authority();
        self.lose_the_machine();

        let returned = reporter::come_back(&device, poster, &reported.code, MORE);
        assert!(returned.answers.iter().any(|answer| answer.text == ANSWER), "{returned:?}");
        union.sync();
        assert!(union.show(&case).to_string().contains(MORE));
        reporter::report(&device, poster, ANOTHER, &[]);
        lawyer.first_sync(&desk);
        let cases = lawyer.list();
        assert_eq!(cases.len(), 2, "hers from before the loss, another's from after it: {cases:?}");
    }

    fn nothing_is_wrong_but_the_authority(&self) {
        let (code, said) =
            self.debian.run(self.manual.after("runuser -u dauys -- dauys-server doctor"));
        let wrong: Vec<_> = said.lines().filter(|line| line.starts_with("NOW")).collect();
        let [tls] = wrong.as_slice() else { panic!("{said}") };
        assert!(tls.contains("not believed for dauys.example"), "{said}");
        assert_eq!(code, 4, "{said}");
    }

    fn lose_the_machine(&self) {
        let said = self.debian.must(self.manual.after("systemctl start dauys-server-backup"));
        let name = said.lines().last().unwrap();
        self.debian.must(self.manual.after("systemctl stop dauys-server"));
        // The organisation's own machine has the key and the file; between the two there is ssh.
        let organisation = self.folder.path().join("restoring");
        fs::create_dir(&organisation).unwrap();
        fs::copy(self.backup_key(), organisation.join("backup.key")).unwrap();
        fs::copy(self.debian.at("var/lib/dauys-backups").join(name), organisation.join(name))
            .unwrap();
        let ssh = format!("ssh() {{ shift; chroot '{}' \"$@\"; }}\n", self.debian.at("").display());
        let mut bash = Command::new("bash");
        bash.args(["-euo", "pipefail", "-c"]).current_dir(&organisation);
        let said = programs::must(bash.arg(ssh + self.manual.after("age -d")));
        assert!(said.contains("taken back as in the old directory: 0"), "{said}");
        self.debian.must(self.manual.after("systemctl start dauys-server\n"));
    }
}

/// Where `cargo xtask package` puts them.
fn package(name: &str) -> PathBuf {
    let built = || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../target/packages");
    let folder = std::env::var_os("DAUYS_PACKAGES").map_or_else(built, PathBuf::from);
    let path = folder.join(name);
    assert!(path.is_file(), "run `cargo xtask package` first: there is no {}", path.display());
    path
}
