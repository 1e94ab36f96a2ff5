import { forEachChild, parse } from 'unbash';
import type { ParsedScript, SyntaxNode, Word as WordNode, WordPart } from 'unbash';
import type { Word } from '../../../model/action.ts';
import { fork, opaque, type Frame } from '../session.ts';
import { expandBraces } from './braces.ts';
import { readName, readParameter } from './parameter.ts';
import { join, joinAll, known, nothing, trimEnd, unknown } from './words.ts';

/** A part of a word: `split` when unquoted white space in it ends the word, `fields` when each value is its own word. */
type Piece = { readonly values: readonly Word[]; readonly mode: 'keep' | 'split' | 'fields' };

/** One word of source → the words the command would receive: none, one or several. */
export function expandWord(node: WordNode, frame: Frame): readonly Word[] {
  const parts = node.parts;
  if (!parts) return [tilde(node.text, node.value, frame)];
  if (parts.some((part) => part.type === 'BraceExpansion')) return expandBraced(node, frame);
  return toFields(
    parts.map((part, at) => readPart(part, frame, at === 0)),
    separatorOf(frame),
  );
}

/** The same as one text, without splitting: assignments, redirect targets, heredocs, test operands. */
export function expandText(node: WordNode, frame: Frame): Word {
  const parts = node.parts;
  return parts ? expandParts(parts, frame) : tilde(node.text, node.value, frame);
}

export function expandParts(parts: readonly WordPart[], frame: Frame): Word {
  return joinAll(parts.map((part, at) => joinAll(readPart(part, frame, at === 0).values, ' ')));
}

/** Runs the substitutions below a node whose own value does not matter: tests, arithmetic. */
export function runNested(node: SyntaxNode, frame: Frame): void {
  forEachChild(node, (child) => {
    if (child.type === 'Script') frame.session.runScript(child, frame);
    else runNested(child, frame);
  });
}

function expandBraced(node: WordNode, frame: Frame): readonly Word[] {
  const texts = expandBraces(node.text);
  if (!texts) {
    opaque(frame, 'a brace expansion makes too many words to follow', node.text);
    return [unknown(node.text)];
  }
  return texts.flatMap((text) => {
    const command = parse(`: ${text}`).commands[0]?.command;
    const word = command?.type === 'Command' ? command.suffix[0] : undefined;
    if (word?.type !== 'Word') return [];
    if (word.parts?.some((part) => part.type === 'BraceExpansion')) return [known(word.value)];
    return expandWord(word, { ...frame, source: `: ${text}` });
  });
}

function readPart(part: WordPart, frame: Frame, first: boolean): Piece {
  switch (part.type) {
    case 'Literal':
      return keep(first ? tilde(part.text, part.value, frame) : known(part.value));
    case 'SingleQuoted':
    case 'AnsiCQuoted':
      return keep(known(part.value));
    case 'DoubleQuoted':
    case 'LocaleString':
      return readQuoted(part.parts, frame);
    case 'Glob':
      part.parts?.forEach((inner) => readPart(inner, frame, false));
      return keep({ text: part.text, known: true, glob: true });
    case 'ExtendedGlob':
      part.parts?.forEach((inner) => readPart(inner, frame, false));
      return keep({ text: '*', known: true, glob: true });
    case 'BraceExpansion':
      return keep(known(part.text));
    case 'ProcessSubstitution':
      return keep(substituteProcess(part, frame));
    case 'CommandExpansion':
      return { values: [substitute(part, frame)], mode: 'split' };
    case 'ArithmeticExpansion':
      runNested(part, frame);
      return keep(unknown(part.text));
    case 'SimpleExpansion': {
      const name = part.text.slice(1);
      const values = readName(name, frame) ?? [unknown(part.text)];
      return { values, mode: 'split' };
    }
    case 'ParameterExpansion':
      if (part.operation?.type === 'Replace') runHidden(part.text, frame);
      return { values: readParameter(part, frame, (word) => expandText(word, frame)), mode: 'split' };
  }
}

