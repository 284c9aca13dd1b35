import { type Tool, UsageError } from '../../tool.ts';
import { digest, isDigest } from './digest.ts';
import { encode } from './encode.ts';
import { sClient } from './s-client.ts';

export const openssl: Tool = {
  summary: 'talk TLS by hand (s_client), digests (dgst), base64',
  usage: 'openssl s_client -connect HOST:PORT [...] | openssl dgst [...] | openssl base64 [-d] [-A]',
  manual: `s_client is the telnet of TLS: it shows the certificate, then you type.

    -connect HOST:PORT    465 speaks TLS from the first octet on
    -starttls smtp        says EHLO and STARTTLS for you: ports 25 and 587
    -crlf                 ends your lines with CR LF, as SMTP wants it
    -quiet                no report; without it Q or R at the beginning of
                          a line is for openssl and ends the session
    -brief                a short report
    -servername NAME      asks for this certificate (SNI)
    -verify_hostname NAME compares its names; -verify_return_error: or ends

    openssl s_client -connect mail.acme.example:465 -quiet -crlf
    openssl s_client -starttls smtp -connect mail.acme.example:587 -quiet -crlf

dgst makes a digest: -md5, -sha256, ...; with -hmac KEY, as CRAM-MD5 needs it.
    printf %s '<1896.69@mail.acme.example>' | openssl dgst -md5 -hmac sardine`,
  run(context) {
    const [command, ...args] = context.args;
    if (command === 's_client') return sClient(context, args);
    if (command === 'dgst') return digest(context, args);
    if (command === 'base64') return encode(context, args);
    if (command === 'enc') return encode(context, args);
    if (command !== undefined && isDigest(command)) return digest(context, [`-${command}`, ...args]);
    if (command === 'version') return context.print('shell', 'OpenSSL 3.0 (as far as this workstation needs it)\n');
    throw new UsageError(
      command === undefined
        ? 'openssl: which command?'
        : `Invalid command '${command}'; here are s_client, dgst, base64 and enc -base64.`,
    );
  },
};
