//! Names like one that nothing has.
//!
//! In: a misspelt name. Out: names of entities or titles that are spelt nearly so. Never: a lookup by
//! a misspelt name.
//!
//! *Turkye* is like *Turkey* and *Türkiye*.

use crate::World;
use crate::compile::check::distance;
use crate::compile::normal_form;
use crate::compile::schema::Table;

/// Most names that are offered.
const OFFERED: usize = 3;

impl World {
    /// Names and ids of states, organisations and bodies that are spelt nearly like `name`, nearest
    /// first; at most three.
    pub fn similar_names(&self, name: &str) -> Vec<String> {
        let names = self.column(Table::Names, 1);
        let ids = self.column(Table::Entities, 0);
        let people = self.column(Table::People, 1);
        let surnames = self.column(Table::People, 2);
        self.similar(name, names.chain(ids).chain(people).chain(surnames))
    }

    /// Titles that are spelt nearly like `phrase`, or that its words begin or end with.
    pub fn similar_titles(&self, phrase: &str) -> Vec<String> {
        let words: Vec<&str> = phrase.split_whitespace().collect();
        let parts = (0..words.len())
            .flat_map(|from| (from + 1..=words.len()).map(move |until| (from, until)));
        let mut out = Vec::new();
        for (from, until) in parts {
            let part = words[from..until].join(" ");
            if part.len() > SHORTEST {
                out.extend(self.similar(&part, self.column(Table::Titles, 0)));
            }
        }
        out.sort();
        out.dedup();
        out.truncate(OFFERED);
        out
    }

    fn column(&self, table: Table, column: usize) -> impl Iterator<Item = &str> {
        (0..self.data.rows(table)).map(move |row| self.data.cell(table, row, column))
    }

    fn similar<'w>(&self, name: &str, known: impl Iterator<Item = &'w str>) -> Vec<String> {
        let wanted = normal_form(name);
        let length = wanted.chars().count();
        let allowed = 1 + length / 5;
        let mut near: Vec<(usize, String)> = Vec::new();
        for text in known {
            let plain = normal_form(text);
            if plain.chars().count().abs_diff(length) <= allowed {
                let far = distance(&wanted, &plain);
                near.extend((far <= allowed).then(|| (far, text.to_owned())));
            }
        }
        near.sort();
        near.dedup();
        near.into_iter()
            .map(|(_, text)| text)
            .take(OFFERED)
            .collect()
    }
}

/// Parts of a phrase up to this length are like too many titles.
const SHORTEST: usize = 4;
