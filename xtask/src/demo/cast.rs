//! Who plays in the demo. Nobody of these exists.

/// A channel of the demo's organisation, its texts in Kazakh, Russian, English.
pub(super) struct Channel {
    pub(super) id: &'static str,
    pub(super) kind: &'static str,
    pub(super) independent: bool,
    pub(super) name: [&'static str; 3],
    pub(super) about: [&'static str; 3],
    pub(super) members: &'static [Investigator],
}

/// An investigator of the demo.
pub(super) struct Investigator {
    /// The name of their folder.
    pub(super) folder: &'static str,
    pub(super) name: &'static str,
    pub(super) role: [&'static str; 3],
}

/// The name that goes into every signature.
pub(super) const INSTANCE: &str = "dauys-demo";

pub(super) const ORGANISATION: [&str; 3] =
    ["«Дала» зауыты (көрсету үлгісі)", "Завод «Дала» (демонстрация)", "Dala Works (a demo)"];

pub(super) const CHANNELS: &[Channel] = &[
    Channel {
        id: "hr",
        kind: "hr",
        independent: false,
        name: ["Кадр бөлімі", "Отдел кадров", "Human resources"],
        about: [
            "Зауыттың кадр бөлімі; директорға бағынады.",
            "Отдел кадров завода; подчиняется директору.",
            "The works' own personnel office; it answers to the director.",
        ],
        members: &[
            Investigator {
                folder: "aigerim",
                name: "Айгерім Сәрсенова",
                role: ["Кадр бөлімінің басшысы", "Начальник отдела кадров", "Head of personnel"],
            },
            Investigator {
                folder: "timur",
                name: "Тимур Ахметов",
                role: ["Кадр жөніндегі маман", "Специалист по кадрам", "Personnel officer"],
            },
        ],
    },
    Channel {
        id: "union",
        kind: "union",
        independent: true,
        name: ["Кәсіподақ", "Профсоюз", "Trade union"],
        about: [
            "Жұмысшылардың кәсіподағы; зауыт басшылығына бағынбайды.",
            "Профсоюз работников; руководству завода не подчиняется.",
            "The workers' union; it does not answer to the management.",
        ],
        members: &[Investigator {
            folder: "saule",
            name: "Сәуле Ким",
            role: ["Кәсіподақ төрайымы", "Председатель профсоюза", "Chair of the union"],
        }],
    },
    Channel {
        id: "lawyer",
        kind: "ngo",
        independent: true,
        name: ["ҮЕҰ заңгері", "Юрист НПО", "Lawyer of an NGO"],
        about: [
            "Әйелдер құқығын қорғайтын қоғамдық ұйымның заңгері.",
            "Юрист общественной организации, защищающей права женщин.",
            "A lawyer with a public organisation for the rights of women.",
        ],
        members: &[Investigator {
            folder: "dina",
            name: "Дина Оспанова",
            role: ["Заңгер", "Юрист", "Lawyer"],
        }],
    },
];

/// Everyone, in the order of their channels.
pub(super) fn investigators() -> impl Iterator<Item = (&'static Channel, &'static Investigator)> {
    CHANNELS.iter().flat_map(|channel| channel.members.iter().map(move |member| (channel, member)))
}
