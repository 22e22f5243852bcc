import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import ts from 'typescript-eslint';

/** Rooms under main/ that must not know each other; calls composes them through their interfaces. */
const ROOMS = ['sip', 'media', 'assist', 'records', 'crm', 'recording'];

const roomZones = ROOMS.map((room) => ({
  files: [`main/${room}/**/*.ts`],
  rules: {
    'no-restricted-imports': ['error', { patterns: [{
      regex: `^(\\.\\./)+(?:${[...ROOMS.filter((other) => other !== room), 'calls', 'app', 'ipc', 'practice'].join('|')})/`,
      message: 'rooms never import each other; calls composes them through their interfaces',
    }] }],
  },
}));

export default ts.config(
  { ignores: ['out/**', 'dist/**', '.runtime/**', 'models/files/**', 'node_modules/**', 'test/fixtures/**', 'test-results/**'] },
  js.configs.recommended,
  ...ts.configs.strict,
  ...svelte.configs.recommended,
  {
    languageOptions: { globals: { process: 'readonly', console: 'readonly', Buffer: 'readonly', URL: 'readonly', setTimeout: 'readonly', clearTimeout: 'readonly', setInterval: 'readonly', clearInterval: 'readonly', performance: 'readonly', fetch: 'readonly', AbortSignal: 'readonly', structuredClone: 'readonly' } },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'no-empty': ['error', { allowEmptyCatch: false }],
      eqeqeq: 'error',
    },
  },
  { files: ['**/*.svelte', '**/*.svelte.ts'], languageOptions: { parserOptions: { parser: ts.parser } }, rules: { 'no-undef': 'off' } },
  { files: ['**/*.ts'], rules: { 'no-undef': 'off' } },
  { files: ['main/**/*.ts', 'preload/**/*.ts', 'renderer/**/*.{ts,svelte}'], rules: { 'no-console': 'error' } },
  ...roomZones,
  {
    files: ['main/**/*.ts'],
    ignores: ['main/ipc/**', 'main/app/**', 'main/index.ts'],
    rules: { 'no-restricted-syntax': ['error', { selector: "ImportDeclaration[source.value='electron'] ImportSpecifier[imported.name=/^ipc(Main|Renderer)$/]", message: 'raw IPC lives in main/ipc and preload alone' }] },
  },
  {
    files: ['renderer/**/*.{ts,svelte}'],
    rules: { 'no-restricted-imports': ['error', { patterns: [
      { regex: '^electron$|^node:|/main/|/models/', message: 'the page knows snapshots and commands only' },
      { regex: '/preload/(?!contract/)', message: 'the contract alone is shared' },
    ] }] },
  },
  {
    files: ['renderer/{features,ui,audio}/**/*.{ts,svelte}'],
    rules: { 'no-restricted-globals': ['error', { name: 'sidetone', message: 'only renderer/bridge touches the exposed API' }], 'no-restricted-properties': ['error', { object: 'window', property: 'sidetone', message: 'only renderer/bridge touches the exposed API' }] },
  },
  { files: ['test/**/*.ts'], rules: { '@typescript-eslint/no-non-null-assertion': 'off' } },
);
