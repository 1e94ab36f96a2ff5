import { parse, type ParsedScript } from 'unbash';
import type { Word } from '../../model/action.ts';
import type { GateContext } from '../context.ts';
import { run } from './commands/run.ts';
import { evaluateScript } from './evaluate.ts';
import { nothing } from './expand/words.ts';
import { fork, newScope, note, opaque, type Frame, type Session, type Step } from './session.ts';
import { suspiciousCharacter } from './suspicious.ts';
import { leadingSign, syntaxError } from './syntax.ts';

const longest = 10_000;
const deepest = 16;
/** Beside what the text itself can hold: for the rounds of loops and what functions and nested text repeat. */
const mostCommands = 500;

/** Shell text → every step it would take. What cannot be followed is an `opaque` step; the rest is there all the same. */
export function analyse(text: string, cwd: string | undefined, context: GateContext): readonly Step[] {
  const session: Session = {
    context,
    steps: [],
    files: new Map(),
    folders: new Set(),
    consumers: new Map(),
    budget: mostCommands + Math.floor(text.length / 2),
    runScript,
    runText,
    run,
  };
  const frame: Frame = {
    session,
    scope: newScope(cwd),
    stdin: undefined,
    depth: 0,
    source: text,
    calls: [],
    concurrent: false,
    tested: false,
    piped: false,
  };
  const shown = text.slice(0, 200);
  if (text.length > longest) opaque(frame, `longer than ${longest} characters`, shown);
  const character = suspiciousCharacter(text);
  if (character) opaque(frame, `contains ${character}`, shown);
  evaluateText(text.slice(0, longest), frame);
  return session.steps;
}

function evaluateText(text: string, frame: Frame): Word {
  const script = parse(text);
  const error = syntaxError(script, text);
  if (error) opaque(frame, `shell syntax: ${error}`, text.slice(0, 200));
  return evaluateScript(script, { ...frame, source: text });
}

/** A substitution: a subshell whose errors are its own. */
function runScript(script: ParsedScript, frame: Frame): Word {
  const source = script.source ?? frame.source;
  const segment = source.slice(script.pos, script.end);
  if (tooDeep(frame, segment)) return nothing;
  const error = script.errors?.[0]?.message ?? leadingSign(segment);
  if (error !== undefined) opaque(frame, `shell syntax: ${error}`, segment);
  return evaluateScript(script, { ...fork(frame), depth: frame.depth + 1, source, piped: true });
}

/** Text for a shell: unread code is named as such, unknown code is opaque, and what is known of it is followed. */
function runText(text: Word, frame: Frame, segment: string): Word {
  if (tooDeep(frame, segment)) return nothing;
  if (text.origin) note(frame, { kind: 'code', origin: text.origin, program: 'shell', segment });
  else if (!text.known) opaque(frame, 'runs text whose content is not known', segment);
  return text.text === '' ? nothing : evaluateText(text.text, { ...frame, depth: frame.depth + 1 });
}

function tooDeep(frame: Frame, segment: string): boolean {
  if (frame.depth < deepest) return false;
  opaque(frame, `more than ${deepest} levels of nesting`, segment);
  return true;
}
