import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { capture } from './command.mjs';
import { needsVirtualDisplay, onVirtualDisplay } from './display.mjs';

const hasServers =
  process.platform === 'linux' && (await capture('sh', ['-c', 'command -v Xvfb dbus-daemon'])).code === 0;

test.runIf(process.platform === 'linux')('a display that is there is used', () => {
  expect(needsVirtualDisplay({ DISPLAY: ':0' })).toBe(false);
  expect(needsVirtualDisplay({ WAYLAND_DISPLAY: 'wayland-0' })).toBe(false);
  expect(needsVirtualDisplay({ DISPLAY: '' })).toBe(true);
});

test.runIf(hasServers)('the servers live as long as the work, and only the owner has the key', async () => {
  let number = '';
  await onVirtualDisplay(async ({ DISPLAY, XAUTHORITY, DBUS_SESSION_BUS_ADDRESS }) => {
    number = String(DISPLAY).slice(1);
    expect(DBUS_SESSION_BUS_ADDRESS).toMatch(/^unix:/);
    expect(readFileSync(String(XAUTHORITY)).includes('MIT-MAGIC-COOKIE-1')).toBe(true);
    expect(isServed(number)).toBe(true);
  });
  await expect.poll(() => isServed(number)).toBe(false);
});

test.runIf(hasServers)('the servers end when the one who started them is killed', async () => {
  const script = `
    import { onVirtualDisplay } from ${JSON.stringify(new URL('./display.mjs', import.meta.url).href)};
    await onVirtualDisplay(async ({ DISPLAY }) => {
      process.stdout.write(DISPLAY.slice(1), () => process.kill(process.pid, 'SIGKILL'));
      await new Promise(() => {});
    });`;
  const { stdout } = await capture(process.execPath, ['--input-type=module', '-e', script]);
  expect(stdout).toMatch(/^\d+$/);
  await expect.poll(() => isServed(stdout), { timeout: 5_000 }).toBe(false);
});

/** @param {string} number of the display */
function isServed(number) {
  return existsSync(`/tmp/.X11-unix/X${number}`);
}
