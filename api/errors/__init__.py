"""How errors are answered: problem details for programs, a page for people."""
