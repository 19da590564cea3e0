//! What each word can be in an expression of time.
//!
//! In: the classes of the lexicon. Out: [`Vocabulary`], one look-up from a word to its [`Sense`].
//! Never: how words combine.
//!
//! *May* has the month 5 and the role of a homonym; *second* is an ordinal; *last* a choice.

use jiff::civil::{Date, Weekday};
use rustc_hash::{FxHashMap, FxHashSet};

use super::{Feast, Part, Unit, Which};
use crate::lexicon::Lexicon;

macro_rules! roles {
    ($($role:ident $class:literal),* $(,)?) => {
        /// A part that a word can play; named after its class in the lexicon.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[repr(u8)]
        pub enum Role { $($role),* }

        const ROLES: &[(Role, &str)] = &[$((Role::$role, $class)),*];
    };
}

roles! {
    MonthHomonym "month-homonyms", MonthVerb "month-verbs", SeasonHomonym "season-homonyms",
    NameOpener "weekday-name-openers", NameCloser "weekday-name-closers",
    PartOfDay "time-parts-of-day", Half "time-halves", VagueCount "time-vague-counts",
    Article "time-articles", Determiner "time-determiners", Preposition "time-prepositions",
    SilentOpener "time-silent-openers", MonthOpener "time-month-openers",
    YearOpener "time-year-openers", SeasonOpener "time-season-openers", Since "time-since",
    Until "time-until", From "time-from", Onward "time-onward", Between "time-between",
    In "time-in", Within "time-within", WindowOpener "time-window-openers", Range "time-range",
    List "time-list", ListFollower "time-list-followers", Of "time-of", Ago "time-ago",
    Earlier "time-earlier", Later "time-later", Relation "time-relations", Hedge "time-hedges",
    CountLink "time-count-links", Possessive "time-possessives", Age "time-ages",
    NoCountAfter "time-no-count-after", ClockUnit "time-clock-units", Future "time-future-marks",
    FunctionWord "time-function-words", Multiplier "time-multipliers",
    HolidaySeason "holiday-seasons",
}

/// How a word chooses among units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    /// One of the plain choices.
    Which(Which),
    /// "The past year": a window before publication.
    Past,
    /// "The coming week": a window after publication.
    Coming,
    /// "Recent days".
    Recent,
}

/// All that a word can be.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Sense {
    roles: u64,
    /// Number of a month.
    pub month: Option<i8>,
    /// Weekday, in full.
    pub weekday: Option<Weekday>,
    /// Weekday, abbreviated.
    pub short_weekday: Option<Weekday>,
    /// Northern season, 1 to 4.
    pub season: Option<i8>,
    /// Quarter of a year, 1 to 4.
    pub quarter: Option<i8>,
    /// First and last day, counted from publication.
    pub near: Option<(i8, i8)>,
    /// Unit, and whether it is a plural.
    pub unit: Option<(Unit, bool)>,
    /// Part of a stretch.
    pub part: Option<Part>,
    /// Choice among units.
    pub choice: Option<Choice>,
    /// Cardinal.
    pub cardinal: Option<i32>,
    /// Ordinal.
    pub ordinal: Option<i8>,
    /// First year of a decade.
    pub decade: Option<i16>,
}

impl Sense {
    /// Whether the word can play that part.
    pub fn is(&self, role: Role) -> bool {
        self.roles & (1 << role as u8) != 0
    }
}

/// A table from phrases (words in lower case joined by one space) to values.
#[derive(Debug)]
pub struct Phrases<T> {
    values: FxHashMap<String, T>,
    /// The first letters and the first words of all phrases.
    initials: FxHashSet<char>,
    firsts: FxHashSet<String>,
    /// Number of words of the longest phrase.
    pub longest: usize,
}

