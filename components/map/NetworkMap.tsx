'use client';
import '@xyflow/react/dist/base.css';
import { ReactFlow, ReactFlowProvider, useNodesInitialized, useReactFlow } from '@xyflow/react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useNowShowing, usePacedWorld } from '../sandbox/use-world.ts';
import { Cable, type CableEdge } from './Cable.tsx';
import { cablesOf } from './cables.ts';
import { HostCard, type HostNode } from './HostCard.tsx';
import { MapAsList } from './MapAsList.tsx';
import { detourSides, isSomethingBetween, placeOf, sidesBetween } from './map-layout.ts';
import styles from './NetworkMap.module.css';

const nodeTypes = { host: HostCard };
const edgeTypes = { cable: Cable };
/** Narrower frames let the journey go downwards, in px. */
const tallBelow = 520;

/** The sandbox's internet: hosts, what passes between them, and at human speed. */
export default function NetworkMap() {
  return (
    <ReactFlowProvider>
      <Hosts />
      <MapAsList />
    </ReactFlowProvider>
  );
}

function Hosts() {
  const frame = useRef<HTMLDivElement>(null);
  const isTall = useFittedFrame(frame);
  const showing = useNowShowing();
  const hosts = usePacedWorld((world) => world.hosts.byName);
  const cables = usePacedWorld((world) => cablesOf(world, showing?.event));
  const nodes = useMemo(
    () =>
      Object.values(hosts).map(
        (host): HostNode => ({
          id: host.name,
          type: 'host',
          position: placeOf(host, isTall),
          data: { host },
          // A card that cannot be dragged would otherwise not take clicks.
          style: { pointerEvents: 'all' },
          className: 'nopan',
        }),
      ),
    [hosts, isTall],
  );
  const edges = cables.flatMap((cable): CableEdge[] => {
    const [from, to] = [hosts[cable.from], hosts[cable.to]];
    if (!from || !to) return [];
    const [start, end] = [placeOf(from, isTall), placeOf(to, isTall)];
    const others = Object.values(hosts).map((host) => placeOf(host, isTall));
    const isBlocked = isSomethingBetween(start, end, others);
    const sides = isBlocked ? detourSides(isTall) : sidesBetween(start, end);
    return [
      {
        id: cable.id,
        type: 'cable',
        source: cable.from,
        target: cable.to,
        sourceHandle: `from-${sides.from}`,
        targetHandle: `to-${sides.to}`,
        data: { cable, isDetour: isBlocked },
      },
    ];
  });
  return (
    <div className={styles.map} ref={frame}>
      <ReactFlow
        nodes={nodes}
        edges={edges}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        nodesDraggable={false}
        nodesConnectable={false}
        nodesFocusable={false}
        edgesFocusable={false}
        elementsSelectable={false}
        preventScrolling={false}
        zoomOnScroll={false}
        zoomOnDoubleClick={false}
        minZoom={0.3}
        maxZoom={1.3}
        aria-label="Network map"
      />
    </div>
  );
}

/** Keeps everything in sight when the frame changes; true for a narrow one. */
function useFittedFrame(frame: React.RefObject<HTMLDivElement | null>): boolean {
  const { fitView } = useReactFlow();
  const isMeasured = useNodesInitialized();
  const [isTall, setTall] = useState(false);
  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    const observer = new ResizeObserver(([entry]) => {
      setTall((entry?.contentRect.width ?? tallBelow) < tallBelow);
      void fitView({ padding: 0.14, maxZoom: 1.05 });
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [fitView, frame]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another arrangement must be fitted, too
  useEffect(() => {
    if (isMeasured) void fitView({ padding: 0.14, maxZoom: 1.05 });
  }, [fitView, isMeasured, isTall]);
  return isTall;
}
