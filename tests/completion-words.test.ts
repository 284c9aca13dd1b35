import { expect, test } from 'vitest';
import { toolOptions } from '../components/terminal/completion-words.ts';
import { tools } from '../sandbox-server/shell/tools.ts';

test('Tab knows the tools that the shell has, and no others', () => {
  expect(Object.keys(toolOptions)).toEqual(Object.keys(tools));
});
