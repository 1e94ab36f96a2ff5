import { fail, ok } from '../../result.ts';
import type { Result } from '../../result.ts';
import type { Work } from './step.ts';
import {
  escapePattern,
  escapeReplacement,
  escapeShell,
  mapTexts,
  referencesIn,
  substitute,
  valueOf,
} from './template.ts';
import type { Scope } from './template.ts';

/** The work with every `${…}` replaced, each escaped for its place. Fails when a value is not there yet. */
export function fill(work: Work, scope: Scope): Result<Work> {
  const missing = referencesIn(JSON.stringify(work)).filter((name) => valueOf(name, scope) === undefined);
  if (missing.length > 0) {
    const next = 'Guard the step with `when`, or let the question be asked before it';
    return fail({ code: 'value-missing', message: `${[...new Set(missing)].join(', ')} has no value`, next });
  }
  return ok(fillWork(work, scope));
}

function fillWork(work: Work, scope: Scope): Work {
  const plain = (text: string) => substitute(text, scope);
  switch (work.kind) {
    case 'run':
      return { kind: 'run', with: { ...work.with, command: substitute(work.with.command, scope, escapeShell) } };
    case 'replace': {
      const { files, pattern, flags } = work.with;
      const replacement = substitute(work.with.with, scope, escapeReplacement);
      return {
        kind: 'replace',
        with: { files: files.map(plain), pattern: substitute(pattern, scope, escapePattern), flags, with: replacement },
      };
    }
    case 'json':
    case 'yaml': {
      const set = Object.entries(work.with.set).map(([key, value]) => [fillKey(key, scope), mapTexts(value, plain)]);
      const keys = work.with.delete.map((key) => fillKey(key, scope));
      const file = plain(work.with.file);
      return { kind: work.kind, with: { file, set: Object.fromEntries(set) as typeof work.with.set, delete: keys } };
    }
    case 'write':
      return { kind: 'write', with: mapTexts(work.with, plain) };
    case 'patch':
      return { kind: 'patch', with: plain(work.with) };
    case 'ask':
      return { kind: 'ask', with: mapTexts(work.with, plain) };
    case 'commit':
      return { kind: 'commit', with: mapTexts(work.with, plain) };
  }
}

/** A dot inside a value belongs to the key: `dependencies.${inputs.name}` with `lodash.get`. */
function fillKey(key: string, scope: Scope): string {
  return substitute(key, scope, (value) => value.replace(/[.\\]/g, '\\$&'));
}
