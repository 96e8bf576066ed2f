const rows = [...document.querySelectorAll("tbody tr")];
const [back, on] = document.querySelectorAll(".steps button");
const says = document.querySelector("[role=status]");
const bar = document.querySelector(".steps");
const heads = document.querySelector("thead tr");
let now = -1;
function go(to) {
  if (to < 0 || to >= rows.length || to === now) return;
  rows[now]?.removeAttribute("aria-current");
  now = to;
  rows[now].setAttribute("aria-current", "step");
  says.textContent = rows[now].dataset.says;
  // Not `disabled`: that would take the focus away from whoever pressed it last.
  back.setAttribute("aria-disabled", now === 0);
  on.setAttribute("aria-disabled", now === rows.length - 1);
  show();
}
// The heads of the columns stay in sight, below the bar.
function stick() {
  document.body.style.setProperty("--bar", `${bar.offsetHeight}px`);
}
function show() {
  stick();
  const row = rows[now].getBoundingClientRect();
  const above = bar.getBoundingClientRect().bottom + (heads.offsetHeight > 1 ? heads.offsetHeight : 0);
  if (row.top < above) scrollBy(0, row.top - above - 8);
  else if (row.bottom > innerHeight) scrollBy(0, row.bottom - innerHeight + 8);
}
back.onclick = () => go(now - 1);
on.onclick = () => go(now + 1);
rows.forEach((row, at) => (row.onclick = () => go(at)));
addEventListener("keydown", event => {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const aside = { ArrowLeft: now - 1, ArrowRight: now + 1 };
  const upright = { ArrowUp: now - 1, ArrowDown: now + 1, Home: 0, End: rows.length - 1 };
  // Up and down scroll the page, unless the table has the focus.
  const to = aside[event.key] ?? (event.target.tagName === "TBODY" ? upright[event.key] : undefined);
  if (to === undefined) return;
  event.preventDefault();
  go(to);
});
const body = document.querySelector("tbody");
body.tabIndex = 0;
// To take the focus scrolls; what counts is the step.
body.onfocus = () => requestAnimationFrame(show);
addEventListener("resize", stick);
bar.hidden = false;
go(0);
