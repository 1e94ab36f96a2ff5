import { join } from 'node:path';
import { ROOT, expect, test } from './app.ts';
import { addRepos, createThread, untilColumn } from './facts.ts';

const START = 'app://teatree/index.html';

test('the page has two functions and nothing of Node or Electron', async ({ app }) => {
  const found = await app.window.evaluate(() => ({
    node: ['require', 'process', 'module', 'Buffer', 'global', '__dirname', 'electron'].filter(
      (name) => name in window,
    ),
    bridge: Object.keys(window.teatree ?? {}),
    url: location.href,
  }));
  expect(found).toEqual({ node: [], bridge: ['call', 'subscribe'], url: START });
});

test('no window opens, and the page cannot be led away', async ({ app }) => {
  const page = app.window;
  for (const url of ['https://example.com/', 'file:///etc/passwd', 'app://elsewhere/index.html', 'data:text/html,x']) {
    expect(await page.evaluate((to) => window.open(to) === null, url)).toBe(true);
    await page.evaluate((to) => {
      const link = Object.assign(document.createElement('a'), { href: to, target: '_top', textContent: 'go' });
      document.body.append(link);
      link.click();
      location.href = to;
    }, url);
    await page.waitForTimeout(150);
    expect(page.url()).toBe(START);
  }
  expect(await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
  app.pageErrors.length = 0;
});

test('nothing remote is loaded, no inline script runs, and no file outside the page is served', async ({ app }) => {
  const page = app.window;
  const outcome = await page.evaluate(async () => {
    const get = (url: string) =>
      fetch(url).then(
        (response) => response.status,
        () => 'refused',
      );
    const image = await new Promise((resolve) => {
      const img = new Image();
      img.onload = () => resolve('loaded');
      img.onerror = () => resolve('refused');
      img.src = 'https://example.com/pixel.png';
    });
    document.body.append(Object.assign(document.createElement('script'), { textContent: 'window.ranInline = true' }));
    const frame = Object.assign(document.createElement('iframe'), { src: 'https://example.com/' });
    document.body.append(frame);
    const files = ['..%2f..%2fpackage.json', '%2e%2e/%2e%2e/package.json', '..%2fmain%2findex.js', 'nothing.js'];
    return {
      remote: await get('https://example.com/'),
      loopback: await get('http://127.0.0.1:9/'),
      file: await get('file:///etc/passwd'),
      image,
      inline: 'ranInline' in window,
      files: await Promise.all(files.map((path) => get(`app://teatree/${path}`))),
      microphone: await navigator.mediaDevices.getUserMedia({ audio: true }).then(
        () => 'granted',
        () => 'refused',
      ),
      location: await navigator.permissions.query({ name: 'geolocation' }).then(({ state }) => state),
    };
  });
  const refused = 'refused';
  expect(outcome).toEqual({
    ...{ remote: refused, loopback: refused, file: refused, image: refused, inline: false },
    ...{ files: [404, 404, 404, 404], microphone: refused, location: 'denied' },
  });
  expect(app.pageErrors.join('\n')).toContain('Content Security Policy');
  app.pageErrors.length = 0;
});

test('a call from another page, of another shape or with bad input is refused', async ({ app }) => {
  const preload = join(ROOT, 'out/preload/index.cjs');
  const foreign: unknown = await app.electron.evaluate(
    async ({ BrowserWindow }, [script, url]) => {
      const other = new BrowserWindow({ show: false, webPreferences: { preload: script, sandbox: true } });
      await other.loadURL(url);
      const answer: unknown = await other.webContents.executeJavaScript(`teatree.call('app.snapshot', {})`);
      other.destroy();
      return answer;
    },
    [preload, START] as const,
  );
  expect(foreign).toMatchObject({ ok: false, error: { code: 'foreign-sender' } });
  const call = (name: unknown, input: unknown) =>
    app.window.evaluate(([method, value]) => window.teatree?.call(method as never, value as never), [
      name,
      input,
    ] as const);
  expect(await call(7, {})).toMatchObject({ ok: false, error: { code: 'bad-envelope' } });
  for (const [name, input] of [
    ['nothing.here', {}],
    ['__proto__', {}],
    ['app.snapshot', { more: 1 }],
    ['repos.add', { path: 5 }],
    ['app.openLink', { url: 'javascript:alert(1)' }],
    ['app.openLink', { url: 'file:///etc/passwd' }],
    ['asks.answer', { ask: 'ask_x', generation: '1', answer: { kind: 'approve' } }],
  ])
    expect(await call(name, input), JSON.stringify([name, input])).toMatchObject({ ok: false });
});

test('a link opens only after the person has seen the whole address', async ({ app }) => {
  const asked = await app.electron.evaluateHandle(({ dialog, shell }) => {
    const seen = { dialogs: [] as string[], opened: [] as string[], answer: 1 };
    dialog.showMessageBox = async (...options: unknown[]) => {
      seen.dialogs.push(JSON.stringify(options.at(-1)));
      return { response: seen.answer, checkboxChecked: false };
    };
    shell.openExternal = async (url: string) => void seen.opened.push(url);
    return seen;
  });
  const url = 'https://example.com/a?b=c';
  expect(await app.call('app.openLink', { url })).toEqual({ ok: true, value: { opened: false } });
  await asked.evaluate((seen) => void (seen.answer = 0));
  expect(await app.call('app.openLink', { url })).toEqual({ ok: true, value: { opened: true } });
  expect(await asked.evaluate(({ opened }) => opened)).toEqual([url]);
  expect(await asked.evaluate(({ dialogs }) => dialogs[0])).toContain(url);
});

const HOSTILE = `<img src=x onerror="window.pwned=1"><script>window.pwned=1</script>[x](javascript:window.pwned=1)`;
const RECIPE = `
title: Hostile words
steps:
  - repos: textkit
    write: { path: 'docs/<b>bold<b>.md', content: ${JSON.stringify(`${HOSTILE}\n`)} }
  - repos: textkit
    commit: ${JSON.stringify(HOSTILE)}
`;

test('text from agents and repos stays text, wherever it is shown', async ({ desk, app }) => {
  const [textkit] = await addRepos(app, desk);
  await createThread(app, { goal: `Say ${HOSTILE}`, title: HOSTILE, repos: [textkit], recipe: { text: RECIPE } });
  await untilColumn(app, 'in-review');
  const page = app.window;
  await expect(page.getByRole('region', { name: 'In review' })).toContainText('<img src=x');
  await page.getByRole('region', { name: 'In review' }).getByRole('button').first().click();
  for (const tab of ['Conversation', 'Changes', 'Checks', 'Facts']) {
    await page.getByRole('tab', { name: new RegExp(`^${tab}`) }).click();
    await page.waitForTimeout(200);
    expect(await page.locator('img[src="x"], b, a[href^="javascript"]').count(), tab).toBe(0);
    if (tab === 'Changes') {
      await expect(page.locator('[data-line=added]').first()).toContainText('<script>window.pwned=1</script>');
      await expect(page.getByRole('navigation', { name: 'Changed files' })).toContainText('<b>bold<b>.md');
      await app.picture('hostile-words');
    }
  }
  expect(await page.evaluate(() => 'pwned' in window)).toBe(false);
});
