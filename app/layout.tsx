import '@fontsource-variable/inter/wght.css';
import '@fontsource-variable/source-serif-4/wght.css';
import '@fontsource-variable/source-serif-4/wght-italic.css';
import '@fontsource-variable/jetbrains-mono/wght.css';
import './tokens.css';
import './globals.css';
import './notice.css';
import type { Metadata, Viewport } from 'next';
import type { ReactNode } from 'react';
import { Theme } from '../components/ui/Theme.tsx';

export const metadata: Metadata = {
  title: { default: 'Relay Lab: learn e‑mail by being the mail', template: '%s · Relay Lab' },
  description: 'Type SMTP to real mail servers in your browser and watch your letter travel from hop to hop.',
};

export const viewport: Viewport = {
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#faf8f3' },
    { media: '(prefers-color-scheme: dark)', color: '#101318' },
  ],
};

export default function Layout({ children }: { children: ReactNode }) {
  return (
    // The theme is set before the first paint, so the server cannot know it.
    <html lang="en" suppressHydrationWarning>
      <body>
        <Theme>{children}</Theme>
      </body>
    </html>
  );
}
