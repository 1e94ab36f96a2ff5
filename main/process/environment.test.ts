import { expect, test } from 'vitest';
import { cleanEnvironment } from './environment.ts';

test('no token, agent socket or git variable passes; the plain settings do', () => {
  const source = {
    ...{ PATH: '/bin', HOME: '/home/a', LC_ALL: 'C', LANG: 'de', TMPDIR: '/t', SSH_AUTH_SOCK: '/s', GITHUB_TOKEN: 't' },
    ...{
      GIT_DIR: '/g',
      NODE_OPTIONS: '--inspect',
      AWS_SECRET_ACCESS_KEY: 'k',
      ANTHROPIC_API_KEY: 'k',
      LD_PRELOAD: 'x',
    },
    ...{ HTTPS_PROXY: 'http://user:password@proxy:1', http_proxy: 'http://proxy:1', NO_PROXY: 'localhost' },
  };
  expect(cleanEnvironment({ PORT: '1' }, source)).toEqual({
    ...{ PATH: '/bin', HOME: '/home/a', LC_ALL: 'C', LANG: 'de', TMPDIR: '/t', PORT: '1' },
    ...{ http_proxy: 'http://proxy:1', NO_PROXY: 'localhost' },
  });
});
