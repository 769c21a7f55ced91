// Improves pages that work without it: an error is read first, and the design system's parts come alive.
DKFDS.init();
document.getElementById("fejl")?.focus();

// What takes some seconds says so, and is asked for once; whoever comes back finds it at rest.
document.addEventListener("submit", event => {
  const wait = document.getElementById(event.submitter?.dataset.waits);
  if (!wait) return;
  if (!wait.hidden) event.preventDefault();
  wait.hidden = false;
  wait.querySelector("[role=status]").textContent = wait.dataset.says;
});
addEventListener("pageshow", () => {
  for (const wait of document.querySelectorAll("[data-says]")) wait.hidden = true;
});
