import { prefixed } from '../rule.ts';
import type { SecretRule } from '../rule.ts';

const hex = (length: number) => `[0-9a-f]{${String(length)}}`;

/** Code hosts and package registries. */
export const forges: readonly SecretRule[] = [
  ...['ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_'].map((prefix) => prefixed('github-token', prefix, '[A-Za-z0-9]{36,255}')),
  prefixed('github-token', 'github_pat_', '[A-Za-z0-9_]{60,255}'),
  ...['glpat-', 'gldt-', 'glrt-', 'glptt-', 'glcbt-', 'glsoat-', 'glft-', 'glimt-', 'glagent-'].map((prefix) =>
    prefixed('gitlab-token', prefix, '[\\w.-]{20,300}'),
  ),
  prefixed('bitbucket-token', 'ATBB', '[A-Za-z0-9]{28,64}'),
  prefixed('atlassian-token', 'ATATT3', '[\\w=-]{50,300}'),
  prefixed('npm-token', 'npm_', '[A-Za-z0-9]{36}'),
  prefixed('pypi-token', 'pypi-', 'AgE[\\w-]{50,500}'),
  prefixed('rubygems-token', 'rubygems_', hex(48)),
  prefixed('crates-token', 'cio', '[A-Za-z0-9]{32}'),
  prefixed('docker-token', 'dckr_pat_', '[\\w-]{27,64}'),
  prefixed('docker-token', 'dckr_oat_', '[\\w-]{27,64}'),
  prefixed('huggingface-token', 'hf_', '[A-Za-z0-9]{34,40}'),
  prefixed('linear-token', 'lin_api_', '[A-Za-z0-9]{32,64}'),
  prefixed('figma-token', 'figd_', '[\\w-]{38,64}'),
  prefixed('postman-token', 'PMAK-', '[0-9a-f]{24}-[0-9a-f]{34}'),
];
