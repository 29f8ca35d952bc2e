//! `dauys org`: the organisation's ceremony, one file for each step.

pub(super) mod add;
mod ceremony;
pub(super) mod channel;
pub(super) mod channel_card;
pub(super) mod check;
pub(super) mod form;
pub(super) mod help;
pub(super) mod init;
pub(super) mod poster;
pub(super) mod questionnaire;
mod remarks;
pub(super) mod remove;
pub(super) mod sign;
pub(super) mod site;

use crate::cli::{Global, Org, OrgStep};
use crate::failure::Failure;
use crate::org::folder::Folder;
use crate::print::Print;

pub(super) fn run(args: Org, global: &Global, print: &Print) -> Result<(), Failure> {
    let folder = Folder::at(&args.folder);
    match args.step {
        OrgStep::Ceremony(step) => ceremony::run(&step, &args.folder, &folder, global, print),
        OrgStep::Init(step) => init::run(step, &args.folder, global, print),
        OrgStep::Channel(step) => channel::run(step, &folder, print),
        OrgStep::Add(step) => add::run(&step, &folder, print),
        OrgStep::Remove(step) => remove::run(&step, &folder, print),
        OrgStep::Questionnaire(step) => questionnaire::run(step.step, &folder, print),
        OrgStep::Help(step) => help::run(step.step, &folder, print),
        OrgStep::Sign(step) => sign::run(&step, &folder, global, print),
        OrgStep::Check(step) => check::run(&step, &folder, print),
        OrgStep::Poster(step) => poster::run(&step, &folder, print),
        OrgStep::Form => form::run(&folder, global, print),
        OrgStep::Site(step) => site::run(&step, &folder, global, print),
        OrgStep::ChannelCard(step) => channel_card::run(&step, global, print),
    }
}
