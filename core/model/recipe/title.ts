import type { Step } from './step.ts';
import { readable } from './template.ts';
import type { Scope } from './template.ts';

/** One line for people about a step: its name, or what it does. */
export function stepTitle(step: Step, scope: Scope): string {
  return firstLine(readable(step.name ?? describe(step.work), scope));
}

function describe(work: Step['work']): string {
  switch (work.kind) {
    case 'run':
      return `Run ${work.with.command}`;
    case 'replace':
      return `Replace ${work.with.pattern} in ${work.with.files.join(', ')}`;
    case 'write':
      return `Write ${work.with.path}`;
    case 'patch':
      return 'Apply a patch';
    case 'json':
    case 'yaml':
      return `Edit ${work.with.file}`;
    case 'ask':
      return `Ask: ${work.with.question}`;
    case 'commit':
      return `Commit: ${work.with.message}`;
  }
}

function firstLine(text: string): string {
  const [line = ''] = text.split('\n');
  return line.length > 200 ? `${line.slice(0, 199)}…` : line;
}
