//! `dauys templates`: the texts to begin an answer with, by step; or one of them, in all three
//! languages. Nothing is unlocked for it: they are the same for everybody.

use schemars::JsonSchema;
use serde::Serialize;

use crate::cli::Templates;
use crate::failure::{Exit, Failure};
use crate::message;
use crate::page::Page;
use crate::print::{Print, Tone};
use crate::template::{self, Template};
use crate::text::Language;
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
