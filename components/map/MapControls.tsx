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

/** Zooming in and out, all of it; and the map in words. */
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
      <button type="button" title="Zoom out" onClick={() => void zoomOut()}>
        <Minus size={15} aria-hidden />
        <span className="visually-hidden">Zoom out</span>
      </button>
      <button type="button" title="Zoom in" onClick={() => void zoomIn()}>
        <Plus size={15} aria-hidden />
        <span className="visually-hidden">Zoom in</span>
      </button>
      <button type="button" title="Show the whole map" onClick={showAll}>
        <Maximize size={14} aria-hidden />
        <span className="visually-hidden">Show the whole map</span>
      </button>
      {isInPart && <p className={styles.more}>There is more: drag the map</p>}
    </div>
  );
}
