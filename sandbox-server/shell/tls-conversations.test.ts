import { test } from 'vitest';
import { parseTranscript } from '#protocol/transcript.ts';
import { openPostOffice } from '../../tests/post-office.ts';
import { play } from '../sandbox/player.ts';

/** Conversations inside TLS in a whole sandbox, as a lesson would play them. */
const openssl = `
$ ssh mail.acme.example
$ postconf -e 'smtpd_tls_security_level = may'
$ exit
$ openssl s_client -starttls smtp -connect mail.acme.example:25 -crlf
S: 220
S: 250-STARTTLS
S: 220 2.0.0 Ready to start TLS
> CONNECTED(00000003)
> depth=1 CN = Sandbox Root CA, O = Relay Lab
> Verify return code: 0 (ok)
> 250 CHUNKING
C: MAIL FROM:<kim@acme.example>
S: 503 5.5.1 Error: send HELO/EHLO first
C: EHLO laptop.acme.example
S: 250-PIPELINING
C: MAIL FROM:<kim@acme.example>
S: 250 2.1.0 Ok
C: RCPT TO:<bob@acme.example>
> RENEGOTIATING
> wrong ssl version
$ openssl s_client -starttls smtp -connect mail.acme.example:25 -crlf -quiet
S: 220
S: 250-STARTTLS
S: 220 2.0.0 Ready to start TLS
C: EHLO laptop.acme.example
S: 250
C: MAIL FROM:<kim@acme.example>
S: 250 2.1.0 Ok
C: RCPT TO:<bob@acme.example>
S: 250 2.1.5 Ok
C: DATA
S: 354
C: Subject: in a closed envelope
C:
C: Nobody on the way can read this.
C: .
S: 250 2.0.0 Ok: queued as
C: QUIT
S: 221 2.0.0 Bye
$ mail -u bob@acme.example
> in a closed envelope
$ openssl s_client -connect mail.acme.example:25
> wrong version number
`;

const swaks = `
$ swaks --server mail.acme.example --tls --to bob@acme.example
S: 220
S: 250
> *** Host did not advertise STARTTLS
S: 221
$ swaks --server mail.acme.example --tls-optional --to bob@acme.example -n
S: 220
S: 250
> *** Host did not advertise STARTTLS
S: 250 2.1.0 Ok
$ ssh mail.acme.example "postconf -e 'smtpd_tls_security_level = may'"
$ swaks --server mail.acme.example --tls --tls-verify --to bob@acme.example --h-Subject 'with TLS'
S: 220
S: 250
S: 220 2.0.0 Ready to start TLS
> === TLS started with cipher TLSv1.3:TLS_AES_256_GCM_SHA384:256
> === TLS peer DN="/CN=mail.acme.example"
>  ~> MAIL FROM:<kim@acme.example>
S: 250
S: 250 2.1.0 Ok
S: 250 2.1.5 Ok
S: 354
S: 250 2.0.0 Ok: queued as
S: 221
$ mail -u bob@acme.example
> with TLS
`;

test.each([
  ['openssl says EHLO and STARTTLS by itself; what was said before TLS is forgotten (RFC 3207)', openssl],
  ['swaks insists on TLS, or takes what there is', swaks],
])('%s', async (name, transcript) => {
  const { sandbox } = openPostOffice();
  await play(sandbox, parseTranscript(transcript), name);
  await sandbox.stop();
});
