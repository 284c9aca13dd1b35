import { gunzipSync } from 'node:zlib';
import PostalMime from 'postal-mime';
import { describe, expect, test } from 'vitest';
import { type AggregateReport, type AggregateRow, aggregateReport, aggregateXml } from './aggregate-report.ts';

const dayMs = 86_400_000;

const direct: AggregateRow = {
  client: '192.0.2.25',
  count: 12,
  fromDomain: 'acme.example',
  reversePathDomain: 'acme.example',
  policy: 'reject',
  disposition: 'none',
  spf: { domain: 'acme.example', result: 'pass', identity: 'mailfrom', aligned: true },
  dkim: [{ domain: 'acme.example', selector: 's1', result: 'pass', aligned: true }],
};

const forged: AggregateRow = {
  ...direct,
  client: '203.0.113.66',
  count: 3,
  reversePathDomain: '',
  disposition: 'reject',
  spf: { domain: 'evil.example', result: 'pass', identity: 'helo', aligned: false },
  dkim: [],
};

const report: AggregateReport = {
  organization: 'Globex & Sons',
  receiver: 'globex.example',
  from: 'dmarc-reports@globex.example',
  to: 'dmarc@acme.example',
  reportId: 'day1.acme',
  domain: 'acme.example',
  record: 'v=DMARC1; p=reject; np=reject; adkim=s; rua=mailto:dmarc@acme.example',
  begin: 0,
  end: dayMs - 1000,
  at: dayMs,
  rows: [direct, forged],
};

describe('the mail', () => {
  test('names the report in the subject, and the period in the file name', async () => {
    const mail = await PostalMime.parse(await aggregateReport(report));
    expect(mail.subject).toBe(
      'Report Domain: acme.example Submitter: globex.example Report-ID: <day1.acme@globex.example>',
    );
    expect(mail.messageId).toBe('<day1.acme@globex.example>');
    expect(mail.text).toContain('saw 15 message(s) with acme.example in From');
    expect(mail.attachments).toMatchObject([
      { filename: 'globex.example!acme.example!1767603600!1767689999.xml.gz', mimeType: 'application/gzip' },
    ]);
    const [attachment] = mail.attachments;
    expect(gunzipSync(attachment?.content as ArrayBuffer).toString()).toBe(aggregateXml(report));
  });

  test('is the same each time', async () => {
    expect(await aggregateReport(report)).toBe(await aggregateReport(report));
  });

  test('has CR LF line ends', async () => {
    expect(await aggregateReport(report)).not.toMatch(/[^\r]\n/);
  });
});

describe('the file', () => {
  const xml = aggregateXml(report);

  test('says who reports on which record', () => {
    expect(xml).toContain('<feedback xmlns="urn:ietf:params:xml:ns:dmarc-2.0">\n  <version>1.0</version>');
    expect(xml).toContain('<org_name>Globex &amp; Sons</org_name>');
    expect(xml).toContain('<begin>1767603600</begin>\n      <end>1767689999</end>');
    expect(xml).toContain(`  <policy_published>
    <domain>acme.example</domain>
    <discovery_method>treewalk</discovery_method>
    <p>reject</p>
    <sp>reject</sp>
    <np>reject</np>
    <adkim>s</adkim>
    <aspf>r</aspf>
    <testing>n</testing>
  </policy_published>`);
  });

  test('has a record for each client', () => {
    expect(xml).toContain(`  <record>
    <row>
      <source_ip>192.0.2.25</source_ip>
      <count>12</count>
      <policy_evaluated>
        <disposition>pass</disposition>
        <dkim>pass</dkim>
        <spf>pass</spf>
      </policy_evaluated>
    </row>
    <identifiers>
      <header_from>acme.example</header_from>
      <envelope_from>acme.example</envelope_from>
    </identifiers>
    <auth_results>
      <dkim>
        <domain>acme.example</domain>
        <selector>s1</selector>
        <result>pass</result>
      </dkim>
      <spf>
        <domain>acme.example</domain>
        <scope>mfrom</scope>
        <result>pass</result>
      </spf>
    </auth_results>
  </record>`);
  });

  test('tells a pass from a pass that aligns', () => {
    expect(xml).toContain('<disposition>reject</disposition>\n        <dkim>fail</dkim>\n        <spf>fail</spf>');
    expect(xml).toContain('<domain>evil.example</domain>\n        <result>pass</result>');
  });

  test('gives a reason where the wish was not followed', () => {
    const rows = [{ ...forged, disposition: 'none' as const }];
    expect(aggregateXml({ ...report, rows })).toContain('<reason>\n          <type>local_policy</type>');
    const record = `${report.record}; t=y`;
    expect(aggregateXml({ ...report, record, rows })).toContain('<type>policy_test_mode</type>');
    expect(xml).not.toContain('<reason>');
  });

  test('is not built from what senders write', () => {
    const rows = [{ ...forged, reversePathDomain: '</feedback><p>' }];
    expect(aggregateXml({ ...report, rows })).toContain('&lt;/feedback&gt;&lt;p&gt;');
  });

  test('needs a policy to report on', () => {
    expect(() => aggregateXml({ ...report, record: 'v=DMARC1' })).toThrow('no policy');
  });
});
