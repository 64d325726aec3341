// Counts down the seconds in which breaking news can still be kept back. Without this file the box
// says the moment; the server decides in any case.

for (const box of document.querySelectorAll(".held[data-until]")) {
  const end = performance.now() + (Date.parse(box.dataset.until) - Date.parse(box.dataset.now));
  const shown = box.querySelector(".held-seconds");
  const tick = () => {
    const seconds = Math.ceil((end - performance.now()) / 1000);
    if (seconds <= 0) {
      box.remove();
      return;
    }
    shown.textContent = `(${seconds})`;
    setTimeout(tick, 250);
  };
  tick();
}
