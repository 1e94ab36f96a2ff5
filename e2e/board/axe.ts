import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';

/** Of axe, what is used here. */
type Axe = { run(context: object, options: object): ReturnType<AxeBuilder['analyze']> };

const beside = createRequire(createRequire(import.meta.url).resolve('@axe-core/playwright'));
const source = readFileSync(beside.resolve('axe-core/axe.min.js'), 'utf8');

export type Look = {
  /** Selectors of the only part that is looked at. */
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
  /** The only rules that are asked; without them all are. */
  readonly rules?: readonly string[];
};

/** What axe calls serious or critical, in words. Its text is read once per load: reading it takes as long as a look. */
export async function graveFaults(page: Page, { include, exclude, rules }: Look): Promise<readonly string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(source);
  return page.evaluate(
    async ({ context, options }) => {
      const { axe } = window as unknown as { readonly axe: Axe };
      const { violations } = await axe.run(context, options);
      const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
      return grave.flatMap(({ id, nodes }) => nodes.map(({ target, html }) => `${id}: ${target.join(' ')}: ${html}`));
    },
    {
      context: { include: include ?? ['html'], exclude: exclude ?? [] },
      options: { resultTypes: ['violations'], elementRef: false, ...(rules && { runOnly: [...rules] }) },
    },
  );
}
