import { meaningOf } from './meaning.ts';
import type { Names } from './values/values.ts';
import type { Token } from './tokens.ts';

/** Names in the code → what they are imported or assigned from; modules of which everything is imported. */
export type Imports = {
  readonly aliases: ReadonlyMap<string, string>;
  readonly all: readonly string[];
  readonly language: string;
};

const chain = '(?:node:)?[\\w/.-]+';
const renames: readonly (readonly [pattern: RegExp, swapped: boolean])[] = [
  [/import +([\w.]+) +as +(\w+)/g, true],
  [
    /(?<!\w)(\w{1,80}) *= *(?:await)? *(?:require|import|__import__|importlib *\. *import_module) *\( *(?:node:)?([\w/-]+) *\)(?! *\.)/g,
    false,
  ],
  [/import +(?:\* *as +)?(\w+) +from +(?:node:)?([\w/-]+)/g, false],
  [/import *\( *(?:node:)?([\w/-]+) *\) *\. *then *\( *(?:async *)?\(? *(\w+) *\)? *=>/g, true],
  [
    /(?<!\w)(\w{1,80}) *= *(?:require *\( *(?:node:)?util *\) *\.|util *\.)? *promisify *\( *((?:require *\( *[\w/:]+ *\)|\w+)(?: *\. *\w+)?) *\)/g,
    false,
  ],
  [
    /(?<!\w)(\w{1,80}) *= *((?:\w+|require *\( *[\w/:-]+ *\)|import *\( *[\w/:-]+ *\))(?: *\. *\w+)+) *(?=[;\n)]|$)/g,
    false,
  ],
];
const lists: readonly (readonly [pattern: RegExp, swapped: boolean])[] = [
  [/from +([\w.]+) +import *\(?([\w ,*]+)/g, true],
  [new RegExp(`\\{([^{}]*)\\} *(?:=|from) *(?:await)? *(?:(?:require|import) *\\()? *(${chain})`, 'g'), false],
  [/import *\( *(?:node:)?([\w/-]+) *\) *\. *then *\( *(?:async *)?\( *\{([^{}]*)\}/g, true],
];

/** `import subprocess as s`, `from os import remove as r`, `const { rmSync: r } = require('fs')`, `f = shutil.rmtree`. */
export function importsOf(tokens: readonly Token[], { language }: Names): Imports {
  const code = tokens.map((token) => (token.kind === 'sign' ? token.text : ` ${token.text} `)).join('');
  const aliases = new Map<string, string>();
  const all: string[] = [];
  for (const [name, from] of pairsIn(code, renames)) {
    const source = moduleOf(from);
    if (source !== name) aliases.set(name, source);
  }
  for (const [list, from] of pairsIn(code, lists))
    for (const each of list.split(','))
      if (each.trim() === '*') all.push(moduleOf(from));
      else addName(aliases, moduleOf(from), each);
  return { aliases, all, language };
}

/** The full name; what a module gives to all is looked up there. */
export function resolved(name: string, { aliases, all, language }: Imports): string {
  let full = name;
  for (let round = 0; round < 4; round += 1) {
    const [head = '', ...rest] = full.split('.');
    const from = aliases.get(head.replace(/^\$/, ''));
    if (from === undefined) break;
    full = [from, ...rest].join('.');
  }
  if (full.includes('.')) return full;
  const module = all.find((each) => meaningOf(`${each}.${full}`, language) !== undefined);
  return module === undefined ? full : `${module}.${full}`;
}

function moduleOf(text: string): string {
  return text
    .replace(/ /g, '')
    .replace(/(?:require|import|__import__)\((?:node:)?([\w/-]+)\)/g, '$1')
    .replace(/^node:/, '')
    .replace(/^process\.mainModule\./, '');
}

function pairsIn(code: string, patterns: typeof renames): readonly (readonly [string, string])[] {
  return patterns.flatMap(([pattern, swapped]) =>
    [...code.matchAll(pattern)].map(([, one = '', two = '']): readonly [string, string] =>
      swapped ? [two, one] : [one, two],
    ),
  );
}

function addName(aliases: Map<string, string>, from: string, text: string): void {
  const [name, as = name] = text.trim().split(/\s+as\s+|\s*:\s*/);
  if (name !== undefined && as !== undefined && name !== '') aliases.set(as.trim(), `${from}.${name.trim()}`);
}
