/** Copies where a page from disk may not use the clipboard: by a selection. */
function bySelection(text: string): boolean {
  const holder = document.createElement('textarea');
  holder.value = text;
  document.body.append(holder);
  holder.select();
  const done = document.execCommand('copy');
  holder.remove();
  return done;
}

async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return bySelection(text);
  }
}

/** Makes every copy button work: it copies its own text, or that of the block beside it. */
export function copyButtons(): void {
  document.addEventListener('click', ({ target }) => {
    const button = target instanceof Element ? target.closest<HTMLButtonElement>('button[data-copy]') : null;
    if (!button) return;
    const text = button.dataset.copy || (button.parentElement?.querySelector('pre')?.textContent ?? '');
    const focused = document.activeElement;
    void copy(text).then((done) => {
      const label = button.getAttribute('aria-label') ?? '';
      button.textContent = done ? 'Copied' : 'Not copied';
      button.setAttribute('aria-label', button.textContent);
      if (focused instanceof HTMLElement) focused.focus({ preventScroll: true });
      setTimeout(() => {
        button.textContent = 'Copy';
        button.setAttribute('aria-label', label);
      }, 1500);
    });
  });
}
