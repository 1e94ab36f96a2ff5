import type { Word } from '../../../model/action.ts';
import { lookup, type Table } from '../../lookup.ts';
import { has, readOptions, valueOf } from '../../options.ts';
import { joinPath } from '../../paths.ts';
import { known, map, unknown } from '../expand/words.ts';
import type { Frame } from '../session.ts';
import { remember } from '../whereabouts.ts';

type Keeper = (words: readonly Word[], frame: Frame) => void;

/** Remembers what commands leave in files and folders, so that running such a file is judged by its content. */
export function keepFiles(name: string, words: readonly Word[], frame: Frame): void {
  lookup(keepers, name)?.(words, frame);
}

const keepers: Table<Keeper> = {
  tee: keepInput,
  sponge: keepInput,
  dd: (words, frame) => {
    for (const word of words)
      if (word.text.startsWith('of='))
        keep(
          map(word, (text) => text.slice(3)),
          inputOf(frame),
          frame,
        );
  },
  mkdir: (words, frame) => {
    const parents = words.some(({ text }) => /^-\w*p|^--parents/.test(text));
    for (const word of words) remember(pathOf(word, frame), frame, parents);
  },
  curl: (words, frame) => keep(downloadName('curl', words), unknown('', 'network'), frame),
  wget: (words, frame) => keep(downloadName('wget', words), unknown('', 'network'), frame),
  cp: keepCopy,
  mv: keepCopy,
  ln: keepCopy,
  install: keepCopy,
};

function keepInput(words: readonly Word[], frame: Frame): void {
  for (const word of words) {
    frame.session.consumers.get(word.text)?.(inputOf(frame));
    keep(word, inputOf(frame), frame);
  }
}

function keepCopy(words: readonly Word[], frame: Frame): void {
  if (frame.session.files.size === 0) return;
  const [from, to] = words.filter((word) => !word.text.startsWith('-'));
  const path = pathOf(from, frame);
  const content = path === undefined ? undefined : frame.session.files.get(path);
  if (content) keep(to, content, frame);
}

function keep(word: Word | undefined, content: Word, frame: Frame): void {
  const path = pathOf(word, frame);
  if (path !== undefined) frame.session.files.set(path, content);
}

function pathOf(word: Word | undefined, { scope }: Frame): string | undefined {
  return word?.known ? joinPath(scope.cwd, word.text) : undefined;
}

function inputOf({ stdin }: Frame): Word {
  return stdin?.rest ?? unknown('');
}

function downloadName(name: string, words: readonly Word[]): Word | undefined {
  const url = words.find((word) => /^(https?|ftp):|^\w[\w.-]*\.\w+\/|\//.test(word.text) && !word.text.startsWith('-'));
  const last = known(url?.text.replace(/[?#].*$/, '').replace(/^.*\//, '') ?? '');
  if (name === 'wget') {
    const read = readOptions(words, { valued: 'OPo', long: ['output-document='] });
    const output = valueOf(read, 'O', 'output-document');
    return output?.text === '-' ? undefined : (output ?? last);
  }
  const read = readOptions(words, {
    valued: 'oXHdFuAebT',
    long: 'output= remote-name output-dir= request= header='.split(' '),
  });
  return valueOf(read, 'o', 'output') ?? (has(read, 'O', 'remote-name') ? last : undefined);
}
