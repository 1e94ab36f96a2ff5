import type { ITheme } from '@xterm/xterm';

/** The window's own colours; those that programs name keep their meaning. */
export function colours(): ITheme {
  const style = getComputedStyle(document.documentElement);
  const of = (name: string) => style.getPropertyValue(`--${name}`).trim();
  const [red, green, yellow, blue, magenta] = ['failed', 'ready', 'needs-you', 'working', 'review'].map(of);
  return {
    ...{ background: of('canvas'), foreground: of('ink'), cursor: of('accent'), cursorAccent: of('canvas') },
    ...{ selectionBackground: `${of('accent')}55`, black: of('panel'), white: of('ink-2'), brightBlack: of('ink-3') },
    ...{ brightWhite: of('ink'), cyan: of('accent'), brightCyan: of('accent') },
    ...(red && { red, brightRed: red }),
    ...(green && { green, brightGreen: green }),
    ...(yellow && { yellow, brightYellow: yellow }),
    ...(blue && { blue, brightBlue: blue }),
    ...(magenta && { magenta, brightMagenta: magenta }),
  };
}
