/** Puts text on the clipboard after a click. The page has no clipboard permission, and needs none for this. */
export function copyText(text: string): boolean {
  const onCopy = (event: ClipboardEvent) => {
    event.clipboardData?.setData('text/plain', text);
    event.preventDefault();
  };
  document.addEventListener('copy', onCopy);
  const copied = document.execCommand('copy');
  document.removeEventListener('copy', onCopy);
  return copied;
}
