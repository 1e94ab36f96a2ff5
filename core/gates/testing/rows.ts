import { readdirSync, readFileSync } from 'node:fs';

export type Row = { readonly verdict: string; readonly rule: string; readonly command: string };
/** The commands that show one rule of the product. */
export type RowGroup = { readonly title: string; readonly rows: readonly Row[] };

const folder = new URL('rows/', import.meta.url);

/** Reads the tables beside this file: `# rule`, then `verdict RULE command` lines; ⏎ is a newline. */
export function readRowGroups(): readonly RowGroup[] {
  return readdirSync(folder).flatMap((name) =>
    readFileSync(new URL(name, folder), 'utf8')
      .split(/^# /m)
      .slice(1)
      .map((block) => {
        const [title = '', ...lines] = block.split('\n');
        return { title, rows: lines.filter((line) => line !== '').map(readRow) };
      }),
  );
}

function readRow(line: string): Row {
  const [, verdict = '', rule = '', command = ''] = /^(\S+) +(\S+) +(.*)$/.exec(line) ?? [];
  return { verdict, rule, command: command.replaceAll('⏎', '\n') };
}
