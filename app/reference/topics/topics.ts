import type { ReferenceTopic } from '../../../components/reference/entries.ts';
import { commands } from './commands.ts';
import { dnsRecords } from './dns-records.ts';
import { enhancedCodes } from './enhanced-codes.ts';
import { extensions } from './extensions.ts';
import { factsThatDate } from './facts-that-date.ts';
import { glossary } from './glossary.ts';
import { headerFields } from './header-fields.ts';
import { myths } from './myths.ts';
import { parameters } from './parameters.ts';
import { ports } from './ports.ts';
import { replyCodes } from './reply-codes.ts';

/** The reference, in the order of its index: a page each. */
export const topics: readonly ReferenceTopic[] = [
  commands,
  replyCodes,
  enhancedCodes,
  extensions,
  ports,
  headerFields,
  dnsRecords,
  parameters,
  glossary,
  myths,
  factsThatDate,
];
