/** Opens the requirement that the fragment names. */
function openNamed(): void {
  const id = decodeURIComponent(location.hash.slice(1));
  const row = id.startsWith('r-') ? document.getElementById(id) : null;
  if (!(row instanceof HTMLDetailsElement)) return;
  row.open = true;
  row.scrollIntoView();
}

/** A link to a requirement opens its row, also the second time. */
export function rowAnchors(): void {
  window.addEventListener('hashchange', openNamed);
  document.addEventListener('click', ({ target }) => {
    const link = target instanceof Element ? target.closest('a[href^="#r-"]') : null;
    if (link?.getAttribute('href') === location.hash) openNamed();
  });
  openNamed();
}
