"""When Python's search for garbage is worth its time: not while a program is read, nor in one that ends soon."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_collecting() -> Iterator[None]:
    """Let garbage lie for some seconds; whoever did not collect before still does not afterwards."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()
