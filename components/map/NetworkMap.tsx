'use client';
import '@xyflow/react/dist/base.css';
import { getViewportForBounds, ReactFlow, ReactFlowProvider, useReactFlow, ViewportPortal } from '@xyflow/react';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useDrawn } from '../sandbox/use-world.ts';
import { CableLine, CableMarks } from './cable/Cable.tsx';
import { cablesAt } from './cable/cables.ts';
import { FlightLayer } from './cable/FlightLayer.tsx';
import { HostCard, type HostNode } from './host/HostCard.tsx';
import { MapAsList } from './MapAsList.tsx';
import { MapControls } from './MapControls.tsx';
import { drawMap } from './map-drawing.ts';
import { arrangementOf, type Box } from './map-layout.ts';
import { NetworkArea } from './NetworkArea.tsx';
import styles from './NetworkMap.module.css';

const nodeTypes = { host: HostCard };
/** Narrower frames let the journey go downwards, in px. */
const tallBelow = 520;
const zoom = { min: 0.3, max: 2, fitMax: 1.05 };
/** What stays free around the hosts: the controls stand at the right, on a narrow map below. */
const padding = { top: '18px', left: '22px', right: '58px', bottom: '20px' } as const;
const tallPadding = { top: '18px', left: '14px', right: '14px', bottom: '66px' } as const;

/** The sandbox's internet: hosts, what passes between them, and at human speed. */
export default function NetworkMap() {
  return (
    <ReactFlowProvider>
      <Internet />
    </ReactFlowProvider>
  );
}

/** React Flow brings panning, zooming and pinching, and keeps the cards; lines and what moves on them are drawn from the
 *  same fixed places, so nothing waits for anything to be measured. */
function Internet() {
  const frame = useRef<HTMLDivElement>(null);
  const [isTall, setTall] = useState(false);
  const [isListSeen, setListSeen] = useState(false);
  const hosts = useDrawn(({ world }) => world.hosts);
  const links = useDrawn((paced) => [...cablesAt(paced).values()].map(({ id, ends, via }) => ({ id, ends, via })));
  const drawing = useMemo(() => drawMap(hosts, links, arrangementOf(hosts, isTall)), [hosts, links, isTall]);
  const { boxes, areas, cables, frame: everything } = drawing;
  const nodes = useMemo(
    () =>
      Object.values(hosts.byName).flatMap((host): HostNode[] => {
        const box = boxes.get(host.name);
        if (!box) return [];
        const { x, y, width, height } = box;
        // A card that cannot be dragged would otherwise not take clicks.
        const style = { pointerEvents: 'all' } as const;
        const data = { host, width, height };
        return [
          { id: host.name, type: 'host', position: { x, y }, data, style, initialWidth: width, initialHeight: height },
        ];
      }),
    [hosts, boxes],
  );
  const showAll = useFittedFrame(frame, everything, setTall);
  return (
    <div className={styles.map} ref={frame}>
      <ReactFlow
        nodes={nodes}
        nodeTypes={nodeTypes}
        nodesDraggable={false}
        nodesConnectable={false}
        nodesFocusable={false}
        elementsSelectable={false}
        preventScrolling={false}
        zoomOnScroll={false}
        zoomOnDoubleClick={false}
        minZoom={zoom.min}
        maxZoom={zoom.max}
        aria-label="Network map"
      >
        <ViewportPortal>
          <div className={styles.ground}>
            {areas.map((area) => (
              <NetworkArea key={area.network.name} area={area} />
            ))}
            <svg className={styles.lines} width="1" height="1" aria-hidden>
              {cables.map((cable) => (
                <CableLine key={cable.id} cable={cable} />
              ))}
            </svg>
          </div>
          <div className={styles.over}>
            {cables.map((cable) => (
              <CableMarks key={cable.id} cable={cable} />
            ))}
            <FlightLayer cables={cables} />
          </div>
        </ViewportPortal>
      </ReactFlow>
      <MapControls isTall={isTall} showAll={showAll} list={isListSeen} setList={setListSeen} />
      <MapAsList isSeen={isListSeen} />
    </div>
  );
}

/** Keeps everything in sight when the frame changes, and tells whether it is a narrow one. Returns how to fit it. */
function useFittedFrame(
  frame: React.RefObject<HTMLDivElement | null>,
  { x, y, width, height }: Box,
  tellTall: (isTall: boolean) => void,
): () => void {
  const { setViewport } = useReactFlow();
  const showAll = useCallback(() => {
    const element = frame.current;
    if (!element || width === 0) return;
    const { clientWidth, clientHeight } = element;
    const box = { x, y, width, height };
    const free = clientWidth < tallBelow ? tallPadding : padding;
    void setViewport(getViewportForBounds(box, clientWidth, clientHeight, zoom.min, zoom.fitMax, free));
  }, [frame, setViewport, x, y, width, height]);
  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    const observer = new ResizeObserver(([entry]) => {
      tellTall((entry?.contentRect.width ?? tallBelow) < tallBelow);
      showAll();
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [frame, showAll, tellTall]);
  return showAll;
}
