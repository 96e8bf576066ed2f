'use strict';
// Four gaps in mdBook's own page, closed once it has loaded. Without JavaScript the page works as mdBook made it.
(() => {
  // 1. The switch of the contents is a label, which no keyboard reaches. A button in its place presses it.
  const label = document.getElementById('mdbook-sidebar-toggle');
  const box = document.getElementById('mdbook-sidebar-toggle-anchor');
  if (label && box) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = label.className;
    button.innerHTML = label.innerHTML;
    button.title = label.title;
    button.setAttribute('aria-label', label.title);
    button.setAttribute('aria-controls', 'mdbook-sidebar');
    const tell = () => button.setAttribute('aria-expanded', String(box.checked));
    button.addEventListener('click', () => label.click()); // mdBook shows the contents on a click of the label, not on a change of the box
    box.addEventListener('change', tell);
    tell();
    label.hidden = true;
    label.after(button);
  }

  // 2. The bar with the book's title is the page's banner, and a screen reader can jump to it.
  document.getElementById('mdbook-menu-bar')?.setAttribute('role', 'banner');

  // 3. An empty cell in the corner of a table heads nothing.
  for (const corner of document.querySelectorAll('main th:empty')) corner.replaceWith(document.createElement('td'));

  // 4. What is wider than the screen scrolls sideways; it must be reachable to be scrolled by keyboard.
  const wide = () => {
    for (const element of document.querySelectorAll('main pre > code, main .table-wrapper, main .window')) {
      if (element.scrollWidth > element.clientWidth) element.tabIndex = 0;
      else element.removeAttribute('tabindex');
    }
  };
  wide();
  addEventListener('resize', wide);
  document.addEventListener('toggle', wide, true); // an answer was unfolded
})();
