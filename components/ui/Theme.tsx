'use client';
import { ThemeProvider } from 'next-themes';
import type { ReactNode } from 'react';

/** Light or dark as the system says, until the reader chooses. */
export function Theme({ children }: { children: ReactNode }) {
  return (
    <ThemeProvider attribute="data-theme" defaultTheme="system" disableTransitionOnChange>
      {children}
    </ThemeProvider>
  );
}
