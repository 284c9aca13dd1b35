import { searchIndexOf } from '../../components/search/search-index.ts';
import { searchDocuments } from '../search-documents.ts';

// Written once, while the site is built: the browser searches by itself.
export const dynamic = 'force-static';

export async function GET() {
  return new Response(searchIndexOf(await searchDocuments()), { headers: { 'content-type': 'application/json' } });
}
