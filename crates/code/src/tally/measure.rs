//! What a number measures.
//!
//! In: a number in its sentence. Out: a [`Measure`]: hundredths, a currency, or things counted. Never:
//! whether the number is a number of that kind at all (see [`super::figure`]).
//!
//! In *four Central Asian states* the measure is `states`; in *66 injured* it is `people`.

use std::ops::Range;

use dateline_parse::Tag;

use super::figure::Reader;
use super::number::Number;
use crate::text::Node;

/// From here on anything counted is a figure.
const MANY: f64 = 10.0;

/// Below this, things that come in twos and threes are none.
const FEW: f64 = 4.0;

/// Amounts from here on are money even when the currency's name is another word too.
const LARGE: f64 = 100.0;

/// A noun such as "toll" is looked for so many tokens before its value.
const FAR: usize = 4;

/// What a number measures.
pub(super) struct Measure {
    /// The unit.
    pub unit: String,
    /// One past the last token of the unit, or of the phrase after "of".
    pub end: usize,
    /// Of what whole.
    pub of: Option<String>,
    /// The token that stands for the whole in the tree.
    pub head: usize,
    /// Whether it counts people.
    pub people: bool,
}

impl Reader<'_> {
    pub(super) fn measure(
        &self,
        start: usize,
        number: &Number,
        people: Option<&str>,
    ) -> Option<Measure> {
        let end = number.tokens.end;
        let loose = self.scan.phrase_at(end, self.words.loose_ends);
        let after = end + loose;
        self.percent(after)
            .or_else(|| self.money(start, number, after))
            .or_else(|| self.count(start, number, after))
            .or_else(|| self.state(number, after))
            .or_else(|| self.total(start, number, people))
            .or_else(|| self.object(start, number))
    }

    fn percent(&self, after: usize) -> Option<Measure> {
        let (count, unit) = self.scan.value_at(after, self.words.percent)?;
        let end = after + count;
        Some(self.with_whole(Measure {
            people: false,
            ..people(unit, end)
        }))
    }

    fn money(&self, start: usize, number: &Number, after: usize) -> Option<Measure> {
        let named = self
            .scan
            .value_at(after, self.words.names)
            .filter(|(count, _)| {
                let name = self.scan.lower[after..after + count].join(" ");
                number.value >= LARGE || !self.words.ambiguous_names.has(&name)
            });
        let sign = (start < number.tokens.start).then(|| {
            let raw: Vec<&str> = (start..number.tokens.start)
                .map(|at| self.scan.raw(at))
                .collect();
            self.words.signs.get(&raw.join(" "))
        });
        let (count, unit) = match (sign.flatten(), named) {
            (Some(unit), _) => (0, unit),
            (None, Some((count, unit))) => (count, unit),
            (None, None) => return None,
        };
        let end = after + count;
        let link = self.scan.phrase_at(end, self.words.worth);
        let of = Some(end + link)
            .filter(|_| link > 0)
            .and_then(|from| self.bare_noun_phrase(from));
        let of = of.map(|tokens| self.shown(tokens));
        Some(Measure {
            of,
            people: false,
            ..people(unit, end)
        })
    }

    /// A number of things: the noun phrase after the number, or after "of".
    fn count(&self, start: usize, number: &Number, after: usize) -> Option<Measure> {
        let link = self.scan.phrase_at(after, self.words.of);
        let phrase = self.noun_phrase(after + link)?;
        if number.doubtful_suffix && link > 0 {
            return None;
        }
        let head = phrase.end - 1;
        let noun = self.scan.view.node(head);
        let lemma = self.noun_lemma(after + link);
        if !self.is_counted(start, number, &noun, &lemma) || link > 0 && number.value < FEW {
            return None;
        }
        let of = (link > 0).then(|| self.shown(self.inner(phrase.clone())));
        let unit = if noun.is_proper() {
            noun.word().to_owned()
        } else {
            noun.lower()
        };
        let people = self.words.persons.has(&lemma);
        let measure = Measure {
            unit,
            end: phrase.end,
            of,
            head,
            people,
        };
        Some(if link > 0 {
            measure
        } else {
            self.with_whole(measure)
        })
    }

    /// Whether so many of such things are worth a figure.
    fn is_counted(&self, start: usize, number: &Number, noun: &Node, lemma: &str) -> bool {
        let words = self.words;
        let definite = self.scan.phrase_before(start, words.definite) > 0
            || start > 0 && self.scan.tag(start - 1) == Some(Tag::PossessiveMark);
        let few = number.value < FEW;
        let plural = matches!(noun.tag(), Tag::Nouns | Tag::Propers);
        let many = number.value >= MANY && (plural || number.value >= LARGE);
        !words.ignored.has(lemma)
            && (words.counted.has(lemma) || many)
            && !(few && definite)
            && !(few && words.few.has(lemma) && self.hedge(start).is_none())
            && (number.value > 1.0 || words.persons.has(lemma))
    }

    /// '66 injured', '12 dead'.
    fn state(&self, number: &Number, after: usize) -> Option<Measure> {
        let unit = self.words.people.get(self.scan.word(after))?;
        (!number.doubtful_suffix).then(|| people(unit, after + 1))
    }

    /// 'put the figure at 58': the unit is that of the last count of people.
    fn total(&self, start: usize, number: &Number, people: Option<&str>) -> Option<Measure> {
        let at = self.hedge(start).unwrap_or(start);
        let link = self.scan.phrase_before(at, self.words.total_links);
        if link == 0 || number.value < 1.0 {
            return None;
        }
        let mut nearby = (at.saturating_sub(link + FAR)..at - link).rev();
        let unit = nearby.find_map(|token| {
            let lemma = self.scan.view.node(token).lemma();
            self.words
                .totals
                .get(lemma)
                .or_else(|| self.words.totals.get(self.scan.word(token)))
        })?;
        let unit = if unit == "same" { people? } else { unit };
        Some(self::people(unit, number.tokens.end))
    }

    /// 'killing at least 12': a bare number as the object of a verb that befalls people.
    fn object(&self, start: usize, number: &Number) -> Option<Measure> {
        let end = number.tokens.end;
        let at = self.hedge(start).unwrap_or(start);
        let verb = at.checked_sub(1).map(|token| self.scan.view.node(token))?;
        let unit = self
            .words
            .people_verbs
            .get(verb.lemma())
            .filter(|_| verb.is_verb())?;
        let bare = self.noun_phrase(end).is_none() && number.value > 1.0;
        bare.then(|| people(unit, end))
    }

    /// The same with the whole that the unit is of: '% of the vote', 'tonnes of grain'.
    fn with_whole(&self, measure: Measure) -> Measure {
        let mut end = measure.end;
        let mut first = None;
        loop {
            let link = self.scan.phrase_at(end, self.words.of);
            let Some(phrase) = Some(end + link).filter(|_| link > 0) else {
                break;
            };
            let Some(phrase) = self.noun_phrase(phrase) else {
                break;
            };
            first = first.or(Some(phrase.start));
            end = phrase.end;
        }
        let of = first.map(|start| self.shown(self.inner(start..end)));
        Measure { of, end, ..measure }
    }

    /// The noun phrase that begins at `from`: determiners and modifiers, nouns, and owners with
    /// what they own.
    pub(super) fn noun_phrase(&self, from: usize) -> Option<Range<usize>> {
        let mut end = None;
        let mut token = from;
        while let Some(tag) = self.scan.tag(token) {
            let noun = matches!(tag, Tag::Noun | Tag::Nouns | Tag::Proper | Tag::Propers);
            let after_noun = end == Some(token);
            let day =
                tag == Tag::Proper && after_noun && self.scan.tag(token - 1) == Some(Tag::Nouns);
            if noun && !day {
                end = Some(token + 1);
            } else if !(self.is_modifier(tag, token == from) && !after_noun
                || matches!(tag, Tag::PossessiveMark | Tag::Hyphen))
            {
                break;
            }
            token += 1;
        }
        end.map(|end| from..end)
    }

    fn is_modifier(&self, tag: Tag, first: bool) -> bool {
        use Tag::*;
        match tag {
            Determiner | Possessive => first,
            Adjective | Comparative | Superlative | VerbParticiple | VerbGerund | Number => true,
            _ => false,
        }
    }

    /// A noun phrase without a determiner and with a common noun at its head.
    fn bare_noun_phrase(&self, from: usize) -> Option<Range<usize>> {
        let phrase = self.noun_phrase(from)?;
        let opens = matches!(self.scan.tag(from), Some(Tag::Determiner | Tag::Possessive));
        let head = self.scan.tag(phrase.end - 1);
        (!opens && matches!(head, Some(Tag::Noun | Tag::Nouns))).then_some(phrase)
    }

    /// The phrase without the determiner in front.
    fn inner(&self, phrase: Range<usize>) -> Range<usize> {
        let opens = self.scan.tag(phrase.start) == Some(Tag::Determiner);
        phrase.start + usize::from(opens)..phrase.end
    }

    fn shown(&self, tokens: Range<usize>) -> String {
        let words: Vec<&str> = self.scan.view.words(tokens).split_whitespace().collect();
        words.join(" ")
    }

    /// The base form of the head of the noun phrase at `from`; empty when there is none.
    pub(super) fn noun_lemma(&self, from: usize) -> String {
        let head = self
            .noun_phrase(from)
            .map(|phrase| self.scan.view.node(phrase.end - 1));
        head.map_or(String::new(), |head| head.lemma().to_lowercase())
    }
}

/// So many people, up to token `end`.
fn people(unit: &str, end: usize) -> Measure {
    Measure {
        unit: unit.to_owned(),
        end,
        of: None,
        head: end - 1,
        people: true,
    }
}
