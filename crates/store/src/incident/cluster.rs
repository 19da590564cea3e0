//! From linked reports to incidents, whatever the order in which reports come.
//!
//! In: new [`Claim`]s and [`Gone`] ones, and a [`Pool`] of those known. Out: which claim founds an incident and
//! which joins which founder. Never: a result that depends on the order of adding, or a look beyond
//! the claims that a change can reach.
//!
//! Claims are taken in the order of their [`Rank`](super::Rank). One that is linked to no earlier
//! founder founds an incident; each other one joins the founder to which its link is strongest. This
//! is the pivot rule of correlation clustering: incidents do not grow along chains of half-alike
//! reports, each member can name the link that decided, and a change reaches few others.
//!
//! *met in Oslo on Tuesday* (exact) founds; *will meet on Tuesday* and *held talks in Norway* join it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{Claim, Policy, Rank, linked};

/// The claims known so far.
pub trait Pool {
    /// What can go wrong in reaching them.
    type Error;

    /// Those that share a key and days with a claim, itself left out; only founders when asked.
    ///
    /// # Errors
    /// When the pool cannot be read.
    fn candidates(&mut self, claim: &Claim, founders: bool)
    -> Result<Vec<Arc<Claim>>, Self::Error>;

    /// Keeps a new claim, which founds nothing and has joined nothing yet.
    ///
    /// # Errors
    /// When the pool cannot be written.
    fn keep(&mut self, claim: &Arc<Claim>) -> Result<(), Self::Error>;

    /// Whether a claim founds an incident.
    ///
    /// # Errors
    /// When the pool cannot be read.
    fn is_founder(&mut self, key: i64) -> Result<bool, Self::Error>;

    /// Sets whether a claim founds an incident.
    ///
    /// # Errors
    /// When the pool cannot be written.
    fn set_founder(&mut self, claim: &Claim, founder: bool) -> Result<(), Self::Error>;

    /// The founder that a claim has joined (itself when it founds); none when it is new.
    ///
    /// # Errors
    /// When the pool cannot be read.
    fn founder_of(&mut self, key: i64) -> Result<Option<i64>, Self::Error>;

    /// Lets a claim join a founder.
    ///
    /// # Errors
    /// When the pool cannot be written.
    fn join(&mut self, claim: &Claim, founder: &Claim) -> Result<(), Self::Error>;
}

/// A claim that is in the pool no longer.
pub struct Gone {
    /// As it was.
    pub claim: Claim,
    /// Whether it founded an incident.
    pub founder: bool,
}

type Place = (Rank, i64);
type Queue = BTreeMap<Place, Arc<Claim>>;

fn place(claim: &Claim) -> Place {
    (claim.rank, claim.key)
}

struct Settling<'p, P: Pool> {
    pool: &'p mut P,
    policy: &'p Policy,
    /// Claims whose standing is to be looked at, in order.
    open: Queue,
    /// Claims that may have to join another founder.
    touched: Queue,
    /// Founders, old and new, of all that moved.
    changed: BTreeSet<i64>,
}

/// Takes new claims in and repairs what claims gone have left. Returns the founders (old and new)
/// whose incidents have changed, other than by the claims gone.
///
/// # Errors
/// When the pool cannot be read or written.
pub fn settle<P: Pool>(
    pool: &mut P,
    policy: &Policy,
    new: Vec<Arc<Claim>>,
    gone: &[Gone],
) -> Result<BTreeSet<i64>, P::Error> {
    let (open, touched, changed) = (Queue::new(), Queue::new(), BTreeSet::new());
    let mut settling = Settling {
        pool,
        policy,
        open,
        touched,
        changed,
    };
    settling.let_go(gone)?;
    settling.take_in(new)?;
    settling.find_founders()?;
    settling.join()?;
    Ok(settling.changed)
}

impl<P: Pool> Settling<'_, P> {
    /// Opens all that were bound to a founder that is gone.
    fn let_go(&mut self, gone: &[Gone]) -> Result<(), P::Error> {
        for gone in gone.iter().filter(|gone| gone.founder) {
            for (other, _) in self.linked_to(&gone.claim, false)? {
                self.open.insert(place(&other), Arc::clone(&other));
                self.touched.insert(place(&other), other);
            }
        }
        Ok(())
    }

    fn take_in(&mut self, new: Vec<Arc<Claim>>) -> Result<(), P::Error> {
        for claim in new {
            self.pool.keep(&claim)?;
            self.touched.insert(place(&claim), Arc::clone(&claim));
            self.open.insert(place(&claim), claim);
        }
        Ok(())
    }

    /// Looks at claims in order; a change of standing opens those behind that are linked to it.
    fn find_founders(&mut self) -> Result<(), P::Error> {
        while let Some((_, claim)) = self.open.pop_first() {
            let founders = self.pool.candidates(&claim, true)?;
            let bound = founders
                .iter()
                .filter(|other| place(other) < place(&claim))
                .any(|other| linked(&claim, other, self.policy).is_some());
            if self.pool.is_founder(claim.key)? == bound {
                self.pool.set_founder(&claim, !bound)?;
                self.spread(&claim)?;
            }
        }
        Ok(())
    }

    fn spread(&mut self, claim: &Arc<Claim>) -> Result<(), P::Error> {
        for (other, _) in self.linked_to(claim, false)? {
            if place(&other) > place(claim) {
                self.open.insert(place(&other), Arc::clone(&other));
            }
            self.touched.insert(place(&other), other);
        }
        self.touched.insert(place(claim), Arc::clone(claim));
        Ok(())
    }

    fn join(&mut self) -> Result<(), P::Error> {
        for claim in std::mem::take(&mut self.touched).into_values() {
            let founder = self.founder_for(&claim)?;
            let before = self.pool.founder_of(claim.key)?;
            if before != Some(founder.key) {
                self.changed.extend(before);
                self.changed.insert(founder.key);
                self.pool.join(&claim, &founder)?;
            }
        }
        Ok(())
    }

    fn founder_for(&mut self, claim: &Arc<Claim>) -> Result<Arc<Claim>, P::Error> {
        if self.pool.is_founder(claim.key)? {
            return Ok(Arc::clone(claim));
        }
        let founders = self.linked_to(claim, true)?;
        let best = founders
            .into_iter()
            .max_by(|(one, first), (other, second)| {
                first
                    .total_cmp(second)
                    .then_with(|| place(other).cmp(&place(one)))
            });
        Ok(best.map_or_else(|| Arc::clone(claim), |(founder, _)| founder))
    }

    fn linked_to(
        &mut self,
        claim: &Claim,
        founders: bool,
    ) -> Result<Vec<(Arc<Claim>, f64)>, P::Error> {
        let candidates = self.pool.candidates(claim, founders)?;
        let link =
            |other: Arc<Claim>| linked(claim, &other, self.policy).map(|score| (other, score));
        Ok(candidates.into_iter().filter_map(link).collect())
    }
}
