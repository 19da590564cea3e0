//! The stages of a coder, and how they are built.
//!
//! In: [`Options`]. Out: [`Stages`]. Never: a document; that is [`crate::Coder`]'s.
//!
//! `Stages::embedded()` has the rules, words and world that ship with the program.

use std::sync::Arc;

use dateline_code::EventCoder;
use dateline_code::fold::Ontology;
use dateline_code::gazetteer::Gazetteer;
use dateline_code::lexicon::Lexicon;
use dateline_code::rules::RuleSet;
use dateline_parse::Parser;
use dateline_petrarch::{Codes, Engine, overlay};
use dateline_read::{Limits, Reader};
use dateline_record::Fault;
use dateline_world::World;

use crate::check::{RuleReport, check};
use crate::rules::RuleFiles;
use crate::{Coder, Options};

/// Everything that a coder holds.
pub(crate) struct Stages {
    pub(crate) reader: Reader,
    pub(crate) parser: Parser,
    pub(crate) coder: EventCoder,
    pub(crate) dictionaries: Option<(Engine, Codes)>,
    rule_files: RuleFiles,
}

impl Stages {
    /// The stages with what ships with the program.
    pub(crate) fn embedded() -> Stages {
        let built = Stages::with_options(&Options::default());
        built.unwrap_or_else(|faults| panic!("embedded data: {faults:?}"))
    }

    /// The stages with what the options name.
    pub(crate) fn with_options(options: &Options) -> Result<Stages, Vec<Fault>> {
        let lexicon = Lexicon::embedded();
        let rule_files = RuleFiles::with_overlay(&options.rules)?;
        let rules = rule_files.rules(&lexicon)?;
        let world = options.load_world()?;
        let dictionaries = match &options.dictionaries {
            None => None,
            Some(folder) => {
                let (all, codes) = overlay::read(folder)?;
                Some((Engine::new(all, &lexicon), codes))
            }
        };
        let limits = Limits {
            max_document_size: options.max_document_size,
        };
        Ok(Stages {
            reader: Reader::with_limits(limits),
            parser: Parser::embedded().knowing(Arc::new(Gazetteer(world.clone()))),
            coder: EventCoder::new(lexicon, rules, Ontology::embedded(), world),
            dictionaries,
            rule_files,
        })
    }
}

/// What a coder knows.
impl Coder {
    /// The world of the coder.
    pub fn world(&self) -> &World {
        self.stages.coder.world()
    }

    /// The rules that the coder applies.
    pub fn rules(&self) -> &RuleSet {
        self.stages.coder.rules()
    }

    /// The files that the rules stand in.
    pub fn rule_files(&self) -> &RuleFiles {
        &self.stages.rule_files
    }

    /// Runs the rules' own examples and ignores.
    pub fn check_rules(&self) -> RuleReport {
        check(self)
    }
}

impl Default for Coder {
    fn default() -> Self {
        Coder::new()
    }
}
