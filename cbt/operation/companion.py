"""The worker that `cbt serve` brings along with the embedded database: a process beside it."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence

COMMAND = (sys.executable, "-m", "cbt", "worker", "--with-parent")
#: A worker that dies at once must not be started in a hot loop.
RESTART_SECONDS = 1.0


class Companion:
    """Keeps one process running beside this one and ends it, and no other, when told."""

    def __init__(self, command: Sequence[str] = COMMAND, *, patience: float) -> None:
        self.command = command
        self.patience = patience
        self.process: subprocess.Popen[bytes] | None = None
        self.stopping = threading.Event()
        self.starting = threading.Lock()
        self.watcher = threading.Thread(target=self._watch, daemon=True)

    def start(self) -> None:
        """Start the process and begin again whenever it dies."""
        self.process = subprocess.Popen(self.command)  # noqa: S603 - our own command
        self.watcher.start()

    def _watch(self) -> None:
        while self.process is not None:
            self.process.wait()
            self.stopping.wait(RESTART_SECONDS)
            with self.starting:
                if self.stopping.is_set():
                    return
                self.process = subprocess.Popen(self.command)  # noqa: S603 - our own command

    def stop(self) -> None:
        """End the process after the job in hand, or at once where that takes too long."""
        with self.starting:
            self.stopping.set()
        if self.process is None:
            return
        self.process.terminate()
        try:
            self.process.wait(self.patience)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def stop_with_parent(stop: Callable[[], None], *, every: float = 1.0) -> threading.Thread:
    """Call `stop` once the process that started this one is gone, even if it was killed."""
    parent = os.getppid()

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(every)
        stop()

    thread = threading.Thread(target=watch, daemon=True)
    thread.start()
    return thread
