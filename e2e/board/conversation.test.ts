import type { Page } from '@playwright/test';
import { expect, test } from './stage.ts';

async function openThread(page: Page, number: number): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.keyboard.type(`#${String(number)}`);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('tablist', { name: 'Thread' })).toBeVisible();
}

test('a conversation is read, searched, jumped through and copied by keyboard', async ({ stage }) => {
  const page = await stage.show({ threads: 30 });
  await openThread(page, 21);
  const list = page.getByRole('list', { name: 'Conversation' });
  await expect(list.getByText('What I found')).toBeVisible();

  await test.step('what agents write is Markdown, and does nothing', async () => {
    await expect(list.locator('strong', { hasText: 'three' })).toBeVisible();
    await expect(list.getByRole('cell', { name: 'api' })).toBeVisible();
    expect(await list.locator('img, script, a, iframe').count()).toBe(0);
    await expect(list.getByText('[picture: pixel] https://tracker.example/p.png')).toBeVisible();
    await expect(list.getByText('<script>alert(1)</script>')).toBeVisible();
    await expect(list.getByText('⟨U+202E⟩gnp')).toBeVisible();
    expect(await list.getByRole('link', { name: 'a link' }).count()).toBe(0);
  });

  await test.step('the search counts all, goes round, and opens what it found', async () => {
    await page.keyboard.press('Control+f');
    const field = page.getByRole('searchbox', { name: 'Search this conversation' });
    await expect(field).toBeFocused();
    await field.fill('PARSEamount');
    const status = page.getByRole('search').getByRole('status');
    await expect(status).toHaveText('5');
    for (const at of [1, 2, 3]) {
      await page.keyboard.press('Enter');
      await expect(status).toHaveText(`${String(at)} of 5`);
    }
    await expect(list.getByText('src/cart.ts:41:', { exact: false })).toBeVisible();
    expect(await page.evaluate(() => CSS.highlights.get('found')?.size)).toBeGreaterThan(2);
    await page.keyboard.press('Escape');
    await expect(field).toHaveCount(0);
  });

  await test.step('one key leads to what failed, another to what was asked', async () => {
    await page.keyboard.press('f');
    await expect(list.locator('[data-marked]')).toHaveCount(1);
    const first = await list.locator('[data-marked]').innerText();
    await page.keyboard.press('f');
    await expect.poll(() => list.locator('[data-marked]').innerText()).not.toBe(first);
    await page.keyboard.press('Shift+F');
    await expect.poll(() => list.locator('[data-marked]').innerText()).toBe(first);
    await page.keyboard.press('a');
    await expect(list.locator('[data-marked]').getByText('npm install zod@4.1.0').first()).toBeVisible();
  });

  await test.step('three densities, remembered', async () => {
    await expect(list.getByText('The lock file pins sugar')).toHaveCount(0);
    await page.getByRole('radio', { name: 'Everything' }).press('Enter');
    await expect(list.getByText('The lock file pins sugar')).toBeVisible();
    await page.getByRole('radio', { name: 'Summary' }).press('Enter');
    await expect(list.getByText(/actions? and \d remarks?/).first()).toBeVisible();
    await page.reload();
    await openThread(page, 21);
    await expect(page.getByRole('radio', { name: 'Summary' })).toBeChecked();
    await page.getByRole('radio', { name: 'Normal' }).press('Enter');
  });

  await test.step('an entry, what is marked, and the whole are copied as Markdown', async () => {
    await page.evaluate(() => {
      window.addEventListener('copy', (event) => (document.title = event.clipboardData?.getData('text/plain') ?? ''));
    });
    await page.getByRole('button', { name: /^Copy as Markdown/ }).press('Enter');
    await expect.poll(() => page.title()).toContain('- `git grep -n parseAmount`: done, 2 matches');
    expect(await page.title()).toContain('# ');
    await page.keyboard.press('f');
    await page.keyboard.press('Shift+J');
    await page.keyboard.press('y');
    await expect(page.getByText('Copied 2 entries as Markdown')).toBeVisible();
  });
});

