// Improves pages that work without it: an error is read first, and the design system's parts come alive.
DKFDS.init();
document.getElementById("fejl")?.focus();
