"""Build the book, or test its builder, on a machine that has Python and little else.

    python3 build.py            make every edition of the book in dist/
    python3 build.py test       formatting, lint, types, imports and all tests (words after it go to pytest)
    python3 build.py WORDS...   the same as `trustbook WORDS...`; see `python3 build.py --help`

In: the lock files and pyproject.toml beside this file. Out: `.venv` with exactly what they name, then
whatever the command makes. Standard library only. It must not install again what is there already.
It exits as the command does; 3: this machine lacks something, which the message names; 130: Ctrl-C.
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib.util
import os
import platform
import shutil
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
STAMP = VENV / "installed"
LOCKS = {"run": ROOT / "requirements.lock", "test": ROOT / "requirements-test.lock"}  # test holds run
OLDEST = (3, 11)
LACKING = 3  # exit code

# The libraries WeasyPrint loads when it is imported, each with the number in its file name.
LIBRARIES = {
    "gobject-2.0": 0, "pango-1.0": 0, "pangoft2-1.0": 0, "harfbuzz": 0, "harfbuzz-subset": 0, "fontconfig": 1
}  # fmt: skip
FILE_NAMES = {"win32": "lib{}-{}.dll", "darwin": "lib{}.{}.dylib"}  # elsewhere lib{}.so.{}
HOMEBREW = ["/opt/homebrew/lib", "/usr/local/lib"]
MSYS2 = r"C:\msys64\ucrt64\bin;C:\msys64\mingw64\bin"

APT = "{sudo}apt-get update && {sudo}apt-get install -y "
INSTALL = {
    "Pango": {
        "Debian or Ubuntu": APT + "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0",
        "Fedora": "{sudo}dnf install -y pango",
        "macOS": "brew install pango",
        "Windows": r"winget install MSYS2.MSYS2; C:\msys64\usr\bin\bash -lc "
        "'pacman -S --noconfirm mingw-w64-ucrt-x86_64-pango'",
    },
    "Java": {  # src/trustbook/verify/epub.py says the same; neither can import the other
        "Debian or Ubuntu": APT + "default-jre-headless",
        "Fedora": "{sudo}dnf install -y java-latest-openjdk-headless",
        "macOS": "brew install --cask temurin",
        "Windows": "winget install EclipseAdoptium.Temurin.21.JRE",
    },
    "venv": {
        "Debian or Ubuntu": APT + "python{python}-venv",
        "Fedora": "{sudo}dnf install -y python{python}",
        "macOS": "brew install python@{python}",
        "Windows": "winget install Python.Python.{python}",
    },
}


class Lacking(Exception):
    """Something outside this folder is missing or failed; the text is for the person."""


def say(text: str) -> None:
    """Tell the person something, on stderr: stdout belongs to the command."""
    print(f"build.py: {text}", file=sys.stderr, flush=True)


def how_to_install(thing: str) -> str:
    """The one command that installs a thing on this kind of system."""
    unix = "Fedora" if shutil.which("dnf") else "Debian or Ubuntu"
    system = {"win32": "Windows", "darwin": "macOS"}.get(sys.platform, unix)
    sudo = "sudo " if hasattr(os, "geteuid") and os.geteuid() else ""
    command = INSTALL[thing][system].format(sudo=sudo, python="{}.{}".format(*sys.version_info))
    return f"On {system} this installs it:\n    {command}"


def check_python() -> None:
    """Raise Lacking when this Python is too old or cannot make virtual environments."""
    if sys.version_info < OLDEST:
        raise Lacking(f"Python 3.11 or newer is needed; this is {platform.python_version()}.")
    if not (importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip")):
        raise Lacking(f"Python's venv module is not all here. {how_to_install('venv')}")


def loadable(library: str) -> bool:
    """Whether a library lies where WeasyPrint will find it."""
    if sys.platform == "win32":
        folders = os.environ.get("WEASYPRINT_DLL_DIRECTORIES", MSYS2).split(";")
        return any(Path(folder, library).is_file() for folder in folders)
    for folder in ["", *HOMEBREW] if sys.platform == "darwin" else [""]:
        with suppress(OSError):
            ctypes.CDLL(os.path.join(folder, library))
            return True
    return False


def check_pango() -> None:
    """Raise Lacking when WeasyPrint could not be imported here."""
    names = map(FILE_NAMES.get(sys.platform, "lib{}.so.{}").format, LIBRARIES, LIBRARIES.values())
    if missing := ", ".join(name for name in names if not loadable(name)):
        raise Lacking(f"Pango, which lays out the pages, is not all here: no {missing}. {how_to_install('Pango')}")


def has_java() -> bool:
    """Whether Java runs; on macOS a `java` that only says there is none may be on the path."""
    java = shutil.which("java")
    return java is not None and subprocess.run([java, "-version"], capture_output=True).returncode == 0


def program(name: str) -> str:
    """The path of a program in the virtual environment."""
    return str(VENV / (f"Scripts/{name}.exe" if sys.platform == "win32" else f"bin/{name}"))


def run(command: list[str], folder: Path | None = None) -> int:
    """Run a program to its end and give its exit code; after Ctrl-C it has ten seconds to tidy up."""
    with subprocess.Popen(command, cwd=folder) as child:
        try:
            code = child.wait()
        except KeyboardInterrupt:
            with suppress(subprocess.TimeoutExpired):
                child.wait(10)
            child.terminate()
            raise
    return code if code >= 0 else 128 - code


def fingerprint() -> str:
    """A hash of all that decides what is installed: lock files, pyproject.toml, this Python, this folder."""
    parts = [part.encode() for part in (sys.version, sys.base_prefix, str(ROOT))]
    files = [path.read_bytes() for path in (*LOCKS.values(), ROOT / "pyproject.toml")]
    return hashlib.sha256(b"\0".join(parts + files)).hexdigest()


def prepare(kind: str) -> None:
    """Make `.venv` hold what the lock file of this kind names, and this package, unless it does already."""
    key = fingerprint()
    there = STAMP.read_text().split() if STAMP.is_file() else []
    if there in ([key, kind], [key, "test"]):
        return
    say(f"installing what {LOCKS[kind].name} names into .venv; this takes about half a minute")
    if there[:1] != [key] and run([sys.executable, "-m", "venv", "--clear", str(VENV)]):
        raise Lacking("Python could not make .venv; its own message is above.")
    STAMP.unlink(missing_ok=True)
    pip = [program("python"), "-m", "pip", "install", "-qq", "--no-input", "--disable-pip-version-check"]
    locked = [*pip, "--require-hashes", "--requirement", str(LOCKS[kind])]
    ourselves = [*pip, "--no-deps", "--no-build-isolation", "--editable", str(ROOT)]
    if run(locked) or run(ourselves):
        raise Lacking("pip could not install what is needed; its own message is above.")
    STAMP.write_text(f"{key} {kind}\n")  # last, so that an install that was stopped is done again


def test(words: list[str]) -> int:
    """Run every check of the project, each to its end; 0 when all passed, else 1."""
    tests = "pytest -n auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder"
    steps = ["ruff format --check .", "ruff check .", "mypy", "lint-imports --no-cache --no-logo", tests]
    failed = []
    for step in steps:
        say(step)
        name, *rest = step.split()
        if run([program(name), *rest, *(words if step is tests else [])], ROOT):
            failed.append(step)
    say(f"failed: {', '.join(failed)}" if failed else "all checks passed")
    return 1 if failed else 0


def main(words: list[str]) -> int:
    """Prepare, then run what the words ask for; gives the exit code."""
    first = words[0] if words else "build"
    validates = first in ("test", "verify")
    try:
        check_python()
        if first in ("build", "test", "batch", "desk"):
            check_pango()
        if validates and not has_java():
            say(f"Java is missing, so EPUBCheck cannot run. {how_to_install('Java')}")
        if sys.platform == "darwin":  # a Python that is not Homebrew's own does not look there by itself
            os.environ.setdefault("DYLD_FALLBACK_LIBRARY_PATH", ":".join([*HOMEBREW, "/usr/lib"]))
        prepare("test" if validates else "run")
        if first == "test":
            return test(words[1:])
        return run([program("trustbook"), *words]) if words else run([program("trustbook"), "build"], ROOT)
    except (Lacking, OSError) as problem:
        say(str(problem))
        return LACKING
    except KeyboardInterrupt:
        say("stopped")
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
