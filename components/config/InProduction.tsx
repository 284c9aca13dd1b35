import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { useWorld } from '../sandbox/use-world.ts';
import pane from '../ui/pane.module.css';
import styles from './config.module.css';
import { productionOf } from './production.ts';

/** What this host would be on a real machine, from its state in the sandbox. */
export function InProduction({ host: name }: { host: string }) {
  const hosts = useWorld((world) => world.hosts);
  const config = useWorld((world) => world.config);
  const names = useWorld((world) => world.names);
  const host = hosts.byName[name];
  if (!host) return null;
  const { mainCf, masterCf, maps, zones, tests } = productionOf({ hosts, config, names }, host);
  return (
    <div className={styles.production}>
      <p>
        The same server with a real Postfix and a real name server, from the state in which it is now. Names and
        addresses are those of the lab: put your own in.
      </p>
      <Piece title="main.cf" text={mainCf} />
      {maps.map(({ path, text, command }) => (
        <Piece key={path} title={path} text={text} note={`then: ${command}`} />
      ))}
      {masterCf !== '' && <Piece title="master.cf, to be added" text={masterCf} note="then: postfix reload" />}
      {zones.map(({ zone, text }) => (
        <Piece key={zone} title={`Zone ${zone}`} text={text} />
      ))}
      {tests.length > 0 && <h3>Try it</h3>}
      {tests.map(({ says, line }) => (
        <Piece key={line} title={says} text={`${line}\n`} />
      ))}
    </div>
  );
}

function Piece({ title, text, note }: { title: string; text: string; note?: string }) {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
  };
  return (
    <section className={styles.piece} aria-label={title}>
      <header>
        <h4>{title}</h4>
        <button type="button" className={pane.small} onClick={copy} onBlur={() => setCopied(false)}>
          {copied ? <Check size={13} aria-hidden /> : <Copy size={13} aria-hidden />} {copied ? 'Copied' : 'Copy'}
          <span className="visually-hidden"> {title}</span>
        </button>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long line is scrolled with the arrow keys */}
      <pre tabIndex={0}>{text}</pre>
      {note && <p>{note}</p>}
    </section>
  );
}
