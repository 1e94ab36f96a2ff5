import { packageJson } from './sample-commit.ts';
import type { SampleCommit } from './sample-commit.ts';

const PRODUCTS = `export const products = [
  { title: 'Oolong, first flush', price: 18 },
  { title: 'Kyūsu teapot', price: 64 },
  { title: 'Tea towel (linen)', price: 12 },
];
`;

const PRODUCT_PAGE = `import { makeSlug, truncate } from '../../textkit/src/index.js';

/** Where a product is shown. */
export function productUrl(product) {
  return \`/tea/\${makeSlug(product.title)}\`;
}

export function productCard(product) {
  return \`<a href="\${productUrl(product)}">\${truncate(product.title, 16)} · €\${product.price}</a>\`;
}
`;

const SITEMAP = `import { productUrl } from './product-page.js';
import { makeSlug } from '../../textkit/src/index.js';

/** Every address of the shop, sorted, for search engines. */
export function sitemap(products, pages) {
  const fixed = pages.map((page) => \`/\${makeSlug(page)}\`);
  return [...fixed, ...products.map(productUrl)].sort();
}
`;

const PAGE_TEST = `import assert from 'node:assert/strict';
import { test } from 'node:test';
import { productCard, productUrl } from '../src/product-page.js';
import { products } from '../src/products.js';

test('a product has a readable address', () => {
  assert.equal(productUrl(products[1]), '/tea/kyusu-teapot');
});

test('a card fits on a phone', () => {
  assert.equal(productCard(products[0]), '<a href="/tea/oolong-first-flush">Oolong, first… · €18</a>');
});
`;

const SITEMAP_TEST = `import assert from 'node:assert/strict';
import { test } from 'node:test';
import { products } from '../src/products.js';
import { sitemap } from '../src/sitemap.js';

test('the sitemap lists pages and products', () => {
  assert.deepEqual(sitemap(products.slice(2), ['About us']), ['/about-us', '/tea/tea-towel-linen']);
});
`;

const description = 'The tea shop';

export const storefrontCommits: readonly SampleCommit[] = [
  {
    message: 'Show products under readable addresses',
    date: '2026-03-20T10:30:00+01:00',
    files: {
      'package.json': packageJson('storefront', { version: '1.0.0', description }),
      'README.md': '# storefront\n\nThe tea shop. Needs `textkit` checked out beside it; `npm test` runs the tests.\n',
      'src/products.js': PRODUCTS,
      'src/product-page.js': PRODUCT_PAGE,
      'test/product-page.test.js': PAGE_TEST,
    },
  },
  {
    message: 'List every address in a sitemap',
    date: '2026-04-22T16:02:00+02:00',
    files: {
      'package.json': packageJson('storefront', { version: '1.1.0', description }),
      'src/sitemap.js': SITEMAP,
      'test/sitemap.test.js': SITEMAP_TEST,
    },
  },
];
