"""Writing down what happened: each request once, with its register entry, tasks and letters in one transaction."""

from activities.recording.store_register import StoreRegister

__all__ = ["StoreRegister"]