test('messages wait in a queue that is arranged by keyboard, and name files', async ({ stage }) => {
  const page = await stage.show({ threads: 30 });
  await openThread(page, 21);
  const field = page.getByRole('textbox', { name: 'Message' });
  const queue = page.getByRole('region', { name: 'Queue' });
  for (const text of ['first', 'second', 'third']) {
    await field.fill(text);
    await page.keyboard.press('Control+Enter');
    await expect(field).toHaveValue('');
  }
  const said = () => queue.getByRole('listitem').locator('.untrusted').allInnerTexts();
  await expect.poll(said).toEqual(['first', 'second', 'third']);
  const of = (text: string) => queue.getByRole('listitem').filter({ hasText: text });
  await of('third').getByRole('button', { name: 'Say it earlier' }).press('Enter');
  await expect.poll(said).toEqual(['first', 'third', 'second']);
  await expect(of('third').getByRole('button', { name: 'Say it earlier' })).toBeFocused();
  await of('first').getByRole('button', { name: 'Take this message back' }).press('Enter');
  await of('third').getByRole('button', { name: 'Change this message' }).press('Enter');
  await page.getByRole('textbox', { name: 'Change the message' }).fill('third, and better');
  await page.keyboard.press('Enter');
  await expect.poll(said).toEqual(['third, and better', 'second']);
  await expect(page.getByText('You took back a message')).toBeVisible();
  for (const [keys, text, waits] of [
    ['Enter', 'fourth', 'next tool call'],
    ['Control+Shift+Enter', 'fifth', 'stopping the turn first'],
  ] as const) {
    await field.fill(text);
    await page.keyboard.press(keys);
    await expect(of(text)).toContainText(waits);
  }
  await expect(page.getByRole('button', { name: 'Stop turn' })).toBeVisible();
  await field.press('Escape');
  await expect(page.getByRole('button', { name: 'Stop turn' })).toHaveCount(0);
  await expect(of('fourth')).toContainText('waiting until you resume');

  await field.focus();
  await page.keyboard.type('Look at @cart');
  await expect(page.getByRole('listbox', { name: 'Files' }).getByRole('option')).toHaveText([
    'src/cart.ts',
    'test/cart.test.ts',
  ]);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(field).toHaveValue('Look at test/cart.test.ts ');
  await page
    .getByLabel('Files to attach')
    .setInputFiles({ name: 'shot.png', mimeType: 'image/png', buffer: Buffer.from('x') });
  await expect(field).toHaveValue(/^Look at test\/cart.test.ts \nPicture: \/.*\/attachments\/shot.png\n$/);
});

test('what is printed in a terminal names no window, opens no link, fills no clipboard, repaints nothing and types nothing', async ({
  stage,
}) => {
  const page = await stage.show({ threads: 30 });
  await openThread(page, 21);
  await page.keyboard.press('Control+j');
  await expect(page.getByRole('button', { name: 'Open a terminal' })).toBeFocused();
  await page.keyboard.press('Enter');
  const screen = page.getByRole('group', { name: 'Terminal' });
  await expect(screen.locator('.xterm-rows')).toContainText('kim@desk:~/web$');
  const title = await page.title();
  const copied = await page.evaluate(() => {
    document.addEventListener('copy', () => (document.body.dataset['copied'] = 'yes'));
    return document.body.dataset['copied'];
  });
  expect(copied).toBeUndefined();
  await page.evaluate(() => {
    const { teatree } = window;
    if (!teatree) return;
    const heard = (method: string, { text = '' }: { readonly text?: string }) => {
      if (method === 'terminals.write')
        document.body.dataset['typed'] = `${document.body.dataset['typed'] ?? ''}${text}`;
    };
    const call = (...asked: Parameters<typeof teatree.call>) => {
      heard(...(asked as Parameters<typeof heard>));
      return teatree.call(...asked);
    };
    Object.assign(window, { teatree: { ...teatree, call } });
  });
  await screen.locator('textarea').focus();
  const printed =
    '\u001b]0;owned\u0007\u001b]2;owned\u0007\u001b]52;c;b3duZWQ=\u0007\u001b]8;;https://evil.example\u0007press\u001b]8;;\u0007 me' +
    '\u001bP$q"p\u001b\\\u001b]10;?\u0007\u001b]4;1;?\u0007\u001b]11;#123456\u0007\u001b]11;?\u0007 now';
  await page.keyboard.insertText(printed);
  await expect(screen.locator('.xterm-rows')).toContainText('press me now');
  await screen.getByText('press me').click({ force: true });
  await expect(page.getByRole('navigation', { name: 'Rail' }), 'the page stays in place').toBeInViewport({ ratio: 1 });
  expect(await page.title()).toBe(title);
  expect(await screen.locator('.xterm-rows').innerText()).not.toContain('owned');
  expect(await screen.locator('[class*=underline]').count()).toBe(0);
  expect(await page.evaluate(() => document.body.dataset['copied'])).toBeUndefined();
  expect(await page.evaluate(() => document.body.dataset['typed']), 'nothing but what was typed').toBe(printed);
  await page.keyboard.press('Control+j');
  await expect(page.getByRole('tab', { name: 'Conversation' })).toHaveAttribute('aria-selected', 'true');
});
