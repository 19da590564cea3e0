//! The `dateline` command.
//!
//! In: arguments, files, standard input. Out: records on standard output or in a file, errors on
//! standard error, an exit status (0 done, 1 something could not be read or written, 2 wrong use).
//! Never: coding; that is the library's.
//!
//! `dateline code article.txt` prints, for *Fidan met Lavrov.*, one line of JSON with the act
//! `CONSULT/meet`.

mod arguments;
mod commands;
mod console;
mod flow;
mod folder;
mod input;
mod output;
mod render;

use std::process::ExitCode;

use clap::Parser;

use crate::arguments::Arguments;
use crate::console::Console;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let mut console = Console::new();
    match commands::run(arguments, &mut console) {
        Ok(()) => console.exit_code(),
        Err(stop) => console.stop(stop),
    }
}
