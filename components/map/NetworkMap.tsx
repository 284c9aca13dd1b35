'use client';
import '@xyflow/react/dist/base.css';
import { ReactFlow, ReactFlowProvider, ViewportPortal } from '@xyflow/react';
import { useCallback, useMemo, useRef, useState } from 'react';
import { useDrawn } from '../sandbox/use-world.ts';
import { CableLine, CableMarks } from './cable/Cable.tsx';
import { cablesAt } from './cable/cables.ts';
import { FlightLayer } from './cable/FlightLayer.tsx';
import { readableZoom, zoomLimits } from './camera.ts';
import { HostCard, type HostNode } from './host/HostCard.tsx';
import { MapAsList } from './MapAsList.tsx';
import { MapControls } from './MapControls.tsx';
import { type Drawing, drawMap } from './map-drawing.ts';
import { arrangementOf, type Box, type Room } from './map-layout.ts';
import { NetworkArea } from './NetworkArea.tsx';
import styles from './NetworkMap.module.css';
import { useCamera } from './use-camera.ts';

const nodeTypes = { host: HostCard };
interface Props {
  /** Small or not, all of it is shown. */
  isAlwaysWhole?: boolean;
}

/** The sandbox's internet: hosts, what passes between them, and at human speed. */
export default function NetworkMap({ isAlwaysWhole = false }: Props) {
  return (
    <ReactFlowProvider>
      <Internet isAlwaysWhole={isAlwaysWhole} />
    </ReactFlowProvider>
  );
}

/** React Flow brings panning, zooming and pinching, and keeps the cards; lines and what moves on them are drawn from the
 *  same fixed places, so nothing waits for anything to be measured. */
function Internet({ isAlwaysWhole }: Required<Props>) {
  const frame = useRef<HTMLDivElement>(null);
  const [room, tellRoom] = useRoom();
  const [isListSeen, setListSeen] = useState(false);
  const hosts = useDrawn(({ world }) => world.hosts);
  const links = useDrawn((paced) => [...cablesAt(paced).values()].map(({ id, ends, via }) => ({ id, ends, via })));
  const arrangement = useMemo(() => arrangementOf(hosts, room), [hosts, room]);
  const last = useRef<Drawing>(undefined);
  const drawing = useMemo(() => {
    last.current = drawMap(hosts, links, arrangement, last.current);
    return last.current;
  }, [hosts, links, arrangement]);
  const { boxes, areas, cables } = drawing;
  const nodes = useMemo(
    () =>
      Object.values(hosts.byName).flatMap((host): HostNode[] => {
        const box = boxes.get(host.name);
        if (!box) return [];
        const { x, y, width, height } = box;
        // A card that cannot be dragged would otherwise not take clicks.
        const style = { pointerEvents: 'all' } as const;
        const data = { host, arrangement, side: sideOf(box, drawing.frame) };
        return [
          { id: host.name, type: 'host', position: { x, y }, data, style, initialWidth: width, initialHeight: height },
        ];
      }),
    [hosts, boxes, arrangement, drawing.frame],
  );
  const readable = readableZoom(arrangement);
  const { showAll, isInPart, focused, moved } = useCamera(frame, {
    drawing,
    readable,
    isAlwaysWhole,
    tellRoom,
  });
  return (
    <div className={styles.map} ref={frame} data-density={arrangement.density}>
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
        minZoom={zoomLimits.min}
        maxZoom={zoomLimits.max}
        onMoveStart={moved}
        onFocus={focused}
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
          </div>
        </ViewportPortal>
      </ReactFlow>
      <FlightLayer cables={cables} />
      <MapControls isTall={room.isTall} isInPart={isInPart} showAll={showAll} list={isListSeen} setList={setListSeen} />
      <MapAsList isSeen={isListSeen} />
    </div>
  );
}

/** A card of a network stands this far inside of it at most, in px. */
const inset = 20;

function sideOf({ x, width }: Box, everything: Box): 'first' | 'last' | undefined {
  if (x < everything.x + inset) return 'first';
  return x + width > everything.x + everything.width - inset ? 'last' : undefined;
}

/** That of a window of usual size, until the frame is measured. */
const usualRoom: Room = { width: 840, height: 270, isTall: false };

/** The frame's room; another object only when it is another one. */
function useRoom(): [Room, (room: Room) => void] {
  const [room, setRoom] = useState(usualRoom);
  const tellRoom = useCallback((next: Room) => {
    setRoom((last) => (JSON.stringify(last) === JSON.stringify(next) ? last : next));
  }, []);
  return [room, tellRoom];
}
