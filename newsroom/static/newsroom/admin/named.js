/* A field drawn by select2 says its name to a screen reader while nothing is chosen in it. */
const name = (root) => {
  for (const select of root.querySelectorAll("select.admin-autocomplete")) {
    const box = select.nextElementSibling;
    // Where several are chosen, what is typed stands among them.
    const drawn = box?.querySelector(".select2-search__field") ?? box?.querySelector(".select2-selection__rendered");
    const label = select.labels[0]?.textContent.trim() || select.getAttribute("aria-label");
    if (drawn && label) drawn.setAttribute("aria-label", label);
  }
};
window.django.jQuery(() => name(document)); // behind the call by which select2 draws them
document.addEventListener("formset:added", (event) => setTimeout(() => name(event.target)));
