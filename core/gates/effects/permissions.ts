import type { ActionEffect, Word } from '../../model/action.ts';
import { notOption, targetOf, type ReaderContext, type ReaderTable } from './reader.ts';

/** Programs that change modes, owners and attributes. */
export const permissions: ReaderTable = {
  chmod: changeMode,
  chown: changeOwner,
  chgrp: changeOwner,
  chattr: changeOwner,
  setfacl: changeOwner,
  xattr: changeOwner,
};

function changeMode(words: readonly Word[], at: ReaderContext): readonly ActionEffect[] {
  const modes = words.filter((word) => /^([0-7]{3,5}|[-+=]?[ugoa]*[-+=][rwxXst]*(,.*)?)$/.test(word.text));
  const recursive = words.some((word) => /^-\w*R|^--recursive$/.test(word.text));
  const reference = words.some((word) => word.text.startsWith('--reference'));
  const paths = words.filter((word) => !modes.includes(word) && notOption(word));
  const mode = reference ? undefined : modes[0]?.text;
  const special = mode !== undefined && isSpecialMode(mode);
  const { segment } = at.command;
  const changes = paths.map((word) => changeOf(word, { at, recursive, mode }));
  return special ? [...changes, { kind: 'privilege', program: 'chmod', segment }] : changes;
}

type ModeChange = { readonly at: ReaderContext; readonly recursive: boolean; readonly mode: string | undefined };

function changeOf(word: Word, { at, recursive, mode }: ModeChange): ActionEffect {
  const broad = recursive && mode !== undefined && /^0?[0-7]?[0-7][0-7][2367]$|^(a|o|ugo)?[+=]\w*w/.test(mode);
  return { kind: 'permissions', target: targetOf(word, at), recursive, broad, segment: at.command.segment };
}

function changeOwner(words: readonly Word[], at: ReaderContext): readonly ActionEffect[] {
  const recursive = words.some((word) => /^-\w*R|^--recursive$/.test(word.text));
  return words
    .filter(notOption)
    .slice(1)
    .map((word) => changeOf(word, { at, recursive, mode: undefined }));
}

/** Set-user-id and set-group-id: whoever runs the file gets its owner's rights. */
export function isSpecialMode(mode: string): boolean {
  return /^0?[4267][0-7]{3}$|[ug]*\+\w*s|[ug]=\w*s/.test(mode);
}
