"""The check-up: is all that runs as it should be, and if not, what is to be done?"""

from cli.checkup.check import Check
from cli.checkup.round import checks

__all__ = ["Check", "checks"]
