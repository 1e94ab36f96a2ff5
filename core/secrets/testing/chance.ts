/** Letters by chance, the same in every run. */
export function chance(seed: number) {
  let state = seed >>> 0;
  function next(limit: number): number {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  }
  const from = (letters: string) => (length: number) =>
    Array.from({ length }, () => letters[next(letters.length)] ?? 'a').join('');
  const lower = 'abcdefghijklmnopqrstuvwxyz';
  const digits = '0123456789';
  return {
    next,
    hex: from(`${digits}abcdef`),
    digits: from(digits),
    upper: from(`${lower.toUpperCase()}234567`),
    letters: from(lower + lower.toUpperCase() + digits),
    url: from(`${lower}${lower.toUpperCase()}${digits}-_`),
    base64: from(`${lower}${lower.toUpperCase()}${digits}+/`),
    password: from(`${lower}${lower.toUpperCase()}${digits}!%*^~`),
    uuid: () => [8, 4, 4, 4, 12].map((length) => from(`${digits}abcdef`)(length)).join('-'),
  };
}

/** No token stands in the source: it is put together here. */
export const put = (...parts: readonly string[]) => parts.join('');
