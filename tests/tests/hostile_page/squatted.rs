//! Whoever she writes to chooses the ids of what they post, and posts what they like.

use dauys_crypto::code::Code;
use dauys_crypto::thread::Reporter;
use dauys_tests::direct::{Direct, Visit};
use dauys_tests::organisation::DINA;
use dauys_wire::Id;

use crate::stage::Stage;
use crate::words::keys;
use crate::{LANGUAGES, seen, squatted};

#[test]
fn files_that_an_addressee_lays_under_ids_of_their_choice_keep_no_answer_from_being_found() {
    let Squatted { free, taken } = squatted();
    assert_eq!(free, &[201; 6], "they lie there, before the answers, between and behind them");
    assert_eq!(taken, &[409; 2], "an id that is taken stays whose it is");
    for language in LANGUAGES {
        let thread = &seen().threads["truth"][language];
        assert_eq!(thread.chosen, ["бір", "екі"], "{language}");
        assert_eq!(keys(&thread.problems), [""; 0], "{language}");
    }
}

/// What the server answered.
#[derive(Default)]
pub(crate) struct Squatted {
    /// To files under ids that nothing had: the first and the last of all, and those beside answers.
    free: Vec<u16>,
    /// To files under the ids of answers.
    taken: Vec<u16>,
}

impl Stage {
    /// One addressee lays files into the bucket in which another has answered.
    pub(crate) fn squat(&self, visit: &Visit, answers: [Id; 2]) -> Squatted {
        let lawyer = self.addressee(visit, &DINA);
        // For nobody: whose it is shows only when it is tried.
        let nobody = Reporter::derive(&Code::generate(), "", &visit.trusted.roster.instance);
        let Direct { letter, .. } = &self.answered;
        let file = lawyer.seal_reply(&lawyer.reply(1, letter, "орын менікі"), &nobody);
        let lay = |id: Id| {
            let (origin, thread) = (self.stack.origin(), &letter.thread);
            lawyer.try_to_put_reply(origin, &visit.trusted, thread, &id, &file)
        };
        let beside = |id: Id| {
            let number = u128::from_be_bytes(*id.as_bytes());
            [number.wrapping_sub(1), number.wrapping_add(1)]
        };
        let free = [u128::MIN, u128::MAX].into_iter().chain(answers.into_iter().flat_map(beside));
        Squatted {
            free: free.map(|number| lay(Id::from_bytes(number.to_be_bytes()))).collect(),
            taken: answers.map(lay).into(),
        }
    }
}
