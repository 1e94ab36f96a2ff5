/** Says nothing for 400 ms, because most answers are there by then. */
export function Waiting({ text }: { readonly text: string }) {
  return (
    <p role="status" className="p-6 text-ink-3 opacity-0 [animation:reveal_150ms_400ms_ease-out_forwards]">
      {text}…
    </p>
  );
}
