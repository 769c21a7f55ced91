"""Two imagined cycles for a first look: one just sent out, one lived-in, both made by real requests."""

from cli.embedded.demo.installing import offer_demo

__all__ = ["offer_demo"]
