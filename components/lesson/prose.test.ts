import { evaluate } from '@mdx-js/mdx';
import type { MDXContent } from 'mdx/types';
import { createElement } from 'react';
import * as runtime from 'react/jsx-runtime';
import { renderToStaticMarkup } from 'react-dom/server';
import remarkGfm from 'remark-gfm';
import { expect, test } from 'vitest';
import { useMDXComponents } from '../../mdx-components.tsx';

/** Markdown as the page of a lesson shows it. */
async function shown(prose: string): Promise<string> {
  const { default: Prose } = await evaluate(prose, { ...runtime, remarkPlugins: [remarkGfm] });
  return renderToStaticMarkup(createElement(Page, { Prose }));
}

function Page({ Prose }: { Prose: MDXContent }) {
  return createElement(Prose, { components: useMDXComponents() });
}

test('an address in the prose is a word, bold or not: it opens no mail program', async () => {
  expect(await shown('Write to **dave@globex.example** or zoe@freemail.example.')).toBe(
    '<p>Write to <strong>dave@globex.example</strong> or zoe@freemail.example.</p>',
  );
});

test('a link leads on', async () => {
  expect(await shown('See [Explain](/explain).')).toBe('<p>See <a href="/explain">Explain</a>.</p>');
});

test('lines of code are one block, which is scrolled', async () => {
  expect(await shown('```\none\ntwo\n```')).toBe('<pre tabindex="0"><code>one\ntwo\n</code></pre>');
});