/** unbash ends the pattern of `${x/…/…}` at any slash, also at one inside a substitution: read that as a whole. */
function runHidden(text: string, frame: Frame): void {
  const inside = /(?:\$\(|[<>]\(|`)([^]*\/[^]*)[)`]/.exec(text)?.[1];
  if (inside === undefined) return;
  opaque(frame, 'a substitution stands inside a replacement', text);
  frame.session.runText(known(inside), fork(frame), text);
}

function keep(word: Word): Piece {
  return { values: [word], mode: 'keep' };
}

/** Inside double quotes nothing splits, except that `"$@"` and `"${a[@]}"` keep their words apart. */
function readQuoted(parts: readonly WordPart[], frame: Frame): Piece {
  const pieces = parts.map((part) => readPart(part, frame, false));
  const [only] = parts;
  const apart = parts.length === 1 && only !== undefined && isList(only);
  if (apart && pieces[0]) return { values: pieces[0].values, mode: 'fields' };
  return keep(joinAll(pieces.map((piece) => joinAll(piece.values, ' '))));
}

function isList(part: WordPart): boolean {
  if (part.type === 'SimpleExpansion') return part.text === '$@';
  return part.type === 'ParameterExpansion' && (part.parameter === '@' || part.index?.value === '@');
}

function substitute(part: Extract<WordPart, { type: 'CommandExpansion' }>, frame: Frame): Word {
  const output = part.script ? trimEnd(frame.session.runScript(part.script, frame)) : nothing;
  return output.known || output.text !== '' ? output : { ...output, text: part.text };
}

/** `<(…)` becomes a file whose content is the output; `>(…)` one whose reader runs with what is written to it. */
function substituteProcess(part: Extract<WordPart, { type: 'ProcessSubstitution' }>, frame: Frame): Word {
  const { script } = part;
  const { session } = frame;
  const output = script ? session.runScript(script, frame) : nothing;
  const path = `/dev/fd/${63 + session.files.size + session.consumers.size}`;
  if (part.operator === '<') session.files.set(path, output);
  else if (script) session.consumers.set(path, (written) => consume(script, written, frame));
  return known(path);
}

function consume(script: ParsedScript, written: Word, frame: Frame): void {
  if (written.origin || written.text !== '') frame.session.runScript(script, { ...frame, stdin: { rest: written } });
}

const whiteSpace = /[ \t\n]+/;

/** What unquoted expansions are split at: `IFS` when the text has set it. */
export function separatorOf({ scope }: Frame, own?: Word): RegExp {
  const given = own ?? scope.variables.get('IFS');
  if (!given?.known || given.text === '') return whiteSpace;
  return new RegExp(`[${given.text.replace(/[\\\]^-]/g, '\\$&')}]+`);
}

function toFields(pieces: readonly Piece[], separator: RegExp): readonly Word[] {
  const fields: Word[] = [];
  let current: Word | undefined;
  const end = () => {
    if (current) fields.push(current);
    current = undefined;
  };
  const append = (word: Word) => {
    current = current ? join(current, word) : word;
  };
  for (const piece of pieces) {
    if (piece.mode === 'keep') append(piece.values[0] ?? nothing);
    else
      piece.values.forEach((value, at) => {
        if (at > 0) end();
        if (piece.mode === 'fields' || !value.known) append(value);
        else
          splitAt(value, separator).forEach((field, index) => {
            if (index > 0) end();
            if (field.text !== '') append(field);
          });
      });
  }
  end();
  return fields;
}

function splitAt(value: Word, separator: RegExp): readonly Word[] {
  const globs = /[*?[]/.test(value.text);
  if (!separator.test(value.text)) return [globs ? { ...value, glob: true } : value];
  return value.text.split(separator).map((text) => ({ ...value, text, ...(/[*?[]/.test(text) ? { glob: true } : {}) }));
}

/** `~`, `~/x`, `~+`, `~user` at the start of a word. */
function tilde(source: string, value: string, frame: Frame): Word {
  if (!source.startsWith('~')) return known(value);
  const end = value.search(/[/:]/);
  const user = end < 0 ? value.slice(1) : value.slice(1, end);
  const home = homeOf(user, frame);
  return home === undefined ? unknown(value) : known(home + (end < 0 ? '' : value.slice(end)));
}

function homeOf(user: string, frame: Frame): string | undefined {
  const { home, env } = frame.session.context;
  if (user === '') return readName('HOME', frame)?.[0]?.text ?? home;
  if (user === '+') return frame.scope.cwd;
  if (user === '-') return readName('OLDPWD', frame)?.[0]?.text;
  if (user === env['USER']) return home;
  return user === 'root' ? '/root' : `/home/${user}`;
}
