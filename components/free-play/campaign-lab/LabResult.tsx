import { type ListScore, type Reading, readingByProvider, scoreOfList } from '#protocol/campaign-lab.ts';
import type { ServiceAccount, ServiceState } from '#protocol/projections/relay-services.ts';
import { useLiveWorld } from '../../sandbox/use-world.ts';
import styles from './CampaignLab.module.css';

interface Props {
  service: ServiceState;
  handedIn: NonNullable<ServiceAccount['handedIn']>;
  /** Addresses on the list that the service has made by itself. */
  automatic: string[];
}

/** The list beside the truth, and the service's numbers beside the people. */
export function LabResult({ service, handedIn, automatic }: Props) {
  const own = useLiveWorld((world) => scoreOfList(world, handedIn.addresses));
  const byService = useLiveWorld((world) => scoreOfList(world, automatic));
  const reading = useLiveWorld((world) => readingByProvider(world, service));
  return (
    <>
      <p className={styles.points}>
        <b>{own.points}</b> of 100 points
        {handedIn.times > 1 && `, list number ${handedIn.times}`}
      </p>
      <p>{verdictOf(own)}</p>
      <p>
        The points are the dead that you found, in a hundred; each living reader on the list takes one of them back.
      </p>
      <div className={styles.wide}>
        <table>
          <thead>
            <tr>
              <td />
              <th scope="col">Your list</th>
              <th scope="col">The service’s own</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(([label, count]) => (
              <tr key={label}>
                <th scope="row">{label}</th>
                <td>{count(own)}</td>
                <td>{count(byService)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Addresses label="Living readers on your list" addresses={own.wrong} />
      <Addresses label="Dead addresses not on your list" addresses={own.missed} />
      <h4>Opens and clicks, and the people</h4>
      <Readings reading={reading} />
      <p>
        An <b>open</b> without a reader is an image proxy; a <b>reader</b> without an open reads text, or blocks
        pictures. A <b>click</b> without anybody is a link scanner. The service sees what is measured only.
      </p>
    </>
  );
}

const rows: [string, (score: ListScore) => number][] = [
  ['dead, and on it', ({ right }) => right.length],
  ['alive, and on it', ({ wrong }) => wrong.length],
  ['dead, and not on it', ({ missed }) => missed.length],
  ['points', ({ points }) => points],
];

function verdictOf({ wrong, missed }: ListScore): string {
  if (wrong.length === 0 && missed.length === 0) return 'Every dead address is on it, and nobody else.';
  const lost = `${wrong.length} ${wrong.length === 1 ? 'reader is' : 'readers are'} cut off who could have been reached`;
  const knocking = `${missed.length} dead ${missed.length === 1 ? 'address gets' : 'addresses get'} the next letter, too`;
  if (missed.length === 0) return `${lost}: was that answer about the address, or about you?`;
  return wrong.length === 0 ? `${knocking}.` : `${lost}, and ${knocking}.`;
}

/** More would be a list that nobody reads. */
const shownMax = 40;

function Addresses({ label, addresses }: { label: string; addresses: string[] }) {
  if (addresses.length === 0) return null;
  return (
    <details className={styles.addresses}>
      <summary>
        {label}: {addresses.length}
      </summary>
      <p>
        {addresses.slice(0, shownMax).join(', ')}
        {addresses.length > shownMax && ` and ${addresses.length - shownMax} more`}
      </p>
    </details>
  );
}

const columns: [string, (reading: Reading) => number][] = [
  ['delivered', ({ delivered }) => delivered],
  ['opens measured', ({ opened }) => opened],
  ['people who read', ({ readers }) => readers],
  ['opened by machines', ({ openedByMachines }) => openedByMachines],
  ['read unseen', ({ unseen }) => unseen],
  ['clicks measured', ({ clicked }) => clicked],
  ['people who clicked', ({ clickers }) => clickers],
  ['clicked by machines', ({ clickedByMachines }) => clickedByMachines],
];

function Readings({ reading: { all, ...providers } }: { reading: Record<string, Reading> }) {
  // All of them first: on a phone the last columns are out of sight.
  const parts = [...(all ? [['all', all] as const] : []), ...Object.entries(providers).sort()];
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table is scrolled with the arrow keys
    <div className={styles.wide} tabIndex={0}>
      <table>
        <thead>
          <tr>
            <td />
            {parts.map(([provider]) => (
              <th key={provider} scope="col">
                {provider.replace(/\.example$/, '')}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {columns.map(([label, count]) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              {parts.map(([provider, reading]) => (
                <td key={provider}>{count(reading)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
