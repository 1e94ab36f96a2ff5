/** A tea leaf whose vein branches and joins again. */
export function Logo() {
  return (
    <svg
      viewBox="0 0 18 18"
      className="size-4.5 text-accent"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      aria-hidden
    >
      <path d="M3 15C2 7.5 6.5 3 15 3c0 8.5-4.5 13-12 12Z" strokeLinejoin="round" />
      <path d="M3 15l7.5-7.5M6.5 11.5V8M6.5 11.5H10" />
    </svg>
  );
}
