const mostRefs = 50;
const mostPaths = 100;
/** Of a long text only so much is read. */
const mostText = 20_000;

/** Addresses, `owner/name#12`, `#12` and commits that a text names, each once, in the order of the text. */
export function refsIn(text: string): readonly string[] {
  const found = text
    .slice(0, mostText)
    .matchAll(/https?:\/\/[^\s<>"'`)\]]{1,400}|(?:[\w.-]{1,100}\/[\w.-]{1,100})?#\d{1,9}\b|\b[0-9a-f]{40}\b/g);
  return unique(
    [...found].map(([ref]) => ref.replace(/[.,;:!?]+$/, '')),
    mostRefs,
  );
}

/** Paths of files that a text names: with a folder or an ending, never an address. */
export function pathsIn(text: string): readonly string[] {
  const words = text
    .slice(0, mostText)
    .replaceAll(/https?:\/\/\S+/g, ' ')
    .matchAll(/(?:[\w@.+-]{1,100}\/){1,20}[\w@.+-]{1,100}|\b[\w-]{1,100}\.[a-z][a-z0-9]{0,4}\b/g);
  const paths = [...words].map(([word]) => word.replace(/^\.\//, '').replace(/[.:,;]+$/, ''));
  return unique(
    paths.filter((path) => /\.[A-Za-z][A-Za-z0-9]{0,9}$/.test(path) && !path.split('/').includes('..')),
    mostPaths,
  );
}

function unique(values: readonly string[], most: number): readonly string[] {
  return [...new Set(values)].slice(0, most);
}
