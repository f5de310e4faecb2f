"""A preview under test, and how a test says what it has found."""

import os
import signal
import subprocess
import sys
import tempfile


def check(name, holds, detail=""):
    print(("ok    " if holds else "FAILED ") + name + (f": {detail}" if detail != "" else ""), flush=True)
    if not holds:
        sys.exit(1)


class Server:
    """Starts `nbrun preview`; the address of its page is `url`."""

    # Where it keeps addresses, so that the user's own are left alone.
    environment = dict(os.environ, XDG_STATE_HOME=tempfile.mkdtemp(prefix="nbrun-state-"))

    def __init__(self, nbrun, file, *options):
        self.process = subprocess.Popen(
            [nbrun, "preview", file, *options], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
            env=self.environment, process_group=0)
        self.url = self.process.stdout.readline().strip()

    def stop(self, number=signal.SIGINT):
        self.process.send_signal(number)
        return self.process.wait(10)
