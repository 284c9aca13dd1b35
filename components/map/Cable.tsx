'use client';
import { type Edge, EdgeLabelRenderer, type EdgeProps, getBezierPath } from '@xyflow/react';
import { MessageSquareText, X } from 'lucide-react';
import { useNowShowing } from '../sandbox/use-world.ts';
import { useWorkbench } from '../sandbox/workbench-store.ts';
import styles from './Cable.module.css';
import type { CableState } from './cables.ts';
import { shortName } from './host-notes.ts';
import { detourPath } from './map-layout.ts';

export type CableEdge = Edge<{ cable: CableState; isDetour: boolean }, 'cable'>;

/** A cable between two hosts; an envelope travels along it while its letter is handed over. */
export function Cable({ data, ...ends }: EdgeProps<CableEdge>) {
  const { path, x, y } = data?.isDetour ? detour(ends) : straight(ends);
  const showing = useNowShowing();
  const showConnection = useWorkbench((state) => state.showConnection);
  if (!data) return null;
  const { tone, state, label, connection, from, to } = data.cable;
  const event = showing?.event;
  const isFlying = event?.type === 'message.accepted' && connection !== undefined && event.connection === connection;
  return (
    <>
      <path d={path} className={styles.cable} data-tone={tone} data-state={state} />
      {isFlying && (
        <g
          className={styles.envelope}
          style={{ offsetPath: `path("${path}")`, animationDuration: `${showing?.dwellMs ?? 0}ms` }}
        >
          <rect x="-15" y="-10" width="30" height="20" rx="3" />
          <path d="M-14 -8 0 3 14 -8" />
          <text y="-16">DATA</text>
        </g>
      )}
      <EdgeLabelRenderer>
        {connection ? (
          <button
            type="button"
            className={styles.label}
            data-tone={tone}
            data-empty={!label}
            style={{ transform: `translate(-50%, -50%) translate(${x}px, ${y}px)` }}
            onClick={() => showConnection(connection)}
            aria-label={`${shortName(from)} to ${shortName(to)}: ${label ?? state}. Show the conversation`}
          >
            {tone === 'no' && <X size={12} strokeWidth={3} aria-hidden />}
            {label ?? (state === 'open' ? 'talking' : <MessageSquareText size={12} aria-hidden />)}
          </button>
        ) : (
          <span
            className={styles.label}
            data-tone={tone}
            style={{ transform: `translate(-50%, -50%) translate(${x}px, ${y}px)` }}
          >
            {label}
          </span>
        )}
      </EdgeLabelRenderer>
    </>
  );
}

type Ends = Pick<EdgeProps, 'sourceX' | 'sourceY' | 'targetX' | 'targetY' | 'sourcePosition' | 'targetPosition'>;

function straight(ends: Ends): { path: string; x: number; y: number } {
  const [path, x, y] = getBezierPath(ends);
  return { path, x, y };
}

function detour({ sourceX, sourceY, targetX, targetY }: Ends): { path: string; x: number; y: number } {
  const { path, label } = detourPath({ x: sourceX, y: sourceY }, { x: targetX, y: targetY });
  return { path, ...label };
}
