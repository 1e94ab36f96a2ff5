import { inContext, only, prefixed } from '../rule.ts';
import type { SecretRule } from '../rule.ts';

const hex = (length: number) => `[0-9a-f]{${String(length)}}`;
const uuid = '[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}';

/** Clouds and hosting. */
export const clouds: readonly SecretRule[] = [
  ...['AKIA', 'ASIA', 'ABIA', 'ACCA'].map((prefix) => prefixed('aws-key-id', prefix, '[A-Z2-7]{16}')),
  only(
    inContext(
      'aws-secret-key',
      ['aws', 'AWS', 'Aws'],
      /aws[\w.-]{0,20}(?:secret|key|sk)[\w.-]{0,20}["'`]?[ \t]{0,8}(?:=>|:=|=|:|,)[ \t]{0,8}["'`]?([A-Za-z0-9/+]{40})(?![A-Za-z0-9/+=])/gi,
    ),
    (value) => /[A-Z]/.test(value) && /[a-z]/.test(value),
  ),
  prefixed('google-api-key', 'AIza', '[\\w-]{35}'),
  prefixed('google-oauth', 'GOCSPX-', '[\\w-]{28}'),
  prefixed('google-oauth', 'ya29.', '[\\w-]{30,1000}'),
  inContext('azure-key', ['AccountKey=', 'accountkey='], /AccountKey=([A-Za-z0-9+/]{86}==)/gi),
  inContext('azure-key', ['SharedAccessKey='], /SharedAccessKey=([A-Za-z0-9+/]{42,86}={1,2})/g),
  inContext('azure-secret', ['Q~'], /(?<![\w~.-])([\w~.]{3}\dQ~[\w~.-]{31,34})(?![\w~.-])/g),
  inContext('azure-sas', ['sig='], /[?&;]sig=([A-Za-z0-9%+/]{40,140}(?:=|%3D)?)/g),
  ...['dop_v1_', 'doo_v1_', 'dor_v1_'].map((prefix) => prefixed('digitalocean-token', prefix, hex(64))),
  inContext(
    'heroku-key',
    ['heroku', 'HEROKU', 'Heroku'],
    new RegExp(`heroku[\\w -]{0,30}["'\`]?[ \\t]{0,4}[:=][ \\t]{0,4}["'\`]?(${uuid})`, 'gi'),
  ),
  prefixed('heroku-key', 'HRKU-', '[\\w-]{36,80}'),
  prefixed('databricks-token', 'dapi', `${hex(32)}(?:-\\d)?`),
  prefixed('vault-token', 'hvs.', '[\\w-]{24,300}'),
  prefixed('vault-token', 'hvb.', '[\\w-]{24,300}'),
  prefixed('supabase-token', 'sbp_', hex(40)),
  prefixed('planetscale-token', 'pscale_tkn_', '[\\w.-]{32,64}'),
  prefixed('planetscale-token', 'pscale_pw_', '[\\w.-]{32,64}'),
  prefixed('doppler-token', 'dp.pt.', '[A-Za-z0-9]{40,44}'),
  prefixed('pulumi-token', 'pul-', hex(40)),
  prefixed('grafana-token', 'glsa_', '[A-Za-z0-9]{32}_[0-9a-fA-F]{8}'),
  prefixed('grafana-token', 'glc_', '[A-Za-z0-9+/]{32,400}={0,2}'),
  prefixed('newrelic-key', 'NRAK-', '[A-Z0-9]{27}'),
  prefixed('sentry-token', 'sntrys_', '[A-Za-z0-9+/=_-]{40,400}'),
  inContext('terraform-token', ['.atlasv1.'], /(?<![A-Za-z0-9])([A-Za-z0-9]{14}\.atlasv1\.[\w=-]{60,70})/g),
];
