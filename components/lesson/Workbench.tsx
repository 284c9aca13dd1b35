'use client';
import type { ReactNode } from 'react';
import { Group, Panel, Separator, useDefaultLayout } from 'react-resizable-panels';
import { PhoneWorkbench } from './PhoneWorkbench.tsx';
import { useOnlyOwn } from './use-only-own.ts';
import { useWidth } from './use-width.ts';
import { LessonMap, LessonViews } from './views.tsx';
import styles from './Workbench.module.css';

/** The prose beside the world: two columns, on narrow screens two rows, on phones one tab at a time. */
export function Workbench({ prose }: { prose: ReactNode }) {
  const width = useWidth();
  if (width === 'phone') return <PhoneWorkbench prose={prose} />;
  return <SplitWorkbench prose={prose} isWide={width === 'wide'} />;
}

function SplitWorkbench({ prose, isWide }: { prose: ReactNode; isWide: boolean }) {
  const onlyOwn = useOnlyOwn();
  const outer = useDefaultLayout({ id: isWide ? 'relay-lab.columns' : 'relay-lab.rows', storage: layoutStorage });
  const inner = useDefaultLayout({ id: isWide ? 'relay-lab.world' : 'relay-lab.world-narrow', storage: layoutStorage });
  return (
    <Group
      key={String(isWide)}
      className={styles.group}
      orientation={isWide ? 'horizontal' : 'vertical'}
      defaultLayout={outer.defaultLayout}
      onLayoutChanged={outer.onLayoutChanged}
    >
      <Panel id="prose" defaultSize={isWide ? '36%' : '38%'} minSize="20%" className={styles.prose}>
        {prose}
      </Panel>
      <Separator className={styles.separator} />
      <Panel id="world" minSize="35%">
        {onlyOwn ? (
          <LessonViews />
        ) : (
          <Group
            className={styles.group}
            orientation="vertical"
            defaultLayout={inner.defaultLayout}
            onLayoutChanged={inner.onLayoutChanged}
          >
            <Panel id="map" defaultSize={isWide ? '42%' : '46%'} minSize="15%">
              <LessonMap />
            </Panel>
            <Separator className={styles.separator} />
            <Panel id="views" minSize="30%">
              <LessonViews />
            </Panel>
          </Group>
        )}
      </Panel>
    </Group>
  );
}

/** The server knows no sizes, and a browser may refuse to keep them. */
const layoutStorage = {
  getItem: (key: string) => (typeof localStorage === 'undefined' ? null : localStorage.getItem(key)),
  setItem: (key: string, value: string) => {
    if (typeof localStorage !== 'undefined') localStorage.setItem(key, value);
  },
};
