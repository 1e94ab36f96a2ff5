/** One commit of a sample repo: whole files by path. */
export type SampleCommit = {
  readonly message: string;
  /** ISO 8601, fixed, so that every machine makes the same commit ids. */
  readonly date: string;
  readonly files: Readonly<Record<string, string>>;
};

/** The package.json all three repos share: no dependencies, and the tests that come with Node. */
export function packageJson(name: string, fields: { readonly version: string; readonly description: string }): string {
  const value = { name, ...fields, private: true, type: 'module', scripts: { test: 'node --test' } };
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
