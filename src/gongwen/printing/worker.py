"""印制工: the process that drives one LibreOffice over UNO; run as a script by the Python that has `uno`.

    PYTHON worker.py SOFFICE.BIN FOLDER PIPE CONTROL

Reads one JSON object a line from standard input: {"source": "a.docx", "target": "a.pdf"}, names within FOLDER, and
answers with one line each: {"pages": 3}, as many as LibreOffice laid out, or {"fault": "…", "dead": true|false}. The
first line it writes is {"ready": true}. PIPE is the name LibreOffice listens on; CONTROL the number of an open pipe:
when that closes, or the parent process is gone, LibreOffice is killed at once and FOLDER removed. A closed standard
input ends it in good order.
Standard library and `uno` only, and `uno` only inside functions: our own Python imports `remove_sockets` from here.
"""

import contextlib
import ctypes
import hashlib
import json
import os
import select
import shutil
import signal
import subprocess
import sys
import threading
import time
import zipfile
from pathlib import Path

START_SECONDS = 120
ASKS_TO_BE_STARTED_AGAIN = 81  # what soffice.bin exits with after it has laid out a fresh profile
PDF_A_1B = 1
DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG of prctl
SOCKET_FOLDER = Path("/tmp")  # written into LibreOffice, whatever TMPDIR says

WARM_UP = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
    "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Target="word/document.xml" Type='
    '"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/></Relationships>',
    "word/document.xml": '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    '<w:body><w:p><w:r><w:rPr><w:rFonts w:ascii="Times New Roman" w:eastAsia="仿宋_GB2312"/></w:rPr>'
    "<w:t>公文2026</w:t></w:r></w:p></w:body></w:document>",
}


def main() -> None:
    program, folder, pipe, control = sys.argv[1], Path(sys.argv[2]), sys.argv[3], int(sys.argv[4])
    office = Office(program, folder, pipe)
    threading.Thread(target=end_with_parent, args=(office, os.getppid(), control), daemon=True).start()
    try:
        office.start()
        office.warm_up()
        serve(office)
    finally:
        with office.ending:
            office.end()
    # only now: who could not start leaves its log behind, to be read
    shutil.rmtree(folder, ignore_errors=True)


def serve(office: "Office") -> None:
    """Answer orders until standard input closes or nobody listens any more."""
    with contextlib.suppress(BrokenPipeError):
        say({"ready": True})
        for line in sys.stdin:
            say(answer(office, json.loads(line)))
            office.put_away()


def say(message: dict) -> None:
    sys.stdout.write(json.dumps(message) + "\n")
    sys.stdout.flush()


def answer(office: "Office", order: dict) -> dict:
    try:
        pages = office.convert(order["source"], order["target"])
    except Unreadable as fault:
        return {"fault": str(fault), "dead": False}
    except Exception as fault:  # UNO wraps every failure of LibreOffice in classes of its own
        return {"fault": f"{type(fault).__name__}: {fault}", "dead": not office.answers()}
    return {"pages": pages}


def end_with_parent(office: "Office", parent: int, control: int) -> None:
    """LibreOffice and its folder never outlive the program that asked for them, however that program ended."""
    watch = select.poll()
    watch.register(control, select.POLLHUP | select.POLLIN)
    while os.getppid() == parent and not watch.poll(500):
        pass
    with office.ending:  # never given back: the main thread, set free by LibreOffice's death, must not end us earlier
        office.kill()
        shutil.rmtree(office.folder, ignore_errors=True)
        os._exit(0)


class Unreadable(Exception):
    """LibreOffice could not open the file as a Word document."""


