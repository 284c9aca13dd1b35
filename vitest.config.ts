import { defineConfig } from 'vitest/config';

/** Everything but the browser: functions, engine, lessons. Tests lie beside what they test, or in tests/ when they
 *  cross folders. */
export default defineConfig({
  test: {
    include: ['{app,components,content,sandbox-server,scripts,bench}/**/*.test.{ts,tsx}', 'tests/**/*.test.ts'],
    exclude: ['tests/browser/**', '**/node_modules/**', '.next/**'],
    // All cores: by itself it leaves one free, which is half of a small machine.
    maxWorkers: '100%',
    // Real processes and real kills are slower on a busy machine than the default of 5 s allows.
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
});
