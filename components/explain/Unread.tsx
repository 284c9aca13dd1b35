import styles from './Explain.module.css';
import { addressPattern } from './finding.ts';

/** Nothing in the text could be made sense of: what was seen, and what to look for. */
export function Unread({ text }: { text: string }) {
  const hasAddress = new RegExp(addressPattern).test(text);
  return (
    <div className={styles.understands}>
      <h2>There is no code in it that is known here</h2>
      <p>
        {hasAddress
          ? 'There is a mail address in it, but nothing that says what became of the letter. '
          : 'It does not look like a notice, a log line, a reply or a header. '}
        Your text is still there; nothing was lost.
      </p>
      <ul>
        <li>
          In a notice, look for a line with three digits, such as <code>550 5.1.1</code>, and paste it with the lines
          around it.
        </li>
        <li>
          In a mail program, open “View source” or “Show original” and paste all of it: the report stands in a part that
          the program hides.
        </li>
        <li>In a log, take the line that has the recipient’s address and “status=”, “dsn=” or “**”.</li>
      </ul>
    </div>
  );
}
