//! What a rule asks of a slot.
//!
//! In: `actor`, `recipient?`, `recipient~ @targets`, `any @weapons`, `actor #MIL`. Out: [`SlotSpec`]. Never: the check of a
//! filler (see [`crate::matching`]).
//!
//! `object = "recipient? @people #CVL"`: if there is an object it must be a party, and either its
//! noun is of the class `people` or its sector is CVL.

use crate::lexicon::Lexicon;

/// What a filler is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Who acts.
    Actor,
    /// Toward whom.
    Recipient,
    /// Who acts, unless another slot already gave an actor.
    FallbackActor,
    /// The state of the place: the host of a visitor.
    Host,
    /// The organisation whose gathering it is.
    Convener,
    /// The same, as the one who acts: "the summit will open".
    ConvenerActor,
    /// The parties to whom a noun belongs that stands here ("the *government's* plan").
    OwnerRecipient,
    /// An event inside.
    Event,
    /// Nobody; only the class counts.
    Any,
    /// The slot must not be there.
    None,
}

/// Whether a slot must be there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// It must be there and fill its role.
    Required,
    /// If it is there it must fill its role.
    Optional,
    /// It fills its role if it can.
    Lenient,
    /// It must be there, and be a party or of one of the classes.
    Either,
    /// If it is there it must be a party or of one of the classes.
    OptionalEither,
}

/// What a rule asks of one slot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SlotSpec {
    /// Name of the slot ("subject", "with" …).
    pub slot: String,
    /// What the filler is for.
    pub role: Role,
    /// Whether it must be there.
    pub presence: Presence,
    /// Classes of the lexicon, one of which the filler's noun must belong to.
    pub classes: Vec<String>,
    /// Single words, one of which the filler's noun may be instead.
    pub words: Vec<String>,
    /// PLOVER sectors, one of which the filler may have instead.
    pub sectors: Vec<String>,
}

impl SlotSpec {
    /// Whether any noun will do.
    pub fn is_open(&self) -> bool {
        self.classes.is_empty() && self.words.is_empty() && self.sectors.is_empty()
    }

    /// Whether it asks for certain nouns, whatever the sector.
    pub fn names_words(&self) -> bool {
        self.sectors.is_empty() && !self.is_open()
    }

    /// Whether the rule does not fit without it, and says which nouns will do.
    pub fn is_asked(&self) -> bool {
        let asked = matches!(self.presence, Presence::Required | Presence::Either);
        asked && self.role != Role::None && !self.is_open()
    }

    /// Reads `role[?|*|~|~?] [@class] [=word] [#SECTOR] …`.
    pub(super) fn parse(slot: &str, text: &str, lexicon: &Lexicon) -> Result<SlotSpec, String> {
        let mut parts = text.split_whitespace();
        let head = parts
            .next()
            .ok_or_else(|| format!("slot \"{slot}\" is empty"))?;
        let suffixes = [
            ("~?", Presence::OptionalEither),
            ("~", Presence::Either),
            ("?", Presence::Optional),
            ("*", Presence::Lenient),
            ("", Presence::Required),
        ];
        let mut readings = suffixes.iter();
        let (name, presence) = readings
            .find_map(|(suffix, presence)| Some((head.strip_suffix(suffix)?, *presence)))
            .unwrap_or((head, Presence::Required));
        let role = parse_role(name)?;
        let mut spec = SlotSpec {
            slot: slot.to_owned(),
            role,
            presence,
            classes: Vec::new(),
            words: Vec::new(),
            sectors: Vec::new(),
        };
        for part in parts {
            spec.add_constraint(part, lexicon)?;
        }
        Ok(spec)
    }

    fn add_constraint(&mut self, part: &str, lexicon: &Lexicon) -> Result<(), String> {
        if let Some(class) = part.strip_prefix('@') {
            if !lexicon.has_class(class) {
                return Err(format!("no class \"{class}\" in the lexicon"));
            }
            self.classes.push(class.to_owned());
        } else if let Some(word) = part.strip_prefix('=') {
            self.words.push(word.replace('_', " "));
        } else if let Some(sector) = part.strip_prefix('#') {
            self.sectors.push(sector.to_owned());
        } else {
            return Err(format!("\"{part}\" is neither @class, =word nor #SECTOR"));
        }
        Ok(())
    }
}

fn parse_role(name: &str) -> Result<Role, String> {
    Ok(match name {
        "actor" => Role::Actor,
        "recipient" => Role::Recipient,
        "fallback-actor" => Role::FallbackActor,
        "host" => Role::Host,
        "convener" => Role::Convener,
        "convening-actor" => Role::ConvenerActor,
        "owner" => Role::OwnerRecipient,
        "event" => Role::Event,
        "any" => Role::Any,
        "none" => Role::None,
        _ => {
            return Err(format!(
                "\"{name}\" is no role; roles are actor, recipient, fallback-actor, host, convener, convening-actor, owner, event, any, none"
            ));
        }
    })
}
