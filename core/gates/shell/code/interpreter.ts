import type { Word } from '../../../model/action.ts';
import { lookup, type Table } from '../../lookup.ts';
import { joinPath } from '../../paths.ts';
import { join, joinAll, known, map } from '../expand/words.ts';
import { contentOf } from '../redirects.ts';
import type { Frame, Invocation } from '../session.ts';
import { runCode } from './run-code.ts';
import type { Language } from './tokens.ts';

type Interpreter = {
  readonly inline: RegExp;
  readonly valued?: RegExp;
  /** The language whose words and signs it shares. */
  readonly language?: Language;
  /** Where it has none of those: its code in the words of the shell, or of that language. */
  readonly translate?: (code: string) => string;
};

const python: Interpreter = { language: 'python', inline: /^-[bBdEhiIOqsSuvx]*c$/, valued: /^-[WXm]$/ };
const node: Interpreter = {
  language: 'javascript',
  inline: /^(-[ep]|-pe|--eval|--print|eval)$/,
  valued: /^(-r|--require|--import|-C|--loader|--env-file)$/,
};
const lua: Interpreter = { language: 'lua', inline: /^-e$/, valued: /^-l$/ };
const dashE: Interpreter = { language: 'ruby', inline: /^(-e|-E|--eval|--expression)$/ };
const tcl: Interpreter = { inline: /^-c$/, translate: ofTcl };

const interpreters: Table<Interpreter> = {
  python,
  pypy: python,
  ipython: python,
  node,
  nodejs: node,
  deno: node,
  bun: node,
  tsx: node,
  'ts-node': node,
  perl: { language: 'perl', inline: /^-[a-zA-Z0-9]*[eE]$/, valued: /^-[IMm]$/ },
  ruby: { language: 'ruby', inline: /^-[a-zA-Z]*e$/, valued: /^-[rICE]$/ },
  jruby: { language: 'ruby', inline: /^-[a-zA-Z]*e$/, valued: /^-[rICE]$/ },
  php: { language: 'php', inline: /^(-r|-B|-R|-E|--run)$/, valued: /^-[dcz]$/ },
  lua,
  luajit: lua,
  Rscript: dashE,
  R: dashE,
  julia: dashE,
  elixir: dashE,
  iex: dashE,
  groovy: {
    language: 'javascript',
    inline: /^-e$/,
    translate: (code) => code.replace(/(["'][^"'\n]*["'])\s*\.\s*execute\(\)/g, 'execaCommand($1)'),
  },
  emacs: { language: 'javascript', inline: /^-?-(eval|execute)$/, translate: ofLisp },
  emacsclient: { language: 'javascript', inline: /^(-e|--eval)$/, translate: ofLisp },
  osascript: { language: 'ruby', inline: /^-e$/, translate: (code) => code.replace(/do shell script/g, 'system') },
  pwsh: { inline: /^-(c|command|Command)$/, translate: ofPowerShell },
  tclsh: tcl,
  expect: tcl,
};

/** `python3.11`, `pypy3`, `php8.2`: the same language. */
export function interpreterOf(name: string): string | undefined {
  const bare = name.replace(/[\d.]+$/, '');
  return lookup(interpreters, bare) ? bare : undefined;
}

/** Follows the code an interpreter is given: by option, on standard input, or in a file that the same text wrote. */
export function followCode(invocation: Invocation, frame: Frame): void {
  const path = invocation.argv[0]?.text ?? '';
  const interpreter = lookup(interpreters, interpreterOf(path.slice(path.lastIndexOf('/') + 1)) ?? '');
  if (!interpreter) return;
  const found = codeOf(invocation.argv.slice(1), interpreter, frame);
  if (!found || found.code.origin) return;
  const { language, translate } = interpreter;
  const code = translate ? map(found.code, translate) : found.code;
  const prints = invocation.argv.some((word) => /^(-p|-pe|--print|-\w*[np]\w*e)$/.test(word.text));
  if (language) runCode({ language, prints, ...found, code }, invocation, frame);
  else frame.session.runText(code, { ...frame, stdin: undefined }, invocation.segment);
}

type Found = { readonly code: Word; readonly args: readonly Word[] };

function codeOf(words: readonly Word[], { inline, valued }: Interpreter, frame: Frame): Found | undefined {
  const pieces: Word[] = [];
  const modules = words.flatMap(({ text }) => /^-[Mr]([A-Z][\w:]+|[a-z][\w/-]+)/.exec(text)?.[1] ?? []);
  let at = 0;
  for (; at < words.length; at += 1) {
    const word = words[at];
    if (!word) break;
    const next = words[at + 1];
    if (inline.test(word.text) && next) {
      pieces.push(next);
      at += 1;
    } else if (valued?.test(word.text)) at += 1;
    else if (!word.text.startsWith('-') || word.text === '-') break;
  }
  const uses = known(modules.map((module) => `use ${module};\n`).join(''));
  if (pieces.length > 0) return { code: join(uses, joinAll(pieces, '\n')), args: words.slice(at) };
  const content = contentGiven(words[at], frame);
  return content?.known && content.text !== '' ? { code: content, args: words.slice(at + 1) } : undefined;
}

function contentGiven(file: Word | undefined, frame: Frame): Word | undefined {
  if (!file || file.text === '-') return frame.stdin?.rest;
  return contentOf(joinPath(frame.scope.cwd, file.text), frame);
}

/** `exec cmd`, `spawn cmd`, `[exec cmd]`, `file delete x`. */
function ofTcl(code: string): string {
  return code
    .replace(/\[\s*exec\s+([^\]\n]*)\]/g, '$($1)')
    .replace(/(^|[;\n{])\s*(?:exec|spawn|system)\s+(?:-\w+\s+)*/g, '$1')
    .replace(/(^|[;\n{])\s*file delete\b/g, '$1rm -rf');
}

/** `(delete-file "x")` → `delete_file("x")`. */
function ofLisp(code: string): string {
  return code
    .replace(/\(([a-z][\w-]*)\s/g, (_all, name: string) => `${name.replaceAll('-', '_')}(`)
    .replace(/("(?:[^"\\]|\\.)*")\s+(?=[^)\s])/g, '$1, ');
}

const cmdlets: readonly (readonly [pattern: RegExp, command: string])[] = [
  [/\b(Remove-Item|Clear-Content)\b/gi, 'rm -rf'],
  [/\b(Set-Content|Add-Content|Out-File|New-Item)\b/gi, 'touch'],
  [/\b(Get-Content)\b/gi, 'cat'],
  [/\bCopy-Item\b/gi, 'cp -r'],
  [/\bMove-Item\b/gi, 'mv'],
  [/\bInvoke-(WebRequest|RestMethod)\b/gi, 'curl'],
  [/\bInvoke-Expression\b/gi, 'eval'],
  [/\s-(Path|LiteralPath|FilePath|Recurse|Force|Destination|Uri|Confirm:\$false)\b/gi, ' '],
];

/** The common cmdlets in the words of the shell. */
function ofPowerShell(code: string): string {
  return cmdlets.reduce((text, [pattern, command]) => text.replace(pattern, command), code);
}
