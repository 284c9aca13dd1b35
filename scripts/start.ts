import { followNpm } from './follow-npm.ts';
import { buildSiteIfChanged } from './site-build.ts';

// npm start. The server runs in this process, not in a child: a signal to npm reaches it and nothing is left behind.
followNpm();
try {
  await buildSiteIfChanged();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
await import('../sandbox-server/main.ts');
