// The focal point by a click into the picture; the two number fields stay the truth.

const across = document.getElementById("id_focal_x");
const down = document.getElementById("id_focal_y");
const whole = document.querySelector(".focal-whole");

if (across && down && whole) {
  const picture = whole.querySelector("img");
  const mark = document.createElement("span");
  mark.className = "focal-mark";
  whole.append(mark);

  // A page's left is its left in every language: the numbers count from there.
  const show = () => {
    const [x, y] = [across, down].map((field) => Math.min(1, Math.max(0, Number(field.value) || 0)) * 100);
    Object.assign(mark.style, { left: `${x}%`, top: `${y}%` });
    for (const cut of document.querySelectorAll(".cut img")) cut.style.objectPosition = `${x}% ${y}%`;
  };
  picture.addEventListener("click", (event) => {
    const box = picture.getBoundingClientRect();
    across.value = ((event.clientX - box.left) / box.width).toFixed(2);
    down.value = ((event.clientY - box.top) / box.height).toFixed(2);
    show();
  });
  for (const field of [across, down]) field.addEventListener("input", show);
  show();
}
