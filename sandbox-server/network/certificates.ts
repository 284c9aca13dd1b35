// The certificate library decorates its classes with metadata and wants this first.
import 'reflect-metadata';
import { createHash, webcrypto } from 'node:crypto';
import { createSecureContext, type SecureContext } from 'node:tls';
import * as x509 from '@peculiar/x509';
import type { HostState } from '#protocol/projections/hosts.ts';

/** What a host shows in TLS, and the key that belongs to it. */
export interface Presented {
  context: SecureContext;
  /** SHA-256 of the public key as a TLSA record 3 1 1 has it (RFC 6698), in hexadecimal digits. */
  keyHash: string;
  pem: string;
}

/** The library goes by the browser's types, which are not Node's. */
type Keys = x509.X509CertificateCreateSelfSignedParams['keys'];

type Subject = Pick<HostState, 'name' | 'alsoKnownAs' | 'certificate'>;

x509.cryptoProvider.set(webcrypto as Crypto);

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
// Good at the sandbox's time and at the real one, which the TLS library goes by; the expired one at neither.
const validity = { notBefore: new Date('2025-12-01'), notAfter: new Date('2055-12-01') };
const expired = { notBefore: new Date('2024-12-01'), notAfter: new Date('2025-12-31') };

/**
 * Keys guard nothing here, and making one takes milliseconds: there is one authority and one certificate for a host name
 * in the whole process, made when first needed.
 */
let authority: Promise<{ keys: Keys; certificate: x509.X509Certificate }> | undefined;
const presented = new Map<string, Promise<Presented>>();
let trusting: Promise<SecureContext> | undefined;

/** The certificate of the authority that every host of every sandbox trusts, as PEM. */
export async function authorityPem(): Promise<string> {
  return (await theAuthority()).certificate.toString('pem');
}

/** What every client trusts: that authority. The same for all of them, and dear to make. */
export function clientContext(): Promise<SecureContext> {
  trusting ??= authorityPem().then((ca) => createSecureContext({ ca, minVersion: 'TLSv1.2' }));
  return trusting;
}

/** What this host presents, by its `certificate`: good, expired, for another name, or signed by itself. */
export function presentedBy({ name, alsoKnownAs, certificate }: Subject): Promise<Presented> {
  const key = JSON.stringify([name, alsoKnownAs, certificate]);
  const known = presented.get(key);
  if (known) return known;
  const made = make({ name, alsoKnownAs, certificate });
  presented.set(key, made);
  return made;
}

function theAuthority() {
  authority ??= makeAuthority();
  return authority;
}

async function makeAuthority() {
  const keys = await newKeys();
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: '01',
    name: 'CN=Sandbox Root CA, O=Relay Lab',
    ...validity,
    signingAlgorithm: algorithm,
    keys,
    extensions: [
      new x509.BasicConstraintsExtension(true, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return { keys, certificate };
}

async function make({ name, alsoKnownAs, certificate }: Subject): Promise<Presented> {
  const keys = await newKeys();
  const root = await theAuthority();
  const selfSigned = certificate === 'self-signed';
  const names = certificate === 'wrong-name' ? [`www.${name.slice(name.indexOf('.') + 1)}`] : [name, ...alsoKnownAs];
  const subject = `CN=${names[0]}`;
  const leaf = await x509.X509CertificateGenerator.create({
    serialNumber: createHash('sha256').update(`${name}/${certificate}`).digest('hex').slice(0, 16),
    subject,
    issuer: selfSigned ? subject : root.certificate.subject,
    ...(certificate === 'expired' ? expired : validity),
    signingAlgorithm: algorithm,
    publicKey: keys.publicKey,
    signingKey: selfSigned ? keys.privateKey : root.keys.privateKey,
    extensions: [
      new x509.SubjectAlternativeNameExtension(names.map((value) => ({ type: 'dns' as const, value }))),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      ...(selfSigned ? [] : [await x509.AuthorityKeyIdentifierExtension.create(root.keys.publicKey)]),
    ],
  });
  const pem = leaf.toString('pem');
  return {
    context: createSecureContext({ cert: pem, key: await privateKeyPem(keys), minVersion: 'TLSv1.2' }),
    keyHash: createHash('sha256').update(new Uint8Array(leaf.publicKey.rawData)).digest('hex'),
    pem,
  };
}

async function newKeys(): Promise<Keys> {
  return (await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])) as Keys;
}

async function privateKeyPem({ privateKey }: Keys): Promise<string> {
  return x509.PemConverter.encode(
    await webcrypto.subtle.exportKey('pkcs8', privateKey as webcrypto.CryptoKey),
    'PRIVATE KEY',
  );
}
