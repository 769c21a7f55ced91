"""The years in which all municipal and regional councils are elected.

Every fourth year on the third Tuesday of November (lov om kommunale og regionale valg); 16 November 2021 and
18 November 2025 were such days. The new councils sit from 1 January after; until then the old ones decide.
"""

from typing import Final

ELECTED_IN: Final = 2025
YEARS_BETWEEN: Final = 4


def is_election_year(year: int) -> bool:
    """Tell whether councils are elected in `year`, as in 2021, 2025 and 2029."""
    return (year - ELECTED_IN) % YEARS_BETWEEN == 0
