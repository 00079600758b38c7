// A page with a running import looks again by itself; without scripts its link does.
const bar = document.querySelector("[data-look-again]");
if (bar) {
  setTimeout(() => window.location.reload(), Number(bar.dataset.lookAgain));
}
