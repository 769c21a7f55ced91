"""Mit bord: what waits for an officer, and how it is dealt with."""
