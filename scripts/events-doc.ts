import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import { eventsVersion, factSchemas, headSchema } from '#protocol/events.ts';

// npm run docs:events: writes docs/events.md from the schemas. events-doc.test.ts holds that it is current.

/** The part of JSON Schema that our facts use. */
interface JsonSchema {
  type?: string;
  const?: string;
  enum?: string[];
  description?: string;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  items?: JsonSchema;
  oneOf?: JsonSchema[];
  additionalProperties?: JsonSchema | boolean;
}

const documentFile = resolve(import.meta.dirname, '../docs/events.md');

/** Longer lists of words are told by their number: the reasons have a file of their own. */
const enumerationMax = 12;

const introduction = `# The facts of a sandbox

Everything that can be in a sandbox's log. Generated from \`sandbox-server/protocol/events.ts\` by
\`npm run docs:events\`: change the descriptions there, not here.

This is version ${eventsVersion}. A stored log of another version is not folded: its sandbox begins anew, and the old log
stays in the database. Objects are written \`{ field, field }\`; a \`?\` marks what may be absent.

## The head of every fact
`;

/** The whole document. */
export function eventsDocument(): string {
  const facts = factSchemas.map((schema) => {
    const json = jsonSchemaOf(schema);
    const { type, ...fields } = json.properties ?? {};
    return [`## \`${type?.const}\``, json.description, tableOf({ ...json, properties: fields })]
      .filter(Boolean)
      .join('\n\n');
  });
  return `${[introduction + tableOf(jsonSchemaOf(headSchema)), ...facts].join('\n\n')}\n`;
}

function jsonSchemaOf(schema: z.ZodType): JsonSchema {
  // Narrower on purpose: what our facts do not use is not described.
  return z.toJSONSchema(schema, { io: 'output' }) as JsonSchema;
}

function tableOf({ properties = {}, required = [] }: JsonSchema): string {
  const rows = Object.entries(properties).map(([name, field]) => {
    const optional = required.includes(name) ? '' : '?';
    return `| \`${name}${optional}\` | ${typeOf(field)} | ${field.description ?? ''} |`;
  });
  return rows.length > 0 ? ['| field | type | meaning |', '| --- | --- | --- |', ...rows].join('\n') : '';
}

function typeOf({ type, const: only, enum: words, properties, required, items, oneOf, ...rest }: JsonSchema): string {
  if (only) return `\`${only}\``;
  if (words)
    return words.length > enumerationMax
      ? `one of ${words.length} words`
      : words.map((word) => `\`${word}\``).join(', ');
  if (oneOf) return oneOf.map((one) => one.properties?.type?.const ?? typeOf(one)).join(', ');
  if (items) return `list of ${typeOf(items)}`;
  if (properties) {
    const names = Object.keys(properties).map((name) => (required?.includes(name) ? name : `${name}?`));
    return `\`{ ${names.join(', ')} }\``;
  }
  if (typeof rest.additionalProperties === 'object') return `${typeOf(rest.additionalProperties)} by name`;
  return type === 'string' ? 'text' : (type ?? '');
}

if (import.meta.main) {
  const document = eventsDocument();
  const isCurrent = readFileSync(documentFile, { encoding: 'utf8', flag: 'a+' }) === document;
  if (!isCurrent) writeFileSync(documentFile, document);
  console.log(`docs/events.md ${isCurrent ? 'is current' : 'is written'}: ${factSchemas.length} facts`);
}
