//! A row of a data set as a coded document.
//!
//! In: what a row says. Out: a [`Coding`] of one event without a text. Never: offsets that point
//! anywhere: the words are not there, so all of them are 0.
//!
//! All rows have the status `occurred`: none of the data sets has another.

use dateline_record::{
    Act, Coding, DocumentRecord, Event, EventType, Evidence, Folded, Offsets, Party, Place,
    PlacePrecision, PublishedBasis, Status, TimeSpan, Trigger,
};
use jiff::civil::Date;

use super::DataSet;
use super::ontology::{Cameo, ONTOLOGY};

/// What a row says.
pub struct Found {
    /// Its id in the data set.
    pub id: String,
    /// Day of the event.
    pub day: Date,
    /// Day of the report.
    pub published: Option<Date>,
    /// Type.
    pub event_type: EventType,
    /// Mode as the data set has it.
    pub mode: Option<String>,
    /// Contexts.
    pub contexts: Vec<String>,
    /// CAMEO code.
    pub cameo: Option<String>,
    /// Quad, where the data set has its own.
    pub quad: Option<u8>,
    /// PLOVER score, where the data set has its own.
    pub scale: Option<f64>,
    /// Goldstein value.
    pub goldstein: Option<f64>,
    /// Who acts.
    pub actors: Vec<Party>,
    /// Toward whom.
    pub recipients: Vec<Party>,
    /// Where.
    pub place: Option<Place>,
    /// Who published it.
    pub outlet: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// Sentence of the report, counted from 0.
    pub sentence: usize,
    /// What the data set calls the act.
    pub label: String,
}

impl Found {
    /// A row with a CAMEO code, and nothing but its act; none when PLOVER has no type for it.
    pub fn of_cameo(id: String, day: Date, code: &str, cameo: &Cameo) -> Option<Found> {
        Some(Found {
            id,
            day,
            published: Some(day),
            event_type: cameo.event_type?,
            mode: cameo.mode.clone(),
            contexts: cameo.contexts.clone(),
            cameo: Some(code.to_owned()),
            quad: None,
            scale: None,
            goldstein: cameo.goldstein,
            actors: Vec::new(),
            recipients: Vec::new(),
            place: None,
            outlet: None,
            url: None,
            sentence: 0,
            label: cameo.label.clone(),
        })
    }

    /// The document that the row stands for.
    pub fn coding(self, set: DataSet) -> Coding {
        let id = format!("{}:{}", set.name(), self.id);
        let document = DocumentRecord {
            id: id.clone(),
            title: None,
            outlet: self.outlet.clone(),
            language: "und".to_owned(),
            published: self.published,
            published_basis: match self.published {
                Some(_) => PublishedBasis::Given,
                None => PublishedBasis::Unknown,
            },
            published_grounds: None,
            regions: Vec::new(),
            text: None,
        };
        Coding {
            schema: "1".to_owned(),
            document,
            events: vec![self.event(id, set)],
            statements: Vec::new(),
            memberships: Vec::new(),
            figures: Vec::new(),
            people: Vec::new(),
        }
    }

    fn event(self, id: String, set: DataSet) -> Event {
        let mode = self
            .mode
            .as_deref()
            .and_then(|mode| ONTOLOGY.mode(self.event_type, mode));
        let scale = ONTOLOGY.scale(self.event_type, mode.as_deref());
        let offsets = Offsets::default();
        let (start, end) = (self.day, self.day);
        Event {
            id,
            act: Act {
                event_type: self.event_type,
                mode: self.mode,
            },
            status: Status::Occurred,
            plover: Folded {
                event_type: self.event_type,
                mode,
                contexts: self.contexts,
            },
            cameo: self.cameo,
            quad: self.quad.unwrap_or_else(|| ONTOLOGY.quad(self.event_type)),
            scale: self.scale.unwrap_or(scale),
            goldstein: self.goldstein,
            actors: self.actors,
            recipients: self.recipients,
            reciprocal: false,
            count: None,
            time: Some(TimeSpan {
                text: None,
                start,
                end,
            }),
            place: self.place,
            attributed_to: Vec::new(),
            background: false,
            evidence: Evidence {
                sentence: self.sentence,
                offsets,
                trigger: Trigger {
                    offsets,
                    text: self.label,
                },
            },
            mentions: Vec::new(),
            rule: format!("import.{}", set.name()),
            confidence: 1.0,
        }
    }
}

/// A party with a name and codes.
pub fn party(name: &str, country: Option<&str>, sector: Option<&str>) -> Party {
    let code = format!(
        "{}{}",
        country.unwrap_or_default(),
        sector.unwrap_or_default()
    );
    Party {
        text: name.to_owned(),
        name: Some(name.to_owned()),
        country: country.map(str::to_owned),
        sector: sector.map(str::to_owned),
        code: Some(code).filter(|code| !code.is_empty()),
        ..Party::default()
    }
}

/// A place with its state and coordinates; none when nothing is known of it.
pub fn place(
    names: [Option<&str>; 3],
    country: Option<&str>,
    coordinates: [Option<f64>; 2],
) -> Option<Place> {
    let [city, admin1, state] = names;
    let (name, precision) = match (city, admin1) {
        (Some(city), _) => (city, PlacePrecision::City),
        (None, Some(admin1)) => (admin1, PlacePrecision::Region),
        (None, None) => (state?, PlacePrecision::Country),
    };
    Some(Place {
        text: name.to_owned(),
        name: name.to_owned(),
        country: country.map(str::to_owned),
        admin1: admin1.map(str::to_owned),
        latitude: coordinates[0],
        longitude: coordinates[1],
        geonames: None,
        precision,
        reason: "stated by the data set".to_owned(),
    })
}
