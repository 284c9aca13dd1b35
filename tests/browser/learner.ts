import { expect, type Page } from '@playwright/test';

/** What a learner does in the browser, and what he sees. */
export class Learner {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  async open(lesson: string): Promise<void> {
    await this.page.goto(`/lessons/${lesson}`);
    await this.sees('kim@laptop:~$');
  }

  /** Types lines and waits for each until the server or the shell has answered with the given text. */
  async types(...lines: [line: string, answer: string][]): Promise<void> {
    await this.page.locator('.xterm:visible').click();
    for (const [line, answer] of lines) {
      await this.page.keyboard.type(line);
      await this.page.keyboard.press('Enter');
      if (answer !== '') await this.sees(answer);
    }
  }

  /** The terminal shows this text somewhere below the last place where it was asked for. */
  async sees(text: string): Promise<void> {
    await expect.poll(() => this.terminalText()).toContain(text);
  }

  /** What stands in the terminal's window. */
  async terminalText(): Promise<string> {
    const rows = await this.page.locator('.xterm-rows:visible > div').allInnerTexts();
    return rows.map((row) => row.replaceAll('\u00a0', ' ').trimEnd()).join('\n');
  }

  async hasDone(count: number, of: number): Promise<void> {
    await expect(this.page.getByText(`${count} of ${of}`, { exact: false }).first()).toBeVisible();
  }
}

export const firstConversation: [string, string][] = [
  ['telnet mx.globex.example 25', '220 mx.globex.example ESMTP'],
  ['EHLO laptop.acme.example', '250 CHUNKING'],
  ['MAIL FROM:<kim@acme.example>', '250 2.1.0 Ok'],
  ['RCPT TO:<ann@globex.example>', '250 2.1.5 Ok'],
  ['DATA', '354 End data'],
  ['Subject: by hand', ''],
  ['', ''],
  ['Hello Ann', ''],
  ['.', 'queued as'],
  ['QUIT', '221 2.0.0 Bye'],
];
