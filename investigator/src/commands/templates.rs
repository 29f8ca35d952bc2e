//! `dauys templates`: the texts to begin an answer with, by step; or one of them, in all three
//! languages. Nothing is unlocked for it: they are the same for everybody.

use dauys_crypto::letter::Lang;
use schemars::JsonSchema;
use serde::Serialize;

use crate::cli::Templates;
use crate::failure::{Exit, Failure};
use crate::message;
use crate::page::Page;
use crate::print::{Print, Tone};
use crate::seat::Seat;
use crate::template::{self, Template, Values};
use crate::text::{Language, Text};
use crate::workplace::lang;

/// All of them, or the one that was asked for.
#[derive(Serialize, JsonSchema)]
#[serde(untagged)]
pub(crate) enum View<'t> {
    All(Vec<TemplateView<'t>>),
    One(TemplateView<'t>),
}

/// A template for programs.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "template")]
pub(crate) struct TemplateView<'t> {
    #[serde(flatten)]
    template: &'t Template,
    /// What the program fills in.
    placeholders: Vec<&'static str>,
}

pub(super) fn run(args: &Templates, print: &Print) -> Result<(), Failure> {
    let Some(id) = &args.id else {
        print.json(&View::All(template::all().iter().map(view).collect()));
        list(print);
        return Ok(());
    };
    let template = template::find(id)
        .ok_or_else(|| Failure::new(Exit::Usage, message!("template-unknown", id = id.as_str())))?;
    print.json(&View::One(view(template)));
    show(template, print);
    Ok(())
}

/// A text to begin with, as a page offers it.
#[derive(Serialize)]
pub(crate) struct Offer {
    id: String,
    title: String,
    asks_identifying: bool,
}

/// Those of a step.
#[derive(Serialize)]
pub(crate) struct Offers {
    step: String,
    offers: Vec<Offer>,
}

/// Those for which nobody has to be asked for a day or a person.
pub(crate) fn offers(text: &Text) -> Vec<Offers> {
    let page = Page::new(lang(text.language()));
    let mut all = Vec::new();
    for group in template::all().chunk_by(|one, next| one.step == next.step) {
        let step = group.first().and_then(|template| template.step.as_deref());
        let step = step.map_or_else(|| text.say(&message!("template-any")), |code| page.step(code));
        let plain =
            |one: &&Template| one.placeholders().iter().all(|it| ["name", "role"].contains(it));
        let offer = |one: &Template| Offer {
            id: one.id.clone(),
            title: text.pick(&one.title).to_owned(),
            asks_identifying: one.asks_identifying,
        };
        let offers: Vec<Offer> = group.iter().filter(plain).map(offer).collect();
        if !offers.is_empty() {
            all.push(Offers { step, offers });
        }
    }
    all
}

/// One in the language of a reporter. What stands in brackets is left to whoever sends it.
pub(crate) fn draft(
    id: &str,
    case: &str,
    seat: &Seat<'_>,
    print: &Print,
) -> Result<String, Failure> {
    let template = template::find(id).ok_or_else(|| Failure::no_template(id))?;
    let workplace = seat.sit(print)?;
    let case = workplace.case(case)?;
    let lang = case.reporter.as_ref().map_or(Lang::Kk, |her| her.lang);
    let author = workplace.connected()?.1.roster.investigator(&workplace.keys.id);
    Ok(template.fill(lang, &Values { author, ..Values::default() })?)
}

fn view(template: &Template) -> TemplateView<'_> {
    TemplateView { template, placeholders: template.placeholders() }
}

fn list(print: &Print) {
    let page = Page::new(lang(print.text().language()));
    for group in template::all().chunk_by(|one, next| one.step == next.step) {
        let step = group.first().and_then(|template| template.step.as_deref());
        let any = || print.text().say(&message!("template-any"));
        print.line_in(Tone::Heading, &step.map_or_else(any, |code| page.step(code)));
        print.table(&group.iter().map(|template| row(template, print)).collect::<Vec<_>>());
    }
    print.line("");
    print.say(&message!("template-legend"));
}

fn row(template: &Template, print: &Print) -> Vec<String> {
    let mark = if template.asks_identifying { "!" } else { "" };
    let title = print.text().pick(&template.title);
    vec![mark.to_owned(), template.id.clone(), title.to_owned()]
}

fn show(template: &Template, print: &Print) {
    let Template { title, text, .. } = template;
    let texts = [(&title.kk, &text.kk), (&title.ru, &text.ru), (&title.en, &text.en)];
    for (language, (title, text)) in Language::ALL.into_iter().zip(texts) {
        print.line(&format!("{}: {title}", language.code()));
        print.passage(text);
        print.line("");
    }
    if template.asks_identifying {
        print.say(&message!("template-asks"));
    }
    if template::left_over(&text.en).is_some() {
        print.say(&message!("template-complete"));
    }
}
