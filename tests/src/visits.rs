//! What a walk through every screen needs: a server, the key of a stranger, and a code that somebody
//! has answered.

use dauys_wire::PublicKey;
use serde_json::{Value, json};

use crate::direct;
use crate::organisation::MARAT;
use crate::stack::Stack;

const STORY: &str = "Ол маған ұятсыз сөз айтты, үйіме дейін ілесіп жүрді.";
const ANSWER: &str = "Хабарламаңыз бізде, оны екі адам оқып отыр. Ертең тағы қараңыз. \
    Қазір қауіп төніп тұрса, 102 нөміріне қоңырау шалыңыз.";

/// A stack with one answered report.
pub struct Visits {
    /// The stack.
    pub stack: Stack,
    answered: String,
}

impl Visits {
    /// Reports without a browser, and lets the union answer.
    pub fn prepare() -> Self {
        let stack = Stack::start();
        let answered = direct::report(&stack, STORY).code;
        let union = stack.organisation.investigator(&MARAT);
        union.first_sync(&stack.address);
        let cases = union.list();
        let case = cases.first().and_then(|row| row["case"].as_str()).expect("a case");
        union.reply(case, ANSWER);
        Self { stack, answered }
    }

    /// As the modules that walk take it.
    pub fn input(&self) -> Value {
        let origin = self.stack.origin();
        let stranger = PublicKey::from_bytes([7; 32]);
        json!({
            "address": self.stack.address,
            "origin": origin,
            "strange": format!("{origin}/#k={stranger}"),
            "answered": self.answered,
        })
    }
}
