import { createHash, randomBytes } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a page may load and run: Content-Security-Policy, so that a script in a letter could never run. */

// Components and the terminal set styles while they run; styles cannot carry code.
const sharedRules = [
  "default-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
];

export interface ContentPolicy {
  /** The header for a page, and a nonce for the scripts of a page that is rendered only now. */
  of(path: string): { header: string; nonce?: string };
}

/**
 * The policy of a built site. Prerendered pages have inline scripts that are known, so each page names the hashes of
 * its own, and nothing else may run; a page that is not known is rendered now and gets a nonce.
 */
export function policyOfBuiltSite(buildDirectory: string): ContentPolicy {
  const pages = join(buildDirectory, 'server/app');
  const hashes = new Map(
    globSync('**/*.html', { cwd: pages }).map((file) => [
      `/${file.replace(/\.html$/, '').replace(/^index$/, '')}`,
      hashesOfInlineScripts(readFileSync(join(pages, file), 'utf8')),
    ]),
  );
  const ofErrors = ['/_not-found', '/_global-error'].flatMap((page) => hashes.get(page) ?? []);
  return {
    of(path) {
      const known = hashes.get(path.length > 1 ? path.replace(/\/$/, '') : path);
      if (known) return { header: headerWith(known) };
      const nonce = randomBytes(16).toString('base64');
      return { header: headerWith([...ofErrors, `'nonce-${nonce}'`]), nonce };
    },
  };
}

/** While developing, Next runs scripts that it makes as it goes. */
export const policyOfDevelopment: ContentPolicy = {
  of: () => ({ header: headerWith(["'unsafe-inline'", "'unsafe-eval'"]) }),
};

function headerWith(scripts: readonly string[]): string {
  return [...sharedRules, ["script-src 'self'", ...scripts].join(' ')].join('; ');
}

function hashesOfInlineScripts(html: string): string[] {
  const scripts = html.matchAll(/<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/g);
  const hashes = Array.from(scripts, ([, code = '']) => createHash('sha256').update(code).digest('base64'));
  return [...new Set(hashes)].map((hash) => `'sha256-${hash}'`);
}
