import { registerHooks } from 'node:module';
import * as swc from '@swc/core';

// dependency-cruiser reads TypeScript 7 through swc, but never tells it that a .tsx file holds JSX. It gets this module
// instead of swc itself.
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === '@swc/core' && context.parentURL?.includes('/dependency-cruiser/')
      ? { url: import.meta.url, shortCircuit: true }
      : next(specifier, context),
});

export const { version, parseSync } = swc;

export function parseFileSync(file: string, options: swc.ParseOptions): swc.Module {
  return swc.parseFileSync(file, { ...options, ...(file.endsWith('.tsx') ? { tsx: true } : {}) });
}
