'use client';
import { useReactFlow } from '@xyflow/react';
import { List, Maximize, Minus, Plus } from 'lucide-react';
import styles from './MapControls.module.css';

interface Parts {
  isTall: boolean;
  /** There is more than what is in sight. */
  isInPart: boolean;
  showAll(): void;
  list: boolean;
  setList(isSeen: boolean): void;
}

/** Nearer, farther, all of it; and the map in words. */
export function MapControls({ isTall, isInPart, showAll, list, setList }: Parts) {
  const { zoomIn, zoomOut } = useReactFlow();
  return (
    <div
      className={styles.controls}
      role="toolbar"
      aria-label="Map"
      aria-orientation={isTall ? 'horizontal' : 'vertical'}
    >
      <button type="button" title="What happened, in words" aria-pressed={list} onClick={() => setList(!list)}>
        <List size={15} aria-hidden />
        <span className="visually-hidden">What happened, in words</span>
      </button>
      <button type="button" title="Farther" onClick={() => void zoomOut()}>
        <Minus size={15} aria-hidden />
        <span className="visually-hidden">Farther</span>
      </button>
      <button type="button" title="Nearer" onClick={() => void zoomIn()}>
        <Plus size={15} aria-hidden />
        <span className="visually-hidden">Nearer</span>
      </button>
      <button type="button" title="All of it" onClick={showAll}>
        <Maximize size={14} aria-hidden />
        <span className="visually-hidden">All of it</span>
      </button>
      {isInPart && <p className={styles.more}>There is more: drag the map</p>}
    </div>
  );
}
