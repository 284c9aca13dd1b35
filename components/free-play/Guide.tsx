import prose from '../lesson/Prose.module.css';
import { Try } from '../lesson/Try.tsx';
import { CampaignLab } from './campaign-lab/CampaignLab.tsx';
import styles from './Guide.module.css';
import type { GuideTexts } from './guide-texts.ts';

/** What is there, and what one could begin with. */
export function Guide({ title, summary, tries, lab, servers, logins }: GuideTexts) {
  return (
    <article className={prose.article} id="lesson" tabIndex={-1}>
      <p className={prose.eyebrow}>Free play</p>
      <h1>{title}</h1>
      <p>{summary}</p>
      {tries.length > 0 && (
        <>
          <h2>Begin with</h2>
          <p>A click writes a command into the terminal, and Enter sends it.</p>
        </>
      )}
      {tries.map(({ command, shows }) => (
        <div key={command} className={styles.attempt}>
          <p>{shows}</p>
          <Try>{command}</Try>
        </div>
      ))}
      {lab === 'campaign' && <CampaignLab />}
      <h2>Who is here</h2>
      <ul className={styles.servers}>
        {servers.map(({ name, label, ports, shell }) => (
          <li key={name}>
            <code>{name}</code>
            <span>
              {label}
              {ports.length > 0 && `, port ${ports.join(', ')}`}
              {shell && '; you may ssh there'}
            </span>
          </li>
        ))}
      </ul>
      {logins.length > 0 && (
        <>
          <h2>Logins</h2>
          <ul className={styles.servers}>
            {logins.map(({ host, user, password }) => (
              <li key={`${host} ${user}`}>
                <code>{user}</code>
                <span>
                  password <code>{password}</code> at {host}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
      <p className={styles.note}>
        Everything may be changed: settings under Configuration, records under DNS, power and cables on the map. Type{' '}
        <code>help</code> in the terminal to see its tools. Nothing leaves this sandbox, and nothing can break but this
        little internet.
      </p>
    </article>
  );
}
