import type { Word } from '../model/action.ts';

/** What a `find` command line looks for and does with it. */
export type FindExpression = {
  /** One word per starting point that stands for everything found below it. */
  readonly found: readonly Word[];
  readonly deletes: boolean;
  readonly writes: readonly Word[];
  readonly commands: readonly (readonly Word[])[];
};

export function readFind(words: readonly Word[]): FindExpression {
  const start = words.findIndex((word) => /^(-[^HLPO]|[!(])/.test(word.text));
  const before = (start < 0 ? words : words.slice(0, start)).filter((word) => !/^-[HLPO]/.test(word.text));
  const roots = before.length > 0 ? before : [{ text: '.', known: true }];
  const expression = start < 0 ? [] : words.slice(start);
  const { commands, tests } = splitCommands(expression);
  const pattern = patternOf(tests);
  return {
    found: roots.map((root) => (pattern === undefined ? root : under(root, pattern))),
    deletes: tests.some((word) => word.text === '-delete'),
    writes: tests.filter((_, at) => /^-f(print0?|printf|ls)$/.test(tests[at - 1]?.text ?? '')),
    commands,
  };
}

/** Takes the `-exec … ;` parts out. */
function splitCommands(words: readonly Word[]) {
  const commands: (readonly Word[])[] = [];
  const tests: Word[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at];
    if (!word) break;
    if (!/^-(exec|execdir|ok|okdir)$/.test(word.text)) {
      tests.push(word);
      continue;
    }
    const end = words.findIndex((other, index) => index > at && (other.text === ';' || other.text === '+'));
    commands.push(words.slice(at + 1, end < 0 ? undefined : end));
    at = end < 0 ? words.length : end;
  }
  return { commands, tests };
}

const selecting =
  /^-(path|ipath|wholename|iwholename|regex|iregex|lname|newer\w*|[acm]time|[acm]min|size|empty|user|group|perm|inum|samefile)$/;

/** What the tests leave of everything below a starting point; undefined when it goes itself. */
function patternOf(tests: readonly Word[]): string | undefined {
  const names = tests.map((word) => word.text);
  const after = (name: RegExp) => tests[names.findIndex((text) => name.test(text)) + 1]?.text;
  const either = names.some((name) => /^(-o|-or)$/.test(name)) && !names.includes('-prune');
  const excludes = names.some((name, at) => /^(!|-not)$/.test(name) && !/path/.test(names[at + 1] ?? ''));
  if (!either && !excludes) {
    if (names.some((name) => /^-i?name$/.test(name))) return after(/^-i?name$/) ?? '*';
    if (names.some((name, at) => selecting.test(name) && !/^(!|-not)$/.test(names[at - 1] ?? ''))) return 'found*';
  }
  const keepsRoot = names.some((name) => /^-(type|mindepth)$/.test(name));
  return keepsRoot ? '*' : undefined;
}

function under(root: Word, pattern: string): Word {
  const add = (text: string) => `${text.replace(/\/$/, '')}/${pattern}`;
  const glob = { ...root, text: add(root.text), glob: true };
  return root.known ? glob : { ...glob, ifUnset: add(root.ifUnset ?? '') };
}
