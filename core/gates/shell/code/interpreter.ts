import type { Word } from '../../../model/action.ts';
import { lookup, type Table } from '../../lookup.ts';
import { joinPath } from '../../paths.ts';
import { joinAll } from '../expand/words.ts';
import { contentOf } from '../redirects.ts';
import type { Frame, Invocation } from '../session.ts';
import { runCode } from './run-code.ts';
import type { Language } from './tokens.ts';

type Interpreter = { readonly language: Language; readonly inline: RegExp; readonly valued?: RegExp };

const python: Interpreter = { language: 'python', inline: /^-[bBdEhiIOqsSuvx]*c$/, valued: /^-[WXm]$/ };
const node: Interpreter = {
  language: 'javascript',
  inline: /^(-[ep]|-pe|--eval|--print|eval)$/,
  valued: /^(-r|--require|--import|-C|--loader|--env-file)$/,
};
const perl: Interpreter = { language: 'perl', inline: /^-[a-zA-Z0-9]*[eE]$/, valued: /^-[IMm]$/ };

const interpreters: Table<Interpreter> = {
  python,
  python2: python,
  python3: python,
  node,
  nodejs: node,
  deno: node,
  bun: node,
  perl,
  ruby: { language: 'ruby', inline: /^-[a-zA-Z]*e$/, valued: /^-[rICE]$/ },
  php: { language: 'php', inline: /^(-r|-B|-R|-E|--run)$/, valued: /^-[dcz]$/ },
  lua: { language: 'lua', inline: /^-e$/, valued: /^-l$/ },
};

/** Follows the code an interpreter is given: by option, on standard input, or in a file that the same text wrote. */
export function followCode(invocation: Invocation, frame: Frame): void {
  const path = invocation.argv[0]?.text ?? '';
  const name = path.slice(path.lastIndexOf('/') + 1);
  const interpreter = lookup(interpreters, name);
  if (!interpreter) return;
  const found = codeOf(invocation.argv.slice(1), interpreter, frame);
  if (!found || found.code.origin) return;
  const { language } = interpreter;
  const prints = invocation.argv.some((word) => /^(-p|-pe|--print|-\w*[np]\w*e)$/.test(word.text));
  runCode({ language, prints, ...found }, invocation, frame);
}

type Found = { readonly code: Word; readonly args: readonly Word[] };

function codeOf(words: readonly Word[], { inline, valued }: Interpreter, frame: Frame): Found | undefined {
  const pieces: Word[] = [];
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
  if (pieces.length > 0) return { code: joinAll(pieces, '\n'), args: words.slice(at) };
  const content = contentGiven(words[at], frame);
  return content?.known && content.text !== '' ? { code: content, args: words.slice(at + 1) } : undefined;
}

function contentGiven(file: Word | undefined, frame: Frame): Word | undefined {
  if (!file || file.text === '-') return frame.stdin?.rest;
  return contentOf(joinPath(frame.scope.cwd, file.text), frame);
}
