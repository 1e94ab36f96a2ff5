import { dialog } from 'electron';

/** When the last backup that this version reads was made, in words, and of which folder. */
export type OlderState = { readonly home: string; readonly of: string };

/** What somebody is asked who starts this version on a data folder that a newer one has written. */
function newerFolderWords({ home, of }: OlderState) {
  return {
    message: 'A newer Teatree has used this data folder',
    detail: [
      `This version cannot read what the newer one wrote. Nothing in ${home} was changed.`,
      'To go on where you were, quit and start the newer version.',
      `Or open the last backup that this version reads, of ${of}. What was written since is kept, and the app tells you how to return to it.`,
    ].join('\n\n'),
  };
}

export async function mayOpenBackup(state: OlderState): Promise<boolean> {
  const { response } = await dialog.showMessageBox({
    type: 'question',
    ...newerFolderWords(state),
    buttons: ['Quit', 'Open the last backup'],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  });
  return response === 1;
}
