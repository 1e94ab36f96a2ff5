import type { BrowserWindow } from 'electron';

/** The windows of the board, the one that was used last first. */
export type Windows = {
  /** None while all are closed. */
  readonly current: () => BrowserWindow | undefined;
  readonly all: () => readonly BrowserWindow[];
  /** Beside the one that was used last. */
  readonly add: () => BrowserWindow;
};

const besidePx = 28;

export function boardWindows(open: () => BrowserWindow): Windows {
  let windows: readonly BrowserWindow[] = [];
  const all = () => windows.filter((window) => !window.isDestroyed());
  return {
    all,
    current: () => all()[0],
    add() {
      const last = all()[0];
      const window = open();
      if (last) {
        const { x, y } = last.getNormalBounds();
        window.setPosition(x + besidePx, y + besidePx);
      }
      const others = () => all().filter((each) => each !== window);
      windows = [window, ...others()];
      window.on('focus', () => (windows = [window, ...others()]));
      window.on('closed', () => (windows = others()));
      return window;
    },
  };
}
