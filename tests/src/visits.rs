//! What a walk through every screen needs: a server, the key of a stranger, and a code that somebody
//! has answered.

use dauys_wire::PublicKey;
use serde_json::{Value, json};

use crate::direct;
use crate::organisation::MARAT;
use crate::stack::Stack;

const STORY: &str = "Ол маған ұятсыз сөз айтты, үйіме дейін ілесіп жүрді.";
const CLOSED: &str = "Жиналыста бәрінің көзінше денемді талқылады.";
const ANSWER: &str = "Хабарламаңыз бізде, оны екі адам оқып отыр. Ертең тағы қараңыз. \
    Қазір қауіп төніп тұрса, 102 нөміріне қоңырау шалыңыз.";

/// A stack with three answered reports: one for whoever looks at every screen, one for whoever has no
/// mouse, and one of a case that is closed.
pub struct Visits {
    /// The stack.
    pub stack: Stack,
    answered: [String; 3],
}

impl Visits {
    /// Reports without a browser, and lets the union answer.
    pub fn prepare() -> Self {
        let stack = Stack::start();
        let answered = [STORY, STORY, CLOSED].map(|story| direct::report(&stack, story).code);
        let union = stack.organisation.investigator(&MARAT);
        union.first_sync(&stack.address);
        for case in union.list() {
            let id = case["case"].as_str().expect("a case");
            union.reply(id, ANSWER);
            if union.show(id).to_string().contains(CLOSED) {
                union.ask(&["close", id, "confirmed", "--measure", "apology", "--yes"]);
            }
        }
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
            "answered": self.answered[0],
            "closed": self.answered[2],
        })
    }

    /// As the modules that look at every screen take it: with the organisation's offline form.
    pub fn input_for_looks(&self) -> Value {
        let said = self.stack.organisation.org(&["form", "--json"]);
        let made: Value = serde_json::from_str(&said).expect("JSON");
        let mut input = self.input();
        input["form"] = made["file"].clone();
        input
    }

    /// As the module that uses a keyboard takes it.
    pub fn input_for_keys(&self) -> Value {
        json!({
            "address": self.stack.address,
            "answered": self.answered[1],
            "story": STORY,
            "message": ANSWER,
        })
    }
}