impl<T: Copy> Phrases<T> {
    fn new(pairs: impl Iterator<Item = (String, T)>) -> Self {
        let values: FxHashMap<String, T> = pairs.collect();
        let longest = values
            .keys()
            .map(|phrase| phrase.split(' ').count())
            .max()
            .unwrap_or(0);
        let firsts = values.keys().filter_map(|phrase| phrase.split(' ').next());
        Phrases {
            initials: values.keys().filter_map(|key| key.chars().next()).collect(),
            firsts: firsts.map(str::to_owned).collect(),
            longest,
            values,
        }
    }

    /// Whether a phrase begins with that letter.
    pub fn has_initial(&self, letter: char) -> bool {
        self.initials.contains(&letter)
    }

    /// Whether a phrase begins with that word.
    pub fn opens(&self, word: &str) -> bool {
        self.firsts.contains(word)
    }

    /// The value of a phrase.
    pub fn get(&self, phrase: &str) -> Option<T> {
        self.values.get(phrase).copied()
    }
}

/// All words of the grammar.
#[derive(Debug)]
pub struct Vocabulary {
    senses: FxHashMap<String, Sense>,
    /// What follows the digits of an ordinal.
    pub ordinal_suffixes: Vec<String>,
    /// What follows the digits of a decade.
    pub decade_suffixes: Vec<String>,
    /// Marks of the possessive that end a token.
    pub possessives: Vec<String>,
    /// Feasts.
    pub holidays: Phrases<Feast>,
    /// Beginnings that texts date things from.
    pub landmarks: Phrases<(Date, Date)>,
    /// Phrases for one known day.
    pub dated: Phrases<(Date, Date)>,
    /// What may stand between "since" and a landmark.
    pub landmark_openings: Phrases<()>,
    /// What stands before a landmark whose last day is meant.
    pub landmark_endings: Phrases<()>,
    /// What makes a count point forward from publication.
    pub from_now: Phrases<()>,
}

impl Vocabulary {
    /// The words of a lexicon.
    pub fn new(lexicon: &Lexicon) -> Self {
        let words = |class: &str| -> Vec<String> {
            lexicon
                .set(class)
                .sorted()
                .into_iter()
                .map(str::to_owned)
                .collect()
        };
        let flags = |class| Phrases::new(words(class).into_iter().map(|phrase| (phrase, ())));
        Vocabulary {
            senses: senses(lexicon),
            ordinal_suffixes: words("time-ordinal-suffixes"),
            decade_suffixes: words("time-decade-suffixes"),
            possessives: words("time-possessives"),
            holidays: Phrases::new(pairs(lexicon, "holidays", feast).into_iter()),
            landmarks: Phrases::new(pairs(lexicon, "time-landmarks", stretch).into_iter()),
            dated: Phrases::new(pairs(lexicon, "time-dated-phrases", stretch).into_iter()),
            landmark_openings: flags("time-landmark-openings"),
            landmark_endings: flags("time-landmark-endings"),
            from_now: flags("time-from-now"),
        }
    }

    /// What a word in lower case can be.
    pub fn sense(&self, lower: &str) -> Sense {
        self.senses.get(lower).copied().unwrap_or_default()
    }
}

/// The words of a map with their values; values that cannot be read are left out (a test counts
/// them).
pub fn pairs<T>(
    lexicon: &Lexicon,
    class: &str,
    read: impl Fn(&str) -> Option<T>,
) -> Vec<(String, T)> {
    let map = lexicon.map(class);
    let words = lexicon.set(class);
    let value = |word: &str| Some((word.to_owned(), read(map.get(word)?)?));
    words.sorted().into_iter().filter_map(value).collect()
}

