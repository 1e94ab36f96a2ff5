import { decodeBase64 } from '../filters/base64.ts';
import { isChosenPassword, isRandom } from '../filters/value.ts';
import { inContext, only } from '../rule.ts';
import type { SecretRule } from '../rule.ts';

/** Names and passwords where programs keep or take them: URLs, configuration files, headers, command lines. */
export const credentials: readonly SecretRule[] = [
  only(
    inContext('url-password', ['://'], /:\/\/[^\s:@/"'<>`\\]{0,100}:([^\s@/"'<>`\\]{3,200})(?=@[\w.[-])/g),
    isChosenPassword,
  ),
  only(
    inContext(
      'netrc-password',
      ['password', 'passwd'],
      /(?:^|\s)(?:machine[ \t]{1,8}\S{1,100}|default)\s{1,20}login\s{1,8}\S{1,100}\s{1,20}pass(?:word|wd)[ \t]{1,8}(\S{4,200})/g,
    ),
    isChosenPassword,
  ),
  only(
    inContext(
      'npmrc-token',
      ['_authToken', '_auth', '_password'],
      /:?_(?:authToken|auth|password)["']?[ \t]{0,4}[=:][ \t]{0,4}["']?([A-Za-z0-9+/=_.-]{8,300})/g,
    ),
    (value) => isChosenPassword(value) || isRandom(value),
  ),
  only(
    inContext('docker-auth', ['auth"'], /\\?"auth\\?"[ \t]{0,8}:[ \t]{0,8}\\?"([A-Za-z0-9+/]{8,400}={0,2})/g),
    (value) => isPair(decodeBase64(value)),
  ),
  only(
    inContext(
      'authorization-header',
      ['Bearer ', 'bearer ', 'Token ', 'token '],
      /(?:Bearer|Token|bearer|authorization[: ]{1,3}token|Authorization[: ]{1,3}token)[ \t]{1,4}([A-Za-z0-9+/_.~-]{20,2000}={0,2})/g,
    ),
    isRandom,
  ),
  only(
    inContext('authorization-header', ['Basic ', 'basic '], /[Bb]asic[ \t]{1,4}([A-Za-z0-9+/]{8,400}={0,2})/g),
    (value) => isPair(decodeBase64(value)),
  ),
  only(
    inContext(
      'command-line-password',
      [' -u', ' --user'],
      /[ \t](?:-u|--user)[ =]?["']?[^\s:"'/]{1,64}:([^\s"'/][^\s"']{5,128})/g,
    ),
    isChosenPassword,
  ),
  only(
    inContext(
      'command-line-password',
      ['--pass', '--token', '--secret', '--api-key', '--apikey', '--auth-token', '--access-token'],
      /--(?:[a-z]{1,12}-){0,2}(?:password|passphrase|passwd|pass|token|secret|api-?key)[ \t]{1,4}["']?([^\s"'`;&|<>-][^\s"'`;&|<>]{7,200})/g,
    ),
    isChosenPassword,
  ),
];

/** `name:password`, as in a Basic header. */
function isPair(text: string | undefined): boolean {
  const found = /^[^\s:]{1,100}:(\S{3,200})$/.exec(text ?? '');
  return found?.[1] !== undefined && isChosenPassword(found[1]);
}