class Office:
    """One LibreOffice with its own profile, pipe and temporary files, all inside `folder`."""

    def __init__(self, program: str, folder: Path, pipe: str) -> None:
        self.program, self.folder, self.pipe = program, folder, pipe
        self.process: subprocess.Popen | None = None
        self.desktop = None
        self.document = None
        self.ending = threading.Lock()

    @property
    def alive(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def answers(self) -> bool:
        """Whether LibreOffice still talks to us; a process just killed may still look alive."""
        try:
            self.desktop.getCurrentComponent()
        except Exception:  # whatever UNO raises, it is no answer
            return False
        return True

    def start(self) -> None:
        """Launch LibreOffice and wait until it answers."""
        self._launch()
        deadline = time.monotonic() + START_SECONDS
        while (context := self._resolve()) is None:
            self._still_starting(deadline)
            time.sleep(0.05)
        self.desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)

    def _launch(self) -> None:
        options = ("--headless", "--invisible", "--norestore", "--nologo", "--nodefault", "--nolockcheck")
        places = (f"-env:UserInstallation={profile_url(self.folder)}", f"--accept=pipe,name={self.pipe};urp;")
        self.process = subprocess.Popen(
            [self.program, *places, *options],
            stdin=subprocess.DEVNULL, stdout=sys.stderr, stderr=sys.stderr, preexec_fn=die_with_parent,
        )  # fmt: skip

    def _resolve(self):
        import uno
        from com.sun.star.connection import NoConnectException

        local = uno.getComponentContext()
        resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
        with contextlib.suppress(NoConnectException):
            return resolver.resolve(f"uno:pipe,name={self.pipe};urp;StarOffice.ComponentContext")

    def _still_starting(self, deadline: float) -> None:
        code = self.process.poll()
        if code == ASKS_TO_BE_STARTED_AGAIN:
            self._launch()
        elif code is not None:
            raise SystemExit(f"soffice.bin exit {code}")
        elif time.monotonic() > deadline:
            raise SystemExit("soffice.bin does not answer")

    def warm_up(self) -> None:
        """The first document of a fresh LibreOffice may come out differently from all later ones."""
        source = self.folder / "warm-up.docx"
        with zipfile.ZipFile(source, "w") as package:
            for name, text in WARM_UP.items():
                package.writestr(name, '<?xml version="1.0" encoding="UTF-8"?>' + text)
        self.convert(source.name, "warm-up.pdf")
        self.put_away()

    def convert(self, source: str, target: str) -> int:
        """Load the Word file `source` and store it as PDF/A `target`; both are names inside the folder.

        The answer is how many pages there are to print, by LibreOffice's own layout. The document stays open.
        """
        never = {
            "MacroExecutionMode": constant("MacroExecMode.NEVER_EXECUTE"),
            "UpdateDocMode": constant("UpdateDocMode.NO_UPDATE"),
        }
        how = properties(Hidden=True, ReadOnly=True, FilterName="MS Word 2007 XML", **never)
        self.document = self.desktop.loadComponentFromURL((self.folder / source).as_uri(), "_blank", 0, how)
        if self.document is None:
            raise Unreadable("not a Word document")
        self.document.storeToURL((self.folder / target).as_uri(), pdf_options())
        return self.document.getRendererCount(self.document, ())

    def put_away(self) -> None:
        """Close the document, after the answer: nobody has to wait for it. A dead LibreOffice shows with the next."""
        if self.document is not None:
            with contextlib.suppress(Exception):
                self.document.close(True)
            self.document = None

    def end(self) -> None:
        """In good order when LibreOffice still listens, by force when not."""
        if self.desktop is not None and self.alive:
            with contextlib.suppress(Exception):
                self.desktop.terminate()
                self.process.wait(5)
        self.kill()

    def kill(self) -> None:
        if self.process is not None:
            with contextlib.suppress(OSError):
                self.process.kill()
            self.process.wait()
        remove_sockets(self.folder, self.pipe)


def constant(name: str) -> int:
    import uno

    return uno.getConstantByName(f"com.sun.star.document.{name}")


def properties(**values: object) -> tuple:
    from com.sun.star.beans import PropertyValue

    return tuple(PropertyValue(name, 0, value, 0) for name, value in values.items())


def pdf_options() -> tuple:
    import uno

    options = uno.Any("[]com.sun.star.beans.PropertyValue", properties(SelectPdfVersion=PDF_A_1B))
    return properties(FilterName="writer_pdf_Export", FilterData=options)


def die_with_parent() -> None:
    with contextlib.suppress(OSError, AttributeError):  # Linux only; elsewhere end_with_parent has to do
        ctypes.CDLL(None).prctl(DIE_WITH_PARENT, signal.SIGKILL)


def profile_url(folder: Path) -> str:
    """The address of LibreOffice's own profile inside the folder of a worker."""
    return (folder / "profile").as_uri()


def remove_sockets(folder: Path, pipe: str) -> None:
    """Remove the sockets that a killed LibreOffice leaves behind."""
    for path in sockets(folder, pipe):
        path.unlink(missing_ok=True)


def sockets(folder: Path, pipe: str) -> list[Path]:
    """Where LibreOffice listens: on its pipe, and on a socket named after its profile."""
    digest = hashlib.md5(profile_url(folder).encode("utf-16-le"), usedforsecurity=False).digest()
    profile = "".join(f"{byte:x}" for byte in digest)  # LibreOffice writes no leading zeros
    names = dict.fromkeys((pipe, f"SingleOfficeIPC_{profile}", f"SingleOfficeIPC_{digest.hex()}"))
    return [SOCKET_FOLDER / f"OSL_PIPE_{os.getuid()}_{name}" for name in names]


if __name__ == "__main__":
    main()