fn senses(lexicon: &Lexicon) -> FxHashMap<String, Sense> {
    let mut senses: FxHashMap<String, Sense> = FxHashMap::default();
    for &(role, class) in ROLES {
        for word in lexicon.set(class).sorted() {
            senses.entry(word.to_owned()).or_default().roles |= 1 << role as u8;
        }
    }
    let mut fill = |class: &str, set: &dyn Fn(&mut Sense, &str)| {
        for (word, value) in pairs(lexicon, class, |value| Some(value.to_owned())) {
            set(senses.entry(word).or_default(), &value);
        }
    };
    fill("months", &|sense, value| sense.month = value.parse().ok());
    fill("weekdays", &|sense, value| sense.weekday = weekday(value));
    fill("weekday-abbreviations", &|sense, value| {
        sense.short_weekday = weekday(value)
    });
    fill("seasons", &|sense, value| sense.season = value.parse().ok());
    fill("quarter-names", &|sense, value| {
        sense.quarter = value.parse().ok()
    });
    fill("decade-words", &|sense, value| {
        sense.decade = value.parse().ok()
    });
    fill("time-day-words", &|sense, value| sense.near = near(value));
    fill("time-units", &|sense, value| sense.unit = unit(value));
    fill("time-parts", &|sense, value| sense.part = part(value));
    fill("time-which", &|sense, value| sense.choice = choice(value));
    fill("time-cardinals", &|sense, value| {
        sense.cardinal = value.parse().ok()
    });
    fill("time-ordinals", &|sense, value| {
        sense.ordinal = value.parse().ok()
    });
    senses
}

/// "2" as Tuesday.
fn weekday(value: &str) -> Option<Weekday> {
    Weekday::from_monday_one_offset(value.parse().ok()?).ok()
}

/// "-1 0" as the days from yesterday to today.
pub fn near(value: &str) -> Option<(i8, i8)> {
    let mut days = value.split(' ').map(|day| day.parse().ok());
    let first = days.next()??;
    Some((first, days.next().unwrap_or(Some(first))?))
}

/// "week+" as the plural of the unit week.
pub fn unit(value: &str) -> Option<(Unit, bool)> {
    let (name, plural) = match value.strip_suffix('+') {
        Some(name) => (name, true),
        None => (value, false),
    };
    let unit = match name {
        "hour" => Unit::Hour,
        "day" => Unit::Day,
        "week" => Unit::Week,
        "fortnight" => Unit::Fortnight,
        "weekend" => Unit::Weekend,
        "month" => Unit::Month,
        "quarter" => Unit::Quarter,
        "year" => Unit::Year,
        "decade" => Unit::Decade,
        "century" => Unit::Century,
        _ => return None,
    };
    Some((unit, plural))
}

/// The name of a part as the lexicon writes it.
pub fn part(value: &str) -> Option<Part> {
    Some(match value {
        "early" => Part::Early,
        "middle" => Part::Middle,
        "late" => Part::Late,
        "start" => Part::Start,
        "end" => Part::End,
        "rest" => Part::Rest,
        _ => return None,
    })
}

/// The name of a choice as the lexicon writes it.
pub fn choice(value: &str) -> Option<Choice> {
    Some(match value {
        "this" => Choice::Which(Which::This),
        "last" => Choice::Which(Which::Last),
        "next" => Choice::Which(Which::Next),
        "previous" => Choice::Which(Which::Previous),
        "following" => Choice::Which(Which::Following),
        "same" => Choice::Which(Which::Same),
        "past" => Choice::Past,
        "coming" => Choice::Coming,
        "recent" => Choice::Recent,
        _ => return None,
    })
}

/// "12-25" or "easter-2" as a feast.
pub fn feast(value: &str) -> Option<Feast> {
    if let Some(offset) = value.strip_prefix("easter") {
        return Some(Feast::Easter {
            offset: offset.parse().ok()?,
        });
    }
    let (month, day) = value.split_once('-')?;
    Some(Feast::Fixed {
        month: month.parse().ok()?,
        day: day.parse().ok()?,
    })
}

/// "1939-09-01 1945-09-02", or one day, as first and last day.
pub fn stretch(value: &str) -> Option<(Date, Date)> {
    let mut days = value.split(' ').map(|day| day.parse().ok());
    let start = days.next()??;
    Some((start, days.next().unwrap_or(Some(start))?))
}
