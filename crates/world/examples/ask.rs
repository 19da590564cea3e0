//! Asks the embedded world: `ask counts`, `ask notes`, `ask speed`, `ask NAME [DATE]`.

use dateline_world::{Referent, World};
use jiff::civil::Date;
use std::time::Instant;

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let start = Instant::now();
    let world = World::embedded();
    let load = start.elapsed();
    match words.first().map(String::as_str) {
        Some("counts") | None => counts(&world),
        Some("notes") => world.notes().iter().for_each(|note| println!("{note}")),
        Some("speed") => {
            println!("load {load:?}");
            speed(&world);
        }
        Some(_) => ask(&world, &words),
    }
}

fn counts(world: &World) {
    for (table, count) in world.row_counts() {
        println!("{table:12} {count:7}");
    }
    println!("coverage {:?}", world.coverage());
}

fn ask(world: &World, words: &[String]) {
    let day: Option<Date> = words.last().and_then(|word| word.parse().ok());
    let count = words.len() - usize::from(day.is_some());
    for candidate in world.names(&words[..count].join(" "), day) {
        let what = match candidate.referent {
            Referent::Entity(id) => format!("{:?}", world.entity(id)),
            Referent::Person(id) => {
                let posts = world.holdings(id, day);
                let titles: Vec<String> = posts
                    .iter()
                    .map(|post| {
                        format!(
                            "{} of {}",
                            post.office.title,
                            world.entity(post.office.entity).id
                        )
                    })
                    .collect();
                format!("{} ({})", world.person(id).name, titles.join("; "))
            }
            Referent::Place(id) => format!("{:?}", world.place(id)),
        };
        let (ambiguous, stale) = (candidate.ambiguous, candidate.stale);
        println!(
            "{:?} ambiguous {ambiguous} stale {stale} {} {what}",
            candidate.name_type, candidate.row
        );
    }
}

fn speed(world: &World) {
    let text = "the foreign minister of Turkey said on Tuesday that Hakan Fidan and the Shanghai \
        Cooperation Organisation would meet Xi Jinping in Astana while Kim and Lee wait for the U.S.";
    let words: Vec<&str> = text.split_whitespace().collect();
    let day = Date::constant(2024, 7, 3);
    let rounds = 20_000;
    let (start, mut found) = (Instant::now(), 0);
    for _ in 0..rounds {
        for at in 0..words.len() {
            found += usize::from(world.longest_name(&words[at..], Some(day)).is_some());
        }
    }
    let each = start.elapsed() / (rounds * words.len() as u32);
    println!("{each:?} a position, {found} names");
}
