import type { ActionEffect, Word } from '../../model/action.ts';
import { patchUses } from '../tools/patch.ts';
import { deletes, notOption, writes, type ReaderContext, type ReaderTable } from './reader.ts';

/** Programs that are given a patch: every file that it names changes. */
export const patches: ReaderTable = {
  apply_patch: applies,
  applypatch: applies,
  patch: applies,
  git: (words, at) => (words.some((word) => /^(apply|am)$/.test(word.text)) ? applies([], at) : []),
};

function applies(words: readonly Word[], at: ReaderContext): readonly ActionEffect[] {
  const given = words.find((word) => notOption(word) && word.text.includes('\n')) ?? at.command.stdin;
  if (!given || given.text === '') return [];
  return patchUses(given.text).flatMap(({ kind, path }) => {
    const file = [{ text: path, known: true }];
    return kind === 'delete' ? deletes(file, at, false) : writes(file, at);
  });
}
