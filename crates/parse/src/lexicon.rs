//! What training saw of a word.
//!
//! In: the hash of a form. Out: [`Entry`], the tags it had, the kinds of name it was part of, and
//! the cluster of words it is used like. Never: a word; only hashes are stored.
//!
//! *met* had the tags `VBD` and `VBN` only, and was never part of a name.

use crate::tree::Tag;

/// Bytes of a slot: 4 of the hash, 2 of the number of its class, 2 of its cluster.
pub const SLOT: usize = 8;
/// Bytes of a class: 8 of tags, 4 of name marks.
pub const CLASS: usize = 12;
/// Class of words that training never saw.
pub const UNSEEN: u16 = 0;
/// Class of capitalised words that training saw in lower case only.
pub const RAISED: u16 = u16::MAX;

/// What is known of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Entry {
    /// Number of its class: words with the same tags and name marks share one.
    pub class: u16,
    /// Number of its cluster, 0 for none: the fine cluster in the low ten bits, the coarse above.
    pub cluster: u16,
    /// One bit for each [`Tag`] that it may have.
    pub tags: u64,
    /// One bit for each name mark (see [`crate::names`]) that it may have; 0 where not known.
    pub marks: u32,
}

/// The lexicon: a table of hashes, and a table of classes.
#[derive(Debug, Clone, Copy, Default)]
pub struct Lexicon<'m> {
    slots: &'m [u8],
    classes: &'m [u8],
    count: usize,
}

impl<'m> Lexicon<'m> {
    /// A view of slots (a power of two of them, with free ones among them) and classes.
    pub fn new(slots: &'m [u8], classes: &'m [u8]) -> Self {
        let count = slots.len() / SLOT;
        Lexicon {
            slots,
            classes,
            count: if count.is_power_of_two() { count } else { 0 },
        }
    }

    /// What is known of a form, or else of its lower form. In a sentence of capitals the form as
    /// written says nothing and is not given.
    pub fn entry(&self, form: Option<u64>, lower: u64, raised: bool) -> Entry {
        if let Some((class, cluster)) = form.and_then(|form| self.find(form)) {
            let (tags, marks) = self.class(class);
            return Entry {
                class,
                cluster,
                tags,
                marks,
            };
        }
        let (unseen, _) = self.class(UNSEEN);
        match self.find(lower) {
            Some((class, cluster)) if raised => {
                let (tags, _) = self.class(class);
                let proper = bit(Tag::Proper) | bit(Tag::Propers);
                Entry {
                    class: RAISED,
                    cluster,
                    tags: tags | proper,
                    marks: 0,
                }
            }
            Some((class, cluster)) => {
                let (tags, marks) = self.class(class);
                Entry {
                    class,
                    cluster,
                    tags,
                    marks,
                }
            }
            None => Entry {
                class: UNSEEN,
                cluster: 0,
                tags: unseen,
                marks: 0,
            },
        }
    }

    fn find(&self, form: u64) -> Option<(u16, u16)> {
        let key = key(form);
        let mut at = first_slot(form, self.count)?;
        for _ in 0..self.count {
            let slot = &self.slots[at * SLOT..(at + 1) * SLOT];
            let found = u32::from_le_bytes([slot[0], slot[1], slot[2], slot[3]]);
            if found == key {
                let number = |low: usize| u16::from_le_bytes([slot[low], slot[low + 1]]);
                return Some((number(4), number(6)));
            }
            if found == 0 {
                return None;
            }
            at = (at + 1) & (self.count - 1);
        }
        None
    }

    fn class(&self, class: u16) -> (u64, u32) {
        let start = usize::from(class) * CLASS;
        let Some(bytes) = self.classes.get(start..start + CLASS) else {
            return (0, 0);
        };
        let (tags, marks) = bytes.split_at(8);
        let tags = u64::from_le_bytes(tags.try_into().expect("eight bytes"));
        (
            tags,
            u32::from_le_bytes(marks.try_into().expect("four bytes")),
        )
    }
}

/// The part of a hash that a slot keeps; never 0, which marks a free slot.
pub fn key(form: u64) -> u32 {
    (form as u32).max(1)
}

/// The slot that a form is looked for first, of `count` (a power of two); none when there are none.
pub fn first_slot(form: u64, count: usize) -> Option<usize> {
    (count > 0).then(|| (form >> 32) as usize & (count - 1))
}

/// The bit of a tag.
pub fn bit(tag: Tag) -> u64 {
    1 << tag as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_table_without_the_word_ends_the_search() {
        let slots = [7_u8; 2 * SLOT];
        let classes = [1_u8; CLASS];
        let lexicon = Lexicon::new(&slots, &classes);
        assert_eq!(lexicon.entry(Some(9), 9, false).class, UNSEEN);
    }

    #[test]
    fn a_raised_word_may_be_a_proper_noun() {
        let mut slots = [0_u8; SLOT];
        slots[..4].copy_from_slice(&key(5).to_le_bytes());
        slots[4] = 1;
        let mut classes = [0_u8; 2 * CLASS];
        classes[CLASS..CLASS + 8].copy_from_slice(&bit(Tag::Verb).to_le_bytes());
        let lexicon = Lexicon::new(&slots, &classes);
        let entry = lexicon.entry(Some(6), 5, true);
        assert_eq!(
            entry.tags,
            bit(Tag::Verb) | bit(Tag::Proper) | bit(Tag::Propers)
        );
        assert_eq!(entry.class, RAISED);
    }
}
