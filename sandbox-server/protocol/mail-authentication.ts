import { z } from 'zod';

/** What a receiving server found out about who sent a message, with each step that led there. */

const domain = z.string().describe('domain name in lower case');
const policy = z.enum(['none', 'quarantine', 'reject']);

export const spfStepSchema = z.object({
  domain: domain.describe('whose record the term stands in'),
  depth: z.int().describe('0 in the first record, one more in each record that include or redirect leads to'),
  term: z.string().describe('as published: include:_spf.globex.example'),
  lookups: z.int().describe('terms that needed the DNS so far, with this one'),
  outcome: z
    .enum(['match', 'no-match', 'enter', 'redirect', 'error'])
    .describe('enter: the terms of the included record follow; redirect: those of another record replace this one'),
  detail: z.string().describe('what was compared, or the record that was entered'),
});

export const spfCheckSchema = z
  .object({
    result: z.enum(['pass', 'fail', 'softfail', 'neutral', 'none', 'permerror', 'temperror']),
    identity: z.enum(['mailfrom', 'helo']).describe('helo when the reverse-path is empty'),
    domain: domain.describe('whose record was asked for'),
    client: z.string().describe('IPv4 address of the client'),
    record: z.string().optional().describe('SPF record of the domain; absent when there is not exactly one'),
    lookups: z.int().describe('terms that needed the DNS; the eleventh is a permerror'),
    voidLookups: z.int().describe('those that the DNS had nothing for; the third is a permerror'),
    steps: z.array(spfStepSchema),
    aligned: z.boolean().describe('the domain aligns with the one in From, whatever the result'),
    explanation: z.string().describe('why, in a sentence'),
    published: z.string().optional().describe('what the domain itself says about a fail (exp=)'),
  })
  .describe('May this client send for this domain (RFC 7208)?');

export const dkimCheckSchema = z
  .object({
    result: z.enum(['pass', 'fail', 'neutral', 'none', 'permerror', 'temperror', 'policy']),
    domain: domain.describe('who takes responsibility (d=)'),
    selector: z.string().describe('which of its keys (s=)'),
    algorithm: z.string().describe('as rsa-sha256'),
    canonicalization: z.string().describe('of header and body, as relaxed/simple'),
    bodyHashMatches: z.boolean().optional().describe('absent when the body was not looked at'),
    signedHeaders: z.array(z.string()).describe('names of the header fields under the signature'),
    aligned: z.boolean().describe('the domain aligns with the one in From, whatever the result'),
    comment: z.string().describe('why it did not pass; empty when it did'),
  })
  .describe('A signature of the message (RFC 6376).');

const alignmentSchema = z.object({
  mode: z.enum(['strict', 'relaxed']),
  aligned: z.boolean().describe('something passed for a domain that aligns'),
});

export const dmarcCheckSchema = z
  .object({
    result: z.enum(['pass', 'fail', 'none', 'permerror', 'temperror']),
    fromDomain: domain.describe('in From; empty when there is not exactly one'),
    organizationalDomain: domain.describe('found by the walk; empty without a From domain'),
    walk: z
      .array(z.object({ name: z.string(), found: z.boolean(), record: z.string().optional() }))
      .describe('names asked for a record, from the From domain up'),
    recordDomain: domain.optional().describe('whose record applies'),
    record: z.string().optional(),
    policy: policy.optional().describe('what the record wishes for mail of this domain that fails'),
    policyTag: z.enum(['p', 'sp', 'np']).optional().describe('the tag that says so; np: the domain does not exist'),
    testing: z.boolean().describe('t=y: one level less is to be applied'),
    alignment: z.object({ spf: alignmentSchema, dkim: alignmentSchema }),
    disposition: policy.describe('what the domain asks to do with this message'),
    explanation: z.string().describe('why, in a sentence'),
  })
  .describe('Is one of the authenticated domains the one that people see (RFC 9989)?');

export const arcCheckSchema = z
  .object({
    result: z.enum(['none', 'pass', 'fail']),
    instances: z.int().describe('sets in the chain'),
    sealers: z.array(domain).describe('who sealed (d=), the first hop first'),
    original: z.string().optional().describe('Authentication-Results that the first sealer saw; trust it on pass only'),
    comment: z.string(),
  })
  .describe('What servers on the way say they saw (RFC 8617).');

export const mailAuthenticationSchema = z.object({
  spf: spfCheckSchema,
  dkim: z.array(dkimCheckSchema).describe('one for each signature; empty when there is none'),
  dmarc: dmarcCheckSchema,
  arc: arcCheckSchema,
  header: z.string().describe('value of the Authentication-Results field (RFC 8601), folded with CR LF TAB'),
});

export type SpfStep = z.infer<typeof spfStepSchema>;
export type SpfCheck = z.infer<typeof spfCheckSchema>;
export type DkimCheck = z.infer<typeof dkimCheckSchema>;
export type DmarcCheck = z.infer<typeof dmarcCheckSchema>;
export type ArcCheck = z.infer<typeof arcCheckSchema>;
export type MailAuthentication = z.infer<typeof mailAuthenticationSchema>;
