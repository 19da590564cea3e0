//! Where records go.
//!
//! In: bytes. Out: standard output, or a file that appears whole at the end or not at all. Never: a
//! half-written file under the name that the user gave.
//!
//! `--output events.csv` writes a file beside it and renames that at the end.

use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use dateline::Fault;
use tempfile::NamedTempFile;

use crate::console::{Stop, reason};

/// A place for records.
pub struct Output {
    name: String,
    target: Target,
}

enum Target {
    Stream(BufWriter<Box<dyn Write + Send>>),
    File {
        writer: BufWriter<NamedTempFile>,
        path: PathBuf,
    },
}

impl Output {
    /// Standard output.
    pub fn standard() -> Output {
        Output::stream("standard output", Box::new(io::stdout()))
    }

    fn stream(name: &str, stream: Box<dyn Write + Send>) -> Output {
        Output {
            name: name.to_owned(),
            target: Target::Stream(BufWriter::new(stream)),
        }
    }

    /// A file, or standard output when there is no path or the path is `-`.
    pub fn open(path: Option<&Path>) -> Result<Output, Stop> {
        let Some(path) = path.filter(|path| *path != Path::new("-")) else {
            return Ok(Output::standard());
        };
        let name = path.display().to_string();
        let failed = |error: io::Error| cannot_write(&name, &error);
        if path.is_dir() {
            return Err(Fault::at(&name, 0, 0, "is a folder")
                .hint("name a file")
                .into());
        }
        // A device or a pipe is no file that could be replaced: write to it as it is.
        if path.exists() && !path.is_file() {
            let stream = fs::OpenOptions::new()
                .write(true)
                .open(path)
                .map_err(failed)?;
            return Ok(Output::stream(&name, Box::new(stream)));
        }
        // A link stays a link: the file that it points to is replaced.
        let path = if path.exists() {
            path.canonicalize().map_err(failed)?
        } else {
            path.into()
        };
        let writer = BufWriter::new(temporary_beside(&path).map_err(failed)?);
        Ok(Output {
            name,
            target: Target::File { writer, path },
        })
    }

    /// The name that the user knows it by.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The output for those who write by themselves; its errors are told by [`Stop::writing`].
    pub fn writer(&mut self) -> &mut (dyn Write + Send) {
        match &mut self.target {
            Target::Stream(writer) => writer,
            Target::File { writer, .. } => writer,
        }
    }

    /// Writes some bytes.
    pub fn write(&mut self, bytes: &[u8]) -> Result<(), Stop> {
        let written = match &mut self.target {
            Target::Stream(writer) => writer.write_all(bytes),
            Target::File { writer, .. } => writer.write_all(bytes),
        };
        written.map_err(|error| Stop::writing(&self.name, &error))
    }

    /// Hands on what is still held back, so that a reader sees each batch as it is done.
    pub fn flush(&mut self) -> Result<(), Stop> {
        match &mut self.target {
            Target::Stream(writer) => writer
                .flush()
                .map_err(|error| Stop::writing(&self.name, &error)),
            Target::File { .. } => Ok(()),
        }
    }

    /// Ends the writing; only now a file appears under its name.
    pub fn finish(mut self) -> Result<(), Stop> {
        self.flush()?;
        let Target::File { writer, path } = self.target else {
            return Ok(());
        };
        let failed = |error: io::Error| Stop::writing(&self.name, &error);
        let file = writer
            .into_inner()
            .map_err(|error| failed(error.into_error()))?;
        file.persist(path).map_err(|error| failed(error.error))?;
        Ok(())
    }
}

fn temporary_beside(path: &Path) -> io::Result<NamedTempFile> {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let mut builder = tempfile::Builder::new();
    builder.prefix(".dateline-").suffix(".part");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // As for any new file: what the user's mask leaves of these.
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder)
}

fn cannot_write(name: &str, error: &io::Error) -> Stop {
    // The temporary file's own name, which the system adds, tells the user nothing.
    let reason = match error.kind() {
        io::ErrorKind::NotFound => "there is no such folder".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        _ => reason(error),
    };
    Fault::at(name, 0, 0, format!("cannot be written: {reason}")).into()
}
