/** Says nothing for 400 ms, because most answers are there by then. */
export function Waiting({ text }: { readonly text: string }) {
  return (
    <p role="status" className="p-6 text-ink-3 late">
      {text}…
    </p>
  );
}
