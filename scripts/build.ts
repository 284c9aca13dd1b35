import { buildSiteIfChanged } from './site-build.ts';

// npm run build: what `npm start` does first.
try {
  await buildSiteIfChanged();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
