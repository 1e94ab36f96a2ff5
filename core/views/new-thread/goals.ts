/** More at once nobody looks over. */
export const mostAtOnce = 30;

/** The goals that a text holds: what stands between lines of dashes, or else each line. */
export function goalsIn(text: string): readonly string[] {
  const parts = text.split(/^[ \t]*-{3,}[ \t]*$/m);
  const goals = (parts.length > 1 ? parts : text.split('\n')).map((part) =>
    part.replace(/^[ \t]*[-*][ \t]+/, '').trim(),
  );
  return goals.filter((goal) => goal !== '');
}
