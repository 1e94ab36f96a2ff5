import { FitAddon } from '@xterm/addon-fit';
import { SearchAddon } from '@xterm/addon-search';
import { Terminal } from '@xterm/xterm';
import '@xterm/xterm/css/xterm.css';
import type { TerminalId, TerminalPush, TerminalSize } from '../../../core/contract/thread/terminal-methods.ts';
import { bridge } from '../../bridge.ts';
import { followTerminal } from '../../mirror/terminals.ts';
import { copyText } from '../../window/copy.ts';
import { tell } from '../../window/request.ts';
import { colours } from './colours.ts';

/** So many characters are drawn before the program hears of it. */
const tellsEach = 32 * 1024;
/** The longest that one call takes; more is sent in pieces. */
const longestInput = 32 * 1024;

/** What of the screen its surroundings use. */
export type Connection = {
  readonly focus: () => void;
  readonly find: (words: string, step: 1 | -1) => boolean;
  readonly end: () => void;
};

/** Draws a terminal in a place, and speaks for the person who types there. */
export function connect(place: HTMLElement, terminal: TerminalId): Connection {
  const screen = new Terminal({
    ...{ fontFamily: 'JetBrains Mono, Liberation Mono, monospace', fontSize: 13, lineHeight: 1.2 },
    ...{ scrollback: 10_000, cursorBlink: false, minimumContrastRatio: 4.5, theme: colours() },
  });
  const fit = new FitAddon();
  const search = new SearchAddon();
  screen.loadAddon(fit);
  screen.loadAddon(search);
  makeInert(screen);
  screen.open(place);
  fit.fit();
  screen.attachCustomKeyEventHandler((event) => staysHere(event, screen));
  const ends = [
    speak(screen, terminal),
    keepFitting(place, fit, () => tell('terminals.resize', { terminal, size: sizeOf(screen) })),
    pasteCleanly(place, screen),
    followTheme(() => (screen.options.theme = colours())),
  ];
  return {
    focus: () => screen.focus(),
    find: (words, step) => (step === 1 ? search.findNext(words) : search.findPrevious(words)),
    end: () => {
      for (const end of ends) end();
      screen.dispose();
    },
  };
}

/** Titles, links, notifications and the clipboard; then colours, which would hide words and answer what they are. */
const inert = [0, 1, 2, 7, 8, 9, 52, 777, 1337, 4, 5, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19];

/**
 * What is printed names no window, fills no clipboard, makes no link, repaints nothing and types nothing for the person.
 * Only what programs draw by is answered, such as where the cursor stands.
 */
function makeInert({ parser }: Terminal): void {
  for (const sequence of inert) parser.registerOscHandler(sequence, () => true);
  parser.registerDcsHandler({ intermediates: '$', final: 'q' }, () => true);
}

/** First what was printed before, then what comes; what the screen answers to the past is not said again. */
function speak(screen: Terminal, terminal: TerminalId): () => void {
  let drawn = 0;
  let next: number | undefined;
  const early: TerminalPush[] = [];
  const take = (push: TerminalPush) => {
    if (next === undefined) return void early.push(push);
    if (push.at < next) return;
    next = push.at + push.text.length;
    screen.write(push.text, () => {
      drawn += push.text.length;
      if (drawn < tellsEach) return;
      void bridge().call('terminals.drawn', { terminal, count: drawn });
      drawn = 0;
    });
  };
  const stop = followTerminal(terminal, take);
  void bridge()
    .call('terminals.attach', { terminal, size: sizeOf(screen) })
    .then((attached) => {
      if (!attached.ok) return screen.write(attached.error.message);
      next = attached.value.printed;
      screen.write(attached.value.backlog, () => screen.onData((text) => type(terminal, text)));
      for (const push of early) take(push);
    });
  return () => {
    stop();
    void bridge().call('terminals.detach', { terminal });
  };
}

function type(terminal: TerminalId, text: string): void {
  for (let at = 0; at < text.length; at += longestInput)
    void bridge().call('terminals.write', { terminal, text: text.slice(at, at + longestInput) });
}

function sizeOf({ cols, rows }: Terminal): TerminalSize {
  return { columns: cols, rows };
}

/** Keys that are the window's: the way out, the search, and the clipboard as every terminal has it. */
function staysHere(event: KeyboardEvent, screen: Terminal): boolean {
  if (event.type !== 'keydown' || !(event.ctrlKey || event.metaKey)) return true;
  const key = event.key.toLowerCase();
  if ((key === 'j' && !event.shiftKey) || (key === 'f' && event.altKey)) return false;
  if (!event.shiftKey) return true;
  if (key === 'c' && copyText(screen.getSelection())) event.preventDefault();
  return key !== 'c' && key !== 'v';
}

/** A paste cannot end its own brackets, or do anything but stand there. */
function pasteCleanly(place: HTMLElement, screen: Terminal): () => void {
  const paste = (event: ClipboardEvent) => {
    event.preventDefault();
    event.stopPropagation();
    screen.paste((event.clipboardData?.getData('text/plain') ?? '').replaceAll(controls, ''));
  };
  place.addEventListener('paste', paste, { capture: true });
  return () => place.removeEventListener('paste', paste, { capture: true });
}

const controls = new RegExp('[\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f-\\u009f]', 'g');

function keepFitting(place: HTMLElement, fit: FitAddon, onFit: () => void): () => void {
  let timer: number | undefined;
  const sizes = new ResizeObserver(() => {
    window.clearTimeout(timer);
    timer = window.setTimeout(() => {
      fit.fit();
      onFit();
    }, 100);
  });
  sizes.observe(place);
  return () => {
    window.clearTimeout(timer);
    sizes.disconnect();
  };
}

function followTheme(onChange: () => void): () => void {
  const watch = new MutationObserver(onChange);
  watch.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
  return () => watch.disconnect();
}
