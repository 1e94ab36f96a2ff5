import type { RepoId } from '../../ids.ts';
import type { Repo } from '../../model/repo.ts';
import { repoName } from '../card.ts';
import type { Answered } from '../inbox.ts';
import { askLine } from '../board.ts';
import { visible } from '../text/visible.ts';
import { ruleOf } from './filter.ts';
import { outcomeText, saidWith } from './outcome.ts';

export const exportFormats = ['csv', 'jsonl'] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** One decision, flat. Times are ISO 8601 in UTC. */
type Row = {
  readonly decided: string;
  readonly asked: string;
  readonly thread: number;
  readonly title: string;
  readonly repos: string;
  readonly kind: string;
  readonly what: string;
  readonly rule: string;
  readonly risk: string;
  readonly outcome: string;
  readonly said: string;
  readonly by: string;
  readonly via: string;
};

const columns = [
  ...(['decided', 'asked', 'thread', 'title', 'repos', 'kind', 'what'] as const),
  ...(['rule', 'risk', 'outcome', 'said', 'by', 'via'] as const),
];

export function exported(all: readonly Answered[], format: ExportFormat, repos: ReadonlyMap<RepoId, Repo>): string {
  const rows = all.map((each) => rowOf(each, repos));
  if (format === 'jsonl') return rows.map((row) => `${JSON.stringify(row)}\n`).join('');
  return [columns, ...rows.map((row) => columns.map((column) => String(row[column])))]
    .map((cells) => `${cells.map(cell).join(',')}\r\n`)
    .join('');
}

function rowOf(each: Answered, repos: ReadonlyMap<RepoId, Repo>): Row {
  const { ask, thread, at } = each;
  const { state, subject } = ask;
  const by = state.kind === 'answered' ? state.by : undefined;
  return {
    decided: new Date(at).toISOString(),
    asked: new Date(ask.openedAt).toISOString(),
    thread: thread.number,
    title: thread.title,
    repos: thread.repos.map((id) => repoName(repos, id)).join(' '),
    kind: subject.kind,
    what: subject.kind === 'gate' ? subject.action.raw : askLine(ask),
    rule: ruleOf(each) ?? '',
    risk: subject.kind === 'gate' ? subject.risk : '',
    outcome: outcomeText(ask),
    said: saidWith(ask),
    by: by?.who ?? '',
    via: by?.via ?? '',
  };
}

/**
 * Spreadsheets run what begins like a formula, also after blanks, so a sign that does not count stands before it. Hidden
 * characters are shown.
 */
function cell(text: string): string {
  const shown = visible(text);
  const safe = /^\s*[=+\-@|%＝＋－＠]|^[\t\r\n]/.test(shown) ? `'${shown}` : shown;
  return `"${safe.replaceAll('"', '""')}"`;
}
