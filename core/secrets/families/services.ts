import { decodeBase64 } from '../filters/base64.ts';
import { inContext, only, prefixed } from '../rule.ts';
import type { SecretRule } from '../rule.ts';

const hex = (length: number) => `[0-9a-f]{${String(length)}}`;

/** Payment, mail and chat. */
const business: readonly SecretRule[] = [
  ...['sk_live_', 'rk_live_'].map((prefix) => prefixed('stripe-key', prefix, '[A-Za-z0-9]{16,250}')),
  prefixed('stripe-webhook', 'whsec_', '[A-Za-z0-9+/]{32,64}={0,2}'),
  ...['shpat_', 'shpca_', 'shppa_', 'shpss_'].map((prefix) => prefixed('shopify-token', prefix, '[0-9a-fA-F]{32}')),
  prefixed('square-token', 'sq0csp-', '[\\w-]{43}'),
  prefixed('square-token', 'sq0atp-', '[\\w-]{22}'),
  prefixed('sendgrid-key', 'SG.', '[\\w-]{16,32}\\.[\\w-]{16,64}'),
  prefixed('twilio-key', 'SK', hex(32)),
  inContext('twilio-token', ['twilio', 'TWILIO', 'Twilio'], /twilio[^\n]{0,60}?[\s"'`:=,]([0-9a-f]{32})(?![0-9a-f])/gi),
  prefixed('mailgun-key', 'key-', hex(32)),
  inContext('mailchimp-key', ['-us'], /(?<![0-9a-f])([0-9a-f]{32}-us\d{1,2})(?!\w)/g),
  ...['xoxa-', 'xoxb-', 'xoxe-', 'xoxo-', 'xoxp-', 'xoxr-', 'xoxs-', 'xoxc-', 'xoxd-', 'xoxe.xoxp-', 'xapp-'].map(
    (prefix) => prefixed('slack-token', prefix, '[A-Za-z0-9%-]{20,300}'),
  ),
  inContext('slack-webhook', ['hooks.slack.com'], /hooks\.slack\.com\/(?:services|workflows)\/([A-Za-z0-9+/]{30,90})/g),
  inContext('discord-webhook', ['/api/webhooks/'], /discord(?:app)?\.com\/api\/webhooks\/(\d{16,20}\/[\w-]{50,90})/g),
  only(
    inContext('discord-token', ['.'], /(?<![\w.-])([MNO][A-Za-z0-9_-]{22,27}\.[\w-]{6}\.[\w-]{27,45})(?![\w.-])/g),
    (value) => /^\d{16,20}$/.test(decodeBase64(value.split('.')[0] ?? '') ?? ''),
  ),
  inContext('telegram-token', [':AA'], /(?<!\d)(\d{8,10}:AA[\w-]{33})(?![\w-])/g),
  ...['ntn_', 'secret_'].map((prefix) => prefixed('notion-token', prefix, '[A-Za-z0-9]{43,50}')),
];

/** Model providers. */
const models: readonly SecretRule[] = [
  prefixed('anthropic-key', 'sk-ant-', '[\\w-]{32,200}'),
  ...['sk-proj-', 'sk-svcacct-', 'sk-admin-'].map((prefix) => prefixed('openai-key', prefix, '[\\w-]{32,200}')),
  prefixed('openrouter-key', 'sk-or-v1-', hex(64)),
  prefixed('openai-key', 'sk-', '[A-Za-z0-9]{32,64}'),
  prefixed('groq-key', 'gsk_', '[A-Za-z0-9]{48,56}'),
  prefixed('xai-key', 'xai-', '[A-Za-z0-9]{70,90}'),
  prefixed('replicate-token', 'r8_', '[A-Za-z0-9]{37}'),
  prefixed('perplexity-key', 'pplx-', '[A-Za-z0-9]{40,60}'),
];

export const services: readonly SecretRule[] = [...business, ...models];
