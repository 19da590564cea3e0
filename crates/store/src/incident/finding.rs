//! What the comparison of two reports can find.
//!
//! In: nothing. Out: [`Finding`], with the names by which the table of weights calls them. Never: a
//! weight.
//!
//! `Finding::SameTown` is `place.same-town`.

macro_rules! findings {
    ($($(#[$about:meta])* $name:ident = $text:literal,)*) => {
        /// One finding; the table of weights says what it counts.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Finding { $($(#[$about])* $name,)* }

        impl Finding {
            /// All of them, in the order of their numbers.
            pub const ALL: &[Finding] = &[$(Finding::$name,)*];

            /// The name in the table of weights.
            pub fn as_str(self) -> &'static str {
                match self { $(Finding::$name => $text,)* }
            }
        }
    };
}

findings! {
    /// Same type and mode.
    ActSame = "act.same",
    /// Acts that are told as one another.
    ActNear = "act.near",
    /// One of two near acts has no mode.
    ActBroader = "act.broader",
    /// Same type, other mode.
    ActFar = "act.far",
    /// Different acts.
    ActApart = "act.apart",
    /// The same person or body.
    SameEntity = "party.same-entity",
    /// The same state or organisation.
    SameState = "party.same-state",
    /// The same state, but parties of different sectors.
    MixedState = "party.mixed-state",
    /// The same sector, a state is not known.
    SameKind = "party.same-kind",
    /// A side that one report leaves open.
    PartyOpen = "party.open",
    /// Different sectors.
    OtherKind = "party.other-kind",
    /// Different persons of one state.
    OtherPerson = "party.other-person",
    /// Different states, one of them taken from the surroundings.
    InferredState = "party.inferred-state",
    /// Different states.
    OtherState = "party.other-state",
    /// The same stated day.
    SameDay = "time.same-day",
    /// A stated day within a stated period.
    Within = "time.within",
    /// Stated periods that overlap.
    Period = "time.period",
    /// Days that agree, one of them assumed.
    TimeAssumed = "time.assumed",
    /// One report states no time.
    TimeOpen = "time.open",
    /// One day apart.
    DayOff = "time.day-off",
    /// One day apart, for an act that does not come back every day.
    DayOffRare = "time.day-off-rare",
    /// Another date of an act that is not yet real.
    Moved = "time.moved",
    /// Times that cannot be one.
    TimeApart = "time.apart",
    /// A plan that is younger than the act.
    AfterTheFact = "time.after-the-fact",
    /// The same town.
    SameTown = "place.same-town",
    /// Towns close to each other.
    NearTown = "place.near-town",
    /// One place in the other.
    Contained = "place.contained",
    /// The same state, no town.
    PlaceSameState = "place.same-state",
    /// One report names no place.
    PlaceOpen = "place.open",
    /// Different places, one guessed.
    PlaceGuess = "place.guess",
    /// Different towns.
    OtherTown = "place.other-town",
    /// Places in different states.
    PlaceOtherState = "place.other-state",
    /// The same number.
    CountSame = "count.same",
    /// Different numbers.
    CountDiffers = "count.differs",
    /// Shared telling words.
    WordsShared = "words.shared",
    /// No shared telling word.
    WordsNone = "words.none",
    /// Nearly the same words.
    WordsCopy = "words.copy",
    /// In one sentence.
    SameSentence = "text.same-sentence",
    /// Set against the other in the same document.
    Contrast = "text.contrast",
    /// Documents about the same states.
    ContextShared = "context.shared",
    /// A report without a place, from a document about the other's town.
    ContextTown = "context.town",
    /// A report without a place, from a document about other towns.
    ContextOtherTown = "context.other-town",
}
