/** Deeper than any call of an agent; checking, cloning and writing a value need some stack for each level. */
const MAX_DEPTH = 200;

/**
 * What an agent said. Undefined: it is no JSON, or nested so deep that whoever follows it would break, which `JSON.parse`
 * itself does not mind.
 */
export function parseJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return mayBeDeep(text) && isDeep(value) ? undefined : value;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Most texts have too few brackets for it; counting them is cheap. */
function mayBeDeep(text: string): boolean {
  return has(text, '[') || has(text, '{');
}

function has(text: string, bracket: string): boolean {
  let at = -1;
  for (let count = 0; count < MAX_DEPTH / 2; count += 1) {
    at = text.indexOf(bracket, at + 1);
    if (at === -1) return false;
  }
  return true;
}

function isDeep(value: unknown): boolean {
  let level = [value];
  for (let depth = 0; depth < MAX_DEPTH && level.length > 0; depth += 1)
    level = level.flatMap((each): unknown[] => (typeof each === 'object' && each !== null ? Object.values(each) : []));
  return level.length > 0;
}
